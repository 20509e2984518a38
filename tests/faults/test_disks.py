"""Real disks that refuse: a small one that is full, one that may only be read, a limit on files; a folder that goes."""

import os
import resource
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import Servers
from tests.faults.office import EDITED, LATER, MAKE, copy_of, given, left_behind, papers, run
from tests.faults.traced import needs_strace
from tests.women import NR

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="disks and limits of POSIX")]
FULL = "could not be written: the disk is full\n    hint: make room on the disk, then run the command again\n"
IN_WORD = "    hint: close the file in Word, and check that you may write in the folder\n"


def _mount(*arguments: object) -> bool:
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode == 0


@contextmanager
def disk(folder: Path, *, size: str) -> Iterator[Path]:
    """A disk of this size on a folder. Skips where that is not allowed."""
    folder.mkdir()
    allowed = os.geteuid() == 0 and shutil.which("mount") is not None
    if not allowed or not _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder):
        pytest.skip("this user may not mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(scope="module")
def done(busy: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The papers after a run that nothing disturbed."""
    folder = copy_of(busy, tmp_path_factory.mktemp("done") / "kontor")
    assert run(folder, *MAKE).returncode == 0
    return papers(folder)


def whole(folder: Path, busy: Path, done: dict[str, str]) -> bool:
    """Whether every file is the old or the new one, nothing is gone, and nothing is left behind."""
    before, now = papers(busy), papers(folder)
    known = all(now[name] in (before.get(name), done.get(name)) for name in now)
    return known and before.keys() <= now.keys() and left_behind(folder) == [] and given(folder) == given(busy)


@pytest.mark.parametrize("room", [0, 40, 80, 120], ids="{} KB".format)
def test_a_full_disk_is_told_and_leaves_the_old_files_and_with_room_again_the_run_ends_right(
    busy: Path, done: dict[str, str], tmp_path: Path, room: int
) -> None:
    with disk(tmp_path / "disk", size="20m") as place:
        folder = copy_of(busy, place / "kontor")
        free = os.statvfs(place)
        with (place / "holiday.jpg").open("wb") as file:
            file.write(b"x" * max(0, free.f_bavail * free.f_frsize - room * 1024))
        ran = run(folder, *MAKE)
        assert ran.returncode == 1
        assert FULL in ran.stderr
        assert "Traceback" not in ran.stderr
        assert whole(folder, busy, done)
        (place / "holiday.jpg").unlink()
        assert run(folder, *MAKE).returncode == 0
        assert (papers(folder), left_behind(folder)) == (done, [])


def test_a_limit_on_the_size_of_files_is_told_as_a_full_disk(busy: Path, done: dict[str, str], tmp_path: Path) -> None:
    folder = copy_of(busy, tmp_path / "kontor")
    limit = 50_000  # the database is smaller, the papers of the woman with a compass are larger

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    ran = run(folder, *MAKE, preexec_fn=limited)
    assert (ran.returncode, f"{NR}-cti-plan-f1 (ny).docx {FULL}" in ran.stderr) == (1, True)
    assert whole(folder, busy, done)
    assert (run(folder, *MAKE).returncode, papers(folder), left_behind(folder)) == (0, done, [])


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder in which nothing can be written, by root neither."""
    if os.geteuid() != 0:
        mode = folder.stat().st_mode
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(mode)
    elif shutil.which("mount") is None or not _mount("--bind", folder, folder):
        pytest.skip("root may write everywhere, and may mount nothing here")
    else:
        try:
            assert _mount("-o", "remount,ro,bind", folder)
            yield
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_folder_that_may_only_be_read_stops_its_papers_and_no_others(
    busy: Path, done: dict[str, str], tmp_path: Path
) -> None:
    folder = copy_of(busy, tmp_path / "kontor")
    with read_only(folder / "output" / NR):
        ran = run(folder, *MAKE)
        assert ran.returncode == 1
        assert f"{NR} cti-plan-f1: {NR}-cti-plan-f1 (ny).docx could not be written\n{IN_WORD}" in ran.stderr
        assert len(ran.stdout.splitlines()) >= 2
        assert all(f"/{LATER}/" in line or "til-hende" in line for line in ran.stdout.splitlines())
    assert whole(folder, busy, done)
    assert (run(folder, *MAKE).returncode, papers(folder)) == (0, done)


def test_in_a_workspace_that_may_only_be_read_one_can_look_and_is_told_what_cannot_be_written(
    busy: Path, tmp_path: Path
) -> None:
    folder = copy_of(busy, tmp_path / "kontor")
    (folder / ".ctidocs" / "lock").unlink()
    with read_only(folder / ".ctidocs"):
        ran = run(folder, *MAKE)
        assert (ran.returncode, ran.stdout, ran.stderr) == (
            1,
            "",
            ".ctidocs/lock cannot be read or written\n    hint: check that you may write in the folder .ctidocs\n",
        )
        for command in (("check", *MAKE[2:]), ("log",), ("make", "--dry-run", *MAKE[2:]), ("lint",)):
            looked = run(folder, *command)
            assert (command, looked.returncode, "cannot be" in looked.stderr) == (command, 0, False)
    assert papers(folder) == papers(busy)


@needs_strace
def test_a_folder_that_is_removed_while_its_paper_is_written_stops_that_paper_and_no_other(
    busy: Path, servers: Servers, done: dict[str, str], tmp_path: Path
) -> None:
    trial = copy_of(busy, tmp_path / "trial")
    _answer, every = servers.one.moments(trial, *MAKE)
    waiting = next(found for found in every if found.call == "fsync" and f"output/{LATER}/" in found.text)
    folder = copy_of(busy, tmp_path / "kontor")
    hers = folder / "output" / LATER

    def remove() -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and not (hers.is_dir() and any(hers.iterdir())):
            time.sleep(0.002)
        time.sleep(0.1)
        shutil.rmtree(hers)

    other = threading.Thread(target=remove)
    other.start()
    answer = servers.one.injected(folder, *MAKE, at=waiting, fault="delay_enter=1500000")
    other.join()
    gone = f"{LATER} cti-plan-f1: {LATER}-cti-plan-f1.docx could not be written: its folder is gone\n"
    assert answer.code == 1
    assert gone + "    hint: run the command again; it makes the folder anew\n" in answer.err
    assert answer.err.endswith("2 cases: 2 made, 2 unchanged, 1 kept as changed by hand, 1 failed\n")
    assert whole(folder, busy, done)
    assert papers(folder)[EDITED] == done[EDITED]
    assert (run(folder, *MAKE).returncode, papers(folder)) == (0, done)
