"""Papers under a password, made again, opened in Word and edited there (F8)."""

from pathlib import Path

import pytest

from ctidocs.store.manifest import Outcome, Stored
from ctidocs.store.sealed import is_sealed, opened, sealed
from tests.hands import retype, save_again
from tests.store.desk import refusal
from tests.store.sealing import WORD
from tests.store.wordpapers import WordDesk, paper

MADE, UNCHANGED, KEPT = Outcome.MADE, Outcome.UNCHANGED, Outcome.KEPT
REFUSED = (
    "25-014-cti-plan.docx was made with a password, and would now be without",
    "run the command with --protect, or with --force to do without",
)


def in_word(path: Path, *, words: dict[str, str], password: str = WORD) -> bytes:
    """Open a protected paper in Word, change words or nothing, save it under a password; "" for none."""
    path.write_bytes(opened(path.read_bytes(), password=WORD) or b"")
    retype(path, words)
    data = save_again(path)
    path.write_bytes(data := sealed(data, ending=".docx", password=password) if password else data)
    return data


def test_a_paper_is_made_protected_and_left_alone_without_being_opened(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert word.put("onsdag", password=WORD) == Stored(word.path, MADE)
    assert opened(word.path.read_bytes(), password=WORD) == paper("onsdag")
    before = word.state()
    monkeypatch.setattr("ctidocs.store.paper.opened", None)
    monkeypatch.setattr("ctidocs.store.paper.sealed", None)
    assert word.put("onsdag", password=WORD) == Stored(word.path, UNCHANGED)
    assert word.state() == before


@pytest.mark.slow
def test_other_inputs_with_the_same_paper_leave_a_protected_one_as_it_is(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)
    before = word.path.read_bytes()
    assert word.put("onsdag", inputs="another version", password=WORD) == Stored(word.path, UNCHANGED)
    assert word.path.read_bytes() == before


def test_an_unprotected_paper_is_protected_when_that_is_asked_for(word: WordDesk) -> None:
    word.put("onsdag", sources={"Plan!5": "a"})
    word.reopen(password=WORD)
    assert word.manifest.current(word.path, {"Plan!5": "a"}) is None
    assert word.put("onsdag", sources={"Plan!5": "a"}, password=WORD) == Stored(word.path, MADE)
    assert opened(word.path.read_bytes(), password=WORD) == paper("onsdag")
    word.reopen(password=WORD)
    assert word.manifest.current(word.path, {"Plan!5": "a"}) == Stored(word.path, UNCHANGED)


@pytest.mark.slow
def test_a_protected_paper_that_changes_is_not_made_without_a_password(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)
    before = word.path.read_bytes()
    assert refusal(lambda: word.put("torsdag")) == REFUSED
    assert word.path.read_bytes() == before
    assert word.put("onsdag") == Stored(word.path, UNCHANGED)
    assert word.put("torsdag", force=True) == Stored(word.path, MADE)
    assert word.path.read_bytes() == paper("torsdag")


@pytest.mark.slow
def test_a_protected_paper_that_was_deleted_or_edited_is_not_made_without_a_password(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)
    hers = in_word(word.path, words={"onsdag": "fredag"})
    assert refusal(lambda: word.put("torsdag")) == REFUSED
    assert word.path.read_bytes() == hers
    assert not word.beside().exists()
    word.path.unlink()
    assert refusal(lambda: word.put("torsdag")) == REFUSED
    assert not word.path.exists()


@pytest.mark.slow
def test_a_protected_paper_that_was_only_opened_and_saved_is_no_edit(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)
    saved = in_word(word.path, words={})
    assert word.put("onsdag", password=WORD) == Stored(word.path, UNCHANGED)
    assert word.path.read_bytes() == saved
    assert word.put("torsdag", password=WORD) == Stored(word.path, MADE)
    assert opened(word.path.read_bytes(), password=WORD) == paper("torsdag")


@pytest.mark.slow
def test_a_protected_paper_that_was_edited_is_kept_and_the_new_one_beside_it_is_protected(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)
    hers = in_word(word.path, words={"onsdag": "fredag"})
    assert word.put("torsdag", password=WORD) == Stored(word.path, KEPT, beside=word.beside())
    assert word.path.read_bytes() == hers
    assert opened(word.beside().read_bytes(), password=WORD) == paper("torsdag")
    in_word(word.beside(), words={})
    assert word.put("fredag", password=WORD) == Stored(word.path, UNCHANGED)
    assert word.texts() == {"": "fredag"}


@pytest.mark.slow
@pytest.mark.parametrize("password", ["et andet kodeord", None])
def test_without_her_password_a_protected_paper_that_she_saved_counts_as_edited(
    word: WordDesk, password: str | None
) -> None:
    word.put("onsdag", password=WORD)
    hers = in_word(word.path, words={})
    assert word.put("onsdag", password=password) == Stored(word.path, KEPT)
    assert word.path.read_bytes() == hers


@pytest.mark.slow
def test_a_paper_from_which_she_took_the_password_is_protected_again(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)
    in_word(word.path, words={}, password="")
    assert word.put("onsdag", password=WORD) == Stored(word.path, MADE)
    assert is_sealed(word.path.read_bytes())


@pytest.mark.slow
def test_an_unprotected_edit_that_the_register_comes_to_say_is_protected(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)
    in_word(word.path, words={"onsdag": "fredag"}, password="")
    assert word.put("fredag", password=WORD) == Stored(word.path, MADE)
    assert opened(word.path.read_bytes(), password=WORD) == paper("fredag")


def test_a_paper_that_is_just_what_would_be_made_is_adopted_and_protected(word: WordDesk) -> None:
    word.path.parent.mkdir(parents=True)
    word.path.write_bytes(paper("onsdag"))
    assert word.put("onsdag", password=WORD) == Stored(word.path, MADE)
    assert opened(word.path.read_bytes(), password=WORD) == paper("onsdag")


@pytest.mark.slow
def test_a_new_version_that_lies_there_unprotected_is_protected_with_the_next(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.put("mandag", password=WORD)
    assert opened(word.beside().read_bytes(), password=WORD) == paper("mandag")


def test_a_paper_that_she_saves_while_the_new_one_is_protected_is_left_alone(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_meanwhile(data: bytes, *, ending: str, password: str) -> bytes:
        word.path.write_bytes(b"hers")
        return sealed(data, ending=ending, password=password)

    word.put("onsdag", password=WORD)
    monkeypatch.setattr("ctidocs.store.paper.sealed", save_meanwhile)
    message, _hint = refusal(lambda: word.put("torsdag", password=WORD))
    assert message == "25-014-cti-plan.docx was changed just now, and is left alone"
    assert word.path.read_bytes() == b"hers"


@pytest.mark.slow
def test_force_keeps_a_protected_edit_as_it_is(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)
    hers = in_word(word.path, words={"onsdag": "fredag"}, password="et andet kodeord")
    assert word.put("onsdag", password=WORD, force=True) == Stored(word.path, MADE, beside=word.beside("rettet"))
    assert word.beside("rettet").read_bytes() == hers
    assert opened(word.path.read_bytes(), password=WORD) == paper("onsdag")
