"""A workbook as parts: what is not touched stays byte for byte."""

import io
import zipfile
from collections.abc import Callable

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.render.book import Page, Relation, open_book, put_in_order
from tests.workbooks import MAIN, STRICT_MAIN, STRICT_R, R, bare_parts, relations, unzipped, zipped

BLANK = workbook()
Parts = dict[str, str]


def test_an_untouched_workbook_has_the_same_parts_in_the_same_order() -> None:
    written = open_book(BLANK, name="r.xlsx").content()
    assert list(unzipped(written).items()) == list(unzipped(BLANK).items())


def test_only_an_edited_part_is_written_anew_and_the_times_are_fixed() -> None:
    book = open_book(BLANK, name="r.xlsx")
    book.edit("xl/worksheets/sheet3.xml").set("touched", "1")
    book.read("xl/worksheets/sheet4.xml").set("touched", "1")
    before, after = unzipped(BLANK), unzipped(book.content())
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet3.xml"]
    with zipfile.ZipFile(io.BytesIO(book.content())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_part_that_was_not_compressed_is_not_compressed() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (bare_parts() | {"xl/media/image1.png": "x" * 1000}).items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name.endswith("png") else zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(open_book(buffer.getvalue(), name="r.xlsx").content())) as archive:
        stored = [info.filename for info in archive.infolist() if info.compress_type == zipfile.ZIP_STORED]
    assert stored == ["xl/media/image1.png"]


def test_the_sheets_come_in_their_order_with_their_parts() -> None:
    pages = open_book(BLANK, name="r.xlsx").pages
    assert pages[:2] == (
        Page("Start her", "xl/worksheets/sheet1.xml", "worksheet"),
        Page("Visitation", "xl/worksheets/sheet2.xml", "worksheet"),
    )


@pytest.mark.parametrize(("main", "r"), [(MAIN, R), (STRICT_MAIN, STRICT_R)])
def test_a_strict_workbook_is_read_and_added_to_in_its_own_namespaces(main: str, r: str) -> None:
    book = open_book(zipped(bare_parts(main=main, r=r)), name="r.xlsx")
    assert [page.name for page in book.pages] == ["Kompas"]
    assert (book.tag("row"), book.r) == (f"{{{main}}}row", r)
    book.relate("xl/workbook.xml", "styles", "xl/styles.xml")
    assert f'Type="{r}/styles" Target="styles.xml"' in unzipped(book.content())["xl/_rels/workbook.xml.rels"].decode()


def test_a_relation_is_found_whatever_the_case_of_its_target_and_one_to_outside_has_none() -> None:
    parts = bare_parts()
    parts["xl/worksheets/Comments1.XML"] = "<comments/>"
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        {"rId1": (f"{R}/comments", "comments1.xml"), "rId7": (f"{R}/hyperlink", "https://example.org")}
    ).replace('Target="https', 'TargetMode="External" Target="https')
    book = open_book(zipped(parts), name="r.xlsx")
    sheet = "xl/worksheets/sheet1.xml"
    assert book.relations(sheet) == (
        Relation("rId1", "comments", "xl/worksheets/Comments1.XML"), Relation("rId7", "hyperlink", ""),
    )  # fmt: skip
    assert book.related(sheet, "comments") == "xl/worksheets/Comments1.XML"
    assert book.related(sheet, "vmlDrawing") == ""
    assert book.relate(sheet, "vmlDrawing", "xl/drawings/vmlDrawing1.vml") == "rId2"
    assert book.relations(sheet)[2] == Relation("rId2", "vmlDrawing", "xl/drawings/vmlDrawing1.vml")


def test_a_new_part_has_a_name_and_a_type_of_its_own() -> None:
    book = open_book(zipped(bare_parts() | {"xl/Comments1.xml": "x"}), name="r.xlsx")
    part = book.free_name("xl/comments{}.xml")
    book.add(part, b"<a/>", "kind/a")
    for _twice in range(2):
        book.declare_extension("vml", "kind/vml")
    parts = unzipped(book.content())
    types = parts["[Content_Types].xml"].decode()
    assert part == "xl/comments2.xml" and parts[part] == b"<a/>"
    assert types.count('<Override PartName="/xl/comments2.xml" ContentType="kind/a"/>') == 1
    assert types.count('<Default Extension="vml" ContentType="kind/vml"/>') == 1


def test_an_element_is_put_behind_the_last_of_those_that_come_before_it() -> None:
    root = open_book(zipped(bare_parts("<sheetData/><mergeCells/><tableParts/>")), name="r.xlsx").edit(
        "xl/worksheets/sheet1.xml"
    )
    for name, after in (("drawing", ("sheetData", "mergeCells", "pageSetup")), ("sheetPr", ())):
        put_in_order(root, root.makeelement(f"{{{MAIN}}}{name}"), after=after)
    assert [child.tag.rpartition("}")[2] for child in root] == [
        "sheetPr", "sheetData", "mergeCells", "drawing", "tableParts",
    ]  # fmt: skip


def without(name: str) -> Callable[[Parts], Parts]:
    return lambda parts: {part: content for part, content in parts.items() if part != name}


@pytest.mark.parametrize(
    "change",
    [
        without("_rels/.rels"),
        without("xl/workbook.xml"),
        lambda parts: parts | {"xl/workbook.xml": "<workbook"},
        lambda parts: parts | {"xl/_rels/workbook.xml.rels": "&"},
    ],
)
def test_a_damaged_workbook_is_told_in_one_sentence(change: Callable[[Parts], Parts]) -> None:
    with pytest.raises(CtidocsError, match=r"^r\.xlsx is damaged$"):
        assert open_book(zipped(change(bare_parts())), name="r.xlsx").pages


def test_what_is_no_zip_is_told_in_one_sentence() -> None:
    with pytest.raises(CtidocsError, match=r"^r\.xlsx is damaged$"):
        open_book(BLANK[:1000], name="r.xlsx")


def test_entities_are_not_resolved() -> None:
    parts = bare_parts()
    parts["xl/workbook.xml"] = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + parts[
        "xl/workbook.xml"
    ].replace("</sheets>", "</sheets><x>&e;</x>")
    root = open_book(zipped(parts), name="r.xlsx").read("xl/workbook.xml")
    assert "".join(root.itertext(tag=f"{{{MAIN}}}x")) == ""
