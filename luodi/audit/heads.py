"""The file of daily heads: one line of JSON a day, appended and never rewritten."""

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

__all__ = ["Head", "append_heads", "last_day", "read_heads"]


class Head(NamedTuple):
    """Where the chain ended on a day of Asia/Shanghai."""

    day: date
    position: int
    hash: str


def read_heads(file: Path) -> list[Head]:
    """The heads of a file, in its order; an absent file has none. A torn last line is left out."""
    if not file.exists():
        return []
    lines = file.read_text("utf-8").split("\n")[:-1]
    rows = (json.loads(line) for line in lines)
    return [Head(date.fromisoformat(r["day"]), r["position"], r["hash"]) for r in rows]


def last_day(file: Path) -> date | None:
    heads = read_heads(file)
    return heads[-1].day if heads else None


def append_heads(file: Path, heads: Iterable[Head]) -> None:
    """Adds whole lines, on the disk before it returns; a line torn by a crash is closed first."""
    lines = [
        json.dumps({"day": h.day.isoformat(), "position": h.position, "hash": h.hash}) + "\n"
        for h in heads
    ]
    if not lines:
        return
    kept = "".join(file.read_text("utf-8").rpartition("\n")[:2]) if file.exists() else ""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as stream:
        stream.write(kept + "".join(lines))
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
