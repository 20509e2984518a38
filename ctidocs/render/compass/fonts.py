"""The one font of what is drawn, and text set in it: widths, lines, boxes.

Noto Sans is embedded, because the standard fonts of PDF print a black square for Łukasz and Олена (LIMITS 54).
All lengths are points.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

FONT = "NotoSans"
INK, MUTED = "#1F3A5F", "#56657A"
LEADING, BELOW = 1.22, 0.28  # of the size: one line's height, and how much of it lies below the baseline
SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # of a text's width that lies left of its anchor

# Scripts whose letters change shape or order beside each other: ReportLab would set them wrongly though they are there.
_SHAPED = (range(0x0590, 0x1100), range(0x1780, 0x1AB0), range(0x1B00, 0x1C80), range(0x1CD0, 0x1D00),
           range(0xA8E0, 0xA900), range(0x11000, 0x12000))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box", *, across: float = 0, down: float = 0) -> bool:
        """True where the two lie on each other, or nearer than so far across and so far down."""
        beside = self.left >= other.right + across or other.left >= self.right + across
        return not beside and self.bottom < other.top + down and other.bottom < self.top + down

    def distance(self) -> float:
        """How far its nearest point lies from (0, 0)."""
        x = max(self.left, -self.right, 0.0)
        y = max(self.bottom, -self.top, 0.0)
        return float((x * x + y * y) ** 0.5)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text where it is drawn; y is its baseline, `anchor` start, middle or end.

    `indent` is room in front of it for a sign; `sign` tells whose (a number from 1; 0 = none is drawn).
    """

    text: str
    x: float
    y: float
    size: float
    anchor: str = "start"
    colour: str = INK
    indent: float = 0
    sign: int = 0

    @property
    def box(self) -> Box:
        """What it covers, accents, tails and sign included."""
        wide = width(self.text, self.size)
        left = self.x - wide * SHARE[self.anchor]
        bottom = self.y - BELOW * self.size
        return Box(left - self.indent, bottom, left + wide, bottom + LEADING * self.size)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a block; `indent` and `sign` as in Text."""

    text: str
    size: float
    colour: str = INK
    indent: float = 0
    sign: int = 0

    @property
    def width(self) -> float:
        """With the indent."""
        return width(self.text, self.size) + self.indent


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under each other from `top` down, all with their start, middle or end at x."""

    rows: tuple[Row, ...]
    x: float
    top: float
    anchor: str = "start"

    @property
    def box(self) -> Box:
        """What it covers."""
        wide = max(row.width for row in self.rows)
        left = self.x - wide * SHARE[self.anchor]
        return Box(left, self.top - sum(LEADING * row.size for row in self.rows), left + wide, self.top)

    def texts(self) -> tuple[Text, ...]:
        """Its rows where they stand; with an indent set from the start, so that the sign before it fits any font."""
        texts, top = [], self.top
        for row in self.rows:
            top -= LEADING * row.size
            left = self.x - row.width * SHARE[self.anchor] + row.indent
            at, anchor = (left, "start") if row.indent else (self.x, self.anchor)
            texts.append(Text(row.text, at, top + BELOW * row.size, row.size, anchor, row.colour, row.indent, row.sign))
        return tuple(texts)


@cache
def font() -> TTFont:
    """Noto Sans, upright and regular, registered with ReportLab at the first call."""
    path = resources.files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
    face = TTFont(FONT, str(path))
    pdfmetrics.registerFont(face)
    return face


@lru_cache(maxsize=2048)
def printable(text: str) -> str:
    """The text as it is drawn: composed (NFC), single blanks, no invisible marks; CtidocsError without a glyph."""
    composed = " ".join(re.split(r"[ \t\r\n\v\f\u2028\u2029]+", unicodedata.normalize("NFC", text))).strip(" ")
    shown = "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")
    glyphs = font().face.charToGlyph
    for letter in shown:
        code = ord(letter)
        if code not in glyphs or unicodedata.category(letter) == "Cc" or any(code in script for script in _SHAPED):
            message = _("a text cannot be drawn: the font has no shape for the character {code}")
            hint = _("write it in Latin, Greek or Cyrillic letters")
            raise CtidocsError(message.format(code=f"U+{code:04X}"), hint=hint)
    return shown


def width(text: str, size: float) -> float:
    """How wide the text is at that size."""
    return _unit_width(text) * size


@lru_cache(maxsize=4096)
def _unit_width(text: str) -> float:
    return float(font().stringWidth(text, 1))


def wrap(text: str, size: float, room: float, *, split: bool = False) -> tuple[str, ...] | None:
    """The text in as few lines as fit into `room`, about equally long; None where a word is wider than that.

    With `split` such a word is cut instead, without a hyphen: nothing is printed that was not there.
    """
    pieces = re.findall(r"[^ ]+?[-/](?=[^ ])|[^ ]+ ?", text)
    if split:
        pieces = [part for piece in pieces for part in _cut(piece, size, room)]
    if not pieces:
        return ("",)
    longest = max(width(piece.rstrip(" "), size) for piece in pieces)
    if longest > room:
        return None
    lines = _fill(pieces, size, room)
    for share in (0.7, 0.75, 0.8, 0.85, 0.9, 0.95):  # the narrowest that needs no more lines looks best
        narrower = _fill(pieces, size, max(longest, room * share))
        if len(narrower) == len(lines):
            return narrower
    return lines


def _fill(pieces: Iterable[str], size: float, room: float) -> tuple[str, ...]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width((lines[-1] + piece).rstrip(" "), size) > room:
            lines.append("")
        lines[-1] += piece
    return tuple(line.rstrip(" ") for line in lines)


def _cut(piece: str, size: float, room: float) -> list[str]:
    parts = [""]
    for letter in piece:
        if letter != " " and parts[-1] and width(parts[-1] + letter, size) > room:
            parts.append("")
        parts[-1] += letter
    return parts
