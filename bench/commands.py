"""Whole commands, each a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from bench.race import Act, Race
from bench.registers import many


def again(folder: Path) -> Iterator[Race]:
    """The second make of some 500 plans against the first: nothing changed, one row changed, another day."""
    import shutil

    def make(root: Path, day: str = "2025-10-15") -> None:
        command = [sys.executable, "-m", "ctidocs", "make", "cti-plan", "--root", root, "--on", day]
        subprocess.run(command, check=True, capture_output=True)

    root = many_courses(folder / "many")
    register, changed = ((root / name).read_bytes() for name in ("register.xlsx", "changed.xlsx"))

    def first() -> None:
        shutil.rmtree(root / "output", ignore_errors=True)
        (root / ".ctidocs" / "manifest.sqlite").unlink(missing_ok=True)
        make(root)

    def second() -> None:
        make(root)

    def one_row_more() -> None:
        (root / "register.xlsx").write_bytes(changed)
        make(root)
        (root / "register.xlsx").write_bytes(register)

    days = count()

    def another_day() -> None:
        make(root, f"2025-10-{16 + next(days) % 2}")

    name = "make of some 500 plans, the second time with {}, against the first"
    yield Race(name.format("nothing changed"), second, first, cpu=False)
    yield Race(name.format("one row changed"), one_row_more, first, cpu=False)
    yield Race(name.format("another day"), another_day, first, cpu=False)


def many_courses(root: Path) -> Path:
    """A workspace of some 110 courses without errors, each with its own scores."""
    from ctidocs.demo import demo_keys, demo_rows, demo_settings
    from ctidocs.new import new_workspace
    from ctidocs.register.blank import workbook
    from ctidocs.register.schema import KEY

    new_workspace(root, demo=True)
    rows = many({**demo_rows(), KEY: demo_keys()}, rows=16_000)
    keys = {KEY.name: rows.pop(KEY.name)}
    (root / "register.xlsx").write_bytes(workbook(rows, settings=demo_settings()))
    first, *rest = rows["Plan"]
    changed = {**rows, "Plan": (replace(first, activity="En ny aktivitet"), *rest)}
    (root / "changed.xlsx").write_bytes(workbook(changed, settings=demo_settings()))
    (root / "noegle.xlsx").write_bytes(workbook(keys, sheets=(KEY,), front=False))
    return root


def helping(_folder: Path) -> Iterator[Race]:
    """ctidocs --help against a bare Click program; the aim is 0.7 or more (1.5 times as slow)."""
    bare = "import click\n@click.group()\ndef cli(): pass\ncli(['--help'])"
    ours = [sys.executable, "-m", "ctidocs", "--help"]

    def run(command: list[str]) -> Act:
        return lambda: [subprocess.run(command, capture_output=True, check=True) for _ in range(5)]

    yield Race("ctidocs --help, against a bare Click program", run(ours), run([sys.executable, "-c", bare]), cpu=False)
