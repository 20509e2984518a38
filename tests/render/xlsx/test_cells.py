"""Cells of a worksheet part, found or made."""

import re

import pytest
from lxml import etree

from ctidocs.render.xlsx.cells import cells_of
from tests.workbooks import MAIN


def after(sheet: str, *cells: tuple[int, int]) -> str:
    """The worksheet when these cells (row, column) were asked for; each is marked x, one that is found "old"."""
    root = etree.fromstring(f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')
    found = cells_of(root)
    for row, column in cells:
        found.cell(row, column).set("x", "1")
    return re.sub(r"^<worksheet[^>]*>|</worksheet>$", "", etree.tostring(root).decode())


@pytest.mark.parametrize(
    ("rows", "cell", "expected"),
    [
        ("", (2, 3), '<row r="2"><c r="C2" x="1"/></row>'),
        ('<row r="2"><c r="C2"/></row>', (2, 3), '<row r="2"><c r="C2" x="1"/></row>'),
        (
            '<row r="2"><c r="C2"/></row>',
            (2, 1),
            '<row r="2"><c r="A2" x="1"/><c r="C2"/></row>',
        ),
        (
            '<row r="2" spans="1:3"><c r="A2"/><c r="C2"/></row>',
            (2, 2),
            '<row r="2"><c r="A2"/><c r="B2" x="1"/><c r="C2"/></row>',
        ),
        (
            '<row r="2"><c r="Z2"/><extLst/></row>',
            (2, 27),
            '<row r="2"><c r="Z2"/><c r="AA2" x="1"/><extLst/></row>',
        ),
        ('<row r="2"/><row r="9"/>', (5, 1), '<row r="2"/><row r="5"><c r="A5" x="1"/></row><row r="9"/>'),
        ('<row r="5"/>', (2, 1), '<row r="2"><c r="A2" x="1"/></row><row r="5"/>'),
        ('<row r="5"/>', (7, 1), '<row r="5"/><row r="7"><c r="A7" x="1"/></row>'),
        # no address: a row or cell stands behind the one before
        (
            "<row><c/></row><row><c/><c/></row>",
            (2, 2),
            '<row r="1"><c/></row><row r="2"><c r="A2"/><c r="B2" x="1"/></row>',
        ),
        (
            '<row r="4"><c r="B4"/><c/></row><row/>',
            (4, 4),
            '<row r="4"><c r="B4"/><c r="C4"/><c r="D4" x="1"/></row><row r="5"/>',
        ),
        ('<row><c r="C1"/></row>', (1, 3), '<row r="1"><c r="C1" x="1"/></row>'),
    ],
)  # fmt: skip
def test_a_cell_is_found_or_made_in_its_place(rows: str, cell: tuple[int, int], expected: str) -> None:
    assert after(f"<sheetData>{rows}</sheetData>", cell) == f"<sheetData>{expected}</sheetData>"


def test_new_rows_between_new_rows_stay_in_order() -> None:
    made = after("<sheetData/>", (9, 1), (3, 1), (5, 1), (3, 2))
    assert re.findall(r' r="(\w+)"', made) == ["3", "A3", "B3", "5", "A5", "9", "A9"]


def test_a_new_cell_looks_as_its_row_and_else_as_its_column() -> None:
    sheet = (
        '<cols><col min="2" max="3" style="7"/></cols><sheetData><row r="2" s="4" customFormat="1"/>'
        '<row r="3" s="4"/></sheetData>'
    )
    made = after(sheet, (2, 2), (3, 2), (4, 3), (4, 4))
    assert re.findall(r'<c r="(\w+)"(?: s="(\d)")?', made) == [("B2", "4"), ("B3", "7"), ("C4", "7"), ("D4", "")]


@pytest.mark.parametrize(
    ("area", "cell", "expected"),
    [
        ("A1:C4", (2, 5), "A1:E4"),
        ("B2:C4", (9, 1), "A2:C9"),
        ("A1", (1, 1), "A1"),
        ("A1", (2, 2), "A1:B2"),
        ("", (2, 2), "B2"),
    ],
)
def test_the_area_in_use_grows_with_a_new_cell(area: str, cell: tuple[int, int], expected: str) -> None:
    made = after(f'<dimension ref="{area}"/><sheetData/>', cell)
    assert made.startswith(f'<dimension ref="{expected}"/>')
