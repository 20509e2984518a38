"""Two runs in one workspace: one waits for the other, and says for whom; a dead one's lock is nobody's."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store import lock
from tests.faults.office import MAKE, environment, given, left_behind, new_office, papers, run, women

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="locks and kill -9 of POSIX")]
BUSY = "another ctidocs is at work in this workspace"
HOLDER = """
import sys
from pathlib import Path
from ctidocs.store.lock import at_work
with at_work(Path(sys.argv[1]), tell=print):
    print("mine", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock, until it is told to let go."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    other = subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout and other.stdout.readline() == "mine\n"
        yield other
    finally:
        other.communicate()


def start(folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ctidocs", *MAKE]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=folder, env=environment(), text=True, **streams)  # type: ignore[call-overload,no-any-return]


def test_two_runs_at_once_over_three_hundred_papers_make_each_once(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "kontor", women(75))
    people = given(folder)
    both = [start(folder), start(folder)]
    done = [(process.communicate(timeout=240), process) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    (out, err), first = next(found for found in done if "waiting" not in found[0][1])
    (nothing, waited), _second = next(found for found in done if "waiting" in found[0][1])
    paths = out.splitlines()
    assert (err, len(paths), len(set(paths))) == ("75 cases: 300 made\n", 300, 300)
    told = f"{BUSY} (process {first.pid} on {platform.node()}); waiting for it\n"
    assert (nothing, waited) == ("", f"{told}75 cases: 300 unchanged\n")
    alone = new_office(tmp_path / "alone", women(75))
    assert run(alone, *MAKE).returncode == 0
    assert papers(folder) == papers(alone)
    assert len(papers(folder)) == 300
    assert (left_behind(folder), given(folder)) == ([], people)


def test_the_lock_of_a_process_that_was_killed_is_taken_over_at_once(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "kontor")
    with held(folder) as other:
        other.kill()
        other.wait()
        note = f"{other.pid} {platform.node()}"
        assert (folder / ".ctidocs" / "lock").read_text() == note
        assert run(folder, *MAKE).stderr == "1 case: 4 made\n"
    assert (folder / ".ctidocs" / "lock").read_text() == ""


def test_a_run_goes_on_as_soon_as_the_other_lets_go(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "kontor")
    with held(folder) as other:
        waiting = start(folder)
        assert waiting.stderr and other.stdin
        told = waiting.stderr.readline()
        assert told == f"{BUSY} (process {other.pid} on {platform.node()}); waiting for it\n"
        assert papers(folder) == {}
        other.stdin.close()
        other.stdin = None
        assert waiting.communicate(timeout=60)[1] == "1 case: 4 made\n"


def test_a_lock_that_is_held_longer_than_patience_names_the_process_and_the_machine(tmp_path: Path) -> None:
    told: list[str] = []
    with held(tmp_path) as other:
        who = f"{BUSY} (process {other.pid} on {platform.node()})"
        began = time.monotonic()
        with pytest.raises(CtidocsError) as caught, lock.at_work(tmp_path, tell=told.append, patience=0.4):
            raise AssertionError("two hold the lock")
        assert 0.4 <= time.monotonic() - began < 10
    assert (caught.value.message, caught.value.hint) == (
        who,
        "wait until it is done, or end it; then run the command again",
    )
    assert told == [f"{who}; waiting for it"]


@pytest.mark.parametrize(
    ("note", "shown"),
    [("4711 KRISECENTER-PC7", f"{BUSY} (process 4711 on KRISECENTER-PC7)"), ("", BUSY), ("nonsense", BUSY)],
)
def test_the_note_of_another_machine_is_told_while_the_lock_is_held_and_binds_nobody_when_not(
    tmp_path: Path, note: str, shown: str
) -> None:
    folder = new_office(tmp_path / "kontor")
    with held(folder):
        (folder / ".ctidocs" / "lock").write_text(note)
        with pytest.raises(CtidocsError) as caught, lock.at_work(folder, tell=lambda _text: None, patience=0.1):
            raise AssertionError("two hold the lock")
    assert caught.value.message == shown
    (folder / ".ctidocs" / "lock").write_text(note)
    assert run(folder, *MAKE).stderr == "1 case: 4 made\n"


def test_what_only_looks_waits_for_nobody(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "kontor")
    with held(folder):
        for command in (("check", "--on", "2025-05-20"), ("make", "--dry-run", *MAKE[1:]), ("log",), ("lint",)):
            ran = run(folder, *command, timeout=30)
            assert (command, ran.returncode, BUSY in ran.stderr) == (command, 0, False)
