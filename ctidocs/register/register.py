"""The register as read: its rows by sheet and by case, and where each of its cells stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from ctidocs.problems import Place
from ctidocs.register.column import Sheet
from ctidocs.register.rows import Record
from ctidocs.register.schema import SETTINGS, SHEETS, Settings

R = TypeVar("R")


@dataclass(frozen=True)
class Register:
    """A workbook as read. A row with a cell that could not be read is in `records`, not in `rows`.

    `columns`: sheet -> identifier -> column, counted from 1; `log_columns` the same of each worker's own log, by file.
    `added`: sheet -> the tags of the team's own columns, `added_headers` with the header of each. `settings_at`: where
    the value of each setting stands. `lost`: sheet -> rows that are no record because a key cell is wrong, each with
    its file, its number and its case number if that was right. `header_rows`: file and sheet -> the row of the headers;
    `added_at` the same -> the columns of the team's own, by tag.
    """

    file: str
    settings: Settings
    by_sheet: Mapping[str, tuple[Record[Any], ...]]
    columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    added_headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lost: Mapping[str, tuple[tuple[str, int, object], ...]] = field(default_factory=dict)
    settings_at: Mapping[str, Place] = field(default_factory=dict)
    log_columns: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    header_rows: Mapping[tuple[str, str], int] = field(default_factory=dict)
    added_at: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)

    def records(self, sheet: Sheet[R]) -> tuple[Record[R], ...]:
        """Every row of a sheet whose key columns could be read, in the order of the sheet."""
        return self.by_sheet.get(sheet.name, ())

    def rows(self, sheet: Sheet[R]) -> tuple[R, ...]:
        """The values of the rows in which every cell could be read."""
        return tuple(record.values for record in self.records(sheet) if not record.broken)

    def rows_about(self, sheet: Sheet[Any], case_id: str) -> frozenset[tuple[str, int]]:
        """The file and number of every row of one case, those that are no record among them."""
        lost = ((file, row) for file, row, whose in self.lost.get(sheet.name, ()) if whose == case_id)
        places = (record.place for record in self.of_case(sheet, case_id))
        return frozenset((*((place.file, place.row) for place in places), *lost))

    def cell(self, sheet: Sheet[Any], record: Record[Any], column: str) -> Place:
        """The cell of a column in a record's row; the row itself where its sheet has no such column."""
        place = record.place
        position = self.columns_in(place.file, sheet).get(column, 0)
        return Place(place.file, place.sheet_order, place.sheet, place.row, position)

    def added_cell(self, sheet: Sheet[Any], record: Record[Any], tag: str) -> Place:
        """The same for a column of the team's own."""
        place = record.place
        position = self.added_at.get((place.file, sheet.name), {}).get(tag, 0)
        return Place(place.file, place.sheet_order, place.sheet, place.row, position)

    def columns_in(self, file: str, sheet: Sheet[Any]) -> Mapping[str, int]:
        """Where the columns of a sheet stand in the register, or in a worker's own log."""
        return (self.columns.get(sheet.name, {}) if file == self.file else self.log_columns.get(file)) or {}

    def setting_place(self, name: str) -> Place:
        """Where the value of a setting stands; the whole sheet where it has no row."""
        order = next(order for order, sheet in enumerate(SHEETS, start=1) if sheet is SETTINGS)
        return self.settings_at.get(name) or Place(self.file, order, SETTINGS.name)

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
