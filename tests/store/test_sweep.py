"""What killed runs left behind is removed, and nothing else (LIMITS 61)."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ctidocs.store.atomic import TEMPORARY, sweep, write_file
from tests.store.files import names

DEAD = 4_194_304  # beyond what Linux counts to: no process has this number


def left_behind(folder: Path, process: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{TEMPORARY}{process}-0a1b2c3d"
    path.write_bytes(b"half a paper")
    return path


def ended_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


@pytest.mark.parametrize("process", [DEAD, 10**30, "", "no number"])
def test_a_temporary_file_of_a_dead_run_is_removed(tmp_path: Path, process: object) -> None:
    left_behind(tmp_path, process)
    sweep(tmp_path)
    assert names(tmp_path) == []


def test_a_temporary_file_of_a_process_that_has_ended_is_removed(tmp_path: Path) -> None:
    left_behind(tmp_path, ended_process())
    sweep(tmp_path)
    assert names(tmp_path) == []


def test_a_temporary_file_with_our_own_number_is_from_an_earlier_process_of_that_number(tmp_path: Path) -> None:
    left_behind(tmp_path, os.getpid())
    sweep(tmp_path)
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="there it is not known who is alive")
def test_a_temporary_file_of_a_run_that_is_alive_stays(tmp_path: Path) -> None:
    alive = [left_behind(tmp_path, process) for process in (1, os.getppid())]
    sweep(tmp_path)
    assert sorted(path.name for path in alive) == names(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_run_of_another_user_is_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: int, _signal: int) -> None:
        raise PermissionError

    left_behind(tmp_path, DEAD)
    monkeypatch.setattr(os, "kill", refuse)
    sweep(tmp_path)
    assert len(names(tmp_path)) == 1


def test_on_windows_no_process_is_sent_a_signal_which_would_end_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = left_behind(tmp_path, os.getppid())
    windows = SimpleNamespace(name="nt", walk=os.walk)  # no `kill`; a Path of Windows cannot be made elsewhere
    monkeypatch.setattr("ctidocs.store.atomic.os", windows)
    sweep(tmp_path)
    assert not path.exists()


def test_every_folder_below_is_swept_unless_only_the_one_is_asked_for(tmp_path: Path) -> None:
    deep = left_behind(tmp_path / "output" / "25-014" / "til-hende", DEAD)
    here = left_behind(tmp_path, DEAD)
    sweep(tmp_path, below=False)
    assert (here.exists(), deep.exists()) == (False, True)
    sweep(tmp_path)
    assert not deep.exists()


def test_only_our_own_prefix_is_touched(tmp_path: Path) -> None:
    others = ["~$paper.docx", ".~lock.paper.docx#", f"x{TEMPORARY}1-a", ".ctidocs-tmp", "paper.docx", "paper.tmp"]
    for name in others:
        (tmp_path / name).write_bytes(b"hers")
    (tmp_path / f"{TEMPORARY}{DEAD}-folder").mkdir()
    sweep(tmp_path)
    assert names(tmp_path) == sorted([*others, f"{TEMPORARY}{DEAD}-folder"])


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_is_removed_and_not_followed(tmp_path: Path) -> None:
    elsewhere = left_behind(tmp_path / "elsewhere", DEAD)
    (tmp_path / "swept").mkdir()
    (tmp_path / "swept" / f"{TEMPORARY}{DEAD}-link").symlink_to(elsewhere)
    (tmp_path / "swept" / "folder").symlink_to(tmp_path / "elsewhere")
    sweep(tmp_path / "swept")
    assert names(tmp_path / "swept") == ["folder"]
    assert elsewhere.exists()


def test_a_file_that_cannot_be_removed_is_let_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError

    left_behind(tmp_path, DEAD)
    monkeypatch.setattr(Path, "unlink", refuse)
    sweep(tmp_path)
    assert len(names(tmp_path)) == 1


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    sweep(tmp_path / "output")
    assert names(tmp_path) == []


def test_what_a_write_uses_meanwhile_is_what_would_be_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _handle: seen.extend(names(tmp_path)))
    write_file(tmp_path / "paper.docx", b"new", replace=False)
    assert seen[0].startswith(f"{TEMPORARY}{os.getpid()}-")
