"""The workers' own logs: read as if their rows stood in the register, each with its own file in every address."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ctidocs.problems import Problem
from ctidocs.register.blank import workbook
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import CONTACTS
from ctidocs.workspace import own_logs
from tests.commands import Shell
from tests.registers import Rows, register, said
from tests.women import FULL, NR

DAY = date(2025, 2, 3)
CALL = {"Forløbsnr": NR, "Dato": DAY, "Type": "telefon", "Minutter direkte": 20}


def read(folder: Path, ours: dict[str, Rows], **logs: Rows) -> tuple[Register, tuple[Problem, ...]]:
    (folder / "kontaktlog").mkdir(exist_ok=True)
    for name, rows in logs.items():
        register({"Kontaktlog": rows}, to=folder / "kontaktlog" / f"{name}.xlsx")
    return read_register(register(ours, to=folder / "register.xlsx"), logs=own_logs(folder))


def files(problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem.place) for problem in problems]


def test_their_rows_stand_after_the_registers_own(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path, {"Kontaktlog": [CALL]}, em=[CALL | {"Minutter direkte": 5}], ab=[CALL | {"Minutter direkte": 7}]
    )
    assert problems == ()
    assert [(r.place.file, r.place.row, r.values.minutes_direct) for r in found.records(CONTACTS)] == [
        ("register.xlsx", 2, 20), ("kontaktlog/ab.xlsx", 2, 7), ("kontaktlog/em.xlsx", 2, 5),
    ]  # fmt: skip
    assert len(found.of_case(CONTACTS, NR)) == 3


def test_a_register_without_the_sheet_has_the_rows_all_the_same(tmp_path: Path) -> None:
    found, _problems = read(tmp_path, {}, em=[CALL])
    assert [row.on for row in found.rows(CONTACTS)] == [DAY]


def test_each_address_has_its_own_file_and_its_own_columns(tmp_path: Path) -> None:
    turned = [{"Type": "telefon", "Minutter direkte": "ti", "Dato": DAY, "Forløbsnr": NR}]
    found, problems = read(tmp_path, {"Kontaktlog": [CALL]}, em=turned)
    assert files(problems) == ["kontaktlog/em.xlsx:Kontaktlog!B2"]
    (record,) = (r for r in found.records(CONTACTS) if r.place.file != "register.xlsx")
    assert str(found.cell(CONTACTS, record, "on")) == "kontaktlog/em.xlsx:Kontaktlog!C2"
    assert str(found.cell(CONTACTS, found.records(CONTACTS)[0], "on")) == "register.xlsx:Kontaktlog!B2"


def test_the_offices_own_words_of_the_register_hold_in_a_log_too(tmp_path: Path) -> None:
    words = [{"Liste": "Type", "Værdi": "telefon", "Vises som": "ringet op"}]
    found, problems = read(tmp_path, {"Valglister": words}, em=[CALL | {"Type": "ringet op"}])
    assert ([row.type for row in found.rows(CONTACTS)], problems) == (["telefon"], ())


def test_a_log_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "kontaktlog").mkdir()
    (tmp_path / "kontaktlog" / "tom.xlsx").write_bytes(b"")
    (tmp_path / "kontaktlog" / "brev.xlsx").write_bytes(b"PK\x03\x04 nothing")
    found, problems = read(tmp_path, {}, em=[CALL])
    assert said(problems) == ["Kontaktlog unreadable-log", "Kontaktlog unreadable-log"]
    assert files(problems) == ["kontaktlog/brev.xlsx:Kontaktlog", "kontaktlog/tom.xlsx:Kontaktlog"]
    assert all(problem.message and problem.hint for problem in problems)
    assert len(found.rows(CONTACTS)) == 1


def test_a_workbook_without_the_sheet_is_told_with_what_it_was_perhaps_meant_to_be(tmp_path: Path) -> None:
    (tmp_path / "kontaktlog").mkdir()
    register({"Kontaklog": [CALL]}, to=tmp_path / "kontaktlog" / "em.xlsx")
    _found, problems = read(tmp_path, {})
    assert [(p.code, p.place.file) for p in problems] == [("missing-sheet", "kontaktlog/em.xlsx")]
    assert "Kontaklog" in problems[0].hint


def test_what_excel_and_libreoffice_leave_beside_an_open_log_is_no_log(tmp_path: Path) -> None:
    read(tmp_path, {}, em=[CALL])
    for name in ("~$em.xlsx", ".~lock.em.xlsx#", "noter.docx"):
        (tmp_path / "kontaktlog" / name).write_bytes(b"x")
    assert [path.name for path in own_logs(tmp_path)] == ["em.xlsx"]
    assert own_logs(tmp_path / "ingen") == ()


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, capsys)
    assert shell("new", "kontor").code == 0
    (tmp_path / "kontor" / "register.xlsx").write_bytes(workbook(FULL))
    return Shell(tmp_path / "kontor", capsys)


def log(office: Shell, **cells: Any) -> None:
    register({"Kontaktlog": [CALL | cells]}, to=office.folder / "kontaktlog" / "em.xlsx")


def test_check_tells_a_mistake_in_a_log_with_its_file_and_papers_that_read_no_log_are_made(office: Shell) -> None:
    log(office, Dato="i går")
    ran = office("check", "--on", "2025-05-20")
    assert "kontaktlog/em.xlsx:Kontaktlog!B2: not a date [not-a-date]\n" in ran.out
    assert ran.code == 1
    made = office("make", "cti-plan", "--on", "2025-05-20")
    assert ("1 case: 4 made" in made.err, made.code) == (True, 1)


def test_an_unknown_case_in_a_log_is_told_and_an_open_log_is_noted(office: Shell) -> None:
    log(office, Forløbsnr="25-041")
    (office.folder / "kontaktlog" / "~$em.xlsx").write_bytes(b"x")
    ran = office("check", "--on", "2025-05-20")
    assert "kontaktlog/em.xlsx:Kontaktlog!A2: the case number 25-041 is neither" in ran.out
    assert ran.err.startswith("em.xlsx is open in another program")
