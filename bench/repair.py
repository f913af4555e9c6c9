"""How much of the damage each tool undoes.

The share is 1 - d(output, clean) / d(damaged, clean), where d counts characters that differ. It is
negative where a tool does more harm than good.
"""

import json
import re
from collections.abc import Callable
from difflib import SequenceMatcher

from rich.console import Console
from rich.table import Table

from bench.peers import TOOLS
from bench.texts import DAMAGES, clean_texts, damaged_texts, seeds
from luodi.reader.offsets import Draft
from luodi.reader.repair.repairing import repair
from tests.reader.damage import frame_shift, judged


def measure(console: Console) -> None:
    kinds = list(DAMAGES)
    table = Table(title="Share of the damage undone")
    table.add_column("tool")
    for kind in (*kinds, "changed where clean", *(["real plans"] if seeds() else [])):
        table.add_column(kind, justify="right")
    pairs = {kind: damaged_texts(kind) for kind in kinds}
    clean = [text for text, _ in pairs["half-width marks"]]
    for name, (work, _) in TOOLS.items():
        shares = [share_undone(pairs[kind], [work(d) for _, d in pairs[kind]]) for kind in kinds]
        changed = sum(differing(text, work(text)) for text in clean) / sum(map(len, clean))
        row = [*(f"{share:.2%}" for share in shares), f"{changed:.2%}"]
        if seeds():
            row.append(f"{real_spots_right(work):.1%}")
        table.add_row(name, *row)
    console.print(table)
    console.print("Real plans: marked spots that read as a careful person reads them.")
    console.print(frame_shift_spots() + "\n")


def frame_shift_spots() -> str:
    """The hardest part alone: the spots where bytes fell out of step, without what is easy."""
    spots = exact = silent = silent_exact = 0
    for text in clean_texts():
        damaged = frame_shift(text)
        draft = Draft(damaged.text)
        repair(draft)
        outcome = judged(damaged, draft)
        spots, exact = spots + outcome.spots, exact + outcome.exact
        silent, silent_exact = silent + outcome.silent, silent_exact + outcome.silent_exact
    return (
        f"Frame-shift spots: {spots}, exact {exact / spots:.1%}; "
        f"repaired without a flag {silent}, of these exact {silent_exact / max(silent, 1):.1%}."
    )


def share_undone(pairs: tuple[tuple[str, str], ...], outputs: list[str]) -> float:
    before = sum(differing(clean, damaged) for clean, damaged in pairs)
    after = sum(differing(clean, out) for (clean, _), out in zip(pairs, outputs, strict=True))
    return 1 - after / before


def differing(clean: str, other: str) -> int:
    """Characters inserted, deleted or replaced; white space does not count."""
    left, right = _sentences(clean), _sentences(other)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return sum(
        _in_block("".join(left[a:b]), "".join(right[c:d]))
        for tag, a, b, c, d in blocks
        if tag != "equal"
    )


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[。；;])", _tight(text))


def _in_block(left: str, right: str) -> int:
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in codes if tag != "equal")


def real_spots_right(work: Callable[[str], str]) -> float:
    """Over the marked spots of the real plans; spaces do not count."""
    right = total = 0
    for seed in seeds():
        gold = json.loads((seed.parent.parent / "gold" / f"{seed.stem}.json").read_text("utf-8"))
        text = _tight(work(seed.read_text("utf-8")))
        right += sum(_tight(spot["correct"]) in text for spot in gold["damage"])
        total += len(gold["damage"])
    return right / total


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)
