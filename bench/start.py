"""Start-up and memory of `luodi read`, in processes of their own."""

import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.texts import ROOT, clean_texts, damaged_texts, plan_of

ROUNDS = 5
TABLES = """
from luodi.reader.language import characters, readings, words
characters.character_model(), readings.readings(), words.pinyin_index()
"""
LUODI = str(Path(sys.executable).parent / "luodi")


def measure(console: Console) -> None:
    table = Table(title=f"Whole command, best of {ROUNDS}")
    for header in ("command", "seconds", "processor seconds", "peak memory, MB"):
        table.add_column(header, justify="left" if header == "command" else "right")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in _inputs().items():
            file = Path(folder) / name
            file.write_text(text, encoding="utf-8")
            size = len(text.encode()) / 1000
            figures = run(LUODI, "read", str(file), "--format", "jsonl")
            table.add_row(f"luodi read, {name}, {size:.0f} kB", *figures)
    for command in (["--help"], ["schema"]):
        table.add_row("luodi " + " ".join(command), *run(LUODI, *command))
    table.add_row("luodi's language tables", *run(sys.executable, "-c", TABLES))
    for module in ("ftfy", "opencc", "jionlp", "cn2an"):
        table.add_row(f"import {module}", *run(sys.executable, "-c", f"import {module}"))
    console.print(table)
    console.print()


def _inputs() -> dict[str, str]:
    return {
        "clean": clean_texts()[-1],
        "damaged": damaged_texts("all with frame shift")[-1][1],
        "long": plan_of(200_000),
    }


# A child's peak counts what its parent had before the start, so a small parent takes the measure.
_SMALL_PARENT = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""


def run(*command: str) -> tuple[str, str, str]:
    """Seconds and processor seconds of the fastest round, and the peak memory in megabytes."""
    rounds = []
    for _ in range(ROUNDS):
        measured = subprocess.run(
            [sys.executable, "-S", "-c", _SMALL_PARENT, *command],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        rounds.append([float(figure) for figure in measured.stdout.split()])
    seconds, processor, peak = zip(*rounds, strict=True)
    megabytes = max(peak) / (1e6 if sys.platform == "darwin" else 1e3)
    return f"{min(seconds):.2f}", f"{min(processor):.2f}", f"{megabytes:.0f}"
