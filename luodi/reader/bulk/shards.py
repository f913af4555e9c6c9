"""A bulk source cut into shards, and the manifest that lets a killed run go on where it stood."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from luodi.reader.errors import (
    BrokenFile,
    BulkOutputTaken,
    BulkSourceChanged,
    BulkSourceMissing,
    OutputUnwritable,
    ScaleMissing,
)

Form = Literal["parquet", "jsonl.gz"]

MANIFEST = "manifest.json"
_FILES_A_SHARD = 100
_BYTES_A_SHARD = 32_000_000


@dataclass(frozen=True, slots=True)
class Shard:
    """A share of the source that one worker reads and writes as one file.

    `paths` are files below `root`, each a document, or one Parquet file of documents.
    """

    name: str
    root: str
    paths: tuple[str, ...]
    is_parquet: bool
    documents: int

    def output(self, out: Path, form: Form) -> Path:
        return out / f"{self.name}.{form}"

    def files(self) -> Iterator[tuple[str, Path]]:
        """(id, path) of each document of a shard of files."""
        for path in self.paths:
            # A file name may hold bytes that are no UTF-8; an id must be text.
            yield os.fsencode(path).decode("utf-8", "replace"), Path(self.root) / path


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run is about; kept beside its output so that a second start does the same work."""

    fingerprint: str
    form: Form
    shards: tuple[Shard, ...]


def plan_run(source: Path, out: Path) -> Manifest:
    """The manifest in `out`, with shards for files that came since, or a new one written there.

    Raises BulkSourceMissing, ScaleMissing, OutputUnwritable, BulkSourceChanged where files of the
    run are no longer what they were, or BulkOutputTaken where `out` belongs to another run.
    """
    files = _list_files(source, out)
    root = source if source.is_dir() else source.parent
    print_of_files = _fingerprint(root, files)
    path = out / MANIFEST
    if path.exists():
        manifest = _read_manifest(path)
        if manifest.fingerprint == print_of_files:
            return manifest
        shards = (*manifest.shards, *_added(manifest, root, files, out))
        manifest = Manifest(print_of_files, manifest.form, shards)
    else:
        form: Form = "parquet" if find_spec("pyarrow") else "jsonl.gz"
        manifest = Manifest(print_of_files, form, tuple(_shards(root, files)))
    _write_manifest(manifest, path)
    return manifest


def _added(manifest: Manifest, root: Path, files: list[str], out: Path) -> Iterator[Shard]:
    """Shards for the files that are new in the source of a run."""
    known = [path for shard in manifest.shards for path in shard.paths]
    added = sorted(set(files) - set(known))
    if _fingerprint(root, sorted(known)) != manifest.fingerprint:
        if not set(known) & set(files):
            raise BulkOutputTaken(name=str(out))
        raise BulkSourceChanged(name=str(root))
    yield from _shards(root, added, first=len(manifest.shards))


def _write_manifest(manifest: Manifest, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(manifest), indent=1).encode("ascii"))
    except OSError as error:
        raise OutputUnwritable(name=str(path.parent), reason=error.strerror) from error


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that its name never stands for half of it, whatever kills the process."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _read_manifest(path: Path) -> Manifest:
    try:
        data = json.loads(path.read_bytes())
        shards = tuple(
            Shard(**{**shard, "paths": tuple(shard["paths"])}) for shard in data["shards"]
        )
        return Manifest(data["fingerprint"], data["form"], shards)
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenFile(name=str(path), format="manifest") from error


def _list_files(source: Path, out: Path) -> list[str]:
    """Paths below the source in a fixed order, without hidden files and without the output."""
    if source.is_file():
        return [source.name]
    if not source.is_dir():
        raise BulkSourceMissing(name=str(source))
    output = out.resolve()
    found = []
    for folder, folders, names in os.walk(source):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if name[0] != "." and (here / name).resolve() != output
        )
        found += [os.path.relpath(here / name, source) for name in names if name[0] != "."]
    if not found:
        raise BulkSourceMissing(name=str(source))
    return sorted(path.replace(os.sep, "/") for path in found)


def _fingerprint(root: Path, files: list[str]) -> str:
    """Tells one source from another by names and sizes; contents are hashed as they are read."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path}\0{_size(root / path)}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _shards(root: Path, files: list[str], *, first: int = 0) -> Iterator[Shard]:
    if all(path.endswith(".parquet") for path in files):
        for number, path in enumerate(files, start=first):
            yield Shard(_name(number), str(root), (path,), True, _count_rows(root / path))
        return
    number, size, group = first, 0, list[str]()
    for path in files:
        group.append(path)
        size += _size(root / path)
        if len(group) == _FILES_A_SHARD or size >= _BYTES_A_SHARD:
            yield Shard(_name(number), str(root), tuple(group), False, len(group))
            number, size, group = number + 1, 0, []
    if group:
        yield Shard(_name(number), str(root), tuple(group), False, len(group))


def _name(number: int) -> str:
    return f"part-{number:06d}"


def _count_rows(path: Path) -> int:
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise ScaleMissing(name=path.name, package="pyarrow") from error
    try:
        file = parquet.ParquetFile(path)
    except (arrow.ArrowException, OSError) as error:
        raise BrokenFile(name=path.name, format="Parquet") from error
    if not {"id", "bytes"} <= set(file.schema_arrow.names):
        raise BulkSourceMissing(name=path.name)
    return int(file.metadata.num_rows)
