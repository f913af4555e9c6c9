"""The filters of a unit's work, and its work plan as one form: some fields for each matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.errors import InvalidInput
from luodi.plans.models import Responsible, WorkPlanLine
from luodi.plans.queries.planning import Sources
from luodi.plans.queries.unit_work import UnitWork
from luodi.plans.rules.ladder import Status
from luodi.plans.rules.planning import MOST_LINES, PlanLine
from luodi.plans.sentences import STATUS_WORDS
from luodi.plans.work_plan_sentences import PLAN_STATE_WORDS

__all__ = [
    "PlanRow",
    "PlanTable",
    "UnitWorkFilter",
    "WorkPlanFilter",
    "numbers_in",
    "source_choices",
]

TEXTS = ("source", "matter", "measure", "phase", "phase_name", "result", "late_note")
DAYS = ("first_on", "last_on", "due_on")
ANY = ("", gettext_lazy("All"))
WORDS = {**STATUS_WORDS, Status.REMINDED: gettext_lazy("reminded")}
LONGEST_NUMBER = 18


def numbers_in(data: QueryDict) -> dict[str, int]:
    """Year and plan of the filter, as far as they are numbers."""
    found = {name: data.get(name, "") for name in ("year", "plan")}
    return {
        name: int(value)
        for name, value in found.items()
        if value.isdecimal() and len(value) <= LONGEST_NUMBER
    }


class UnitWorkFilter(forms.Form):
    """Choices are what the unit has; what is not one of them counts as not chosen."""

    year = forms.ChoiceField(label=gettext_lazy("Due year"), required=False)
    plan = forms.ChoiceField(label=gettext_lazy("Plan"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), required=False, choices=[ANY, *Responsible.Role.choices]
    )
    status = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[ANY, *((status.value, WORDS[status]) for status in Status)],
    )

    def offer(self, work: UnitWork) -> None:
        years, plans = self.fields["year"], self.fields["plan"]
        assert isinstance(years, forms.ChoiceField)  # noqa: S101 - narrows the type
        assert isinstance(plans, forms.ChoiceField)  # noqa: S101 - narrows the type
        years.choices = [ANY, *((year, year) for year in work.years)]
        plans.choices = [ANY, *((plan.pk, str(plan)) for plan in work.plans)]


class WorkPlanFilter(forms.Form):
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[ANY, *PLAN_STATE_WORDS.items()]
    )

    def __init__(self, data: QueryDict, years: Iterable[int]) -> None:
        super().__init__(data)
        chosen = self.fields["year"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - narrows the type
        chosen.choices = [ANY, *((year, year) for year in years)]

    def filters(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(slots=True)
class PlanRow:
    """One matter as it was typed; `wrong` says of a field what is wrong with it."""

    number: int
    source: str = ""
    matter: str = ""
    measure: str = ""
    phase: str = ""
    phase_name: str = ""
    first_on: str = ""
    last_on: str = ""
    result: str = ""
    due_on: str = ""
    late_note: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        return not any(getattr(self, name).strip() for name in (*TEXTS, *DAYS))

    def line(self) -> PlanLine:
        kind, _colon, number = self.source.partition(":")
        # A source that is none of ours is refused as not one's own.
        known = int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else -1
        texts: dict[str, Any] = {name: getattr(self, name) for name in TEXTS if name != "source"}
        days: dict[str, Any] = {name: _day(getattr(self, name)) for name in DAYS}
        return PlanLine(
            **texts,
            **days,
            duty=known if self.source and kind != "share" else None,
            share=known if kind == "share" else None,
        )


def source_choices(sources: Sources, rows: Sequence[PlanRow]) -> list[tuple[str, str]]:
    """What a matter may come from, in words of the active language.

    What a row comes from although it may not any more stays chosen, so that saving refuses it
    instead of making it the unit's own matter unseen.
    """
    choices = []
    for page in sources.duties:
        duty = page.duty
        words = (duty.get_role_display(), duty.task.heading, page.standing.due_on.isoformat())
        choices.append((f"duty:{duty.pk}", " · ".join(map(str, words))))
    for one in sources.shares:
        words = (_("share of a target"), one.words, f"{one.value}{one.measured_in}")
        choices.append((f"share:{one.share.pk}", " · ".join(words)))
    gone = {row.source for row in rows if row.source} - dict(choices).keys()
    said = _("no longer a duty or a share in force: choose another source")
    return choices + [(source, said) for source in sorted(gone)]


class PlanTable:
    """The rows of the form, and what is wrong with them."""

    def __init__(self, rows: list[PlanRow]) -> None:
        self.rows = rows
        self.summary: list[tuple[str, str]] = []

    @classmethod
    def posted(cls, data: QueryDict) -> "PlanTable":
        """What was typed, without rows that are blank or were ticked to be left out."""
        asked = data.get("rows", "")
        count = int(asked) if asked.isdecimal() and len(asked) <= 4 else 0
        rows: list[PlanRow] = []
        for place in range(1, min(count, MOST_LINES + 1) + 1):
            given: dict[str, Any] = {
                name: data.get(f"{name}-{place}", "") for name in (*TEXTS, *DAYS)
            }
            row = PlanRow(len(rows) + 1, **given)
            if not row.blank and f"drop-{place}" not in data:
                rows.append(row)
        return cls(rows)

    @classmethod
    def of_lines(cls, lines: Sequence[WorkPlanLine], sources: Sources) -> "PlanTable":
        return cls([_row(place, line, sources) for place, line in enumerate(lines, 1)])

    def propose(self, sources: Sources, year: int) -> None:
        """A row for each source: its words and, if it lies in the year, its day; nothing else."""
        for page in sources.duties:
            due = page.standing.due_on
            day = due.isoformat() if due.year == year else ""
            self._add(f"duty:{page.duty.pk}", page.duty.task.heading, day)
        for one in sources.shares:
            words = _("Reach the year's target: %(target)s %(value)s %(unit)s") % {
                "target": one.words,
                "value": one.value,
                "unit": one.measured_in,
            }
            self._add(f"share:{one.share.pk}", words.strip(), "")

    def more(self) -> None:
        """Room for one more matter of the unit's own."""
        self._add("", "", "")

    def entries(self) -> list[PlanLine]:
        return [row.line() for row in self.rows]

    def mark(self, faults: Iterable[tuple[int, str, InvalidInput]]) -> None:
        """Says each fault once on top and beside its field."""
        said = set[str]()
        for number, name, fault in faults:
            sentence = fault.sentence(_)
            anchor = f"{name}-{number}" if number else ""
            if number:
                self.rows[number - 1].wrong.setdefault(name, sentence)
            if sentence not in said:
                said.add(sentence)
                self.summary.append((anchor, sentence))

    def _add(self, source: str, matter: str, due_on: str) -> None:
        if len(self.rows) < MOST_LINES:
            number = len(self.rows) + 1
            self.rows.append(PlanRow(number, source, matter[:500], due_on=due_on))


def _row(place: int, line: WorkPlanLine, sources: Sources) -> PlanRow:
    source = f"duty:{sources.goes_on_as(line.duty_id)}" if line.duty_id else ""
    source = f"share:{line.share_id}" if line.share_id else source
    texts = {name: getattr(line, name) for name in TEXTS if name != "source"}
    named = line.phase == WorkPlanLine.Phase.NAMED
    return PlanRow(
        place,
        source,
        **texts,
        first_on=line.first_on.isoformat() if named else "",
        last_on=line.last_on.isoformat() if named else "",
        due_on=line.due_on.isoformat(),
    )


def _day(words: str) -> date | None:
    try:
        return parse_date(words.strip())
    except ValueError:
        return None
