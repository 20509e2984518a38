"""The cells that a paper reads, as text, and which of them hold what stands in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ctidocs.documents.base import Reads
from ctidocs.documents.case import Case
from ctidocs.problems import Place
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record, Register
from ctidocs.traces import plain

Cells = Sequence[tuple[Place, str]]  # where each stands, and its text


def holding(text: str, cells: Cells) -> list[Place]:
    """The cells that hold a text: as whole words, else anywhere, else a beginning in one and the rest in another."""
    whole = re.compile(rf"(?<!\w){re.escape(text)}(?:'?s|')?(?!\w)")
    found = [place for place, held in cells if whole.search(held)] or [place for place, held in cells if text in held]
    return found or next(filter(None, (_split(text, cut, cells) for cut in _cuts(text))), [])


def _cuts(text: str) -> list[int]:
    """Where a text may have been put together from two cells, the middle first: after a word, or in it."""
    return sorted(
        range(1, len(text)), key=lambda cut: (not text[cut - 1 : cut + 1].isalnum(), abs(2 * cut - len(text)))
    )


def _split(text: str, cut: int, cells: Cells) -> list[Place]:
    first, rest = text[:cut].rstrip(), text[cut:].lstrip()
    ending = [place for place, held in cells if held.endswith(first)]
    beginning = [place for place, held in cells if held.startswith(rest)]
    return [*dict.fromkeys((*ending, *beginning))] if ending and beginning else []


def cells_read(case: Case, read: Reads) -> Iterator[tuple[Place, str]]:
    """Every filled cell that a paper of this case reads."""
    if read.sheet.vertical:
        return _settings(case.register, read)
    return _of_records(case.register, read, records_of(case, read))


def all_cells_read(register: Register, read: Reads) -> Iterator[tuple[Place, str]]:
    """The same of all cases."""
    if read.sheet.vertical:
        return _settings(register, read)
    return _of_records(register, read, register.records(read.sheet))


def records_of(case: Case, read: Reads) -> tuple[Record[Any], ...]:
    """The rows of this case; all rows of a sheet that is not about cases."""
    sheet: Sheet[Any] = read.sheet
    return case.register.of_case(sheet, case.case_id) if sheet.per_case else case.register.records(sheet)


def _settings(register: Register, read: Reads) -> Iterator[tuple[Place, str]]:
    for name in read.columns:
        if text := _text(getattr(register.settings, name)):
            yield register.setting_place(name), text


def _of_records(register: Register, read: Reads, records: Iterable[Record[Any]]) -> Iterator[tuple[Place, str]]:
    for record in records:
        for name in read.columns:
            if name != "case_id" and (text := _text(getattr(record.values, name))):  # that is whose row it is
                yield register.cell(read.sheet, record, name), text
        for tag, value in record.added.items():
            if text := _text(value):
                yield register.added_cell(read.sheet, record, tag), text


def _text(value: object) -> str:
    """What a cell holds, as it is looked for; "" where that is neither text nor a long number."""
    if isinstance(value, str):
        return plain(value)
    return digits_of(value) if is_long(value) else ""


def is_long(value: object) -> bool:
    """Whether it is a number that a phone or a CPR number may have become in Excel."""
    return isinstance(value, int) and 10_000_000 <= value < 10**10


def digits_of(value: object) -> str:
    """Such a number as it was typed: Excel takes the 0 at the front of a CPR number away."""
    return str(value) if len(str(value)) == 8 else str(value).zfill(10)
