"""The compass as SVG, PDF and PNG (C6; LIMITS 54 and 56)."""

import io
import math
import re
import subprocess
from shutil import which
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from ctidocs.problems import CtidocsError
from ctidocs.render.compass.chart import WIDTH, compass_words, layout, stretches
from ctidocs.render.compass.lines import Compass, Line
from ctidocs.render.compass.picture import compass_pdf, compass_png, compass_svg
from tests.render.compass.test_chart import BILAG_1, SIXTY, compasses, woman, worker

NAMES = ("Łukasz", "Nguyễn", "Şükran", "Олена", "Smith & <Sons>", "{{ 7*7 }}", "»sagt« 'og' \"skrevet\"")
Point = tuple[int, int]  # axis and score


def two_rounds(labels: tuple[str, ...] = BILAG_1) -> Compass:
    first = woman(3, 4, 2, 5, 3, 1, 2, 6, 4, 7, name="Dig selv, 1. februar 2025", baseline=True)
    return Compass(labels, (first, woman(7, 6, 5, 5, 6, 8, 4, 6, 8, 9, name="Dig selv, 31. oktober 2025")))


def root_of(svg: bytes) -> Any:
    return etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))


def group(root: Any, name: str) -> list[Any]:
    return [child for found in root.iter("{*}g") if found.get("id") == name for child in found]


def texts_of(svg: bytes) -> str:
    return " ".join(text.text or "" for text in root_of(svg).iter("{*}text"))


def reader_of(root: Any, count: int) -> Any:
    """A function from a point of the picture to its axis and score, measured against the ring of 10."""
    ring = group(root, "star")[4]
    middle_x, middle_y, radius = (float(ring.get(name)) for name in ("cx", "cy", "r"))

    def read(x: float, y: float) -> Point:
        across, up = x - middle_x, middle_y - y
        score = math.hypot(across, up) / radius * 10
        axis = math.atan2(across, up) / (2 * math.pi) * count
        assert abs(score - round(score)) < 0.02 and abs(axis - round(axis)) < 0.1
        return round(axis) % count, round(score)

    return read


def marks(root: Any, number: int, count: int) -> set[Point]:
    read, points = reader_of(root, count), set()
    for shape in group(root, f"marks{number}"):
        if shape.tag.endswith("circle"):
            points.add(read(float(shape.get("cx")), float(shape.get("cy"))))
        else:
            side = float(shape.get("width")) / 2
            points.add(read(float(shape.get("x")) + side, float(shape.get("y")) + side))
    return points


def paths(root: Any, number: int, count: int) -> list[tuple[bool, list[Point]]]:
    """Each path of a line: closed or not, and its points."""
    read = reader_of(root, count)
    return [
        (shape.tag.endswith("polygon"), [read(*map(float, pair.split(","))) for pair in shape.get("points").split()])
        for shape in group(root, f"line{number}")
    ]


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(compasses())
def test_the_picture_reads_back_as_exactly_the_scores_it_was_drawn_from(compass: Compass) -> None:
    root, count = root_of(compass_svg(compass)), len(compass.labels)
    for number, line in enumerate(compass.lines, 1):
        numbers = {(axis, score) for axis, score in enumerate(line.scores) if isinstance(score, int)}
        assert marks(root, number, count) == numbers
        runs = [[(axis, line.scores[axis]) for axis in run] for run in stretches(line) if len(run) > 1]
        assert [points for _, points in paths(root, number, count)] == runs
        assert all(closed == (len(points) == count) for closed, points in paths(root, number, count))


def test_a_missing_score_is_a_gap_and_a_lone_score_keeps_its_marker() -> None:
    root = root_of(compass_svg(Compass(("a", "b", "c", "d", "e"), (woman(7, None, 5, "ikke relevant", 6),))))
    assert paths(root, 1, 5) == [(False, [(4, 6), (0, 7)])]
    assert marks(root, 1, 5) == {(0, 7), (2, 5), (4, 6)}
    assert "(ikke udfyldt)" in texts_of(compass_svg(Compass(("a", "b", "c"), (woman(1, None, 3),))))


def test_rings_are_at_2_4_6_8_and_10_with_their_numbers() -> None:
    star = group(root_of(compass_svg(two_rounds())), "star")
    radii = [float(shape.get("r")) for shape in star if shape.tag.endswith("circle")]
    assert [round(radius / radii[-1] * 10, 1) for radius in radii] == [2, 4, 6, 8, 10]
    assert [shape.text for shape in star if shape.tag.endswith("text")] == ["2", "4", "6", "8", "10"]


def test_the_first_time_is_dashed_grey_and_now_is_solid_and_nothing_is_filled() -> None:
    root = root_of(compass_svg(two_rounds()))
    (first,), (now,) = group(root, "line1"), group(root, "line2")
    assert (first.get("stroke"), first.get("fill"), first.get("stroke-dasharray")) == ("#595959", "none", "4,2.5")
    assert (now.get("stroke"), now.get("fill"), now.get("stroke-dasharray")) == ("#0072B2", "none", None)


@pytest.mark.parametrize("baseline", [False, True])
def test_she_has_filled_circles_and_the_worker_open_squares_in_grey_too(baseline: bool) -> None:
    lines = (Line("Hun", (3, 4, 5), "kvinden", baseline), Line("Medarbejderen", (6, 7, 8), "medarbejder", baseline))
    root = root_of(compass_svg(Compass(("a", "b", "c"), lines)))
    hers, theirs = group(root, "marks1"), group(root, "marks2")
    assert {shape.tag.split("}")[1] for shape in hers} == {"circle"}
    assert {shape.tag.split("}")[1] for shape in theirs} == {"rect"}
    assert {shape.get("fill") for shape in hers} == {"#595959" if baseline else "#0072B2"}
    assert {(shape.get("fill"), shape.get("stroke")) for shape in theirs} == {
        ("#FFFFFF", "#595959" if baseline else "#D55E00")
    }


def test_where_two_markers_meet_the_lower_one_is_larger_so_that_both_are_seen() -> None:
    root = root_of(compass_svg(Compass(("a", "b", "c"), (woman(5, 6, 7), worker(5, 1, 1)))))
    squares = [float(shape.get("width")) for shape in group(root, "marks2")]
    assert squares[0] > squares[1] == squares[2]
    order = [found.get("id") for found in root.iter("{*}g")]
    assert order.index("marks2") < order.index("marks1")


@pytest.mark.parametrize(
    "lines", [(), (woman(*(None,) * 10),), (woman(*("ikke relevant",) * 10), worker(*(None,) * 10))]
)
def test_without_any_number_the_star_stays_and_says_so(lines: tuple[Line, ...]) -> None:
    compass = Compass(BILAG_1, lines)
    root = root_of(compass_svg(compass))
    assert [shape.tag.split("}")[1] for shape in group(root, "nodata")] == ["rect", "text"]
    assert group(root, "nodata")[1].text == "ingen data"
    assert len(group(root, "star")) > 15
    assert "ingen data" in pdf_text(compass_pdf(compass))


def test_with_a_number_nothing_says_that_there_is_no_data() -> None:
    assert "ingen data" not in texts_of(compass_svg(Compass(("a", "b", "c"), (woman(None, 1, None),))))


def test_the_svg_is_plain_enough_for_word() -> None:
    svg = compass_svg(two_rounds()).decode()
    assert svg.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" version="1.1"'
    )
    for unwanted in ("<!", "class=", "style=", "clip", "href", "<script", "transform", "&#", "font-face"):
        assert unwanted not in svg
    root = root_of(svg.encode())
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "desc", "g", "line", "polyline", "polygon", "circle", "rect", "text"}
    assert re.fullmatch(r"120\.00mm", root.get("width")) and re.fullmatch(r"\d+\.\d\dmm", root.get("height"))
    wide, high = (float(part) for part in root.get("viewBox").split()[2:])
    assert wide == pytest.approx(WIDTH, abs=0.01)
    assert high / wide == pytest.approx(float(root.get("height")[:-2]) / 120, abs=0.001)
    assert {text.get("font-family") for text in root.iter("{*}text")} == {
        "Calibri, Carlito, 'Segoe UI', 'Noto Sans', Arial, sans-serif"
    }


def test_the_svg_carries_its_words() -> None:
    compass = two_rounds()
    assert root_of(compass_svg(compass)).findtext("{*}desc") == compass_words(compass)


@pytest.mark.parametrize("name", NAMES)
def test_names_stand_in_the_svg_and_the_pdf_as_they_are(name: str) -> None:
    compass = Compass((name, "Bolig", "Økonomi"), (Line(f"{name}, i dag", (3, 4, 5), "kvinden"),))
    assert texts_of(compass_svg(compass)).count(name) == 2
    pdf = compass_pdf(compass, title=f"Kompas for {name}")
    for text in (pdf_text(pdf), poppler_text(pdf)):
        assert f"Kompas for {name}" in text
        assert text.count(name) == 5  # the title, the chart's label and legend, the table's row and head
        assert "■" not in text


@pytest.mark.parametrize("name", ["فاطمة", "汉"])
@pytest.mark.parametrize("draw", [compass_svg, compass_pdf, compass_png])
def test_a_name_the_font_lacks_is_an_error_and_never_a_square(draw: Any, name: str) -> None:
    with pytest.raises(CtidocsError):
        draw(Compass(("a", "b", "c"), (Line(name, (1, 2, 3), "kvinden"),)))


def test_a_title_the_font_lacks_is_an_error() -> None:
    with pytest.raises(CtidocsError):
        compass_pdf(two_rounds(), title="汉")


@pytest.mark.parametrize("labels", [BILAG_1, SIXTY, ("x" * 60,) * 10])
def test_the_pdf_is_one_a4_page_with_its_table_and_embedded_fonts(labels: tuple[str, ...]) -> None:
    reader = PdfReader(io.BytesIO(compass_pdf(two_rounds(labels), title="Kompas – 25-001", author="CTI")))
    (page,) = reader.pages
    assert [round(float(edge)) for edge in page.mediabox[2:]] == [595, 842]
    assert (reader.metadata.title, reader.metadata.author) == ("Kompas – 25-001", "CTI")
    assert (reader.metadata.creator, reader.metadata.producer) == ("ctidocs", "ctidocs")
    assert reader.trailer["/Root"]["/Lang"] == "da-DK"
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts and all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
    text = page.extract_text()
    assert "Emne" in text and "Tallene siger ikke noget om, hvor farlig situationen er." in text


def test_the_table_beside_the_chart_has_its_numbers_and_words() -> None:
    compass = Compass(("Bolig", "Netværk", "Helbred"), (woman(3, "ikke relevant", None), worker(10, 4, "ikke spurgt")))
    rows = poppler_text(compass_pdf(compass), "-layout").splitlines()
    assert [row.split() for row in rows if row.startswith(("Bolig", "Netværk", "Helbred"))] == [
        ["Bolig", "3", "10"],
        ["Netværk", "ikke", "relevant", "4"],
        ["Helbred", "ikke", "udfyldt", "ikke", "spurgt"],
    ]


def test_markup_in_a_name_is_text_in_the_page_too() -> None:
    compass = Compass(("<b>a</b>", "&amp;", "<para>"), (woman(1, 2, 3, name="<i>x</i>"),))
    text = pdf_text(compass_pdf(compass, title="<u>y</u>", note="<br/>"))
    for part in ("<b>a</b>", "&amp;", "<para>", "<i>x</i>", "<u>y</u>", "<br/>"):
        assert part in text


@pytest.mark.parametrize("count", [3, 4, 5, 11, 12, 13, 25, 40])
def test_any_number_of_labels_is_one_page_with_every_label(count: int) -> None:
    labels = tuple(f"Emne {number} med ord" for number in range(1, count + 1))
    compass = Compass(labels, (woman(*(5,) * count), worker(*(6,) * count)))
    reader = PdfReader(io.BytesIO(compass_pdf(compass, title="Kompas")))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert all(label in text for label in labels)


@settings(deadline=None, max_examples=20)
@given(compasses(), st.text("abc æøå<&>", max_size=300))
def test_whatever_it_holds_it_becomes_one_page_and_one_picture(compass: Compass, title: str) -> None:
    assert len(PdfReader(io.BytesIO(compass_pdf(compass, title=title))).pages) == 1
    assert Image.open(io.BytesIO(compass_png(compass, dpi=50))).mode == "P"


@pytest.mark.parametrize("draw", [compass_svg, compass_pdf, compass_png])
def test_the_same_compass_gives_the_same_bytes(draw: Any) -> None:
    first = draw(two_rounds())
    draw(Compass(NAMES, ()))  # another picture between them leaves no trace
    assert draw(two_rounds()) == first


@pytest.mark.parametrize("dpi", [100, 200])
def test_the_png_is_12_cm_wide_in_our_own_64_colours(dpi: int) -> None:
    image = Image.open(io.BytesIO(compass_png(two_rounds(), dpi=dpi)))
    where = layout(two_rounds())
    assert image.mode == "P" and image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
    assert image.width == pytest.approx(WIDTH / 72 * dpi, abs=1)
    assert image.height == pytest.approx((where.frame.top - where.frame.bottom) / 72 * dpi, abs=1)
    colours = {colour for _, colour in image.convert("RGB").getcolors(65) or ()}
    assert {(255, 255, 255), (0x1F, 0x3A, 0x5F), (0x00, 0x72, 0xB2), (0x59, 0x59, 0x59)} <= colours


def pdf_text(pdf: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def poppler_text(pdf: bytes, *options: str) -> str:
    if not which("pdftotext"):
        return pdf_text(pdf) if not options else pytest.skip("needs pdftotext")
    run = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()
