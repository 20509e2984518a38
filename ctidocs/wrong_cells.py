"""The wrong cells of a register that a paper would read: they stop that paper, and no other."""

from collections.abc import Iterable, Mapping, Sequence

from ctidocs.documents.base import Reads
from ctidocs.documents.case import Case
from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError, Place, Problem
from ctidocs.register.read import Register

Errors = Mapping[str, Mapping[tuple[str, int], Sequence[Problem]]]  # sheet -> file and row -> errors
# what makes a whole sheet doubtful: nobody knows whose rows are wrong
DOUBTFUL = frozenset({"missing-column", "duplicate-header", "merged-cells", "far-cell", "unreadable-log"})
UNREADABLE = frozenset({"error-cell", "formula-without-value"})
OF_DATES = frozenset({"phase_months", "compass_tolerance_days"})


def by_row(errors: Iterable[Problem]) -> Errors:
    """The errors by sheet and row, so that a paper looks only at its own case's rows."""
    found: dict[str, dict[tuple[str, int], list[Problem]]] = {}
    for error in errors:
        found.setdefault(error.place.sheet, {}).setdefault((error.place.file, error.place.row), []).append(error)
    return found


def wrong_cells(case: Case, reads: Iterable[Reads], errors: Errors) -> tuple[Problem, ...]:
    """The errors in the cells that a paper of this case would read.

    An error in a setting that the paper or its dates hang on, or one that makes a whole sheet doubtful, concerns every
    case.
    """
    return tuple(
        error
        for read in reads
        for row, found in errors.get(read.sheet.name, {}).items()
        for error in found
        if _is_doubtful(case.register, error) or _is_read(case, read, row, error)
    )


def _is_read_setting(register: Register, read: Reads, error: Problem) -> bool:
    """Whether the paper reads this setting, or its dates hang on it; one whose name is in doubt counts as read."""
    named = {place: name for name, place in register.settings_at.items()}
    name = named.get(error.place)
    return name is None or name in read.columns or name in OF_DATES


def short_place(place: Place, file: str) -> str:
    """ "Plan!O3"; with its file where that is not the register."""
    return str(place).removeprefix(f"{file}:")


def neutral_place(place: Place, register: Register) -> str:
    """The same for what is kept in a file: "Kontaktlog/2!K5", since the name of a log may be the worker's."""
    marks = {file: f"{place.sheet}/{number}!{place.cell}" for number, file in enumerate(register.log_columns, start=1)}
    return marks.get(place.file) or short_place(place, register.file)


def _is_doubtful(register: Register, error: Problem) -> bool:
    """Whether a whole sheet is in doubt: by its kind, or because a header itself cannot be read."""
    place = error.place
    in_header = register.header_rows.get((place.file, place.sheet)) == place.row
    return error.code in DOUBTFUL or (error.code in UNREADABLE and in_header)


def _is_read(case: Case, read: Reads, row: tuple[str, int], error: Problem) -> bool:
    if read.sheet.vertical:
        return _is_read_setting(case.register, read, error)
    if row not in case.register.rows_about(read.sheet, case.case_id):
        return False
    positions = case.register.columns_in(error.place.file, read.sheet)
    unread = set(positions) - set(read.columns) - {column.name for column in read.sheet.keys}
    return error.place.column not in {positions[name] for name in unread}


def refuse_wrong_cells(case: Case, reads: Iterable[Reads], errors: Errors) -> None:
    """CtidocsError where a paper would read a wrong cell."""
    if problems := wrong_cells(case, reads, errors):
        cells = tuple(short_place(problem.place, case.register.file) for problem in problems)
        raise CtidocsError(
            _("not made because of {cells}").format(cells=", ".join(cells)),
            hint=_("correct the cell; ctidocs check says what is wrong"),
            problems=problems,
            cells=cells,
        )
