"""Streets with a number, as people write them, and what only looks like one (F4)."""

import re
from collections.abc import Iterator

from ctidocs.postal_towns import is_postal_town
from ctidocs.traces.trace import DASH, MONTHS, Span, matches

_STREET = re.compile(
    rf"""(?<![\w.'’-])(?P<word>[^\W\d_](?:[^\W\d_]|[.'’-])*+)(?:\ nr\.?)?\ ?
    [1-9]\d{{0,2}}(?:[A-Za-z](?!\w)|\ [A-HJ-ZÆØÅ](?![\w'’-])(?!\.\w))?                    # 12, 12b, 12 B
    (?:\ ?[{DASH}]\ ?[1-9]\d{{0,2}}[A-Za-z]?(?!\w))?                                     # 12-14
    (?!\w)(?![.,:/]\d)
    (?:,?\ (?:st|stuen|\d\d?)\b\.?(?:\ sal\b\.?)?,?\ ?(?:tv|th|mf)\b\.?|,?\ st\b\.?|,?\ \d\d?\.\ sal\b)?""",
    re.VERBOSE,
)
_SURE = (
    "vejen", "vej", "gaden", "gade", "strædet", "stræde", "boulevarden", "boulevard", "alléen", "allé", "allè", "alle",
    "vænget", "vænge", "gyden", "gyde",
)  # fmt: skip
_EVERYDAY = (
    "pladsen", "plads", "parken", "park", "haverne", "haven", "have", "torvet", "torv", "bakken", "bakke", "toften",
    "toft", "ager", "marken", "mark", "kæret", "kær", "stien", "sti", "dalen", "dal", "højen", "høj", "engen",
    "skrænten", "krogen", "lunden", "gården", "gaarden", "kajen", "kaj", "broen", "bro", "vangen", "vang", "passagen",
    "passage", "svinget", "brinken", "løkken", "hegnet", "diget", "kvarteret",
)  # fmt: skip
_ALONE = {"vænget", "strædet", "alléen", "skrænten", "krogen", "lunden", "toften"}  # a street's whole name
_AFTER_A_NAME = {"plads", "torv", "have", "park", "bro", "kaj", "sti", "passage", "vang"}  # "Israels Plads"
_NO_STREET = {
    "omvej", "omvejen", "udvej", "udvejen", "genvej", "genvejen", "indvej", "hjemvej", "afvej", "flugtvej",
    "flugtvejen", "levevej", "luftvej", "motorvej", "motorvejen", "cykelvej", "cykelvejen", "sidevej", "sidegade",
    "gågade", "gågaden", "brigade", "danmark", "drengen", "bager", "klager", "arbejdsplads", "arbejdspladsen",
    "legeplads", "legepladsen", "parkeringsplads", "læreplads", "praktikplads", "elevplads", "børnehave", "børnehaven",
    "skolehave", "skolehaven", "kirkegården", "skolegården", "baggården", "bondegården",
}  # fmt: skip
_NO_STREET_ENDS = ("tager", "lager", "sager", "manager", "teenager")  # Deltager 3, Straffesager 2
_PRONOUNS = {"alle", "deres", "hans", "hendes", "jeres", "vores"}
_BEARINGS = {"nørre", "nordre", "nr.", "ndr.", "sønder", "søndre", "sdr.", "øster", "østre", "vester", "vestre", "gl."}
_UNIT = re.compile(
    rf"\.? ?(?:(?:{MONTHS}|jan|feb|mar|apr|jun|jul|aug|sep|okt|nov|dec|kr|dage?|uger?|md|mdr|måned(?:er)?|"
    r"timer?|min|minut(?:ter)?|gange?|år|pct|stk|kl|point|børn|personer|kvinder|pladser|til|af)\b|[%€])", re.I
)  # fmt: skip
_BEFORE, _NAME_WORDS = 60, 4  # how far back a street's name is looked for, in characters and words
_OPENING = "([\"'“”„«»‘’"
_NAME_PART = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*|(?:[^\W\d_]{1,4}\.){1,3}[^\W\d_]?")


def streets(text: str) -> Iterator[Span]:
    """Where a street with a number stands: "H.C. Andersens Boulevard 2, 3. tv."."""
    end = 0
    for match in matches(_STREET, text, _is_no_street):
        start = max(end, match.start() - sum(len(name) + 1 for name in _names_before(match)))
        yield start + (text[start] == " "), match.end()
        end = match.end()


def _names_before(match: re.Match[str]) -> list[str]:
    """The words of the street's name before its last one, that one first: "Andersens", "H.C."."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    names = list[str]()
    for word in reversed(before[:-1].split(" ")[-_NAME_WORDS:] if before.endswith(" ") else []):
        name = word.lstrip(_OPENING)
        if not _NAME_PART.fullmatch(name) or not (name[0].isupper() or name.casefold() in _BEARINGS):
            break
        names.append(name)
        if name != word:
            break
    return names


def _is_no_street(match: re.Match[str]) -> bool:
    """No street's ending, an everyday word, or a number of something: "på vej 2", "Deltager 3", "Rosenhaven 3 dage"."""
    word, folded = match["word"], match["word"].casefold()
    ending = next((ending for ending in _SURE + _EVERYDAY if folded.endswith(ending)), None)
    if not ending or folded in _NO_STREET or folded.endswith(_NO_STREET_ENDS) or is_postal_town(word):
        return True
    stem, is_capital, is_sure = folded.removesuffix(ending), word[0].isupper(), ending in _SURE
    if not stem:
        is_street = _stands_alone(ending, is_capital, _names_before(match))
    else:
        is_long = stem in ("å", "ø") or len(stem) >= (4 if ending == "alle" else 2)
        is_street = is_long and (is_sure or is_capital)
    has_unit = not (is_sure and is_capital) and _UNIT.match(match.string, match.end()) is not None
    return has_unit or not is_street


def _stands_alone(ending: str, is_capital: bool, names: list[str]) -> bool:
    """Whether the ending is the street's last word ("Peter Bangs Vej", "nørre allé") or its only one ("Vænget")."""
    if ending in _ALONE and is_capital:
        return True
    if not names or ending not in (*_SURE, *_AFTER_A_NAME):
        return False
    before = names[0].casefold()
    if len(names) == 1 and before in _PRONOUNS:
        return False
    return is_capital or (ending in _SURE and (before in _BEARINGS or (before.endswith("s") and ending != "alle")))
