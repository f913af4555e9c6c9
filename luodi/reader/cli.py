"""The reader on the command line: `luodi read`, `luodi schema` and `luodi bulk-read`.

Everything heavy is imported where it is used, so that `luodi --help` and a first page come at once.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luodi.errors import LuodiError

if TYPE_CHECKING:
    from luodi.reader.bulk import BulkProgress
    from luodi.reader.document import PlanDocument

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

STDIN = "-"


class OutputFormat(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"


class RunnerName(StrEnum):
    processes = "processes"
    daft = "daft"
    ray = "ray"


_SUFFIX = {OutputFormat.table: ".txt", OutputFormat.json: ".json", OutputFormat.jsonl: ".jsonl"}


@app.command("read")
def read_files(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Plans to read; - is standard input.")
    ],
    form: Annotated[
        OutputFormat, typer.Option("--format", help="A page for people, or JSON for programs.")
    ] = OutputFormat.table,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write one file a plan into this folder.")
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Recognise scans (needs the extra `ocr`).")
    ] = False,
) -> None:
    """Read plans and print their targets, tasks, units and instruments."""
    _speak_utf8()
    names = _file_names(files, _SUFFIX[form]) if out else []
    if out is not None:
        _make_folder(out, context)
    failed = False
    for index, file in enumerate(files):
        try:
            document = _read(file, ocr=ocr)
        except LuodiError as error:
            failed = True
            complain(error, context.obj or str)
            continue
        written = render(document, form)
        if out is None:
            sys.stdout.write(written)
            sys.stdout.flush()
        else:
            (out / names[index]).write_text(written, encoding="utf-8", newline="\n")
    raise typer.Exit(1 if failed else 0)


def _make_folder(out: Path, context: typer.Context) -> None:
    """Makes the folder for the output before any work; a wrong one ends the command with 2."""
    from luodi.reader.errors import OutputUnwritable

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refused = OutputUnwritable(name=str(out), reason=error.strerror)
        complain(refused, context.obj or str)
        raise typer.Exit(2) from error


@app.command("bulk-read")
def read_in_bulk(
    context: typer.Context,
    source: Annotated[
        Path, typer.Argument(metavar="SRC", help="A folder of plans, or of Parquet shards.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for the output and its manifest.")],
    runner: Annotated[
        RunnerName, typer.Option(help="What does the work; daft and ray need the extra `scale`.")
    ] = RunnerName.processes,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes at work; one a core unless given.")
    ] = None,
) -> None:
    """Read thousands of plans; after an interruption, the same command goes on."""
    from luodi.reader.bulk import bulk_read

    _speak_utf8()
    _make_folder(out, context)
    with _progress_bar() as advance:
        report = bulk_read(source, out, runner=runner.value, workers=workers, on_progress=advance)
    sys.stdout.write(
        f"{report.documents} documents in {report.out}: {report.read} read, "
        f"{report.documents - report.read} refused, {report.copies} near-duplicates\n"
    )
    for code, number in report.refused.items():
        sys.stdout.write(f"  {number} × {code}\n")


@contextmanager
def _progress_bar() -> Iterator[Callable[["BulkProgress"], None]]:
    """A bar on standard error, which leaves standard output to the result."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=None)

        def advance(state: "BulkProgress") -> None:
            progress.update(bar, completed=state.documents_done, total=state.documents)

        yield advance


@app.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of what `luodi read --format json` gives."""
    from luodi.reader.schema import plan_document_schema

    _speak_utf8()
    sys.stdout.write(_pretty(plan_document_schema()))


def complain(error: LuodiError, sentence: Callable[[LuodiError], str] = str) -> None:
    """One refusal on standard error: the sentence, then its stable code.

    Who embeds these commands may give a translating `sentence` as the context's object.
    """
    sys.stderr.write(f"{sentence(error)} [{error.code}]\n")


def render(document: "PlanDocument", form: OutputFormat) -> str:
    if form is OutputFormat.table:
        from luodi.reader.page import page

        return page(document)
    data = document.to_dict()
    if form is OutputFormat.json:
        return _pretty(data)
    return json.dumps(data, ensure_ascii=False) + "\n"


def _pretty(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _read(file: str, *, ocr: bool) -> "PlanDocument":
    from luodi.reader.reading import read

    if file == STDIN:
        return read(sys.stdin.buffer.read(), name="stdin", ocr=ocr)
    return read(Path(file), ocr=ocr)


def _file_names(files: list[str], suffix: str) -> list[str]:
    """A name for each output; inputs of one name from two folders are told apart by a number."""
    names: list[str] = []
    for file in files:
        stem = "stdin" if file == STDIN else Path(file).name
        candidates = (f"{stem}{f'-{n}' if n > 1 else ''}{suffix}" for n in count(1))
        names.append(next(name for name in candidates if name not in names))
    return names


def _speak_utf8() -> None:
    """Plans are Chinese; a terminal or pipe set to another encoding must not stop them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
