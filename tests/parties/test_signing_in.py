"""Signing in: limits on guessing, refusals that tell nothing, and what the trail keeps."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pyotp
import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from luodi.audit.models import AuditEvent
from luodi.parties import errors
from luodi.parties.actions.access import set_up_codes, sign_in
from luodi.parties.actions.people import add_person, certify_person, restore_access
from luodi.parties.models import Person, SignInGate
from luodi.parties.rules import access as rules
from luodi.parties.rules.access import Gate, closed_until, is_fresh, network_of, tried
from tests.parties.cast import TEST

HOME, AWAY = "192.0.2.1", "192.0.2.2"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
database = pytest.mark.django_db


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is worked on, which is what takes time."""

    worked = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.worked += 1
        return super().encode(password, salt)


@pytest.fixture
def known() -> tuple[Person, str]:
    access = add_person("wang@example.cn", name="王敏", by=TEST)
    return access.person, access.password


def fail(login: str = "wang@example.cn", address: str = HOME, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(errors.SignInRefused):
            sign_in(login, "wrong", address=address)


def later(minutes: float) -> None:
    """Lets time pass for the gates."""
    for gate in SignInGate.objects.exclude(last_failed_at=None):
        gate.last_failed_at -= timedelta(minutes=minutes)
        gate.save()


@database
def test_name_and_password_sign_in_whatever_the_case_of_the_name(known) -> None:
    person, password = known
    assert sign_in(" Wang@Example.CN", password, address=HOME) == person
    person.refresh_from_db()
    assert person.last_login is not None
    assert AuditEvent.objects.filter(action="parties.sign_in").count() == 1


@database
def test_five_failures_close_an_account_for_a_quarter_of_an_hour(known) -> None:
    _, password = known
    fail(times=rules.ACCOUNT_LIMIT)
    with pytest.raises(errors.SignInClosed) as closed:
        sign_in("wang@example.cn", password, address=AWAY)
    assert closed.value.data == {"minutes": 15}
    later(15)
    assert sign_in("wang@example.cn", password, address=AWAY)
    assert AuditEvent.objects.filter(action="parties.close_sign_in").count() == 1


@database
def test_success_starts_the_count_anew(known) -> None:
    _, password = known
    for _ in range(3):
        fail(times=rules.ACCOUNT_LIMIT - 1)
        sign_in("wang@example.cn", password, address=HOME)


@database
def test_an_address_that_tries_many_names_is_closed(known) -> None:
    _, password = known
    for number in range(rules.NETWORK_LIMIT):
        fail(f"nobody{number}")
    with pytest.raises(errors.SignInClosed):
        sign_in("wang@example.cn", password, address=HOME)
    assert sign_in("wang@example.cn", password, address=AWAY)


@database
def test_an_unknown_name_closes_like_a_known_one_and_leaves_no_name() -> None:
    fail("my-password-by-mistake", times=rules.ACCOUNT_LIMIT)
    with pytest.raises(errors.SignInClosed):
        sign_in("my-password-by-mistake", "x", address=AWAY)
    assert not [key for key in SignInGate.objects.values_list("key", flat=True) if "my-p" in key]
    assert not AuditEvent.objects.exists()


@database
def test_gates_quiet_for_a_day_are_cleared_away(known) -> None:
    fail("nobody")
    later(minutes=24 * 60 + 1)
    sign_in("wang@example.cn", known[1], address=AWAY)
    assert SignInGate.objects.count() == 2


@database
def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(known, settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    costs = []
    for login in ("wang@example.cn", "nobody"):
        before = CountingHasher.worked
        fail(login)
        costs.append(CountingHasher.worked - before)
    assert costs == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_time_are_all_counted(known) -> None:
    many = rules.ACCOUNT_LIMIT + 3
    start = Barrier(many)

    def work(number: int) -> str:
        start.wait()
        try:
            sign_in("wang@example.cn", "wrong", address=f"192.0.2.{number}")
        except (errors.SignInRefused, errors.SignInClosed) as error:
            return error.code
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(many) as pool:
        said = sorted(pool.map(work, range(many)))
    assert said.count("sign_in_refused") == rules.ACCOUNT_LIMIT
    assert said.count("sign_in_closed") == 3


@database
@pytest.mark.parametrize("days", [{"certified_at": 366}, {"certified_at": 91}])
def test_an_account_out_of_use_says_so_only_to_who_knows_the_password(known, days) -> None:
    person, password = known
    past = {name: timezone.now() - timedelta(days=ago) for name, ago in days.items()}
    Person.objects.filter(pk=person.pk).update(**past)
    fail()
    with pytest.raises(errors.AccountOutOfUse):
        sign_in(person.login, password, address=HOME)
    certify_person(person.pk, by=TEST)
    assert sign_in(person.login, password, address=HOME)


@database
def test_once_set_up_a_code_is_asked_for_and_taken_once(known) -> None:
    person, password = known
    codes = pyotp.TOTP(pyotp.random_base32())
    first = codes.at(timezone.now() - timedelta(seconds=30))
    with pytest.raises(errors.CodeRefused):
        set_up_codes(person, codes.secret, code="000000x")
    set_up_codes(person, codes.secret, code=first)
    for wrong in ("", "000000x", first):
        with pytest.raises(errors.SignInRefused):
            sign_in(person.login, password, code=wrong, address=HOME)
    now = codes.at(timezone.now())
    assert sign_in(person.login, password, code=f"{now[:3]} {now[3:]}", address=HOME)
    with pytest.raises(errors.SignInRefused):
        sign_in(person.login, password, code=now, address=HOME)


@database
def test_restored_access_needs_the_new_password_and_no_code(known) -> None:
    person, password = known
    codes = pyotp.TOTP(pyotp.random_base32())
    set_up_codes(person, codes.secret, code=codes.now())
    access = restore_access(person.pk, by=TEST)
    with pytest.raises(errors.SignInRefused):
        sign_in(person.login, password, address=HOME)
    assert sign_in(person.login, access.password, address=HOME).must_change_password


gaps = st.lists(st.integers(0, 40), min_size=1, max_size=40)


@given(gaps)
def test_a_gate_never_lets_more_than_its_limit_through_in_a_quarter_of_an_hour(gaps) -> None:
    gate, now, passed = Gate(), NOW, []
    for gap in gaps:
        now += timedelta(minutes=gap)
        if closed_until(gate, limit=5, now=now) is None:
            gate = tried(gate, now=now)
            passed.append(now)
    window = timedelta(minutes=15)
    for first in passed:
        assert sum(first <= moment < first + window for moment in passed) <= 5


def test_an_ipv6_customer_is_one_network() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("no address") == "unknown"


def test_a_confirmation_is_fresh_for_a_quarter_of_an_hour() -> None:
    assert is_fresh(NOW, now=NOW + timedelta(minutes=14))
    assert not is_fresh(NOW, now=NOW + timedelta(minutes=15))
    assert not is_fresh(NOW, now=NOW - timedelta(seconds=1))
    assert not is_fresh(None, now=NOW)
