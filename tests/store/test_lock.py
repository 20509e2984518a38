"""One run at a time (LIMITS 62): what can be shown in one process. Two handles exclude each other as two runs do."""

import errno
import os
import platform
from collections.abc import Callable
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store import lock
from ctidocs.store.lock import at_work
from tests.store.files import mode, posix

HINT = "wait until it is done, or end it; then run the command again"
OURS = f"another ctidocs is at work in this workspace (process {os.getpid()} on {platform.node()})"


def hear(said: list[str]) -> Callable[[str], None]:
    return said.append


def note(root: Path) -> str:
    return (root / ".ctidocs" / "lock").read_text()


def test_who_works_has_said_so_and_has_taken_it_back_at_the_end(tmp_path: Path) -> None:
    with at_work(tmp_path, tell=pytest.fail):
        assert note(tmp_path) == f"{os.getpid()} {platform.node()}"
    assert note(tmp_path) == ""
    with at_work(tmp_path, tell=pytest.fail):
        pass


@posix
@pytest.mark.usefixtures("open_umask")
def test_the_lock_is_private_under_an_open_umask(tmp_path: Path) -> None:
    with at_work(tmp_path, tell=pytest.fail):
        assert [mode(tmp_path / ".ctidocs"), mode(tmp_path / ".ctidocs" / "lock")] == [0o700, 0o600]


def test_a_second_run_tells_once_whom_it_waits_for_and_gives_up_naming_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(lock, "_PAUSE", 0.001)
    with at_work(tmp_path, tell=pytest.fail):
        with pytest.raises(CtidocsError) as caught, at_work(tmp_path, tell=hear(said), patience=0.05):
            pytest.fail("two at once")
        assert note(tmp_path) == f"{os.getpid()} {platform.node()}", "who gave up changed nothing"
    assert (caught.value.message, caught.value.hint) == (OURS, HINT)
    assert said == [f"{OURS}; waiting for it"]


def test_a_second_run_starts_when_the_first_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    first = at_work(tmp_path, tell=pytest.fail)
    first.__enter__()
    monkeypatch.setattr("time.sleep", lambda _seconds: first.__exit__(None, None, None))
    with at_work(tmp_path, tell=hear(said)):
        assert note(tmp_path) == f"{os.getpid()} {platform.node()}"
    assert said == [f"{OURS}; waiting for it"]


def test_a_run_without_patience_waits_for_nothing(tmp_path: Path) -> None:
    with (
        at_work(tmp_path, tell=pytest.fail),
        pytest.raises(CtidocsError),
        at_work(tmp_path, tell=pytest.fail, patience=0),
    ):
        pytest.fail("two at once")


def test_after_a_fault_the_next_run_starts_whatever_the_note_says(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), at_work(tmp_path, tell=pytest.fail):
        raise ZeroDivisionError
    assert note(tmp_path) != "", "as after a kill"
    with at_work(tmp_path, tell=pytest.fail, patience=0):
        pass


@pytest.mark.parametrize("left", ["4194304 another-machine", "no number", "", "\xff\xfe", "9" * 3000])
def test_the_note_of_a_dead_run_holds_nobody_up(tmp_path: Path, left: str) -> None:
    (tmp_path / ".ctidocs").mkdir()
    (tmp_path / ".ctidocs" / "lock").write_bytes(left.encode("latin-1"))
    with at_work(tmp_path, tell=pytest.fail, patience=0):
        assert note(tmp_path) == f"{os.getpid()} {platform.node()}"


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (b"77 krise-pc", "another ctidocs is at work in this workspace (process 77 on krise-pc)"),
        (b"", "another ctidocs is at work in this workspace"),
        (b"\xff\xfe half", "another ctidocs is at work in this workspace"),
    ],
)
def test_the_holder_is_named_as_far_as_it_has_said_so(tmp_path: Path, left: bytes, told: str) -> None:
    with at_work(tmp_path, tell=pytest.fail):
        (tmp_path / ".ctidocs" / "lock").write_bytes(left)
        with pytest.raises(CtidocsError) as caught, at_work(tmp_path, tell=pytest.fail, patience=0):
            pytest.fail("two at once")
    assert caught.value.message == told


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_on_a_drive_without_locks_the_work_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(lock, "_lock", refuse)
    with at_work(tmp_path, tell=pytest.fail, patience=0):
        pass


def test_another_fault_of_the_system_is_not_taken_for_a_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(CtidocsError) as caught, at_work(tmp_path, tell=pytest.fail, patience=0):
        pytest.fail("no lock")
    assert caught.value.message == ".ctidocs/lock cannot be read or written"


def test_a_full_disk_does_not_stop_the_work_for_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _text: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", refuse)
        with at_work(tmp_path, tell=pytest.fail):
            pass


def test_a_lock_file_that_cannot_be_opened_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / ".ctidocs" / "lock").mkdir(parents=True)
    with pytest.raises(CtidocsError) as caught, at_work(tmp_path, tell=pytest.fail):
        pytest.fail("no lock")
    assert caught.value.message == ".ctidocs/lock cannot be read or written"
    assert caught.value.hint == "check that you may write in the folder .ctidocs"
