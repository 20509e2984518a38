"""Whole workbooks as people's programs leave them: what stands in one cell never harms the cells around it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from ctidocs.check import check_register
from ctidocs.problems import Level
from ctidocs.register.read import read_register
from ctidocs.register.schema import BUDGET, COURSES, KEY, NETWORK, SHEETS, Settings
from ctidocs.register.schema.around import NetworkLink
from ctidocs.register.schema.home import BudgetItem
from tests.register.hostile import book, row
from tests.registers import headers, new_path, read, register, said, settings_sheet, with_part

NR = "25-014"
DAY = date(2025, 2, 1)
OTHER = BudgetItem(NR, "mad", "variabel", 8.0)
PARTS = {"Visitation": 1, "Forløb": 2, "Opsætning": 3}  # where `register` writes a sheet; one of the test's own is 4
EVERY_ERROR = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!")


def budget() -> Path:
    """A register with two rows in Budget, which has a column of the team's own."""
    top = [*headers(BUDGET), "Mærke"]
    rows: list[Any] = [top, [NR, "husleje", "fast udgift", 7, "blå"], [NR, "mad", "variabel", 8, "rød"]]
    return register({"Budget": rows})


def with_cell(path: Path, sheet: str, **cells: str) -> Path:
    """A copy in which cells are as no writer would write them: address -> what follows its address in the XML."""

    def change(xml: str) -> str:
        for address, inside in cells.items():
            written = f'<c r="{address}" {inside}'
            xml, count = re.subn(f'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', lambda _old: written, xml)  # noqa: B023
            assert count == 1
        return xml

    return with_part(path, f"xl/worksheets/sheet{PARTS.get(sheet, 4)}.xml", change)


def error(code: str) -> str:
    """A cell that shows an error of Excel."""
    return f't="e"><v>{code}</v></c>'


def calculated(path: Path) -> Path:
    """A copy that does not ask to be calculated anew, as Excel saves it."""
    return with_part(path, "xl/workbook.xml", lambda xml: xml.replace(' fullCalcOnLoad="1"', ""))


def edited(sheets: dict[str, Any], change: Callable[[Workbook], object]) -> Path:
    """A register changed and saved by another program than the one that wrote it."""
    opened = load_workbook(register(sheets))
    change(opened)
    opened.save(path := new_path())
    return path


def told(path: Path) -> list[str]:
    return said(read_register(path)[1])


def budget_of(path: Path) -> list[tuple[BudgetItem, Any, frozenset[str]]]:
    """The rows of Budget: values, the team's own column, and what could not be read."""
    records = read_register(path)[0].records(BUDGET)
    return [(record.values, record.added.get("mærke"), record.broken) for record in records]


CELLS: dict[str, list[tuple[BudgetItem, Any, frozenset[str]]]] = {
    "A2": [],
    "B2": [],
    "C2": [(BudgetItem(NR, "husleje", None, 7.0), "blå", frozenset({"type"}))],
    "D2": [(BudgetItem(NR, "husleje", "fast udgift", None), "blå", frozenset({"amount"}))],
    "E2": [(BudgetItem(NR, "husleje", "fast udgift", 7.0), None, frozenset({"mærke"}))],
}
WRONG = {
    **{name: (error(name), "error-cell") for name in EVERY_ERROR},
    "no value": ("><f>1+1</f></c>", "formula-without-value"),
    "a shared formula without a value": ('><f t="shared" si="0"/></c>', "formula-without-value"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("address", CELLS)
def test_one_wrong_cell_is_told_once_and_takes_its_own_row_alone(address: str, name: str) -> None:
    """A key, a word, a number and a column of the team's own; a row without its key is no record."""
    inside, code = WRONG[name]
    path = with_cell(budget(), "Budget", **{address: inside})
    assert told(path) == [f"Budget!{address} {code}"]
    assert budget_of(path) == [*CELLS[address], (OTHER, "rød", frozenset())]
    assert read_register(path)[0].rows(BUDGET) == (OTHER,)


def test_an_error_in_a_date_a_truth_and_a_text_is_told_at_each() -> None:
    link: dict[str, Any] = {"Forløbsnr": NR, "Hvem": "a", "Formel": "ja", "Opgave": "nøgle", "Status": "ny"}
    course: dict[str, Any] = {"Forløbsnr": NR, "Afslutning": DAY}
    path = register({"Netværk": [link], "Forløb": [course]})
    path = with_cell(path, "Netværk", C2=error("#N/A"), D2=error("#REF!"), E2=error("#VALUE!"))
    path = with_cell(path, "Forløb", B2=error("#DIV/0!"))
    cells = ["Forløb!B2", "Netværk!C2", "Netværk!D2", "Netværk!E2"]
    assert told(path) == [f"{cell} error-cell" for cell in cells]
    (broken,) = read_register(path)[0].records(NETWORK)
    assert (broken.values, set(broken.broken)) == (NetworkLink(NR, "a"), {"formal", "task", "status"})


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("address", ["C1", "D1", "E1"])
def test_a_wrong_cell_among_the_headers_is_told_there(address: str, name: str) -> None:
    inside, code = WRONG[name]
    assert told(with_cell(budget(), "Budget", **{address: inside})) == [f"Budget!{address} {code}"]


@pytest.mark.parametrize("address", ["A1", "B1"])
def test_a_sheet_whose_key_has_an_error_as_its_header_has_no_rows(address: str) -> None:
    path = with_cell(budget(), "Budget", **{address: error("#N/A")})
    assert f"Budget!{address} error-cell" in told(path)
    assert budget_of(path) == []


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("address", ["A2", "B2"])
def test_a_setting_with_an_error_is_told_and_the_next_one_is_read(address: str, name: str) -> None:
    inside, code = WRONG[name]
    path = register({"Opsætning": settings_sheet({"Måneder pr. fase": 4, "Organisation": "Eksempelby"})})
    path = with_cell(path, "Opsætning", **{address: inside})
    assert told(path) == [f"Opsætning!{address} {code}"]
    assert read_register(path)[0].settings == Settings(organisation="Eksempelby")


@pytest.mark.parametrize("address", ["A1", "B1"])
def test_settings_with_an_error_as_a_header_are_one_error_and_not_read(address: str) -> None:
    path = register({"Opsætning": settings_sheet({"Måneder pr. fase": 4})})
    path = with_cell(path, "Opsætning", **{address: error("#N/A")})
    assert told(path) == ["Opsætning!1 missing-column"]
    assert read_register(path)[0].settings == Settings()


FORMULAS = {
    "B2": 't="str"><f>"hus"&amp;"leje"</f><v>husleje</v></c>',
    "C2": 't="str"><f>X9</f><v></v></c>',
    "D2": "><f>3+4</f><v>7</v></c>",
    "D3": '><f t="shared" si="0"/><v>9</v></c>',
    "E2": 't="b"><f>1=1</f><v>1</v></c>',
}
"""A text, an empty text, a number, one of a formula filled down, a truth."""


def test_the_values_of_calculated_formulas_are_the_cells() -> None:
    path = calculated(with_cell(budget(), "Budget", **FORMULAS))
    assert told(path) == []
    assert budget_of(path) == [
        (BudgetItem(NR, "husleje", None, 7.0), True, frozenset()),
        (BudgetItem(NR, "mad", "variabel", 9.0), "rød", frozenset()),
    ]  # fmt: skip


def test_values_that_may_be_old_are_used_and_told_once_a_sheet_at_the_first() -> None:
    path = with_cell(budget(), "Budget", **FORMULAS)
    assert told(path) == ["Budget!B2 stale-formula (warning)"]
    assert budget_of(path) == budget_of(calculated(path))


def test_formulas_that_a_program_saved_without_calculating_are_told_at_each_cell() -> None:
    def change(opened: Workbook) -> None:
        opened["Budget"]["D2"] = "=3+4"
        opened["Budget"]["E3"] = "=1/0"

    rows = [[*headers(BUDGET), "Mærke"], [NR, "husleje", None, 7], [NR, "mad", None, 8]]
    assert told(edited({"Budget": rows}, change)) == [
        "Budget!D2 formula-without-value", "Budget!E3 formula-without-value",
    ]  # fmt: skip


TYPES = ("nabo", "ven", "kollega")
PEOPLE: list[Any] = [headers(NETWORK), *[[NR, who, kind, None, 2] for who, kind in zip("abc", TYPES, strict=True)]]
MERGED: dict[str, tuple[list[str], list[tuple[int, set[str]]]]] = {
    "B2:B4": (["B2"], [(2, set())]),
    "A2:A4": (["A2"], [(2, set())]),
    "C2:C3": (["C2"], [(2, set()), (3, {"type"}), (4, set())]),
    "B2:E2": (["B2"], [(2, {"type", "formal", "ring"}), (3, set()), (4, set())]),
    "A2:H2": (["A2"], [(3, set()), (4, set())]),
    "A3:H4": (["A3"], [(2, set())]),
    "H2:J2": (["H2"], [(2, set()), (3, set()), (4, set())]),
    "J2:L4": ([], [(2, set()), (3, set()), (4, set())]),
}
"""Merged cells: the first cell of the range, and the rows that are left with what of them is broken."""


@pytest.mark.parametrize("area", MERGED)
def test_merged_cells_are_one_error_and_no_cell_under_them_is_told_as_blank(area: str) -> None:
    first, rows = MERGED[area]
    path = edited({"Netværk": PEOPLE}, lambda opened: opened["Netværk"].merge_cells(area))
    assert told(path) == [f"Netværk!{cell} merged-cells" for cell in first]
    assert [(r.place.row, set(r.broken)) for r in read_register(path)[0].records(NETWORK)] == rows


def test_what_is_merged_away_is_not_missing_either() -> None:
    referred = {"Forløbsnr": NR, "Indstillet dato": DAY, "Indstillet af": "krisecenter", "Handlekommune": 101}
    again = {"Forløbsnr": "25-015", "Indstillet dato": DAY, "Indstillet af": "krisecenter", "Handlekommune": 101}
    path = edited({"Visitation": [referred, again]}, lambda opened: opened["Visitation"].merge_cells("C2:C3"))
    found = check_register(*read_register(path), on=DAY)
    assert said([problem for problem in found if problem.level is not Level.INFO]) == ["Visitation!C2 merged-cells"]


@pytest.mark.parametrize(("area", "first"), [("B2:B3", "B2"), ("A3:B3", "A3")])
def test_merged_settings_are_one_error(area: str, first: str) -> None:
    sheet = settings_sheet({"Organisation": "Eksempelby", "Måneder pr. fase": 4})
    path = edited({"Opsætning": sheet}, lambda opened: opened["Opsætning"].merge_cells(area))
    assert told(path) == [f"Opsætning!{first} merged-cells"]


def test_a_header_merged_with_the_row_above_is_told_and_its_column_never_lost() -> None:
    rows = [[None, None, "Type"], ["Forløbsnr", "Hvem", None, "Ring"], [NR, "a", "nabo", 2]]
    path = edited({"Netværk": rows}, lambda opened: opened["Netværk"].merge_cells("C1:C2"))
    found, problems = read_register(path)
    assert said(problems) == ["Netværk!C1 merged-cells"] or found.rows(NETWORK) == (NetworkLink(NR, "a", "nabo"),)


def test_two_titles_merged_above_a_table_that_starts_at_c5_shift_no_address() -> None:
    indented = [[None, None, *cells] for cells in PEOPLE]

    def change(opened: Workbook) -> None:
        page = opened["Netværk"]
        page.merge_cells("C2:J2")
        page.merge_cells("C3:J4")
        page["E7"] = "#N/A"
        page["G8"] = "=1+1"
        page.merge_cells("D6:E6")

    path = edited({"Netværk": [[], [None, None, "Vores netværk"], [None, None, "2025"], [], *indented]}, change)
    assert told(path) == ["Netværk!D6 merged-cells", "Netværk!E7 error-cell", "Netværk!G8 formula-without-value"]


def test_rows_of_data_above_the_headers_are_each_a_warning_and_a_title_is_none() -> None:
    found, problems = read({"Netværk": [["Vores netværk", "2025"], PEOPLE[1], PEOPLE[2], PEOPLE[0], PEOPLE[3]]})
    assert problems == ["Netværk!2 row-above-headers (warning)", "Netværk!3 row-above-headers (warning)"]
    assert [link.who for link in found.rows(NETWORK)] == ["c"]


def test_blank_rows_by_the_thousand_between_rows_are_passed_over_and_counted() -> None:
    blank: list[list[Any]] = [[None, " "]] * 4_000
    found, problems = read({"Netværk": [PEOPLE[0], PEOPLE[1], *blank, PEOPLE[2], *blank, [NR, "c", "?"], *blank]})
    assert problems == ["Netværk!C8004 not-in-list"]
    assert [record.place.row for record in found.records(NETWORK)] == [2, 4003, 8004]


def test_a_register_all_hidden_and_filtered_reads_the_same_and_says_so_sheet_by_sheet() -> None:
    sheets: dict[str, Any] = {"Netværk": PEOPLE, "Opsætning": settings_sheet({"Måneder pr. fase": 4})}

    def hide(opened: Workbook) -> None:
        opened["Opsætning"].sheet_state = "veryHidden"
        opened["Netværk"].auto_filter.ref = "A1:H4"
        opened["Netværk"].auto_filter.add_filter_column(1, ["a"])
        for number in (3, 4):
            opened["Netværk"].row_dimensions[number].hidden = True
        opened["Netværk"].column_dimensions["E"].hidden = True

    shown, hidden = read_register(register(sheets))[0], read_register(path := edited(sheets, hide))[0]
    assert hidden.settings == shown.settings == Settings(phase_months=4)
    assert [hidden.rows(sheet) for sheet in SHEETS] == [shown.rows(sheet) for sheet in SHEETS]
    assert told(path) == ["Netværk hidden (info)", "Opsætning hidden (info)"]


DAYS = [date(1904, 1, 2), date(1999, 12, 31), date(2024, 2, 29), datetime(2025, 2, 1, 23, 59), date(2100, 12, 31)]


def test_a_book_that_counts_from_1904_reads_the_same_as_one_that_counts_from_1900() -> None:
    read_days = []
    for since_1904 in (False, True):
        path = new_path()
        with xlsxwriter.Workbook(path, {"date_1904": since_1904}) as made:
            page, form = made.add_worksheet("Forløb"), made.add_format({"num_format": "dd/mm/yyyy"})
            page.write_row(0, 0, ["Forløbsnr", "Afslutning"])
            for at, day in enumerate(DAYS, start=1):
                page.write_string(at, 0, f"25-{at:03}")
                page.write_datetime(at, 1, day, form)
        found, problems = read_register(path, sheets=(COURSES,))
        assert problems == ()
        read_days.append([course.closed_on for course in found.rows(COURSES)])
    assert read_days == [[date(day.year, day.month, day.day) for day in DAYS]] * 2


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        ("73415", date(2100, 12, 31)),
        ("73416", "date-out-of-range"),
        ("-0.5", "not-a-date"),
        ("1e9", "not-a-date"),
        ("NaN", "date-out-of-range"),
    ],
)
def test_a_day_by_its_number_is_right_or_an_error(serial: str, expected: object) -> None:
    day = row(2, NR).replace("</row>", f'<c r="B2" s="1"><v>{serial}</v></c></row>')
    path = book(row(1, "Forløbsnr", "Afslutning") + day, to=new_path(), name="Forløb")
    found, problems = read_register(path, sheets=(COURSES,))
    days: list[object] = [course.closed_on for course in found.rows(COURSES)]
    assert (days or [problem.code for problem in problems]) == [expected]


AMOUNTS: dict[str, tuple[Any, float | None]] = {
    "both signs": ("1.234,50", 1234.5),
    "blanks around it": (" 1.234 ", 1234.0),
    "both signs the other way": ("1,234.50", None),
    "a point for a comma": ("1234.50", None),
    "a blank for a point": ("1 234", None),
    "a sum that is a hair more": (0.1 + 0.2, 0.3),
    "minus nought": (-0.0, 0.0),
    "fifteen digits": (999_999_999_999_999, 999_999_999_999_999.0),
    "seventeen digits": (1e16, None),
    "a truth": (True, None),
    "less than nought": (-1, None),
}


@pytest.mark.parametrize("name", AMOUNTS)
def test_an_amount_typed_or_calculated_is_that_amount_or_an_error_at_its_cell(name: str) -> None:
    typed, amount = AMOUNTS[name]

    def change(opened: Workbook) -> None:
        opened["Budget"]["D2"] = typed

    path = edited({"Budget": [headers(BUDGET), [NR, "husleje", None, 1]]}, change)
    (only,) = read_register(path)[0].records(BUDGET)
    code = "out-of-range" if name == "less than nought" else "not-a-number"
    assert (only.values.amount, told(path)) == (amount, [f"Budget!D2 {code}"] if amount is None else [])
    assert repr(only.values.amount) == repr(amount)


@pytest.mark.parametrize("address", ["B2", "E2"])
@pytest.mark.parametrize("number", ["1e999", "NaN", "INF"])
def test_a_number_without_an_end_or_that_is_none_is_an_error_in_every_column(number: str, address: str) -> None:
    assert len(told(with_cell(budget(), "Budget", **{address: f"><v>{number}</v></c>"}))) == 1


def test_a_cpr_number_typed_as_a_number_has_its_nought_again_and_a_shorter_one_is_an_error() -> None:
    numbers = [101701234, "010170-1234", "01 01 70 1234", 1017012, None]
    rows: list[Any] = [{"Forløbsnr": f"25-{at:03}", "CPR": number} for at, number in enumerate(numbers, start=1)]
    found, problems = read_register(register({"Nøgle": rows}), sheets=(KEY,))
    assert said(problems) == ["Nøgle!B5 not-a-cpr"]
    assert [record.values.cpr for record in found.records(KEY)] == ["0101701234"] * 3 + [None, None]
