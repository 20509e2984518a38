"""Whether a person has edited a workbook, and what becomes of files that cannot be read (LIMITS 63)."""

import hashlib
import io
import resource
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from ctidocs import cli, language
from ctidocs.office_content import content_hash, content_of, paragraphs_of
from tests.render.docx_parts import IMAGE, NS, PNG, docx, p, picture
from tests.workbooks import MAIN, R, bare_parts, converted, needs_office, relations, unzipped, zipped

XLSX, DOCX = ".xlsx", ".docx"
ROOT, END = f"<w:document {NS}>".encode(), b"</w:document>"
NS_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
NS_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def sheet(*cells: str, after: str = "") -> bytes:
    """A workbook of one sheet with these cells in its first row."""
    return zipped(bare_parts(f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>{after}'))


def number(value: str, more: str = "") -> str:
    return f'<c r="A1"{more}><v>{value}</v></c>'


def inline(text: str, place: str = "A1") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def formula(text: str, result: str = "3", place: str = "A1", more: str = "") -> str:
    return f'<c r="{place}"><f{more}>{text}</f><v>{result}</v></c>'


def with_drawing(inside: str) -> bytes:
    """A workbook with a drawing on its sheet."""
    parts: dict[str, str | bytes] = dict(bare_parts('<sheetData/><drawing r:id="d"/>'))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations({"d": (f"{R}/drawing", "../drawings/drawing1.xml")})
    parts["xl/drawings/_rels/drawing1.xml.rels"] = relations(
        {"i": (f"{R}/image", "../media/i.png"), "j": (f"{R}/image", "../media/j.png")}
    )
    anchor = f"<xdr:twoCellAnchor>{inside}</xdr:twoCellAnchor>" if inside else ""
    parts["xl/drawings/drawing1.xml"] = (
        f'<xdr:wsDr xmlns:xdr="{NS_XDR}" xmlns:a="{NS_A}" xmlns:r="{R}">{anchor}</xdr:wsDr>'
    )
    return zipped({**parts, "xl/media/i.png": b"one", "xl/media/j.png": b"two"})


SAVED_ANEW = {
    "more digits": (sheet(number("0.1")), sheet(number("0.10000000000000001"))),
    "a whole number": (sheet(number("7")), sheet(number("7.0"))),
    "looks": (sheet(number("7")), sheet(number("7", ' s="4"'))),
    "cells and rows without a value": (sheet(number("7")), sheet(number("7"), '<c r="B1" s="2"/>')),
    "a formula's result": (sheet(formula("SUM(B1:B2)")), sheet(formula("SUM(B1:B2)", "44"))),
    "space in a formula": (sheet(formula("SUM(B1, B2)")), sheet(formula("SUM(B1,B2)"))),
    "a formula written once for two cells": (
        sheet(formula("C1+1", more=' t="shared" si="0" ref="A1:B1"'), '<c r="B1"><f t="shared" si="0"/><v>3</v></c>'),
        sheet(formula("C1+1"), formula("D1+1", place="B1")),
    ),
    "a text in pieces": (
        sheet(inline("navn")),
        sheet('<c r="A1" t="inlineStr"><is><r><t>na</t></r><r><rPr><b/></rPr><t>vn</t></r></is></c>'),
    ),
    "a reading aid": (
        sheet(inline("navn")),
        sheet('<c r="A1" t="inlineStr"><is><t>navn</t><rPh sb="0" eb="1"><t>na</t></rPh></is></c>'),
    ),
    "a text's line break": (sheet(inline("a&#10;b")), sheet(inline("a_x000D_&#10;b"))),
    "a header of nothing": (sheet(inline("a")), sheet(inline("a"), after="<headerFooter><oddHeader/></headerFooter>")),
    "a drawing without anything": (sheet(), with_drawing("")),
}

EDITED = {
    "a number": (sheet(number("7")), sheet(number("8"))),
    "a number made text": (sheet(number("7")), sheet(inline("7"))),
    "a number made a truth": (sheet(number("1")), sheet(number("1", ' t="b"'))),
    "a letter": (sheet(inline("navn")), sheet(inline("navm"))),
    "another cell": (sheet(inline("navn")), sheet(inline("navn", "B1"))),
    "a formula": (sheet(formula("SUM(B1:B2)")), sheet(formula("SUM(B1:B3)"))),
    "space in a formula's text": (sheet(formula('"a b"')), sheet(formula('"ab"'))),
    "a formula made its result": (sheet(formula("1+2")), sheet(number("3"))),
    "the sheet's header": (sheet(), sheet(after="<headerFooter><oddHeader>&amp;LUdkast</oddHeader></headerFooter>")),
    "a long text": (sheet(inline("a" * 300)), sheet(inline("a" * 299 + "b"))),
    "a picture added": (with_drawing(""), with_drawing('<a:blip r:embed="i"/>')),
    "a picture replaced": (with_drawing('<a:blip r:embed="j"/>'), with_drawing('<a:blip r:embed="i"/>')),
    "words in a box": (
        with_drawing("<a:p><a:r><a:t>ja</a:t></a:r></a:p>"),
        with_drawing("<a:p><a:r><a:t>nej</a:t></a:r></a:p>"),
    ),
}


@pytest.mark.parametrize("case", SAVED_ANEW)
def test_what_a_program_changes_by_itself_is_no_edit(case: str) -> None:
    before, after = SAVED_ANEW[case]
    assert content_hash(before, ending=XLSX) == content_hash(after, ending=XLSX)


@pytest.mark.parametrize("case", EDITED)
def test_what_a_person_changes_is_an_edit(case: str) -> None:
    before, after = EDITED[case]
    assert not of_bytes(before, XLSX) and not of_bytes(after, XLSX)
    assert content_hash(before, ending=XLSX) != content_hash(after, ending=XLSX)


def test_cells_without_their_places_follow_each_other() -> None:
    named = sheet(*(inline(str(at), f"{letters}1") for at, letters in enumerate(LETTERS)))
    bare = sheet(*(inline(str(at)).replace(' r="A1"', "") for at in range(len(LETTERS))))
    assert content_hash(named, ending=XLSX) == content_hash(bare, ending=XLSX)


LETTERS = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB"]


def book(sheets: Mapping[str, str], *, note: str = "") -> bytes:
    """A workbook by openpyxl: sheet -> what its first cell says, with a note on the first."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, text in sheets.items():
        made.create_sheet(name)["A1"] = text
    if note:
        made.worksheets[0]["A1"].comment = Comment(note, "Mads")
    made.save(buffer := io.BytesIO())
    return buffer.getvalue()


def test_a_sheet_added_removed_moved_or_renamed_and_a_comment_are_edits() -> None:
    before = book({"Plan": "a", "Mål": "b"})
    assert content_hash(before, ending=XLSX) == content_hash(book({"Plan": "a", "Mål": "b"}), ending=XLSX)
    others = [
        book({"Plan": "a"}),
        book({"Plan": "a", "Mål": "b", "Nyt": ""}),
        book({"Plan": "a", "Målet": "b"}),
        book({"Mål": "b", "Plan": "a"}),
        book({"Plan": "a", "Mål": "b"}, note="ring"),
        book({"Plan": "a", "Mål": "b"}, note="ring nu"),
    ]
    assert len({content_hash(each, ending=XLSX) for each in (before, *others)}) == len(others) + 1


def test_every_text_of_a_workbook_is_among_its_paragraphs() -> None:
    made = book({"Plan": "a", "Mål": "=1+1"}, note="ring")
    assert paragraphs_of(made, ending=XLSX) == ("Plan", "a", "ring", "Mål")
    assert paragraphs_of(
        sheet(
            formula("A2", "12"),
            after='<headerFooter><oddHeader>&amp;C&amp;"Arial"&amp;12Udkast</oddHeader></headerFooter>',
        ),
        ending=XLSX,
    ) == ("Kompas", "12", "Udkast")
    assert paragraphs_of(
        with_drawing("<a:p><a:r><a:t>i en</a:t></a:r><a:r><a:t> boks</a:t></a:r></a:p>"), ending=XLSX
    ) == ("Kompas", "i en boks")


def test_no_text_can_look_like_a_mark() -> None:
    assert paragraphs_of(sheet(inline("a_x0001_row_x0002_b")), ending=XLSX) == ("Kompas", "a row b")


def test_a_drawn_picture_has_a_hash_of_its_pixels_and_one_of_its_drawing() -> None:
    svg = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
    drawn = with_drawing(f'<a:blip r:embed="i"><s:svgBlip xmlns:s="{svg}" r:embed="j"/></a:blip>')
    plain = with_drawing('<a:blip r:embed="i"/>')
    assert content_of(drawn, ending=XLSX).hashes[0] == content_hash(plain, ending=XLSX)
    assert len(content_of(drawn, ending=XLSX).hashes) == 2


def test_a_zip_with_two_parts_of_one_name_is_not_read() -> None:
    with pytest.warns(UserWarning), zipfile.ZipFile(buffer := io.BytesIO(WHOLE), "a") as archive:
        archive.writestr("word/document.xml", unzipped(WHOLE)["word/document.xml"])
    assert of_bytes(buffer.getvalue(), DOCX)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "d"
    language.activate("en")
    assert cli.run(["new", str(folder), "--demo"]) == 0
    cli.run(["check", "--root", str(folder), "--annotate", str(folder / "annotated.xlsx")])
    return folder


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("name", ["annotated.xlsx", "noegle.xlsx", "forms/kontaktlog.xlsx"])
def test_no_workbook_opened_and_saved_by_libreoffice_is_edited_and_one_changed_cell_is(
    workspace: Path, name: str, tmp_path: Path
) -> None:
    before = (workspace / name).read_bytes()
    saved = converted(workspace / name, "xlsx", folder=tmp_path)
    assert content_of(saved.read_bytes(), ending=XLSX) == content_of(before, ending=XLSX)
    opened = load_workbook(saved)
    opened.worksheets[0]["C9"] = "skrevet af et menneske"
    opened.save(saved)
    assert content_hash(saved.read_bytes(), ending=XLSX) != content_hash(before, ending=XLSX)


@pytest.mark.slow
def test_a_workbook_opened_and_saved_by_openpyxl_is_not_edited(workspace: Path, tmp_path: Path) -> None:
    before = (workspace / "noegle.xlsx").read_bytes()
    load_workbook(workspace / "noegle.xlsx").save(tmp_path / "saved.xlsx")
    assert content_hash((tmp_path / "saved.xlsx").read_bytes(), ending=XLSX) == content_hash(before, ending=XLSX)


def of_bytes(data: bytes, ending: str) -> bool:
    """Whether no text was found and the hash is that of the bytes."""
    found = content_of(data, ending=ending)
    return found.paragraphs == () and found.hashes == (hashlib.sha256(data).hexdigest(),)


WHOLE = docx(p("tekst", picture(1, "x")), more=PNG, links=IMAGE)
FILES = {
    "a PDF": (b"%PDF-1.7", ".pdf"),
    "a picture": (b"\x89PNG", ".png"),
    "a document that is protected": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), DOCX),
    "nothing": (b"", DOCX),
    "half a document": (WHOLE[: len(WHOLE) // 2], DOCX),
    "another zip": (zipped({"a.txt": "a"}), DOCX),
    "a workbook that is called a document": (sheet(number("7")), DOCX),
    "a document that is called a workbook": (WHOLE, XLSX),
    "a part that is no XML": (docx(p("tekst"), more={"word/document.xml": b"<a"}), DOCX),
    "a part too deep": (docx(p("tekst"), more={"word/document.xml": b"<a>" * 5000}), DOCX),
    "a document type": (
        docx(
            p("tekst"), more={"word/styles.xml": b"", "docProps/core.xml": b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'}
        ),
        DOCX,
    ),
    "a picture that is not there": (docx(p("tekst", picture(1, "x")), links=IMAGE), DOCX),
    "a number that is none": (sheet(number("syv")), XLSX),
    "a text that is not there": (sheet('<c r="A1" t="s"><v>5</v></c>'), XLSX),
    "a long formula filled far": (
        sheet(formula("C1+" * 4000, more=' t="shared" si="0"'), '<c><f t="shared" si="0"/></c>' * 2000),
        XLSX,
    ),
    "a filled formula without its first": (sheet('<c r="A1"><f t="shared" si="0"/><v>3</v></c>'), XLSX),
    "a filled formula that is none": (
        sheet(
            formula("&quot;a", more=' t="shared" si="0" ref="A1:B1"'),
            '<c r="B1"><f t="shared" si="0"/><v>3</v></c>',
        ),
        XLSX,
    ),
    "a relation to nothing": (
        docx(p("tekst"), more={"_rels/.rels": relations({}).replace("></", "><Relationship/></").encode()}),
        DOCX,
    ),
    "too many parts": (zipped({f"{at}": "" for at in range(3100)}), DOCX),
}


@pytest.mark.parametrize("case", FILES)
def test_of_a_file_that_cannot_be_read_the_bytes_count(case: str) -> None:
    data, ending = FILES[case]
    assert of_bytes(data, ending)


def test_the_ending_may_be_in_capitals() -> None:
    assert paragraphs_of(WHOLE, ending=".DOCX") == ("tekst",)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "content"),
    [
        pytest.param("word/document.xml", ROOT + (b"<w:p/>" + b" " * 1000) * 60_000 + END, id="much XML"),
        pytest.param("word/document.xml", ROOT + b"<w:p/>" * 4_000_000 + END, id="many elements"),
        pytest.param("word/media/image1.png", bytes(230_000_000), id="a large picture"),
    ],
)
def test_a_zip_bomb_is_not_unpacked(part: str, content: bytes) -> None:
    bomb = docx(p("tekst", picture(1, "x")), more={**PNG, part: content}, links=IMAGE)
    del content
    assert len(bomb) < 1_000_000
    assert of_bytes(bomb, DOCX)


def test_one_long_text_shown_in_many_cells_takes_no_memory() -> None:
    cells = "".join(f'<c r="A{at}" t="s"><v>0</v></c>' for at in range(50_000))
    parts: dict[str, str | bytes] = dict(bare_parts(f"<sheetData><row>{cells}</row></sheetData>"))
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="s" Type="{R}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>{"x" * 1_000_000}</t></si></sst>'
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(paragraphs_of(zipped(parts), ending=XLSX)) == 50_001
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes; 50 GB if it were copied


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_no_damage_makes_it_fail(at: int, change: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[at] ^= change
    for ending in (DOCX, XLSX):
        assert content_of(bytes(damaged), ending=ending).hashes


@given(st.binary(max_size=300), st.sampled_from(["word/document.xml", "word/_rels/document.xml.rels", "_rels/.rels"]))
def test_no_content_of_a_part_makes_it_fail(content: bytes, part: str) -> None:
    assert content_of(docx(p("tekst"), more={part: content}), ending=DOCX).hashes
