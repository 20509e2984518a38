"""A list as a worksheet: a title, a sentence, and a table with links to the cells it is about."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ctidocs.problems import column_letters
from ctidocs.render.book import Book, written
from ctidocs.render.xlsx.first_sheet import free_sheet_name, put_first
from ctidocs.render.xlsx.styles import Look, Styles, styles_of
from ctidocs.render.xlsx.texts import add_text, plain

INK, SHADE, LINE, LINK = "1F3A5F", "EEF2F6", "C9D1DB", "0563C1"
HEADER_ROW = 4
HIGHEST = 409  # points; no row of Excel is higher
_TITLE = Look(size=16, bold=True, ink=INK, wrap=False)
_SENTENCE = Look(ink="404040", wrap=False)
_HEAD = Look(bold=True, ink=INK, fill=SHADE, line=INK, vertical="center", indent=1)
_BODY = Look(line=LINE, vertical="center", indent=1)
_LINKED = Look(line=LINE, ink=LINK, underline=True, vertical="center", indent=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the list. `link`: a place in the workbook ("'Kompas'!F14"); `fill`: RRGGBB, "" for none."""

    value: str | int
    link: str = ""
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands on the sheet. `columns`: each header with its width in letters."""

    name: str
    title: str
    sentence: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[Cell]]


def put_list_first(book: Book, listing: Listing) -> None:
    """Put the list before every other sheet, under a name that no sheet has."""
    name = free_sheet_name(book, listing.name)
    root = _sheet(book, listing, styles_of(book))
    quoted = quoted_sheet(name)
    last = column_letters(len(listing.columns))
    bottom = HEADER_ROW + max(len(listing.rows), 1)
    names = {
        "_xlnm._FilterDatabase": f"{quoted}!$A${HEADER_ROW}:${last}${bottom}",
        "_xlnm.Print_Titles": f"{quoted}!${HEADER_ROW}:${HEADER_ROW}",
    }
    put_first(book, name, written(root), names=names)


def quoted_sheet(name: str) -> str:
    """A sheet's name as it stands before the ! of a reference."""
    return "'" + name.replace("'", "''") + "'"


def _sheet(book: Book, listing: Listing, styles: Styles) -> Any:
    bottom = HEADER_ROW + max(len(listing.rows), 1)
    area = f"A{HEADER_ROW}:{column_letters(len(listing.columns))}{bottom}"
    root = _parsed(book, _FRAME.format(tab=INK, last=bottom, columns=column_letters(len(listing.columns)),
                                       header=HEADER_ROW, below=HEADER_ROW + 1, area=area))  # fmt: skip
    cols, data = root.find(book.tag("cols")), root.find(book.tag("sheetData"))
    for at, (_header, width) in enumerate(listing.columns, start=1):
        etree.SubElement(cols, book.tag("col"), min=str(at), max=str(at), width=f"{width:g}", customWidth="1")
    _row(book, data, 1, [(Cell(listing.title), styles.look(_TITLE))], height=24)
    _row(book, data, 2, [(Cell(listing.sentence), styles.look(_SENTENCE))], height=18)
    _row(book, data, HEADER_ROW, [(Cell(header), styles.look(_HEAD)) for header, _w in listing.columns], height=24)
    widths = [width for _header, width in listing.columns]
    for number, row in enumerate(listing.rows, start=HEADER_ROW + 1):
        _row(book, data, number, [(cell, _style(styles, cell)) for cell in row], height=_height(row, widths))
    _links(book, root, listing.rows)
    return root


def _style(styles: Styles, cell: Cell) -> int:
    style = styles.look(_LINKED if cell.link else _BODY)
    return styles.filled(style, cell.fill) if cell.fill else style


def _height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Room for every line of every text, with air above and below: left alone, Excel sets rows tight."""
    pairs = zip(cells, widths, strict=True)
    lines = max(sum(_lines(line, width) for line in str(cell.value).split("\n")) for cell, width in pairs)
    return min(15 * lines + 6, HIGHEST)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column so wide; wrapping leaves some of every line empty."""
    return 1 if len(text) <= 1.12 * width - 1 else math.ceil(len(text) / (width - 1))


def _row(book: Book, data: Any, number: int, cells: Sequence[tuple[Cell, int]], *, height: float) -> None:
    row = etree.SubElement(data, book.tag("row"), r=str(number), ht=f"{height:g}", customHeight="1")
    for at, (cell, style) in enumerate(cells, start=1):
        made = etree.SubElement(row, book.tag("c"), r=f"{column_letters(at)}{number}", s=str(style))
        if isinstance(cell.value, int):
            etree.SubElement(made, book.tag("v")).text = str(cell.value)
        elif cell.value:
            made.set("t", "inlineStr")
            add_text(etree.SubElement(made, book.tag("is")), book.tag("t"), cell.value)


def _links(book: Book, root: Any, rows: Sequence[Sequence[Cell]]) -> None:
    links = root.find(book.tag("hyperlinks"))
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        for at, cell in enumerate(row, start=1):
            if cell.link:
                values = {"location": plain(cell.link), "display": plain(str(cell.value))}
                etree.SubElement(links, book.tag("hyperlink"), {"ref": f"{column_letters(at)}{number}", **values})
    if not len(links):
        root.remove(links)  # the format wants at least one in it


def _parsed(book: Book, xml: str) -> Any:
    return etree.fromstring(f'<worksheet xmlns="{book.namespace}">{xml}</worksheet>')


_FRAME = (
    '<sheetPr><tabColor rgb="FF{tab}"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{columns}{last}"/>'
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
    '<pane ySplit="{header}" topLeftCell="A{below}" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A{below}" sqref="A{below}"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/><cols/><sheetData/><autoFilter ref="{area}"/><hyperlinks/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;Rside &amp;P af &amp;N</oddFooter></headerFooter>"
)
