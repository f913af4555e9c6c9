"""Plan files that people send: what became of each, said in a sentence."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from luodi.errors import LuodiError
from luodi.parties.rules.roles import Actor
from luodi.plans.actions import ImportResult, import_file
from luodi.plans.errors import UploadTooLarge
from luodi.reader.errors import ReaderError

__all__ = ["Outcome", "imported_upload", "outcome"]

MEGABYTE = 1_000_000
# Of a file's name so many characters are kept: what a file system takes counts bytes.
LONGEST_STEM, LONGEST_SUFFIX = 60, 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file that was sent: the version it became, or why it became none."""

    name: str
    result: ImportResult | None
    refusal: LuodiError | None


def outcome(file: "UploadedFile[Any]", *, by: Actor) -> Outcome:
    """Raises NotAllowed; every fault of the file itself is told in the outcome."""
    name = _name(file)
    try:
        return Outcome(name, imported_upload(file, by=by), None)
    except (ReaderError, UploadTooLarge) as refusal:
        return Outcome(name, None, refusal)


def imported_upload(file: "UploadedFile[Any]", *, by: Actor) -> ImportResult:
    """Raises NotAllowed, UploadTooLarge, ReaderError."""
    limit = settings.LUODI_UPLOAD_MEGABYTES
    if (file.size or 0) > limit * MEGABYTE:
        raise UploadTooLarge(name=_name(file), limit=limit)
    with TemporaryDirectory() as folder:
        path = Path(folder, _name(file))
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return import_file(path, by=by)


def _name(file: "UploadedFile[Any]") -> str:
    """The name without any folder, short enough for every file system."""
    given = Path(file.name or "plan")
    return given.stem[:LONGEST_STEM] + given.suffix[:LONGEST_SUFFIX]
