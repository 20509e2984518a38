import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ctidocs import language, report
from ctidocs.problems import Level, Place, Problem


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    language.activate("en")
    yield


def at(row: int, column: int = 6) -> Place:
    return Place("register.xlsx", 6, "Kompas", row, column)


PROBLEMS = [
    Problem(at(3), "old-column", "a column is new", level=Level.INFO),
    Problem(at(9), "not-a-number", "“ca. 5” is not a number", hint="type a whole number from 1 to 10"),
    Problem(at(4, 3), "blank", "the date is missing", level=Level.MISSING),
    Problem(at(2), "too-long", "the text is long", level=Level.WARNING),
    Problem(at(2, 3), "not-a-date", "“31.2.2025” is not a date"),
]


def test_errors_come_first_and_each_level_in_reading_order() -> None:
    assert report.problems_text(PROBLEMS) == (
        "register.xlsx:Kompas!C2: “31.2.2025” is not a date [not-a-date]\n"
        "register.xlsx:Kompas!F9: “ca. 5” is not a number [not-a-number]\n"
        "    hint: type a whole number from 1 to 10\n"
        "register.xlsx:Kompas!C4: missing: the date is missing [blank]\n"
        "register.xlsx:Kompas!F2: warning: the text is long [too-long]\n"
        "register.xlsx:Kompas!F3: note: a column is new [old-column]"
    )


def test_no_problems_are_no_text() -> None:
    assert report.problems_text([]) == ""
    assert report.problems_json([]) == "[]"


def test_json_carries_the_same_in_the_same_order() -> None:
    found = json.loads(report.problems_json(PROBLEMS[:2]))
    assert found == [
        {
            "file": "register.xlsx",
            "sheet": "Kompas",
            "cell": "F9",
            "code": "not-a-number",
            "message": "“ca. 5” is not a number",
            "hint": "type a whole number from 1 to 10",
            "level": "error",
        },
        {
            "file": "register.xlsx",
            "sheet": "Kompas",
            "cell": "F3",
            "code": "old-column",
            "message": "a column is new",
            "hint": "",
            "level": "info",
        },
    ]


def test_json_keeps_danish_letters_and_writes_dates_the_iso_way() -> None:
    assert report.as_json({"ark": "Forløb", "dag": date(2025, 10, 31), "fil": Path("a/b.docx")}) == (
        '{\n  "ark": "Forløb",\n  "dag": "2025-10-31",\n  "fil": "a/b.docx"\n}'
    )


@pytest.mark.parametrize(
    ("problems", "summary"),
    [
        ([], "nothing found"),
        (PROBLEMS, "2 errors, 1 missing, 1 warning, 1 note"),
        (PROBLEMS[1:2], "1 error"),
        (PROBLEMS[3:4] * 2, "2 warnings"),
        (PROBLEMS[:1] * 3, "3 notes"),
    ],
)
def test_the_summary_is_one_line(problems: list[Problem], summary: str) -> None:
    assert report.problems_summary(problems) == summary


def test_a_table_aligns_its_columns_and_leaves_the_last_free() -> None:
    rows = [("no.", "name", "help"), ("C3", "cti-plan", "a plan"), ("C16b", "x", "")]
    assert report.table_text(rows) == "no.   name      help\nC3    cti-plan  a plan\nC16b  x"


def test_a_table_without_rows_is_no_text() -> None:
    assert report.table_text([]) == ""
    assert report.table_text([("only",), ("one column",)]) == "only\none column"
