"""A copy of the register in which every problem is marked at its cell and stands in a list with links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem, column_letters
from ctidocs.register.column import same_header
from ctidocs.render.book import Book, open_book
from ctidocs.render.xlsx.list_sheet import Cell, Listing, put_list_first, quoted_sheet
from ctidocs.render.xlsx.marks import Mark, mark_cells

AUTHOR = "ctidocs"
LIST_SHEET = "Fejl og mangler"
COLOURS = {Level.ERROR: "F8CBAD", Level.MISSING: "FFF2CC", Level.WARNING: "D9D2E9", Level.INFO: "EDEDED"}
COLUMNS = (("Nr", 6.0), ("Hvor", 26.0), ("Hvad", 58.0), ("Forslag", 58.0), ("Niveau", 15.0), ("Kode", 20.0))
SENTENCE = (
    "Dette er en kopi. Tryk på et sted under Hvor for at komme til cellen. Ret i {file} selv, og slet kopien bagefter."
)
NOTHING = "Der er ikke fundet fejl eller mangler i {file}."
_ORDER = tuple(Level)


@dataclass(frozen=True, slots=True)
class _Found:
    """A problem, and the workbook's own name of the sheet where it stands; "" where it is not in this workbook."""

    problem: Problem
    sheet: str

    @property
    def place(self) -> Place:
        return self.problem.place


def annotated(book: bytes, problems: Sequence[Problem], *, file: str) -> bytes:
    """The workbook `file` with these problems marked and listed; those of other files are listed only."""
    opened = open_book(book, name=file)
    sheets = _sheets(opened)
    found = [_Found(p, sheets.get(same_header(p.place.sheet), "") if p.place.file == file else "") for p in problems]
    mark_cells(opened, _marks(found), author=AUTHOR)
    put_list_first(opened, _listing(found, file))
    return opened.content()


def _sheets(book: Book) -> dict[str, str]:
    """The workbook's own sheet names by the form in which the reader compares them; the first of two alike."""
    names: dict[str, str] = {}
    for page in book.pages:
        names.setdefault(same_header(page.name), page.name)
    return names


def _marks(found: Iterable[_Found]) -> Iterable[Mark]:
    """One mark a cell, in the colour of its worst problem; a whole row is marked at its first cell."""
    at: dict[tuple[str, int, int], list[Problem]] = {}
    for one in found:
        if one.sheet and one.place.row:
            at.setdefault((one.sheet, one.place.row, one.place.column or 1), []).append(one.problem)
    for (sheet, row, column), problems in at.items():
        worst = min((problem.level for problem in problems), key=_ORDER.index)
        text = "\n\n".join(dict.fromkeys(_comment(problem) for problem in problems))
        yield Mark(sheet, row, column, text, COLOURS[worst])


def _comment(problem: Problem) -> str:
    said = f"{_level(problem.level)}: {problem.message} [{problem.code}]"
    return f"{said}\n{problem.hint}" if problem.hint else said


def _listing(found: Sequence[_Found], file: str) -> Listing:
    rows = [_row(number, one, file) for number, one in enumerate(found, start=1)]
    return Listing(
        LIST_SHEET, f"Fejl og mangler i {file}", (SENTENCE if rows else NOTHING).format(file=file), COLUMNS, rows
    )


def _row(number: int, one: _Found, file: str) -> tuple[Cell, ...]:
    problem = one.problem
    level = Cell(_level(problem.level), fill=COLOURS[problem.level])
    return Cell(number), _where(one, file), Cell(problem.message), Cell(problem.hint), level, Cell(problem.code)


def _where(one: _Found, file: str) -> Cell:
    """The place with a link to it; without one where it is not in this workbook."""
    if not one.sheet:
        inside = str(one.place).removeprefix(f"{file}:") if one.place.file == file else str(one.place)
        return Cell(inside)
    target = f"{column_letters(one.place.column or 1)}{one.place.row or 1}"
    shown = "!".join(part for part in (one.sheet, one.place.cell) if part)
    return Cell(shown, link=f"{quoted_sheet(one.sheet)}!{target}")


def _level(level: Level) -> str:
    """The level in words, as the beginning of a sentence."""
    words = {Level.ERROR: _("error"), Level.MISSING: _("missing"), Level.WARNING: _("warning"), Level.INFO: _("note")}
    return words[level][:1].upper() + words[level][1:]
