"""What some rules of the check say of a register, apart from all the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ctidocs.check.look import Look
from ctidocs.check.missing import missing
from ctidocs.problems import Level, Problem
from ctidocs.register.read import read_register
from ctidocs.register.schema import SHEETS
from tests.registers import Rows, headers, register

Rule = Callable[[Look], Iterable[Problem]]
Cells = Mapping[str, Any]
Sheets = Mapping[str, Sequence[Cells]]
"""Rows as header -> value, under all the headers of their sheet."""

NR = "25-014"
START = date(2025, 2, 1)
"""Phase 1 to 30.4, phase 2 to 31.7, phase 3 to 31.10.2025."""
BY_NAME = {sheet.name: sheet for sheet in SHEETS}


def found_by(rules: Sequence[Rule], sheets: Sheets, *, on: date) -> tuple[Problem, ...]:
    """The problems of these rules in reading order, each with something to do about it."""
    read, _problems = read_register(register({name: _whole(name, rows) for name, rows in sheets.items()}))
    look = Look(read, on)
    problems = tuple(sorted(problem for rule in rules for problem in rule(look)))
    assert all(problem.hint and not (problem.message + problem.hint).endswith(".") for problem in problems)
    return problems


def _whole(name: str, rows: Sequence[Cells]) -> Rows:
    top = headers(BY_NAME[name])
    assert all(set(row) <= set(top) for row in rows)
    return [top, *([row.get(str(header)) for header in top] for row in rows)]


def told(rules: Sequence[Rule], sheets: Sheets, *, on: date) -> list[str]:
    """Each problem as "Kompas 3 Dato: what is wrong [code]"; a level that is no error stands by the code."""
    return [_line(problem) for problem in found_by(rules, sheets, on=on)]


def _line(problem: Problem) -> str:
    place, level = problem.place, "" if problem.level is Level.ERROR else f", {problem.level}"
    header = headers(BY_NAME[place.sheet])[place.column - 1]
    return f"{place.sheet} {place.row} {header}: {problem.message} [{problem.code}{level}]"


def every_missing(look: Look) -> Iterable[Problem]:
    """What is missing in every sheet."""
    for sheet in SHEETS:
        yield from missing(look, sheet)


def course(cells: Cells = {}) -> dict[str, Any]:  # noqa: B006 - never changed
    """A row of Forløb that has everything asked for when phase 1 begins."""
    return {
        "Forløbsnr": NR, "Målgruppe": "andet", "Medarbejder": "M", "Adressebeskyttelse": "ingen",
        "Kontakt start": START, "Forventningsaftale": START, "Fase 1 start": START, **cells,
    }  # fmt: skip
