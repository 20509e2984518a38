"""The compass as bytes (C6): SVG for Word and the web, PNG behind it for what shows no SVG, PDF as a page to print.

The same compass gives the same bytes every time.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from io import BytesIO
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

from ctidocs.render.compass.chart import BLANK, compass_words, layout
from ctidocs.render.compass.fonts import FONT, INK, LEADING, MUTED, font, printable, wrap
from ctidocs.render.compass.lines import BLUE, GREY, VERMILION, Compass
from ctidocs.render.compass.star import EDGE, PALE, WHITE, drawing

FAMILIES = "Calibri, Carlito, 'Segoe UI', 'Noto Sans', Arial, sans-serif"
SAFETY = "Tallene siger ikke noget om, hvor farlig situationen er."  # C6: a rise must not be read as "safe"
SHADE = "#EEF2F6"
EDGES, BETWEEN = 20 * mm, 14.0  # of the A4 page: its margins, and the air between its parts
NUMBERS, SCORES = 30.0, 136.0  # the widths of its table's columns, what is left being the labels'
ROOM, TALL = 210 * mm - 2 * EDGES, 297 * mm - 2 * EDGES


ENDINGS = (".pdf", ".svg", ".png")


def compass_as(ending: str, compass: Compass, *, title: str, author: str) -> bytes:
    """The bytes of a file with one of ENDINGS; title and author stand in a PDF only."""
    if ending == ".pdf":
        return compass_pdf(compass, title=title, author=author)
    return compass_svg(compass) if ending == ".svg" else compass_png(compass)


def compass_svg(compass: Compass) -> bytes:
    """The picture, 12 cm wide, as plain SVG 1.1: attributes only, no DOCTYPE, no links, its words in `desc`."""
    picture = _drawn(compass)
    size = f'width="{picture.width / mm:.2f}mm" height="{picture.height / mm:.2f}mm"'
    view = f'viewBox="0 0 {_short(picture.width)} {_short(picture.height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" xml:lang="da" {size} {view}>'
    body = "\n".join(_svg(picture, picture.height))
    words = escape(compass_words(compass))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n<desc>{words}</desc>\n{body}\n</svg>\n'.encode()


def compass_png(compass: Compass, *, dpi: int = 200) -> bytes:
    """The picture in 64 colours; pdfium draws it from a PDF of exactly its size."""
    picture = _drawn(compass)
    canvas, paper = _canvas((picture.width, picture.height), "", "", compressed=False)  # nobody keeps it
    renderPDF.draw(picture, canvas, 0, 0)
    canvas.save()
    with pypdfium2.PdfDocument(paper.getvalue()) as document:
        image = document[0].render(scale=dpi / 72, rev_byteorder=True).to_pil()  # as Pillow has it
    out = BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG", dpi=(dpi, dpi), compress_level=3)
    return out.getvalue()


@lru_cache(maxsize=1)
def _drawn(compass: Compass) -> Any:
    """The picture drawn once for its SVG and its PNG."""
    return drawing(compass, layout(compass))


def compass_pdf(compass: Compass, *, title: str = "", author: str = "", note: str = SAFETY) -> bytes:
    """One A4 page: the title, the picture, and under it the table of its numbers and the note."""
    where = layout(compass, key=False)
    canvas, paper = _canvas((210 * mm, 297 * mm), title, author)
    tables = (_table(compass, size / 2, numbered=where.numbered) for size in range(20, 13, -1))
    _page(canvas, drawing(compass, where), tables, printable(title), printable(note))
    canvas.save()
    return paper.getvalue()


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


def _canvas(size: tuple[float, float], title: str, author: str, *, compressed: bool = True) -> tuple[Any, BytesIO]:
    paper = BytesIO()
    font()  # registered before the canvas names it, or an unembedded Helvetica would be in the file
    canvas = Canvas(
        paper, pagesize=size, pageCompression=int(compressed), invariant=1, lang="da-DK", initialFontName=FONT
    )
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
