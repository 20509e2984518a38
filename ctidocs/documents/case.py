"""One woman's course as the documents see it: her rows, and her phases as the method computes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from ctidocs.method import phases as method
from ctidocs.method.phases import Phase, Phases, course_phases
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import COURSES, PAUSES, Settings
from ctidocs.register.schema.intake import Course, Key

R = TypeVar("R")


@dataclass(frozen=True)
class Case:
    """One case on one day. `key`: her row of the key workbook, None where it is not there. `code`: her papers' code."""

    case_id: str
    on: date
    register: Register
    key: Key | None = None
    has_keys: bool = False
    code: str = ""

    @property
    def settings(self) -> Settings:
        """What the programme has decided."""
        return self.register.settings

    @cached_property
    def course(self) -> Course:
        """Her row in Forløb; an empty one where there is none."""
        found = self.register.of_case(COURSES, self.case_id)
        return found[0].values if found else Course(case_id=self.case_id)

    @cached_property
    def phases(self) -> Phases | None:
        """Her phases (R1, R2); None before phase 1 has a start."""
        if self.course.phase1_start is None:
            return None
        pauses = tuple(
            method.Pause(pause.start, pause.end) for pause in self.rows(PAUSES, ("start", "end")) if pause.start
        )
        return course_phases(self.course.phase1_start, pauses=pauses, phase_months=self.settings.phase_months)

    def begun_phases(self) -> tuple[Phase, ...]:
        """The phases that have begun on the day; none after an early closing has come before them."""
        if self.phases is None:
            return ()
        last = min(self.on, self.course.closed_on or self.on)
        return method.begun_phases(self.phases, on=last)

    def records(self, sheet: Sheet[R], columns: Iterable[str]) -> tuple[Record[R], ...]:
        """Her rows of a sheet in which these columns could be read."""
        wanted = frozenset(columns)
        return tuple(r for r in self.register.of_case(sheet, self.case_id) if not (r.broken & wanted))

    def rows(self, sheet: Sheet[R], columns: Iterable[str]) -> tuple[R, ...]:
        """The values of those rows."""
        return tuple(record.values for record in self.records(sheet, columns))
