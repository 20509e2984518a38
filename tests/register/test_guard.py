"""A hostile or broken workbook: refused with one sentence, quickly, in little memory, and no process ever dies."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ctidocs.problems import CtidocsError
from ctidocs.register.read import read_register
from ctidocs.register.schema import NETWORK as NETWORK_SHEET
from ctidocs.register.schema.around import NetworkLink
from tests.register.hostile import (
    BOOK,
    BOOK_LINKS,
    NETWORK,
    SHEET,
    STRINGS,
    STYLES,
    bomb,
    book,
    parts,
    read_apart,
    row,
    zipped,
)
from tests.registers import said
from tests.workbooks import MAIN, STRICT_MAIN, STRICT_R

MEGABYTE = 1_000_000
MOST_MEMORY = 500  # megabytes
DAMAGED, LARGE = "r.xlsx is damaged", "r.xlsx is larger inside than any register can be"
DOCTYPE = "r.xlsx holds a document type, which no program of Office writes"
ONE = (NetworkLink("25-014", "naboen", "nabo"),)


def refusal(path: Path) -> str:
    """What is said of the file; nothing where it is read and holds the one row."""
    try:
        found, _problems = read_register(path)
    except CtidocsError as error:
        assert error.hint
        return error.message
    assert found.rows(NETWORK_SHEET) == ONE
    return ""


def test_an_honest_workbook_from_raw_parts_is_read(tmp_path: Path) -> None:
    assert refusal(book(to=tmp_path / "r.xlsx")) == ""


DECLARED = '<!DOCTYPE x [<!ENTITY e "boom">]>'


@pytest.mark.parametrize("way", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "after a comment"])
@pytest.mark.parametrize("part", [*parts(), "xl/comments1.xml", "xl/drawings/vml1.vml", "docProps/core.xml"])
def test_a_document_type_in_any_part_is_refused(part: str, way: str, tmp_path: Path) -> None:
    content: dict[str, str | bytes] = {**parts(NETWORK)}
    declared = f'<?xml version="1.0"?>{"<!-- x -->" * 20 if way == "after a comment" else ""}{DECLARED}<x>&e;</x>'
    content[part] = declared.encode("utf-8" if way == "after a comment" else way)
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    read = part in (BOOK, BOOK_LINKS, STRINGS, STYLES, SHEET)
    assert refusal(tmp_path / "r.xlsx") in ({DOCTYPE, DAMAGED} if read and "16" in way else {DOCTYPE})


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "cp1252"])
def test_a_part_that_is_not_in_utf_8_is_refused_and_not_read_as_blank(encoding: str, tmp_path: Path) -> None:
    content: dict[str, str | bytes] = {**parts(NETWORK)}
    content[SHEET] = parts(NETWORK)[SHEET].replace("UTF-8", encoding).encode(encoding)
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    assert refusal(tmp_path / "r.xlsx") == DAMAGED


def test_text_that_the_reader_would_drop_is_refused(tmp_path: Path) -> None:
    hidden = NETWORK.replace("naboen", "<![CDATA[naboen]]>")
    assert refusal(book(hidden, to=tmp_path / "r.xlsx")) == DAMAGED


BLANK_CHUNK = b" " * MEGABYTE
NESTED = b"<a>" * 300_000
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a sheet of 1 GB": (lambda: bomb(SHEET, lambda: BLANK_CHUNK, 1_000), LARGE),
    "shared strings of 600 MB": (lambda: bomb(STRINGS, lambda: BLANK_CHUNK, 600), LARGE),
    "styles of 600 MB": (lambda: bomb(STYLES, lambda: BLANK_CHUNK, 600), LARGE),
    "a workbook of 600 MB": (lambda: bomb(BOOK, lambda: BLANK_CHUNK, 600), LARGE),
    "relations of 600 MB": (lambda: bomb(BOOK_LINKS, lambda: BLANK_CHUNK, 600), LARGE),
    "elements in elements": (lambda: bomb(SHEET, lambda: NESTED, 60, first=f'<worksheet xmlns="{MAIN}">'), DAMAGED),
    "deep shared strings": (lambda: bomb(STRINGS, lambda: NESTED, 60), DAMAGED),
    "deep and closed by text": (lambda: bomb(SHEET, lambda: b"<a>/>" * 200_000, 55), DAMAGED),
    "a million sheets": (lambda: bomb(BOOK, lambda: b"<sheet/>" * 100_000, 6, first="<x>", last="</x>"), DAMAGED),
    "ten thousand members": (lambda: zipped({**parts(), **{f"xl/media/{n}.xml": "" for n in range(10_000)}}), LARGE),
    "a million members": (lambda: zipped(parts()) + b"PK\x01\x02" * 1_000_000, LARGE),
    "one string in every cell": (
        lambda: zipped(
            parts(
                "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 90_000)),
                strings=f"<si><t>{'x' * 32_000}</t></si>",
            )
        ),
        LARGE,
    ),
    "errors without end": (
        lambda: bomb(
            SHEET, lambda: b'<row><c t="e"/><c t="e"/><c t="e"/></row>' * 20_000, 60,
            first=f'<worksheet xmlns="{MAIN}"><sheetData>', last="</sheetData></worksheet>",
        ),
        LARGE,
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_memory(name: str, tmp_path: Path) -> None:
    made, message = BOMBS[name]
    (tmp_path / "r.xlsx").write_bytes(made())
    told, _rows, megabytes = read_apart(tmp_path / "r.xlsx")
    assert (told, megabytes < MOST_MEMORY) == (message, True), megabytes


@pytest.mark.slow
def test_a_zip_in_the_zip_is_never_unpacked(tmp_path: Path) -> None:
    inner = bomb(SHEET, lambda: BLANK_CHUNK, 1_000)
    (tmp_path / "r.xlsx").write_bytes(
        zipped({**parts(NETWORK), "xl/embeddings/inner.xlsx": inner, "xl/inner.zip": inner})
    )
    told, rows, megabytes = read_apart(tmp_path / "r.xlsx")
    assert (rows, megabytes < 200) == (1, True), (told, megabytes)


@pytest.mark.parametrize("claimed", [0, 10, 2**31, 2**32 - 2])
@pytest.mark.parametrize("where", ["the list", "the member", "both"])
def test_a_size_field_that_lies_is_refused_or_read_right(claimed: int, where: str, tmp_path: Path) -> None:
    data = bytearray(zipped(parts(NETWORK)))
    size = claimed.to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        at = package.getinfo(SHEET).header_offset
    if where != "the list":
        data[at + 22 : at + 26] = size
    listed = data.index(SHEET.encode(), data.index(b"PK\x01\x02")) - 46
    if where != "the member":
        data[listed + 24 : listed + 28] = size
    (tmp_path / "r.xlsx").write_bytes(data)
    assert refusal(tmp_path / "r.xlsx") in ("", DAMAGED)


@pytest.mark.parametrize("count", ["18446744073709551615", "99999999999", "4294967295", "1000000000", "-1", "x"])
@pytest.mark.parametrize("way", ['count="{}"', "count='{}'", 'uniqueCount\n=\n"{}"', 'x=">" y:count="{}" count="{}"'])
def test_a_count_that_lies_is_not_believed(count: str, way: str, tmp_path: Path) -> None:
    lie = f'xmlns:y="y" {way.replace("{}", count)}'
    content = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>Forløbsnr</t></si>")
    content[STRINGS] = content[STRINGS].replace("<sst", f"<!-- sst > --><sst {lie}")
    content[STYLES] = content[STYLES].replace('<cellXfs count="4"', f"<cellXfs {lie}")
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    told, _rows, megabytes = read_apart(tmp_path / "r.xlsx")
    assert (told, megabytes < 200) == ([], True)


@pytest.mark.parametrize(
    "name", ["../ude.xml", "/etc/ude.xml", "xl/../../ude.xml", "C:\\ude.xml", "xl\\ude.xml", "..\\ude"]
)
def test_a_member_that_would_leave_its_folder_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    (inside / "r.xlsx").write_bytes(zipped({**parts(NETWORK), name: "x"}))
    assert refusal(inside / "r.xlsx") == DAMAGED
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["r.xlsx"]


@pytest.mark.parametrize("again", [SHEET, "XL/Worksheets/Sheet1.XML", "[content_types].XML"])
def test_two_members_of_one_name_are_refused(again: str, tmp_path: Path) -> None:
    buffer = io.BytesIO(zipped(parts(NETWORK)))
    other = parts(NETWORK.replace("naboen", "en anden"))[SHEET]
    with zipfile.ZipFile(buffer, "a") as package, pytest.MonkeyPatch.context() as patched:
        patched.setattr("warnings.warn", lambda *_a, **_k: None)  # zipfile warns of the same name
        package.writestr(again, other)
    (tmp_path / "r.xlsx").write_bytes(buffer.getvalue())
    assert refusal(tmp_path / "r.xlsx") == DAMAGED


def test_names_of_parts_are_the_same_in_other_letters(tmp_path: Path) -> None:
    names = {name: name.replace("xl/", "Xl/").replace("sheet1", "Sheet1") for name in parts()}
    content = {names[name]: part for name, part in parts(NETWORK).items()}
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    assert refusal(tmp_path / "r.xlsx") == ""


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_no_program_of_office_uses_is_refused(way: int, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(zipped(parts(NETWORK), way=way))
    assert refusal(tmp_path / "r.xlsx") == DAMAGED


@pytest.mark.parametrize("part", [BOOK, BOOK_LINKS, SHEET, STYLES, STRINGS])
@pytest.mark.parametrize("cut", [0, 0.5, 0.99])
def test_a_part_that_is_cut_is_refused(part: str, cut: float, tmp_path: Path) -> None:
    content = parts(NETWORK)
    content[part] = content[part][: int(len(content[part]) * cut)]
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    assert refusal(tmp_path / "r.xlsx") == DAMAGED


@pytest.mark.parametrize("part", [BOOK, BOOK_LINKS, SHEET])
def test_a_part_that_is_not_there_is_refused(part: str, tmp_path: Path) -> None:
    content = parts(NETWORK)
    del content[part]
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    assert refusal(tmp_path / "r.xlsx") == DAMAGED


def test_a_strict_workbook_is_said_to_be_one_and_never_to_have_no_rows(tmp_path: Path) -> None:
    content = parts(NETWORK)
    for part in (BOOK, SHEET):
        content[part] = (
            content[part]
            .replace(MAIN, STRICT_MAIN)
            .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", STRICT_R)
        )
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    assert refusal(tmp_path / "r.xlsx") == "r.xlsx is saved as “Strict Open XML”"


FAR = {
    "the last cell": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "with a style": '<row r="1048576"><c r="XFD1048576" s="1" t="n"><v>1</v></c></row>',
    "with a sign in an attribute": '<row r="1048576"><c r="XFD1048576" x="/>"><v>1</v></c></row>',
    "with a line break": '<row r="1048576"><c\nr="XFD1048576"><v>1</v></c></row>',
    "with a tab": '<row r="1048576"><c\tr="XFD1048576"><v>1</v></c></row>',
    "with more blanks": '<row r="1048576"><c   r  =  "XFD1048576"  ><v>1</v></c></row>',
    "with the other quotes": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "with a reference": '<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
    "with another attribute first": '<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>',
    "with a prefix": f'<x:row xmlns:x="{MAIN}" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    "with its text inside": '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>',
    "a formula": '<row r="1048576"><c r="XFD1048576"><f>1+1</f></c></row>',
    "an error": '<row r="1048576"><c r="XFD1048576" t="e"><v>#N/A</v></c></row>',
    "the last row without an address": '<row r="1048576">' + "<c/>" * 16383 + "<c><v>1</v></c></row>",
}


@pytest.mark.parametrize("name", FAR)
def test_a_filled_cell_at_the_end_of_the_sheet_is_one_error_at_that_cell(name: str, tmp_path: Path) -> None:
    told, rows, megabytes = read_apart(book(NETWORK + FAR[name], to=tmp_path / "r.xlsx"))
    message = "this cell lies too far away: 100.000 rows and 500 columns are read"
    assert (told, rows) == ([["far-cell", "Netværk!XFD1048576", message]], 0)
    assert megabytes < 200


@pytest.mark.parametrize(
    ("address", "code"), [("A100000", "blank-key"), ("A100001", "far-cell"), ("SF3", "blank-key"), ("SG3", "far-cell")]
)
def test_far_away_begins_after_row_100_000_and_column_500(address: str, code: str, tmp_path: Path) -> None:
    digits = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{digits}"><c r="{address}" t="inlineStr"><is><t>25-014</t></is></c></row>'
    told, _rows, megabytes = read_apart(book(NETWORK + far, to=tmp_path / "r.xlsx"))
    assert isinstance(told, list)
    assert code in {said[0] for said in told}
    assert megabytes < MOST_MEMORY


def test_a_cell_far_down_and_another_far_right_are_too_far_together(tmp_path: Path) -> None:
    wide = '<row r="5"><c r="SF5"><v>1</v></c></row><row r="90000"><c r="A90000"><v>1</v></c></row>'
    told, _rows, megabytes = read_apart(book(NETWORK + wide, to=tmp_path / "r.xlsx"))
    message = "this cell lies too far away: 100.000 rows and 500 columns are read"
    assert (told, megabytes < 200) == ([["far-cell", "Netværk!SF5", message]], True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "cells",
    ['<c r="A{n}" s="1"/><c r="B{n}" s="1"/>', '<c r="A{n}"/>', "", '<c r="A{n}" s="1" t="n"/>'],
    ids=["styled", "plain", "rows alone", "with a type"],
)
def test_a_million_formatted_blank_rows_are_read_in_little_memory(cells: str, tmp_path: Path) -> None:
    blank = "".join(f'<row r="{n}" s="1" customFormat="1">{cells.format(n=n)}</row>' for n in range(3, 1_048_577))
    told, rows, megabytes = read_apart(book(NETWORK + blank, to=tmp_path / "r.xlsx"))
    assert (told, rows, megabytes < MOST_MEMORY) == ([], 1, True), megabytes


def test_a_blank_cell_and_a_comment_far_away_do_not_matter(tmp_path: Path) -> None:
    content: dict[str, str | bytes] = {**parts(NETWORK + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')}
    content["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="XFD1048576"><text/></comment></commentList></comments>'
    )
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    told, rows, megabytes = read_apart(tmp_path / "r.xlsx")
    assert (told, rows, megabytes < 200) == ([], 1, True)


@pytest.mark.parametrize("dimension", ["A1:A1", "A1:XFD1048576", "XFD1048576", ""])
def test_a_dimension_that_lies_changes_nothing(dimension: str, tmp_path: Path) -> None:
    before = f'<dimension ref="{dimension}"/>' if dimension else ""
    told, rows, megabytes = read_apart(book(to=tmp_path / "r.xlsx", before=before))
    assert (told, rows, megabytes < 200) == ([], 1, True)


TWICE = {
    "one cell twice": row(2, "25-014", "naboen").replace("</row>", '<c r="B2"><v>8</v></c></row>'),
    "one row twice": row(2, "25-014", "naboen") + row(2, "25-014", "genboen"),
    "one cell twice in other letters": row(2, "25-014", "naboen").replace("</row>", '<c r="b2"><v>8</v></c></row>'),
    "a cell without an address on another": row(2, "25-014", "naboen").replace(
        '<c r="A2"', '<c r="B2"><v>8</v></c><c r="A2"'
    ),
    "an error outside a row": '<c t="e"><v>#N/A</v></c>',
    "a formula outside a row": '<c r="C1"><f>1</f></c>',
    "a row 0": row(0, "25-014", "naboen"),
    "a row beyond the last": row(1_048_577, "25-014", "naboen"),
    "a column beyond the last": '<row r="2"><c r="XFE2"><v>1</v></c></row>',
    "an address that is none": '<row r="2"><c r="$A$2"><v>1</v></c></row>',
    "an address of a range": '<row r="2"><c r="A2:B2"><v>1</v></c></row>',
    "a text that is not among the texts": '<row r="2"><c r="A2" t="s"><v>7</v></c></row>',
    "a truth that is none": '<row r="2"><c r="A2" t="b"><v>7</v></c></row>',
    "a type that is none": '<row r="2"><c r="A2" t="zzz"><v>7</v></c></row>',
}


@pytest.mark.parametrize("name", TWICE)
def test_cells_that_excel_calls_corrupt_are_refused(name: str, tmp_path: Path) -> None:
    top = row(1, "Forløbsnr", "Hvem")
    assert refusal(book(top + TWICE[name], to=tmp_path / "r.xlsx")) == DAMAGED


def test_a_sheet_is_read_where_it_was_looked_at(tmp_path: Path) -> None:
    """The reader has its own way from a sheet's name to its part; a second one with the same name must not lead it."""
    far = parts(FAR["the last cell"])[SHEET]
    content: dict[str, str | bytes] = {**parts(NETWORK), "xl/worksheets/sheet2.xml": far, "xl/far.xml": far}
    sheet = '<sheet name="Netværk" sheetId="1" r:id="rId1"/>'
    content[BOOK] = parts()[BOOK].replace(sheet, sheet + sheet.replace("rId1", "rId9"))
    kind = 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    second = f'<Relationship Id="rId9" {kind} Target="worksheets/sheet2.xml"/>'
    content[BOOK_LINKS] = parts()[BOOK_LINKS].replace("</Relationships>", f"{second}</Relationships>")
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    assert read_apart(tmp_path / "r.xlsx")[1] == 1
    found, problems = read_register(tmp_path / "r.xlsx")
    assert found.rows(NETWORK_SHEET) == ONE
    assert "duplicate-sheet" in {problem.code for problem in problems}


def test_where_parts_lie_is_taken_from_the_workbook_and_not_guessed(tmp_path: Path) -> None:
    texts = "<si><t>Forløbsnr</t></si><si><t>Hvem</t></si><si><t>25-014</t></si><si><t>naboen</t></si>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    rows += '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>'
    content = parts(rows, strings=texts)
    content["xl/andre/tekster.xml"] = content.pop(STRINGS)
    content["xl/ark/a.xml"] = content.pop(SHEET)
    content[BOOK_LINKS] = content[BOOK_LINKS].replace("sharedStrings.xml", "/xl/andre/tekster.xml")
    content[BOOK_LINKS] = content[BOOK_LINKS].replace("worksheets/sheet1.xml", "../xl/ark/a.xml")
    (tmp_path / "r.xlsx").write_bytes(zipped(content))
    found, problems = read_register(tmp_path / "r.xlsx")
    assert (found.rows(NETWORK_SHEET), [c for c in said(problems) if "missing-sheet" not in c]) == (
        (NetworkLink("25-014", "naboen"),), [],
    )  # fmt: skip
