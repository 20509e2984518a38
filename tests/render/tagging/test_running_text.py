"""R21: LIX is measured on running text only, never on lists or forms."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ctidocs.method.lix import lix
from ctidocs.problems import CtidocsError
from ctidocs.render.tagging.running_text import running_text
from ctidocs.workspace import package_file
from tests.templates import template


def made(build: Callable[[Any], object]) -> bytes:
    document = Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_paragraphs_of_sentences_are_a_line_each() -> None:
    assert running_text(template("Du ringer. Hun kommer!", "Vi ses?", "(Det er godt.)")) == (
        "Du ringer. Hun kommer!\nVi ses?\n(Det er godt.)"
    )


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        ("Du kan ringe til {{ forløb.medarbejder }} hver dag.", "Du kan ringe til hver dag."),
        ("{% if x %}Du kommer.{% else %}Hun kommer.{% endif %}", "Du kommer.Hun kommer."),
        ("Det er godt.{# her står\nen note #}", "Det er godt."),
        ("{{ m.tekst }} ({{ m.område }})", ""),
        ("{{ m.nr }}. {{ m.område }}.", ""),
        ("Hvorfor dette: {{ m.hvorfor }}", ""),
        ("{%p for m in plan %}", ""),
        ("Eksempelvej 7", ""),
        ("Jeg siger ja: ____________.", ""),
        ("Navn ..................", ""),
        ("Dato\tUnderskrift.", ""),
        ("☐ Jeg vil gerne ringes op.", ""),
        ("2025.", ""),
        ("", ""),
    ],
)
def test_tags_leave_nothing_and_what_is_no_sentence_is_left_out(paragraph: str, text: str) -> None:
    assert running_text(template(paragraph)) == text


@pytest.mark.parametrize("style", ["Title", "Heading 1", "Heading 3", "List Bullet", "List Number 2", "Caption"])
def test_headings_lists_and_captions_are_left_out(style: str) -> None:
    assert running_text(made(lambda d: d.add_paragraph("Du ringer.", style))) == ""


def test_the_line_under_the_title_is_running_text() -> None:
    assert running_text(made(lambda d: d.add_paragraph("Planen er din.", "Subtitle"))) == "Planen er din."


def own_style(name: str, base: str) -> Callable[[Any], object]:
    def build(document: Any) -> None:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        document.add_paragraph("Du ringer.", name)

    return build


@pytest.mark.parametrize(
    ("name", "base", "text"),
    [
        ("Hendes ord", "Normal", "Du ringer."),
        ("Hendes emne", "Heading 2", ""),
        ("Hendes punkter", "List Bullet", ""),
        ("Overskrift 4", "Normal", ""),
        ("Opstilling – punkttegn", "Normal", ""),
    ],
)
def test_a_style_of_the_team_is_what_it_is_based_on(name: str, base: str, text: str) -> None:
    assert running_text(made(own_style(name, base))) == text


def numbered(style: str, number: str) -> Callable[[Any], object]:
    def build(document: Any) -> None:
        properties = document.add_paragraph("Du ringer.", style)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        )

    return build


@pytest.mark.parametrize(("number", "text"), [("1", ""), ("0", "Du ringer.")])
def test_a_paragraph_with_a_number_of_its_own_is_a_list_and_number_0_takes_it_out(number: str, text: str) -> None:
    assert running_text(made(numbered("Normal", number))) == text


def test_a_list_by_a_style_that_is_not_called_so_is_left_out() -> None:
    def build(document: Any) -> None:
        style = document.styles.add_style("Mine punkter", WD_STYLE_TYPE.PARAGRAPH)
        properties = style.element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))
        document.add_paragraph("Du ringer.", "Mine punkter")

    assert running_text(made(build)) == ""


def test_tables_headers_footers_text_boxes_and_deleted_words_are_left_out() -> None:
    box = (
        '<w:r {ns}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>'
        "Boksen siger noget.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    ).format(ns=nsdecls("w"))
    gone = f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>ikke </w:delText></w:r></w:del>'
    put_in = f'<w:ins {nsdecls("w")} w:id="2" w:author="x"><w:r><w:t>gerne.</w:t></w:r></w:ins>'

    def build(document: Any) -> None:
        paragraph = document.add_paragraph("Du ringer ")
        for piece in (gone, put_in, box):
            paragraph._p.append(parse_xml(piece))
        document.add_table(1, 1).cell(0, 0).text = "Cellen siger noget."
        document.sections[0].header.paragraphs[0].text = "Toppen siger noget."
        document.sections[0].footer.paragraphs[0].text = "Bunden siger noget."

    assert running_text(made(build)) == "Du ringer gerne."


def test_runs_links_controls_breaks_and_hyphens_are_one_text() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("Du kan ")
        run = paragraph.add_run("ringe")
        run.add_break()
        link = parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>til e</w:t><w:noBreakHyphen/><w:t>Boks</w:t></w:r>"
                         "</w:hyperlink>")  # fmt: skip
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t> nu.</w:t></w:r></w:sdtContent></w:sdt>")
        paragraph._p.extend([link, control])

    assert running_text(made(build)) == "Du kan ringe til e-Boks nu."


def test_styles_that_are_based_on_each_other_and_a_file_without_styles_do_no_harm() -> None:
    def build(document: Any) -> None:
        own_style("A", "Normal")(document)
        one, other = document.styles["A"], document.styles.add_style("B", WD_STYLE_TYPE.PARAGRAPH)
        one.base_style, other.base_style = other, one

    def without_styles(document: Any) -> None:
        document.add_paragraph("Du ringer.")
        relations = document.part.rels
        del relations[next(rid for rid, relation in relations.items() if relation.reltype.endswith("/styles"))]

    assert running_text(made(build)) == running_text(made(without_styles)) == "Du ringer."


def test_a_style_that_is_not_declared_is_the_ordinary_one() -> None:
    def build(document: Any) -> None:
        properties = document.add_paragraph("Du ringer.")._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:pStyle {nsdecls("w")} w:val="Fremmed"/>'))
        assert properties.pStyle.get(qn("w:val")) == "Fremmed"

    assert running_text(made(build)) == "Du ringer."


@pytest.mark.parametrize("name", ["cti-plan.docx", "cti-plan-hende.docx"])
def test_our_own_papers_have_running_text_that_is_easy_to_read(name: str) -> None:
    text = running_text((package_file("templates") / "docx" / name).read_bytes(), name=name)
    found = lix(text)
    assert "{" not in text and "%" not in text
    assert found is not None and 5 < found < 35


def test_a_file_that_is_no_word_document_says_so() -> None:
    with pytest.raises(CtidocsError, match=r"brev\.docx"):
        running_text(b"%PDF-1.7", name="brev.docx")
