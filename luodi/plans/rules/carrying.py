"""Which task of a new version of a plan is which of the old one. No Django, no clock, no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.plans.rules.difference import Promise, pairs

__all__ = ["Headed", "corresponding"]


@dataclass(frozen=True, slots=True)
class Headed:
    """A task by its number and heading."""

    number: int
    heading: str


def corresponding(before: Sequence[Headed], after: Sequence[Headed]) -> dict[int, int]:
    """The numbers of tasks of a like heading, likest first, each in one pair.

    Both in the order of their texts. Paired as targets are by their objects.

    >>> corresponding([Headed(1, "夯实算力底座")], [Headed(7, "夯实智能算力底座")])
    {1: 7}
    """
    sides = [[_promise(one) for one in side] for side in (before, after)]
    return {before[i].number: after[j].number for i, j in pairs(*sides)}


def _promise(one: Headed) -> Promise:
    return Promise(one.number, one.heading, None, None, "", "", "", None, "")
