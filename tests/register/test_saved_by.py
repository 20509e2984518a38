"""The same workbook saved by XlsxWriter, openpyxl and LibreOffice reads the same."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ctidocs.check import check_register
from ctidocs.demo import DEMO_DAY, demo_rows, demo_settings
from ctidocs.problems import Level, Problem
from ctidocs.register.blank import workbook
from ctidocs.register.read import Record, read_register
from ctidocs.register.schema import NETWORK, SHEETS, Settings
from tests.registers import AWKWARD, Typed, register, said, settings_sheet

OFFICE = shutil.which("soffice")
NR = "25-014"
Saver = Callable[[Path, Path], Path]


def by_openpyxl(path: Path, folder: Path) -> Path:
    """A copy that openpyxl has opened and saved."""
    (folder / "openpyxl").mkdir()
    load_workbook(path).save(saved := folder / "openpyxl" / path.name)
    return saved


def by_libreoffice(path: Path, folder: Path) -> Path:
    """A copy that LibreOffice has opened and saved, with a profile of its own."""
    subprocess.run(
        [OFFICE or "", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "xlsx",
         "--outdir", folder / "libreoffice", path],
        check=True, capture_output=True, timeout=140,
    )  # fmt: skip
    return folder / "libreoffice" / path.name


needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
each_program = pytest.mark.parametrize(
    "save",
    [
        pytest.param(by_openpyxl, id="openpyxl"),
        pytest.param(by_libreoffice, id="LibreOffice", marks=[pytest.mark.slow, needs_office]),
    ],
)


@dataclass(frozen=True)
class Seen:
    """All that is read of a register, and what check says of it; what is only information is left out."""

    records: Mapping[str, tuple[Record[Any], ...]]
    settings: Settings
    problems: tuple[Problem, ...]


def seen(path: Path) -> Seen:
    found, problems = read_register(path)
    checked = check_register(found, problems, on=DEMO_DAY)
    return Seen(
        {sheet.name: found.records(sheet) for sheet in SHEETS if not sheet.vertical},
        found.settings,
        tuple(problem for problem in checked if problem.level is not Level.INFO),
    )


def the_demo(folder: Path) -> Path:
    """The demo's register as `ctidocs demo` lays it."""
    path = folder / "register.xlsx"
    rows = {sheet.name: rows for sheet, rows in demo_rows().items()}
    path.write_bytes(workbook(rows, settings=demo_settings()))
    return path


@pytest.mark.slow
@each_program
def test_the_demo_register_saved_by_another_program_reads_the_same(save: Saver, tmp_path: Path) -> None:
    first = seen(path := the_demo(tmp_path))
    assert first.settings == demo_settings()
    assert first.records["Kontaktlog"] and first.problems
    assert seen(save(path, tmp_path)) == first


CELLS: tuple[Typed, ...] = (
    date(2025, 2, 1), date(1900, 3, 1), datetime(2025, 2, 1, 10, 30), time(10, 30), 0, -1, 2.5, 0.1, 1e14, 1e-7,
    999_999_999_999_999, True, False, "TRUE", "1.250,50", " ", "007",
)  # fmt: skip
"""What stands in a column of the team's own."""


def awkward(folder: Path, changed: Mapping[str, str] = {}) -> Path:
    """A register of few rows with every text, number, date, hour and truth that programs like to change."""
    saved = [changed.get(text, text) for text in AWKWARD]
    texts = [{"Forløbsnr": NR, "Hvem": f"nr. {at}", "Opgave": text} for at, text in enumerate(saved, start=1)]
    own = [{"Forløbsnr": NR, "Hvem": f"egen {at}", "Vores": cell} for at, cell in enumerate(CELLS, start=1)]
    amounts = ["1.250,50", 0.1, 1e9, 12, "tolv", True]
    sheets: dict[str, Any] = {
        "Netværk": [*texts, *own],
        "Budget": [{"Forløbsnr": NR, "Post": f"{at}", "Kr. pr. måned": n} for at, n in enumerate(amounts)],
        "Forløb": [
            {"Forløbsnr": f"25-{at:03}", "Afslutning": day}
            for at, day in enumerate((date(2025, 2, 1), datetime(2025, 2, 1, 10, 30), time(10), "1.2.2025", 45689))
        ],
        "Opsætning": settings_sheet({"Organisation": "Sunne & <Søn>", "Projektstart": date(2024, 1, 1),
                                     "Eksempeldata": True, "Måneder pr. fase": 4}),
    }  # fmt: skip
    return register(sheets, to=folder / "register.xlsx")


CHANGED_BY: dict[Saver, dict[str, str]] = {
    by_openpyxl: {"_x0041_": "A"},  # it reads Excel's escapes but does not write them
    by_libreoffice: {"linje\r\nlinje": "linje\nlinje"},
}
"""What a program itself makes of a text: it stands so in its file."""


@each_program
def test_an_awkward_register_saved_by_another_program_reads_the_same(save: Saver, tmp_path: Path) -> None:
    (tmp_path / "expected").mkdir()
    expected = seen(awkward(tmp_path / "expected", CHANGED_BY[save]))
    found = seen(save(awkward(tmp_path), tmp_path))
    assert found.settings == expected.settings
    assert found.problems == expected.problems
    assert found.records == expected.records


def test_the_awkward_register_holds_what_it_is_meant_to(tmp_path: Path) -> None:
    found, problems = read_register(awkward(tmp_path))
    assert [link.task for link in found.rows(NETWORK)] == [*AWKWARD, *[None] * len(CELLS)]
    assert [record.added["vores"] for record in found.records(NETWORK)][len(AWKWARD) :] == [
        None if cell == " " else cell for cell in CELLS
    ]
    assert said(problems) == [
        "Forløb!B4 not-a-date", "Forløb!B6 not-a-date", "Netværk!C22 long-text (warning)", "Budget!C6 not-a-number",
        "Budget!C7 not-a-number",
    ]  # fmt: skip
