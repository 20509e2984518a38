"""Each call that writes refused once, by a disk that is full or failing: told in one line, nothing torn, nothing lost.

Of the database's many calls every eighth is refused, of all others every one.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.conftest import Servers
from tests.faults.office import MAKE, copy_of, given, left_behind, papers
from tests.faults.traced import WRITING, Answer, Moment, Server, needs_strace, touching

pytestmark = [pytest.mark.slow, needs_strace]
SYNCS, ENDS = ("fsync", "fdatasync"), ("close", "unlink", "flock")
MANY = 8
FULL = "could not be written: the disk is full"
MAKE_ROOM = "    hint: make room on the disk, then run the command again"


@dataclass(frozen=True)
class Undisturbed:
    """What stood there before the run and after it, and what may be refused."""

    before: dict[str, str]
    after: dict[str, str]
    faults: list[tuple[Moment, str]]


@pytest.fixture(scope="module")
def undisturbed(brief: Path, servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = copy_of(brief, tmp_path_factory.mktemp("undisturbed") / "kontor")
    answer, every = servers.one.moments(folder, *MAKE, calls=(*WRITING, "close", "flock"))
    assert answer.code == 0
    written = ("output", ".ctidocs")  # what is only read, and closed again, is another matter
    moments = [found for found in touching(every, folder) if any(f"kontor/{name}" in found.text for name in written)]
    of_the_base = [moment for moment in moments if "manifest.sqlite" in moment.text]
    chosen = [moment for moment in moments if moment not in of_the_base[::MANY] and moment in of_the_base]
    faults = [(moment, fault) for moment in moments if moment not in chosen for fault in _faults(moment)]
    return Undisturbed(papers(brief), papers(folder), faults)


def _faults(moment: Moment) -> tuple[str, ...]:
    """Two for what writes papers, in turn one of them for what writes the database."""
    every = ("EIO",) if moment.call in ENDS else ("ENOSPC", "EIO") if moment.call in SYNCS else ("EDQUOT", "ENOSPC")
    return every if "output" in moment.text else every[moment.number % len(every) :][:1]


def test_a_refusal_at_any_call_is_told_in_a_line_and_the_next_run_ends_as_if_nothing_had_been(
    brief: Path, servers: Servers, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    people = given(brief)

    def refused(server: Server, fault: tuple[Moment, str]) -> str:
        moment, error = fault
        folder = copy_of(brief, tmp_path / f"{moment.call}-{moment.number}-{error}")
        answer = server.injected(folder, *MAKE, at=moment, fault=f"error={error}")
        wrong = [*_untold(answer, moment, error), *_torn(folder, undisturbed, answer)]
        if moment.call != "unlink" and left_behind(folder):
            wrong.append(f"left behind: {left_behind(folder)}")
        again = server(folder, *MAKE)
        if (again.code, papers(folder), left_behind(folder)) != (0, undisturbed.after, []):
            wrong.append(f"the next run: {again}, {left_behind(folder)}")
        if given(folder) != people:
            wrong.append("a file that people wrote is another")
        shutil.rmtree(folder)
        return f"{error} at {moment}: {'; '.join(wrong)}" if wrong else ""

    calls = {(moment.call, error) for moment, error in undisturbed.faults}
    assert {("write", "ENOSPC"), ("write", "EDQUOT"), ("fsync", "EIO"), ("close", "EIO"), ("link", "ENOSPC")} <= calls
    assert [found for found in servers.for_each(undisturbed.faults, refused) if found] == []


def _untold(answer: Answer, moment: Moment, error: str) -> list[str]:
    """What is wrong in what the run says."""
    lines = answer.err.splitlines()
    wrong = [] if answer.code in (0, 1) else [f"exit code {answer.code}"]
    if answer.code == 0:
        return wrong
    file = ".docx" if "output" in moment.text else ".ctidocs/"
    told = [at for at, line in enumerate(lines) if file in line or "til-hende could" in line or "25-015 could" in line]
    if not any(lines[at + 1 : at + 2] and lines[at + 1].startswith("    hint: ") for at in told):
        wrong.append("no line names the file and what to do")
    if error in ("ENOSPC", "EDQUOT") and "output" in moment.text and not _tells_full(lines):
        wrong.append("it does not say that the disk is full")
    if "Traceback" in answer.err or "Errno" in answer.err:
        wrong.append("a traceback")
    return [*wrong, answer.err] if wrong else []


def _tells_full(lines: list[str]) -> bool:
    return MAKE_ROOM in lines and any(line.endswith(FULL) for line in lines)


def _torn(folder: Path, undisturbed: Undisturbed, answer: Answer) -> list[str]:
    """What stands there after the refusal and is neither old nor new; all must be new where the run says so."""
    before, after, now = undisturbed.before, undisturbed.after, papers(folder)
    torn = [f"{name} is torn" for name in now if now[name] not in (before.get(name), after.get(name))]
    torn += [f"{name} is gone" for name in before if name not in now]
    return torn + (["it says that all is done"] if answer.code == 0 and now != after else [])
