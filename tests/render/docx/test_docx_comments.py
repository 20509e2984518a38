"""A copy of a template with a Word comment on each finding: `lint --annotate`."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ctidocs.problems import CtidocsError
from ctidocs.render.docx.docx_comments import Note, with_comments
from ctidocs.workspace import package_file
from tests.templates import template
from tests.workbooks import converted, needs_office, needs_validator, unzipped, validator_errors, zipped

MAIN = "word/document.xml"
OURS = package_file("templates") / "docx" / "cti-plan.docx"
TEXT_BOX = (
    f"<w:r {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
    "xmlns:v='urn:schemas-microsoft-com:vml'><mc:AlternateContent>"
    "<mc:Choice Requires='wps'><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>I boksen</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent><w:p><w:r><w:t>I boksen</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def comments(data: bytes) -> list[tuple[str, str, str]]:
    """Each comment as python-docx reads it: who, what, and the text it reaches over."""
    document = Document(io.BytesIO(data))
    return [(c.author, "\n".join(p.text for p in c.paragraphs), reach(data, c.comment_id)) for c in document.comments]


def reach(data: bytes, number: int) -> str:
    root = etree.fromstring(unzipped(data)[MAIN])
    (start,) = [e for e in root.iter(qn("w:commentRangeStart")) if e.get(qn("w:id")) == str(number)]
    (end,) = [e for e in root.iter(qn("w:commentRangeEnd")) if e.get(qn("w:id")) == str(number)]
    (said,) = [e for e in root.iter(qn("w:commentReference")) if e.get(qn("w:id")) == str(number)]
    paragraph = start.getparent()
    assert paragraph is end.getparent() is said.getparent().getparent()
    assert paragraph.index(start) < paragraph.index(end) < paragraph.index(said.getparent())
    between = paragraph[paragraph.index(start) : paragraph.index(end)]
    own = [e for child in between for e in child.iter(qn("w:t")) if next(e.iterancestors(qn("w:p"))) is paragraph]
    assert [e.text for e in own] == [
        e.text for e in paragraph.iter(qn("w:t")) if next(e.iterancestors(qn("w:p"))) is paragraph
    ]
    return "".join(e.text or "" for e in own)


def test_each_note_is_a_comment_on_its_whole_paragraph() -> None:
    data = template("Et {{ a }}", "To", rows=(("I {{ b }}", "celle"),))
    made = with_comments(data, [Note(MAIN, 1, "ukendt a"), Note(MAIN, 3, "ukendt b\nmente du c"), Note(MAIN, 1, "mer")])
    assert comments(made) == [
        ("ctidocs", "ukendt a", "Et {{ a }}"),
        ("ctidocs", "ukendt b\nmente du c", "I {{ b }}"),
        ("ctidocs", "mer", "Et {{ a }}"),
    ]


def test_only_the_text_and_what_carries_comments_changes() -> None:
    for data in (template("Et", header="Top"), OURS.read_bytes()):
        before, after = unzipped(data), unzipped(with_comments(data, [Note(MAIN, 1, "x")]))
        assert list(after) == [*before, "word/comments.xml"]
        assert [part for part in before if after[part] != before[part]] == [
            part for part in before if part in ("[Content_Types].xml", MAIN, "word/_rels/document.xml.rels")
        ]


def test_taken_out_again_the_text_is_as_it_was() -> None:
    data = OURS.read_bytes()
    root = etree.fromstring(unzipped(with_comments(data, [Note(MAIN, n, "x") for n in range(1, 9)]))[MAIN])
    for element in list(root.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference"))):
        gone = element.getparent() if element.tag == qn("w:commentReference") else element
        gone.getparent().remove(gone)
    assert etree.tostring(root, method="c14n") == etree.tostring(etree.fromstring(unzipped(data)[MAIN]), method="c14n")


def test_a_comment_stands_behind_the_looks_of_its_paragraph() -> None:
    document = Document()
    document.add_paragraph("Et", "Heading 1")
    root = etree.fromstring(unzipped(with_comments(saved(document), [Note(MAIN, 1, "x")]))[MAIN])
    (paragraph,) = root.iter(qn("w:p"))
    assert [etree.QName(child).localname for child in paragraph] == [
        "pPr", "commentRangeStart", "r", "commentRangeEnd", "r",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (Note("word/header1.xml", 1, "ukendt a", where="sidehoved"), "sidehoved: ukendt a"),
        (Note("word/footer1.xml", 4, "ukendt a", where="sidefod"), "sidefod: ukendt a"),
        (Note("word/footnotes.xml", 2, "ukendt a"), "ukendt a"),
        (Note(MAIN, 99, "ukendt a"), "ukendt a"),
        (Note(MAIN, 0, "ukendt a"), "ukendt a"),
    ],
)
def test_a_note_where_no_comment_can_stand_is_on_the_first_paragraph(note: Note, said: str) -> None:
    assert comments(with_comments(template("Et", "To", header="{{ a }}"), [note])) == [("ctidocs", said, "Et")]


def test_a_note_in_a_text_box_is_on_the_paragraph_it_hangs_on_and_once_though_word_keeps_the_box_twice() -> None:
    document = Document()
    document.add_paragraph("Et")
    document.add_paragraph("To")._p.append(parse_xml(TEXT_BOX))
    made = with_comments(saved(document), [Note(MAIN, 3, "ukendt"), Note(MAIN, 4, "ukendt"), Note(MAIN, 4, "andet")])
    assert comments(made) == [("ctidocs", "ukendt", "To"), ("ctidocs", "andet", "To")]


def commented() -> bytes:
    document = Document()
    document.add_paragraph("Et")
    document.add_comment(document.add_paragraph("To").runs[0], text="Husk det", author="Mads Malerforfatter")
    return saved(document)


def test_comments_that_are_there_stay_and_new_ones_get_new_numbers() -> None:
    before, made = unzipped(commented()), with_comments(commented(), [Note(MAIN, 2, "ukendt")])
    assert comments(made) == [("Mads Malerforfatter", "Husk det", "To"), ("ctidocs", "ukendt", "To")]
    assert list(unzipped(made)) == list(before)
    assert unzipped(made)["[Content_Types].xml"] == before["[Content_Types].xml"]


def test_a_mark_whose_comment_is_gone_is_not_given_to_a_new_comment() -> None:
    document = Document()
    paragraph = document.add_paragraph("Et")._p
    paragraph.append(parse_xml(f'<w:commentRangeEnd {nsdecls("w")} w:id="7"/>'))
    assert [
        c.comment_id for c in Document(io.BytesIO(with_comments(saved(document), [Note(MAIN, 1, "x")]))).comments
    ] == [8]


def test_comments_can_be_made_twice() -> None:
    once = with_comments(template("Et"), [Note(MAIN, 1, "a")])
    assert [said for _who, said, _reach in comments(with_comments(once, [Note(MAIN, 1, "b")]))] == ["a", "b"]


@pytest.mark.parametrize("body", ["", "<w:sectPr/>", "<w:p/>", "<w:p/><w:sectPr/>"])
def test_an_empty_document_gets_its_comment_too(body: str) -> None:
    parts = unzipped(template())
    made = with_comments(zipped(parts | {MAIN: f"<w:document {nsdecls('w')}><w:body>{body}</w:body></w:document>"}),
                         [Note(MAIN, 1, "ingen tags")])  # fmt: skip
    assert comments(made) == [("ctidocs", "ingen tags", "")]
    root = etree.fromstring(unzipped(made)[MAIN])
    assert [etree.QName(child).localname for child in root[0]][:1] == ["p"]


def test_no_notes_change_no_part() -> None:
    data = template("Et")
    assert unzipped(with_comments(data, [])) == unzipped(data)


@pytest.mark.parametrize("text", ["Sunne & Co", "<select>", "]]>", "  to  ", "{{ a }}", "Łukasz 汉", ""])
def test_what_a_comment_says_stands_exactly(text: str) -> None:
    assert comments(with_comments(template("Et"), [Note(MAIN, 1, text)])) == [("ctidocs", text, "Et")]


def test_the_copy_tells_no_time_and_is_the_same_each_time() -> None:
    made = with_comments(commented(), [Note(MAIN, 1, "a"), Note(MAIN, 2, "b")])
    assert made == with_comments(commented_at(made), [Note(MAIN, 1, "a"), Note(MAIN, 2, "b")])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    ours = [c for c in etree.fromstring(unzipped(made)["word/comments.xml"]) if c.get(qn("w:author")) == "ctidocs"]
    assert len(ours) == 2 and all(c.get(qn("w:date")) is None for c in ours)


def commented_at(made: bytes) -> bytes:
    """The commented file again, its comment made at the very moment that `made` tells."""
    parts = unzipped(commented())
    then = etree.fromstring(unzipped(made)["word/comments.xml"])[0].get(qn("w:date"))
    root = etree.fromstring(parts["word/comments.xml"])
    root[0].set(qn("w:date"), str(then))
    return zipped(parts | {"word/comments.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8")})


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(-1, 9), st.text("abc \n")), max_size=6))
def test_whatever_the_notes_each_is_there_once_by_its_own_number(found: list[tuple[int, str]]) -> None:
    notes = [Note(MAIN, number, text) for number, text in found]
    made = comments(with_comments(template("Et", "To", rows=(("tre", "fire"),)), notes))
    reached = {1: "Et", 2: "To", 3: "tre", 4: "fire"}
    expected = dict.fromkeys((reached.get(n, "Et"), "\n".join(text.splitlines())) for n, text in found)
    assert sorted({(reach, said) for _who, said, reach in made}) == sorted(expected)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", template("x")[:900], b"%PDF-1.7"])
def test_a_file_that_is_no_word_document_says_so(data: bytes) -> None:
    with pytest.raises(CtidocsError):
        with_comments(data, [Note(MAIN, 1, "x")], name="brev.docx")


def annotated() -> Mapping[str, tuple[bytes, bytes]]:
    """Copies to show to other programs, each with the file it was made of."""
    box = Document()
    box.add_paragraph("Et")
    box.add_paragraph("To")._p.append(parse_xml(TEXT_BOX))
    header = [Note("word/header1.xml", 1, "i toppen", where="sidehoved")]
    files = {"ours": OURS.read_bytes(), "commented": commented(), "box": saved(box), "bare": template(),
             "plain": template("Et", rows=(("a", "b"),), header="x")}  # fmt: skip
    notes = [*header, *(Note(MAIN, number, f"fund {number} & mere\nlinje") for number in range(1, 9))]
    return {name: (data, with_comments(data, notes)) for name, data in files.items()}


@pytest.mark.slow
@needs_validator
def test_a_copy_has_no_error_in_microsofts_validator_that_the_template_has_not(tmp_path: Path) -> None:
    for name, (before, after) in annotated().items():
        (tmp_path / "before.docx").write_bytes(before)
        (tmp_path / "after.docx").write_bytes(after)
        was = {what for what, _part, _path in validator_errors(tmp_path / "before.docx")}
        assert {what for what, _part, _path in validator_errors(tmp_path / "after.docx")} <= was, name


@pytest.mark.slow
@needs_office
def test_a_copy_opens_in_libreoffice_with_its_comments(tmp_path: Path) -> None:
    for name, (_before, after) in annotated().items():
        (tmp_path / f"{name}.docx").write_bytes(after)
        shown = converted(tmp_path / f"{name}.docx", "fodt", folder=tmp_path).read_text(encoding="utf-8")
        assert shown.count("<office:annotation ") == len(Document(io.BytesIO(after)).comments), name
        assert shown.count("fund 1 &amp; mere") == 1, name
