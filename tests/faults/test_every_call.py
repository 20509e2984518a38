"""kill -9 before every call that may leave something on the disk, over a run with something of everything to do."""

import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ctidocs.store.atomic import TEMPORARY
from tests.faults.conftest import Servers
from tests.faults.office import EDITED, LATER, MAKE, copy_of, given, left_behind, papers, told
from tests.faults.traced import Moment, Server, needs_strace, touching

pytestmark = [pytest.mark.slow, needs_strace]
LOG = ("log", "--format", "json")


@dataclass(frozen=True)
class Undisturbed:
    """What stood there before the run and after it, what people gave, what the log tells, and when it may be killed."""

    before: dict[str, str]
    after: dict[str, str]
    given: dict[str, tuple[str, int]]
    log: list[dict[str, Any]]
    moments: list[Moment]


@pytest.fixture(scope="module")
def undisturbed(brief: Path, servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = copy_of(brief, tmp_path_factory.mktemp("undisturbed") / "kontor")
    answer, moments = servers.one.moments(folder, *MAKE)
    assert (answer.code, left_behind(folder)) == (0, [])
    assert answer.err.endswith("2 cases: 3 made, 2 unchanged, 1 kept as changed by hand\n")
    log = told(servers.one(folder, *LOG).out)
    return Undisturbed(papers(brief), papers(folder), given(brief), log, touching(moments, folder))


def test_the_run_has_something_of_everything(undisturbed: Undisturbed) -> None:
    before, after = undisturbed.before, undisturbed.after
    new = sorted(set(after) - set(before))
    assert [name.split("/")[1:] for name in new if "(ny)" in name] == [["25-014", "25-014-cti-plan-f1 (ny).docx"]]
    assert [name for name in new if LATER in name and "til-hende" not in name] == [
        f"output/{LATER}/{LATER}-cti-plan-f1.docx"
    ]
    assert len([name for name in before if before[name] != after[name]]) == 1
    assert len([name for name in before if before[name] == after[name]]) == 3
    assert before[EDITED] == after[EDITED]
    kinds = {moment.call for moment in undisturbed.moments}
    assert {"openat", "write", "pwrite64", "fsync", "fdatasync", "link", "unlink", "mkdir"} < kinds
    assert kinds & {"rename", "renameat", "renameat2"}
    assert len(undisturbed.moments) > 120


def test_a_run_killed_at_any_call_leaves_whole_files_and_the_next_ends_as_if_nothing_had_been(
    brief: Path, servers: Servers, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    def killed(server: Server, moment: Moment) -> str:
        folder = copy_of(brief, tmp_path / f"{moment.call}-{moment.number}")
        if (code := server.injected(folder, *MAKE, at=moment, fault="signal=KILL").code) != -9:
            return f"{moment}: not killed, but {code}"
        wrong = [*_half_done(folder, undisturbed), *_at_the_end(server, folder, undisturbed)]
        shutil.rmtree(folder)
        return f"{moment}: {', '.join(wrong)}" if wrong else ""

    assert [found for found in servers.for_each(undisturbed.moments, killed) if found] == []


def _half_done(folder: Path, undisturbed: Undisturbed) -> list[str]:
    """What is not as it must be right after the kill."""
    before, after, now = undisturbed.before, undisturbed.after, papers(folder)
    wrong = [f"{name} is torn" for name in now if now[name] not in (before.get(name), after.get(name))]
    wrong += [f"{name} is gone" for name in before if name not in now]
    temporary = [path for path in folder.rglob("*") if TEMPORARY in path.name]
    wrong += [f"{path.name} is open to others" for path in temporary if stat.S_IMODE(path.stat().st_mode) != 0o600]
    return wrong + (["a file that people wrote is another"] if given(folder) != undisturbed.given else [])


def _at_the_end(server: Server, folder: Path, undisturbed: Undisturbed) -> list[str]:
    """What is not as it must be after the next run."""
    again = server(folder, *MAKE)
    log = told(server(folder, *LOG).out)
    return [
        *([f"the next run: {again}"] if again.code else []),
        *(["the papers are others"] if papers(folder) != undisturbed.after else []),
        *([f"the log tells something else: {log}"] if log != undisturbed.log else []),
        *([f"left behind: {left_behind(folder)}"] if left_behind(folder) else []),
        *(["a file that people wrote is another"] if given(folder) != undisturbed.given else []),
    ]
