"""A register with 60 different mistakes: exactly those cells are told, and marked in the copy; nothing else changes."""

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ctidocs.annotate import COLOURS, LIST_SHEET
from ctidocs.problems import Level
from tests.commands import Ran, Shell
from tests.registers import register
from tests.sixty_mistakes import MISTAKES, TODAY, case, sixty_mistakes
from tests.workbooks import needs_validator, validator_errors

TOLD = [
    f"register.xlsx:{sheet}!{one.split()[0]} {one.split()[1]}"
    for sheet, cells in MISTAKES.items()
    for one in cells.split(", ")
]
CELLS = [told.partition(":")[2].split()[0] for told in TOLD]
ON = ("--on", TODAY.isoformat())


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A workspace whose register has the 60 mistakes."""
    assert Shell(tmp_path, capsys)("new", "kontor").code == 0
    (tmp_path / "kontor" / "register.xlsx").write_bytes(sixty_mistakes().read_bytes())
    return Shell(tmp_path / "kontor", capsys)


def in_text(ran: Ran) -> list[str]:
    """Address and code of each line that is no hint."""
    lines = [line for line in ran.out.splitlines() if not line.startswith("    ")]
    return [re.sub(r"^(\S+): .* \[([a-z0-9-]+)\]$", r"\1 \2", line) for line in lines]


def in_json(ran: Ran) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(ran.out)
    return found


def state(path: Path) -> tuple[str, int]:
    """What may not change of the register: its SHA-256, and when it was last written."""
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def test_there_are_60_mistakes_in_60_cells_of_many_sheets_and_kinds() -> None:
    assert len(TOLD) == len(set(CELLS)) == 60
    assert len(MISTAKES) >= 15
    assert len({told.split()[1] for told in TOLD}) >= 40


@pytest.mark.parametrize("lang", ["en", "da"])
def test_check_tells_exactly_those_cells_in_reading_order_and_exits_with_1(office: Shell, lang: str) -> None:
    ran = office("check", *ON, lang=lang)
    assert in_text(ran) == TOLD
    assert ran.err == ("register.xlsx: 60 errors\n" if lang == "en" else "register.xlsx: 60 fejl\n")
    assert ran.code == 1
    assert office("check", *ON, "--strict", "-v", lang=lang) == ran


@pytest.mark.parametrize("lang", ["en", "da"])
def test_check_tells_the_same_as_json(office: Shell, lang: str) -> None:
    ran = office("check", *ON, "--format", "json", lang=lang)
    assert [f"{one['file']}:{one['sheet']}!{one['cell']} {one['code']}" for one in in_json(ran)] == TOLD
    assert {one["level"] for one in in_json(ran)} == {"error"}
    assert ran.code == 1
    lines = office("check", *ON, lang=lang).out.splitlines()
    word = "tip" if lang == "da" else "hint"
    for one, line, hint in zip(in_json(ran), lines[::2], lines[1::2], strict=True):
        assert line.endswith(f": {one['message']} [{one['code']}]")
        assert hint == f"    {word}: {one['hint']}"


def test_every_message_and_hint_is_another_in_danish(office: Shell) -> None:
    english, danish = (in_json(office("check", *ON, "--format", "json", lang=lang)) for lang in ("en", "da"))
    for one, other in zip(english, danish, strict=True):
        same = {key for key in one if one[key] == other[key]}
        assert same == {"file", "sheet", "cell", "code", "level"}, one


# ---- the copy


def looks(path: Path) -> dict[str, tuple[Any, str, str]]:
    """Of each cell with a value, a ground or a comment: the value or formula, the ground, the comment."""
    found = {}
    for page in load_workbook(path).worksheets:
        for row in page.iter_rows():
            for cell in row:
                ground = cell.fill.fgColor.rgb if cell.fill.patternType else ""
                comment = cell.comment.text if cell.comment else ""
                if cell.value is not None or ground or comment:
                    found[f"{page.title}!{cell.coordinate}"] = (cell.value, ground, comment)
    return found


def test_the_copy_opens_and_exactly_those_cells_are_coloured_and_have_a_comment(office: Shell) -> None:
    ran = office("check", *ON, "--annotate", "kopi.xlsx", lang="da")
    assert in_text(ran) == TOLD
    assert ran.code == 1
    problems = in_json(office("check", *ON, "--format", "json", lang="da"))
    before, after = looks(office.folder / "register.xlsx"), looks(office.folder / "kopi.xlsx")
    of_register = {cell: look for cell, look in after.items() if not cell.startswith(LIST_SHEET)}
    assert {cell for cell, look in of_register.items() if before.get(cell) != look} == set(CELLS)
    for cell, one in zip(CELLS, problems, strict=True):
        value = before[cell][0] if cell in before else None
        comment = f"Fejl: {one['message']} [{one['code']}]\n{one['hint']}"
        assert of_register[cell] == (value, f"FF{COLOURS[Level.ERROR]}", comment)


def test_the_list_of_the_copy_has_60_rows_with_links_to_the_60_cells(office: Shell) -> None:
    office("check", *ON, "--annotate", "kopi.xlsx", lang="da")
    book = load_workbook(office.folder / "kopi.xlsx")
    page = book[LIST_SHEET]
    assert book.sheetnames[0] == LIST_SHEET
    rows = list(page.iter_rows(min_row=5))
    assert [row[0].value for row in rows] == list(range(1, 61))
    assert [row[1].value for row in rows] == CELLS
    links = [str(row[1].hyperlink.location) for row in rows if row[1].hyperlink]
    assert links == [f"'{sheet}'!{cell}" for sheet, cell in (one.split("!") for one in CELLS)]
    assert [row[5].value for row in rows] == [told.split()[1] for told in TOLD]
    assert {row[4].value for row in rows} == {"Fejl"}


def test_the_same_check_again_leaves_the_copy_as_it_is(office: Shell) -> None:
    office("check", *ON, "--annotate", "kopi.xlsx", lang="da")
    first = state(office.folder / "kopi.xlsx")
    office("check", *ON, "--annotate", "kopi.xlsx", lang="da")
    assert state(office.folder / "kopi.xlsx") == first


def test_nothing_ever_writes_into_the_register(office: Shell) -> None:
    first = state(office.folder / "register.xlsx")
    assert office("check", *ON).code == 1
    assert office("check", *ON, "--format", "json").code == 1
    assert office("check", *ON, "--annotate", "kopi.xlsx").code == 1
    assert office("make", *ON).code == 1
    assert state(office.folder / "register.xlsx") == first


@pytest.mark.parametrize("name", ["register.xlsx", "../kontor/register.xlsx", "symbolic.xlsx", "hard.xlsx"])
def test_a_copy_onto_the_register_itself_is_refused_whatever_it_is_called(office: Shell, name: str) -> None:
    own = office.folder / "register.xlsx"
    (office.folder / "symbolic.xlsx").symlink_to(own)
    (office.folder / "hard.xlsx").hardlink_to(own)
    first, files = state(own), sorted(office.folder.iterdir())
    ran = office("check", *ON, "--annotate", name)
    assert (state(own), sorted(office.folder.iterdir())) == (first, files)
    assert in_text(ran) == TOLD
    assert ran.code == 1
    assert " is what the command reads, and is never written\n    hint: " in ran.err


def test_a_copy_onto_a_merged_register_is_refused_too(office: Shell) -> None:
    register({"Visitation": [case(601)]}, to=office.folder.parent / "theirs.xlsx")
    register({"Visitation": [case(1)]}, to=office.folder / "register.xlsx")
    assert office("merge", "../theirs.xlsx", "--to", "samlet.xlsx", *ON).code == 0
    first = state(office.folder / "samlet.xlsx")
    office("check", *ON, "--register", "samlet.xlsx", "--annotate", "samlet.xlsx")
    assert state(office.folder / "samlet.xlsx") == first


@pytest.mark.slow
@needs_validator
def test_microsofts_validator_finds_no_error_in_the_copy_that_the_register_had_not(office: Shell) -> None:
    office("check", *ON, "--annotate", "kopi.xlsx")
    old, new = (validator_errors(office.folder / name) for name in ("register.xlsx", "kopi.xlsx"))
    assert {error[:2] for error in new} <= {error[:2] for error in old}


# ---- the workers' own logs


def test_a_mistake_in_a_workers_own_log_is_told_with_the_logs_name(office: Shell) -> None:
    row: dict[str, Any] = {"Forløbsnr": "25-001", "Dato": date(2025, 6, 3), "Medarbejder": "Mette", "Type": "telefon"}
    rows = [row | {"Sted": "kontor", "Minutter direkte": minutes} for minutes in (5, 10, 1500)]
    path = register({"Kontaktlog": rows})
    (office.folder / "kontaktlog" / "em.xlsx").write_bytes(path.read_bytes())
    at = "kontaktlog/em.xlsx:Kontaktlog!F4 out-of-range"
    told = in_text(office("check", *ON))
    assert [one for one in told if one not in TOLD] == [at]
    found = in_json(office("check", *ON, "--format", "json"))
    assert [one for one in found if one["file"] != "register.xlsx"] == [
        {
            "file": "kontaktlog/em.xlsx", "sheet": "Kontaktlog", "cell": "F4", "code": "out-of-range",
            "message": "the number is not between 0 and 1440", "hint": "correct the number", "level": "error",
        }
    ]  # fmt: skip
    office("check", *ON, "--annotate", "kopi.xlsx", lang="da")
    rows_listed = list(load_workbook(office.folder / "kopi.xlsx")[LIST_SHEET].iter_rows(min_row=5))
    in_the_log = [row for row in rows_listed if row[1].value == "kontaktlog/em.xlsx:Kontaktlog!F4"]
    assert [row[1].hyperlink for row in in_the_log] == [None]
    assert len(rows_listed) == 61
