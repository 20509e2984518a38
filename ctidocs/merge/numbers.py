"""The case numbers of two registers: whether each was given out to it, and is the same woman in both (A24)."""

from collections.abc import Iterable, Mapping
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.merge.rows import SAME_WOMAN
from ctidocs.method.series import Series, in_series, number_series
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import COURSES, REFERRALS

Cases = Mapping[str, Place]


def cases_of(register: Register) -> Cases:
    """Each case number, with the cell where it stands: in Visitation, else in Forløb."""
    found: dict[str, Place] = {}
    for sheet in (REFERRALS, COURSES):
        records: tuple[Record[Any], ...] = register.records(sheet)
        for record in records:
            found.setdefault(record.values.case_id, register.cell(sheet, record, "case_id"))
    return found


def series_of(register: Register) -> Series:
    """The numbers this register may give out; no limit where its Nummerserie is blank or cannot be read."""
    return number_series(register.settings.number_series) or ()


def number_problems(ours: Register, theirs: Register) -> Iterable[Problem]:
    """Everything about numbers and their series that keeps two registers apart, or may."""
    for register in (ours, theirs):
        yield from _no_series(register)
    yield from _outside(ours, theirs)
    yield from _outside(theirs, ours)
    yield from _unproved(ours, theirs)


def _no_series(register: Register) -> Iterable[Problem]:
    if not register.settings.number_series.strip():
        message = _("Nummerserie is blank, so nothing tells which numbers are this register's")
        hint = _("write the numbers it may use, such as 001–499")
        place = register.setting_place("number_series")
        yield Problem(place, "merge-no-series", message, hint, Level.WARNING)


def _outside(register: Register, other: Register) -> Iterable[Problem]:
    """Numbers outside the register's series, but for those that the other was given and has too: a shared case."""
    own, others, shared = series_of(register), series_of(other), cases_of(other)
    for number, place in cases_of(register).items():
        if in_series(number, own) or (number in shared and in_series(number, others)):
            continue
        message = _("the case number {number} is outside this register's Nummerserie and is no case of the other's own")
        hint = _("ask the committee's list whose it is, and correct the number or Nummerserie in Opsætning")
        yield Problem(place, "merge-outside-series", message.format(number=number), hint)


def _unproved(ours: Register, theirs: Register) -> Iterable[Problem]:
    """Cases of both in which none of the three columns that A24 compares is filled in in both."""
    mine, others = _referrals(ours), _referrals(theirs)
    theirs_at = cases_of(theirs)
    for number in cases_of(ours):
        if number not in theirs_at:
            continue
        one, other = mine.get(number), others.get(number)
        if one and other and any(getattr(one.values, n) is not None and getattr(other.values, n) is not None
                                 for n in SAME_WOMAN):  # fmt: skip
            continue
        message = _("nothing shows that the case {number} is the same woman in both registers").format(number=number)
        hint = _("fill in Indstillet dato, Fødselsår or Handlekommune in both")
        yield Problem(theirs_at[number], "merge-unproved", message, hint, Level.WARNING)


def _referrals(register: Register) -> dict[str, Record[Any]]:
    return {record.values.case_id: record for record in register.records(REFERRALS)}
