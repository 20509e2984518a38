import os

import pytest

from ctidocs.store.manifest import FOLDER, Origin, Outcome, Product, Stored
from tests.store.desk import Desk, refusal

posix = pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")


def test_a_paper_that_is_not_there_is_made(desk: Desk) -> None:
    assert desk.put("A") == Stored(desk.path, Outcome.MADE)
    assert desk.files() == {"25-014-cti-plan.docx": "made from A"}


def test_the_same_inputs_write_nothing_and_do_not_even_produce_the_paper(desk: Desk) -> None:
    desk.put("A")
    desk.reopen()
    files = [desk.path, desk.root / FOLDER / "manifest.sqlite"]
    before = [(path.stat().st_mtime_ns, path.read_bytes()) for path in files]
    desk.produced.clear()
    assert desk.put("A") == Stored(desk.path, Outcome.UNCHANGED)
    desk.reopen()
    assert desk.produced == []
    assert [(path.stat().st_mtime_ns, path.read_bytes()) for path in files] == before


def test_a_paper_with_changed_inputs_is_made_again(desk: Desk) -> None:
    desk.put("A")
    assert desk.put("B") == Stored(desk.path, Outcome.MADE)
    assert desk.files() == {"25-014-cti-plan.docx": "made from B"}


def test_changed_inputs_that_give_the_same_bytes_write_nothing(desk: Desk) -> None:
    def put(inputs: str) -> Stored:
        return desk.manifest.put(desk.path, Origin(inputs, "cti-plan"), lambda: Product(b"the same"))

    put("A")
    before = desk.path.stat().st_mtime_ns
    assert put("B") == Stored(desk.path, Outcome.UNCHANGED)
    assert desk.path.stat().st_mtime_ns == before
    desk.reopen()
    assert desk.put("B") == Stored(desk.path, Outcome.UNCHANGED)
    assert desk.produced == []


def test_a_paper_that_was_deleted_is_made_again(desk: Desk) -> None:
    desk.put("A")
    desk.path.unlink()
    assert desk.put("A") == Stored(desk.path, Outcome.MADE)
    assert desk.files() == {"25-014-cti-plan.docx": "made from A"}


def test_an_edited_paper_is_kept_and_nothing_new_comes_without_a_reason(desk: Desk) -> None:
    desk.put("A")
    desk.path.write_text("mine")
    desk.reopen()
    desk.produced.clear()
    assert desk.put("A") == Stored(desk.path, Outcome.KEPT)
    assert desk.produced == []
    assert desk.files() == {"25-014-cti-plan.docx": "mine"}


def test_the_new_version_comes_beside_an_edited_one_once_for_each_change(desk: Desk) -> None:
    desk.put("A")
    desk.path.write_text("mine")
    assert desk.put("B") == Stored(desk.path, Outcome.KEPT, beside=desk.beside())
    desk.reopen()
    desk.produced.clear()
    assert desk.put("B") == Stored(desk.path, Outcome.KEPT)
    assert desk.produced == []
    assert desk.put("C") == Stored(desk.path, Outcome.KEPT, beside=desk.beside())
    assert desk.files() == {"25-014-cti-plan (ny).docx": "made from C", "25-014-cti-plan.docx": "mine"}


def test_a_change_that_is_taken_back_does_not_leave_a_wrong_new_version(desk: Desk) -> None:
    desk.put("A")
    desk.path.write_text("mine")
    desk.put("B")
    assert desk.put("A") == Stored(desk.path, Outcome.KEPT, beside=desk.beside())
    assert desk.files() == {"25-014-cti-plan (ny).docx": "made from A", "25-014-cti-plan.docx": "mine"}


def test_a_new_version_that_was_thrown_away_does_not_come_back(desk: Desk) -> None:
    desk.put("A")
    desk.path.write_text("mine")
    for inputs in "BCDBCE":
        assert desk.put(inputs) == Stored(desk.path, Outcome.KEPT, beside=desk.beside())
        desk.beside().unlink()
        desk.reopen()
        assert desk.put(inputs) == Stored(desk.path, Outcome.KEPT)
        assert desk.files() == {"25-014-cti-plan.docx": "mine"}


def test_a_new_version_that_took_the_place_of_the_edited_one_is_ours_again(desk: Desk) -> None:
    desk.put("A")
    desk.path.write_text("mine")
    desk.put("B")
    desk.beside().replace(desk.path)
    assert desk.put("B") == Stored(desk.path, Outcome.UNCHANGED)
    assert desk.put("C") == Stored(desk.path, Outcome.MADE)
    assert desk.files() == {"25-014-cti-plan.docx": "made from C"}


def test_an_edited_new_version_is_kept_too_and_the_next_is_numbered(desk: Desk) -> None:
    desk.put("A")
    desk.path.write_text("mine")
    desk.put("B")
    desk.beside().write_text("mine too")
    assert desk.put("B") == Stored(desk.path, Outcome.KEPT)
    assert desk.put("C") == Stored(desk.path, Outcome.KEPT, beside=desk.beside("ny 2"))
    assert desk.put("D") == Stored(desk.path, Outcome.KEPT, beside=desk.beside("ny 2"))
    assert desk.files() == {
        "25-014-cti-plan (ny 2).docx": "made from D",
        "25-014-cti-plan (ny).docx": "mine too",
        "25-014-cti-plan.docx": "mine",
    }


def test_a_folder_or_a_foreign_file_with_the_name_of_the_new_version_is_left_alone(desk: Desk) -> None:
    desk.put("A")
    desk.path.write_text("mine")
    desk.beside().mkdir()
    desk.beside("ny 2").write_text("foreign")
    assert desk.put("B") == Stored(desk.path, Outcome.KEPT, beside=desk.beside("ny 3"))
    assert desk.beside("ny 2").read_text() == "foreign"


def test_an_old_version_put_back_from_a_backup_is_ours(desk: Desk) -> None:
    desk.put("A")
    desk.put("B")
    desk.path.write_text("made from A")
    assert desk.put("B") == Stored(desk.path, Outcome.MADE)
    assert desk.files() == {"25-014-cti-plan.docx": "made from B"}


def test_a_file_that_was_not_made_here_is_left_alone(desk: Desk) -> None:
    desk.path.parent.mkdir(parents=True)
    desk.path.write_text("foreign")
    assert refusal(lambda: desk.put("A")) == (
        "25-014-cti-plan.docx was not made by ctidocs, and is left alone",
        "move or rename it, then run the command again",
    )
    assert desk.files() == {"25-014-cti-plan.docx": "foreign"}


def test_a_file_that_is_just_what_would_be_made_is_adopted(desk: Desk) -> None:
    desk.path.parent.mkdir(parents=True)
    desk.path.write_text("made from A")
    assert desk.put("A") == Stored(desk.path, Outcome.UNCHANGED)
    desk.reopen()
    assert desk.put("B") == Stored(desk.path, Outcome.MADE)


@posix
def test_a_link_is_neither_followed_nor_replaced(desk: Desk) -> None:
    desk.put("A")
    other = desk.root / "other.docx"
    other.write_text("made from A")
    for target in (other, desk.root / "nowhere"):
        desk.path.unlink()
        desk.path.symlink_to(target)
        assert refusal(lambda: desk.put("B"))[0] == "25-014-cti-plan.docx was not made by ctidocs, and is left alone"
        assert desk.path.is_symlink()
    assert other.read_text() == "made from A"


def test_a_folder_with_the_papers_name_is_left_alone(desk: Desk) -> None:
    desk.path.mkdir(parents=True)
    assert refusal(lambda: desk.put("A"))[0] == "25-014-cti-plan.docx was not made by ctidocs, and is left alone"
    assert desk.path.is_dir()


def test_a_write_protected_paper_is_left_alone(desk: Desk) -> None:
    desk.put("A")
    desk.path.chmod(0o400)
    try:
        assert refusal(lambda: desk.put("B"))[0] == "25-014-cti-plan.docx is write-protected, and is left alone"
        assert desk.files() == {"25-014-cti-plan.docx": "made from A"}
    finally:
        desk.path.chmod(0o600)


def test_a_paper_saved_by_a_person_while_its_new_version_is_made_is_left_alone(desk: Desk) -> None:
    desk.put("A")
    assert refusal(lambda: desk.put("B", during=lambda: desk.path.write_text("mine")))[0] == (
        "25-014-cti-plan.docx was changed just now, and is left alone"
    )
    assert desk.put("B").beside == desk.beside()
    assert desk.files() == {"25-014-cti-plan (ny).docx": "made from B", "25-014-cti-plan.docx": "mine"}


def test_a_file_that_appears_while_the_paper_is_made_is_left_alone(desk: Desk) -> None:
    def appear() -> None:
        desk.path.parent.mkdir(parents=True, exist_ok=True)
        desk.path.write_text("foreign")

    assert refusal(lambda: desk.put("A", during=appear))[0] == "25-014-cti-plan.docx is there already"
    assert desk.files() == {"25-014-cti-plan.docx": "foreign"}


def test_a_paper_deleted_while_its_new_version_is_made_is_told_of(desk: Desk) -> None:
    desk.put("A")
    refusal(lambda: desk.put("B", during=desk.path.unlink))
    assert desk.put("B") == Stored(desk.path, Outcome.MADE)
