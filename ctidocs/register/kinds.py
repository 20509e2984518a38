"""A raw cell -> its value, or a Fault. One small function a kind; nothing raises for what a person typed.

A message may name a short code, number or date from the cell; never free text, which could be a name.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ctidocs.language import gettext as _
from ctidocs.method.compass import NOT_SCORED
from ctidocs.office_text import NO, UNKNOWN, YES, has_forbidden_character
from ctidocs.problems import Level
from ctidocs.register.column import Column, Kind
from ctidocs.register.municipalities import MUNICIPALITIES

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
LONG_TEXT = 200  # longer is a warning: it will not fit the papers well

YES_WORDS = frozenset({"ja", "x", "sand", "true", "1"})
NO_WORDS = frozenset({"nej", "falsk", "false", "0"})

_DATE_TEXTS = (
    (re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})$"), (3, 2, 1)),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?$"), (1, 2, 3)),
)
_DANISH_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$")
_CASE = re.compile(r"\d{2}-\d{3}$")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])$")
_PERIOD = re.compile(r"\d{4}(?:-H[12]|-K[1-4])?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell has no value; the reader adds where it stands."""

    code: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR


Parser = Callable[[object], object]


def parser(column: Column, shown: Mapping[str, str]) -> Parser:
    """The function that reads this column's cells: raw value (not blank) -> value, None or Fault.

    `shown`: the office's own words for the column's choices -> the tool's words (sheet Valglister).
    """
    return _PARSERS[column.kind](column, shown)


def plain_text(raw: object) -> str:
    """A cell as text: numbers without ".0", dates the Danish way, blanks at the ends left out."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool):
        return YES if raw else NO
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw).replace(".", ",")
    if isinstance(raw, (datetime, date)):
        return f"{raw.day}.{raw.month}.{raw.year}"
    return str(raw)


def _text(column: Column, _shown: Mapping[str, str]) -> Parser:
    compared = column.key or bool(column.refers_to)  # elsewhere every blank she typed stays

    def parse(raw: object) -> object:
        text = raw if isinstance(raw, str) and not compared else plain_text(raw)
        if has_forbidden_character(text):
            return Fault(
                "bad-character", _("the text has a character that cannot stand in a document"),
                _("type the text again; do not paste it"),
            )  # fmt: skip
        return text if text.strip() else None

    return parse


def _date(_column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        value = _as_date(raw)
        if value is None:
            hint = _("type it as 15.05.2025")
            if isinstance(raw, (int, float)):
                hint = _("the cell holds a number; give it the number format Date, or type it as 15.05.2025")
            return Fault("not-a-date", _("not a date"), hint)
        if not EARLIEST <= value <= LATEST:
            return Fault("date-out-of-range", _("the year {year} cannot be right").format(year=value.year),
                         _("type the year with four digits"))  # fmt: skip
        return value

    return parse


def _as_date(raw: object) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, (time, timedelta)) or not isinstance(raw, str):
        return None
    for pattern, order in _DATE_TEXTS:
        if match := pattern.match(raw.strip()):
            try:
                return date(*(int(match[n]) for n in order))
            except ValueError:
                return None
    return None


def _as_number(raw: object) -> float | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return float(raw)
    if isinstance(raw, str) and _DANISH_NUMBER.match(raw.strip()):
        return float(raw.strip().replace(".", "").replace(",", "."))
    return None


def _out_of_range(column: Column, value: float) -> Fault | None:
    low, high = column.lowest, column.highest
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    too_small, outside = _("{value} is too small; the least is {low}"), _("{value} is outside {low} to {high}")
    message = too_small if high is None else outside
    shown = {key: plain_text(float(number or 0)) for key, number in (("value", value), ("low", low), ("high", high))}
    return Fault("out-of-range", message.format(**shown), _("correct the number"))


def _number(column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        value = _as_number(raw)
        if value is None:
            return Fault("not-a-number", _("not a number"), _("type it as 1.250,50"))
        return _out_of_range(column, value) or value

    return parse


def _whole(column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        value = _as_number(raw)
        if value is None or not value.is_integer():
            return Fault("not-a-whole-number", _("not a whole number"), _("type digits only, such as 3"))
        return _out_of_range(column, value) or int(value)

    return parse


def _yes_no(_column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        word = plain_text(raw).casefold()
        if word in YES_WORDS:
            return True
        if word in NO_WORDS:
            return False
        return Fault("not-yes-no", _("neither ja nor nej"), _("type ja or nej, or leave it blank"))

    return parse


def _yes_no_unknown(_column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        word = plain_text(raw).casefold()
        if word in YES_WORDS:
            return YES
        if word in NO_WORDS:
            return NO
        if word == UNKNOWN:
            return UNKNOWN
        return Fault("not-yes-no", _("neither ja, nej nor uoplyst"), _("type ja, nej or uoplyst"))

    return parse


def _choice(column: Column, shown: Mapping[str, str]) -> Parser:
    known = {choice.casefold(): choice for choice in column.choices}
    known |= {own.casefold(): value for own, value in shown.items()}

    def parse(raw: object) -> object:
        word = plain_text(raw).casefold()
        value = known.get(word)
        return value if value is not None else _not_in_list(word, known)

    return parse


def _not_in_list(word: str, known: Mapping[str, str]) -> Fault:
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        hint = _("did you mean “{word}”?").format(word=known[near[0]])
    else:
        hint = _("choose one of: {words}").format(words=", ".join(dict.fromkeys(known.values())))
    return Fault("not-in-list", _("not a word of the list"), hint)


def _municipality(_column: Column, _shown: Mapping[str, str]) -> Parser:
    known = {name.casefold(): name for name in MUNICIPALITIES.values()}
    known |= {str(number): name for number, name in MUNICIPALITIES.items()}
    known |= {f"{number} {name}".casefold(): name for number, name in MUNICIPALITIES.items()}

    def parse(raw: object) -> object:
        word = " ".join(plain_text(raw).casefold().split())
        if word in known:
            return known[word]
        near = difflib.get_close_matches(word, known, n=1)
        hint = _("did you mean “{word}”?").format(word=known[near[0]]) if near else _("choose from the list")
        return Fault("not-a-municipality", _("no Danish municipality has this name or number"), hint)

    return parse


def _score(_column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        value = _as_number(raw)
        if value is not None and value.is_integer() and 1 <= value <= 10:
            return int(value)
        word = plain_text(raw).casefold()
        if word in NOT_SCORED:
            return word
        return Fault(
            "not-a-score", _("not a whole number from 1 to 10"),
            _("type 1 to 10, or one of: {words}").format(words=", ".join(NOT_SCORED)),
        )  # fmt: skip

    return parse


def _case(_column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        if isinstance(raw, str) and _CASE.match(raw.strip()):
            return raw.strip()
        hint = _("two digits, a hyphen and three digits, such as 25-014")
        if not isinstance(raw, str):
            hint = _("Excel made it a number or a date; give the cell the number format Text and type it again")
        return Fault("not-a-case-number", _("not a case number"), hint)

    return parse


def _month(_column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        if isinstance(raw, (date, datetime)) and raw.day == 1:
            return f"{raw.year:04}-{raw.month:02}"  # Excel makes a date of a typed 2018-03
        if isinstance(raw, str) and _MONTH.match(raw.strip()):
            return raw.strip()
        return Fault("not-a-month", _("not a year and month"), _("type it as 2018-03; never the day"))

    return parse


def _year(column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        value = _as_number(raw)
        if value is None or not value.is_integer():
            return Fault("not-a-year", _("not a year"), _("type the year with four digits; never the whole date"))
        return _out_of_range(column, value) or int(value)

    return parse


def _period(_column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        text = plain_text(raw).upper()
        if _PERIOD.match(text):
            return text
        return Fault("not-a-period", _("not a period"), _("type it as 2025, 2025-H2 or 2025-K3"))

    return parse


def _cpr(_column: Column, _shown: Mapping[str, str]) -> Parser:
    def parse(raw: object) -> object:
        digits = plain_text(raw).replace("-", "").replace(" ", "")
        if isinstance(raw, float) and len(digits) == 9:
            digits = "0" + digits  # typed as a number, it lost its leading zero
        if len(digits) == 10 and digits.isascii() and digits.isdigit():
            return digits
        return Fault("not-a-cpr", _("not ten digits"), _("type ten digits; format the column as Text"))

    return parse


_PARSERS: dict[Kind, Callable[[Column, Mapping[str, str]], Parser]] = {
    Kind.CASE: _case,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.PERIOD: _period,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.YES_NO_UNKNOWN: _yes_no_unknown,
    Kind.CHOICE: _choice,
    Kind.MUNICIPALITY: _municipality,
    Kind.SCORE: _score,
    Kind.CPR: _cpr,
}
