"""The refusals of work plans."""

from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotFound

__all__ = [
    "DueAfterDuty",
    "DueOutsideYear",
    "EditionEmpty",
    "EditionNotFound",
    "PhaseOutsideYear",
    "PlanLineIncomplete",
    "PlanLineTooLong",
    "ReturnUnexplained",
    "SourceNotOwn",
    "TooManyPlanLines",
    "WorkPlanNotFound",
    "WorkPlanOutOfOrder",
]


class WorkPlanNotFound(NotFound):
    """A unit wrote no plan for this year, or none that this person may read."""

    code: ClassVar[str] = "work_plan_not_found"
    message: ClassVar[str] = (
        "There is no work plan of this unit for %(year)s that you can read. Choose another year, "
        "or look again after the office has approved one."
    )


class EditionNotFound(NotFound):
    """A work plan has no such edition."""

    code: ClassVar[str] = "work_plan_edition_not_found"
    message: ClassVar[str] = (
        "This work plan has no edition number %(number)s. Choose one from the list of its editions."
    )


class WorkPlanOutOfOrder(Conflict):
    """A step that the state of the work plan does not allow."""

    code: ClassVar[str] = "work_plan_out_of_order"
    message: ClassVar[str] = (
        "This cannot be done while the work plan stands as it does. Nothing was changed; look at "
        "its record, and choose one of the steps that are offered there."
    )


class ReturnUnexplained(InvalidInput):
    """A work plan to be returned without a reason."""

    code: ClassVar[str] = "return_unexplained"
    message: ClassVar[str] = (
        "Say what the unit should change, so that it can. Nothing was returned yet."
    )


class EditionEmpty(InvalidInput):
    """An edition without a line."""

    code: ClassVar[str] = "work_plan_empty"
    message: ClassVar[str] = (
        "A work plan needs at least one matter. Fill one in, and save again; nothing was stored."
    )


class TooManyPlanLines(InvalidInput):
    """More lines than an edition takes."""

    code: ClassVar[str] = "work_plan_too_long"
    message: ClassVar[str] = (
        "A work plan takes at most %(most)s matters. Put some of them together, and save again."
    )


class PlanLineIncomplete(InvalidInput):
    """A line that leaves out what it must say."""

    code: ClassVar[str] = "plan_line_incomplete"
    message: ClassVar[str] = (
        "Matter %(line)s is not complete: fill in the matter, the measure, the phase, the expected "
        "result and the due day."
    )


class PlanLineTooLong(InvalidInput):
    """A text of a line that is longer than it may be."""

    code: ClassVar[str] = "plan_line_too_long"
    message: ClassVar[str] = (
        "A text of matter %(line)s is too long: at most %(most)s characters. Shorten it."
    )


class PhaseOutsideYear(InvalidInput):
    """A named phase without days, or with days out of order or outside the year."""

    code: ClassVar[str] = "phase_outside_year"
    message: ClassVar[str] = (
        "The phase of matter %(line)s needs a name, and a first and a last day in order within "
        "%(year)s."
    )


class DueOutsideYear(InvalidInput):
    """A due day that is not a day of the year planned for."""

    code: ClassVar[str] = "due_outside_year"
    message: ClassVar[str] = "The due day of matter %(line)s must be a day in %(year)s."


class DueAfterDuty(InvalidInput):
    """A due day later than the duty's own, without a word on it."""

    code: ClassVar[str] = "due_after_duty"
    message: ClassVar[str] = (
        "Matter %(line)s is to be done later than its duty is due, %(due)s. Choose an earlier day, "
        "or give the reason for the later one."
    )


class SourceNotOwn(InvalidInput):
    """A line for a duty or a share that is not the unit's, or not of the year."""

    code: ClassVar[str] = "source_not_own"
    message: ClassVar[str] = (
        "The source of matter %(line)s is not a duty of this unit or a share in force for the "
        "year. Choose one from the list."
    )
