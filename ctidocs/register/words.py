"""Cells that hold a word of a list: ja and nej, choices, municipalities, scores."""

import difflib
from collections.abc import Mapping

from ctidocs.language import gettext as _
from ctidocs.method.compass import NOT_SCORED
from ctidocs.office_text import NO, UNKNOWN, YES
from ctidocs.register.cell import Fault, Parser, as_word
from ctidocs.register.column import Column
from ctidocs.register.municipalities import MUNICIPALITIES
from ctidocs.register.numbers import as_number

YES_WORDS = frozenset({"ja", "x", "sand", "true", "1"})
NO_WORDS = frozenset({"nej", "falsk", "false", "0"})


def yes_no(raw: object) -> object:
    """Reads ja or nej, also as Excel's TRUE and FALSE, 1 and 0, or an x."""
    word = as_word(raw)
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    return Fault("not-yes-no", _("neither ja nor nej"), _("type ja or nej, or leave it blank"))


def yes_no_unknown(raw: object) -> object:
    """Reads ja, nej or uoplyst, as the word itself."""
    word = as_word(raw)
    if word in YES_WORDS:
        return YES
    if word in NO_WORDS:
        return NO
    if word == UNKNOWN:
        return UNKNOWN
    return Fault("not-yes-no", _("neither ja, nej nor uoplyst"), _("type ja, nej or uoplyst"))


def choice(column: Column, shown: Mapping[str, str]) -> Parser:
    """Reads a word of the column's list, or the office's own word for it (`shown`: own word -> the list's)."""
    words = {as_word(value): value for value in column.choices}
    known = {as_word(own): value for own, value in shown.items() if value in column.choices} | words

    def parse(raw: object) -> object:
        word = as_word(raw)
        value = known.get(word)
        return value if value is not None else not_in_list(word, known)

    return parse


def not_in_list(word: str, known: Mapping[str, str]) -> Fault:
    """The fault of a word that is not in the list, with its nearest: `known` has the words as they are compared."""
    hint = did_you_mean(word, known)
    if not hint:
        hint = _("choose one of: {words}").format(words=", ".join(dict.fromkeys(known.values())))
    return Fault("not-in-list", _("not a word of the list"), hint)


def did_you_mean(word: str, known: Mapping[str, str], *, cutoff: float = 0.6) -> str:
    """A hint with the nearest of the known words; empty where none is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=cutoff)
    return _("did you mean “{word}”?").format(word=known[near[0]]) if near else ""


def municipality() -> Parser:
    """Reads a municipality by number, by name, or by both ("101 København"); its name comes back."""
    names = {as_word(name): name for name in MUNICIPALITIES.values()}
    known = names | {str(code): name for code, name in MUNICIPALITIES.items()}
    known |= {as_word(f"{code} {name}"): name for code, name in MUNICIPALITIES.items()}

    def parse(raw: object) -> object:
        word = as_word(raw)
        if word in known:
            return known[word]
        hint = did_you_mean(word, names) or _("choose from the list")
        return Fault("not-a-municipality", _("no Danish municipality has this name or number"), hint)

    return parse


def score(raw: object) -> object:
    """Reads 1 to 10, or one of the words for a dimension that has no number."""
    value = as_number(raw)
    if value is not None and value.is_integer() and 1 <= value <= 10:
        return int(value)
    word = as_word(raw)
    if word in NOT_SCORED:
        return word
    hint = _("type 1 to 10, or one of: {words}").format(words=", ".join(NOT_SCORED))
    return Fault("not-a-score", _("not a whole number from 1 to 10"), hint)
