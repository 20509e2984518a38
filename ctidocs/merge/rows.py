"""The rows of one sheet in two registers -> the rows of the copy, and where the two contradict each other."""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.problems import Level, Place, Problem
from ctidocs.register.column import Column, Sheet
from ctidocs.register.read import Record, Register
from ctidocs.register.schema import REFERRALS

SAME_WOMAN = ("referred_on", "birth_year", "acting_municipality")  # A24: what tells that a number is hers in both


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the copy, and the register it stands in."""

    record: Record[Any]
    home: Register


@dataclass
class SheetRows:
    """A sheet of the copy on its way: ours first, then theirs, each in its own order.

    `same`: rows of theirs that ours has; `filled`: rows of ours whose blanks theirs filled.
    """

    sheet: Sheet[Any]
    ours: Register
    theirs: Register
    rows: list[Kept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    filled: int = 0

    @property
    def added(self) -> int:
        """How many rows only theirs has."""
        return len(self.rows) - len(self.ours.records(self.sheet))


def sheet_rows(sheet: Sheet[Any], ours: Register, theirs: Register, *, other_women: bool = False) -> SheetRows:
    """The rows of both. `other_women`: no row of theirs is a row of ours, however alike (anonymous answers)."""
    found = SheetRows(sheet, ours, theirs, [Kept(record, ours) for record in ours.records(sheet)])
    by_key = _by_key(sheet, ours.records(sheet))
    free = [record for record in ours.records(sheet) if not _is_keyed(sheet, record)]
    left: Counter[Hashable] = Counter() if other_women else Counter(_content(record) for record in free)
    extra = []
    for record in theirs.records(sheet):
        if _is_keyed(sheet, record):
            _add_keyed(found, by_key, record)
        elif left[_content(record)] > 0:
            left[_content(record)] -= 1
            found.same += 1
        else:
            found.rows.append(Kept(record, theirs))
            extra.append(record)
    _tell_likely_twice(found, [record for record in free if left[_content(record)] > 0], extra)
    return found


def _is_keyed(sheet: Sheet[Any], record: Record[Any]) -> bool:
    return bool(sheet.unique) and not (sheet.unless and sheet.unless(record.values))


def _content(record: Record[Any]) -> Hashable:
    """What two rows that are the same have in common: every cell, those of the team's own columns too."""
    return record.values, frozenset(_own(record).items())


def _own(record: Record[Any]) -> dict[str, object]:
    return {tag: value for tag, value in record.added.items() if value is not None}


Key = tuple[tuple[str, ...], tuple[object, ...]]


def _keys(sheet: Sheet[Any], record: Record[Any]) -> list[Key]:
    """A row's value in each group that must be unique; a group with a blank is left out. The first group is never."""
    found = []
    for group in sheet.unique:
        values = tuple(_compared(getattr(record.values, name)) for name in group)
        if None not in values:
            found.append((group, values))
    return found


def _compared(value: object) -> object:
    """As check finds duplicates: EM and em are the same initials."""
    return value.casefold() if isinstance(value, str) else value


def _by_key(sheet: Sheet[Any], records: Sequence[Record[Any]]) -> dict[Key, int]:
    """Where in the sheet each key of ours stands."""
    return {key: at for at, record in enumerate(records) if _is_keyed(sheet, record) for key in _keys(sheet, record)}


def _add_keyed(found: SheetRows, by_key: Mapping[Key, int], record: Record[Any]) -> None:
    """Puts a row of theirs to the row of ours with the same key, or after all the others."""
    first, *others = _keys(found.sheet, record)
    at = by_key.get(first)
    for group, values in others:
        there = by_key.get((group, values))
        if there not in (None, at):
            found.problems.append(_taken(found, found.rows[there or 0].record, record, group[-1]))
    if at is None:
        found.rows.append(Kept(record, found.theirs))
        return
    ours = found.rows[at].record
    together = _together(found, ours, record)
    found.rows[at] = Kept(together, found.ours)
    if together == ours:
        found.same += 1
    else:
        found.filled += 1


def _together(found: SheetRows, ours: Record[Any], theirs: Record[Any]) -> Record[Any]:
    """Our row with its blanks filled from theirs; where both are filled and differ, a problem and ours stays."""
    filled: dict[str, object] = {}
    for column in found.sheet.columns:
        mine, other = getattr(ours.values, column.name), getattr(theirs.values, column.name)
        if mine is None:
            filled[column.name] = other
        elif other is not None and not same_value(mine, other):
            found.problems.append(_contradiction(found, ours, theirs, column))
    own = {**ours.added, **{tag: value for tag, value in _own(theirs).items() if ours.added.get(tag) is None}}
    if any(not same_value(own[tag], value) for tag, value in _own(theirs).items()):
        found.problems.append(_own_contradiction(found, ours, theirs))
    return replace(ours, values=replace(ours.values, **filled), added=own)


def same_value(one: object, other: object) -> bool:
    """Whether two cells say the same: blanks at the ends, doubled ones and how letters are stored do not count."""
    if isinstance(one, str) and isinstance(other, str):
        return _plain(one) == _plain(other)
    return one == other


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _contradiction(found: SheetRows, ours: Record[Any], theirs: Record[Any], column: Column) -> Problem:
    place = found.theirs.cell(found.sheet, theirs, column.name)
    cell = where(found.ours, found.ours.cell(found.sheet, ours, column.name))
    if found.sheet is REFERRALS and column.name in SAME_WOMAN:
        message = _("the case {number} has another {header} in your register, in {cell}")
        message = message.format(number=theirs.values.case_id, header=column.header, cell=cell)
        hint = _("ask the committee's list whether it is the same woman, and correct the number or the cell")
        return Problem(place, "merge-other-woman", message, hint)
    message = _("{header} is another in your register, in {cell}").format(header=column.header, cell=cell)
    return Problem(place, "merge-contradiction", message, _hint())


def _own_contradiction(found: SheetRows, ours: Record[Any], theirs: Record[Any]) -> Problem:
    message = _("a column of your own has another value in your register, in {cell}")
    return Problem(theirs.place, "merge-contradiction", message.format(cell=where(found.ours, ours.place)), _hint())


def _hint() -> str:
    return _("find out which of the two is right, and write it in both registers")


def _taken(found: SheetRows, ours: Record[Any], theirs: Record[Any], name: str) -> Problem:
    header, cell = found.sheet.by_name[name].header, where(found.ours, found.ours.cell(found.sheet, ours, name))
    message = _("the same {header} stands in another row of your register, in {cell}")
    hint = _("choose another in one of the registers")
    place = found.theirs.cell(found.sheet, theirs, name)
    return Problem(place, "merge-contradiction", message.format(header=header, cell=cell), hint)


def where(ours: Register, place: Place) -> str:
    """A cell of ours as a message names it: "Visitation!B2"; with the file where it is a worker's own log."""
    return f"{place.sheet}!{place.cell}" if place.file == ours.file else str(place)


def _tell_likely_twice(found: SheetRows, ours: Iterable[Record[Any]], theirs: Iterable[Record[Any]]) -> None:
    """A warning at each row of theirs that is a row of ours but for some blanks: it would count twice."""
    groups: dict[tuple[object, ...], list[Record[Any]]] = {}
    names = [column.name for column in found.sheet.keys]
    for record in ours if names else ():
        groups.setdefault(tuple(getattr(record.values, name) for name in names), []).append(record)
    for record in theirs:
        for mine in groups.get(tuple(getattr(record.values, name) for name in names), ()):
            if _only_blanks_differ(found.sheet, mine, record):
                message = _("this may be the row of your register in {cell}, and would then count twice")
                hint = _("if it is, write the two rows alike and merge again")
                message = message.format(cell=where(found.ours, mine.place))
                found.problems.append(Problem(record.place, "merge-twice", message, hint, Level.WARNING))
                break


def _only_blanks_differ(sheet: Sheet[Any], one: Record[Any], other: Record[Any]) -> bool:
    """Whether one of the rows says all that the other says."""
    pairs = [(getattr(one.values, column.name), getattr(other.values, column.name)) for column in sheet.columns]
    both = all(a is None or b is None or same_value(a, b) for a, b in pairs)
    return both and (all(b is None for a, b in pairs if a is None) or all(a is None for a, b in pairs if b is None))
