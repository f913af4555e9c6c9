"""A bulk run: shards read by a runner, then near-duplicates marked over the whole."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from luodi.reader.bulk.runners import RUNNERS, RunnerName
from luodi.reader.bulk.shards import Manifest, plan_run
from luodi.reader.bulk.similarity import clusters
from luodi.reader.bulk.storing import stored_signatures, write_rows

NEAR_DUPLICATES = "near-duplicates"


@dataclass(frozen=True, slots=True)
class BulkProgress:
    """How far a run is; documents of shards that an earlier run finished count as done."""

    documents_done: int
    documents: int
    shards_done: int
    shards: int


@dataclass(frozen=True, slots=True)
class BulkReport:
    """What a finished run gives. `refused` counts documents by error code.

    `copies` are documents whose cluster of near-duplicates has a lesser id; `resumed` are shards
    that an earlier run had finished.
    """

    out: Path
    documents: int
    read: int
    refused: dict[str, int]
    clusters: int
    copies: int
    shards: int
    resumed: int


def bulk_read(
    src: str | Path,
    out: str | Path,
    *,
    runner: RunnerName = "processes",
    workers: int | None = None,
    on_progress: Callable[[BulkProgress], None] | None = None,
) -> BulkReport:
    """Reads a folder of files, or of Parquet shards with columns id and bytes, into `out`.

    Run it again after a kill and it goes on; each document stands in exactly one row, a refused
    one with its error. Raises ReaderError for a source, output or runner that cannot be used.
    """
    source, output = Path(src), Path(out)
    manifest = plan_run(source, output)
    form, report = manifest.form, on_progress or (lambda _: None)
    todo = [shard for shard in manifest.shards if not shard.output(output, form).exists()]
    total = sum(shard.documents for shard in manifest.shards)
    documents = total - sum(shard.documents for shard in todo)
    resumed = shards = len(manifest.shards) - len(todo)
    report(BulkProgress(documents, total, shards, len(manifest.shards)))
    if todo:
        for shard in RUNNERS[runner](todo, output, form, workers or os.cpu_count() or 1):
            documents, shards = documents + shard.documents, shards + 1
            report(BulkProgress(documents, total, shards, len(manifest.shards)))
    return _marked(manifest, output, resumed)


def _marked(manifest: Manifest, out: Path, resumed: int) -> BulkReport:
    """The second pass: near-duplicates over all shards, and the counts of the whole run."""
    ids: list[str] = []
    signatures: list[bytes] = []
    refused: Counter[str] = Counter()
    for shard in manifest.shards:
        path = shard.output(out, manifest.form)
        for document_id, error, signature in stored_signatures(path, manifest.form):
            if signature is None:
                refused[error or "unreadable"] += 1
            else:
                ids.append(document_id)
                signatures.append(signature)
    members = clusters(ids, signatures)
    rows = [{"id": member, "cluster": cluster} for member, cluster in sorted(members.items())]
    path = out / f"{NEAR_DUPLICATES}.{manifest.form}"
    write_rows(rows, path, manifest.form, {"id": "string", "cluster": "string"})
    _sweep(out)
    groups = len(set(members.values()))
    return BulkReport(
        out=out,
        documents=len(ids) + refused.total(),
        read=len(ids),
        refused=dict(sorted(refused.items())),
        clusters=groups,
        copies=len(members) - groups,
        shards=len(manifest.shards),
        resumed=resumed,
    )


def _sweep(out: Path) -> None:
    """Takes away the drafts that killed workers left."""
    for draft in out.glob(".*.tmp"):
        draft.unlink(missing_ok=True)
