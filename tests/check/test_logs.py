"""A contact that stands both in the register and in a worker's own log."""

from datetime import date
from pathlib import Path
from typing import Any

from ctidocs.check.logs import contacts_in_two_files
from ctidocs.check.look import Look
from ctidocs.register.read import read_register
from tests.registers import register, said

CALL = {"Forløbsnr": "25-014", "Dato": date(2025, 2, 1), "Type": "telefon", "Minutter direkte": 20}


def check(ours: list[dict[str, Any]], folder: Path, **logs: list[dict[str, Any]]) -> list[str]:
    (folder / "kontaktlog").mkdir()
    own = [register({"Kontaktlog": rows}, to=folder / "kontaktlog" / f"{name}.xlsx") for name, rows in logs.items()]
    found, _problems = read_register(register({"Kontaktlog": ours}), logs=own)
    return said(tuple(contacts_in_two_files(Look(found, date(2025, 3, 1)))))


def test_a_contact_that_stands_in_two_files_is_a_warning_in_the_later(tmp_path: Path) -> None:
    other = CALL | {"Minutter direkte": 25}
    assert check([CALL], tmp_path, em=[other, CALL], lo=[other]) == [
        "Kontaktlog!A3 contact-twice (warning)",
        "Kontaktlog!A2 contact-twice (warning)",
    ]


def test_two_equal_contacts_in_one_file_may_both_have_been(tmp_path: Path) -> None:
    assert check([CALL, CALL], tmp_path, em=[CALL | {"Type": "møde"}] * 2) == []
