"""Cells that hold a number, a year or a date."""

import math
import re
from datetime import date, datetime

from ctidocs.language import gettext as _
from ctidocs.register.cell import Fault, Parser, plain_text
from ctidocs.register.column import Column

EARLIEST, LATEST = date(1900, 3, 1), date(2100, 12, 31)  # Excel has a 29.2.1900, so earlier days may be one off
LARGEST = 1e15  # Excel keeps fifteen digits; a longer number is no longer what was typed

_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00)?)?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}")
_DANISH_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")


def as_number(raw: object) -> float | None:
    """The number of a cell, also of one typed as text the Danish way; None where it is none."""
    if isinstance(raw, str):
        text = raw.strip()
        if not _DANISH_NUMBER.fullmatch(text):
            return None
        value = float(text.replace(".", "").replace(",", "."))
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
        value = float(raw)
    else:
        return None
    return value + 0.0 if math.isfinite(value) and abs(value) <= LARGEST else None  # + 0.0: no minus zero


def number(column: Column) -> Parser:
    """Reads a number with or without decimals."""

    def parse(raw: object) -> object:
        value = as_number(raw)
        if value is None:
            return Fault("not-a-number", _("not a number"), _("type it as 1.250,50"))
        return _out_of_range(column, value) or value

    return parse


def whole(column: Column) -> Parser:
    """Reads a whole number."""

    def parse(raw: object) -> object:
        value = as_number(raw)
        if value is None or not value.is_integer():
            return Fault("not-a-whole-number", _("not a whole number"), _("type digits only, such as 3"))
        return _out_of_range(column, value) or int(value)

    return parse


def year(column: Column) -> Parser:
    """Reads a year."""

    def parse(raw: object) -> object:
        value = as_number(raw)
        if value is None or not value.is_integer():
            return Fault("not-a-year", _("not a year"), _("type the year with four digits; never the whole date"))
        return _out_of_range(column, value) or int(value)

    return parse


def _out_of_range(column: Column, value: float) -> Fault | None:
    """The number itself is never shown: it could be a CPR number in the wrong column."""
    low, high = column.lowest, column.highest
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    if high is None:
        message = _("the number is less than {low}").format(low=plain_text(low))
    else:
        message = _("the number is not between {low} and {high}").format(low=plain_text(low), high=plain_text(high))
    return Fault("out-of-range", message, _("correct the number"))


def day(raw: object) -> object:
    """Reads a date; an hour of the day is left out."""
    if raw.__class__ is date and EARLIEST <= raw <= LATEST:
        return raw
    value = _as_date(raw)
    if value is None:
        return _not_a_date(raw)
    if EARLIEST <= value <= LATEST:
        return value
    message = _("the year {year} cannot be right").format(year=value.year)
    return Fault("date-out-of-range", message, _("type the year with four digits"))


def _as_date(raw: object) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    parts = _date_parts(raw)
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def _date_parts(raw: object) -> tuple[int, int, int] | None:
    """Year, month and day as typed, whether or not there is such a day."""
    text = raw.strip() if isinstance(raw, str) else ""
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    return None


def _not_a_date(raw: object) -> Fault:
    message, hint = _("not a date"), _("type it as 15.05.2025")
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        hint = _("the cell holds a number; give it the number format Date, or type it as 15.05.2025")
    elif _date_parts(raw):
        message = _("there is no such day")
    elif isinstance(raw, str) and _SHORT_YEAR.fullmatch(raw.strip()):
        hint = _("type the year with four digits")
    return Fault("not-a-date", message, hint)
