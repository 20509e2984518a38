"""What every rule of the check sees: the register, the day, the cases, and where a cell stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from ctidocs.method import phases as method
from ctidocs.method.phases import Phases, course_phases
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import COURSES, PAUSES, REFERRALS, Settings
from ctidocs.register.schema.intake import Course, Referral

R = TypeVar("R")


@dataclass(frozen=True)
class Look:
    """A register to look over on one day. A value that could not be read is None here: its cell is told already."""

    register: Register
    on: date

    @property
    def settings(self) -> Settings:
        """What the programme has decided."""
        return self.register.settings

    def records(self, sheet: Sheet[R]) -> tuple[Record[R], ...]:
        """Every row of a sheet whose key columns could be read."""
        return self.register.records(sheet)

    @cached_property
    def courses(self) -> Mapping[str, Record[Course]]:
        """Each case's row in Forløb, the first where there are two."""
        return _first_by_case(self.records(COURSES))

    @cached_property
    def referrals(self) -> Mapping[str, Record[Referral]]:
        """Each case's row in Visitation, the first where there are two."""
        return _first_by_case(self.records(REFERRALS))

    @cached_property
    def phases(self) -> Mapping[str, Phases]:
        """The phases of each course that has begun (R1, R2)."""
        return {
            case_id: course_phases(
                record.values.phase1_start, pauses=self._pauses(case_id), phase_months=self.settings.phase_months
            )
            for case_id, record in self.courses.items()
            if record.values.phase1_start is not None
        }

    def _pauses(self, case_id: str) -> tuple[method.Pause, ...]:
        """The pauses of a case that can be counted: none that ends before it begins."""
        rows = (record.values for record in self.register.of_case(PAUSES, case_id) if not record.broken)
        return tuple(
            method.Pause(row.start, row.end) for row in rows if row.start and (row.end is None or row.end >= row.start)
        )

    def of_case(self, sheet: Sheet[R], case_id: str) -> tuple[Record[R], ...]:
        """The rows of one case."""
        return self.register.of_case(sheet, case_id)

    def at(self, sheet: Sheet[Any], record: Record[Any], column: str) -> Place:
        """The cell of a column in this record's row; the row where the sheet has no such column."""
        return self.register.cell(sheet, record, column)

    def problem(
        self,
        sheet: Sheet[Any],
        record: Record[Any],
        column: str,
        code: str,
        message: str,
        hint: str,
        level: Level = Level.ERROR,
    ) -> Problem:
        """A problem at the cell of a column in this record's row."""
        return Problem(self.at(sheet, record, column), code, message, hint, level)


def _first_by_case(records: Iterable[Record[Any]]) -> dict[str, Record[Any]]:
    found: dict[str, Record[Any]] = {}
    for record in records:
        found.setdefault(record.values.case_id, record)
    return found
