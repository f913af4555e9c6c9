"""Rows of a shard on disk: Parquet where pyarrow is installed, else JSON lines under gzip."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luodi.reader.bulk.rows import Row, row_of
from luodi.reader.bulk.shards import Form, Shard, write_whole

if TYPE_CHECKING:
    import pyarrow

Columns = dict[str, str]

_KINDS = {"targets": "int64", "tasks": "int64", "signature": "binary"}
ROW_COLUMNS: Columns = {name: _KINDS.get(name, "string") for name in Row.__dataclass_fields__}
_ROWS_A_BATCH = 64


def read_shard(shard: Shard, out: Path, form: Form) -> int:
    """Reads every document of a shard and writes its output whole; gives the number of documents.

    The work of every runner, in whatever process it runs; the same shard gives the same bytes.
    """
    if shard.is_parquet:
        batches = (read_batch(batch).to_pylist() for batch in _parquet_batches(shard))
        rows = [row for batch in batches for row in batch]
    else:
        rows = [row_of(document_id, path).to_dict() for document_id, path in shard.files()]
    write_rows(rows, shard.output(out, form), form, ROW_COLUMNS)
    return len(rows)


def read_batch(batch: "pyarrow.RecordBatch") -> "pyarrow.RecordBatch":
    """Documents (id, bytes) in, rows out in the same order; no state, so any engine may call it."""
    import pyarrow

    ids, contents = batch.column("id"), batch.column("bytes")
    rows = [
        row_of(str(document_id.as_py()), _content(data)).to_dict()
        for document_id, data in zip(ids, contents, strict=True)
    ]
    return pyarrow.RecordBatch.from_pylist(rows, schema=_schema(ROW_COLUMNS))


def documents_of(shard: Shard) -> Iterator[tuple[str, Path | bytes]]:
    """(id, what to read) in the order of the source, a few documents in memory at a time."""
    if not shard.is_parquet:
        yield from shard.files()
        return
    for batch in _parquet_batches(shard):
        for document_id, data in zip(batch.column("id"), batch.column("bytes"), strict=True):
            yield str(document_id.as_py()), _content(data)


def write_rows(rows: Iterable[dict[str, Any]], path: Path, form: Form, columns: Columns) -> None:
    """Writes rows as one whole file; `columns` names types: string, int64 or binary."""
    write_whole(path, _as_parquet(rows, columns) if form == "parquet" else _as_lines(rows))


def stored_signatures(path: Path, form: Form) -> Iterator[tuple[str, str | None, bytes | None]]:
    """(id, error, signature) of each row of a finished shard."""
    names = ["id", "error", "signature"]
    if form == "parquet":
        import pyarrow.parquet

        table = pyarrow.parquet.read_table(path, columns=names)
        yield from zip(*(table.column(name).to_pylist() for name in names), strict=True)
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            signature = row["signature"]
            yield row["id"], row["error"], bytes.fromhex(signature) if signature else None


def _parquet_batches(shard: Shard) -> Iterator["pyarrow.RecordBatch"]:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(Path(shard.root) / shard.paths[0]) as file:
        yield from file.iter_batches(batch_size=_ROWS_A_BATCH, columns=["id", "bytes"])


def _content(value: Any) -> bytes:
    """The bytes of a cell; a text must never reach the reader as a `str`, which is a path there."""
    plain = value.as_py()
    return plain.encode() if isinstance(plain, str) else plain or b""


def _schema(columns: Columns) -> "pyarrow.Schema":
    import pyarrow

    return pyarrow.schema([(name, getattr(pyarrow, kind)()) for name, kind in columns.items()])


def _as_parquet(rows: Iterable[dict[str, Any]], columns: Columns) -> bytes:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.Table.from_pylist(list(rows), schema=_schema(columns))
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _as_lines(rows: Iterable[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    # A fixed time stamp: the same rows give the same bytes.
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed:
        for row in rows:
            plain = {
                name: value.hex() if isinstance(value, bytes) else value
                for name, value in row.items()
            }
            packed.write(json.dumps(plain, ensure_ascii=False).encode("utf-8") + b"\n")
    return out.getvalue()
