"""`luodi read` and `luodi schema` as a person or a program at a terminal meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from luodi.reader.schema import plan_document_schema
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PLANS = ROOT / "tests/reader/plans"
EXAMPLES = ROOT / "luodi/plans/examples"
PLAN = EXAMPLES / "yunxi-city-plan.txt"


def luodi(*words: object, given: bytes = b"", **environment: str) -> tuple[int, str, str]:
    """Runs the reader's own commands in a process; exit code, output and complaints."""
    program = "from luodi.reader.cli import app; app(prog_name='luodi')"
    ran = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    return ran.returncode, ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")


def test_the_page_shows_what_stands_in_the_plan() -> None:
    code, shown, complaints = luodi("read", PLAN)
    assert (code, complaints) == (0, "")
    for words in (
        "云溪市“人工智能+”行动方案",
        "> 300 亿元",
        "2–3 个",
        "市数据局",
        "揭榜挂帅",
        "2026-03-18",
    ):
        assert words in shown


def test_the_page_keeps_square_brackets(tmp_path: Path) -> None:
    plan = tmp_path / "brackets.txt"
    plan.write_text(PLAN.read_text("utf-8").replace("统筹算力供给", "统筹[b]算力供给"))
    assert "统筹[b]算力供给" in luodi("read", plan)[1]


def test_json_lines_are_one_valid_object_a_plan() -> None:
    files = sorted([*PLANS.glob("*.txt"), *EXAMPLES.iterdir()])
    code, shown, _ = luodi("read", *files, "--format", "jsonl")
    documents = [json.loads(line) for line in shown.splitlines()]
    assert (code, [d["source"] for d in documents]) == (0, [file.name for file in files])
    check = jsonschema.Draft202012Validator(plan_document_schema())
    for document in documents:
        check.validate(document)


def test_a_file_that_cannot_be_read_is_complained_about_and_the_others_are_printed(
    tmp_path: Path,
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    code, shown, complaints = luodi("read", empty, PLAN, tmp_path / "absent", "--format", "jsonl")
    assert code == 1
    assert [json.loads(line)["source"] for line in shown.splitlines()] == [PLAN.name]
    assert [line.rsplit(" ", 1)[1] for line in complaints.splitlines()] == [
        "[empty_file]",
        "[file_missing]",
    ]


def test_a_dash_is_standard_input() -> None:
    code, shown, _ = luodi("read", "-", "--format", "json", given=PLAN.read_bytes())
    assert code == 0
    assert json.loads(shown)["source"] == "stdin"


@pytest.mark.parametrize(("form", "suffix"), [("table", ".txt"), ("json", ".json")])
def test_out_writes_one_file_a_plan_and_overwrites_no_namesake(
    tmp_path: Path, form: str, suffix: str
) -> None:
    namesake = tmp_path / "elsewhere" / PLAN.name
    namesake.parent.mkdir()
    namesake.write_bytes(PLAN.read_bytes())
    code, shown, _ = luodi("read", PLAN, namesake, "--out", tmp_path / "out", "--format", form)
    assert (code, shown) == (0, "")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(
        [f"{PLAN.name}{suffix}", f"{PLAN.name}-2{suffix}"]
    )


def test_a_file_where_the_folder_should_be_is_refused_before_any_work(tmp_path: Path) -> None:
    taken = tmp_path / "plan.txt"
    taken.write_text(PLAN.read_text("utf-8"), "utf-8")
    code, shown, complaints = luodi("read", taken, "--out", taken)
    assert (code, shown) == (2, "")
    assert complaints.count("\n") == 1
    assert complaints.endswith("[output_unwritable]\n")


def test_output_is_utf_8_whatever_the_locale() -> None:
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    assert "云溪市" in luodi("read", PLAN, "--format", "jsonl", **settings)[1]


def test_schema_prints_the_published_schema() -> None:
    assert json.loads(luodi("schema")[1]) == plan_document_schema()


def test_reading_a_plan_loads_nothing_heavy() -> None:
    program = (
        "import sys; from luodi.reader.cli import app\n"
        f"app(['read', {str(PLAN)!r}, '--format', 'jsonl'], standalone_mode=False)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, check=True)
    heavy = {"django", "ninja", "numpy", "scipy", "datasketch", "pandas", "pyarrow", "daft", "ray"}
    heavy |= {"docx", "pypdfium2", "rapidocr", "onnxruntime", "cv2"}
    assert not heavy & set(ran.stderr.decode().split())


def test_bulk_read_says_how_many_were_read_and_why_the_others_were_not(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for file in (PLAN, PLANS / "jizhou-city-news.txt"):
        (plans / file.name).write_bytes(file.read_bytes())
    (plans / "empty.txt").touch()
    code, shown, _ = luodi("bulk-read", plans, "--out", tmp_path / "out", "--workers", 1)
    assert code == 0
    assert "3 documents" in shown
    assert "2 read, 1 refused" in shown
    assert "1 × empty_file" in shown
    assert (tmp_path / "out" / "manifest.json").exists()
