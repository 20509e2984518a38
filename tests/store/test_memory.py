"""The database by itself: what it keeps, what it lets go, and that nothing of a case stays when it is forgotten."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store.memory import FILE, FOLDER, Memory, Version
from tests.store.desk import NOW, refusal

HERS = Version(
    "output/25-014/25-014-cti-plan.docx", "a" * 64, "inputs", "cti-plan", case_id="25-014", sources='{"P":"1"}'
)
OTHER = Version("output/25-015/25-015-cti-plan.docx", "b" * 64, "inputs", "cti-plan", case_id="25-015")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    memory = Memory(tmp_path, now=NOW)
    yield memory
    memory.close()


def again(memory: Memory, root: Path) -> Memory:
    memory.close()
    return Memory(root, now=NOW)


def in_file(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((root / FOLDER).iterdir()))


def test_what_was_finished_is_known_at_once_and_in_the_next_run(memory: Memory, tmp_path: Path) -> None:
    memory.finish(HERS)
    memory.finish(OTHER)
    assert memory.made(HERS.path) == {HERS.bytes: HERS}
    memory = again(memory, tmp_path)
    assert memory.made(HERS.path) == {HERS.bytes: HERS}
    assert memory.all() == (HERS, OTHER)
    assert memory.papers() == ((HERS.path, "25-014"), (OTHER.path, "25-015"))
    memory.close()


def test_all_and_papers_know_what_was_finished_just_now(memory: Memory) -> None:
    memory.finish(HERS)
    assert memory.papers() == ((HERS.path, "25-014"),)
    memory.finish(OTHER)
    assert memory.all() == (HERS, OTHER)


def test_a_killed_run_leaves_what_it_began_and_takes_the_last_finish_with_it(memory: Memory, tmp_path: Path) -> None:
    begun = replace(HERS, inputs="", sources="")
    memory.begin(begun)
    memory.finish(HERS)
    memory._base.close()
    memory = Memory(tmp_path, now=NOW)
    assert memory.all() == (begun,)
    memory.finish(HERS)
    memory.begin(replace(OTHER, inputs=""))
    memory._base.close()
    memory = Memory(tmp_path, now=NOW)
    assert memory.all() == (HERS, replace(OTHER, inputs=""))
    memory.close()


def test_the_version_made_last_comes_last_and_alone_keeps_its_sources(memory: Memory, tmp_path: Path) -> None:
    second = replace(HERS, bytes="c" * 64)
    for version in (HERS, second, OTHER, HERS):
        memory.finish(version)
        memory.all()
    assert list(memory.made(HERS.path).values()) == [replace(second, sources=""), HERS]
    memory.finish(second)
    assert list(memory.made(HERS.path)) == [HERS.bytes, second.bytes], "also before it is written down"
    memory = again(memory, tmp_path)
    assert list(memory.made(HERS.path).values()) == [replace(HERS, sources=""), second]
    memory.close()


def test_a_case_that_is_forgotten_leaves_nothing_on_any_page_of_the_file(memory: Memory, tmp_path: Path) -> None:
    for number in range(400):  # many pages
        memory.finish(replace(HERS, bytes=f"{number:064}", remarks='["Plan!K14"]'))
        memory.finish(replace(OTHER, bytes=f"{number:064}"))
    memory.note_failed([], [("25-014", "cti-plan"), ("25-015", "cti-plan")])
    memory.note_quiet("run", '{"cases": ["25-014"]}')
    assert b"25-014" in in_file(tmp_path)
    memory.finish(HERS)
    memory.forget("25-014")
    memory.close()
    assert b"25-014" not in in_file(tmp_path)
    assert b"25-015" in in_file(tmp_path)
    memory = Memory(tmp_path, now=NOW)
    assert len(memory.made(OTHER.path)) == 400
    assert (memory.made(HERS.path), memory.quiet("run")) == ({}, None)
    assert memory.failed() == (("25-015", "cti-plan"),)
    assert list(memory.made(OTHER.path)) == [f"{number:064}" for number in range(400)], "in the order they were made"
    memory.close()


def test_a_case_is_off_every_page_also_where_the_last_step_fails(tmp_path: Path) -> None:
    class Full(sqlite3.Connection):
        def execute(self, sql: str, *arguments: object) -> sqlite3.Cursor:
            if sql == "VACUUM":
                raise sqlite3.OperationalError("the disk is full")
            return super().execute(sql, *arguments)  # type: ignore[arg-type]

    memory = Memory(tmp_path, now=NOW)
    for number in range(400):
        memory.finish(replace(HERS, bytes=f"{number:064}"))
        memory.finish(replace(OTHER, bytes=f"{number:064}"))
    memory.close()
    memory = Memory(tmp_path, now=NOW)
    memory._base.close()
    memory._base = sqlite3.connect(tmp_path / FOLDER / FILE, factory=Full)
    with pytest.raises(CtidocsError):
        memory.forget("25-014")
    memory.close()
    assert b"25-014" not in in_file(tmp_path)


def test_versions_of_a_time_before_the_case_was_remembered_are_forgotten_too(memory: Memory, tmp_path: Path) -> None:
    memory.finish(replace(HERS, bytes="0" * 64, case_id=""))
    memory.finish(HERS)
    memory.finish(OTHER)
    memory.forget("25-014")
    assert memory.all() == (OTHER,)
    memory.close()
    assert b"25-014" not in in_file(tmp_path)


def test_what_failed_is_remembered_until_it_is_tried_again(memory: Memory, tmp_path: Path) -> None:
    one, two, three = ("25-014", "cti-plan"), ("25-014", "compass"), ("25-015", "cti-plan")
    assert memory.failed() == ()
    memory.note_failed([one, two, three], [one, three, three])
    assert memory.failed() == (one, three)
    memory.note_failed([one, two], [two])
    memory = again(memory, tmp_path)
    assert memory.failed() == (three, two)
    memory.close()


def test_only_the_last_quiet_run_is_remembered(memory: Memory, tmp_path: Path) -> None:
    assert memory.quiet("one") is None
    memory.note_quiet("one", "first")
    memory.note_quiet("two", "second")
    memory = again(memory, tmp_path)
    assert (memory.quiet("one"), memory.quiet("two")) == (None, "second")
    memory.note_quiet("two", "third")
    assert memory.quiet("two") == "third"
    memory.close()


def test_a_database_of_an_earlier_version_gets_its_new_columns(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    with sqlite3.connect(tmp_path / FOLDER / FILE) as base:
        base.execute("CREATE TABLE made (path, bytes, inputs, document, at, PRIMARY KEY (path, bytes))")
        base.execute("INSERT INTO made VALUES ('p.docx', 'a', 'inputs', 'cti-plan', 'then')")
    base.close()
    before = in_file(tmp_path)
    known = Version("p.docx", "a", "inputs", "cti-plan", "then")
    dry = Memory(tmp_path, now=NOW, dry=True)
    assert dry.made("p.docx") == {"a": known}
    dry.finish(replace(known, bytes="b"))
    dry.close()
    assert in_file(tmp_path) == before
    memory = Memory(tmp_path, now=NOW)
    assert memory.made("p.docx") == {"a": known}
    memory.finish(replace(known, bytes="b", sealed=1))
    memory = again(memory, tmp_path)
    assert memory.made("p.docx") == {"a": known, "b": replace(known, bytes="b", sealed=1)}
    memory.close()


def test_a_dry_memory_of_a_database_that_is_not_there_is_empty_and_makes_none(tmp_path: Path) -> None:
    memory = Memory(tmp_path, now=NOW, dry=True)
    assert (memory.all(), memory.failed(), memory.quiet("run")) == ((), (), None)
    memory.begin(HERS)
    memory.note_failed([], [("25-014", "cti-plan")])
    assert memory.made(HERS.path) == {HERS.bytes: HERS}
    memory.close()
    assert list(tmp_path.iterdir()) == []


def test_a_dry_memory_knows_what_stands_there_and_changes_nothing(memory: Memory, tmp_path: Path) -> None:
    memory.finish(HERS)
    memory.close()
    before = in_file(tmp_path)
    dry = Memory(tmp_path, now=NOW, dry=True)
    assert dry.all() == (HERS,)
    dry.begin(OTHER)
    dry.forget("25-014")
    assert dry.all() == (OTHER,)
    dry.close()
    assert in_file(tmp_path) == before


@pytest.mark.parametrize("data", [b"no database " * 500, b"SQLite format 3\0" * 9])
def test_a_dry_memory_of_a_damaged_database_is_a_clear_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / FILE).write_bytes(data)
    assert refusal(lambda: Memory(tmp_path, now=NOW, dry=True))[0] == ".ctidocs/manifest.sqlite is damaged"
    assert in_file(tmp_path) == data


def test_a_dry_memory_reads_beside_a_run_that_is_at_work(memory: Memory, tmp_path: Path) -> None:
    memory.begin(HERS)
    dry = Memory(tmp_path, now=NOW, dry=True)
    assert dry.all() == (HERS,)
    dry.close()


def test_what_was_finished_is_lost_quietly_where_the_database_is_gone_at_the_end(memory: Memory) -> None:
    memory.finish(HERS)
    memory._base.close()
    memory.close()
