"""Two partners' registers -> one, on case numbers, with nothing counted twice (A24). Neither is ever written.

What is refused (then nothing is merged, and everything is listed):
- a register with errors, or with a sheet, column, row or setting that is not read: it would not be carried;
- a number outside its register's Nummerserie, unless the other register was given it and has the case too;
- the same number with another Indstillet dato, Fødselsår or Handlekommune, and any other cell that differs between two
  rows that must be one (the keys of the schema): find out which is right;
- a word of Valglister that means two things, invented data beside real, and what only the whole would have wrong.

What becomes of the rows: of two with the same key one, the blanks of each filled from the other, since a blank is
unknown. Where a sheet has no key, rows alike in every cell are one (two alike in one file stay two), all others stay;
one that says no more than another is a warning, for it may count twice. Answers in Tilbagemeldinger are anonymous, and
two alike are two women: they all stay where the two Nummerserier cannot share a number; else the other file may
be a copy that holds the same women, rows alike are one, and a warning says how many. So merge the two registers
themselves, not an earlier copy.

Opsætning: ours, blanks filled from theirs, both series joined; another value in theirs is a warning (Organisation is
each partner's own). Valglister: both; the cells of the copy hold the tool's words. The team's own columns are
carried. The look of the two workbooks, and sheets that the schema does not have, are not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ctidocs.check import check_register
from ctidocs.language import gettext as _
from ctidocs.merge.numbers import cases_of, number_problems, series_of
from ctidocs.merge.rows import Kept, SheetRows, sheet_rows
from ctidocs.merge.settings import BLANK, merged_settings, word_problems
from ctidocs.method.series import overlap
from ctidocs.problems import CtidocsError, Level, Place, Problem
from ctidocs.register.blank import OwnColumns, workbook
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import FEEDBACK, SETTINGS, SHEETS

__all__ = ["Merged", "merged", "together"]

TABLES = tuple(sheet for sheet in SHEETS if not sheet.vertical)
# What stands there is not read, so it would be missing from the copy without a word.
NOT_CARRIED = frozenset({"misnamed-sheet", "misspelt-header", "blank-header", "row-above-headers", "unknown-setting"})


@dataclass(frozen=True)
class Merged:
    """Two registers as one. With an error among `problems` it is not to be used.

    `register`: as the copy reads, but each setting stands where it comes from. `sources`: sheet and row of the copy ->
    where that row stands. The counts are for a summary: cases of ours, of theirs and of both; and by sheet the rows
    that only theirs has (`added`), that both have (`same`), and of ours that theirs completed (`filled`).
    """

    register: Register
    problems: tuple[Problem, ...] = ()
    sources: Mapping[tuple[str, int], Kept] = field(default_factory=dict)
    own: Mapping[str, OwnColumns] = field(default_factory=dict)
    ours: int = 0
    theirs: int = 0
    both: int = 0
    added: Mapping[str, int] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    filled: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the registers from being merged."""
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

    def text(self) -> str:
        """One line: "60 cases: 40 ours, 25 theirs, 5 in both; 812 rows added, 90 the same in both"."""
        cases = _("{all} cases: {ours} ours, {theirs} theirs, {both} in both").format(
            all=self.ours + self.theirs - self.both, ours=self.ours, theirs=self.theirs, both=self.both
        )
        rows = _("{added} rows added, {same} the same in both").format(
            added=sum(self.added.values()), same=sum(self.same.values())
        )
        return f"{cases}; {rows}"

    def workbook(self) -> bytes:
        """The copy. CtidocsError where the registers cannot be merged."""
        if self.errors:
            hint = _("correct what is wrong, and merge again")
            raise CtidocsError(_("the registers are not merged"), hint=hint, problems=self.errors)
        rows = {sheet.name: [record.values for record in self.register.records(sheet)] for sheet in TABLES}
        return workbook(rows, settings=self.register.settings, own=self.own)


def merged(ours: Register, theirs: Register, *, found: Iterable[Problem], on: date) -> Merged:
    """Both registers as one. `found`: what check says of the two, `on` the day it was asked about."""
    refused = [p for p in found if p.level is Level.ERROR or p.code in NOT_CARRIED]
    if refused:
        problems = sorted(replace(problem, level=Level.ERROR) for problem in refused)
        return Merged(Register(ours.file, ours.settings, {}), tuple(problems))
    one = together(ours, theirs)
    if one.errors:
        return one
    new = [_at_source(one, p) for p in check_register(one.register, (), on=on) if p.level is Level.ERROR]
    return replace(one, problems=tuple(sorted([*one.problems, *new])))


def together(ours: Register, theirs: Register) -> Merged:
    """Both registers as one, and where they contradict each other; neither is looked over by itself."""
    separate = not overlap(series_of(ours), series_of(theirs))
    sheets = [sheet_rows(s, ours, theirs, other_women=separate and s is FEEDBACK) for s in TABLES]
    settings, problems = merged_settings(ours, theirs)
    problems += [*number_problems(ours, theirs), *word_problems(ours, theirs), *_answers_alike(sheets)]
    problems += [problem for rows in sheets for problem in rows.problems]
    headers = {rows.sheet.name: _own_headers(rows) for rows in sheets}
    own = {rows.sheet.name: _own_columns(rows) for rows in sheets if headers[rows.sheet.name]}
    cases = (cases_of(ours).keys(), cases_of(theirs).keys())
    return Merged(
        Register(
            ours.file,
            settings,
            {rows.sheet.name: _records(ours.file, rows) for rows in sheets},
            {sheet.name: {column.name: at for at, column in enumerate(sheet.columns, start=1)} for sheet in TABLES},
            added={name: tuple(found) for name, found in headers.items()},
            added_headers=headers,
            settings_at={column.name: _setting_source(column.name, ours, theirs) for column in SETTINGS.columns},
        ),
        tuple(sorted(problems)),
        {(rows.sheet.name, at): kept for rows in sheets for at, kept in enumerate(rows.rows, start=2)},
        own,
        *(len(cases[0]), len(cases[1]), len(cases[0] & cases[1])),
        added={rows.sheet.name: rows.added for rows in sheets if rows.added},
        same={rows.sheet.name: rows.same for rows in sheets if rows.same},
        filled={rows.sheet.name: rows.filled for rows in sheets if rows.filled},
    )


def _setting_source(name: str, ours: Register, theirs: Register) -> Place:
    """Where a setting of the copy comes from: ours, unless it is blank there and not in theirs."""
    blank = getattr(ours.settings, name) in BLANK and getattr(theirs.settings, name) not in BLANK
    return (theirs if blank else ours).setting_place(name)


def _records(file: str, rows: SheetRows) -> tuple[Record[Any], ...]:
    """The rows as the copy has them: each at its new place, with every own column of the two."""
    order, blank = SHEETS.index(rows.sheet) + 1, dict.fromkeys(_own_headers(rows))
    return tuple(
        replace(kept.record, place=Place(file, order, rows.sheet.name, at), added=blank | dict(kept.record.added))
        for at, kept in enumerate(rows.rows, start=2)
    )


def _own_columns(rows: SheetRows) -> OwnColumns:
    headers = _own_headers(rows)
    cells = (tuple(kept.record.added.get(tag) for tag in headers) for kept in rows.rows)
    return OwnColumns(tuple(headers.values()), tuple(cells))


def _own_headers(rows: SheetRows) -> dict[str, str]:
    """Tag -> header of the columns that either team added, ours first; a log's own column has its tag for a header."""
    name = rows.sheet.name
    headers = {**rows.theirs.added_headers.get(name, {}), **rows.ours.added_headers.get(name, {})}
    tags = (*rows.ours.added.get(name, ()), *headers, *(tag for kept in rows.rows for tag in kept.record.added))
    return {tag: headers.get(tag, tag) for tag in dict.fromkeys(tags)}


def _answers_alike(sheets: Iterable[SheetRows]) -> Iterable[Problem]:
    for rows in sheets:
        if rows.sheet is FEEDBACK and rows.same:
            message = _("{count} answers stand alike in both registers, and are counted once").format(count=rows.same)
            hint = _("if they are different women's, give each register a Nummerserie of its own")
            place = Place(rows.theirs.file, SHEETS.index(FEEDBACK) + 1, FEEDBACK.name)
            yield Problem(place, "merge-answers", message, hint, Level.WARNING)


def _at_source(one: Merged, problem: Problem) -> Problem:
    """A problem of the copy, at the cell of the register that it comes from."""
    place = problem.place
    kept = one.sources.get((place.sheet, place.row))
    if kept is None:
        return problem
    sheet: Sheet[Any] = next(sheet for sheet in TABLES if sheet.name == place.sheet)
    name = sheet.columns[place.column - 1].name if place.column else ""
    return replace(problem, place=kept.home.cell(sheet, kept.record, name))
