"""Papers of Word that people open, save and edit: their text and pictures count, not their bytes (LIMITS 63, 64)."""

import pytest

from ctidocs.store.manifest import Outcome, Stored
from tests.hands import retype, save_again
from tests.store.desk import refusal
from tests.store.wordpapers import WordDesk, paper

MADE, UNCHANGED, KEPT = Outcome.MADE, Outcome.UNCHANGED, Outcome.KEPT


def test_a_paper_that_was_only_opened_and_saved_is_unchanged_and_from_then_on_known(word: WordDesk) -> None:
    word.put("onsdag")
    saved = save_again(word.path)
    assert word.put("onsdag") == Stored(word.path, UNCHANGED)
    assert word.path.read_bytes() == saved
    before = word.state()
    assert word.put("onsdag") == Stored(word.path, UNCHANGED)
    assert word.state() == before
    assert word.produced == ["onsdag"]
    assert word.put("torsdag") == Stored(word.path, MADE)
    assert word.texts() == {"": "torsdag"}


def test_an_edited_paper_is_kept(word: WordDesk) -> None:
    word.put("onsdag")
    hers = retype(word.path, {"onsdag": "fredag"})
    assert word.put("onsdag") == Stored(word.path, KEPT)
    assert word.path.read_bytes() == hers
    assert word.texts() == {"": "fredag"}


def test_a_register_that_changes_twice_gives_one_new_version_that_is_kept_up_to_date(word: WordDesk) -> None:
    word.put("onsdag")
    hers = retype(word.path, {"onsdag": "fredag"})
    assert word.put("torsdag") == Stored(word.path, KEPT, beside=word.beside())
    assert word.put("mandag") == Stored(word.path, KEPT, beside=word.beside())
    assert word.texts() == {"": "fredag", "ny": "mandag"}
    assert word.path.read_bytes() == hers


def test_another_reason_with_the_same_text_brings_no_new_version(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    for _run in range(2):
        assert word.put("onsdag", inputs="onsdag, of another version") == Stored(word.path, KEPT)
    assert word.texts() == {"": "fredag"}
    assert word.produced == ["onsdag", "onsdag"]


def test_a_new_version_that_was_deleted_does_not_come_back(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.beside().unlink()
    assert word.put("torsdag") == Stored(word.path, KEPT)
    assert word.texts() == {"": "fredag"}


def test_a_register_that_comes_to_say_what_she_wrote_makes_the_paper_ours_again(word: WordDesk) -> None:
    word.put("onsdag")
    hers = retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    assert word.put("fredag") == Stored(word.path, UNCHANGED)
    assert word.texts() == {"": "fredag"}
    assert word.path.read_bytes() == hers
    assert word.put("mandag") == Stored(word.path, MADE)
    assert word.texts() == {"": "mandag"}


def test_a_paper_that_she_made_to_say_what_the_new_version_says_is_ours_again(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.bring_back(word.path, now="fredag", before="torsdag")
    assert word.put("torsdag") == Stored(word.path, UNCHANGED)
    assert word.texts() == {"": "torsdag"}


def test_an_edit_that_was_undone_makes_the_paper_ours_again(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.bring_back(word.path, now="fredag", before="onsdag")
    assert word.put("torsdag") == Stored(word.path, MADE)
    assert word.texts() == {"": "torsdag"}


def test_an_edit_that_brings_back_the_words_of_an_older_version_is_an_edit(word: WordDesk) -> None:
    word.put("onsdag")
    word.put("torsdag")
    hers = word.bring_back(word.path, now="torsdag", before="onsdag")
    assert word.put("torsdag") == Stored(word.path, KEPT)
    assert word.put("fredag") == Stored(word.path, KEPT, beside=word.beside())
    assert word.path.read_bytes() == hers


def test_older_words_are_an_edit_also_where_the_new_version_says_what_was_made_before(word: WordDesk) -> None:
    for text in ("onsdag", "torsdag", "mandag"):
        word.put(text)
    retype(word.path, {"mandag": "fredag"})
    word.put("onsdag")
    word.put("mandag")
    word.put("lørdag")
    hers = word.bring_back(word.path, now="fredag", before="torsdag")
    assert word.put("lørdag") == Stored(word.path, KEPT)
    assert word.path.read_bytes() == hers


def test_a_run_killed_before_it_was_finished_does_not_take_older_words_for_ours(word: WordDesk) -> None:
    word.put("onsdag")
    word.put("torsdag")
    word.manifest.memory._finished.clear()
    hers = word.bring_back(word.path, now="torsdag", before="onsdag")
    assert word.put("torsdag") == Stored(word.path, KEPT, beside=word.beside())
    assert word.path.read_bytes() == hers


def test_a_new_version_that_was_only_opened_and_saved_is_still_ours(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    save_again(word.beside())
    assert word.put("mandag") == Stored(word.path, KEPT, beside=word.beside())
    assert word.texts() == {"": "fredag", "ny": "mandag"}
    save_again(word.beside())
    assert word.put("fredag") == Stored(word.path, UNCHANGED)
    assert word.texts() == {"": "fredag"}


def test_a_new_version_in_which_she_brought_back_older_words_is_hers(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.put("mandag")
    word.bring_back(word.beside(), now="mandag", before="torsdag")
    assert word.put("lørdag") == Stored(word.path, KEPT, beside=word.beside("ny 2"))
    assert word.texts() == {"": "fredag", "ny": "torsdag", "ny 2": "lørdag"}


def test_there_is_never_a_second_new_version_of_ours_also_where_she_deleted_the_first(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    retype(word.beside(), {"torsdag": "hendes"})
    word.put("mandag")
    word.beside().unlink()
    assert word.put("lørdag") == Stored(word.path, KEPT, beside=word.beside("ny 2"))
    assert word.texts() == {"": "fredag", "ny 2": "lørdag"}


def test_copies_of_new_versions_that_she_made_become_one_again(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.beside("ny 2").write_bytes(word.beside().read_bytes())
    word.put("mandag")
    assert word.texts() == {"": "fredag", "ny": "mandag"}


def test_a_paper_put_back_from_a_backup_has_no_other_version_beside_it(word: WordDesk) -> None:
    first = word.put("onsdag") and word.path.read_bytes()
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.path.write_bytes(first)
    assert word.put("onsdag") == Stored(word.path, UNCHANGED)
    assert word.texts() == {"": "onsdag"}
    before = word.state()
    assert word.put("onsdag") == Stored(word.path, UNCHANGED)
    assert word.state() == before


def test_an_edited_paper_that_she_deleted_comes_anew_and_nothing_old_lies_beside_it(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.path.unlink()
    assert word.put("mandag") == Stored(word.path, MADE)
    assert word.texts() == {"": "mandag"}


def test_a_run_killed_before_it_cleared_up_is_put_right_by_the_next(word: WordDesk) -> None:
    first = word.put("onsdag") and word.path.read_bytes()
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    word.path.write_bytes(first)
    other = word.beside().read_bytes()
    word.put("mandag")
    word.manifest.memory._finished.clear()  # killed: the finish is lost, and the new version lies there still
    word.beside().write_bytes(other)
    assert word.put("mandag") == Stored(word.path, UNCHANGED)
    assert word.texts() == {"": "mandag"}


def test_force_keeps_the_edited_version_beside_and_does_not_keep_the_same_bytes_twice(word: WordDesk) -> None:
    word.put("onsdag")
    hers = retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    assert word.put("torsdag", force=True) == Stored(word.path, MADE, beside=word.beside("rettet"))
    assert word.texts() == {"": "torsdag", "rettet": "fredag"}
    assert word.beside("rettet").read_bytes() == hers
    word.path.write_bytes(hers)
    assert word.put("torsdag", force=True) == Stored(word.path, MADE, beside=word.beside("rettet"))
    assert word.texts() == {"": "torsdag", "rettet": "fredag"}
    retype(word.path, {"torsdag": "søndag"})
    assert word.put("torsdag", force=True) == Stored(word.path, MADE, beside=word.beside("rettet 2"))
    assert word.texts() == {"": "torsdag", "rettet": "fredag", "rettet 2": "søndag"}
    assert word.put("torsdag", force=True) == Stored(word.path, UNCHANGED)


def test_force_leaves_a_new_version_that_she_edited(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    retype(word.beside(), {"torsdag": "hendes"})
    word.put("torsdag", force=True)
    assert word.texts() == {"": "torsdag", "ny": "hendes", "rettet": "fredag"}


@pytest.mark.parametrize("force", [False, True])
def test_a_file_that_is_not_ours_is_refused_with_force_too(word: WordDesk, force: bool) -> None:
    word.path.parent.mkdir(parents=True)
    word.path.write_bytes(paper("fremmed"))
    assert refusal(lambda: word.put("onsdag", force=force)) == (
        "25-014-cti-plan.docx was not made by ctidocs, and is left alone",
        "move or rename it, then run the command again",
    )
    assert word.texts() == {"": "fremmed"}
