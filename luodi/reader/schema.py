"""The published shape of a PlanDocument: JSON Schema, draft 2020-12."""

import json
from importlib.resources import files
from typing import Any


def plan_document_schema() -> dict[str, Any]:
    """A fresh copy of schema.json, which describes `PlanDocument.to_dict()`."""
    schema: dict[str, Any] = json.loads(
        files("luodi.reader").joinpath("schema.json").read_text("utf-8")
    )
    return schema
