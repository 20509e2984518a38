"""The declaration itself: what must hold of every sheet and column, so that all that reads it can rely on it."""

import re
from dataclasses import MISSING, fields
from typing import Any

import pytest

from ctidocs.problems import Level
from ctidocs.register.column import ALWAYS, Kind, Sheet, same_header, tag_of
from ctidocs.register.kinds import Fault, parser
from ctidocs.register.read import read_register
from ctidocs.register.schema import ALL_SHEETS, KEY, SAFETY_FILE, SHEETS
from tests.registers import headers, new_path, register

by_sheet = pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda sheet: sheet.name)
COLUMNS = [(sheet, column) for sheet in ALL_SHEETS for column in sheet.columns]
READER = re.compile(r"C(?:[1-9]|1[0-8]|20|4[ab]|7[abc])|R(?:[1-9]|1[0-9]|2[0-2]|9b|19b)|check|make|reader")


def test_the_sheets_stand_in_the_order_people_use_them_and_the_leaders_last() -> None:
    assert [sheet.name for sheet in SHEETS][:5] == ["Visitation", "Forløb", "Kompas", "Plan", "Kontaktlog"]
    assert [sheet.leaders for sheet in SHEETS] == sorted(sheet.leaders for sheet in SHEETS)
    assert sorted(sheet.number for sheet in ALL_SHEETS) == list(range(1, 31))


def test_only_three_sheets_must_be_there() -> None:
    assert {sheet.name for sheet in ALL_SHEETS if sheet.must_exist} == {"Opsætning", "Visitation", "Forløb"}


def test_the_key_workbook_and_the_safety_file_are_no_part_of_the_register() -> None:
    assert set(ALL_SHEETS) - set(SHEETS) == {KEY, SAFETY_FILE}


def test_only_these_are_unique() -> None:
    def shown(sheet: Sheet[Any]) -> list[str]:
        return [" + ".join(sheet.by_name[name].header for name in group) for group in sheet.unique]

    assert {sheet.name: shown(sheet) for sheet in ALL_SHEETS if sheet.unique} == {
        "Nøgle": ["Forløbsnr"], "Visitation": ["Forløbsnr"], "Forløb": ["Forløbsnr"], "Sikkerhed": ["Forløbsnr"],
        "Kompas": ["Forløbsnr + Måling + Respondent"], "Børn": ["Forløbsnr + Barn"],
        "Udfald": ["Forløbsnr + Tidspunkt"], "Boligtjekliste": ["Forløbsnr + Punkt"],
        "Medarbejdere": ["Medarbejder", "Initialer"], "Tilbud": ["Tilbud"], "Projektmål": ["Kode"],
        "Økonomi": ["Periode + Post"], "Metodetroskab": ["Dato + Nr"],
    }  # fmt: skip


def test_sheet_names_fit_excel_and_give_different_tags() -> None:
    assert all(0 < len(sheet.name) <= 31 and sheet.tag for sheet in ALL_SHEETS)
    assert len({sheet.tag for sheet in ALL_SHEETS}) == len(ALL_SHEETS)


@by_sheet
def test_every_column_of_a_sheet_has_a_tag_of_its_own(sheet: Sheet[Any]) -> None:
    tags = [column.tag for column in sheet.columns]
    assert all(tags)
    assert len(set(tags)) == len(tags)
    assert len({same_header(column.header) for column in sheet.columns}) == len(sheet.columns)


@by_sheet
def test_every_sheet_and_column_says_in_danish_what_it_is_for(sheet: Sheet[Any]) -> None:
    for text in (sheet.help, *(column.help for column in sheet.columns)):
        assert text == text.strip()
        assert text.endswith((".", "?", "…"))
        assert len(text) <= 255, "an input message of Excel holds no more"


@by_sheet
def test_every_column_is_read_by_a_document_a_rule_or_a_check(sheet: Sheet[Any]) -> None:
    unread = [c.header for c in sheet.columns if not c.readers or not all(map(READER.fullmatch, c.readers))]
    assert unread == []


@by_sheet
def test_a_key_is_never_also_required(sheet: Sheet[Any]) -> None:
    assert [column.header for column in sheet.keys if column.required] == []


@by_sheet
def test_unique_and_key_columns_exist(sheet: Sheet[Any]) -> None:
    assert {name for group in sheet.unique for name in group} <= set(sheet.by_name)
    assert set(sheet.by_name) == {f.name for f in fields(sheet.row)}


@by_sheet
def test_every_row_can_be_made_from_nothing(sheet: Sheet[Any]) -> None:
    assert all(f.default is not MISSING for f in fields(sheet.row))
    assert sheet.row() == sheet.row()


@by_sheet
def test_a_sheet_about_a_woman_begins_with_the_case_number(sheet: Sheet[Any]) -> None:
    first = sheet.columns[0]
    assert sheet.per_case == (first.header == "Forløbsnr" and first.key)


@by_sheet
def test_lists_stand_where_they_belong(sheet: Sheet[Any]) -> None:
    for column in sheet.columns:
        assert bool(column.choices) == (column.kind is Kind.CHOICE)
        assert len({choice.casefold() for choice in column.choices}) == len(column.choices)
        assert column.highest is None or column.lowest is not None
        assert column.refers_to in {"", "Medarbejdere"}


@by_sheet
def test_the_example_of_a_column_is_a_value_it_may_hold(sheet: Sheet[Any]) -> None:
    for column in sheet.columns:
        if column.example:
            assert not isinstance(parser(column, {})(column.example), Fault)
        else:
            assert column.kind in (Kind.TEXT, Kind.CPR)


def test_what_is_always_required_is_no_default() -> None:
    assert [c.header for _sheet, c in COLUMNS if c.required == ALWAYS and c.default is not None] == []


@by_sheet
def test_no_header_of_the_schema_is_refused(sheet: Sheet[Any]) -> None:
    path = register({s.name: [headers(s)] for s in {*SHEETS, sheet}}, to=new_path())
    _register, problems = read_register(path, sheets=(sheet,))
    assert [problem for problem in problems if problem.level is not Level.INFO] == []


def test_a_tag_is_the_header_in_lower_case() -> None:
    assert tag_of("Fase 1 start") == "fase_1_start"
    assert tag_of("1 Sikkerhed") == "sikkerhed"
    assert tag_of("Født (år-måned)") == "født_år_måned"
    assert tag_of("Kr. pr. måned") == "kr_pr_måned"
    assert tag_of("Tryghed øget – mor") == "tryghed_øget_mor"
    assert tag_of("A\u030arsag") == "årsag", "NFD gives the same tag as NFC"
    assert tag_of("  _§_ ") == ""
    assert tag_of("2025") == ""
