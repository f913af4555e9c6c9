"""The terms of a plan's ladder: those in force, and those before them."""

from dataclasses import dataclass

from luodi.plans.models import Document, LadderTerms
from luodi.plans.queries.supervision import terms_of
from luodi.plans.rules.ladder import Terms

__all__ = ["TermsPage", "terms_page"]


@dataclass(frozen=True, slots=True)
class TermsPage:
    """`rows` are what the office set, newest first; without any, the usual terms are in force."""

    plan: Document
    terms: Terms
    rows: list[LadderTerms]

    @property
    def last(self) -> int | None:
        """What is sent back as `expected`."""
        return self.rows[0].pk if self.rows else None


def terms_page(plan: Document) -> TermsPage:
    """Two statements."""
    terms = terms_of([plan.pk]).get(plan.pk, Terms())
    return TermsPage(plan, terms, list(plan.ladder_terms.order_by("-id")))
