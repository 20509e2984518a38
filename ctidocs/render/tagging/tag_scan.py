"""The tags in a paragraph's text, whole and half ones, in one pass however the text is made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class State(StrEnum):
    """How a tag is written: with both its ends, or what is wrong with them."""

    WHOLE = "whole"
    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    WRONG_END = "wrong end"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a tag, and what to do about it; where it stands is known to those who look."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `kind`: how it begins. `prefix`: what it takes along, as p in {%p if x %}. `words`: what is in it."""

    kind: str
    prefix: str
    words: str
    start: int
    end: int
    written: str
    state: State = State.WHOLE
    hard_space: bool = False  # a space after the prefix that is none to docxtpl

    @property
    def shown(self) -> str:
        """The tag as messages quote it."""
        return short(self.written)

    @property
    def word(self) -> str:
        """The first word of a {% tag: for, if, endfor …"""
        return self.words.split(maxsplit=1)[0] if self.kind == "{%" and self.words.strip() else ""


ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
BEGINNINGS = {end: begin for begin, end in ENDS.items()}
_BEGINNERS = ("if", "for", "elif", "else", "endif", "endfor", "set")
_MARK = re.compile(r"\{[{%#]|[}%#]\}")
_PREFIX = re.compile(r"(tr|tc|p|r)\s")
_LONGEST_SHOWN = 60
_LONGEST_HALF = 200  # characters that are looked at of a tag without an end


def scan(text: str) -> Iterator[Tag]:
    """The tags of a text in their order; what lies in a {# comment #} is none."""
    opened: re.Match[str] | None = None
    past = 0
    for mark in _MARK.finditer(text):
        begins = mark[0] in ENDS
        if opened is not None and mark[0] == ENDS[opened[0]]:
            yield _tag(text, opened.start(), mark.end())
            opened, past = None, mark.end()
        elif opened is not None and opened[0] == "{#":
            continue
        elif opened is not None:
            end = _half_end(text, opened.start(), mark.start()) if begins else mark.end()
            yield _tag(text, opened.start(), end, State.UNCLOSED if begins else State.WRONG_END)
            opened, past = (mark if begins else None), mark.end()
        elif begins:
            opened = mark
        else:
            yield _without_beginning(text, past, mark)
            past = mark.end()
    if opened is not None:
        yield _tag(text, opened.start(), _half_end(text, opened.start(), len(text)), State.UNCLOSED)


def _half_end(text: str, start: int, stop: int) -> int:
    """Where a tag without its end probably ended: after a single brace, else at the next tag."""
    stop = min(stop, start + _LONGEST_HALF)
    brace = text.find("}", start, stop)
    return brace + 1 if brace >= 0 else stop


def _without_beginning(text: str, past: int, mark: re.Match[str]) -> Tag:
    """A tag that has only its end: from a single brace on, else from the word that it probably began with."""
    past = max(past, mark.start() - _LONGEST_HALF)
    kind = BEGINNINGS[mark[0]]
    brace = text.rfind("{", past, mark.start())
    start = brace if brace >= 0 else _likely_start(text, past, mark.start(), kind)
    written = text[start : mark.end()]
    words = written.removesuffix(mark[0]).strip("{%# \t\n")
    return Tag(kind, "", words, start, mark.end(), " ".join(written.split()), State.UNOPENED)


def _likely_start(text: str, past: int, stop: int, kind: str) -> int:
    words = list(re.finditer(r"\S+", text[past:stop]))
    for word in reversed(words):
        if kind != "{%" or word[0] in _BEGINNERS:
            return past + word.start()
    return past + words[-1].start() if words else stop


def _tag(text: str, start: int, end: int, state: State = State.WHOLE) -> Tag:
    written = text[start:end]
    inner = written[2:-2] if state in (State.WHOLE, State.WRONG_END) else written[2:].rstrip("}% ")
    prefix = _PREFIX.match(inner)
    words = inner[prefix.end() :] if prefix else inner.removeprefix("-").removeprefix("+")
    words = words.rstrip().removesuffix("-").removesuffix("+").strip()
    hard = prefix is not None and not prefix[0].endswith(" ")
    plain = " ".join(written.split())
    return Tag(written[:2], prefix[1] if prefix else "", words, start, end, plain, state, hard)


def short(text: str) -> str:
    """The text, cut where it is longer than a tag should be."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def rewritten(tag: Tag, *, words: str | None = None, prefix: str | None = None, kind: str | None = None) -> str:
    """The tag as it is to be written, with other words, another prefix or another beginning."""
    new = replace(
        tag,
        words=tag.words if words is None else words,
        prefix=tag.prefix if prefix is None else prefix,
        kind=kind or tag.kind,
    )
    return f"{new.kind}{new.prefix} {new.words} {ENDS[new.kind]}"
