"""What a document is: who reads it, what it is made per, which columns it may use and what it computes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ctidocs.documents.case import Case
from ctidocs.register.column import Sheet
from ctidocs.render.compass.lines import Compass
from ctidocs.render.tagging.tags import Group, Known, Value


class Reader(StrEnum):
    """Whose paper it is: decides the blank, the place and the name of the file."""

    STAFF = "staff"
    HER = "her"


class Per(StrEnum):
    """What one paper is made for."""

    CASE = "case"
    PHASE = "phase"


@dataclass(frozen=True, slots=True)
class Field:
    """A computed value of a document. `fields`: it is a list of such rows, or (not `many`) a group."""

    tag: str
    help: str
    example: str = ""
    fields: "tuple[Field, ...]" = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Reads:
    """Columns of one sheet that a document may print, by identifier."""

    sheet: Sheet[Any]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as one reader gets it. `file`: its name without case number or code, {item} the phase or round."""

    reader: Reader
    template: str
    file: str


@dataclass(frozen=True, slots=True)
class Content:
    """What fills one paper: the values by tag, and the drawings by the name of their placeholder."""

    values: Mapping[str, object]
    compasses: Mapping[str, Compass] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of DOMAIN C. `items`: the phases or rounds of a case that it can be made for on a day.

    `context`: pure; the case, one item and the reader -> the content of one paper.
    """

    number: str
    name: str
    danish: str
    title: str
    per: Per
    papers: tuple[Paper, ...]
    reads: tuple[Reads, ...]
    computed: tuple[Field, ...]
    items: Callable[[Case], tuple[int, ...]]
    applies: Callable[[Case], bool]
    context: Callable[[Case, int, Reader], Content]
    missing: Callable[[Case], str] | None = None
    by_name_only: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it answers to on the command line."""
        return tuple(dict.fromkeys((self.name, self.danish, self.number.lower())))


def sheet_values(case: Case, reads: Iterable[Reads]) -> dict[str, object]:
    """Each sheet that a document reads, by tag: one row as its values, many rows as a list; blanks are None."""
    values: dict[str, object] = {}
    for read in reads:
        rows = [_row_values(record.values, record.added, read) for record in case.records(read.sheet, read.columns)]
        one = rows[0] if rows else dict.fromkeys((*_tags(read), *case.register.added.get(read.sheet.name, ())))
        values[read.sheet.tag] = one if _is_one(read.sheet) else rows
    return values


def _tags(read: Reads) -> tuple[str, ...]:
    return tuple(read.sheet.by_name[name].tag for name in read.columns)


def _row_values(row: object, added: Mapping[str, object], read: Reads) -> dict[str, object]:
    return {**added, **{read.sheet.by_name[name].tag: getattr(row, name) for name in read.columns}}


def known_tags(document: Document, *, added: Mapping[str, tuple[str, ...]]) -> dict[str, Known]:
    """Every tag a template of this document may use. `added`: the team's own columns by sheet name."""
    known: dict[str, Known] = {}
    for read in document.reads:
        tags = (*_tags(read), *added.get(read.sheet.name, ()))
        known[read.sheet.tag] = Group(dict.fromkeys(tags, Value()), many=not _is_one(read.sheet))
    return known | {field.tag: _known(field) for field in document.computed}


def _is_one(sheet: Sheet[Any]) -> bool:
    return sheet.one_per_case or sheet.vertical


def _known(field: Field) -> Known:
    if not field.fields:
        return Value()
    return Group({inner.tag: _known(inner) for inner in field.fields}, many=field.many)
