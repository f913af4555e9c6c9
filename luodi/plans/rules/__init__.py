"""The pure rules of the plans room; the ones about readings are what most callers need."""

from luodi.plans.rules.reading import (
    ClauseSpan,
    Paragraph,
    Passage,
    Span,
    Token,
    bounds,
    check_anchors,
    clause_at,
    clause_spans,
    document_key,
    full_date,
    passages,
    surroundings,
    tokens,
)

__all__ = [
    "ClauseSpan",
    "Paragraph",
    "Passage",
    "Span",
    "Token",
    "bounds",
    "check_anchors",
    "clause_at",
    "clause_spans",
    "document_key",
    "full_date",
    "passages",
    "surroundings",
    "tokens",
]
