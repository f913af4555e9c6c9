"""Coverage-guided fuzzing of the reader with Atheris: only ReaderError may escape.

    python -m tests.reader.fuzz [SECONDS] [FOLDER]

Starts from small real files of each format. With FOLDER, finds are kept there from run to run.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["luodi"]):
    from luodi.reader.errors import ReaderError
    from luodi.reader.reading import read

from tests.reader.written_files import PLAN_LINES, plan_docx, plan_page, plan_pdf

_LONGEST_INPUT = 60_000


def try_one(data: bytes) -> None:
    try:
        document = read(data, name="fuzz")
    except ReaderError as error:
        str(error)
        return
    for found in (*document.targets, *document.facts):
        if document.text[found.start : found.end] != found.quote:
            raise AssertionError(f"a span does not point at its quote: {found}")


def seeds() -> dict[str, bytes]:
    plan = "\n".join(PLAN_LINES)
    page = plan_page("".join(f"<p>{line}</p>" for line in PLAN_LINES))
    texts = {f"{encoding}.txt": plan.encode(encoding) for encoding in ("utf-8", "gb18030")}
    return {**texts, "a.html": page.encode(), "a.docx": plan_docx(), "a.pdf": plan_pdf()}


def main() -> None:
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    with tempfile.TemporaryDirectory() as fresh:
        corpus = Path(sys.argv[2] if len(sys.argv) > 2 else fresh)
        corpus.mkdir(exist_ok=True)
        for name, data in seeds().items():
            (corpus / name).write_bytes(data)
        options = [f"-max_total_time={seconds}", f"-max_len={_LONGEST_INPUT}", "-timeout=20"]
        atheris.Setup([sys.argv[0], *options, str(corpus)], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
