"""An office whose papers are made already: made once, copied for each test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ctidocs import cli
from ctidocs.register.blank import workbook
from ctidocs.register.schema import Settings
from ctidocs.store.names import paper_code
from tests.commands import Shell
from tests.women import FULL, NR

SETTINGS = Settings(organisation="Eksempelby Kommune", sample=True)
SECRET = b"tests: the same codes in every test, so that whole outputs can be compared"
CODE = paper_code(NR, secret=SECRET)
F1, HERS_1, F2, HERS_2 = PAPERS = (
    f"output/{NR}/{NR}-cti-plan-f1.docx", f"output/{NR}/til-hende/{CODE}-plan-1.docx",
    f"output/{NR}/{NR}-cti-plan-f2.docx", f"output/{NR}/til-hende/{CODE}-plan-2.docx",
)  # fmt: skip
EVERYTHING: dict[str, Any] = {
    "made": [],
    "unchanged": [],
    "kept": [],
    "failed": [],
    "skipped": [],
    "remarks": {},
    "left": [],
}

_folder = tempfile.TemporaryDirectory(prefix="ctidocs-offices-")


def bare_office(folder: Path, capture: pytest.CaptureFixture[str]) -> Shell:
    """A workspace with one full case in which nothing was made yet; its day is in phase 2."""
    (folder / ".ctidocs").mkdir(parents=True)
    (folder / "ctidocs.toml").write_text('language = "en"\non = 2025-05-20\n', encoding="utf-8")
    (folder / "register.xlsx").write_bytes(_register())
    (folder / ".ctidocs" / "secret").write_bytes(SECRET)
    return Shell(folder, capture)


def made_office(folder: Path, capture: pytest.CaptureFixture[str]) -> Shell:
    """The same after a first make."""
    if not (model := Path(_folder.name) / "office").exists():
        bare_office(model, capture)
        assert cli.run(["make", "--root", str(model)]) == 0
    shutil.copytree(model, folder)
    return Shell(folder, capture)


@cache
def _register() -> bytes:
    return workbook(FULL, settings=SETTINGS)


def with_rows(office: Shell, **sheets: tuple[Any, ...]) -> None:
    """Change these sheets of the register."""
    (office.folder / "register.xlsx").write_bytes(workbook({**FULL, **sheets}, settings=SETTINGS))


def listed(office: Shell, *papers: str) -> str:
    """The paths of papers as make shows them."""
    return "".join(f"{office.folder / paper}\n" for paper in papers)


def contents(office: Shell) -> dict[str, bytes]:
    """Every file in the workspace but the lock."""
    files = (path for path in sorted(office.folder.rglob("*")) if path.is_file() and path.name != "lock")
    return {path.relative_to(office.folder).as_posix(): path.read_bytes() for path in files}


@contextmanager
def held(office: Shell, *papers: str) -> Iterator[None]:
    """These papers as they are: none is written meanwhile."""
    before = {
        paper: ((office.folder / paper).stat().st_mtime_ns, (office.folder / paper).read_bytes()) for paper in papers
    }
    yield
    assert before == {
        paper: ((office.folder / paper).stat().st_mtime_ns, (office.folder / paper).read_bytes()) for paper in papers
    }
