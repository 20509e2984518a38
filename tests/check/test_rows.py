"""What only shows across rows and sheets: duplicates, unknown numbers and names, what is to be filled in."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctidocs.check import check_register
from ctidocs.problems import Problem
from ctidocs.register.column import Column, Kind, Sheet
from ctidocs.register.read import read_register
from ctidocs.register.schema import SHEETS
from tests.registers import Rows, headers, register, said

NR = "25-014"
DAY = date(2025, 2, 1)
TODAY = date(2025, 2, 2)
REFERRED = {"Forløbsnr": NR, "Indstillet dato": DAY, "Indstillet af": "krisecenter", "Handlekommune": 101}
COURSE = {"Forløbsnr": NR, "Målgruppe": "andet"}
KNOWN: dict[str, Any] = {"Visitation": [REFERRED], "Forløb": [COURSE]}


def check(sheets: dict[str, Any]) -> list[str]:
    """What check says of a register with one referral and these sheets; new columns left out."""
    return [line for line in said(problems(sheets)) if "new-column" not in line]


def problems(sheets: dict[str, Any]) -> tuple[Problem, ...]:
    return check_register(*read_register(register(KNOWN | sheets)), on=TODAY)


def texts(sheets: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem.message, problem.hint) for problem in problems(sheets) if problem.code != "new-column"]


ROUND = {"Forløbsnr": NR, "Måling": "M0", "Dato": DAY, "Respondent": "kvinden"}


def test_a_compass_that_stands_twice_is_an_error_at_the_later_row_naming_the_first() -> None:
    rows = [ROUND, ROUND | {"Respondent": "medarbejder"}, ROUND | {"Dato": date(2025, 2, 2)}, ROUND]
    assert check({"Kompas": rows}) == ["Kompas!D4 duplicate", "Kompas!D5 duplicate"]
    assert texts({"Kompas": rows})[0] == (
        "the same Forløbsnr, Måling, Respondent stands in row 2 already", "correct one of them, or delete the row",
    )  # fmt: skip


def test_extra_rounds_and_other_items_may_stand_again() -> None:
    item = {"Forløbsnr": NR, "Punkt": "andet"}
    assert check({"Kompas": [ROUND | {"Måling": "ekstra"}] * 3, "Boligtjekliste": [item, item]}) == []


TWICE: dict[str, tuple[dict[str, Any], str]] = {
    "Visitation": (REFERRED, "A3"),
    "Forløb": ({"Forløbsnr": NR, "Målgruppe": "andet"}, "A3"),
    "Sikkerhed": ({"Forløbsnr": NR}, "A3"),
    "Børn": ({"Forløbsnr": NR, "Barn": "A"}, "B3"),
    "Udfald": ({"Forløbsnr": NR, "Tidspunkt": "start"}, "B3"),
    "Boligtjekliste": ({"Forløbsnr": NR, "Punkt": "budget"}, "B3"),
    "Medarbejdere": ({"Medarbejder": "Mette"}, "A3"),
    "Tilbud": ({"Tilbud": "Rådgivningen", "Tjekket": DAY}, "A3"),
    "Projektmål": ({"Kode": "BOLIG"}, "A3"),
    "Økonomi": ({"Periode": "2025-K3", "Post": "Løn"}, "B3"),
    "Metodetroskab": ({"Dato": DAY, "Nr": "P1"}, "B3"),
    "Kompas": (ROUND, "D3"),
}


@pytest.mark.parametrize("name", TWICE)
def test_what_is_unique_is_told_once_at_its_second_row(name: str) -> None:
    row, cell = TWICE[name]
    assert check({name: [row, row]}) == [f"{name}!{cell} duplicate"]


def test_every_unique_group_of_the_schema_is_tried_here() -> None:
    assert set(TWICE) == {sheet.name for sheet in SHEETS if sheet.unique}


def test_initials_are_unique_whatever_their_case_and_blank_ones_are_no_duplicates() -> None:
    people = [{"Medarbejder": name, "Initialer": initials} for name, initials in (("A", "em"), ("B", "EM"))]
    assert check({"Medarbejdere": people}) == ["Medarbejdere!B3 duplicate"]
    assert check({"Medarbejdere": [{"Medarbejder": "A", "Initialer": None}, {"Medarbejder": "B"}]}) == []


@pytest.mark.parametrize(
    "sheet", [s for s in SHEETS if not s.unique and not s.vertical and s.name != "Valglister"], ids=lambda s: s.name
)
def test_every_other_sheet_may_hold_the_same_row_twice(sheet: Sheet[Any]) -> None:
    row = {c.header: _value(c) for c in sheet.columns if c.key or c.required}
    assert [line for line in check({sheet.name: [row, row]}) if "duplicate" in line] == []


def _value(column: Column) -> Any:
    by_kind = {Kind.CASE: NR, Kind.DATE: DAY, Kind.WHOLE: 1, Kind.PERIOD: "2025", Kind.NUMBER: 1}
    return column.choices[0] if column.choices else by_kind.get(column.kind, "ja")


def test_an_unknown_case_number_is_an_error_with_the_nearest_known_one() -> None:
    courses = [{"Forløbsnr": "25-099", "Målgruppe": "andet"}]
    rows = [{"Forløbsnr": nr, "Hvem": "a"} for nr in (NR, "25-099", "25-041", "99-777")]
    assert check({"Forløb": courses, "Netværk": rows}) == ["Netværk!A4 unknown-case", "Netværk!A5 unknown-case"]
    assert texts({"Forløb": courses, "Netværk": rows}) == [
        ("the case number 25-041 is neither in Visitation nor in Forløb", "did you mean “25-014”?"),
        ("the case number 99-777 is neither in Visitation nor in Forløb", "add the case to Visitation"),
    ]


def test_a_case_whose_row_has_a_wrong_cell_is_known_all_the_same() -> None:
    broken = [{"Forløbsnr": "25-015", "Målgruppe": "andet", "Afslutning": "snart"}]
    assert check({"Forløb": broken, "Netværk": [{"Forløbsnr": "25-015", "Hvem": "a"}]}) == ["Forløb!C2 not-a-date"]


def test_an_earlier_course_and_the_case_of_a_meeting_have_to_be_known_too() -> None:
    courses = [{"Forløbsnr": NR, "Målgruppe": "andet", "Tidligere forløb": "20-001"}]
    meetings = [{"Mødenr": "V-1", "Art": "visitation", "Dato": DAY, "Forløbsnr": nr} for nr in (NR, "20-002", None)]
    assert check({"Forløb": courses, "Møder": meetings}) == ["Forløb!C2 unknown-case", "Møder!D3 unknown-case"]


def test_an_unknown_worker_is_an_error_whose_hint_gives_a_cell_and_no_name() -> None:
    workers = [{"Medarbejder": "Mette Eksempel"}, {"Medarbejder": "Åse Eksempel"}]
    log = [{"Forløbsnr": NR, "Dato": DAY, "Type": "telefon", "Medarbejder": name, "Minutter direkte": 5}
           for name in ("Mette Eksempel ", "A\u030ase Eksempel", "Mete Eksempel", "Xyz")]  # fmt: skip
    assert check({"Medarbejdere": workers, "Kontaktlog": log}) == [
        "Kontaktlog!D4 unknown-name",
        "Kontaktlog!D5 unknown-name",
    ]
    assert texts({"Medarbejdere": workers, "Kontaktlog": log}) == [
        ("this is not in the sheet Medarbejdere", "did you mean the one in Medarbejdere!A2?"),
        ("this is not in the sheet Medarbejdere", "choose from the list"),
    ]


def test_workers_are_free_while_their_sheet_is_empty() -> None:
    log = [{"Forløbsnr": NR, "Dato": DAY, "Type": "telefon", "Medarbejder": "hvem som helst", "Minutter direkte": 5}]
    assert check({"Kontaktlog": log}) == check({"Kontaktlog": log, "Medarbejdere": [["Medarbejder"]]}) == []


def test_what_is_always_required_is_listed_as_missing_after_the_errors() -> None:
    courses = [{"Forløbsnr": NR, "Målgruppe": None}, {"Forløbsnr": "25-015", "Målgruppe": "ukendt gruppe"}]
    pauses = [{"Forløbsnr": "25-016", "Fra": DAY, "Årsag": " "}]
    assert check({"Visitation": [{"Forløbsnr": NR}], "Forløb": courses, "Pauser": pauses}) == [
        "Forløb!B3 not-in-list",
        "Pauser!A2 unknown-case",
        "Visitation!2 missing (missing)",
        "Visitation!2 missing (missing)",
        "Visitation!2 missing (missing)",
        "Forløb!B2 missing (missing)",
        "Pauser!C2 missing (missing)",
    ]


def test_missing_says_which_column_where_the_sheet_does_not_have_it() -> None:
    referral: Rows = [{"Forløbsnr": NR, "Indstillet dato": None, "Indstillet af": "andet"}]
    assert texts({"Visitation": referral}) == [
        ("Handlekommune is to be filled in", "until then the papers leave it open"),
        ("this cell is to be filled in", "until then the papers leave it open"),
    ]  # fmt: skip


def test_within_a_level_problems_stand_in_reading_order() -> None:
    links = [{"Forløbsnr": "20-001", "Hvem": who, "Ring": ring} for who, ring in (("a", 4), ("b", 5))]
    sheets = {"Netværk": links, "Kompas": [ROUND, ROUND | {"1 Sikkerhed": 11}]}
    assert check(sheets) == [
        "Kompas!D3 duplicate", "Kompas!E3 not-a-score", "Netværk!A2 unknown-case", "Netværk!C2 out-of-range",
        "Netværk!A3 unknown-case", "Netværk!C3 out-of-range",
    ]  # fmt: skip


def test_the_columns_of_a_newer_version_are_named_as_information() -> None:
    older = {
        "Visitation": [headers(SHEETS[0])],
        "Forløb": [headers(SHEETS[1]), [NR, *[None] * 3, "andet"]],
        "Netværk": [["Forløbsnr", "Hvem", "Type", "Formel", "Ring", "Opgave"], [NR, "a"]],
    }
    found = problems(older)
    assert said(found) == ["Netværk new-column (info)"]
    assert (found[0].message, found[0].hint) == (
        "the sheet does not have Fra start, Status", "add what you want to use; a blank register has every column",
    )  # fmt: skip


MARK = "Fatimaqq"


@given(data=st.data())
@settings(max_examples=40)
def test_no_message_holds_a_text_from_a_cell(data: st.DataObject) -> None:
    sheet: Sheet[Any] = data.draw(st.sampled_from([s for s in SHEETS if not s.vertical]))
    cells = st.sampled_from(
        [MARK, f"{MARK} ja", f"{MARK}\x01", MARK * 40, f"25-014 {MARK}", NR, "Mettre " + MARK, None]
    )
    rows = data.draw(st.lists(st.tuples(*(cells for _ in sheet.columns)), min_size=1, max_size=3))
    workers = [["Medarbejder", "Initialer"], [f"Mette {MARK}", MARK], [f"Mette {MARK}", MARK]]
    found = problems({"Medarbejdere": workers, sheet.name: [headers(sheet), *rows]})
    assert found
    assert [p for p in found if MARK.casefold() in (p.message + p.hint + str(p.place)).casefold()] == []


def test_no_message_holds_a_header_or_a_setting_that_a_person_made() -> None:
    sheets = {"Netværk": [["Forløbsnr", "Hvem", f"{MARK} navn", f"{MARK} 1", f"{MARK}-1", MARK], [NR, "a"]],
              "Opsætning": [["Indstilling", "Værdi"], [MARK, MARK], ["Sprogbrug", MARK]],
              "Valglister": [headers(SHEETS[-1]), [MARK, MARK, MARK], ["Type", MARK, MARK]]}  # fmt: skip
    found = problems(sheets)
    assert len(found) >= 6
    assert [p for p in found if MARK.casefold() in (p.message + p.hint).casefold()] == []
