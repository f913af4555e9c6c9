"""The table in which the office shares a target out: a row for each holder, a column for each year.

What was typed comes back as it was, with what is wrong beside its row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.errors import DomainError, InvalidInput
from luodi.parties.models import Unit
from luodi.parties.rules.naming import LEVEL_WORDS
from luodi.plans.errors import InvalidShare
from luodi.plans.models import Decomposition, Share
from luodi.plans.queries.decomposition import holder_of
from luodi.plans.rules.shares import ShareEntry, columns_of, ordered

__all__ = ["ALL", "Names", "ShareRow", "ShareTable"]

MOST_ROWS, MOST_YEARS, SPARE = 400, 20, 3
ALL = "all"
# What a cell of the table is called where it is wrong.
LABELS = {
    "value": gettext_lazy("number"),
    "weight": gettext_lazy("weight"),
    "due": gettext_lazy("deadline"),
    "region": gettext_lazy("district"),
    "year": gettext_lazy("year"),
    "comparator": gettext_lazy("comparator"),
    "adcode": gettext_lazy("region code"),
}


class Names:
    """Which unit or district is meant by a name that somebody typed."""

    def __init__(self, units: Iterable[Unit], region: str) -> None:
        self.region = region
        self.by_key: dict[int, Unit] = {}
        self.by_name: dict[str, list[Unit]] = {}
        for unit in units:
            self.by_key[unit.pk] = unit
            for name in {unit.name, unit.region + unit.name}:
                self.by_name.setdefault(name, []).append(unit)

    def holder(self, name: str) -> Mapping[str, int | str]:
        """The columns of a share that name its holder. Raises InvalidShare for a name unknown."""
        if name in {"", self.region}:
            return {}
        found = self.by_name.get(name, [])
        own = [unit for unit in found if unit.region == self.region] or found
        if len(own) == 1:
            return {"unit": own[0].pk}
        if not name.endswith(LEVEL_WORDS):
            raise InvalidShare(field="region", value=name)
        return {"region": name}


@dataclass(slots=True)
class ShareRow:
    """One row as typed; `cells` by column, `wrong` says what to do."""

    number: int
    holder: str = ""
    comparator: str = "eq"
    weight: str = ""
    due: str = ""
    adcode: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    wrong: str = ""

    @property
    def typed(self) -> bool:
        return bool(self.holder or self.weight or any(self.cells.values()))


class ShareTable:
    """Ways of adding up, reason, and rows; the first row is the region's own."""

    def __init__(self, years: Sequence[int], comparator: str, ways: tuple[str, str]) -> None:
        self.columns = [ALL, *map(str, years[:MOST_YEARS])]
        self.comparator = comparator
        self.aggregation, self.years = ways
        self.reason = ""
        self.rows: list[ShareRow] = []

    def fill(self, revision: Decomposition | None, shares: Sequence[Share], region: str) -> None:
        """The rows of a stored set of shares; a holder has as many as there are terms that differ.

        `region` is the plan's own, whose first row has no name.
        """
        if revision:
            self.aggregation, self.years = revision.aggregation, revision.years
            self.reason = revision.reason
        own = ShareRow(0, comparator=self.comparator)
        rows: dict[tuple[str, ...], ShareRow] = {}
        for share in shares:
            due = share.due.isoformat() if share.due else ""
            terms = (share.comparator, share.weight, due, share.adcode)
            key = (holder_of(share), *terms)
            if key not in rows:
                first = not key[0] and not own.cells
                row = own if first else ShareRow(len(rows) + 1, key[0] or region)
                row.comparator, row.weight, row.due, row.adcode = terms
                rows[key] = row
            ends = dict.fromkeys(end for end in (share.low, share.high) if end)
            rows[key].cells[str(share.year or ALL)] = "–".join(ends)
        self.rows = [own, *(row for row in rows.values() if row is not own)]
        for number, row in enumerate(self.rows):
            row.number = number

    def add(self, names: Iterable[str]) -> None:
        """Rows for holders that have none yet, and some to be filled in."""
        there = {row.holder for row in self.rows}
        for name in [*(n for n in names if n not in there), *[""] * SPARE]:
            self.rows.append(ShareRow(len(self.rows), name, self.comparator))

    def take(self, data: QueryDict) -> None:
        """What was typed. Raises InvalidInput where the table is not of our making."""
        self.aggregation, self.years = data.get("aggregation", ""), data.get("years", "")
        self.reason = data.get("reason", "")[:2000]
        count = data.get("rows", "")
        if not count.isdecimal() or len(count) > 3 or int(count) > MOST_ROWS:
            raise InvalidInput
        for number in range(int(count)):
            given = {
                name: data.get(f"{name}-{number}", "").strip()
                for name in ("holder", "comparator", "weight", "due", "adcode")
            }
            cells = {c: data.get(f"cell-{number}-{c}", "").strip() for c in self.columns}
            self.rows.append(ShareRow(number, **given, cells=cells))

    def entries(self, names: Names) -> list[ShareEntry]:
        """The shares that the rows ask for; a row that is wrong says so and gives none."""
        found: list[ShareEntry] = []
        for row in self.rows:
            row.wrong = ""
            try:
                made = self._entries_of(row, names)
                ordered([*found, *made])
                for one in made:
                    columns_of(one)
            except InvalidShare as error:
                row.wrong = self._told(row, error)
            except DomainError as error:
                row.wrong = error.sentence(_)
            else:
                found += made
        return found

    def _entries_of(self, row: ShareRow, names: Names) -> list[ShareEntry]:
        given = {column: text for column, text in row.cells.items() if text}
        # A holder without a number is concerned and has no share yet; the region itself is not.
        if not given and (not row.holder or not row.number):
            return []
        if row.number and not row.holder:
            raise InvalidShare(field="region", value="")
        chosen = {**names.holder(row.holder), "weight": row.weight, "due": _day(row.due)}
        chosen["comparator"] = row.comparator or self.comparator
        chosen["adcode"] = row.adcode if "region" in chosen else ""
        return [
            ShareEntry(text, year=None if column == ALL else _year(column), **chosen)  # type: ignore[arg-type]
            for column, text in (given or {ALL: ""}).items()
        ]

    def _told(self, row: ShareRow, error: InvalidShare) -> str:
        column, value = error.data["field"], error.data["value"]
        if column == "region":
            return _(
                "Write the full name of a registered unit, or of a district (one that ends in 市, "
                "区 or 县)."
            )
        if column == "value":
            return _(
                "“%(value)s” is no number for a share. Write one like 12.5, or 2–3 for a range; "
                "none is below nought."
            ) % {"value": value}
        told = {"value": value, "label": LABELS.get(str(column), column)}
        return _("“%(value)s” does not fit as %(label)s. Correct it and check again.") % told

    @property
    def faulty(self) -> bool:
        return any(row.wrong for row in self.rows)

    def judged_rows(self, entries: Sequence[ShareEntry], names: Names) -> list[Share]:
        """The shares as they would be stored, to be judged before they are."""
        rows = [columns_of(one) for one in ordered(entries)]
        return [
            Share(unit=names.by_key.get(row.pop("unit_id") or 0), position=place, **row)
            for place, row in enumerate(rows)
        ]


def _year(text: str) -> int:
    # A longer number is no year, and Python refuses to read a very long one.
    if not (text.isdecimal() and len(text) <= 4):
        raise InvalidShare(field="year", value=text)
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidShare(field="due", value=text) from error
