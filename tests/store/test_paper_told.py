"""What a run tells of a paper: what changed, remarks; and papers saved just while it works."""

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store.manifest import Outcome, Stored
from ctidocs.store.standing import look
from tests.hands import retype
from tests.store.desk import refusal
from tests.store.wordpapers import WordDesk

MADE, UNCHANGED, KEPT = Outcome.MADE, Outcome.UNCHANGED, Outcome.KEPT


def test_what_changed_names_the_sources_and_not_rows_that_merely_moved(word: WordDesk) -> None:
    before = {"Plan!5": "her", "Plan!6": "goal", "Forløb!3": "course", "cti-plan.docx": "template"}
    moved = {"Plan!5": "new", "Plan!6": "her", "Plan!7": "goal", "Forløb!3": "course", "cti-plan.docx": "template"}
    assert word.put("onsdag", sources=before).changed == ()
    assert word.put("torsdag", sources=moved).changed == ("Plan!5",)
    retype(word.path, {"torsdag": "fredag"})
    assert word.put("mandag", sources=moved | {"Forløb!3": "closed"}).changed == ("Forløb!3",)
    assert word.put("tirsdag", sources=moved, force=True).changed == ("Forløb!3",)
    word.path.unlink()
    assert word.put("lørdag", sources=before).changed == ("Plan",)


def test_what_changed_is_told_also_after_a_run_that_failed(word: WordDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    word.put("onsdag", sources={"Plan!5": "before"})
    with monkeypatch.context() as patched:
        patched.setattr("ctidocs.store.paper.write_file", _refuse)
        refusal(lambda: word.put("torsdag", sources={"Plan!5": "now"}))
    assert word.put("torsdag", sources={"Plan!5": "now"}) == Stored(word.path, MADE, changed=("Plan!5",))


def test_remarks_come_again_for_papers_that_are_left_alone_from_where_they_now_stand(word: WordDesk) -> None:
    word.put("onsdag", remarks=("Plan!K14",))
    assert word.put("onsdag", remarks=("Plan!K15",)) == Stored(word.path, UNCHANGED, remarks=("Plan!K15",))
    retype(word.path, {"onsdag": "fredag"})
    assert word.put("onsdag", remarks=("Plan!K16",)) == Stored(word.path, KEPT, remarks=("Plan!K16",))
    assert word.put("torsdag", remarks=()) == Stored(word.path, KEPT, beside=word.beside())
    word.produced.clear()
    assert word.put("torsdag") == Stored(word.path, KEPT)
    assert word.produced == []


def test_a_paper_made_from_just_these_sources_is_known_without_looking_closer(word: WordDesk) -> None:
    sources = {"Plan!5": "a"}
    assert word.manifest.current(word.path, sources) is None
    word.put("onsdag", sources=sources, remarks=("Plan!K14",))
    assert word.manifest.current(word.path, sources) == Stored(word.path, UNCHANGED, remarks=("Plan!K14",))
    assert word.manifest.current(word.path, {"Plan!5": "b"}) is None
    retype(word.path, {"onsdag": "fredag"})
    assert word.manifest.current(word.path, sources) is None


def test_a_new_version_that_she_saves_at_this_moment_is_hers(word: WordDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    word.put("torsdag")
    real = word.manifest.memory.__class__.begin

    def save_meanwhile(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        retype(word.beside(), {"torsdag": "hendes"})

    with monkeypatch.context() as patched:
        patched.setattr("ctidocs.store.memory.Memory.begin", save_meanwhile)
        message = refusal(lambda: word.put("mandag"))[0]
    assert message == "25-014-cti-plan (ny).docx was changed just now, and is left alone"
    assert word.put("mandag") == Stored(word.path, KEPT, beside=word.beside("ny 2"))
    assert word.texts() == {"": "fredag", "ny": "hendes", "ny 2": "mandag"}


def test_a_paper_that_she_saves_while_it_is_looked_at_is_left_for_the_next_run(
    word: WordDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})
    before = {word.path: "the hash of what stood there a moment ago"}
    monkeypatch.setattr("ctidocs.store.paper.look", lambda path: before.get(path) or look(path))
    assert refusal(lambda: word.put("torsdag"))[0] == "25-014-cti-plan.docx was changed just now, and is left alone"
    assert word.texts() == {"": "fredag"}


def _refuse(*_arguments: object, **_names: object) -> None:
    raise CtidocsError("the disk is full")
