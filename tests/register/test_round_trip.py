"""The two laws of the register: what is written reads back, and one broken cell is one error at its own address."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctidocs.problems import Level, Place
from ctidocs.register.blank import workbook
from ctidocs.register.column import Kind, Sheet
from ctidocs.register.read import read_register
from ctidocs.register.schema import ALL_SHEETS, SETTINGS, SHEETS, Settings
from tests.registers import BROKEN, all_settings, full_register, new_path, tables_of

TABLES = [sheet for sheet in ALL_SHEETS if not sheet.vertical]
by_name = pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.name)


def order_of(sheet: Sheet[Any]) -> int:
    return SHEETS.index(sheet) + 1 if sheet in SHEETS else 1


def written(sheet: Sheet[Any], rows: tuple[Any, ...]) -> Any:
    path = new_path()
    path.write_bytes(workbook({sheet.name: rows}, sheets=(sheet,), front=False))
    register, problems = read_register(path, sheets=(sheet,))
    path.unlink()
    return register, problems, path.name


@given(full=full_register())
@settings(max_examples=8)
def test_a_written_register_reads_back_the_same_rows_and_settings(
    full: tuple[dict[str, tuple[Any, ...]], Settings],
) -> None:
    rows, chosen = full
    path = new_path()
    path.write_bytes(workbook(rows, settings=chosen))
    register, problems = read_register(path)
    path.unlink()
    assert {p.code for p in problems} <= {"long-text"}
    assert {sheet.name: register.rows(sheet) for sheet in SHEETS if sheet.name in rows} == rows
    assert register.settings == chosen


@by_name
@given(data=st.data())
@settings(max_examples=15)
def test_written_rows_of_every_sheet_read_back_the_same(sheet: Sheet[Any], data: st.DataObject) -> None:
    rows = data.draw(tables_of(sheet))
    if sheet.name == "Valglister":  # there a word must be one of a list; see test_office_words
        rows = ()
    register, problems, _file = written(sheet, rows)
    assert [p for p in problems if p.level in (Level.ERROR, Level.MISSING)] == []
    assert register.rows(sheet) == rows
    assert [record.place.row for record in register.records(sheet)] == list(range(2, len(rows) + 2))
    assert all(record.broken == frozenset() and record.added == {} for record in register.records(sheet))


@by_name
@given(data=st.data())
@settings(max_examples=15)
def test_one_broken_cell_is_one_error_at_its_address_and_only_its_row_drops_out(
    sheet: Sheet[Any], data: st.DataObject
) -> None:
    rows = list(data.draw(tables_of(sheet, least=1))) if sheet.name != "Valglister" else [sheet.row("Type", None, None)]
    at = data.draw(st.integers(0, len(rows) - 1))
    number, column = data.draw(st.sampled_from(list(enumerate(sheet.columns, start=1))))
    broken = data.draw(st.sampled_from(BROKEN[column.kind]))
    rows[at] = replace(rows[at], **{column.name: broken})
    register, problems, file = written(sheet, tuple(rows))
    errors = [p.place for p in problems if p.level is Level.ERROR]
    assert errors == [Place(file, order_of(sheet), sheet.name, at + 2, number)]
    assert register.rows(sheet) == tuple(row for n, row in enumerate(rows) if n != at)
    kept = [record.broken for record in register.records(sheet) if record.place.row == at + 2]
    assert kept == ([] if column.key else [{column.name}])


@given(chosen=all_settings(), data=st.data())
@settings(max_examples=20)
def test_one_broken_setting_is_one_error_and_has_its_default(chosen: Settings, data: st.DataObject) -> None:
    number, column = data.draw(st.sampled_from(list(enumerate(SETTINGS.columns, start=2))))
    path = new_path()
    broken = replace(chosen, **{column.name: data.draw(st.sampled_from(BROKEN[column.kind]))})
    path.write_bytes(workbook(settings=broken, sheets=(SETTINGS,), front=False))
    register, problems = read_register(path, sheets=(SETTINGS,))
    path.unlink()
    assert [p.place.cell for p in problems if p.level is Level.ERROR] == [f"B{number}"]
    assert register.settings == replace(chosen, **{column.name: column.default})


def test_every_kind_has_broken_values_to_try() -> None:
    assert set(BROKEN) == set(Kind)
