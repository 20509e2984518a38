"""A list put first in a workbook: what it shows, and what counts sheets."""

import io
import re

import pytest
from openpyxl import load_workbook

from ctidocs.render.book import open_book
from ctidocs.render.xlsx.list_sheet import Cell, Listing, put_list_first, quoted_sheet
from tests.workbooks import R, bare_parts, relations, unzipped, zipped

ROWS = (
    (Cell(1), Cell("Kompas!F14", link="'Kompas'!F14"), Cell("=1+1 <b>\nto linjer"), Cell("Fejl", fill="F8CBAD")),
    (Cell(2), Cell("noegle.xlsx"), Cell(""), Cell("Mangler", fill="FFF2CC")),
)
COLUMNS = (("Nr", 6), ("Hvor", 20), ("Hvad", 40), ("Niveau", 12))
LISTING = Listing("Fejl og mangler", "Titel", "Sætning.", COLUMNS, ROWS)


def with_list(parts: dict[str, str], listing: Listing = LISTING) -> bytes:
    """The workbook with the list first."""
    book = open_book(zipped(parts), name="r.xlsx")
    put_list_first(book, listing)
    return book.content()


def test_the_list_is_a_table_with_links_a_frozen_header_and_a_filter() -> None:
    book = load_workbook(io.BytesIO(with_list(bare_parts())))
    assert book.sheetnames == ["Fejl og mangler", "Kompas"] and book.active is book.worksheets[0]
    page = book["Fejl og mangler"]
    assert list(page.iter_rows(values_only=True)) == [
        ("Titel", None, None, None),
        ("Sætning.", None, None, None),
        (None, None, None, None),
        ("Nr", "Hvor", "Hvad", "Niveau"),
        (1, "Kompas!F14", "=1+1 <b>\nto linjer", "Fejl"),
        (2, "noegle.xlsx", None, "Mangler"),
    ]
    assert page["C5"].data_type == "s"
    assert {c.coordinate: c.hyperlink.location for row in page for c in row if c.hyperlink} == {"B5": "'Kompas'!F14"}
    assert [page[cell].fill.fgColor.rgb for cell in ("A4", "D5", "D6")] == ["FFEEF2F6", "FFF8CBAD", "FFFFF2CC"]
    assert page["A4"].font.color.rgb == "FF1F3A5F" and page["A4"].font.bold and page["C5"].alignment.wrap_text
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A5", "A4:D6", "$4:$4")
    assert [page.column_dimensions[letter].width for letter in "ABCD"] == [6, 20, 40, 12]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr is not None and page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0


def test_rows_are_high_enough_for_their_longest_text() -> None:
    rows = [(Cell(1), Cell("a"), Cell(text), Cell("b")) for text in ("", "a\nb", "ord " * 40, "ord " * 4000)]
    page = load_workbook(io.BytesIO(with_list(bare_parts(), Listing("L", "", "", COLUMNS, rows))))["L"]
    assert [page.row_dimensions[row].height for row in range(5, 9)] == [21, 36, 81, 409]


def test_a_list_without_rows_has_its_header_alone_and_no_links() -> None:
    workbook = with_list(bare_parts(), Listing("L", "Titel", "Intet.", COLUMNS, ()))
    assert b"hyperlink" not in unzipped(workbook)["xl/worksheets/sheet2.xml"]
    assert load_workbook(io.BytesIO(workbook))["L"].auto_filter.ref == "A4:D5"


@pytest.mark.parametrize(
    ("taken", "name"),
    [("Kompas", "Fejl og mangler"), ("fejl og Mangler", "Fejl og mangler 2")],
)
def test_a_name_that_is_taken_is_given_a_number(taken: str, name: str) -> None:
    parts = bare_parts()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("Kompas", taken)
    assert load_workbook(io.BytesIO(with_list(parts))).sheetnames == [name, taken]


def test_an_apostrophe_in_a_sheet_s_name_is_doubled_in_a_link() -> None:
    assert quoted_sheet("Eva's ark") == "'Eva''s ark'"


def test_what_counts_sheets_counts_one_more_and_only_the_list_is_selected() -> None:
    parts = bare_parts('<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetData/>')
    parts["xl/workbook.xml"] = (
        parts["xl/workbook.xml"]
        .replace("<sheets>", '<bookViews><workbookView firstSheet="2" activeTab="3"/></bookViews><sheets>')
        .replace('sheetId="1"', 'sheetId="41"')
        .replace(
            "</sheets>",
            '</sheets><externalReferences/><definedNames><definedName name="a" localSheetId="0">Kompas!$A$1'
            "</definedName>"
            '<definedName name="b">Kompas!$A$1</definedName></definedNames><calcPr/>',
        )
    )
    after = {name: data.decode() for name, data in unzipped(with_list(parts)).items()}
    workbook = after["xl/workbook.xml"]
    assert "<workbookView/>" in workbook
    assert re.findall(r'name="([^"]+)" sheetId="(\d+)"', workbook) == [("Fejl og mangler", "42"), ("Kompas", "41")]
    assert re.findall(r'<definedName name="([^"]+)"([^>]*)>', workbook) == [
        ("_xlnm._FilterDatabase", ' localSheetId="0" hidden="1"'),
        ("_xlnm.Print_Titles", ' localSheetId="0"'),
        ("a", ' localSheetId="1"'),
        ("b", ""),
    ]
    selected = [name for name, text in after.items() if 'tabSelected="1"' in text]
    assert selected == ["xl/worksheets/sheet2.xml"]


def test_defined_names_are_made_in_their_place() -> None:
    parts = bare_parts()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", "</sheets><calcPr/>")
    workbook = unzipped(with_list(parts))["xl/workbook.xml"].decode()
    assert re.search(r"</sheets><definedNames>.*</definedNames><calcPr/>", workbook)


def test_a_sheet_of_a_chart_is_deselected_too() -> None:
    parts = bare_parts()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="Kurve" sheetId="2" r:id="rId2"/></sheets>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(
        {"rId1": (f"{R}/worksheet", "worksheets/sheet1.xml"), "rId2": (f"{R}/chartsheet", "chartsheets/sheet1.xml")}
    )
    views = '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/chartsheets/sheet1.xml"] = f'<chartsheet xmlns="{main}">{views}</chartsheet>'
    assert b"tabSelected" not in unzipped(with_list(parts))["xl/chartsheets/sheet1.xml"]
