"""A dry run tells what the run would do, and leaves every byte and every time as it is (LIMITS 68)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store.manifest import Stored
from tests.hands import retype, save_again
from tests.store.sealing import WORD
from tests.store.wordpapers import WordDesk, paper

Hands = Callable[[WordDesk], object]


def made(word: WordDesk) -> None:
    word.put("onsdag")


def edited(word: WordDesk) -> None:
    word.put("onsdag")
    retype(word.path, {"onsdag": "fredag"})


def edited_with_a_new_one(word: WordDesk) -> None:
    edited(word)
    word.put("torsdag")


def both_edited(word: WordDesk) -> None:
    edited_with_a_new_one(word)
    retype(word.beside(), {"torsdag": "hendes"})


def deleted(word: WordDesk) -> None:
    edited_with_a_new_one(word)
    word.path.unlink()


def restored(word: WordDesk) -> None:
    made(word)
    first = word.path.read_bytes()
    edited_with_a_new_one(word)
    word.path.write_bytes(first)


def saved(word: WordDesk) -> None:
    made(word)
    save_again(word.path)


def protected(word: WordDesk) -> None:
    word.put("onsdag", password=WORD)


def write_protected(word: WordDesk) -> None:
    made(word)
    word.path.chmod(0o400)


def foreign(word: WordDesk) -> None:
    word.path.parent.mkdir(parents=True)
    word.path.write_bytes(paper("fremmed"))


def same_bytes(word: WordDesk) -> None:
    word.path.parent.mkdir(parents=True)
    word.path.write_bytes(paper("mandag"))


def nothing(word: WordDesk) -> None:
    word.root.mkdir(exist_ok=True)


STATES = (
    nothing, made, edited, edited_with_a_new_one, both_edited, deleted, restored, saved, protected, write_protected,
    foreign, same_bytes,
)  # fmt: skip
RUNS: tuple[Any, ...] = (
    ("onsdag", {}),
    ("mandag", {}),
    ("fredag", {}),
    ("mandag", {"force": True}),
    pytest.param("mandag", {"password": WORD}, marks=pytest.mark.slow),
)


@pytest.fixture
def tidy(word: WordDesk) -> Iterator[WordDesk]:
    yield word
    for path in word.root.rglob("*.docx"):
        path.chmod(0o600)


def outcome(word: WordDesk, text: str, manner: dict[str, Any]) -> Stored | tuple[str, str]:
    try:
        return word.put(text, sources={"Plan!5": text}, remarks=(text,), **manner)
    except CtidocsError as error:
        return error.message, error.hint


@pytest.mark.parametrize(
    ("text", "manner"), [*RUNS, pytest.param("mandag", {"password": WORD}, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("hands", STATES)
def test_a_dry_run_foretells_the_run_and_writes_nothing(
    tidy: WordDesk, hands: Hands, text: str, manner: dict[str, Any]
) -> None:
    hands(tidy)
    before = tidy.state()
    foretold = outcome(tidy, text, manner | {"dry": True})
    assert outcome(tidy, text, manner | {"dry": True}) == foretold
    assert tidy.state() == before
    assert outcome(tidy, text, manner) == foretold


def test_a_dry_run_in_a_workspace_without_a_memory_makes_none(tmp_path: Path) -> None:
    word = WordDesk(tmp_path / "new", dry=True)
    word.manifest.memory.note_failed([], [("25-014", "cti-plan")])
    assert word.put("onsdag", dry=True).outcome == "made"
    word.manifest.close()
    assert list(tmp_path.iterdir()) == []
