"""A run that is ended: by Ctrl-C, by the system, by a closed terminal, at any moment; and stdout that takes nothing."""

import fcntl
import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import Servers
from tests.faults.office import MAKE, copy_of, environment, given, left_behind, new_office, papers, run, women
from tests.faults.traced import WRITING, Moment, Server, needs_strace, touching

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")]
CODES = {"INT": 130, "TERM": 143, "HUP": 143}


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of ten women in which nothing is made yet: forty papers."""
    return new_office(tmp_path_factory.mktemp("forty") / "kontor", women(10))


@pytest.fixture(scope="module")
def all_forty(forty: Path) -> dict[str, str]:
    """Their papers after a run that nothing disturbed."""
    folder = copy_of(forty, forty.with_name("undisturbed"))
    assert run(folder, *MAKE).stderr == "10 cases: 40 made\n"
    return papers(folder)


def start(folder: Path, **more: object) -> "subprocess.Popen[str]":
    """The command, with every signal as in a terminal."""

    def as_in_a_terminal() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if isinstance(terminal := more.get("stderr"), int) and os.isatty(terminal):
            fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)

    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    command = [sys.executable, "-m", "ctidocs", *MAKE]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command, cwd=folder, env=environment(), text=True, preexec_fn=as_in_a_terminal, **streams
    )


def wait_for(process: "subprocess.Popen[str]", folder: Path, *, count: int) -> None:
    """Until so many papers lie there."""
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until and len(list(folder.glob("output/*/**/*.docx"))) < count:
        time.sleep(0.002)


@pytest.mark.parametrize(("name", "count"), [("INT", 17), ("TERM", 1), ("HUP", 33)])
def test_a_run_of_forty_papers_that_is_ended_leaves_whole_files_and_the_next_ends_right(
    forty: Path, all_forty: dict[str, str], tmp_path: Path, name: str, count: int
) -> None:
    folder = copy_of(forty, tmp_path / "kontor")
    process = start(folder)
    wait_for(process, folder, count=count)
    process.send_signal(getattr(signal, f"SIG{name}"))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (CODES[name], "", "interrupted" if name == "INT" else "")
    done = papers(folder)
    assert 0 < len(done) < len(all_forty)
    assert done.items() < all_forty.items()
    assert (left_behind(folder), given(folder)) == ([], given(forty))
    again = run(folder, *MAKE)
    assert (again.returncode, papers(folder), left_behind(folder)) == (0, all_forty, [])


@needs_strace
def test_an_ending_at_any_kind_of_call_leaves_no_temporary_file(brief: Path, servers: Servers, tmp_path: Path) -> None:
    undisturbed = copy_of(brief, tmp_path / "undisturbed")
    _answer, every = servers.one.moments(undisturbed, *MAKE, calls=(*WRITING, "close", "read"))
    moments = touching(every, undisturbed)
    chosen = [moment for at, moment in enumerate(moments) if "-tmp-" in moment.text or at % 25 == 0]
    before, after, people = papers(brief), papers(undisturbed), given(brief)

    def ended(server: Server, item: tuple[int, Moment]) -> str:
        at, moment = item
        name = tuple(CODES)[at % len(CODES)]
        folder = copy_of(brief, tmp_path / str(at))
        answer = server.injected(folder, *MAKE, at=moment, fault=f"signal={name}")
        now = papers(folder)
        torn = [paper for paper in now if now[paper] not in (before.get(paper), after.get(paper))]
        wrong = [*torn, *left_behind(folder), *(before.keys() - now.keys())]
        if answer.code != CODES[name] or "Traceback" in answer.err:
            wrong.append(str(answer))
        again = server(folder, *MAKE)
        if (again.code, papers(folder), left_behind(folder), given(folder)) != (0, after, [], people):
            wrong.append(f"the next run: {again}")
        return f"{name} at {moment}: {wrong}" if wrong else ""

    assert len(chosen) > 30
    assert [found for found in servers.for_each(list(enumerate(chosen)), ended) if found] == []


def test_a_terminal_that_is_closed_ends_the_run_and_leaves_whole_files(
    forty: Path, all_forty: dict[str, str], tmp_path: Path
) -> None:
    folder = copy_of(forty, tmp_path / "kontor")
    ours, its = os.openpty()
    process = start(folder, stdin=its, stdout=its, stderr=its, start_new_session=True)
    os.close(its)
    wait_for(process, folder, count=9)
    os.close(ours)
    assert process.wait(timeout=60) == 143
    assert papers(folder).items() < all_forty.items()
    assert left_behind(folder) == []
    assert (run(folder, *MAKE).returncode, papers(folder)) == (0, all_forty)


def nobody_reads() -> int:
    """A pipe whose reader has left, as `| head -1` does."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def full_disk() -> int:
    """What any write is refused by."""
    return os.open("/dev/full", os.O_WRONLY)


@pytest.mark.parametrize(
    ("stdout", "code", "told"),
    [
        (nobody_reads, 143, ""),
        (full_disk, 1, "what the command shows could not be written: the disk is full\n"
                       "    hint: make room on the disk, then run the command again\n"),
    ],
    ids=["no reader", "full"],
)  # fmt: skip
def test_papers_are_made_and_whole_where_what_is_shown_cannot_be(
    tmp_path: Path, stdout: Callable[[], int], code: int, told: str
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    folder = new_office(tmp_path / "kontor")
    handle = stdout()
    process = start(folder, stdout=handle)
    os.close(handle)
    _out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (code, told)
    assert left_behind(folder) == []
    assert run(folder, *MAKE).stderr == "1 case: 4 unchanged\n"
