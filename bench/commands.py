"""Whole commands, each a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.race import Act, Race


def again(folder: Path) -> Iterator[Race]:
    """The second make with nothing changed, against the first."""
    import shutil

    def make(root: Path) -> None:
        subprocess.run(
            [sys.executable, "-m", "ctidocs", "make", "cti-plan", "--root", root], check=True, capture_output=True
        )

    root = folder / "demo"
    subprocess.run([sys.executable, "-m", "ctidocs", "demo", root], check=True, capture_output=True)

    def first() -> None:
        shutil.rmtree(root / "output")
        (root / ".ctidocs" / "manifest.sqlite").unlink()
        make(root)

    yield Race("make, the second time with nothing changed, against the first", lambda: make(root), first, cpu=False)


def helping(_folder: Path) -> Iterator[Race]:
    """ctidocs --help against a bare Click program; the aim is 0.7 or more (1.5 times as slow)."""
    bare = "import click\n@click.group()\ndef cli(): pass\ncli(['--help'])"
    ours = [sys.executable, "-m", "ctidocs", "--help"]

    def run(command: list[str]) -> Act:
        return lambda: [subprocess.run(command, capture_output=True, check=True) for _ in range(5)]

    yield Race("ctidocs --help, against a bare Click program", run(ours), run([sys.executable, "-c", bare]), cpu=False)
