"""`make bench`: ratios, each from interleaved runs on the same data. Absolute times prove nothing on a busy machine."""

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

Act = Callable[[], object]


@dataclass(frozen=True)
class Race:
    """Ours against another's (or against ourselves): `cpu` counts this process's own work only."""

    name: str
    ours: Act
    other: Act
    cpu: bool = True


def main() -> None:
    """Print one line a race: the median ratio other/ours, and the smallest and largest of its rounds."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        for make_race in (filling, drawing, reading, again, helping):
            race = make_race(Path(folder))
            ratios = _run(race, rounds)
            spread = f"({min(ratios):.1f}–{max(ratios):.1f})"
            sys.stdout.write(f"{race.name:<74} {statistics.median(ratios):7.1f} x  {spread}\n")


def _run(race: Race, rounds: int) -> list[float]:
    clock = time.process_time if race.cpu else time.perf_counter
    race.ours(), race.other()  # warm
    ratios = []
    for _round in range(rounds):
        ours, other = _took(race.ours, clock), _took(race.other, clock)
        ratios.append(other / ours)
    return ratios


def _took(act: Act, clock: Callable[[], float]) -> float:
    start = clock()
    act()
    return clock() - start


def filling(_folder: Path) -> Race:
    """Template.fill against docxtpl's plain loop, the same template and values."""
    from docxtpl import DocxTemplate

    from ctidocs.render.environment import danish
    from ctidocs.render.word import Template
    from tests.templates import template

    data = template(
        *("{{ navn }} " * 5 for _line in range(10)),
        rows=(
            ("Mål", "Frist"),
            ("{%tr for m in plan %}", ""),
            ("{{ m.mål }}", "{{ m.frist }}"),
            ("{%tr endfor %}", ""),
        ),
    )
    values = {"navn": "Åse", "plan": [{"mål": f"Mål {n}", "frist": date(2025, 4, 30)} for n in range(12)]}
    plain = {**values, "plan": [{"mål": row["mål"], "frist": danish(row["frist"])} for row in values["plan"]]}  # type: ignore[index]
    opened = Template(data)

    def theirs() -> None:
        for _paper in range(20):
            document = DocxTemplate(io.BytesIO(data))
            document.render(plain, autoescape=True)
            document.save(io.BytesIO())

    return Race(
        "fill, opened once: safe and strict, against docxtpl's loop",
        lambda: [opened.fill(values) for _ in range(20)],
        theirs,
    )


def drawing(_folder: Path) -> Race:
    """A compass for Word, vectors and fallback, against drawing it at every paper's fallback resolution twice."""
    from ctidocs.render.chart import Compass, Line
    from ctidocs.render.picture import compass_png, compass_svg

    compass = Compass(tuple(f"Emne {n}" for n in range(10)), (Line("Nu", tuple(range(1, 11)), "kvinden"),))
    return Race(
        "compass: the vectors alone, against the vectors with their fallback picture",
        lambda: [compass_svg(compass) for _ in range(10)],
        lambda: [(compass_svg(compass), compass_png(compass)) for _ in range(10)],
    )


def reading(folder: Path) -> Race:
    """Read and check the register against openpyxl merely reading it."""
    import openpyxl

    from ctidocs.check import check_register
    from ctidocs.demo import demo_rows
    from ctidocs.register.blank import workbook
    from ctidocs.register.read import read_register

    path = folder / "register.xlsx"
    path.write_bytes(workbook(_many(demo_rows(), rows=60_000)))

    def theirs() -> None:
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            for _row in sheet.iter_rows(values_only=True):
                pass
        book.close()

    return Race(
        "read and check a register of 60,000 rows, against openpyxl merely reading it",
        lambda: check_register(*read_register(path), on=date(2025, 10, 15)),
        theirs,
    )


def _many(demo: Mapping[Any, Any], *, rows: int) -> dict[str, tuple[Any, ...]]:
    """The demo's cases again and again under new numbers, until there are so many rows."""
    from ctidocs.register.schema import REFERRALS

    about = {sheet.name: found for sheet, found in demo.items() if sheet.per_case}
    cases = {row.case_id: at for at, row in enumerate(demo[REFERRALS])}
    times = rows // sum(map(len, about.values())) + 1

    def number(case_id: str, copy: int) -> str:
        serial = copy * len(cases) + cases[case_id]
        return f"{serial // 1000 + 20:02d}-{serial % 1000:03d}"

    kept = {sheet.name: tuple(found) for sheet, found in demo.items() if sheet.name != "Møder"}  # it names the cases
    return kept | {
        name: tuple(replace(row, case_id=number(row.case_id, copy)) for copy in range(times) for row in found)
        for name, found in about.items()
    }


def again(folder: Path) -> Race:
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

    return Race("make, the second time with nothing changed, against the first", lambda: make(root), first, cpu=False)


def helping(_folder: Path) -> Race:
    """ctidocs --help against a bare Click program; the aim is 0.7 or more (1.5 times as slow)."""
    bare = "import click\n@click.group()\ndef cli(): pass\ncli(['--help'])"
    ours = [sys.executable, "-m", "ctidocs", "--help"]

    def run(command: list[str]) -> Act:
        return lambda: [subprocess.run(command, capture_output=True, check=True) for _ in range(5)]

    return Race("ctidocs --help, against a bare Click program", run(ours), run([sys.executable, "-c", bare]), cpu=False)


if __name__ == "__main__":
    main()
