"""A large office: ten thousand rows, hundreds of papers, and a thousand papers of one template in flat memory."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ctidocs.demo import demo_rows, demo_settings
from ctidocs.register.blank import workbook
from ctidocs.register.schema import REFERRALS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from Linux's /proc"),
]
MEASURED = """
import sys
from pathlib import Path
from ctidocs import cli
code = cli.run(sys.argv[1:])
most = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(code, int(most.split()[1]) // 1024, file=sys.stderr)
"""


def office(folder: Path, *, copies: int) -> int:
    """A workspace with the demo's cases so many times, under new numbers; how many rows there are."""
    demo = demo_rows()
    cases = {row.case_id: at for at, row in enumerate(demo[REFERRALS])}
    rows = {
        sheet.name: tuple(_renumbered(row, cases, copy) for copy in range(copies) for row in found)
        for sheet, found in demo.items()
        if sheet.per_case
    }
    rows |= {sheet.name: tuple(found) for sheet, found in demo.items() if not sheet.per_case and sheet.name != "Møder"}
    folder.mkdir()
    (folder / "ctidocs.toml").write_text('language = "en"\n', encoding="utf-8")
    (folder / "register.xlsx").write_bytes(workbook(rows, settings=replace(demo_settings(), number_series="")))
    return sum(map(len, rows.values()))


def _renumbered(row: Any, cases: Mapping[str, int], copy: int) -> Any:
    """The row under its copy's own case number, and its earlier course's, if it has one."""
    names = [name for name in ("case_id", "previous_case") if getattr(row, name, None)]
    return replace(row, **{name: _number(copy * len(cases) + cases[getattr(row, name)]) for name in names})


def _number(serial: int) -> str:
    return f"{20 + serial // 999:02d}-{serial % 999 + 1:03d}"


def made(folder: Path) -> tuple[int, int, str]:
    """The exit code, the megabytes it took at most, and the summary; the time is bounded by a time-out alone."""
    command = [sys.executable, "-c", MEASURED, "make", "cti-plan", "--on", "2025-10-15", "--root", str(folder)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=300)
    lines = ran.stderr.splitlines()
    code, megabytes = lines[-1].split()
    return int(code), int(megabytes), lines[-2]


def test_ten_thousand_rows_and_five_hundred_papers_take_bounded_memory(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    assert office(few, copies=1) < 5_000
    assert office(many, copies=4) > 10_000
    first, all_of_them = made(few), made(many)
    assert (first[0], first[2].partition(",")[0]) == (0, "28 cases: 134 made")
    assert (all_of_them[0], all_of_them[2].partition(",")[0]) == (0, "112 cases: 536 made")
    assert all_of_them[1] < 400
    assert all_of_them[1] < first[1] + 150  # the register itself is four times as large


PAPERS = """
import sys
from pathlib import Path
from ctidocs.render.word import Template
from tests.templates import template

def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

rows = (("{{ navn }}", "{{ mål }}"),)
opened = Template(template("Til {{ navn }}", rows=rows, header="{{ navn }}", title="{{ navn }}"))
def paper(number):
    return opened.fill({"navn": f"kvinde-{number}-", "mål": f"mål-{number}-" * 50})
for number in range(100):
    paper(number)
first = most()
for number in range(100, 1000):
    paper(number)
print(most() / first)
"""


def test_a_thousand_papers_of_one_template_take_no_more_memory_than_a_hundred() -> None:
    here = Path(__file__).parent.parent
    ran = subprocess.run([sys.executable, "-c", PAPERS], cwd=here, capture_output=True, encoding="utf-8", check=True)
    assert float(ran.stdout) < 1.1
