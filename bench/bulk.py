"""Thousands of documents with each runner, beside a plain loop over the same shards.

LUODI_BENCH_DOCUMENTS sets how many; 20,000 unless given.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from bench.texts import clean_texts, varied
from luodi.reader.bulk import bulk_read
from luodi.reader.bulk.rows import row_of
from luodi.reader.bulk.runners import RUNNERS

DOCUMENTS = int(os.environ.get("LUODI_BENCH_DOCUMENTS", "20000"))
SHARDS = 16
# Longer plans are left out, so that 20,000 documents are read within minutes.
LONGEST = 1_500


def measure(console: Console) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        size = write_shards(source)
        table = Table(
            title=f"{DOCUMENTS} documents, {size / 1e6:.0f} MB, {SHARDS} shards, "
            f"{os.cpu_count()} cores"
        )
        for header in ("runner", "seconds", "documents a second", "MB a second", "ratio"):
            table.add_column(header, justify="left" if header == "runner" else "right")
        loop = None
        for name, work in _runners(source, Path(folder)).items():
            start = time.perf_counter()
            read = work()
            seconds = time.perf_counter() - start
            loop = loop or seconds
            table.add_row(
                f"{name} ({read} read)",
                f"{seconds:.1f}",
                f"{DOCUMENTS / seconds:.0f}",
                f"{size / 1e6 / seconds:.2f}",
                f"{loop / seconds:.2f}",
            )
        console.print(table)
        console.print("The runners also store all rows and mark near-duplicates.\n")


def _runners(source: Path, folder: Path) -> dict[str, Callable[[], int]]:
    work: dict[str, Callable[[], int]] = {"plain loop, 1 process": lambda: plain_loop(source)}
    for name in RUNNERS:
        work[name] = lambda name=name: bulk_read(source, folder / name, runner=name).read
    return work


def plain_loop(source: Path) -> int:
    """The same rows without shards, manifest, storing and near-duplicates."""
    read = 0
    for file in sorted(source.glob("*.parquet")):
        table = pq.read_table(file)
        for row in table.to_pylist():
            read += row_of(row["id"], row["bytes"]).error is None
    return read


def write_shards(source: Path) -> int:
    """Plans of many invented cities: other names and other figures, the same genre."""
    source.mkdir()
    random, size = Random(20261122), 0
    texts = [text for text in clean_texts() if len(text) <= LONGEST]
    for shard in range(SHARDS):
        numbers = range(shard, DOCUMENTS, SHARDS)
        contents = [varied(texts[number % len(texts)], random).encode() for number in numbers]
        size += sum(map(len, contents))
        ids = [f"{number:06}.txt" for number in numbers]
        columns = {"id": ids, "bytes": pa.array(contents, pa.binary())}
        pq.write_table(pa.table(columns), source / f"{shard:02}.parquet", compression="zstd")
    return size
