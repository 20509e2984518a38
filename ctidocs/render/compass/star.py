"""The compass drawn with ReportLab's shapes (C6): star, lines, markers, labels, legend. No bytes here."""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from reportlab.graphics import shapes
from reportlab.lib.colors import HexColor

from ctidocs.render.compass.chart import Layout, place, stretches
from ctidocs.render.compass.fonts import FONT, MUTED, Text
from ctidocs.render.compass.lines import Compass, Line

NO_DATA = "ingen data"
RINGS = (2, 4, 6, 8, 10)
PALE, EDGE = "#C9D1DB", "#8390A0"  # inner rings and axes; the ring of 10, 3.2 to 1
DASH, MANY = [4, 2.5], 16  # a baseline's; with more axes than that all is finer
At = Callable[[float, float], tuple[float, float]]  # from the layout's points to the picture's
WHITE = "#FFFFFF"


def drawing(compass: Compass, where: Layout) -> Any:
    """The ReportLab Drawing; its groups are named star, line1, line2, marks1, marks2, labels, legend."""
    frame, radius = where.frame, where.radius
    size = (frame.right - frame.left, frame.top - frame.bottom)
    picture = shapes.Drawing(*size, initialFontName=FONT)

    def at(x: float, y: float) -> tuple[float, float]:
        return x - frame.left, y - frame.bottom

    picture.add(shapes.Group(*_star(len(compass.labels), radius, at)), name="star")
    lines = list(enumerate(compass.lines, 1))
    for number, line in sorted(lines, key=lambda pair: pair[1].baseline):  # dashes lie over a full line
        picture.add(shapes.Group(*_polygon(line, radius, at)), name=f"line{number}")
    for number, line, cover in _depths(lines):
        picture.add(shapes.Group(*_marks(line, cover, radius, at)), name=f"marks{number}")
    if not any(line.numbered for line in compass.lines):
        picture.add(shapes.Group(*_patch(Text(NO_DATA, 0, -4, 11, "middle"), 6, at)), name="nodata")
    for name, texts in (("labels", where.labels), ("legend", where.legend)):
        picture.add(shapes.Group(*_words(texts, compass.lines, at)), name=name)
    return picture


def _star(count: int, radius: float, at: At) -> Iterator[Any]:
    x, y = at(0, 0)
    for ring in RINGS:
        colour, wide = (EDGE, 0.8) if ring == 10 else (PALE, 0.6)
        yield shapes.Circle(x, y, radius * ring / 10, fillColor=None, strokeColor=HexColor(colour), strokeWidth=wide)
    for index in range(count):
        inner = _point(count > MANY, index, count, radius, at)  # many axes would make a blot in the middle
        yield _stroke(shapes.Line(*inner, *_point(10, index, count, radius, at)), PALE, 0.6)
    for ring in RINGS:  # between the last axis and the first, where no marker stands
        across, up = place(ring, -min(0.5, count / 20), count)
        text = Text(str(ring), across * radius, up * radius - 2.8, 8, "middle", MUTED)
        yield from _patch(text, 0.6, at)


def _polygon(line: Line, radius: float, at: At) -> Iterator[Any]:
    count = len(line.scores)
    for run in stretches(line):
        points = [part for index in run for part in _point(_number(line, index), index, count, radius, at)]
        if len(run) == count:
            yield _stroke(shapes.Polygon(points, fillColor=None), line.colour, *_style(line))
        elif len(run) > 1:
            yield _stroke(shapes.PolyLine(points, fillColor=None), line.colour, *_style(line))


def _depths(lines: list[tuple[int, Line]]) -> list[tuple[int, Line, Line | None]]:
    """The lines, the lowest first, each with the one above it: a square lies under a circle, a baseline under both."""
    order = sorted(lines, key=lambda pair: (pair[1].respondent == "kvinden", not pair[1].baseline))
    above = [line for _, line in order[1:]]
    return [(number, line, cover) for (number, line), cover in zip_longest(order, above)]


def _marks(line: Line, cover: Line | None, radius: float, at: At) -> Iterator[Any]:
    """A marker on every number; larger where the other line's marker will cover it, so that both are seen."""
    half, large = (_half(line), 4.8) if len(line.scores) <= MANY else (2.0, 3.4)
    for index, score in enumerate(line.scores):
        if isinstance(score, int):
            covered = cover is not None and cover.scores[index] == score
            yield _marker(line, *_point(score, index, len(line.scores), radius, at), large if covered else half)


def _marker(line: Line, x: float, y: float, half: float) -> Any:
    """A filled circle for the woman, an open square for the worker: told apart without colour."""
    colour = HexColor(line.colour)
    if line.respondent == "kvinden":
        return shapes.Circle(x, y, half, fillColor=colour, strokeColor=HexColor(WHITE), strokeWidth=0.6)
    square = (x - half, y - half, 2 * half, 2 * half)
    return shapes.Rect(*square, fillColor=HexColor(WHITE), strokeColor=colour, strokeWidth=1.4)


def _words(texts: tuple[Text, ...], lines: tuple[Line, ...], at: At) -> Iterator[Any]:
    """The texts, and before those with a sign a piece of its line with the marker."""
    for text in texts:
        yield _string(text, at)
        if text.sign:
            line = lines[text.sign - 1]
            x, y = at(text.x - text.indent, text.y + 0.33 * text.size)
            long = text.indent - 5
            yield _stroke(shapes.Line(x, y, x + long, y), line.colour, *_style(line))
            yield _marker(line, x + long / 2, y, _half(line))


def _half(line: Line) -> float:
    """Half a marker: a baseline's is smaller, so that two lone points of hers differ in grey print too."""
    return 2.3 if line.baseline else 3.0


def _style(line: Line) -> tuple[float, list[float] | None]:
    return (1.2, DASH) if line.baseline else (1.8, None)


def _stroke(shape: Any, colour: str, wide: float, dashes: list[float] | None = None) -> Any:
    shape.strokeColor, shape.strokeWidth, shape.strokeDashArray = HexColor(colour), wide, dashes
    if dashes is None and wide > 1:
        shape.strokeLineJoin = shape.strokeLineCap = 1
    return shape


def _patch(text: Text, air: float, at: At) -> Iterator[Any]:
    """The text on a white ground that hides the star behind it."""
    box = text.box
    left, bottom = at(box.left - air, box.bottom - air)
    size = (box.right - box.left + 2 * air, box.top - box.bottom + 2 * air)
    yield shapes.Rect(left, bottom, *size, fillColor=HexColor(WHITE), strokeColor=None)
    yield _string(text, at)


def _string(text: Text, at: At) -> Any:
    look = {"fontName": FONT, "fontSize": text.size, "textAnchor": text.anchor, "fillColor": HexColor(text.colour)}
    return shapes.String(*at(text.x, text.y), text.text, **look)


def _point(score: float, index: int, count: int, radius: float, at: At) -> tuple[float, float]:
    x, y = place(score, index, count)
    return at(x * radius, y * radius)


def _number(line: Line, index: int) -> int:
    score = line.scores[index]
    assert isinstance(score, int)
    return score
