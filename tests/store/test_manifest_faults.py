"""The database behind the manifest: its faults, what it holds, who may read it."""

import errno
import hashlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store.manifest import FOLDER, Manifest, Outcome, Stored
from ctidocs.store.memory import Version
from ctidocs.store.names import read_secret
from tests.store.desk import NOW, Desk, refusal

posix = pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)


def test_a_fault_in_making_the_paper_changes_nothing(desk: Desk) -> None:
    def fail() -> None:
        raise CtidocsError("a wrong cell")

    desk.put("A")
    assert refusal(lambda: desk.put("B", during=fail)) == ("a wrong cell", "")
    assert desk.files() == {"25-014-cti-plan.docx": "made from A"}
    assert desk.put("A") == Stored(desk.path, Outcome.UNCHANGED)


def test_a_full_disk_keeps_the_old_paper_and_the_next_run_ends_right(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("A")

    fill_the_disk(monkeypatch)
    assert refusal(lambda: desk.put("B"))[0] == "25-014-cti-plan.docx could not be written: the disk is full"
    monkeypatch.undo()
    assert desk.files() == {"25-014-cti-plan.docx": "made from A"}
    desk.reopen()
    assert desk.put("B") == Stored(desk.path, Outcome.MADE)


def test_a_new_version_that_did_not_fit_on_the_disk_comes_with_the_next_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("A")
    desk.path.write_text("mine")

    fill_the_disk(monkeypatch)
    refusal(lambda: desk.put("B"))
    monkeypatch.undo()
    desk.reopen()
    assert desk.put("B") == Stored(desk.path, Outcome.KEPT, beside=desk.beside())


def test_an_edit_after_a_failed_run_still_gets_the_version_that_failed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("A")

    fill_the_disk(monkeypatch)
    refusal(lambda: desk.put("B"))
    monkeypatch.undo()
    desk.path.write_text("mine")
    assert desk.put("B") == Stored(desk.path, Outcome.KEPT, beside=desk.beside())


def test_a_workspace_that_was_moved_knows_its_papers(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "before")
    desk.put("A")
    desk.manifest.close()
    (tmp_path / "before").rename(tmp_path / "after")
    moved = Desk(tmp_path / "after")
    assert moved.put("A") == Stored(moved.path, Outcome.UNCHANGED)
    moved.manifest.close()


def test_the_database_holds_neither_content_nor_a_path_that_the_user_chose_elsewhere(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "workspace")
    desk.put("A")
    chosen = tmp_path / "Til Aisha.pdf"
    desk.put("B", path=chosen)
    assert desk.put("B", path=chosen) == Stored(chosen, Outcome.UNCHANGED)
    desk.manifest.close()
    with sqlite3.connect(tmp_path / "workspace" / FOLDER / "manifest.sqlite") as base:
        rows = base.execute("SELECT * FROM made ORDER BY rowid").fetchall()
    base.close()

    def digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    def row(path: str, text: str, inputs: str) -> tuple[object, ...]:
        made = digest(text)  # its bytes, the same before it was protected, its content
        return (path, made, inputs, "cti-plan", "2025-10-15T08:30:00", made, made, "", "25-014", "make", 0, "", made)

    assert rows == [
        row("output/25-014/25-014-cti-plan.docx", "made from A", "A"),
        row(digest(read_secret(desk.root).decode() + chosen.as_posix()), "made from B", "B"),
    ]


@posix
def test_the_database_and_its_journal_are_private_under_an_open_umask(tmp_path: Path) -> None:
    modes: dict[str, int] = {}

    def look(*_event: object) -> None:
        for path in (tmp_path / FOLDER).iterdir():
            modes[path.name] = stat.S_IMODE(path.stat().st_mode)

    before = os.umask(0)
    try:
        desk = Desk(tmp_path)
        base = desk.manifest.memory._base
        with base:  # hold a change open: its journal stands beside the database
            base.execute("INSERT INTO made (path, bytes) VALUES ('a', 'b')")
            look()
        desk.put("A")
        desk.manifest.close()
    finally:
        os.umask(before)
    assert modes == {"manifest.sqlite": 0o600, "manifest.sqlite-journal": 0o600}
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == 0o700


@pytest.mark.parametrize("data", [b"not a database at all, but long enough to be one" * 50, b"SQLite format 3\0" * 9])
def test_a_damaged_database_is_a_clear_error_and_stays_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / FOLDER / "manifest.sqlite"
    path.parent.mkdir()
    path.write_bytes(data)
    assert refusal(lambda: Manifest(tmp_path, now=NOW)) == (
        ".ctidocs/manifest.sqlite is damaged",
        "rename it and run the command again; papers that you changed are then left alone",
    )
    assert path.read_bytes() == data


def test_a_database_damaged_in_the_middle_is_a_clear_error(desk: Desk) -> None:
    for number in range(200):
        desk.manifest.memory.finish(Version(f"output/{number}.docx", "bytes" * 12, "inputs" * 10, "cti-plan"))
    desk.manifest.close()
    path = desk.root / FOLDER / "manifest.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    desk.manifest = Manifest(desk.root, now=NOW)
    assert refusal(lambda: desk.put("A"))[0] == ".ctidocs/manifest.sqlite is damaged"


def test_a_database_of_another_make_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    with sqlite3.connect(tmp_path / FOLDER / "manifest.sqlite") as base:
        base.execute("CREATE TABLE made (something TEXT)")
    base.close()
    assert refusal(lambda: Manifest(tmp_path, now=NOW))[0] == ".ctidocs/manifest.sqlite is damaged"


def test_a_database_of_an_earlier_version_is_still_known(desk: Desk) -> None:
    desk.put("A")
    desk.manifest.close()
    with sqlite3.connect(desk.root / FOLDER / "manifest.sqlite") as base:
        for column in ("plain", "content", "sources", "case_id", "command", "sealed", "remarks"):
            base.execute(f"ALTER TABLE made DROP COLUMN {column}")
    base.close()
    desk.manifest = Manifest(desk.root, now=NOW)
    assert desk.put("A") == Stored(desk.path, Outcome.UNCHANGED)
    assert desk.put("B") == Stored(desk.path, Outcome.MADE)


def test_without_its_database_a_workspace_adopts_its_papers_and_leaves_the_edited_ones(desk: Desk) -> None:
    edited = desk.path.with_name("edited.docx")
    desk.put("A")
    desk.put("A", path=edited)
    edited.write_text("mine")
    desk.manifest.close()
    (desk.root / FOLDER / "manifest.sqlite").rename(desk.root / FOLDER / "damaged.sqlite")
    desk.manifest = Manifest(desk.root, now=NOW)
    assert desk.put("A") == Stored(desk.path, Outcome.UNCHANGED)
    assert refusal(lambda: desk.put("A", path=edited))[0] == "edited.docx was not made by ctidocs, and is left alone"
    assert edited.read_text() == "mine"


def test_a_folder_where_the_database_should_be_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "manifest.sqlite").mkdir(parents=True)
    assert refusal(lambda: Manifest(tmp_path, now=NOW)) == (
        ".ctidocs/manifest.sqlite cannot be read or written",
        "check that you may write in the folder .ctidocs",
    )


def test_a_file_where_the_tools_folder_should_be_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_bytes(b"")
    assert refusal(lambda: Manifest(tmp_path, now=NOW))[0] == "the folder .ctidocs cannot be made: a file has its name"


def test_a_database_that_another_run_holds_is_a_clear_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctidocs.store.memory._WAIT", 0.05)
    desk.reopen()
    other = sqlite3.connect(desk.root / FOLDER / "manifest.sqlite")
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert refusal(lambda: desk.put("A")) == (
            "another ctidocs is at work in this workspace",
            "wait until it is done, then run the command again",
        )
    finally:
        other.close()
    assert desk.put("A") == Stored(desk.path, Outcome.MADE)


def test_a_database_on_a_full_disk_is_a_clear_error(desk: Desk) -> None:
    desk.manifest.memory._base.execute("PRAGMA max_page_count = 3")
    for number in range(1000):
        try:
            desk.put("A", path=desk.path.with_name(f"{number}.docx"))
        except CtidocsError as error:
            assert error.message == ".ctidocs/manifest.sqlite could not be written: the disk is full"
            break
    else:
        pytest.fail("the database never filled")
    assert not desk.path.with_name(f"{number}.docx").exists()
