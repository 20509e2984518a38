"""Traces that have a shape: CPR number, e-mail, phone number, postal code and town, street and number (F4)."""

import re
from collections.abc import Callable, Iterable, Iterator

from ctidocs.postal_towns import is_postal_town, plain_town
from ctidocs.traces.streets import streets
from ctidocs.traces.trace import DASH, MONTHS, Kind, Span, Trace, matches, plain

_ANY_SIGN = re.compile(r"[\d@]")

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++ ?@ ?[\w-][\w.-]*\.\w{2,}")

_DAY, _MONTH = "(?:0[1-9]|[12]\\d|3[01])", "(?:0[1-9]|1[0-2])"
_CPR = re.compile(
    rf"""(?<!\d)(?<!\d[.,])(?:
      {_DAY}(?P<gap>\ ?){_MONTH}(?P=gap)\d\d(?:\ ?[{DASH}]\ ?|\ ?)(?:\d{{4}}|[xX*]{{4}})  # 170485-4003, 17 04 85 4003
    | {_DAY}{_MONTH}(?:19|20)\d\d\ ?[{DASH}]\ ?\d{{4}}                                 # 17041985-4003
    | {_DAY}[./]{_MONTH}[./]\d\d[{DASH}]\d{{4}}                                        # 17.04.85-4003
    )(?!\d)""",
    re.VERBOSE,
)

_PLUS = "(?:\\+|00)"
_PHONE = re.compile(
    rf"""(?<![\d+])(?<!\d[.,])(?:
      (?:\({_PLUS}45\)|{_PLUS}45)\ ?[{DASH}]?\ ?\d(?:[ .{DASH}]?\d){{7}}                # +45 and eight digits
    | (?:\({_PLUS}[1-9]\d{{0,2}}\)|{_PLUS}[1-9]\d{{0,2}})(?:[ ./(){DASH}]{{0,2}}\d){{6,13}}  # +46 70 123 45 67
    | (?:45)?[1-9]\d{{7}}                                                               # 12345678
    | (?:45\ )?[1-9]\d(?P<gap>[ .{DASH}])\d\d(?P=gap)\d\d(?P=gap)\d\d                   # 12 34 56 78
    | [1-9]\d{{3}}\ \d{{4}} | [1-9]\d\d\ \d\d\ \d{{3}}                                  # 1234 5678, 123 45 678
    | [1-9]\d\ \d\d\ \d{{4}} | [1-9]\d{{3}}\ \d\d\ \d\d                                 # 12 34 5678, 1234 56 78
    )(?!\d)(?![.,{DASH}]\d{{1,3}}(?!\d))""",
    re.VERBOSE,
)
_YEAR = "(?:19|20)\\d\\d"
# Eight digits that are a date, two years, or an amount with a plus before it
_NO_PHONE = re.compile(rf"{_DAY} {_MONTH} {_YEAR}|{_YEAR} {_MONTH} {_DAY}|{_YEAR} {_YEAR}|\+\d{{1,3}}(?:\.\d{{3}})+")
_NO_PHONE_AFTER = re.compile(
    r"(?:\bCVR(?:[-/ ]?(?:nr|nummer(?:et)?|no))?[.:]{0,2}(?: er)?:? ?(?:DK[- ]?)?|\b(?:uger?|kl\.?|kr\.?) )\Z", re.I
)
_YEAR_AFTER = re.compile(rf"\b(?:i|år|{MONTHS}) \Z", re.I)
_MONEY = re.compile(r" ?(?:t?kr\b|t\.kr|dkk\b|mio\b|euro\b|[€%])", re.I)

_TOWN_WORD = r"[^\W\d_][^\W\d_.'’-]{0,24}+(?:-[^\W\d_]{1,24}+)?\.?"
_POSTAL = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:DK ?-? ?)?(?P<code>\d{{4}}) ?(?=(?P<words>{_TOWN_WORD}(?: {_TOWN_WORD}){{0,2}}))"
)
_CLOCK_BEFORE = re.compile(r"\bkl\.? ?\Z", re.I)
_LIKELY_YEARS = range(1990, 2041)
_BEFORE = 24  # how far back a word is looked for that tells what a number is


def traces_in(text: str) -> tuple[Trace, ...]:
    """What in this paragraph or cell has the shape of a trace (F4); in reading order, each once, none in another."""
    if not _ANY_SIGN.search(text):
        return ()
    left, found = plain(text), dict[int, Trace]()
    for kind, spans in _SHAPES:
        taken = list(spans(left))
        found |= {start: Trace(kind, left[start:end]) for start, end in taken}
        left = _without(left, taken)
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text, as long as before, where no pattern sees what was found."""
    parts, end = list[str](), 0
    for start, stop in spans:
        parts += [text[end:start], "\0" * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


def _emails(text: str) -> Iterator[Span]:
    return (match.span() for match in _EMAIL.finditer(text))


def _cprs(text: str) -> Iterator[Span]:
    return (match.span() for match in _CPR.finditer(text))


def _phones(text: str) -> Iterator[Span]:
    return (match.span() for match in matches(_PHONE, text, _is_no_phone))


def _is_no_phone(match: re.Match[str]) -> bool:
    """A date, years, an amount, a week, a time of day, a CVR number; "i 2025 5000 danskere" too."""
    text, digits = match.string, match[0]
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if _NO_PHONE.fullmatch(digits) or _NO_PHONE_AFTER.search(before) or _MONEY.match(text, match.end()):
        return True
    first = digits.partition(" ")[0]
    return first.isdecimal() and int(first) in _LIKELY_YEARS and _YEAR_AFTER.search(before) is not None


def _postal(text: str) -> Iterator[Span]:
    for match in _POSTAL.finditer(text):
        town = _town(match["words"])
        if town and not _is_year_or_time(match, town):
            yield match.start(), match.end() + len(town)


def _town(words: str) -> str:
    """The longest beginning that is a postal town; "" if there is none."""
    while words:
        if is_postal_town(words):
            return words.rstrip(".")
        words = words.rpartition(" ")[0]
    return ""


def _is_year_or_time(match: re.Match[str], town: str) -> bool:
    """ "i 2025 Aarhus Kommune", "kl. 1430 Vejle"; but 2000 is Frederiksberg."""
    year = int(match["code"])
    if year in _LIKELY_YEARS:
        return not (year == 2000 and plain_town(town).startswith("frederiksberg"))
    return _CLOCK_BEFORE.search(match.string[max(0, match.start() - _BEFORE) : match.start()]) is not None


_SHAPES: tuple[tuple[Kind, Callable[[str], Iterator[Span]]], ...] = (
    (Kind.EMAIL, _emails), (Kind.CPR, _cprs), (Kind.PHONE, _phones), (Kind.POSTAL, _postal), (Kind.STREET, streets),
)  # fmt: skip
