"""Programs for test_killed.py: write papers through the manifest, and die where they are told to."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ctidocs.store.manifest import Manifest, Origin, Outcome, Product

NOW = datetime(2025, 10, 15)


def paper(name: str, version: str) -> bytes:
    """The bytes of one paper: long enough to be torn, the same on every run."""
    return f"{name} {version} ".encode() * 3000


def make(root: Path, names: list[str], version: str) -> list[Outcome]:
    """Bring every paper to this version, as `ctidocs make` does."""
    manifest = Manifest(root, now=NOW)
    try:
        return [
            manifest.put(
                root / "output" / name, Origin(version, "d"), lambda name=name: Product(paper(name, version))
            ).outcome
            for name in names
        ]
    finally:
        manifest.close()


def _die_at(step: int) -> Callable[[], None]:
    """Count what is asked of the system; at the step, die as by kill -9."""
    taken = [0]

    def count() -> None:
        taken[0] += 1
        if taken[0] == step:
            os.kill(os.getpid(), signal.SIGKILL)

    real = os.fsync

    def fsync(handle: int) -> None:
        count()
        real(handle)
        count()

    os.fsync = fsync
    watched = {"open", "os.link", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect"}
    sys.addaudithook(lambda event, _arguments: count() if event in watched else None)
    return count


def die_at_every_step(root: Path, names: list[str]) -> None:
    """For each step of a run a folder of its own, in which the run died at that step; prints how many steps there are.

    Half of the papers stand there in their old version, one of them edited by a person.
    """
    step = 0
    finished = False
    while not finished:
        step += 1
        folder = root / str(step)
        make(folder, names[::2], "old")
        (folder / "output" / names[0]).write_bytes(b"hers")
        child = os.fork()
        if child == 0:
            _die_at(step)
            make(folder, names, "new")
            os._exit(0)
        finished = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    sys.stdout.write(str(step))


if __name__ == "__main__":
    what, root, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    everyone = [f"paper-{number:02}.docx" for number in range(count)]
    if what == "every-step":
        die_at_every_step(root, everyone)
    else:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        make(root, everyone, what)
