"""One document becomes one row: what was read out of it, or the error that says why it was not."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from luodi.reader.bulk.similarity import signature_of
from luodi.reader.errors import ReaderError
from luodi.reader.reading import read


@dataclass(frozen=True, slots=True)
class Row:
    """`error` is None for a document that was read; `document` is its PlanDocument as JSON.

    `signature` is the MinHash of the repaired text, little-endian 32-bit words.
    """

    id: str
    sha256: str | None
    error: str | None
    message: str | None
    title: str | None
    kind: str | None
    region: str | None
    issued_on: str | None
    targets: int
    tasks: int
    document: str | None
    signature: bytes | None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def row_of(document_id: str, source: Path | bytes) -> Row:
    """Reads one document. Never raises: one bad file must not stop a run over millions."""
    try:
        document = read(source, name=document_id)
    except ReaderError as error:
        return _refused(document_id, source, error.code, str(error))
    except Exception as error:  # noqa: BLE001 - the edge of a bulk run; the row names the fault
        fault = f"The reader failed with {type(error).__name__}. Report this file as a bug."
        return _refused(document_id, source, "reader_failed", fault)
    meta = document.meta
    return Row(
        id=document_id,
        sha256=document.sha256,
        error=None,
        message=None,
        title=meta.title,
        kind=meta.kind,
        region=meta.region.name if meta.region else None,
        issued_on=meta.issued_on,
        targets=len(document.targets),
        tasks=len(document.tasks),
        document=json.dumps(document.to_dict(), ensure_ascii=False),
        signature=signature_of(document.text),
    )


def crashed(document_id: str) -> Row:
    """The row of a document on which the reading process itself died."""
    message = "The process that read this document died. Report this file as a bug."
    return _refused(document_id, None, "reader_crashed", message)


def _refused(document_id: str, source: Path | bytes | None, code: str, message: str) -> Row:
    sha256 = hashlib.sha256(source).hexdigest() if isinstance(source, bytes) else None
    return Row(document_id, sha256, code, message, None, None, None, None, 0, 0, None, None)
