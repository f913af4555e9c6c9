"""The refusals of the plans room."""

from typing import ClassVar

from luodi.errors import InvalidInput, NotFound

__all__ = ["MisplacedQuote", "PlanNotFound", "VersionNotFound"]


class PlanNotFound(NotFound):
    """No plan has this number."""

    code: ClassVar[str] = "plan_not_found"
    message: ClassVar[str] = (
        "There is no plan number %(number)s. It may have been withdrawn; "
        "look for it in the list of plans."
    )


class VersionNotFound(NotFound):
    """No version of any plan has this number."""

    code: ClassVar[str] = "version_not_found"
    message: ClassVar[str] = (
        "There is no version number %(number)s of any plan. "
        "Look for the versions of a plan at the end of its page."
    )


class MisplacedQuote(InvalidInput):
    """A reading whose span does not hold the words it quotes."""

    code: ClassVar[str] = "misplaced_quote"
    message: ClassVar[str] = (
        "The reading of %(source)s quotes “%(quote)s”, but its text does not say so at characters "
        "%(start)s to %(end)s. Nothing was stored; read the file again."
    )
