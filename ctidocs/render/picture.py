"""The compass as bytes (C6): SVG for Word and the web, PNG behind it for what shows no SVG, PDF as a page to print.

The same compass gives the same bytes every time.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from io import BytesIO
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

import pypdfium2
from PIL import Image
from reportlab.graphics import renderPDF, shapes
from reportlab.lib.colors import HexColor, linearlyInterpolatedColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Preformatted, Table

from ctidocs.render.chart import (
    BLANK,
    BLUE,
    GREY,
    VERMILION,
    Compass,
    Layout,
    Line,
    compass_words,
    layout,
    place,
    stretches,
)
from ctidocs.render.fonts import FONT, INK, LEADING, MUTED, Text, font, printable, wrap

FAMILIES = "Calibri, Carlito, 'Segoe UI', 'Noto Sans', Arial, sans-serif"
NO_DATA = "ingen data"
SAFETY = "Tallene siger ikke noget om, hvor farlig situationen er."  # C6: a rise must not be read as "safe"
RINGS = (2, 4, 6, 8, 10)
PALE, EDGE = "#C9D1DB", "#8390A0"  # inner rings and axes; the ring of 10, 3.2 to 1
SHADE, WHITE = "#EEF2F6", "#FFFFFF"
DASH, MANY = [4, 2.5], 16  # a baseline's; with more axes than that all is finer
EDGES, BETWEEN = 20 * mm, 14.0  # of the A4 page: its margins, and the air between its parts
NUMBERS, SCORES = 30.0, 136.0  # the widths of its table's columns, what is left being the labels'
ROOM, TALL = 210 * mm - 2 * EDGES, 297 * mm - 2 * EDGES

At = Callable[[float, float], tuple[float, float]]  # from the layout's points to the picture's


def compass_svg(compass: Compass) -> bytes:
    """The picture, 12 cm wide, as plain SVG 1.1: attributes only, no DOCTYPE, no links, its words in `desc`."""
    picture = drawing(compass, layout(compass))
    size = f'width="{picture.width / mm:.2f}mm" height="{picture.height / mm:.2f}mm"'
    view = f'viewBox="0 0 {_short(picture.width)} {_short(picture.height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" xml:lang="da" {size} {view}>'
    body = "\n".join(_svg(picture, picture.height))
    words = escape(compass_words(compass))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n<desc>{words}</desc>\n{body}\n</svg>\n'.encode()


def compass_png(compass: Compass, *, dpi: int = 200) -> bytes:
    """The picture in 64 colours; pdfium draws it from a PDF of exactly its size."""
    picture = drawing(compass, layout(compass))
    canvas, paper = _canvas((picture.width, picture.height), "", "")
    renderPDF.draw(picture, canvas, 0, 0)
    canvas.save()
    with pypdfium2.PdfDocument(paper.getvalue()) as document:
        image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    out = BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def compass_pdf(compass: Compass, *, title: str = "", author: str = "", note: str = SAFETY) -> bytes:
    """One A4 page: the title, the picture, and under it the table of its numbers and the note."""
    where = layout(compass, key=False)
    canvas, paper = _canvas((210 * mm, 297 * mm), title, author)
    tables = (_table(compass, size / 2, numbered=where.numbered) for size in range(20, 13, -1))
    _page(canvas, drawing(compass, where), tables, printable(title), printable(note))
    canvas.save()
    return paper.getvalue()


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


def _svg(group: Any, height: float) -> Iterator[str]:
    """The group's shapes as elements; ReportLab's y goes up, SVG's down."""
    names = {id(child): name for name, child in vars(group).items() if isinstance(child, shapes.Group)}
    for shape in group.contents:
        if isinstance(shape, shapes.Group):
            yield f'<g id="{names[id(shape)]}">'
            yield from _svg(shape, height)
            yield "</g>"
        else:
            yield _element(shape, height)


def _element(shape: Any, height: float) -> str:
    match shape:
        case shapes.String():
            look = f'font-family="{FAMILIES}" font-size="{_short(shape.fontSize)}" text-anchor="{shape.textAnchor}"'
            where = f'x="{_short(shape.x)}" y="{_short(height - shape.y)}"'
            return f'<text {where} {look} fill="{_hex(shape.fillColor)}">{escape(shape.text)}</text>'
        case shapes.Circle():
            tag = f'circle cx="{_short(shape.cx)}" cy="{_short(height - shape.cy)}" r="{_short(shape.r)}"'
        case shapes.Rect():
            where = f'x="{_short(shape.x)}" y="{_short(height - shape.y - shape.height)}"'
            tag = f'rect {where} width="{_short(shape.width)}" height="{_short(shape.height)}"'
        case shapes.Line():
            ends = (("x1", shape.x1), ("y1", height - shape.y1), ("x2", shape.x2), ("y2", height - shape.y2))
            tag = "line " + " ".join(f'{name}="{_short(value)}"' for name, value in ends)
        case _:
            pairs = zip(shape.points[::2], shape.points[1::2], strict=True)
            points = " ".join(f"{_short(x)},{_short(height - y)}" for x, y in pairs)
            tag = f'{"polygon" if isinstance(shape, shapes.Polygon) else "polyline"} points="{points}"'
    return f"<{tag} {_paint(shape)}/>"


def _paint(shape: Any) -> str:
    filled = _hex(getattr(shape, "fillColor", None))
    paint = f'fill="{filled}" stroke="{_hex(shape.strokeColor)}"'
    if shape.strokeColor is None:
        return paint
    paint += f' stroke-width="{_short(shape.strokeWidth)}"'
    if shape.strokeDashArray:
        paint += f' stroke-dasharray="{",".join(map(_short, shape.strokeDashArray))}"'
    elif shape.strokeLineJoin:
        paint += ' stroke-linejoin="round" stroke-linecap="round"'
    return paint


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _hex(colour: Any) -> str:
    return "none" if colour is None else f"#{colour.hexval()[2:].upper()}"


@cache
def _palette() -> Image.Image:
    """White and our colours, each in steps towards white for smooth edges; the pale ones in few, far enough from it."""
    colours = [WHITE]
    for name, steps in ((INK, 10), (MUTED, 10), (GREY, 10), (BLUE, 10), (VERMILION, 10), (EDGE, 8), (PALE, 4)):
        start, end = HexColor(name), HexColor(WHITE)
        colours += [_hex(linearlyInterpolatedColor(start, end, 0, steps, step)) for step in range(steps)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(b"".join(bytes.fromhex(colour[1:]) for colour in colours))
    return palette


def _canvas(size: tuple[float, float], title: str, author: str) -> tuple[Any, BytesIO]:
    paper = BytesIO()
    font()  # registered before the canvas names it, or an unembedded Helvetica would be in the file
    canvas = Canvas(paper, pagesize=size, pageCompression=1, invariant=1, lang="da-DK", initialFontName=FONT)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("ctidocs")
    canvas.setProducer("ctidocs")
    return canvas, paper


def _page(canvas: Any, picture: Any, tables: Iterable[Any], title: str, note: str) -> None:
    """Title, picture, the first table that leaves room, note; all smaller where none does."""
    picture.hAlign = "CENTER"
    for table in tables:
        parts = [part for part in (_lines(title, 16, INK), picture, table, _lines(note, 9, MUTED)) if part is not None]
        highs = [part.wrap(ROOM, TALL)[1] for part in parts]
        total = sum(highs) + BETWEEN * (len(parts) - 1)
        if total <= TALL:
            break
    scale = min(1.0, TALL / total)
    canvas.translate(EDGES + ROOM * (1 - scale) / 2, EDGES + TALL)
    canvas.scale(scale, scale)
    top = BETWEEN
    for part, high in zip(parts, highs, strict=True):
        top -= high + BETWEEN
        part.drawOn(canvas, (ROOM - picture.width) / 2 if part is picture else 0, top)


def _lines(text: str, size: float, colour: str) -> Any:
    """The text as wide as the page; None for no text. Preformatted: ReportLab's Paragraph would read markup in it."""
    look = ParagraphStyle("", fontName=FONT, fontSize=size, leading=size * LEADING, textColor=HexColor(colour))
    return Preformatted("\n".join(wrap(text, size, ROOM, split=True) or ()), look) if text else None


def _table(compass: Compass, size: float, *, numbered: bool) -> Any:
    """The numbers, one row a label, one column a line; a number before it where the star has numbers."""
    rows = [["Emne", *(printable(line.name) for line in compass.lines)]]
    for index, label in enumerate(compass.labels):
        scores = (line.scores[index] for line in compass.lines)
        rows.append([printable(label), *(BLANK if score is None else printable(str(score)) for score in scores)])
    wide = [ROOM - NUMBERS * numbered - SCORES * len(compass.lines), *(SCORES for _ in compass.lines)]
    if numbered:
        rows = [["Nr." if not index else str(index), *row] for index, row in enumerate(rows)]
        wide.insert(0, NUMBERS)
    cells = [
        ["\n".join(wrap(cell, size, room - 8, split=True) or ()) for cell, room in zip(row, wide, strict=True)]
        for row in rows
    ]
    return Table(cells, colWidths=wide, style=[*_table_style(size), ("ALIGN", (1 + numbered, 0), (-1, -1), "RIGHT")])


def _table_style(size: float) -> list[tuple[Any, ...]]:
    every = ((0, 0), (-1, -1))
    return [
        ("FONT", *every, FONT, size, size * LEADING),
        ("TEXTCOLOR", *every, HexColor(INK)),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(SHADE)),
        ("LINEBELOW", *every, 0.5, HexColor(PALE)),
        ("VALIGN", *every, "TOP"),
        ("LEFTPADDING", *every, 4),
        ("RIGHTPADDING", *every, 4),
        ("TOPPADDING", *every, size * 0.2),
        ("BOTTOMPADDING", *every, size * 0.35),
    ]
