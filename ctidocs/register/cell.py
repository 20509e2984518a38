"""A cell as the workbook holds it: as text, as a word to compare, and what is said when it has no value."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from ctidocs.office_text import NO, YES
from ctidocs.problems import Level
from ctidocs.register.column import same_header


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell; the reader adds where it stands. `value`: what stands all the same (a warning)."""

    code: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR
    value: object = None


COVERED = Fault("", "")  # a cell merged away: the merged range is told once, this cell only has no value
Cells = Sequence[object]
Parser = Callable[[object], object]
"""A raw cell -> its value, None where it is blank, or a Fault."""


def is_blank(raw: object) -> bool:
    """Whether the cell holds nothing, or only blanks."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def plain_text(raw: object) -> str:
    """A cell as text: numbers as Excel shows them, dates the Danish way, blanks at the ends left out."""
    if isinstance(raw, str):
        return raw.strip()
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return YES if raw else NO
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else f"{raw:.15g}".replace(".", ",")
    if isinstance(raw, date):
        day = f"{raw.day}.{raw.month}.{raw.year}"
        hour = raw.time() if isinstance(raw, datetime) else time()
        return f"{day} {hour:%H:%M}" if hour != time() else day
    return str(raw)


def compared_text(raw: object) -> str:
    """The text in the one form in which keys and names of other sheets are compared."""
    return unicodedata.normalize("NFC", plain_text(raw))


def as_word(raw: object) -> str:
    """The form in which words of a list are compared: case and blanks do not count."""
    return same_header(plain_text(raw))
