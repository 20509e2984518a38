"""Lines of text with marks between them: what is hashed, and what of it is words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# No XML can hold these two signs, so no text can look like a mark.
_MARK = re.compile("\x01[^\x02]*\x02")


@dataclass(frozen=True, slots=True)
class Written:
    """A file's `lines`, which are the same after it was saved, and its `words`: all text, also what no page shows."""

    lines: tuple[str, ...]
    words: tuple[str, ...]


def mark(name: str) -> str:
    """A mark that is no text: a row, a cell, a picture, words that are struck out."""
    return f"\x01{name}\x02"


def picture(pixels: str, drawing: str = "") -> str:
    """The mark of a picture: its pixels' hash, and that of the drawing it was made from."""
    return mark(f"picture:{pixels}|{drawing}" if drawing else f"picture:{pixels}")


def plain(lines: Iterable[str]) -> Iterator[str]:
    """The words of the lines, without the marks; nothing for a line that has none."""
    for line in lines:
        if text := _MARK.sub("", line) if "\x01" in line else line:
            yield " ".join(text.split())


def one_spaced(text: str) -> str:
    """The text with one space for white space of any kind and length, without soft hyphens."""
    return " ".join(text.replace("\xad", "").split())


def joined(pieces: Iterable[tuple[str, str]]) -> str:
    """One line, however it was cut: a mark only where the look changes, and never for white space."""
    parts, last = [], ""
    for look, text in pieces:
        if look != last and text.strip():
            parts.append(mark(look))
            last = look
        parts.append(text)
    return one_spaced("".join(parts))
