"""Which template is used: the office's own changed copy, else the packaged one."""

import hashlib
import json
from pathlib import Path

import pytest

from ctidocs.workspace import CONFIG, SHIPPED, Workspace, open_workspace, package_file

NAME = "docx/cti-plan.docx"
PACKAGED = package_file("templates") / NAME


def with_copy(tmp_path: Path, data: bytes | None, note: str | None) -> Workspace:
    """A workspace with its own copy of the template, and what `new` noted about it."""
    if data is not None:
        own = tmp_path / "templates" / NAME
        own.parent.mkdir(parents=True)
        own.write_bytes(data)
    if note is not None:
        (tmp_path / SHIPPED).parent.mkdir()
        (tmp_path / SHIPPED).write_text(note)
    (tmp_path / CONFIG).write_text("")
    return open_workspace(tmp_path, here=tmp_path)


def noted(data: bytes) -> str:
    return json.dumps({NAME: hashlib.sha256(data).hexdigest()})


def test_without_a_copy_of_its_own_the_packaged_template_is_used(tmp_path: Path) -> None:
    assert with_copy(tmp_path, None, noted(b"shipped")).template(NAME) == PACKAGED


def test_a_copy_that_nobody_changed_follows_the_package(tmp_path: Path) -> None:
    assert with_copy(tmp_path, b"shipped", noted(b"shipped")).template(NAME) == PACKAGED


def test_a_copy_that_the_office_changed_wins(tmp_path: Path) -> None:
    own = tmp_path / "templates" / NAME
    assert with_copy(tmp_path, b"changed", noted(b"shipped")).template(NAME) == own


@pytest.mark.parametrize("note", [None, "", "{", "[]", "5", "null", '{"docx/another.docx": "x"}', f'{{"{NAME}": 7}}'])
def test_a_copy_without_a_usable_note_is_the_offices_own(tmp_path: Path, note: str | None) -> None:
    assert with_copy(tmp_path, b"shipped", note).template(NAME) == tmp_path / "templates" / NAME


def test_an_unchanged_copy_of_a_template_that_the_package_no_longer_has_is_used(tmp_path: Path) -> None:
    workspace = with_copy(tmp_path, b"shipped", noted(b"shipped").replace(NAME, "docx/gone.docx"))
    own = (tmp_path / "templates" / NAME).rename(tmp_path / "templates" / "docx" / "gone.docx")
    assert workspace.template("docx/gone.docx") == own


def test_the_package_has_its_templates() -> None:
    assert PACKAGED.is_file()
