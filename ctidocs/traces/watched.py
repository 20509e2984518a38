"""Names and case numbers that are known and must not stand in a paper (F4, F9)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ctidocs.traces.trace import Kind, Span, Trace, plain

_WORD = re.compile(r"[^\W_]+")
_SIGNS = str.maketrans(dict.fromkeys("’‘ʼ´`", "'") | dict.fromkeys("\u2010\u2011\u2012\u2013", "-"))
_CASE = re.compile(r"(?<!\w)(?<!\d-)\d{2}-\d{3}(?=s?(?!\w))(?!-\d)")
_GENITIVE = re.compile(r"(?:'?s|')?(?!\w)")


@dataclass(frozen=True, slots=True)
class Watched:
    """Names and case numbers to look for; `lengths`: by a name's first word, how long such names are, longest first."""

    names: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    case_ids: frozenset[str]


def watch(names: Iterable[str], case_ids: Iterable[str]) -> Watched:
    """What `watched_in` looks for; blank and one-letter names are left out. A case number is ÅÅ-NNN."""
    known, lengths = set[str](), dict[str, set[int]]()
    for name in {plain(name).translate(_SIGNS) for name in names}:
        first = _WORD.search(name)
        if first and sum(character.isalnum() for character in name) > 1:
            known.add(name[first.start() :])
            lengths.setdefault(first[0], set()).add(len(name) - first.start())
    longest_first = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
    return Watched(frozenset(known), longest_first, frozenset(map(plain, case_ids)))


def watched_in(text: str, watched: Watched) -> tuple[Trace, ...]:
    """The watched names and case numbers in this paragraph or cell; in reading order, each once.

    A name in the genitive is told without its ending: "Fatimas" -> "Fatima". "Anne" is not in "Anne-Marie".
    """
    whole = plain(text)
    text = whole.translate(_SIGNS)
    found = {start: Trace(Kind.NAME, whole[start:end]) for start, end in _names(text, watched)}
    for match in _CASE.finditer(text):
        if match[0] in watched.case_ids:
            found[match.start()] = Trace(Kind.CASE, whole[match.start() : match.end()])
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))


def _names(text: str, watched: Watched) -> Iterator[Span]:
    done, before = 0, ""  # the end of what was found or of the last word, and that word
    for match in _WORD.finditer(text):
        start, word = match.start(), match[0]
        joined = start == done + 1 and text[done] in "-'" and before[:1].isupper()  # Marie in Anne-Marie
        if start >= done and not joined:
            lengths = watched.lengths.get(word, ()) + (watched.lengths.get(word[:-1], ()) if word[-1] == "s" else ())
            ends = (start + length for length in lengths if text[start : start + length] in watched.names)
            end = next((end for end in ends if _is_whole(text, end)), None)
            if end is not None:
                yield start, end
                done = end
        done, before = max(done, match.end()), word


def _is_whole(text: str, end: int) -> bool:
    """Whether a name may end here: "Fatima.", "Fatimas", "Jens'", "Fatima-sagen", not "Fatimah" or "Anne-Marie"."""
    ending = _GENITIVE.match(text, end)
    if ending is None:
        return False
    behind = text[ending.end() : ending.end() + 2]
    return not (behind.startswith("-") and behind[1:].isupper())
