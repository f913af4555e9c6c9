"""The published JSON Schema describes what the reader gives, no more and no less."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import jsonschema
import pytest

from luodi.reader import document
from luodi.reader.document import (
    Fact,
    Heading,
    Meta,
    Missing,
    Named,
    PlanDocument,
    Region,
    Repair,
    Responsible,
    Target,
    Task,
)
from luodi.reader.offsets import OffsetMap
from luodi.reader.schema import plan_document_schema
from tests.conftest import ROOT

SCHEMA = plan_document_schema()
CHECK = jsonschema.Draft202012Validator(SCHEMA)
PARTS = {
    "repair": Repair,
    "missing": Missing,
    "region": Region,
    "meta": Meta,
    "heading": Heading,
    "target": Target,
    "fact": Fact,
    "responsible": Responsible,
    "task": Task,
    "named": Named,
}


def plain_document(**changes: Any) -> dict[str, Any]:
    filled = PlanDocument(
        source="a.txt",
        sha256="0" * 64,
        format="txt",
        encoding="utf-8",
        text="到2028年，打造60个以上标杆应用场景",
        original="到2028年，打造60个以上标杆应用场景",
        offsets=OffsetMap.identity(19),
        meta=Meta(region=Region("云溪市", None, "city"), period=(2026, 2028)),
    )
    return filled.to_dict() | changes


def described_names(schema: Any) -> Iterator[str]:
    for name, value in schema.get("properties", {}).items():
        yield name
        yield from described_names(value)
    for part in schema.get("$defs", {}).values():
        yield from described_names(part)


def test_the_schema_itself_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_the_fields_of_its_class(part: str) -> None:
    assert list(SCHEMA["$defs"][part]["properties"]) == [f.name for f in fields(PARTS[part])]


def test_the_document_has_the_fields_of_its_class() -> None:
    own = {f.name for f in fields(document.PlanDocument)} - {"original", "file"}
    assert set(SCHEMA["properties"]) == own


def test_an_empty_document_is_valid() -> None:
    CHECK.validate(plain_document())


def test_an_unknown_field_is_refused() -> None:
    assert not CHECK.is_valid(plain_document(surprise=1))


def test_every_field_is_explained_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/reader-output.md").read_text("utf-8")
    assert not [name for name in described_names(SCHEMA) if f"`{name}`" not in reference]
