"""The page of the working calendar. It stands here because the schedule room knows of no roles."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.errors import DomainError
from luodi.parties.actions.calendar import set_calendar_days
from luodi.parties.guards import needs
from luodi.parties.queries import names_of
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.schedule.actions import DayChange
from luodi.schedule.queries import YearPage, calendar_decisions, published_years, year_page
from luodi.schedule.rules.calendar import FIRST_YEAR, LAST_YEAR

# Plans of five years are common, and their days run on.
YEARS_AHEAD = 6
WORKING = {"work": True, "off": False, "": None}


class DayForm(forms.Form):
    """One day; without a choice it is again as published."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    working = forms.ChoiceField(
        label=gettext_lazy("This day is"),
        required=False,
        choices=[
            ("off", gettext_lazy("a day off")),
            ("work", gettext_lazy("a working day")),
            ("", gettext_lazy("again as published")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Which notice says so, for example its title and number."),
    )


@needs(Verb.ENTER)
def calendar_now(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _page(request, actor, timezone.localdate().year)


@needs(Verb.ENTER)
def calendar_year(request: HttpRequest, actor: Actor, year: int) -> HttpResponse:
    return _page(request, actor, year)


@needs(Verb.MANAGE_CALENDAR)
def calendar_change(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form by itself, or what was wrong with it."""
    form = DayForm(request.POST or None)
    status = 200 if request.method != "POST" or form.is_valid() else 422
    if request.method == "POST" and status == 200:
        given = form.cleaned_data
        change = DayChange(given["day"], WORKING[given["working"]], given["reason"])
        try:
            set_calendar_days([change], by=actor)
        except DomainError as error:
            form.add_error("day", _(error.message) % error.data)
            status = error.status
        else:
            return redirect("calendar_year", year=given["day"].year)
    return render(request, "calendar/change.html", {"form": form}, status=status)


def _page(request: HttpRequest, actor: Actor, year: int) -> HttpResponse:
    page = year_page(year)
    decisions = list(calendar_decisions(year))
    names = names_of(one.actor for one in decisions)
    published, now = published_years(), timezone.localdate().year
    context = {
        "page": page,
        "months": [_weeks(page, month) for month in range(1, 13)],
        "decisions": [(one, names.get(one.actor, one.actor)) for one in decisions],
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "today": timezone.localdate(),
        "published": published,
        "provisional": [one for one in range(now, now + YEARS_AHEAD) if one not in published],
        "may_manage": can(actor, Verb.MANAGE_CALENDAR),
    }
    return render(request, "calendar/year.html", context)


def _weeks(page: YearPage, month: int) -> dict[str, Any]:
    """A month as rows of seven, Monday first, empty where another month's days would stand."""
    days = page.month(month)
    cells = [None] * days[0].day.weekday() + days
    cells += [None] * (-len(cells) % 7)
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    return {"first": days[0].day, "weeks": weeks, "working": sum(day.working for day in days)}
