"""Cells of a workbook that a person made, marked with a ground and a comment; nothing else of the file changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from ctidocs.render.book import Book
from ctidocs.render.xlsx.cells import cells_of
from ctidocs.render.xlsx.comments import comments_of
from ctidocs.render.xlsx.styles import Styles, styles_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to mark: its sheet by the workbook's own name, its row and column from 1. `colour` is RRGGBB."""

    sheet: str
    row: int
    column: int
    text: str
    colour: str


def mark_cells(book: Book, marks: Iterable[Mark], *, author: str) -> None:
    """Mark these cells; one that is named twice gets both texts and the later colour."""
    by_sheet: dict[str, list[Mark]] = {}
    for mark in marks:
        by_sheet.setdefault(mark.sheet, []).append(mark)
    parts = {page.name: page.part for page in reversed(book.pages) if page.kind == "worksheet"}
    styles = styles_of(book) if by_sheet else None
    for name, found in by_sheet.items():
        if styles and name in parts:
            _mark_sheet(book, parts[name], sorted(found, key=lambda m: (m.row, m.column)), styles, author)


def _mark_sheet(book: Book, part: str, marks: Iterable[Mark], styles: Styles, author: str) -> None:
    cells = cells_of(book.edit(part))
    comments = comments_of(book, part, author=author)
    for mark in marks:
        cell = cells.cell(mark.row, mark.column)
        cell.set("s", str(styles.filled(int(cell.get("s", "0")), mark.colour)))
        comments.add(mark.row, mark.column, mark.text)
    comments.write()
