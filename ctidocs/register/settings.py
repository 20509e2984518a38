"""The two sheets of the programme's own decisions: Opsætning -> Settings, Valglister -> the office's own words."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.cell import Fault, as_word, is_blank, plain_text
from ctidocs.register.column import Column, Kind, same_header
from ctidocs.register.grid import Grid, Words
from ctidocs.register.kinds import parser
from ctidocs.register.rows import Record
from ctidocs.register.schema import SETTINGS, SHEETS, Settings
from ctidocs.register.words import did_you_mean, not_in_list


def read_settings(grid: Grid, words: Words) -> tuple[Settings, dict[str, Place], list[Problem]]:
    """The settings, each its default where it is blank, missing or wrong; where each stands; and what is wrong."""
    if not {"indstilling", "værdi"} <= set(grid.same):
        return Settings(), {}, list(_without_headers(grid))
    name_at, value_at = grid.same.index("indstilling"), grid.same.index("værdi")
    known = {same_header(column.header): column for column in SETTINGS.columns}
    first: dict[str, int] = {}
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for number, cells in grid.rows():
        if isinstance(fault := cells[name_at], Fault):
            problems += [grid.problem(number, name_at, fault)] if fault.code else []
            continue
        same = same_header(plain_text(cells[name_at]))
        column = known.get(same)
        if column is None:
            problems += _unknown(grid, number, name_at, same, known)
        elif column.name in first:
            message = _("the setting stands in row {row} already").format(row=first[column.name])
            place = grid.place(number, name_at + 1)
            problems.append(Problem(place, "duplicate-setting", message, _("delete one of the two rows")))
        else:
            first[column.name] = number
            value = None if is_blank(cells[value_at]) else parser(column, words.get(same, {}))(cells[value_at])
            if isinstance(value, Fault):
                problems += [grid.problem(number, value_at, value)] if value.code else []
                value = value.value
            if value is not None:
                values[column.name] = value
    places = {name: grid.place(number, value_at + 1) for name, number in first.items()}
    return replace(Settings(), **values), places, problems  # type: ignore[arg-type]


def _without_headers(grid: Grid) -> Iterable[Problem]:
    absent = [header for same, header in grid.known.items() if same not in grid.same]
    if any(not is_blank(cell) for row in grid.cells for cell in row):
        message = _("the column {header} is missing").format(header=", ".join(absent))
        hint = _("write Indstilling and Værdi above the settings")
        yield Problem(grid.header_place(), "missing-column", message, hint)


def _unknown(grid: Grid, number: int, at: int, same: str, known: dict[str, Column]) -> Iterable[Problem]:
    hint = did_you_mean(same, {name: column.header for name, column in known.items()}) or _("correct or remove it")
    yield Problem(grid.place(number, at + 1), "unknown-setting", _("this name is not known here"), hint, Level.WARNING)


def office_words(grid: Grid, records: Iterable[Record[Any]]) -> tuple[Words, list[Problem]]:
    """Header -> the office's own word -> the tool's word; and what is wrong in Valglister."""
    lists = _lists()
    headers = {same: next(iter(columns)).header for same, columns in lists.items()}
    found: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for record in records:
        row, number = record.values, record.place.row
        if not (row.list and row.value and row.shown):
            continue
        same = same_header(row.list)
        choices = {as_word(value): value for column in lists.get(same, ()) for value in column.choices}
        taken = {as_word(own): value for own, value in found.get(same, {}).items()} | choices
        value, shown = choices.get(as_word(row.value)), as_word(row.shown)
        if not choices:
            message, hint = _("no list has this name"), did_you_mean(same, headers) or _("write the column's header")
            problems.append(Problem(_at(grid, number, "list"), "unknown-list", message, hint))
        elif value is None:
            problems.append(grid.problem(number, grid.positions["value"] - 1, not_in_list(as_word(row.value), choices)))
        elif taken.get(shown, value) != value:
            message = _("this word stands for another value of the list already")
            problems.append(Problem(_at(grid, number, "shown"), "ambiguous-word", message, _("choose another word")))
        else:
            found.setdefault(same, {})[row.shown] = value
    return found, problems


def _at(grid: Grid, row: int, name: str) -> Place:
    return grid.place(row, grid.positions[name])


def _lists() -> dict[str, list[Column]]:
    """The columns with a list, by header: one list may stand in several sheets."""
    lists: dict[str, list[Column]] = {}
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind is Kind.CHOICE:
                lists.setdefault(same_header(column.header), []).append(column)
    return lists
