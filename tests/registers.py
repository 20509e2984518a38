"""Registers for tests: one verb for cells as a person types them, and strategies of valid rows made from the schema."""

import string
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import Any

import xlsxwriter
from hypothesis import strategies as st

from ctidocs.method.compass import NOT_SCORED
from ctidocs.problems import Problem
from ctidocs.register.column import Column, Kind, Sheet
from ctidocs.register.municipalities import MUNICIPALITIES
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import SETTINGS, SHEETS, Settings

Typed = str | float | bool | date | time | None
"""What a person can put into a cell."""
Rows = Sequence[Mapping[str, Typed]] | Sequence[Sequence[Typed]]
"""Cells under headers, or the sheet exactly as it stands, headers and all."""

_folder = tempfile.TemporaryDirectory(prefix="ctidocs-registers-")
_numbers = count()


def new_path(suffix: str = ".xlsx") -> Path:
    """A path where nothing is yet."""
    return Path(_folder.name) / f"register-{next(_numbers)}{suffix}"


def register(sheets: Mapping[str, Rows] | None = None, *, to: Path | None = None) -> Path:
    """A workbook with these cells, and the sheets that must be there with their headers alone."""
    path = to or new_path()
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    forms = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm", time: "hh:mm"}
    looks = {kind: book.add_format({"num_format": form}) for kind, form in forms.items()}
    must = {sheet.name: [headers(sheet)] for sheet in SHEETS if sheet.must_exist}
    for name, rows in (must | dict(sheets or {})).items():
        page = book.add_worksheet(name)
        for row, cells in enumerate(_grid(rows)):
            for at, value in enumerate(cells):
                if isinstance(value, bool):
                    page.write_boolean(row, at, value)
                elif isinstance(value, (int, float)):
                    page.write_number(row, at, value)
                elif isinstance(value, (date, time)):
                    page.write_datetime(row, at, value, looks[type(value)])
                elif isinstance(value, str):
                    page.write_string(row, at, value)
    book.close()
    return path


def headers(sheet: Sheet[Any]) -> list[Typed]:
    """The headers of a sheet as they stand."""
    return ["Indstilling", "Værdi", "Forklaring"] if sheet.vertical else [column.header for column in sheet.columns]


def _grid(rows: Rows) -> Sequence[Sequence[Typed]]:
    if not rows or not isinstance(rows[0], Mapping):
        return rows  # type: ignore[return-value]
    top = list(dict.fromkeys(header for row in rows for header in row))
    return [top, *([row.get(header) for header in top] for row in rows)]  # type: ignore[union-attr]


def settings_sheet(values: Mapping[str, Typed]) -> Rows:
    """The sheet Opsætning with these settings."""
    return [{"Indstilling": name, "Værdi": value} for name, value in values.items()]


def read(sheets: Mapping[str, Rows]) -> tuple[Register, list[str]]:
    """The register with these cells, and its problems as `said` shows them."""
    found, problems = read_register(register(sheets))
    return found, said(problems)


def said(problems: Sequence[Problem]) -> list[str]:
    """Each problem in short: "Kompas!F14 not-a-score"; what is no error with its level."""
    return [
        f"{str(p.place).partition(':')[2]} {p.code}" + ("" if p.level == "error" else f" ({p.level})") for p in problems
    ]


def with_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """A copy of the workbook in which one part of the zip is changed: what no writer would write."""
    copy = new_path()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return copy


AWKWARD = (
    "æøåÆØÅ", "Şükran", "Łukasz", "Nguyễn", "Олена", "فاطمة", "汉", 'siger "nej" og \'ja\'', "Sunne & Søn",
    "<select> ]]>", "første linje\nanden linje", "en\ttabulator", "linje\r\nlinje", "😀 👩‍👧", "mellemrum til sidst  ",
    "  først", "hårdt\u00a0mellemrum", "nul\u200bbredde", "\u202bhøjre", unicodedata.normalize("NFD", "på båden"),
    "lang tekst " * 30, "=1+1", "+45", "-1", "@SUM(A1)", "#N/A", "_x0041_", "{{ 7*7 }}", "{% if %}", "TRUE", "1.5.2025",
    "007",
)  # fmt: skip

_letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
texts = (st.sampled_from(AWKWARD) | st.text(_letters | st.sampled_from("\n\t"), max_size=30)).filter(
    lambda text: bool(text.strip())
)
names = texts.map(lambda text: unicodedata.normalize("NFC", text.strip()).strip()).filter(bool)
days = st.dates(date(1900, 3, 1), date(2100, 12, 31))


def values(column: Column) -> st.SearchStrategy[Any]:
    """Every value a cell of this column may hold, but for blank."""
    low, high = column.lowest, column.highest
    if column.choices:
        return st.sampled_from(column.choices)
    if column.kind is Kind.TEXT:
        return names if column.key or column.refers_to else texts
    if column.kind in (Kind.WHOLE, Kind.YEAR):
        return st.integers(int(low if low is not None else -(10**6)), int(high if high is not None else 10**6))
    if column.kind is Kind.NUMBER:
        least, most = (-1e9 if low is None else low), (1e9 if high is None else high)
        return st.decimals(least, most, places=2, allow_nan=False).map(float)
    return _BY_KIND[column.kind]


_BY_KIND: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.CASE: st.from_regex(r"[0-9]{2}-[0-9]{3}", fullmatch=True),
    Kind.DATE: days,
    Kind.MONTH: st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    Kind.PERIOD: st.from_regex(r"20[0-9]{2}(-H[12]|-K[1-4])?", fullmatch=True),
    Kind.YES_NO: st.booleans(),
    Kind.YES_NO_UNKNOWN: st.sampled_from(("ja", "nej", "uoplyst")),
    Kind.MUNICIPALITY: st.sampled_from(tuple(MUNICIPALITIES.values())),
    Kind.SCORE: st.integers(1, 10) | st.sampled_from(NOT_SCORED),
    Kind.CPR: st.text(string.digits, min_size=10, max_size=10),
}

BROKEN: dict[Kind, tuple[Any, ...]] = {
    Kind.CASE: ("25-14", "2025-014", "25 014", 25014, date(2025, 1, 14)),
    Kind.TEXT: ("et\x01tegn", "et\x0ctegn"),
    Kind.DATE: ("30.02.2025", "i går", "1.5.25", "2025-02-30", date(1899, 12, 31).isoformat()),
    Kind.MONTH: ("2018-13", "marts 2018", date(2018, 3, 15)),
    Kind.YEAR: ("otteogfirs", 1988.5, 88),
    Kind.PERIOD: ("2025-K5", "foråret", "2025-Q1"),
    Kind.WHOLE: ("to", 2.5, "1,5"),
    Kind.NUMBER: ("1,234.50", "ca. 5", "12 kr."),
    Kind.YES_NO: ("måske", 2, "nja"),
    Kind.YES_NO_UNKNOWN: ("måske", 2, "ved ikke"),
    Kind.CHOICE: ("noget helt andet", 4711),
    Kind.MUNICIPALITY: ("Andeby", 999),
    Kind.SCORE: (0, 11, 5.5, "ca. 5"),
    Kind.CPR: ("170485", "170485-40031", "abcdefghij"),
}


def rows_of(sheet: Sheet[Any]) -> st.SearchStrategy[Any]:
    """One whole valid row of a sheet."""
    cells = {c.name: values(c) if c.key else st.none() | values(c) for c in sheet.columns}
    return st.builds(sheet.row, **cells).filter(
        lambda row: any(getattr(row, c.name) is not None for c in sheet.columns)
    )


def tables_of(sheet: Sheet[Any], *, most: int = 4, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some valid rows of a sheet, of which no two share what must be unique."""
    by = tuple(_unique(sheet, group) for group in sheet.unique)
    return st.lists(rows_of(sheet), min_size=least, max_size=most, unique_by=by or None).map(tuple)


def _unique(sheet: Sheet[Any], group: tuple[str, ...]) -> Callable[[Any], object]:
    def key(row: Any) -> object:
        found = tuple(getattr(row, name) for name in group)
        free = None in found or (sheet.unless is not None and sheet.unless(row))
        return id(row) if free else tuple(v.casefold() if isinstance(v, str) else v for v in found)

    return key


def all_settings() -> st.SearchStrategy[Settings]:
    """Any settings that a sheet Opsætning can tell: one that is blank has its default."""
    return st.builds(Settings, **{c.name: st.just(c.default) | values(c) for c in SETTINGS.columns})


@st.composite
def full_register(draw: st.DrawFn, *, most: int = 2) -> tuple[dict[str, tuple[Any, ...]], Settings]:
    """Valid rows for every sheet, and settings. Valglister stays empty: its words would have to be other words."""
    tables = {s.name: draw(tables_of(s, most=most)) for s in SHEETS if not s.vertical and s.name != "Valglister"}
    return tables, draw(all_settings())
