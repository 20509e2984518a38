"""A trace of her in a text, and how texts are read for one."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
DASH = "\\-\u2010-\u2015\u2212"  # inside a character class
MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


class Kind(StrEnum):
    """What a trace is; the first five have a shape, a name and a case number are looked up."""

    CPR = "cpr"
    EMAIL = "e-mail"
    PHONE = "phone"
    POSTAL = "postal"
    STREET = "street"
    NAME = "name"
    CASE = "case"


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """Something found, as it stands in the text; runs of whitespace are one blank, invisible characters left out."""

    kind: Kind
    text: str


def plain(text: str) -> str:
    """The text in one spelling: NFC, runs of whitespace one blank, invisible characters left out."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def matches(
    pattern: re.Pattern[str], text: str, is_innocent: Callable[[re.Match[str]], bool]
) -> Iterator[re.Match[str]]:
    """What matches and is no everyday thing; behind one that is, the search goes on at its second character."""
    match = pattern.search(text)
    while match:
        if is_innocent(match):
            match = pattern.search(text, match.start() + 1)
        else:
            yield match
            match = pattern.search(text, match.end())
