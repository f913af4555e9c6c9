"""What must hold of the repository as a whole: pins, documents, names and addresses in step."""

import importlib
import pkgutil
import re
import subprocess
import tomllib
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
import yaml

import luodi
from tests.conftest import ROOT

pytestmark = pytest.mark.check

REQUIREMENT_FILES = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
# The hosts are written as patterns, so that this file does not name one either.
REGISTRY = re.compile(
    r"\b(pypi|pythonhosted|npmjs|yarnpkg|debian|ubuntu|crates|aliyun)\.(org|com|io)\b"
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|opt|home)/\w")


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def tracked_texts() -> list[tuple[str, str]]:
    texts = []
    for path in tracked_files():
        try:
            texts.append((str(path.relative_to(ROOT)), path.read_text("utf-8")))
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return texts


def documents() -> list[Path]:
    return [path for path in tracked_files() if path.suffix == ".md" and path.exists()]


@pytest.mark.parametrize("path", REQUIREMENT_FILES, ids=lambda path: path.name)
def test_every_pinned_package_carries_hashes(path: Path) -> None:
    for block in re.split(r"\n(?=[A-Za-z0-9])", path.read_text()):
        if PIN.match(block):
            assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("path", REQUIREMENT_FILES, ids=lambda path: path.name)
def test_requirement_files_name_no_index(path: Path) -> None:
    text = path.read_text()
    assert "://" not in text
    assert not re.search(
        r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b", text, re.M
    )


def test_the_larger_sets_pin_the_versions_of_the_smaller_ones() -> None:
    pins = {path.stem: dict(PIN.findall(path.read_text())) for path in REQUIREMENT_FILES}
    for small, large in (("run", "dev"), ("dev", "bench"), ("dev", "fuzz")):
        shared_names = pins[small].keys() & pins[large].keys()
        assert {n: pins[small][n] for n in shared_names} == {
            n: pins[large][n] for n in shared_names
        }
    assert pins["run"].keys() <= pins["dev"].keys()


def test_what_pyproject_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = {name.lower() for name, _ in PIN.findall((ROOT / "requirements/run.txt").read_text())}
    asked = {re.split(r"[\[<>=!~; ]", wish)[0].lower() for wish in project["dependencies"]}
    assert asked <= pins


def test_no_copyleft_library_is_installed_to_run() -> None:
    for name, _ in PIN.findall((ROOT / "requirements/run.txt").read_text()):
        metadata = distribution(name).metadata
        words = " ".join(
            [metadata.get("License-Expression") or (metadata.get("License") or "")[:100]]
            + [c for c in metadata.get_all("Classifier") or [] if c.startswith("License")]
        )
        lesser = words.replace("LGPL", "").replace("Lesser General Public", "")
        assert "GPL" not in lesser and "General Public" not in lesser, f"{name}: {words}"


def test_opencc_is_the_compiled_library_not_its_namesake() -> None:
    assert {name.lower() for name in packages_distributions()["opencc"]} == {"opencc"}


def test_no_file_names_a_package_registry() -> None:
    assert not [name for name, text in tracked_texts() if REGISTRY.search(text)]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert not [name for name, text in tracked_texts() if MACHINE_PATH.search(text)]


def test_no_python_file_passes_400_lines() -> None:
    long = {name: text.count("\n") for name, text in tracked_texts() if name.endswith(".py")}
    assert not {name: lines for name, lines in long.items() if lines > 400}


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for document in documents():
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            if (
                "://" not in link
                and not link.startswith("mailto:")
                and not (document.parent / link).exists()
            ):
                broken.append(f"{document.relative_to(ROOT)}: {link}")
    assert not broken


def test_every_document_can_be_found_from_the_index() -> None:
    found, waiting = set[Path](), [ROOT / "docs/README.md"]
    while waiting:
        document = waiting.pop()
        if document not in found and document.exists():
            found.add(document)
            links = re.findall(r"\]\(([^)#:\s]+\.md)", document.read_text("utf-8"))
            waiting += [(document.parent / link).resolve() for link in links]
    assert not [
        path for path in documents() if (ROOT / "docs") in path.parents and path not in found
    ]


def test_publiccode_names_the_version_in_the_package() -> None:
    publiccode = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    assert publiccode["softwareVersion"] == luodi.__version__
    assert publiccode["legal"]["license"] == "Apache-2.0"
    for language in ("en", "zh-Hans"):
        description = publiccode["description"][language]
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert len(description["shortDescription"]) <= 150
        assert description["features"]


def test_the_changelog_opens_with_the_version_in_the_package() -> None:
    released = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert released[0] in ("Unreleased", luodi.__version__)


def test_the_two_readmes_have_the_same_sections() -> None:
    outlines = [
        [len(mark) for mark in re.findall(r"^(#+) ", (ROOT / name).read_text("utf-8"), re.M)]
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert outlines[0] == outlines[1]


def test_every_name_that_a_module_offers_is_there() -> None:
    modules = [name for _, name, _ in pkgutil.walk_packages(luodi.__path__, "luodi.")]
    missing = {
        name: absent
        for name in modules
        if ".migrations" not in name
        and (module := importlib.import_module(name))
        and (absent := [one for one in getattr(module, "__all__", ()) if not hasattr(module, one)])
    }
    assert not missing
