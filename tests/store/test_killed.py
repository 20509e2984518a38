"""kill -9 at every step, and at random moments: each file is whole-old or whole-new, and the next run ends right."""

import os
import random
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ctidocs.store.atomic import TEMPORARY
from ctidocs.store.manifest import Outcome
from tests.store.killed import make, paper

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 and fork")
REPOSITORY = Path(__file__).parents[2]
NEW = "paper-00 (ny).docx"


def names(count: int) -> list[str]:
    return [f"paper-{number:02}.docx" for number in range(count)]


def start(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.store.killed", *map(str, arguments)]
    return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)


def papers(folder: Path) -> dict[str, bytes]:
    """The papers in the output folder; what a killed run left behind is private, and is left out."""
    found = {}
    for path in (folder / "output").iterdir():
        if path.name.startswith(TEMPORARY):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        else:
            found[path.name] = path.read_bytes()
    return found


@pytest.mark.slow
def test_a_run_killed_at_any_step_leaves_whole_files_and_the_next_run_ends_right(tmp_path: Path) -> None:
    everyone = names(4)
    child = start("every-step", tmp_path, len(everyone))
    steps = int(child.communicate()[0])
    assert steps > 40, "the run has many steps"
    finished = {name: paper(name, "new") for name in everyone} | {everyone[0]: b"hers", NEW: paper(everyone[0], "new")}
    assert papers(tmp_path / str(steps)) == finished
    for step in range(1, steps):
        folder = tmp_path / str(step)
        for name, data in papers(folder).items():
            origin = everyone[0] if name == NEW else name
            old = b"hers" if name == everyone[0] else paper(origin, "old")
            assert data in (old, paper(origin, "new")), f"{name} is torn after step {step}"
        make(folder, everyone, "new")
        assert papers(folder) == finished, f"the run after step {step} did not end right"
        assert set(make(folder, everyone, "new")) == {Outcome.UNCHANGED, Outcome.KEPT}


@pytest.mark.parametrize("seed", range(6))
def test_a_run_killed_at_a_random_moment_leaves_whole_files_and_the_next_run_ends_right(
    tmp_path: Path, seed: int
) -> None:
    everyone = names(50)
    make(tmp_path, everyone[::2], "old")
    child = start("new", tmp_path, len(everyone))
    assert child.stdout and child.stdout.readline() == "ready\n"
    wanted = random.Random(seed).randrange(1, len(everyone) // 2)
    while child.poll() is None and len(list((tmp_path / "output").iterdir())) < len(everyone) // 2 + wanted:
        time.sleep(random.Random(seed).random() / 1000)
    child.kill()
    child.communicate()
    for name, data in papers(tmp_path).items():
        assert data in (paper(name, "old"), paper(name, "new")), f"{name} is torn"
    make(tmp_path, everyone, "new")
    assert papers(tmp_path) == {name: paper(name, "new") for name in everyone}
    assert set(make(tmp_path, everyone, "new")) == {Outcome.UNCHANGED}
