"""LIX, how hard a text is to read (R21): the longer its sentences and the more long words, the higher."""

import re
import unicodedata

LONG = 6  # a long word has more letters than this (R21)

_WORD = re.compile(r"[^\W_]+(?:[-.,:'’][^\W_]+)*")  # CTI-plan, f.eks, 14.30 and 1,5 are one word each
_END = re.compile(r"[.!?:…]+[\"'”’»)\]]*(?=\s|$)")
# What is never the last word of a sentence, because it wants one more: "kl. 14", "f.eks. Eva"
_NEVER_LAST = re.compile(
    r"(?:bl\.a|ca|d|dr|dvs|ekskl|evt|f\.eks|fr|fx|hhv|hr|ift|inkl|jf|kap|kl|mht|nr|p\.g\.a|pga|tlf|vedr)", re.I
)


def lix(text: str) -> float | None:
    """Words per sentence and long words per hundred, added up (R21); None where there is no word.

    A line break ends a sentence, as a paragraph does.
    """
    plain = unicodedata.normalize("NFC", text)
    words = _WORD.findall(plain)
    if not words:
        return None
    sentences = sum(_sentences(line) for line in plain.splitlines())
    return len(words) / sentences + 100 * sum(_is_long(word) for word in words) / len(words)


def _is_long(word: str) -> bool:
    return sum(character.isalpha() for character in word) > LONG


def _sentences(line: str) -> int:
    """How many of the stretches between two ends hold a word."""
    start, count = 0, 0
    for end in _END.finditer(line):
        if _ends_a_sentence(line, end):
            count += bool(_WORD.search(line, start, end.start()))
            start = end.end()
    return count + bool(_WORD.search(line, start))


def _ends_a_sentence(line: str, end: re.Match[str]) -> bool:
    """Not in "30. april", "kl. 14", "3. 4. 2025" or "Hvad? spurgte hun"."""
    before = line[: end.start()].rpartition(" ")[2].lstrip("(\"'“”’«»")
    after = line[end.end() :].lstrip().lstrip("(\"'“”«»")[:1]
    if after.islower() or (end[0] == "." and _NEVER_LAST.fullmatch(before)):
        return False
    return not (end[0] == "." and before[-1:].isdigit() and after.isdigit())
