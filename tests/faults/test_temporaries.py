"""What a killed run left is swept away by the next one; what a living run has, and what is not ours, is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ctidocs.store.atomic import TEMPORARY
from tests.faults.conftest import Servers
from tests.faults.office import MAKE, copy_of, left_behind, new_office, papers, run
from tests.faults.traced import needs_strace
from tests.women import NR

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="who is alive is known on POSIX")]


def a_dead_process() -> int:
    """The number of a process that ran, and does no more."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


@pytest.mark.parametrize("output", ["output", "../papirer"], ids=["within", "outside"])
def test_only_our_own_files_of_dead_runs_are_swept_in_the_output_folder_too(tmp_path: Path, output: str) -> None:
    folder = new_office(tmp_path / "kontor")
    config = folder / "ctidocs.toml"
    config.write_text(config.read_text("utf-8") + f'output = "{output}"\n', encoding="utf-8")
    assert run(folder, *MAKE).returncode == 0
    dead, alive = f"{TEMPORARY}{a_dead_process()}-0123abcd", f"{TEMPORARY}{os.getpid()}-0123abcd"
    others = (alive, "~$plan.docx", "plan.docx.tmp", f"x{dead}", dead.removeprefix("."), ".ctidocs", ".ctidocs-other")
    places = [folder / ".ctidocs", folder / output, folder / output / NR, folder / output / NR / "til-hende"]
    before = {place: sorted(path.name for path in place.iterdir()) for place in places}
    for place in places:
        for name in (dead, *others):
            (place / name).write_bytes(b"half a paper")
    assert run(folder, *MAKE).returncode == 0
    assert {place: sorted(path.name for path in place.iterdir()) for place in places} == {
        place: sorted((*names, *others)) for place, names in before.items()
    }


@needs_strace
def test_what_a_killed_run_leaves_outside_the_workspace_is_swept_by_the_next(
    busy: Path, servers: Servers, tmp_path: Path
) -> None:
    outside = tmp_path / "papirer"
    folder = copy_of(busy, tmp_path / "kontor")
    config = folder / "ctidocs.toml"
    config.write_text(config.read_text("utf-8") + 'output = "../papirer"\n', encoding="utf-8")
    trial = copy_of(folder, tmp_path / "trial" / "kontor")
    _answer, every = servers.one.moments(trial, *MAKE)
    linking = next(found for found in every if found.call in ("link", "linkat") and "papirer" in found.text)
    assert servers.one.injected(folder, *MAKE, at=linking, fault="signal=KILL").code == -9
    assert [path.name.startswith(TEMPORARY) for path in outside.rglob("*") if path.is_file()] == [True]
    assert run(folder, *MAKE).returncode == 0
    assert left_behind(outside) == []
    assert sorted(path.name for path in outside.rglob("*.docx")) == sorted(
        Path(name).name for name in papers(trial.parent / "papirer", output=".")
    )


def test_a_command_that_only_looks_sweeps_nothing(tmp_path: Path) -> None:
    folder = new_office(tmp_path / "kontor")
    left = folder / f"{TEMPORARY}{a_dead_process()}-0123abcd"
    left.write_bytes(b"half a paper")
    assert run(folder, "make", "--dry-run", *MAKE[1:]).returncode == 0
    assert left.read_bytes() == b"half a paper"
