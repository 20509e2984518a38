"""A raw cell -> its value, or a Fault. One small function a kind; nothing raises for what a person typed.

A message may name a short code, number or date from the cell; never free text, which could be a name.
"""

import re
from collections.abc import Mapping
from datetime import date

from ctidocs.language import gettext as _
from ctidocs.office_text import has_forbidden_character
from ctidocs.problems import Level
from ctidocs.register import numbers, words
from ctidocs.register.cell import Fault, Parser, compared_text, plain_text
from ctidocs.register.column import Column, Kind
from ctidocs.register.numbers import LARGEST

__all__ = ["LONG_TEXT", "Fault", "Parser", "free_text", "parser", "plain_text"]

LONG_TEXT = 200  # longer is a warning: it will not fit the papers well

CASE = re.compile(r"[0-9]{2}-[0-9]{3}")
_MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
_PERIOD = re.compile(r"20[0-9]{2}(?:-H[12]|-K[1-4])?")
_CPR = re.compile(r"[0-9]{10}")
_NO_CHARACTER = re.compile("_x[fF]{3}[eEfF]_")  # how Excel writes U+FFFE and U+FFFF, which XML cannot hold


def parser(column: Column, shown: Mapping[str, str]) -> Parser:
    """The function that reads this column's cells: raw cell -> value, None where it is blank, or Fault.

    `shown`: the office's own words for the column's choices -> the tool's words (sheet Valglister).
    """
    if column.kind is Kind.TEXT and not (column.key or column.refers_to):
        return free_text  # compared with nothing, so every blank she typed stays
    return _Remembered(_by_kind(column, shown)).__getitem__


def _by_kind(column: Column, shown: Mapping[str, str]) -> Parser:
    match column.kind:
        case Kind.WHOLE:
            return numbers.whole(column)
        case Kind.NUMBER:
            return numbers.number(column)
        case Kind.YEAR:
            return numbers.year(column)
        case Kind.CHOICE:
            return words.choice(column, shown)
        case Kind.MUNICIPALITY:
            return words.municipality()
        case _:
            return _PARSERS[column.kind]


class _Remembered(dict[object, object]):
    """What each cell of a column was read as: a column has few different words, dates and numbers."""

    def __init__(self, parse: Parser) -> None:
        super().__init__()
        self.parse = parse

    def __missing__(self, raw: object) -> object:
        if raw.__class__ is Fault:
            return raw  # found before reading: an error cell, a formula without a value
        value = None if isinstance(raw, str) and not raw.strip() else self.parse(raw)
        if raw not in (0, 1):  # TRUE equals 1 and FALSE equals 0, but they are not the same cell
            self[raw] = value
        return value


def free_text(raw: object) -> object:
    """Reads any text exactly as it was typed; blanks alone are nothing."""
    if raw.__class__ is Fault:
        return raw
    if isinstance(raw, float) and not abs(raw) < LARGEST:  # infinite, or longer than Excel keeps
        hint = _("give the cell the number format Text, and type it again")
        return Fault("out-of-range", _("the number is longer than Excel can hold"), hint)
    text = raw if isinstance(raw, str) else plain_text(raw)
    if has_forbidden_character(text) or ("_x" in text and _NO_CHARACTER.search(text)):
        message = _("the text has a character that cannot stand in a document")
        return Fault("bad-character", message, _("type the text again; do not paste it"))
    if len(text) <= LONG_TEXT:
        return text if text and not text.isspace() else None
    if text.isspace():
        return None
    message = _("the text is {length} characters long").format(length=len(text))
    hint = _("over {most} characters may not fit the papers").format(most=LONG_TEXT)
    return Fault("long-text", message, hint, Level.WARNING, text)


def _case(raw: object) -> object:
    if isinstance(raw, str) and CASE.fullmatch(raw.strip()):
        return raw.strip()
    hint = _("two digits, a hyphen and three digits, such as 25-014")
    if not isinstance(raw, str):
        hint = _("Excel made it a number or a date; give the cell the number format Text and type it again")
    return Fault("not-a-case-number", _("not a case number"), hint)


def _month(raw: object) -> object:
    if isinstance(raw, date) and raw.day == 1:
        return f"{raw:%Y-%m}"  # Excel makes a date of a typed 2018-03
    if isinstance(raw, str) and _MONTH.fullmatch(raw.strip()):
        return raw.strip()
    return Fault("not-a-month", _("not a year and month"), _("type it as 2018-03; never the day"))


def _period(raw: object) -> object:
    text = plain_text(raw).upper()
    if _PERIOD.fullmatch(text):
        return text
    return Fault("not-a-period", _("not a period"), _("type it as 2025, 2025-H2 or 2025-K3"))


def _cpr(raw: object) -> object:
    digits = plain_text(raw).replace("-", "").replace(" ", "")
    if isinstance(raw, float) and len(digits) == 9:
        digits = "0" + digits  # typed as a number, it lost its leading zero
    if _CPR.fullmatch(digits):
        return digits
    return Fault("not-a-cpr", _("not ten digits"), _("type ten digits; format the column as Text"))


def _name(raw: object) -> object:
    return free_text(raw if isinstance(raw, float) else compared_text(raw))


_PARSERS: dict[Kind, Parser] = {
    Kind.CASE: _case,
    Kind.TEXT: _name,
    Kind.DATE: numbers.day,
    Kind.MONTH: _month,
    Kind.PERIOD: _period,
    Kind.YES_NO: words.yes_no,
    Kind.YES_NO_UNKNOWN: words.yes_no_unknown,
    Kind.SCORE: words.score,
    Kind.CPR: _cpr,
}
