"""The rows of one sheet -> records: each row typed, with its place and what could not be read of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.cell import COVERED, Cells, Fault, Parser
from ctidocs.register.grid import Grid, Words, read_headers
from ctidocs.register.kinds import free_text
from ctidocs.register.numbers import LARGEST

R = TypeVar("R")
Columns = Sequence[tuple[int, str, Parser]]  # where it stands, its identifier, how its cells are read


@dataclass(frozen=True, slots=True)
class Record(Generic[R]):
    """One row: its values, its place, the columns the team added (by tag), and the columns that could not be read."""

    values: R
    place: Place
    added: Mapping[str, object] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()


def read_rows(grid: Grid, words: Words) -> tuple[tuple[Record[Any], ...], list[Problem]]:
    """The records of a sheet, in its order, and every problem of its headers and cells."""
    found, problems = read_headers(grid, words)
    if any(problem.code == "missing-column" for problem in problems):
        return (), problems
    reader = _RowReader(grid, [(f.at, f.column.name, f.parse) for f in found], problems)
    records = (reader.record(number, cells) for number, cells in grid.rows())
    return tuple(record for record in records if record is not None), problems


class _RowReader:
    """Reads row by row and adds what is wrong to `problems`; ordinary cells cost a look-up and no more."""

    def __init__(self, grid: Grid, columns: Columns, problems: list[Problem]) -> None:
        self.grid, self.columns, self.problems = grid, columns, problems
        self.keys = {column.name for column in grid.sheet.keys}
        self.own = [(at, tag, _own_value) for at, tag in grid.added.items()]
        self.row_type: Any = grid.sheet.row

    def record(self, number: int, cells: Cells) -> Record[Any] | None:
        """The record, or None where a key cell is blank or cannot be read."""
        broken: set[str] = set()
        values = self._values(number, cells, self.columns, broken)
        if not self.keys <= values.keys():
            self._blank_keys(number, self.keys - values.keys() - broken)
            self._values(number, cells, self.own, broken)
            self.grid.lost.append((number, values.get("case_id")))
            return None
        own: dict[str, object] = {}
        if self.own:
            own = dict.fromkeys(tag for _at, tag, _parse in self.own)
            own |= self._values(number, cells, self.own, broken)
        return Record(self.row_type(**values), self.grid.place(number), own, frozenset(broken))

    def _values(self, number: int, cells: Cells, columns: Columns, broken: set[str]) -> dict[str, object]:
        values: dict[str, object] = {}
        for at, name, parse in columns:
            raw = cells[at]
            if raw == "":
                continue
            value = parse(raw)
            if value.__class__ is Fault:
                value = self._fault(number, at, name, value, broken)
            if value is not None:
                values[name] = value
        return values

    def _fault(self, number: int, at: int, name: str, fault: Fault, broken: set[str]) -> object:
        if fault is not COVERED:
            self.problems.append(self.grid.problem(number, at, fault))
        if fault.level is Level.ERROR:
            broken.add(name)
        return fault.value

    def _blank_keys(self, number: int, names: set[str]) -> None:
        for name in names:
            place = self.grid.place(number, self.grid.positions[name])
            hint = _("fill it, or delete the row")
            self.problems.append(Problem(place, "blank-key", _("this cell may not be blank"), hint))


def _own_value(raw: object) -> object:
    """A cell of a column that the team added: its text, number, date or truth as it is."""
    if isinstance(raw, (str, Fault)) or (isinstance(raw, float) and not abs(raw) < LARGEST):
        return free_text(raw)
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw
