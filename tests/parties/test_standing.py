"""An account lapses a year after it was certified and idles 90 days after its last use."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.parties.rules.standing import Account, Standing, standing, warnings

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = st.integers(0, 800)


def after(days: float) -> datetime:
    return START + timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "seen", "expected"),
    [
        (0, None, "active"),
        (89.9, None, "active"),
        (90, None, "idle"),
        (100, 50, "active"),
        (364.9, 300, "active"),
        (365, 364, "lapsed"),
    ],
)
def test_the_standing_follows_from_the_instants(
    day: float, seen: int | None, expected: str
) -> None:
    account = Account(START, None if seen is None else after(seen))
    assert standing(account, now=after(day)) == expected


def test_a_deactivated_account_stays_so_until_certified() -> None:
    assert standing(Account(START, START, after(2)), now=after(3)) is Standing.DEACTIVATED
    assert standing(Account(after(3), START), now=after(3)) is Standing.ACTIVE


@pytest.mark.parametrize(
    ("day", "seen", "expected"),
    [(75, None, set()), (76, None, {"idle"}), (335, 330, {"lapsed"}), (334, 330, set())],
)
def test_warnings_come_ahead(day: int, seen: int | None, expected: set[str]) -> None:
    account = Account(START, None if seen is None else after(seen))
    assert set(warnings(account, now=after(day))) == expected


@given(DAYS, DAYS, DAYS)
def test_who_goes_out_of_use_by_time_was_warned_before(certified: int, seen: int, now: int) -> None:
    account = Account(after(certified), after(max(seen, certified)))
    if standing(account, now=after(now)) in {Standing.LAPSED, Standing.IDLE}:
        last_day = min(account.idle_at, account.lapses_at) - timedelta(days=1)
        assert warnings(account, now=last_day)
