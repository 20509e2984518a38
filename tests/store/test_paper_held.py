"""A paper that Word holds open on Windows (LIMITS 65): WinError 5, 32 and 33, simulated."""

from pathlib import Path

import pytest

from ctidocs.store.atomic import Held
from ctidocs.store.manifest import Outcome, Stored
from tests.hands import retype, save_again
from tests.store.sealing import WORD
from tests.store.wordpapers import WordDesk, hold, paper

MADE, UNCHANGED, KEPT = Outcome.MADE, Outcome.UNCHANGED, Outcome.KEPT
CLOSE = "close it in Word, then run the command again"


def held(word: WordDesk, text: str, **manner: bool) -> str:
    with pytest.raises(Held) as caught:
        word.put(text, **manner)  # type: ignore[arg-type]
    assert caught.value.hint == CLOSE
    return caught.value.message


@pytest.mark.parametrize("code", [5, 32, 33])
def test_the_finished_paper_lies_beside_the_held_one_until_the_next_run_puts_it_right(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    word.put("onsdag")
    tries = hold(monkeypatch, word.path, code)
    message = "25-014-cti-plan.docx is open in another program; the new one lies beside it as 25-014-cti-plan (ny).docx"
    assert held(word, "torsdag") == message
    assert len(tries) == 5
    assert word.texts() == {"": "onsdag", "ny": "torsdag"}
    monkeypatch.undo()
    assert word.put("torsdag") == Stored(word.path, MADE)
    assert word.texts() == {"": "torsdag"}


def test_a_paper_that_stays_open_has_one_copy_beside_it_that_is_kept_up_to_date(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    word.put("onsdag")
    hold(monkeypatch, word.path, 32)
    for text in ("torsdag", "torsdag", "mandag"):
        assert held(word, text).endswith("(ny).docx")
    assert word.texts() == {"": "onsdag", "ny": "mandag"}


def test_a_register_that_changes_back_takes_the_copy_away(word: WordDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    word.put("onsdag")
    hold(monkeypatch, word.path, 32)
    held(word, "torsdag")
    assert word.put("onsdag") == Stored(word.path, UNCHANGED)
    assert word.texts() == {"": "onsdag"}


def test_a_held_paper_that_was_then_saved_unchanged_is_put_right(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    word.put("onsdag")
    hold(monkeypatch, word.path, 32)
    held(word, "torsdag")
    held(word, "mandag")
    monkeypatch.undo()
    save_again(word.path)
    assert word.put("mandag") == Stored(word.path, MADE)
    assert word.texts() == {"": "mandag"}


def test_a_held_paper_that_was_then_edited_is_kept_and_the_copy_stays(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    word.put("onsdag")
    hold(monkeypatch, word.path, 32)
    held(word, "torsdag")
    monkeypatch.undo()
    retype(word.path, {"onsdag": "fredag"})
    assert word.put("torsdag") == Stored(word.path, KEPT)
    assert word.texts() == {"": "fredag", "ny": "torsdag"}


def test_the_copy_is_named_as_it_is_called_where_she_edited_an_earlier_one(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    word.put("onsdag")
    hold(monkeypatch, word.path, 32)
    held(word, "torsdag")
    retype(word.beside(), {"torsdag": "hendes"})
    for _run in range(2):
        assert held(word, "mandag").endswith("beside it as 25-014-cti-plan (ny 2).docx")
    assert word.texts() == {"": "onsdag", "ny": "hendes", "ny 2": "mandag"}


def test_a_copy_that_is_held_too_is_told_of_and_comes_with_the_next_run(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    hold(monkeypatch, word.beside(), 32)
    assert held(word, "mandag") == "25-014-cti-plan (ny).docx is open in another program"
    monkeypatch.undo()
    assert word.put("mandag") == Stored(word.path, KEPT, beside=word.beside())
    assert word.texts() == {"": "fredag", "ny": "mandag"}


def test_force_on_a_held_edit_loses_nothing(word: WordDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    word.put("onsdag")
    hers = retype(word.path, {"onsdag": "fredag"})
    hold(monkeypatch, word.path, 32)
    held(word, "torsdag", force=True)
    assert word.texts() == {"": "fredag", "ny": "torsdag", "rettet": "fredag"}
    monkeypatch.undo()
    assert word.put("torsdag", force=True) == Stored(word.path, MADE, beside=word.beside("rettet"))
    assert word.texts() == {"": "torsdag", "rettet": "fredag"}
    assert word.beside("rettet").read_bytes() == hers


def test_a_copy_that_cannot_be_cleared_away_is_no_error(word: WordDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path == word.beside():
            raise PermissionError
        real(path, missing_ok=missing_ok)

    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.unlink", refuse)
        assert word.put("torsdag") == Stored(word.path, MADE)
    assert word.put("mandag") == Stored(word.path, MADE)
    assert word.texts() == {"": "mandag"}


@pytest.mark.slow
def test_a_paper_that_is_adopted_to_be_protected_and_is_held_is_told_of(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    word.path.parent.mkdir(parents=True)
    word.path.write_bytes(paper("onsdag"))
    hold(monkeypatch, word.path, 32)
    with pytest.raises(Held, match=r"\(ny\)\.docx"):
        word.put("onsdag", password=WORD)
    assert word.texts() == {"": "onsdag", "ny": "onsdag"}
    monkeypatch.undo()
    assert word.put("onsdag", password=WORD) == Stored(word.path, MADE)
    assert word.texts() == {"": "onsdag"}
