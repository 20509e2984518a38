"""The workbook the tool makes from nothing: what a person sees in Excel."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ctidocs.check import check_register
from ctidocs.problems import CtidocsError
from ctidocs.register.blank import LONGEST_TEXT, READY_ROWS, OwnColumns, choices_of, workbook
from ctidocs.register.column import Kind, Sheet
from ctidocs.register.read import read_register
from ctidocs.register.schema import ALL_SHEETS, KEY, NETWORK, SHEETS, Settings
from ctidocs.register.schema.around import NetworkLink

BLANK = workbook()
BOOK = load_workbook(io.BytesIO(BLANK))
TABLES = [sheet for sheet in SHEETS if not sheet.vertical]
by_table = pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)


def test_the_front_sheet_stands_first_and_links_to_every_sheet() -> None:
    assert BOOK.sheetnames == ["Start her", *(sheet.name for sheet in SHEETS), "Lister"]
    page = BOOK["Start her"]
    links = {row[0].hyperlink.location: row[0].value for row in page.iter_rows(min_row=8)}
    assert links == {f"'{sheet.name}'!A1": sheet.name for sheet in SHEETS}
    assert {row[0].value: row[1].value for row in page.iter_rows(min_row=8)} == {
        sheet.name: sheet.help for sheet in SHEETS
    }


def test_the_lists_behind_the_drop_downs_are_hidden_and_left_out_where_there_are_none() -> None:
    assert BOOK["Lister"].sheet_state == "hidden"
    assert load_workbook(io.BytesIO(workbook(sheets=(KEY,), front=False))).sheetnames == ["Nøgle"]


@by_table
def test_every_header_stands_in_the_first_row_with_its_help_as_a_comment(sheet: Sheet[Any]) -> None:
    page = BOOK[sheet.name]
    assert [cell.value for cell in page[1]] == [column.header for column in sheet.columns]
    for cell, column in zip(page[1], sheet.columns, strict=True):
        assert cell.comment is not None
        lines = cell.comment.text.split("\n")
        assert lines[:2] == [column.help, f"Skrives som: {column.kind.value}."]
        assert ("Må aldrig være tom." in lines) == column.key


@by_table
def test_every_sheet_is_one_table_with_a_frozen_header(sheet: Sheet[Any]) -> None:
    page = BOOK[sheet.name]
    assert page.freeze_panes == ("B2" if sheet.per_case else "A2")
    (table,) = page.tables.values()
    assert [column.name for column in table.tableColumns] == [column.header for column in sheet.columns]
    assert table.ref.endswith("2") and table.autoFilter is not None


def test_the_leaders_sheets_have_grey_tabs() -> None:
    tabs = {name: BOOK[name].sheet_properties.tabColor for name in BOOK.sheetnames}
    grey = {name: color.rgb for name, color in tabs.items() if color is not None}
    assert grey == {sheet.name: "FFA6A6A6" for sheet in SHEETS if sheet.leaders}


def validations(sheet: Sheet[Any]) -> dict[str, Any]:
    """The validation of each column, by header."""
    rules = {str(rule.sqref): rule for rule in BOOK[sheet.name].data_validations.dataValidation}
    found = {}
    for at, column in enumerate(sheet.columns):
        letters = BOOK[sheet.name].cell(1, at + 1).column_letter
        if rule := rules.pop(f"{letters}2:{letters}{READY_ROWS + 1}", None):
            found[column.header] = rule
    assert rules == {}
    return found


@by_table
def test_list_columns_have_a_drop_down_of_the_schemas_words(sheet: Sheet[Any]) -> None:
    rules = validations(sheet)
    for column in sheet.columns:
        choices = choices_of(column)
        if choices:
            rule = rules[column.header]
            match = re.fullmatch(r"Lister!\$(\w+)\$1:\$\w+\$(\d+)", rule.formula1)
            assert rule.type == "list" and match
            page = BOOK["Lister"]
            assert tuple(page[f"{match[1]}{n}"].value for n in range(1, int(match[2]) + 1)) == choices
        elif column.refers_to:
            assert rules[column.header].formula1 == f"'{column.refers_to}'!$A$2:$A$200"
        else:
            assert column.header not in rules or rules[column.header].type in ("date", "whole", "decimal")


@by_table
def test_input_messages_stand_only_on_list_and_number_columns(sheet: Sheet[Any]) -> None:
    rules = validations(sheet)
    numbers = (Kind.WHOLE, Kind.NUMBER, Kind.YEAR)
    wanted = [c.header for c in sheet.columns if choices_of(c) or c.refers_to or c.kind in numbers]
    assert [header for header, rule in rules.items() if rule.prompt] == wanted
    assert {header: rules[header].prompt for header in wanted} == {
        column.header: column.help for column in sheet.columns if column.header in wanted
    }


@by_table
def test_dates_look_like_dates_and_codes_stay_text(sheet: Sheet[Any]) -> None:
    widths = BOOK[sheet.name].column_dimensions.values()
    forms = {at: d.number_format for d in widths for at in range(d.min, d.max + 1)}
    for at, column in enumerate(sheet.columns, start=1):
        form = forms[at]
        if column.kind is Kind.DATE:
            assert form == "dd/mm/yyyy"
        if column.kind in (Kind.CASE, Kind.MONTH, Kind.PERIOD, Kind.CPR, Kind.TEXT):
            assert form == "@"


def test_the_settings_stand_with_their_defaults_and_what_they_mean() -> None:
    rows = list(BOOK["Opsætning"].iter_rows(values_only=True))
    assert rows[0] == ("Indstilling", "Værdi", "Forklaring")
    settings = next(sheet for sheet in SHEETS if sheet.vertical)
    assert [row[0] for row in rows[1:]] == [column.header for column in settings.columns]
    assert dict(row[:2] for row in rows)["Måneder pr. fase"] == 3
    assert all(row[2] for row in rows)


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = {"Netværk": (NetworkLink("25-014", "naboen"),)}
    assert workbook() == BLANK
    assert workbook(rows, settings=Settings(sample=True)) == workbook(rows, settings=Settings(sample=True))


def test_the_workbook_names_no_author_and_no_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(BLANK)) as file:
        parts = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy|author|Company)>([^<]+)<", "".join(parts)) == []


@pytest.mark.parametrize("sheet", [s for s in ALL_SHEETS if s not in SHEETS], ids=lambda sheet: sheet.name)
def test_the_other_workbooks_open_too(sheet: Sheet[Any]) -> None:
    book = load_workbook(io.BytesIO(workbook(sheets=(sheet,), front=False)))
    assert book.sheetnames == [sheet.name]


def test_check_finds_nothing_in_a_blank_register(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(BLANK)
    register, problems = read_register(tmp_path / "r.xlsx")
    assert check_register(register, problems, on=date(2025, 1, 1)) == ()
    assert register.settings == Settings()
    assert all(register.rows(sheet) == () for sheet in SHEETS)


def test_columns_of_the_teams_own_stand_last_in_the_table_and_read_back_as_they_were(tmp_path: Path) -> None:
    cells = ("=1+1", 2.5, True, None, date(2025, 1, 2), datetime(2025, 1, 2, 13, 30), time(8, 15), timedelta(hours=30))
    headers = ("Egen note", "Tal", "Sandt", "Tom", "Dag", "Tid", "Klokken", "Timer")
    own = {"Netværk": OwnColumns(headers, (cells,))}
    (tmp_path / "r.xlsx").write_bytes(workbook({"Netværk": (NetworkLink("25-014", "naboen"),)}, own=own))
    (record,) = read_register(tmp_path / "r.xlsx")[0].records(NETWORK)
    assert (record.values, tuple(record.added.values())) == (NetworkLink("25-014", "naboen"), cells)
    (table,) = load_workbook(tmp_path / "r.xlsx")["Netværk"].tables.values()
    assert [column.name for column in table.tableColumns] == [*(c.header for c in NETWORK.columns), *headers]


def test_a_text_too_long_for_a_cell_is_an_error_and_never_cut(tmp_path: Path) -> None:
    long = NetworkLink("25-014", "naboen", task="æ" * LONGEST_TEXT)
    (tmp_path / "r.xlsx").write_bytes(workbook({"Netværk": (long,)}))
    assert read_register(tmp_path / "r.xlsx")[0].rows(NETWORK) == (long,)
    with pytest.raises(CtidocsError, match="a text of 32768 characters is too long for a cell of Excel"):
        workbook({"Netværk": (NetworkLink("25-014", "naboen", task="æ" * (LONGEST_TEXT + 1)),)})
