"""A sheet's cells with what the fast reader passes over put back, and what is told of a sheet as a whole."""

from collections.abc import Iterable, Sequence

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import COVERED, Cells, Fault, is_blank
from ctidocs.register.grid import Grid
from ctidocs.register.kinds import CASE
from ctidocs.register.sheet_marks import MOST_COLUMNS, MOST_ROWS, Marks

_ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


def marked_cells(cells: Sequence[Cells], marks: Marks) -> Sequence[Cells]:
    """The cells, with a Fault where Excel shows an error, has no value for a formula, or has merged a cell away."""
    faults = {cell: _error_fault(text) for cell, text in marks.errors}
    faults |= dict.fromkeys(marks.without_value, _without_value())
    if not (faults or marks.merged) or marks.far:
        return cells
    width = max((len(cells[0]) if cells else 0, *(column for _row, column in faults)))
    height = max((len(cells), *(row for row, _column in faults)))
    grid: list[list[object]] = [[*row, *[""] * (width - len(row))] for row in (*cells, *[[]] * (height - len(cells)))]
    for (row, column), fault in faults.items():
        grid[row - 1][column - 1] = fault
    _cover(grid, marks)
    return grid


def _cover(grid: list[list[object]], marks: Marks) -> None:
    """Mark what is merged away, as far as the sheet holds anything at all: whole columns can be merged."""
    left = sum(map(len, grid))  # merged cells never overlap, but in a broken file they do by the thousand
    for (top, start), (bottom, end) in marks.merged:
        for cells in grid[top - 1 : bottom]:
            kept = cells[start - 1 : start] if cells is grid[top - 1] else []
            covered = cells[start - 1 : end][len(kept) :]
            cells[start - 1 : end] = [*kept, *[COVERED] * len(covered)]
            left -= len(covered) + 1
            if left < 0:
                return


def _error_fault(text: str) -> Fault:
    message = _("the cell shows the error {error}") if text in _ERRORS else _("the cell shows an error")
    return Fault("error-cell", message.format(error=text), _("correct the formula, or type the value itself"))


def _without_value() -> Fault:
    message = _("the cell holds a formula that has not been calculated")
    return Fault("formula-without-value", message, _("open the workbook in Excel and save it"))


def sheet_problems(grid: Grid, marks: Marks, *, hidden: bool, stale: bool) -> Iterable[Problem]:
    """What is told of a sheet as a whole: a cell far away, merged cells, old values of formulas, what is hidden."""
    if marks.far:
        message = _("this cell lies too far away: {rows} rows and {columns} columns are read")
        hint = _("delete everything to the right of and below the table; until then the sheet is not read")
        message = message.format(rows=f"{MOST_ROWS:,}".replace(",", "."), columns=MOST_COLUMNS)
        yield Problem(grid.place(*marks.far), "far-cell", message, hint)
    for first, last in marks.merged:
        spans_headers = first[0] <= grid.header_row < last[0]  # from a title down over a header, which is lost
        if spans_headers or (last[0] > grid.header_row and any(grid.headers[first[1] - 1 : last[1]])):
            cells = f"{grid.place(*first).cell}:{grid.place(*last).cell}"
            message = _("the cells {cells} are merged, and only the first of them holds anything").format(cells=cells)
            yield Problem(grid.place(*first), "merged-cells", message, _("split them, and fill in each cell"))
    read = [cell for cell in marks.formulas if cell[0] > grid.header_row + 1 and _has_header(grid, cell[1] - 1)]
    if stale and read:
        message = _("the file was not calculated when it was saved, so this formula may show an old value")
        yield Problem(
            grid.place(*read[0]), "stale-formula", message, _("open the workbook in Excel and save it"), Level.WARNING
        )
    yield from _hidden(grid, marks, hidden=hidden)
    yield from _above_headers(grid)


def _has_header(grid: Grid, at: int) -> bool:
    return at < len(grid.headers) and bool(grid.headers[at])


def _hidden(grid: Grid, marks: Marks, *, hidden: bool) -> Iterable[Problem]:
    """Hidden is hidden from eyes only: a filter must not change a paper."""
    parts = [
        _("the sheet is hidden") if hidden else "",
        _("{count} rows are hidden").format(count=marks.hidden_rows) if marks.hidden_rows else "",
        _("{count} columns are hidden").format(count=marks.hidden_columns) if marks.hidden_columns else "",
    ]
    if any(parts):
        hint = _("what is hidden or filtered away is read like everything else")
        yield Problem(grid.place(), "hidden", ", ".join(part for part in parts if part), hint, Level.INFO)


def _above_headers(grid: Grid) -> Iterable[Problem]:
    """Rows of data above the headers, which would be passed over as if they were a title."""
    for number, cells in enumerate(grid.cells[: grid.header_row], start=1):
        filled = [cell for cell in cells if cell is not COVERED and not is_blank(cell)]
        is_case = grid.sheet.per_case and any(isinstance(cell, str) and CASE.fullmatch(cell.strip()) for cell in filled)
        if is_case or len(filled) >= max(3, len(grid.sheet.keys)):
            message, hint = _("this row stands above the headers, so it is not read"), _("move it below the headers")
            yield Problem(grid.place(number), "row-above-headers", message, hint, Level.WARNING)
