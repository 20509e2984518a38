"""register.xlsx -> typed rows and problems. Never raises for what a person typed."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from python_calamine import CalamineError, CalamineWorkbook

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError, Level, Place, Problem
from ctidocs.register.column import Column, Kind, Sheet, same_header
from ctidocs.register.grid import Cells, FoundColumn, Grid, Words, read_headers, unknown_name
from ctidocs.register.kinds import LONG_TEXT, Fault, parser, plain_text
from ctidocs.register.schema import LIST_WORDS, SETTINGS, SHEETS, Settings

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Record(Generic[R]):
    """One row: its values, its place, the columns the team added (by tag), and the columns that could not be read."""

    values: R
    place: Place
    added: Mapping[str, object] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Register:
    """A workbook as read. A row with a cell that could not be read is in `records`, not in `rows`."""

    file: str
    settings: Settings
    by_sheet: Mapping[str, tuple[Record[Any], ...]]
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def records(self, sheet: Sheet[R]) -> tuple[Record[R], ...]:
        """Every row of a sheet whose key columns could be read, in the order of the sheet."""
        return self.by_sheet.get(sheet.name, ())

    def rows(self, sheet: Sheet[R]) -> tuple[R, ...]:
        """The values of the rows in which every cell could be read."""
        return tuple(record.values for record in self.records(sheet) if not record.broken)

    def of_case(self, sheet: Sheet[R], case_id: str) -> tuple[Record[R], ...]:
        """The rows of one case."""
        return self._by_case.get((sheet.name, case_id), ())

    @cached_property
    def _by_case(self) -> dict[tuple[str, str], tuple[Record[Any], ...]]:
        found: dict[tuple[str, str], list[Record[Any]]] = {}
        for name, records in self.by_sheet.items():
            for record in records:
                if case_id := getattr(record.values, "case_id", None):
                    found.setdefault((name, case_id), []).append(record)
        return {key: tuple(records) for key, records in found.items()}


def read_register(path: Path, *, sheets: Sequence[Sheet[Any]] = SHEETS) -> tuple[Register, tuple[Problem, ...]]:
    """The register and every problem of its cells. CtidocsError only where the file itself cannot be read."""
    book = _open(path)
    present = {same_header(name): name for name in book.sheet_names}
    problems = list(_missing_sheets(path.name, book.sheet_names, sheets))
    grids = {
        sheet.name: Grid(path.name, order, sheet, book.get_sheet_by_name(present[same_header(sheet.name)]).to_python(
            skip_empty_area=False))
        for order, sheet in enumerate(sheets, start=1)
        if same_header(sheet.name) in present
    }  # fmt: skip
    words = _office_words(grids.get(LIST_WORDS.name))
    settings = Settings()
    by_sheet: dict[str, tuple[Record[Any], ...]] = {}
    columns: dict[str, Mapping[str, int]] = {}
    added: dict[str, tuple[str, ...]] = {}
    for name, grid in grids.items():
        if grid.sheet.vertical:
            settings, found = _read_settings(grid, words)
        else:
            by_sheet[name], found = _read_sheet(grid, words)
            columns[name] = grid.positions
            added[name] = tuple(grid.added.values())
        problems += found
    return Register(path.name, settings, by_sheet, columns, added), tuple(sorted(problems))


def _open(path: Path) -> CalamineWorkbook:
    if path.is_dir():
        raise CtidocsError(_("{file} is a folder, not a workbook").format(file=path.name))
    try:
        start = path.read_bytes()[:8]
    except FileNotFoundError:
        hint = _("stand in the folder of the register, or name it with --register")
        raise CtidocsError(_("there is no {file} here").format(file=path.name), hint=hint) from None
    except OSError:
        hint = _("close it in Excel, and check that you may read it")
        raise CtidocsError(_("{file} cannot be read").format(file=path.name), hint=hint) from None
    save = _("open it in Excel and save it as “Excel Workbook (.xlsx)”")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        message = _("{file} is protected with a password, or is an old .xls workbook")
        raise CtidocsError(message.format(file=path.name), hint=save)
    if not start.startswith(b"PK"):
        raise CtidocsError(_("{file} is not an Excel workbook").format(file=path.name), hint=save)
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise CtidocsError(_("{file} is damaged").format(file=path.name), hint=save) from error


def _missing_sheets(file: str, names: Sequence[str], sheets: Sequence[Sheet[Any]]) -> Iterable[Problem]:
    present = {same_header(name) for name in names}
    known = {same_header(sheet.name) for sheet in sheets}
    strangers = {name: same_header(name) for name in names if same_header(name) not in known}
    for sheet in sheets:
        if same_header(sheet.name) in present:
            continue
        near = difflib.get_close_matches(same_header(sheet.name), strangers.values(), n=1)
        hint = _("did you mean this with the sheet “{sheet}”? Then give it its right name").format(
            sheet=next(name for name, same in strangers.items() if same == near[0])) if near else ""  # fmt: skip
        if sheet.must_exist:
            yield Problem(Place(file), "missing-sheet", _("there is no sheet {sheet}").format(sheet=sheet.name),
                          hint or _("add the sheet; `ctidocs new` makes a workbook that has it"))  # fmt: skip
        elif near:
            yield Problem(Place(file), "misnamed-sheet", _("there is no sheet {sheet}").format(sheet=sheet.name), hint,
                          Level.WARNING)  # fmt: skip


def _office_words(grid: Grid | None) -> dict[str, dict[str, str]]:
    """Header -> the office's word -> the tool's word."""
    words: dict[str, dict[str, str]] = {}
    if grid is not None:
        records, _problems = _read_sheet(grid, {})
        for record in records:
            row = record.values
            if row.list and row.value and row.shown:
                words.setdefault(same_header(row.list), {})[row.shown] = row.value
    return words


def _read_settings(grid: Grid, words: Words) -> tuple[Settings, list[Problem]]:
    where = {same_header(header): n for n, header in enumerate(grid.headers)}
    name_at, value_at = where.get("indstilling", 0), where.get("værdi", 1)
    known = {same_header(column.header): column for column in SETTINGS.columns}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for number, cells in grid.rows():
        label, raw = plain_text(cells[name_at]), cells[value_at] if value_at < len(cells) else ""
        column = known.get(same_header(label))
        if column is None:
            problems.append(unknown_name(grid, label, known, number, name_at + 1, "unknown-setting"))
        elif raw != "":
            value = parser(column, words.get(same_header(column.header), {}))(raw)
            if isinstance(value, Fault):
                problems.append(_problem(grid.place(number, value_at + 1), value))
            elif value is not None:
                values[column.name] = value
    return replace(Settings(), **values), problems


def _problem(place: Place, fault: Fault) -> Problem:
    return Problem(place, fault.code, fault.message, fault.hint, fault.level)


def _read_sheet(grid: Grid, words: Words) -> tuple[tuple[Record[Any], ...], list[Problem]]:
    found, problems = read_headers(grid, words)
    missing_keys = [c.header for c in grid.sheet.keys if c.name not in grid.positions]
    if missing_keys and any(True for _row in grid.rows()):
        message = _("the column {header} is missing").format(header=", ".join(missing_keys))
        place = grid.place(grid.header_row + 1)
        return (), [*problems, Problem(place, "missing-column", message, _("add it; it is never blank"))]
    records = []
    for number, cells in grid.rows():
        record, row_problems = _read_row(grid, number, cells, found)
        problems += row_problems
        if record is not None:
            records.append(record)
    return tuple(records), problems


def _read_row(
    grid: Grid, number: int, cells: Cells, found: Sequence[FoundColumn]
) -> tuple[Record[Any] | None, list[Problem]]:
    """The record, or None where a key cell is blank or cannot be read; and the row's problems."""
    values: dict[str, object] = {}
    broken: set[str] = set()
    problems: list[Problem] = []
    lost = False
    for f in found:
        raw = cells[f.at] if f.at < len(cells) else ""
        value = f.parse(raw) if raw != "" and not (isinstance(raw, str) and not raw.strip()) else None
        if isinstance(value, Fault):
            problems.append(_problem(grid.place(number, f.at + 1), value))
            broken.add(f.column.name)
            lost = lost or f.column.key
        elif value is not None:
            values[f.column.name] = value
            if isinstance(value, str) and len(value) > LONG_TEXT:
                problems.append(_long_text(grid.place(number, f.at + 1), len(value)))
        elif f.column.key:
            problems.append(Problem(grid.place(number, f.at + 1), "blank-key", _("this cell may not be blank"),
                                    _("fill it, or delete the row")))  # fmt: skip
            lost = True
    if lost:
        return None, problems
    own: dict[str, object] = {}
    for at, tag in grid.added.items():
        value = _own_value(cells[at] if at < len(cells) else "")
        if isinstance(value, Fault):
            problems.append(_problem(grid.place(number, at + 1), value))
            broken.add(tag)
            value = None
        own[tag] = value
    return Record(cast(Any, grid.sheet.row)(**values), grid.place(number), own, frozenset(broken)), problems


_OWN_TEXT = parser(Column("", Kind.TEXT, "", ()), {})


def _own_value(raw: object) -> object:
    """A cell of a column that the team added: dates and numbers as they are, text without blanks at the ends."""
    if isinstance(raw, str):
        return _OWN_TEXT(raw)
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw


def _long_text(place: Place, length: int) -> Problem:
    message = _("the text is {length} characters long").format(length=length)
    return Problem(place, "long-text", message, _("over 200 characters may not fit the papers"), Level.WARNING)
