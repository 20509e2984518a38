"""Cells marked in workbooks of many writers: a ground and a comment, and nothing else."""

import io
import re

import pytest
from openpyxl import load_workbook

from ctidocs.problems import CtidocsError
from ctidocs.render.book import open_book
from ctidocs.render.xlsx.marks import Mark, mark_cells
from tests.workbooks import MAIN, STRICT_MAIN, STRICT_R, R, bare_parts, relations, unzipped, zipped

F14 = Mark("Kompas", 14, 6, "Fejl: 11 er ikke et tal fra 1 til 10", "F8CBAD")
SHEET = "xl/worksheets/sheet1.xml"
VML = "xl/drawings/vmlDrawing1.vml"
NOTE = (
    '<v:shape id="_x0000_s1025" type="#_x0000_t202"><br><x:ClientData ObjectType="Note"><x:Anchor>1, 15, 0, 2, 3, 30, '
    "1, 16</x:Anchor><x:Row>13</x:Row><x:Column>5</x:Column></x:ClientData></v:shape>"
)
BUTTON = '<v:shape id="_x0000_s1026"><x:ClientData ObjectType="Button"><x:Row>13</x:Row></x:ClientData></v:shape>'
XMLNS = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)


def marked(parts: dict[str, str], *marks: Mark) -> dict[str, str]:
    """The parts when these cells are marked."""
    book = open_book(zipped(parts), name="r.xlsx")
    mark_cells(book, marks or (F14,), author="ctidocs")
    return {name: data.decode() for name, data in unzipped(book.content()).items()}


def with_comment(*, text: str = "<r><t>gammelt</t></r>", vml: str = NOTE) -> dict[str, str]:
    """A workbook whose F14 has a comment."""
    parts = bare_parts('<sheetData/><drawing r:id="rId9"/><legacyDrawing r:id="rId1"/><tableParts/>')
    parts[f"xl/worksheets/_rels/{SHEET.rpartition('/')[2]}.rels"] = relations(
        {"rId1": (f"{R}/vmlDrawing", f"/{VML}"), "rId2": (f"{R}/comments", "../comments1.xml")}
    )
    parts["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><authors><author>Eva</author></authors><commentList><comment ref="F14" authorId="0">'
        f"<text>{text}</text></comment></commentList></comments>"
    )
    parts[VML] = f'<xml {XMLNS}><o:shapelayout><o:idmap v:ext="edit" data="1"/></o:shapelayout>{vml}</xml>'
    return parts


def comments(parts: dict[str, str]) -> list[tuple[str, str]]:
    """Each comment with its cell, in the order of the part."""
    found = re.findall(r'<comment ref="(\w+)".*?</comment>', parts["xl/comments1.xml"], re.S)
    texts = re.findall(r"<text>(.*?)</text>", parts["xl/comments1.xml"], re.S)
    return [(cell, re.sub(r"<[^>]+>", "", text)) for cell, text in zip(found, texts, strict=True)]


def test_without_marks_nothing_is_touched() -> None:
    book = open_book(zipped(bare_parts()), name="r.xlsx")
    mark_cells(book, (), author="ctidocs")
    assert unzipped(book.content()) == unzipped(zipped(bare_parts()))


@pytest.mark.parametrize(("main", "r"), [(MAIN, R), (STRICT_MAIN, STRICT_R)])
def test_a_workbook_without_styles_and_comments_is_given_them(main: str, r: str) -> None:
    before, after = bare_parts(main=main, r=r), marked(bare_parts(main=main, r=r))
    new = {"xl/styles.xml", "xl/comments1.xml", VML, "xl/worksheets/_rels/sheet1.xml.rels"}
    assert set(after) - set(before) == new
    assert after[SHEET].partition("<sheetData>")[2] == (
        '<row r="14"><c r="F14" s="1"/></row></sheetData><legacyDrawing r:id="rId2"/></worksheet>'
    )
    assert comments(after) == [("F14", F14.text)]
    assert f'xmlns="{main}"' in after["xl/comments1.xml"] and "<author>ctidocs</author>" in after["xl/comments1.xml"]
    assert "<x:Row>13</x:Row><x:Column>5</x:Column>" in after[VML]
    assert 'data="1"' in after[VML] and 'id="_x0000_s1025"' in after[VML]
    assert after["[Content_Types].xml"].count('Extension="vml"') == 1


def test_a_marked_cell_keeps_its_own_look_but_for_the_ground_and_like_cells_share_one_style() -> None:
    parts = bare_parts('<sheetData><row r="1"><c r="A1" s="1"/><c r="B1" s="1"/><c r="C1"/></row></sheetData>')
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill/><fill/></fills><borders><border/></borders>'
        '<cellStyleXfs><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0"/><xf numFmtId="14" fillId="1">'
        '<protection locked="0"/></xf></cellXfs><dxfs/></styleSheet>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(
        {"rId1": (f"{R}/worksheet", "worksheets/sheet1.xml"), "rId2": (f"{R}/styles", "styles.xml")}
    )
    after = marked(
        parts, *(Mark("Kompas", 1, at, "x", "F8CBAD") for at in (1, 2, 3)), Mark("Kompas", 1, 4, "x", "FFF2CC")
    )
    assert re.findall(r' s="(\d)"', after[SHEET]) == ["2", "2", "3", "4"]
    assert re.findall(r"<cellXfs.*</cellXfs>", after["xl/styles.xml"]) == [
        '<cellXfs count="5"><xf fontId="0"/><xf numFmtId="14" fillId="1"><protection locked="0"/></xf>'
        '<xf numFmtId="14" fillId="2" applyFill="1"><protection locked="0"/></xf>'
        '<xf fontId="0" fillId="2" applyFill="1"/><xf fontId="0" fillId="3" applyFill="1"/></cellXfs>'
    ]
    assert re.findall(r'fgColor rgb="(\w+)"', after["xl/styles.xml"]) == ["FFF8CBAD", "FFFFF2CC"]


def test_a_style_that_is_not_there_counts_as_the_ordinary_one() -> None:
    after = marked(bare_parts('<sheetData><row r="14"><c r="F14" s="99"/></row></sheetData>'))
    assert '<c r="F14" s="1"/>' in after[SHEET]


@pytest.mark.parametrize("text", ["<r><t>gammelt</t></r>", "<t>gammelt</t>", "<r><t>gammelt</t></r><phoneticPr/>"])
def test_a_comment_that_is_there_keeps_its_text_and_author_and_is_given_ours_below(text: str) -> None:
    after = marked(with_comment(text=text))
    assert comments(after) == [("F14", f"gammelt\n\n{F14.text}")]
    assert '<comment ref="F14" authorId="0">' in after["xl/comments1.xml"]
    assert re.findall(r"</?(\w+)", after["xl/comments1.xml"].split("<text>")[1])[:3] == ["r", "t", "t"]


def test_the_box_of_a_comment_that_grows_grows_and_all_else_of_the_drawing_stays() -> None:
    before = with_comment(vml=NOTE + BUTTON)
    after = marked(before)
    assert after[VML] == before[VML].replace("3, 30, 1, 16", "3, 30, 4, 16")
    assert after[SHEET].endswith('<drawing r:id="rId9"/><legacyDrawing r:id="rId1"/><tableParts/></worksheet>')


def test_a_comment_without_a_box_is_given_one() -> None:
    after = marked(with_comment(vml=BUTTON))
    assert after[VML].count("<v:shape ") == 2 and BUTTON in after[VML]
    assert comments(after) == [("F14", f"gammelt\n\n{F14.text}")]


def test_new_boxes_have_numbers_that_no_drawing_has_and_old_ones_stay_byte_for_byte() -> None:
    before = with_comment(vml=NOTE)
    before["xl/drawings/vmlDrawing7.vml"] = '<xml><o:idmap data="3,4"/><v:shape id="_x0000_s6150"/></xml>'
    after = marked(before, Mark("Kompas", 1, 1, "a", "F8CBAD"), Mark("Kompas", 2, 1, "b", "F8CBAD"))
    assert NOTE in after[VML] and after["xl/drawings/vmlDrawing7.vml"] == before["xl/drawings/vmlDrawing7.vml"]
    assert re.findall(r'id="_x0000_s(\d+)"', after[VML]) == ["1025", "7169", "7170"]
    assert 'data="1,7"' in after[VML]
    assert after[VML].count("<v:shapetype") == 1
    assert comments(after) == [("F14", "gammelt"), ("A1", "a"), ("A2", "b")]


def test_more_than_a_thousand_boxes_take_as_many_thousands_of_numbers() -> None:
    after = marked(bare_parts(), *(Mark("Kompas", row, 1, "x", "F8CBAD") for row in range(1, 2101)))
    assert 'data="1,2,3"' in after[VML]
    assert len(set(re.findall(r'id="_x0000_s(\d+)"', after[VML]))) == 2100


def test_a_drawing_with_other_prefixes_is_given_ours() -> None:
    vml = '<xml><n:shape xmlns:n="urn:schemas-microsoft-com:vml" id="a"/></xml>'
    after = marked(with_comment() | {VML: vml}, Mark("Kompas", 1, 1, "x", "F8CBAD"))
    assert after[VML].startswith(f"<xml {XMLNS}><n:shape") and "<v:shape " in after[VML]


def test_a_drawing_that_is_none_is_told() -> None:
    with pytest.raises(CtidocsError, match=r"^r\.xlsx is damaged$"):
        marked(with_comment() | {VML: "<xml"})
    without = {name: content for name, content in with_comment().items() if name != VML}
    with pytest.raises(CtidocsError, match=r"^r\.xlsx is damaged$"):
        marked(without)


def test_a_box_is_as_large_as_its_text_needs() -> None:
    wide = '<cols><col min="1" max="16384" width="100"/></cols><sheetData><row r="1" ht="300"/></sheetData>'
    given = (
        ("<sheetData/>", 5, 1, "kort"),
        ("<sheetData/>", 5, 1, "lang tekst " * 30),
        (wide, 1, 1, "kort"),
        ("<sheetData/>", 1_048_576, 16_384, "to\nlinjer"),
    )
    made = [marked(bare_parts(sheet), Mark("Kompas", row, at, text, "F8CBAD"))[VML] for sheet, row, at, text in given]
    assert [re.findall(r"<x:Anchor>(.*?)<", vml)[0] for vml in made] == [
        "1, 15, 3, 4, 5, 59, 4, 10",
        "1, 15, 3, 4, 5, 59, 10, 2",
        "1, 15, 0, 4, 1, 315, 0, 30",
        "16383, 15, 1048574, 4, 16383, 315, 1048575, 26",
    ]


def test_a_cell_marked_twice_has_both_texts_in_one_comment_and_one_box() -> None:
    after = marked(bare_parts(), F14, Mark("Kompas", 14, 6, "to", "FFF2CC"))
    assert comments(after) == [("F14", f"{F14.text}\n\nto")]
    assert after[VML].count("<v:shape ") == 1


def test_texts_are_text_whatever_they_hold() -> None:
    after = marked(bare_parts(), Mark("Kompas", 1, 1, "=1+1 <b>&\x07\r\nto _x0041_\ud800", "F8CBAD"))
    assert "=1+1 &lt;b&gt;&amp;\nto _x005F_x0041_</t>" in after["xl/comments1.xml"]
    long = marked(bare_parts(), Mark("Kompas", 1, 1, "æ" * 40_000, "F8CBAD"))
    assert comments(long)[0][1] == "æ" * 32_766 + "…"


def test_a_sheet_that_is_not_there_or_is_no_worksheet_is_passed_over() -> None:
    parts = bare_parts()
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace('/worksheet"', '/chartsheet"')
    assert marked(parts)[SHEET] == parts[SHEET]
    assert marked(bare_parts(), Mark("Plan", 1, 1, "x", "F8CBAD"))[SHEET] == parts[SHEET]


THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
THREAD_RELATIONS = "http://schemas.microsoft.com/office/2017/10/relationships"


def threaded() -> dict[str, str]:
    """A workbook whose F14 has a thread of two."""
    parts = with_comment()
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    more = f'<Relationship Id="rId3" Type="{THREAD_RELATIONS}/threadedComment" Target="../threadedComments/t1.xml"/>'
    parts[rels] = parts[rels].replace("</Relationships>", more + "</Relationships>")
    parts["xl/threadedComments/t1.xml"] = (
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="F14" dT="2025-01-01T00:00:00.00" personId="{{P}}" '
        'id="{A}"><text>hvorfor?</text></threadedComment><threadedComment ref="F14" dT="2025-01-02T00:00:00.00" '
        'personId="{P}" id="{B}" parentId="{A}"><text>fordi</text></threadedComment><threadedComment ref="G1" '
        'personId="{P}" id="{C}"><text>andet</text></threadedComment></ThreadedComments>'
    )
    return parts


def test_a_thread_is_answered_once_and_by_ctidocs() -> None:
    after = marked(threaded())
    answers = re.findall(r"<threadedComment ([^>]*)><text[^>]*>(.*?)</text>", after["xl/threadedComments/t1.xml"])
    assert [text for _values, text in answers] == ["hvorfor?", "fordi", F14.text, "andet"]
    person = re.search(r'displayName="ctidocs" id="({[0-9A-F-]{36}})"', after["xl/persons/person1.xml"])
    assert person
    assert 'ref="F14"' in answers[2][0] and 'parentId="{A}"' in answers[2][0]
    assert f'personId="{person[1]}"' in answers[2][0] and 'dT="2025-01-02T00:00:00.00"' in answers[2][0]
    assert comments(after) == [("F14", f"gammelt\n\n{F14.text}")]
    assert marked(threaded()) == after


def test_a_comment_outside_the_threads_leaves_them_alone() -> None:
    before = threaded()
    before["xl/comments1.xml"] = before["xl/comments1.xml"].replace('ref="F14"', 'ref="F15"')
    after = marked(before, Mark("Kompas", 15, 6, "x", "F8CBAD"))
    assert after["xl/threadedComments/t1.xml"].count("<threadedComment ") == 3
    assert marked(before)["xl/threadedComments/t1.xml"].count("<threadedComment ") == 3


def test_openpyxl_reads_what_was_marked() -> None:
    book = open_book(zipped(bare_parts()), name="r.xlsx")
    mark_cells(book, (F14, Mark("Kompas", 2, 1, "to", "FFF2CC")), author="ctidocs")
    page = load_workbook(io.BytesIO(book.content()))["Kompas"]
    assert {c.coordinate: (c.comment.text, c.fill.fgColor.rgb) for row in page for c in row if c.comment} == {
        "A2": ("to", "FFFFF2CC"),
        "F14": (F14.text, "FFF8CBAD"),
    }
