"""Where in a part a text stands, as its reader would say."""

import pytest
from lxml import etree

from ctidocs.render.tagging.places import around, in_order, part_word, read_part, texts_of, title_of
from tests.render.word_parts import box, p, table, xml


def texts(body: str) -> list[tuple[int, str]]:
    return [(found.number, found.text) for found in read_part(xml(body)).paragraphs]


def test_a_paragraph_is_whole_though_word_split_it_into_runs_with_tabs_and_breaks() -> None:
    body = (
        p("{", "{ na", "vn }", "}") + "<w:p><w:r><w:t>a</w:t><w:tab/><w:br/><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>"
    )
    assert texts(body) == [(1, "{{ navn }}"), (2, "a\t\n-b")]


def test_what_a_tracked_change_took_out_is_not_there_and_what_it_put_in_is() -> None:
    ins = "<w:p><w:ins><w:r><w:t>ny</w:t></w:r></w:ins><w:del><w:r><w:delText>{{ x }}</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>fra</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>til</w:t></w:r></w:moveTo></w:p>"
    assert texts(ins + moved) == [(1, "nytil")]


def test_a_text_box_is_told_once_and_every_paragraph_keeps_its_number() -> None:
    body = p("a") + f"<w:p><w:r><w:t>ude</w:t></w:r>{box(p('inde'))}<w:r><w:t> igen</w:t></w:r></w:p>" + p("b")
    assert texts(body) == [(1, "a"), (2, "ude igen"), (3, "inde"), (5, "b")]


def test_a_second_copy_of_a_text_box_that_says_something_else_is_told_too() -> None:
    assert texts(f"<w:p>{box(p('ny'), p('gammel'))}</w:p>") == [(1, ""), (2, "ny"), (3, "gammel")]


def test_cells_and_rows_and_tables_are_told_apart_also_in_tables_within_tables() -> None:
    found = read_part(xml(p("a") + table((p("b") + p("c"), p("d")), (table((p("e"),)) + p("f"),)))).paragraphs
    by_text = {paragraph.text: paragraph for paragraph in found}
    a, b, c, d, e, f = (by_text[letter] for letter in "abcdef")
    assert (a.row, a.cell, a.table) == (0, 0, 0)
    assert (b.cell, b.home) == (c.cell, c.home) and b.cell != d.cell
    assert b.row == d.row != f.row and b.table == f.table != e.table
    assert e.row != f.row and e.cell != f.cell


def test_pictures_and_inner_tables_make_a_paragraph_row_and_cell_full() -> None:
    part = read_part(xml(table(("<w:p><w:r><w:drawing/></w:r></w:p>",), (table((p("e"),)) + p("f"),), (p("g"),))))
    picture, _inner, f, g = part.paragraphs
    assert {picture.mark, picture.row, picture.cell} <= part.full
    assert {f.row, f.cell} <= part.full
    assert not {g.mark, g.row, g.cell} & part.full


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:drawing><wp:docPr descr="{{ navn }}"/></w:drawing></w:r></w:p>',
        "<w:p><w:r><w:instrText>{{ navn }}</w:instrText></w:r></w:p>",
        "<w:p><!--{{ navn }}--></w:p>",
        "<w:p><w:r/>{{ navn }}</w:p>",
        "<w:p><w:r><?x {{ navn }}?></w:r></w:p>",
    ],
)
def test_a_tag_in_an_attribute_a_field_or_a_comment_stands_aside(body: str) -> None:
    found = [paragraph for paragraph in read_part(xml(body)).paragraphs if paragraph.aside]
    assert [(one.number, one.text) for one in found] == [(1, "{{ navn }}")]


def test_the_title_is_a_part_of_one_paragraph() -> None:
    core = b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ t }}</dc:title></a>'
    assert [one.text for one in title_of(core).paragraphs] == ["{{ t }}"]
    assert [one.text for one in title_of(b"<a/>").paragraphs] == [""]


def test_parts_come_as_a_reader_meets_them() -> None:
    names = ["docProps/core.xml", "word/footer1.xml", "word/header10.xml", "word/header2.xml", "word/a.xml",
             "word/endnotes.xml", "word/footnotes.xml", "word/document.xml"]  # fmt: skip
    assert in_order(dict.fromkeys(names, b"")) == (
        "word/document.xml", "word/header2.xml", "word/header10.xml", "word/footer1.xml", "word/footnotes.xml",
        "word/endnotes.xml", "docProps/core.xml", "word/a.xml",
    )  # fmt: skip


def test_a_part_is_called_what_word_calls_it() -> None:
    words = {
        "word/document.xml": "body", "word/header3.xml": "header", "word/footer1.xml": "footer",
        "word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes", "word/comments.xml": "comments",
        "word/charts/chart1.xml": "chart", "word/diagrams/data1.xml": "drawing", "docProps/app.xml": "properties",
        "customXml/item1.xml": "properties", "word/settings.xml": "another part",
    }  # fmt: skip
    assert {member: part_word(member) for member in words} == words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kort {{ a }} tekst", "kort {{ a }} tekst"),
        ("x " * 100 + "{{ a }}" + " y" * 100, "…" + "x " * 14 + "{{ a }}" + " y" * 14 + "…"),
        ("a\n\t b {{ a }}", "a b {{ a }}"),
    ],
)
def test_the_words_round_a_tag_are_cut_between_words(text: str, told: str) -> None:
    start = text.index("{{")
    assert around(text, start, start + 7) == told


def test_a_long_tag_is_cut_too() -> None:
    assert len(around("{{ " + "a" * 5000 + " }}", 0, 5006)) <= 100


def test_a_part_that_is_not_filled_gives_its_text_whole_and_its_attributes() -> None:
    assert list(texts_of(b"<a b='c'><d>{{</d><d> x }}</d></a>")) == ["{{ x }}", "c"]


def test_a_part_that_is_not_well_formed_is_an_error() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        read_part(b"<w:p>")
