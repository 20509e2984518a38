"""The schema (and rows, for the demo and tests) -> an xlsx: front sheet, tables, drop-downs, formats, help."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import xlsxwriter

from ctidocs.language import gettext as _
from ctidocs.method.compass import NOT_SCORED
from ctidocs.office_text import NO, UNKNOWN, YES
from ctidocs.problems import CtidocsError
from ctidocs.register.column import Column, Kind, Sheet
from ctidocs.register.municipalities import MUNICIPALITIES
from ctidocs.register.schema import SHEETS, Settings
from ctidocs.register.schema.words import FRONT_SHEET, LISTS_SHEET

LONGEST_TEXT = 32_767  # what a cell of Excel holds
READY_ROWS = 5000  # rows below the header that have drop-downs and formats before anybody types in them
INK, SHADE, GREY = "#1F3A5F", "#EEF2F6", "#A6A6A6"
TABLE_STYLE = "Table Style Light 1"
FIXED_DAY = datetime(2025, 1, 1)  # the same rows give the same bytes

_WIDTHS = {
    Kind.CASE: 11, Kind.DATE: 13, Kind.MONTH: 12, Kind.YEAR: 10, Kind.WHOLE: 10, Kind.NUMBER: 13, Kind.YES_NO: 10,
    Kind.YES_NO_UNKNOWN: 12, Kind.SCORE: 12, Kind.PERIOD: 11, Kind.MUNICIPALITY: 18, Kind.CPR: 13, Kind.CHOICE: 18,
    Kind.TEXT: 30,
}  # fmt: skip
_FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.NUMBER: "#,##0.##"}
_AS_TEXT = {Kind.CASE, Kind.TEXT, Kind.MONTH, Kind.PERIOD, Kind.CPR}
_OWN_FORMATS = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm", time: "hh:mm", timedelta: "[h]:mm"}


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """The columns that a team added to a sheet: their headers, and for each row of the sheet their cells."""

    headers: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def workbook(
    rows: Mapping[str, Sequence[Any]] | None = None,
    *,
    settings: Settings | None = None,
    own: Mapping[str, OwnColumns] | None = None,
    sheets: Sequence[Sheet[Any]] = SHEETS,
    front: bool = True,
) -> bytes:
    """The bytes of a workbook with these sheets, filled with `rows` (sheet name -> rows) or empty.

    `own`: sheet name -> the columns that the team added; they stand last.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": FIXED_DAY, "author": "", "title": "Register" if front else sheets[0].name})
    writer = _Writer(book, sheets)
    if front:
        writer.front_sheet()
    for sheet in sheets:
        if sheet.vertical:
            writer.settings_sheet(sheet, settings or Settings())
        else:
            writer.table_sheet(sheet, (rows or {}).get(sheet.name, ()), (own or {}).get(sheet.name, OwnColumns((), ())))
    if writer.lists:
        writer.lists_sheet()
    book.close()
    return buffer.getvalue()


def choices_of(column: Column) -> tuple[object, ...]:
    """What the drop-down of a column shows; empty where it has none."""
    if column.kind is Kind.YES_NO:
        return (YES, NO)
    if column.kind is Kind.YES_NO_UNKNOWN:
        return (YES, NO, UNKNOWN)
    if column.kind is Kind.SCORE:
        return (*range(1, 11), *NOT_SCORED)
    if column.kind is Kind.MUNICIPALITY:
        return tuple(f"{number} {name}" for number, name in MUNICIPALITIES.items())
    return tuple(int(choice) if choice.isdigit() else choice for choice in column.choices)  # as a person types it


class _Writer:
    """One workbook being written; the drop-downs' lists are gathered on the way."""

    def __init__(self, book: Any, sheets: Sequence[Sheet[Any]]) -> None:
        self.book, self.sheets = book, sheets
        self.lists: dict[tuple[object, ...], int] = {}
        self.title = book.add_format({"bold": True, "font_size": 18, "font_color": INK})
        self.head = book.add_format({"bold": True, "font_color": INK, "bg_color": SHADE, "text_wrap": True,
                                     "valign": "top", "bottom": 1, "bottom_color": INK})  # fmt: skip
        self.prose = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
        self.formats = {kind: self._format(kind) for kind in Kind}
        self.own_formats = {kind: book.add_format({"valign": "top", "num_format": form})
                            for kind, form in _OWN_FORMATS.items()}  # fmt: skip

    def _format(self, kind: Kind) -> Any:
        look: dict[str, object] = {"valign": "top"}
        if kind in _AS_TEXT:
            look["num_format"] = "@"
        if kind in _FORMATS:
            look["num_format"] = _FORMATS[kind]
        if kind is Kind.TEXT:
            look["text_wrap"] = True
        return self.book.add_format(look)

    def front_sheet(self) -> None:
        page = self.book.add_worksheet(FRONT_SHEET)
        page.hide_gridlines(2)
        page.set_column(0, 0, 22)
        page.set_column(1, 1, 100, self.prose)
        page.write_string(0, 0, "Register over CTI-forløb", self.title)
        for row, line in enumerate(_FRONT, start=2):
            page.merge_range(row, 0, row, 1, line, self.prose)
        top = len(_FRONT) + 3
        page.write_row(top, 0, ("Ark", "Hvad det er til, og hvem der udfylder det hvornår"), self.head)
        for row, sheet in enumerate(self.sheets, start=top + 1):
            page.write_url(row, 0, f"internal:'{sheet.name}'!A1", self.link, sheet.name)
            page.write_string(row, 1, sheet.help, self.prose)
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def table_sheet(self, sheet: Sheet[Any], rows: Sequence[Any], own: OwnColumns) -> None:
        page = self._page(sheet)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, max(_WIDTHS[column.kind], min(len(column.header), 24)), self.formats[column.kind])
            page.write_comment(0, at, _comment(column), {"author": "", "x_scale": 2, "font_size": 9})
            self._validate(page, column, 1, at, READY_ROWS)
        headers = (*(column.header for column in sheet.columns), *own.headers)
        page.add_table(0, 0, max(len(rows), 1), len(headers) - 1, {
            "name": "T_" + sheet.tag, "style": TABLE_STYLE,
            "columns": [{"header": header, "header_format": self.head} for header in headers],
        })  # fmt: skip
        for number, row in enumerate(rows, start=1):
            for at, column in enumerate(sheet.columns):
                self._write(page, number, at, column, getattr(row, column.name))
        for number, cells in enumerate(own.rows, start=1):
            for at, value in enumerate(cells, start=len(sheet.columns)):
                self._write_own(page, number, at, value)

    def settings_sheet(self, sheet: Sheet[Any], settings: Settings) -> None:
        page = self._page(sheet)
        for at, width in enumerate((32, 40, 80)):
            page.set_column(at, at, width, self.prose)
        headers = ("Indstilling", "Værdi", "Forklaring")
        page.add_table(0, 0, len(sheet.columns), 2, {
            "name": "T_" + sheet.tag, "style": TABLE_STYLE,
            "columns": [{"header": header, "header_format": self.head} for header in headers],
        })  # fmt: skip
        for number, column in enumerate(sheet.columns, start=1):
            page.write_string(number, 0, column.header, self.prose)
            page.write_blank(number, 1, None, self.formats[column.kind])
            self._write(page, number, 1, column, getattr(settings, column.name))
            page.write_string(number, 2, column.help, self.prose)
            self._validate(page, column, number, 1, number)

    def lists_sheet(self) -> None:
        page = self.book.add_worksheet(LISTS_SHEET)
        page.hide()
        for choices, at in self.lists.items():
            for row, choice in enumerate(choices):
                page.write(row, at, choice)

    def _page(self, sheet: Sheet[Any]) -> Any:
        page = self.book.add_worksheet(sheet.name)
        page.freeze_panes(1, 1 if sheet.per_case or sheet.vertical else 0)
        page.set_row(0, 45)
        page.set_landscape()
        page.set_paper(9)
        page.repeat_rows(0)
        if sheet.leaders:
            page.set_tab_color(GREY)
        return page

    def _write(self, page: Any, row: int, at: int, column: Column, value: object) -> None:
        look = self.formats[column.kind]
        if isinstance(value, bool):
            page.write_string(row, at, YES if value else NO, look)
        elif isinstance(value, (int, float)):
            page.write_number(row, at, value, look)
        elif isinstance(value, date):
            page.write_datetime(row, at, value, look)
        elif isinstance(value, str) and value:
            if len(value) > LONGEST_TEXT:  # XlsxWriter would cut it
                message = _("a text of {length} characters is too long for a cell of Excel")
                raise CtidocsError(message.format(length=len(value)))
            page.write_string(row, at, value, look)

    def _write_own(self, page: Any, row: int, at: int, value: object) -> None:
        """A cell of a column of the team's own: as it was read, whatever it holds."""
        if isinstance(value, bool):
            page.write_boolean(row, at, value, self.prose)
        elif isinstance(value, (int, float)):
            page.write_number(row, at, value, self.prose)
        elif look := self.own_formats.get(type(value)):
            page.write_datetime(row, at, value, look)
        elif isinstance(value, str):
            page.write_string(row, at, value, self.prose)

    def _validate(self, page: Any, column: Column, first: int, at: int, last: int) -> None:
        rule: dict[str, object] = {"ignore_blank": True, "error_type": "warning"}
        if column.refers_to in {sheet.name for sheet in self.sheets}:  # a worker's own log does not have it
            rule |= {"validate": "list", "source": f"='{column.refers_to}'!$A$2:$A$200", "error_type": "information"}
        elif choices := choices_of(column):
            letters = self.lists.setdefault(choices, len(self.lists))
            name = xlsxwriter.utility.xl_col_to_name(letters)
            rule |= {"validate": "list", "source": f"={LISTS_SHEET}!${name}$1:${name}${len(choices)}"}
        elif column.kind is Kind.DATE:
            rule |= {"validate": "date", "criteria": "between", "minimum": date(1900, 1, 1),
                     "maximum": date(2100, 12, 31), "error_message": "Skriv en dato, fx 15-05-2025."}  # fmt: skip
            page.data_validation(first, at, last, at, rule)
            return
        elif column.kind in (Kind.WHOLE, Kind.NUMBER, Kind.YEAR):
            rule |= {"validate": "decimal" if column.kind is Kind.NUMBER else "integer", "criteria": "between",
                     "minimum": -1e9 if column.lowest is None else column.lowest,
                     "maximum": 1e9 if column.highest is None else column.highest}  # fmt: skip
        else:
            return
        rule |= {"input_title": column.header[:32], "input_message": column.help[:255]}
        page.data_validation(first, at, last, at, rule)


def _comment(column: Column) -> str:
    """What the header tells when the mouse rests on it."""
    return "\n".join(_comment_lines(column))


def _comment_lines(column: Column) -> Iterable[str]:
    yield column.help
    yield f"Skrives som: {column.kind.value}."
    if column.example:
        yield f"Eksempel: {column.example}"
    if column.key:
        yield "Må aldrig være tom."
    elif column.required:
        yield f"Udfyldes: {column.required}."


_FRONT = (
    "Hvert ark er én tabel: én række pr. kvinde, måling, kontakt osv. Skriv i den første tomme række. I må gerne "
    "flytte kolonner og tilføje jeres egne, men ikke omdøbe overskrifterne.",
    "Skriv aldrig navn, adresse, telefon eller e-mail i dette register. Navne står kun i nøglefilen.",
    "Hold musen over en overskrift for at se, hvad der skal stå. Dobbeltklik på “Tjek register” i mappen: så får I "
    "hver fejl at vide, celle for celle.",
)  # fmt: skip
