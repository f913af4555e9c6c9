"""Who does the work of a bulk run: processes of this machine, Daft, or Ray.

A runner hands whole shards to `read_shard` and yields each when its output stands. The output's
rename is the commit, so a runner that repeats a shard after a fault changes nothing.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from logging import ERROR
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from luodi.reader.bulk.rows import crashed, row_of
from luodi.reader.bulk.shards import Form, Shard
from luodi.reader.bulk.storing import ROW_COLUMNS, documents_of, read_shard, write_rows
from luodi.reader.errors import ScaleMissing

RunnerName = Literal["processes", "daft", "ray"]
Runner = Callable[[Sequence[Shard], Path, Form, int], Iterator[Shard]]


def run_processes(shards: Sequence[Shard], out: Path, form: Form, workers: int) -> Iterator[Shard]:
    """Spawned processes. When one dies, shards under way are read again document by document."""
    waiting = list(shards)
    while waiting:
        running: dict[Future[int], Shard] = {}
        with _pool(min(workers, len(waiting))) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < workers:
                        shard = waiting.pop(0)
                        running[pool.submit(read_shard, shard, out, form)] = shard
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        future.result()
                        yield running.pop(future)
                continue
            except BrokenProcessPool:
                suspects = list(running.values())
        for shard in suspects:
            _read_one_by_one(shard, out, form)
            yield shard


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: PDFium, Arrow and OCR hold threads and locks that a fork would copy.
    context = get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A worker waits on a queue that outlives a killed parent, so it watches the parent itself."""
    Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _read_one_by_one(shard: Shard, out: Path, form: Form) -> None:
    """Finds the document on which the process died: it gets an error row, the others are read."""
    rows, pool = [], _pool(1)
    for document_id, source in documents_of(shard):
        try:
            row = pool.submit(row_of, document_id, source).result()
        except BrokenProcessPool:
            row, pool = crashed(document_id), _pool(1)
        rows.append(row.to_dict())
    pool.shutdown()
    write_rows(rows, shard.output(out, form), form, ROW_COLUMNS)


def run_daft(shards: Sequence[Shard], out: Path, form: Form, workers: int) -> Iterator[Shard]:
    """Daft, on this machine or on the Ray cluster that Daft is configured for."""
    try:
        import daft
    except ImportError as error:
        raise ScaleMissing(name="--runner daft", package="daft") from error

    @daft.cls(use_process=True, max_concurrency=workers)
    class Reading:
        def __call__(self, place: int) -> int:
            read_shard(shards[place], out, form)
            return place

    places = daft.from_pydict({"place": list(range(len(shards)))}).into_batches(1)
    reading: Any = Reading()
    for row in places.select(reading(daft.col("place")).alias("place")).iter_rows():
        yield shards[row["place"]]


def run_ray(shards: Sequence[Shard], out: Path, form: Form, workers: int) -> Iterator[Shard]:
    """Ray tasks, on the cluster that RAY_ADDRESS names or on a Ray of its own."""
    try:
        import ray
    except ImportError as error:
        raise ScaleMissing(name="--runner ray", package="ray") from error
    started = not ray.is_initialized()
    if started:
        own = None if os.environ.get("RAY_ADDRESS") else workers
        ray.init(num_cpus=own, include_dashboard=False, log_to_driver=False, logging_level=ERROR)
    try:
        task = ray.remote(max_retries=3)(read_shard)
        running = {task.remote(shard, out, form): shard for shard in shards}
        while running:
            done, _ = ray.wait(list(running), num_returns=1)
            ray.get(done[0])
            yield running.pop(done[0])
    finally:
        if started:
            ray.shutdown()


RUNNERS: dict[RunnerName, Runner] = {
    "processes": run_processes,
    "daft": run_daft,
    "ray": run_ray,
}
