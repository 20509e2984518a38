"""The workers' own logs: read as if they stood in Kontaktlog, each under its own name (B13)."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import CONTACTS
from ctidocs.session import Session, open_session, own_logs
from ctidocs.workspace import open_workspace
from tests.register.hostile import book
from tests.registers import Rows, register
from tests.women import FULL, IN_PHASE_2, NR

DAY = date(2025, 2, 3)


def contact(**cells: Any) -> dict[str, Any]:
    """One row of a log."""
    row = {"Forløbsnr": NR, "Dato": DAY, "Medarbejder": "Mette Eksempel", "Type": "telefon", "Minutter direkte": 15}
    return row | {name.replace("_", " "): cell for name, cell in cells.items()}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace with a register that has one row in its own Kontaktlog."""
    (tmp_path / "ctidocs.toml").write_text('register = "register.xlsx"\non = 2025-05-20\n')
    register({"Kontaktlog": [contact()]}, to=tmp_path / "register.xlsx")
    (tmp_path / "kontaktlog").mkdir()
    return tmp_path


def log(office: Path, name: str, rows: Rows, *, sheet: str = "Kontaktlog", **more: Rows) -> Path:
    """A worker's own log: a workbook with one sheet and no other."""
    return register({sheet: rows, **more}, to=office / "kontaktlog" / name)


def reading(office: Path) -> tuple[Register, list[str]]:
    """The register with its logs, and what is wrong in the logs."""
    found, problems = read_register(office / "register.xlsx", logs=own_logs(office))
    return found, [f"{p.place} {p.code}" for p in problems if p.place.file.startswith("kontaktlog/")]


def rows_read(office: Path) -> list[tuple[str, int, int | None]]:
    """File, row and minutes of each contact."""
    found, _problems = reading(office)
    return [(r.place.file, r.place.row, r.values.minutes_direct) for r in found.records(CONTACTS)]


def test_rows_of_a_log_stand_after_the_registers_own_each_under_its_own_file(office: Path) -> None:
    log(office, "em.xlsx", [contact(Minutter_direkte=20), contact(Minutter_direkte=30)])
    log(office, "ab.xlsx", [contact(Minutter_direkte=40)])
    assert rows_read(office) == [
        ("register.xlsx", 2, 15), ("kontaktlog/ab.xlsx", 2, 40), ("kontaktlog/em.xlsx", 2, 20),
        ("kontaktlog/em.xlsx", 3, 30),
    ]  # fmt: skip


def test_a_log_has_its_own_order_of_columns_and_its_addresses_are_its_own(office: Path) -> None:
    turned = dict(reversed(contact(Minutter_direkte="mange").items()))
    log(office, "em.xlsx", [contact(), turned])
    log(office, "ab.xlsx", [turned])
    assert reading(office)[1] == [
        "kontaktlog/ab.xlsx:Kontaktlog!A2 not-a-whole-number", "kontaktlog/em.xlsx:Kontaktlog!E3 not-a-whole-number",
    ]  # fmt: skip


def test_a_rule_finds_the_cell_of_a_log_in_its_own_order_of_columns(office: Path) -> None:
    log(office, "em.xlsx", [dict(reversed(contact(Forløbsnr="25-999").items()))])
    session = opened(office)
    assert "kontaktlog/em.xlsx:Kontaktlog!E2" in {str(problem.place) for problem in session.errors}


def test_a_log_may_use_the_words_of_the_office(office: Path) -> None:
    words = {"Liste": "Type", "Værdi": "telefon", "Vores ord": "opkald"}
    own = {"Valglister": [dict(zip(headers_of_lists(), words.values(), strict=False))], "Kontaktlog": [contact()]}
    register(own, to=office / "register.xlsx")
    log(office, "em.xlsx", [contact(Type="opkald")])
    found, problems = reading(office)
    assert (problems, [row.type for row in found.rows(CONTACTS)]) == ([], ["telefon", "telefon"])


def headers_of_lists() -> list[str]:
    from ctidocs.register.schema import LIST_WORDS

    return [column.header for column in LIST_WORDS.columns]


UNREADABLE = {
    "damaged": (b"PK\x03\x04" + bytes(100), "em.xlsx is damaged"),
    "empty": (b"", "em.xlsx is empty"),
    "text": (b"hej", "em.xlsx is a text file, not an Excel workbook"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_log_that_cannot_be_read_is_an_error_of_its_file_and_the_others_are_read(name: str, office: Path) -> None:
    content, message = UNREADABLE[name]
    (office / "kontaktlog" / "em.xlsx").write_bytes(content)
    log(office, "ab.xlsx", [contact(Minutter_direkte=40)])
    found, problems = read_register(office / "register.xlsx", logs=own_logs(office))
    (problem,) = [p for p in problems if p.place.file.startswith("kontaktlog/")]
    assert (str(problem.place), problem.code, problem.message) == (
        "kontaktlog/em.xlsx:Kontaktlog", "unreadable-log", message,
    )  # fmt: skip
    assert problem.hint
    assert [row.minutes_direct for row in found.rows(CONTACTS)] == [15, 40]


def test_a_log_without_the_sheet_is_an_error_that_names_a_near_one(office: Path) -> None:
    path = office / "kontaktlog" / "em.xlsx"
    book(to=path, name="Kontaktlogg")
    book(to=path.with_name("ab.xlsx"), name="Ark1")
    _found, problems = read_register(office / "register.xlsx", logs=own_logs(office))
    told = [(str(p.place), p.code, p.hint) for p in problems if p.place.file.startswith("kontaktlog/")]
    assert told == [
        ("kontaktlog/ab.xlsx", "missing-sheet", "add the sheet; `ctidocs new` makes a workbook that has it"),
        (
            "kontaktlog/em.xlsx", "missing-sheet",
            "did you mean this with the sheet “Kontaktlogg”? Then give it its right name",
        ),
    ]  # fmt: skip


def test_the_other_sheets_of_a_log_are_not_looked_at(office: Path) -> None:
    log(office, "em.xlsx", [contact(Minutter_direkte=20)], Netværk=[{"Forløbsnr": "forkert", "Hvem": None}])
    found, problems = reading(office)
    assert (problems, len(found.rows(CONTACTS)), found.rows(CONTACTS)[1].minutes_direct) == ([], 2, 20)


def test_the_signs_that_a_log_is_open_are_no_logs_and_the_log_is_read_with_a_note(office: Path) -> None:
    log(office, "em.xlsx", [contact(Minutter_direkte=20)])
    for sign in ("~$em.xlsx", ".~lock.em.xlsx#", "~$ab.xlsx"):
        (office / "kontaktlog" / sign).write_bytes(b"\x05Mette" + bytes(60))
    assert [path.name for path in own_logs(office)] == ["em.xlsx"]
    session = opened(office)
    assert session.notes == ("em.xlsx is open in another program: what is not saved is not in it",)
    assert len(session.register.rows(CONTACTS)) == 2


def test_nothing_else_in_the_folder_is_a_log(office: Path) -> None:
    for name in ("notat.docx", "em.xls", "em.xlsx.bak", ".xlsx~"):
        (office / "kontaktlog" / name).write_bytes(b"x")
    assert own_logs(office) == ()
    shutil.rmtree(office / "kontaktlog")
    assert own_logs(office) == ()


def test_a_row_of_a_log_without_a_readable_key_is_lost_under_its_own_file(office: Path) -> None:
    log(office, "em.xlsx", [contact(), contact(Dato="i går"), contact(Forløbsnr="25-14")])
    found, problems = reading(office)
    assert problems == [
        "kontaktlog/em.xlsx:Kontaktlog!B3 not-a-date",
        "kontaktlog/em.xlsx:Kontaktlog!A4 not-a-case-number",
    ]
    assert found.lost[CONTACTS.name] == (("kontaktlog/em.xlsx", 3, NR), ("kontaktlog/em.xlsx", 4, None))
    assert ("kontaktlog/em.xlsx", 3) in found.rows_about(CONTACTS, NR)


def test_hidden_rows_of_a_log_are_read_and_told_of_in_its_own_file(office: Path) -> None:
    path = log(office, "em.xlsx", [contact(Minutter_direkte=20)])
    import openpyxl

    changed = openpyxl.load_workbook(path)
    changed["Kontaktlog"].row_dimensions[2].hidden = True
    changed.save(path)
    assert reading(office)[1] == ["kontaktlog/em.xlsx:Kontaktlog hidden"]
    assert rows_read(office)[1] == ("kontaktlog/em.xlsx", 2, 20)


def opened(office: Path) -> Session:
    return open_session(open_workspace(office, here=office), today=IN_PHASE_2)


def test_a_register_that_cannot_be_read_is_an_error_whatever_the_logs_hold(office: Path) -> None:
    log(office, "em.xlsx", [contact()])
    (office / "register.xlsx").unlink()
    with pytest.raises(CtidocsError):
        opened(office)


def test_an_error_in_a_log_does_not_stop_a_paper_that_reads_no_kontaktlog(office: Path) -> None:
    """The plan reads no Kontaktlog: it is made, whoever's row is wrong."""
    from datetime import datetime

    from ctidocs.session import chosen_cases, document_called, make_documents

    (office / "register.xlsx").write_bytes(workbook(FULL))
    log(office, "em.xlsx", [contact(Dato="i går")])
    session = opened(office)
    assert [f"{p.place} {p.code}" for p in session.errors] == ["kontaktlog/em.xlsx:Kontaktlog!B2 not-a-date"]
    summary = make_documents(
        session, [document_called("cti-plan")], chosen_cases(session), named=True, now=datetime(2025, 5, 20),
        watch=lambda _jobs: lambda _job: None,
    )  # fmt: skip
    assert (len(summary.made), summary.failed) == (4, [])
