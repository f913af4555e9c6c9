"""How fast: megabytes of text a second on one core, and one long plan."""

from rich.console import Console
from rich.table import Table

from bench.peers import TOOLS
from bench.texts import clean_texts, damaged_texts, plan_of
from bench.timing import best_of, megabytes_a_second
from luodi.reader.reading import read

LONG = 200_000


def measure(console: Console) -> None:
    clean = clean_texts()
    damaged = [text for _, text in damaged_texts("all with frame shift")]
    table = Table(title=f"Speed on one core, {len(clean)} plans, MB of UTF-8 a second")
    for header in ("tool", "clean", "damaged", "ratio to luodi, clean", "what it does"):
        table.add_column(header, justify="left" if header in ("tool", "what it does") else "right")
    own = None
    for name, (work, purpose) in TOOLS.items():
        on_clean, on_damaged = (megabytes_a_second(work, texts) for texts in (clean, damaged))
        own = own or on_clean
        table.add_row(
            name, f"{on_clean:.2f}", f"{on_damaged:.2f}", f"{on_clean / own:.2f}", purpose
        )
    console.print(table)
    _one_long_plan(console)


def _one_long_plan(console: Console) -> None:
    data = plan_of(LONG).encode()
    seconds = best_of(lambda: read(data, name="long.txt"))
    targets = len(read(data, name="long.txt").targets)
    console.print(f"One plan of {len(data) / 1000:.0f} kB: {seconds:.2f} s, {targets} targets\n")
