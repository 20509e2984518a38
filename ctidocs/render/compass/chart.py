"""The compass (C6): ten scores as a star, first time and now, or hers and the worker's. Its data, words and places.

Order of Bilag 1 from 12 o'clock, clockwise; axis 0–10; at most two lines, no fill; a missing score is a gap, never 0.
Lengths are points. The star's size depends on the labels alone, so a woman's rounds can be laid beside each other.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import cos, pi, sin

from reportlab.lib.units import mm

from ctidocs.render.compass.fonts import LEADING, MUTED, Block, Box, Row, Text, printable, wrap
from ctidocs.render.compass.lines import Compass, Line

WIDTH = 120 * mm
BLANK, NO_NUMBERS = "ikke udfyldt", "ingen tal"
WORD = "ikke\u00a0relevant"  # the widest of the method's own words, kept on one line
MOST_ROWS = 3
SMALLEST, LEGEND_SIZE, MOST_WIDE, NUMBERED_RADIUS = 8.0, 9.0, 120.0, 112.0
MARGIN, AIR, CLEAR, GUTTER = 3.0, 9.0, 5.0, 10.0  # at the sides; from star to labels, at least; between two labels
SIGN, LONG_SIGN = 21.0, 35.0  # a piece of a line and its marker: before a word, and in the legend
# The star's radius, the labels' size, and how far the high and low ones stand aside for the one in their middle; best
# first: a point of size is worth 10 points of radius, and 2 points aside cost one.
SIZES = sorted(
    product(range(56, 101, 2), (8.0, 8.5, 9.0), (0, 6, 12, 18)), key=lambda size: -size[0] - 10 * size[1] + size[2] / 2
)

Notes = tuple[tuple[int, str], ...]  # the number of the line, from 1 (0 = all of them), and a word


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: (0, 0) is the middle of the star, `frame` the whole picture."""

    radius: float
    frame: Box
    labels: tuple[Text, ...]
    legend: tuple[Text, ...]
    numbered: bool  # the labels did not fit around the star: numbers stand there, and their text below


def place(score: float, index: float, count: int) -> tuple[float, float]:
    """Where a score stands, y upwards, with the middle (0, 0) and the ring of 10 at distance 1."""
    angle = 2 * pi * index / count
    return score / 10 * sin(angle), score / 10 * cos(angle)


def stretches(line: Line) -> list[tuple[int, ...]]:
    """The runs of neighbouring axes that have a number, around the clock; one of all axes is a closed polygon."""
    count = len(line.scores)
    there = [isinstance(score, int) for score in line.scores]
    if all(there):
        return [tuple(range(count))]
    starts = [index for index in range(count) if there[index] and not there[index - 1]]
    runs = []
    for start in starts:
        run = [start]
        while there[(run[-1] + 1) % count]:
            run.append((run[-1] + 1) % count)
        runs.append(tuple(run))
    return runs


def compass_words(compass: Compass) -> str:
    """The alternative text, in Danish: every number of every line (C6)."""
    said = [f"Kompas med {len(compass.labels)} emner på en skala fra 1 til 10."]
    for number, line in enumerate(compass.lines, 1):
        pairs = zip(compass.labels, line.scores, strict=True)
        scores = ", ".join(f"{label} {BLANK if score is None else score}" for label, score in pairs)
        said.append(f"{line.name or f'Linje {number}'}: {scores}.")
    if not any(line.numbered for line in compass.lines):
        said.append("Ingen data.")
    return " ".join(" ".join(said).split())


def notes(compass: Compass, index: int) -> Notes:
    """The words at an axis without a number. A line with no number at all is silent where nothing was filled in."""
    found = [
        (number, BLANK if line.scores[index] is None else printable(str(line.scores[index])))
        for number, line in enumerate(compass.lines, 1)
        if not isinstance(line.scores[index], int) and (line.numbered or line.scores[index] is not None)
    ]
    if len(found) == len(compass.lines) and len({word for _, word in found}) == 1:
        return ((0, f"({found[0][1]})"),)
    return tuple(found)


def layout(compass: Compass, *, key: bool = True) -> Layout:
    """Where everything stands. Without `key` the text of numbered labels is left out: a table beside it has it."""
    labels = tuple(map(printable, compass.labels))
    words = tuple(notes(compass, index) for index in range(len(labels)))
    size = _fit(labels)
    blocks = _around(labels, words, *size) if size else None
    numbered = blocks is None
    radius = size[0] if size and blocks else NUMBERED_RADIUS
    blocks = blocks or _numbers(len(labels))
    low = min(-radius - AIR, *(block.box.bottom for block in blocks)) - 10
    legend = _legend(compass, low)
    if numbered and key:
        blocks += _key(labels, words, min([low, *(block.box.bottom for block in legend)]) - 8)
    boxes = [block.box for block in blocks + legend]
    top = max(radius + AIR, *(box.top for box in boxes)) + MARGIN
    bottom = min(-radius - AIR, *(box.bottom for box in boxes)) - MARGIN
    frame = Box(-WIDTH / 2, bottom, WIDTH / 2, top)
    return Layout(radius, frame, _texts(blocks), _texts(legend), numbered)


def _texts(blocks: list[Block]) -> tuple[Text, ...]:
    return tuple(text for block in blocks for text in block.texts())


@lru_cache(maxsize=64)
def _fit(labels: tuple[str, ...]) -> tuple[float, float, float] | None:
    """The first of SIZES with room for a word of each line at every label; None where there is none."""
    words: tuple[Notes, ...] = (((1, WORD), (2, WORD)),) * len(labels)
    return next((size for size in SIZES if _around(labels, words, *size)), None)


def _around(
    labels: tuple[str, ...], words: tuple[Notes, ...], radius: float, size: float, aside: float
) -> list[Block] | None:
    """The labels around the star; None where they do not fit, or touch each other or the star."""
    blocks: list[Block] = []
    reach, apart = radius + AIR, 2 * pi / len(labels)
    for index, label in enumerate(labels):
        x, y = place(10, index, len(labels))
        side = 0 if abs(x) < 1e-6 else 1 if x > 0 else -1
        at = x * reach + side * aside * (abs(y) > 0.6)
        room = WIDTH / 2 - abs(at) - MARGIN if side else 2 * (sin(apart) * reach + aside - GUTTER)
        rows = _rows(label, words[index], size, min(room, MOST_WIDE))
        found = rows and _clear(rows, at, y * reach, y, ("middle", "start", "end")[side], radius + CLEAR)
        if not found or any(found.box.overlaps(block.box, across=GUTTER, down=3) for block in blocks):
            return None
        blocks.append(found)
    return blocks


def _clear(rows: tuple[Row, ...], x: float, y: float, lean: float, anchor: str, star: float) -> Block | None:
    """The block beside the end of its axis, higher above or lower below where it would come too near the star."""
    high = sum(LEADING * row.size for row in rows)
    lifts = (max(-1.0, min(1.0, lean * more)) for more in (1, 1.5, 2))
    blocks = (Block(rows, x, y + (1 + lift) * high / 2, anchor) for lift in lifts)
    return next((block for block in blocks if block.box.distance() >= star), None)


def _rows(label: str, words: Notes, size: float, room: float, *, split: bool = False) -> tuple[Row, ...] | None:
    """The label and its words in lines; None where they are wider than the room, or too many without `split`."""
    lines = wrap(label, size, room, split=split)
    if lines is None or (len(lines) > MOST_ROWS and not split):
        return None
    rows = [Row(line, size) for line in lines]
    small = max(SMALLEST, size - 0.75)
    for number, word in words:
        indent = SIGN if number else 0
        parts = wrap(word, small, room - indent, split=split)
        if parts is None:
            return None
        rows += [Row(part, small, MUTED, indent, 0 if i else number) for i, part in enumerate(parts)]
    return tuple(rows)


def _legend(compass: Compass, top: float) -> list[Block]:
    """One block a line, under each other; what has no number while another has one says so."""
    blocks, any_number = [], any(line.numbered for line in compass.lines)
    indent = LONG_SIGN
    for number, line in enumerate(compass.lines, 1):
        text = printable(line.name) + ("" if line.numbered or not any_number else f" ({NO_NUMBERS})")
        parts = wrap(text, LEGEND_SIZE, WIDTH - 2 * MARGIN - indent, split=True) or ()
        rows = tuple(Row(part, LEGEND_SIZE, indent=indent, sign=0 if i else number) for i, part in enumerate(parts))
        blocks.append(Block(rows, 0, top))
        top = blocks[-1].box.bottom - 2
    left = -max((block.box.right for block in blocks), default=0) / 2
    return [Block(block.rows, left, block.top) for block in blocks]


def _numbers(count: int) -> list[Block]:
    """The numbers from 1 that stand for labels too long or too many."""
    places = (place(10 * (1 + 12 / NUMBERED_RADIUS), index, count) for index in range(count))
    high = LEADING * SMALLEST / 2
    return [
        Block((Row(str(number), SMALLEST),), x * NUMBERED_RADIUS, y * NUMBERED_RADIUS + high, "middle")
        for number, (x, y) in enumerate(places, 1)
    ]


def _key(labels: tuple[str, ...], words: tuple[Notes, ...], top: float) -> list[Block]:
    """The numbered labels in two columns, read downwards."""
    blocks, half = [], (len(labels) + 1) // 2
    for first, left in ((0, -WIDTH / 2 + MARGIN), (half, 6.0)):
        at = top
        for index in range(first, min(first + half, len(labels))):
            rows = _rows(labels[index], words[index], SMALLEST, WIDTH / 2 - MARGIN - 22, split=True) or ()
            blocks += [Block((Row(str(index + 1), SMALLEST),), left + 11, at, "end"), Block(rows, left + 16, at)]
            at = blocks[-1].box.bottom - 2
    return blocks
