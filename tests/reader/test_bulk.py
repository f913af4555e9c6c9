"""A bulk run reads each document once, goes on after a kill, and marks web copies of one plan."""

import gzip
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from luodi.reader.bulk import BulkProgress, bulk_read, shards, storing
from luodi.reader.bulk.shards import MANIFEST
from luodi.reader.errors import (
    BrokenFile,
    BulkOutputTaken,
    BulkSourceChanged,
    BulkSourceMissing,
    FileTooLarge,
    ScaleMissing,
)
from tests.reader.written_files import PARAGRAPHS, PLAN_LINES, TITLE

# Every test starts processes of its own.
pytestmark = pytest.mark.slow

CITIES = "青川 云溪 北河 南岭 东湖 西岗 白石 清江 长林 安平 平湖 临河".split()


def plan_of(city: str, number: int) -> str:
    """A plan of its own wording, so that no two cities' plans are near-duplicates."""
    own = "".join(f"{city}推进第{number * 100 + step}号工程建设，" for step in range(40))
    return "\n".join([TITLE.replace("青川", city), "一、总体要求", own + PARAGRAPHS[0]]) + "\n"


def folder_of_plans(folder: Path, count: int = 12) -> Path:
    folder.mkdir()
    for number, city in enumerate(CITIES[:count]):
        (folder / f"{number:03}.txt").write_text(plan_of(city, number), encoding="utf-8")
    return folder


def parquet_of_plans(folder: Path, *, files: int = 3, rows: int = 4) -> Path:
    folder.mkdir()
    for file in range(files):
        numbers = [file * rows + row for row in range(rows)]
        data = [plan_of(CITIES[number % 12], number).encode() for number in numbers]
        table = pa.table({"id": [f"doc-{number:03}" for number in numbers], "bytes": data})
        pq.write_table(table, folder / f"{file}.parquet")
    return folder


def rows_in(out: Path) -> list[dict[str, object]]:
    return [row for path in sorted(out.glob("part-*")) for row in pq.read_table(path).to_pylist()]


def test_a_folder_gives_a_row_a_document_and_errors_are_rows(tmp_path: Path) -> None:
    source = folder_of_plans(tmp_path / "in")
    (source / "empty.txt").write_bytes(b"")
    (source / "deep").mkdir()
    (source / "deep" / "english.txt").write_text("An English plan for the city. " * 20)
    (source / ".hidden").write_text("no document")
    report = bulk_read(source, tmp_path / "out", workers=1)
    assert (report.documents, report.read) == (14, 12)
    assert report.refused == {"empty_file": 1, "not_chinese": 1}
    rows = {row["id"]: row for row in rows_in(tmp_path / "out")}
    texts = [f"{number:03}.txt" for number in range(12)]
    assert list(rows) == [*texts, "deep/english.txt", "empty.txt"]
    document = json.loads(str(rows["000.txt"]["document"]))
    assert PARAGRAPHS[0] in document["text"]
    assert rows["empty.txt"]["error"] == "empty_file"
    assert "empty.txt" in str(rows["empty.txt"]["message"])


def test_parquet_shards_are_read_by_id_and_bytes(tmp_path: Path) -> None:
    source = parquet_of_plans(tmp_path / "in")
    report = bulk_read(source, tmp_path / "out", workers=2)
    assert (report.documents, report.read, report.shards) == (12, 12, 3)
    assert [row["id"] for row in rows_in(tmp_path / "out")] == [f"doc-{n:03}" for n in range(12)]


def test_a_path_in_a_text_column_is_a_text_and_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(plan_of("青川", 1), encoding="utf-8")
    batch = pa.RecordBatch.from_pydict({"id": ["a"], "bytes": [str(secret)]})
    assert storing.read_batch(batch).to_pylist()[0]["error"] in ("too_little_text", "not_chinese")


def test_progress_counts_documents_up_to_the_end(tmp_path: Path) -> None:
    seen: list[BulkProgress] = []
    source = parquet_of_plans(tmp_path / "in")
    bulk_read(source, tmp_path / "out", workers=1, on_progress=seen.append)
    assert [step.documents_done for step in seen] == [0, 4, 8, 12]
    assert seen[-1] == BulkProgress(12, 12, 3, 3)


def test_a_second_run_does_no_work_and_gives_the_same_report(tmp_path: Path) -> None:
    source = parquet_of_plans(tmp_path / "in")
    first = bulk_read(source, tmp_path / "out", workers=1)
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("part-*")}
    again = bulk_read(source, tmp_path / "out", workers=1)
    assert (first.resumed, again.resumed) == (0, 3)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("part-*")} == written


def test_web_copies_are_marked_with_the_least_id(tmp_path: Path) -> None:
    source = folder_of_plans(tmp_path / "in", count=4)
    plan = "\n".join(PLAN_LINES) + "\n"
    (source / "b.txt").write_text(plan, encoding="utf-8")
    (source / "c.txt").write_text(
        f"分享\n{plan}上一篇：无\n".replace("，", ","), encoding="gb18030"
    )
    (source / "d.html").write_text("<p>" + plan.replace("\n", "</p><p>"), encoding="utf-8")
    report = bulk_read(source, tmp_path / "out", workers=1)
    assert (report.clusters, report.copies) == (1, 2)
    marked = pq.read_table(tmp_path / "out" / "near-duplicates.parquet").to_pylist()
    assert marked == [{"id": name, "cluster": "b.txt"} for name in ("b.txt", "c.txt", "d.html")]


KILLED_RUN = """
import os, signal, sys
from luodi.reader.bulk import bulk_read

def stop_in_the_middle(progress):
    print(progress.shards_done, flush=True)

if __name__ == "__main__":
    bulk_read(sys.argv[1], sys.argv[2], workers=1, on_progress=stop_in_the_middle)
"""


def test_after_a_kill_each_document_stands_there_exactly_once(tmp_path: Path) -> None:
    source = parquet_of_plans(tmp_path / "in", files=8, rows=40)
    out, script = tmp_path / "out", tmp_path / "run.py"
    script.write_text(KILLED_RUN)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    running = subprocess.Popen(
        [sys.executable, script, source, out],
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )
    assert running.stdout is not None
    while int(running.stdout.readline()) < 2:
        time.sleep(0)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    running.stdout.close()
    done = len(list(out.glob("part-*")))
    assert 2 <= done < 8
    report = bulk_read(source, out, workers=1)
    assert (report.resumed, report.documents) == (done, 320)
    assert [row["id"] for row in rows_in(out)] == [f"doc-{number:03}" for number in range(320)]
    assert not list(out.glob(".*.tmp"))


def test_workers_end_when_the_run_is_killed(tmp_path: Path) -> None:
    source = parquet_of_plans(tmp_path / "in", files=8, rows=40)
    script = tmp_path / "run.py"
    script.write_text(KILLED_RUN)
    running = subprocess.Popen(
        [sys.executable, script, source, tmp_path / "out"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert running.stdout is not None
    with running.stdout as said:
        while int(said.readline()) < 1:
            time.sleep(0)
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
        workers = [Path("/proc", pid) for pid in children.read_text().split()]
        assert workers
        running.kill()
        running.wait()
    for _ in range(100):
        if not any(map(at_work, workers)):
            return
        time.sleep(0.1)
    raise AssertionError("the workers of a killed run are still there after 10 s")


def at_work(process: Path) -> bool:
    """Whether a process is there and not merely waiting for someone to note its end."""
    try:
        return process.joinpath("stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


CRASHING_WORKER = """
import os, sys
import luodi.reader.bulk.rows as rows

read = rows.read

def read_or_die(source, **options):
    if options["name"] == "doc-005":
        os._exit(139)
    return read(source, **options)

rows.read = read_or_die
from luodi.reader.bulk import bulk_read

if __name__ == "__main__":
    print(bulk_read(sys.argv[1], sys.argv[2], workers=2).refused)
"""


@pytest.mark.slow
def test_a_document_that_kills_its_process_gets_a_row_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    script = tmp_path / "run.py"
    script.write_text(CRASHING_WORKER)
    source = parquet_of_plans(tmp_path / "in")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, script, source, tmp_path / "out"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("{'reader_crashed': 1}", 0)
    assert len(rows_in(tmp_path / "out")) == 12


def test_folders_are_read_without_pyarrow_into_json_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "find_spec", lambda _: None)
    source, out = folder_of_plans(tmp_path / "in"), tmp_path / "out"
    report = bulk_read(source, out, workers=1)
    with gzip.open(out / "part-000000.jsonl.gz", "rt", encoding="utf-8") as lines:
        assert len({json.loads(line)["id"] for line in lines}) == report.read == 12
    assert (out / "near-duplicates.jsonl.gz").exists()


def test_files_that_came_since_are_read_into_the_same_output(tmp_path: Path) -> None:
    source = folder_of_plans(tmp_path / "in")
    first = bulk_read(source, tmp_path / "out", workers=1)
    (source / "a-new.txt").write_text(plan_of("青川", 99), encoding="utf-8")
    second = bulk_read(source, tmp_path / "out", workers=1)
    assert (second.documents, second.resumed) == (first.documents + 1, first.shards)
    ids = [row["id"] for row in rows_in(tmp_path / "out")]
    assert len(ids) == len(set(ids)) == second.documents
    assert bulk_read(source, tmp_path / "out", workers=1).resumed == second.shards


def test_a_run_whose_files_were_changed_does_not_go_on(tmp_path: Path) -> None:
    source = folder_of_plans(tmp_path / "in")
    bulk_read(source, tmp_path / "out", workers=1)
    min(source.iterdir()).write_text("换了", encoding="utf-8")
    with pytest.raises(BulkSourceChanged):
        bulk_read(source, tmp_path / "out", workers=1)


def test_the_output_of_another_source_is_not_touched(tmp_path: Path) -> None:
    source = folder_of_plans(tmp_path / "in")
    bulk_read(source, tmp_path / "out", workers=1)
    other = tmp_path / "other"
    other.mkdir()
    (other / "new.txt").write_text(plan_of("青川", 99), encoding="utf-8")
    with pytest.raises(BulkOutputTaken):
        bulk_read(other, tmp_path / "out", workers=1)
    (tmp_path / "out" / MANIFEST).write_text("{}")
    with pytest.raises(BrokenFile):
        bulk_read(source, tmp_path / "out", workers=1)


def test_sources_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BulkSourceMissing):
        bulk_read(tmp_path / "nowhere", tmp_path / "out")
    (tmp_path / "none").mkdir()
    with pytest.raises(BulkSourceMissing):
        bulk_read(tmp_path / "none", tmp_path / "out")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "a.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(BrokenFile):
        bulk_read(broken, tmp_path / "out")
    pq.write_table(pa.table({"text": ["a"]}), broken / "a.parquet")
    with pytest.raises(BulkSourceMissing):
        bulk_read(broken, tmp_path / "out")


@pytest.mark.parametrize("runner", ["daft", "ray"])
def test_an_engine_that_is_not_installed_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runner: str
) -> None:
    monkeypatch.setitem(sys.modules, runner, None)
    with pytest.raises(ScaleMissing, match=r"luodi\[scale\]"):
        bulk_read(folder_of_plans(tmp_path / "in"), tmp_path / "out", runner=runner)  # type: ignore[arg-type]


def test_errors_pass_from_a_worker_to_its_parent() -> None:
    error = FileTooLarge(name="a", size=2, limit=1)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


ENGINE_RUN = """
import sys
from luodi.reader.bulk import bulk_read

if __name__ == "__main__":
    report = bulk_read(sys.argv[1], sys.argv[2], runner=sys.argv[3], workers=2)
    print(report.documents, report.read, report.shards)
"""


@pytest.mark.slow
@pytest.mark.parametrize("runner", ["daft", "ray"])
def test_each_engine_gives_the_same_rows_as_processes(tmp_path: Path, runner: str) -> None:
    pytest.importorskip(runner)
    source = parquet_of_plans(tmp_path / "in")
    script = tmp_path / "run.py"
    script.write_text(ENGINE_RUN)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, script, source, tmp_path / runner, runner],
        capture_output=True,
        text=True,
        env=environment,
        timeout=240,
        check=False,
    )
    assert done.stdout.split() == ["12", "12", "3"], done.stderr
    bulk_read(source, tmp_path / "processes", workers=1)
    assert rows_in(tmp_path / runner) == rows_in(tmp_path / "processes")
