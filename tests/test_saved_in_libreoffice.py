"""A paper that somebody only opened and saved is no edited paper: LibreOffice's own save, by whole commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Ran, Shell
from tests.hands import retype
from tests.workbooks import converted, needs_office

pytestmark = [pytest.mark.slow, needs_office]
CASE = ("make", "cti-plan", "--case", "25-003")


@pytest.fixture
def demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    shell = Shell(tmp_path, capsys)
    assert shell("new", "demo", "--demo").code == 0
    yield Shell(tmp_path / "demo", capsys)


def test_papers_saved_in_libreoffice_are_left_alone_and_follow_the_template_again(demo: Shell, tmp_path: Path) -> None:
    demo(*CASE)
    papers = sorted((demo.folder / "output").rglob("*.docx"))
    made = {path: path.read_bytes() for path in papers}
    saved = {path: _save_in_office(path, tmp_path) for path in papers}
    assert all(saved[path] != made[path] for path in papers)
    count = len(papers)
    assert demo(*CASE) == Ran("", f"1 case: {count} unchanged\n", 0)
    assert {path: path.read_bytes() for path in papers} == saved
    template = demo.folder / "templates" / "docx" / "cti-plan.docx"
    retype(template, {"CTI-plan": "Plan for CTI"})
    staff = [path for path in papers if "til-hende" not in path.parts]
    again = demo(*CASE)
    assert again.err == f"1 case: {len(staff)} made, {count - len(staff)} unchanged\n"
    assert again.out.split() == [str(path) for path in staff]


def test_a_word_retyped_in_libreoffice_is_kept(demo: Shell, tmp_path: Path) -> None:
    demo(*CASE)
    (paper, *_rest) = sorted((demo.folder / "output").rglob("*-f1.docx"))
    retype(paper, {"Planlægning": "Omlægning"})
    saved = _save_in_office(paper, tmp_path)
    assert f"{paper.name} was changed by hand and is kept\n" in demo(*CASE).err
    assert paper.read_bytes() == saved


def _save_in_office(path: Path, folder: Path) -> bytes:
    path.write_bytes(data := converted(path, "docx", folder=folder).read_bytes())
    return data
