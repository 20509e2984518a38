"""What the system may refuse: a full or failing disk, no rights, no hard links, a file held by Word."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import TEMPORARY, write_file
from tests.store.files import FULL, mode, names, posix, refuse


@pytest.mark.parametrize("replace", [True, False])
@pytest.mark.parametrize(("call", "number"), [("fsync", errno.ENOSPC), ("fsync", errno.EDQUOT), ("open", errno.ENOSPC)])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, replace: bool
) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(b"old")
    refuse(monkeypatch, call, number)
    with pytest.raises(CtidocsError) as caught:
        write_file(path, b"new", replace=replace)
    monkeypatch.undo()
    assert (caught.value.message, caught.value.hint) == (FULL, "make room on the disk, then run the command again")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["paper.docx"]


@pytest.mark.parametrize(("call", "replace"), [("fsync", True), ("replace", True), ("link", False)])
def test_a_failing_disk_leaves_the_old_state_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, replace: bool
) -> None:
    if replace:
        (tmp_path / "paper.docx").write_bytes(b"old")
    before = names(tmp_path)
    refuse(monkeypatch, call, errno.EIO)
    with pytest.raises(CtidocsError) as caught:
        write_file(tmp_path / "paper.docx", b"new", replace=replace)
    monkeypatch.undo()
    assert caught.value.message == "paper.docx could not be written"
    assert caught.value.hint == "close the file in Word, and check that you may write in the folder"
    assert names(tmp_path) == before


@pytest.mark.parametrize("ending", [KeyboardInterrupt, SystemExit])
def test_an_interrupted_write_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: type[BaseException]
) -> None:
    def end(_handle: int) -> None:
        assert names(tmp_path)[0].startswith(TEMPORARY)
        assert os.name == "nt" or mode(tmp_path / names(tmp_path)[0]) == 0o600
        raise ending

    monkeypatch.setattr(os, "fsync", end)
    with pytest.raises(ending):
        write_file(tmp_path / "paper.docx", b"new", replace=False)
    assert names(tmp_path) == []


@posix
def test_a_file_system_that_cannot_sync_a_folder_still_gets_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not here")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    write_file(tmp_path / "paper.docx", b"new", replace=False)
    assert (tmp_path / "paper.docx").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_without_hard_links_a_file_is_still_made_once_and_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refuse(monkeypatch, "link", number)
    write_file(tmp_path / "paper.docx", b"new", replace=False)
    assert (tmp_path / "paper.docx").read_bytes() == b"new"
    assert mode(tmp_path / "paper.docx") == 0o600
    with pytest.raises(CtidocsError) as caught:
        write_file(tmp_path / "paper.docx", b"newer", replace=False)
    assert caught.value.message == "paper.docx is there already"
    assert names(tmp_path) == ["paper.docx"]
    assert (tmp_path / "paper.docx").read_bytes() == b"new"


@posix
def test_without_hard_links_a_failing_disk_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "link", errno.EPERM)
    refuse(monkeypatch, "replace", errno.EIO)
    with pytest.raises(CtidocsError):
        write_file(tmp_path / "paper.docx", b"new", replace=False)
    assert names(tmp_path) == []


def test_a_file_that_windows_holds_for_a_moment_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = _held(monkeypatch, times=3)
    write_file(tmp_path / "paper.docx", b"new", replace=True)
    assert (tmp_path / "paper.docx").read_bytes() == b"new"
    assert len(tries) == 4


def test_a_file_that_stays_open_in_word_is_given_up_after_a_few_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "paper.docx").write_bytes(b"old")
    tries = _held(monkeypatch, times=1000)
    with pytest.raises(CtidocsError) as caught:
        write_file(tmp_path / "paper.docx", b"new", replace=True)
    assert caught.value.message == "paper.docx is open in another program"
    assert caught.value.hint == "close it in Word, then run the command again"
    assert len(tries) == 5
    assert names(tmp_path) == ["paper.docx"]
    assert (tmp_path / "paper.docx").read_bytes() == b"old"


def _held(monkeypatch: pytest.MonkeyPatch, *, times: int) -> list[int]:
    """Make os.replace fail as Windows does while another program holds the file; the tries are counted."""
    tries: list[int] = []
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        tries.append(1)
        if len(tries) <= times:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return tries


def test_a_folder_removed_meanwhile_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "25-014"
    real = os.open

    def remove_then_open(path: str, *arguments: int) -> int:
        if folder.exists():
            folder.rmdir()
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", remove_then_open)
    with pytest.raises(CtidocsError) as caught:
        write_file(folder / "paper.docx", b"new", replace=False)
    assert caught.value.message == "paper.docx could not be written: its folder is gone"


def test_a_file_where_a_folder_should_be_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"a file")
    for path in (tmp_path / "output", tmp_path / "output" / "25-014"):
        with pytest.raises(CtidocsError) as caught:
            write_file(path / "paper.docx", b"new", replace=False)
        assert caught.value.message == "the folder output cannot be made: a file has its name"


def test_a_folder_where_the_file_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").mkdir()
    for replace in (True, False):
        with pytest.raises(CtidocsError):
            write_file(tmp_path / "paper.docx", b"new", replace=replace)
    assert names(tmp_path) == ["paper.docx"]


@posix
def test_a_folder_without_the_right_to_write_is_a_clear_error(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    try:
        for path in (tmp_path / "paper.docx", tmp_path / "deeper" / "paper.docx"):
            with pytest.raises(CtidocsError) as caught:
                write_file(path, b"new", replace=False)
            assert caught.value.hint == "close the file in Word, and check that you may write in the folder"
    finally:
        tmp_path.chmod(0o700)


_LIMITED = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
from ctidocs.problems import CtidocsError
from ctidocs.store.atomic import write_file
for name, replace in (("old.docx", True), ("new.docx", False)):
    try:
        write_file(Path(sys.argv[1], name), b"x" * 500_000, replace=replace)
    except CtidocsError as error:
        print(error.message)
"""


@posix
def test_a_file_that_does_not_fit_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "old.docx").write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", _LIMITED, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "old.docx could not be written: the disk is full\nnew.docx could not be written: the disk is full\n"
    )
    assert (tmp_path / "old.docx").read_bytes() == b"old"
    assert names(tmp_path) == ["old.docx"]
