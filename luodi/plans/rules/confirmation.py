"""What people may decide on an item that was read, and what the item then says."""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args
from unicodedata import category

from luodi.plans.errors import (
    BoundsCrossed,
    BoundsMissing,
    InvalidCorrection,
    NothingCorrected,
    OutOfOrder,
    QuoteAmbiguous,
    QuoteNotFound,
    ReasonMissing,
)
from luodi.reader.document import Basis, Comparator, Role

__all__ = [
    "ALLOWED",
    "KINDS",
    "LIVE",
    "UNCONFIRMED",
    "bodies_in",
    "check_verdict",
    "check_words",
    "checked_values",
    "located",
    "state_after",
]

UNCONFIRMED = "unconfirmed"
STATES = {
    "confirm": "confirmed",
    "correct": "corrected",
    "reject": "rejected",
    "reopen": UNCONFIRMED,
    "add": "confirmed",
}
ALLOWED = {
    UNCONFIRMED: {"confirm", "correct", "reject"},
    "confirmed": {"correct", "reject", "reopen"},
    "corrected": {"correct", "reject", "reopen"},
    "rejected": {"reopen"},
}
# The verdicts after which other rooms may act on an item.
LIVE = ("confirm", "correct", "add")
INSTRUMENTS = (
    *("award", "procurement", "per_case", "finance", "regulation"),
    *("voucher", "fund", "list", "catalogue", "other"),
)
MOST = 1e18
LONGEST = 1000
YEARS = range(1990, 2101)


def state_after(verdict: str | None) -> str:
    """The state of an item whose last decision this is, None for an item nobody decided on."""
    return STATES[verdict] if verdict else UNCONFIRMED


def check_verdict(item: str, verdict: str, *, last: str | None, reason: str) -> None:
    """Raises OutOfOrder or ReasonMissing; `last` is the verdict before, `item` is for messages."""
    state = state_after(last)
    if verdict not in ALLOWED[state]:
        raise OutOfOrder(item=item, verdict=verdict, state=state)
    if verdict in {"reject", "reopen"} and not reason.strip():
        raise ReasonMissing(item=item)
    check_words("reason", reason)


def check_words(field: str, words: str) -> None:
    """Raises InvalidCorrection for words that do not print as they are."""
    if not _text(words):
        raise InvalidCorrection(field=field, fault=ascii(words[:20]))


def checked_values(
    kind: str, values: Mapping[str, Any], *, current: Mapping[str, Any]
) -> dict[str, Any]:
    """All values of an item after a correction. Raises InvalidCorrection."""
    if not values:
        raise NothingCorrected
    fields = KINDS[kind]
    for name in values:
        if name not in fields:
            raise InvalidCorrection(field=name, fault="unknown")
    whole = {name: values.get(name, current.get(name)) for name in fields}
    for name, fits in fields.items():
        if not fits(whole[name]):
            raise InvalidCorrection(field=name, fault=repr(whole[name]))
    if kind == "target":
        _check_bounds(whole["low"], whole["high"])
    return whole


def located(quote: str, text: str, *, start: int | None = None) -> tuple[int, int]:
    """Where a text says a quote: at `start` if it does, else where it alone says it.

    Raises QuoteNotFound, QuoteAmbiguous.

    >>> located("场景", "打造场景。"), located("场景", "场景、场景", start=3)
    ((2, 4), (3, 5))
    """
    words = quote.replace("\r\n", "\n").strip()
    if start is not None and words and text.startswith(words, start):
        return start, start + len(words)
    times = text.count(words) if words else 0
    if not times:
        raise QuoteNotFound(quote=words)
    if times > 1:
        raise QuoteAmbiguous(quote=words, times=times)
    found = text.index(words)
    return found, found + len(words)


def bodies_in(names: str, role: str) -> list[dict[str, str]]:
    """The bodies of a role in a line of names, as `responsible` keeps them.

    >>> bodies_in("市数据局、 市财政局", "lead")
    [{'name': '市数据局', 'role': 'lead'}, {'name': '市财政局', 'role': 'lead'}]
    """
    split = re.split(r"[、，,；;\n]", names)
    return [{"name": name.strip(), "role": role} for name in split if name.strip()]


def _check_bounds(low: float | None, high: float | None) -> None:
    if low is None and high is None:
        raise BoundsMissing
    if low is not None and high is not None and low > high:
        raise BoundsCrossed(low=f"{low:g}", high=f"{high:g}")


def _words(value: Any) -> bool:
    return _line(value) and bool(value.strip())


def _text(value: str) -> bool:
    """Words of several lines."""
    return all(_line(line) for line in re.split(r"[\r\n\t]", value))


def _line(value: Any) -> bool:
    """Words that print as they are: no control characters, no halves of a pair, no turning round.

    Databases refuse some of these, and the others make a page say what the value does not.
    """
    return (
        isinstance(value, str)
        and len(value) <= LONGEST
        and not any(category(sign) in {"Cc", "Cf", "Cs"} for sign in value)
    )


def _number(value: Any) -> bool:
    if value is None:
        return True
    # NaN compares false, and a whole number beyond every float does not overflow here.
    return type(value) in {int, float} and abs(value) <= MOST


def _year(value: Any) -> bool:
    return value is None or (type(value) is int and value in YEARS)


def _bodies(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(body, dict)
        and body.keys() == {"name", "role"}
        and _words(body["name"])
        and body["role"] in get_args(Role)
        for body in value
    )


def _one_of(choices: object) -> Callable[[Any], bool]:
    return lambda value: value in get_args(choices)


# What each kind of item says, and what a value must be.
KINDS: dict[str, dict[str, Callable[[Any], bool]]] = {
    "target": {
        "object": _words,
        "low": _number,
        "high": _number,
        "comparator": _one_of(Comparator),
        "basis": _one_of(Basis),
        "unit": _line,
        "by": _year,
    },
    "task": {"heading": _words, "responsible": _bodies},
    "instrument": {"name": _words, "kind": lambda value: value in INSTRUMENTS},
}
