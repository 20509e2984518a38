import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from lxml import etree

from ctidocs.problems import CtidocsError
from ctidocs.render.word import Picture, Template
from ctidocs.workspace import package_file
from tests.templates import template


def text_of(data: bytes) -> list[str]:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def fill(data: bytes, values: dict[str, object], *, blank: str = "ikke udfyldt") -> bytes:
    return Template(data).fill(values, blank=blank)


def test_paragraphs_loops_conditions_and_table_rows_are_filled() -> None:
    made = fill(
        template(
            "Til {{ navn }}", "{%p if vis %}", "vises", "{%p else %}", "vises ikke", "{%p endif %}",
            "{% for m in plan %}{{ m.mål }}, {% endfor %}",
            rows=(("Mål", "Frist"), ("{%tr for m in plan %}", ""), ("{{ m.mål }}", "{{ m.frist|kort }}"),
                  ("{%tr endfor %}", "")),
        ),
        {"navn": "Åse", "vis": True, "plan": [{"mål": "A", "frist": date(2025, 4, 30)}, {"mål": "B", "frist": None}]},
    )  # fmt: skip
    assert text_of(made) == ["Til Åse", "vises", "A, B, ", "Mål", "Frist", "A", "30.4.2025", "B", ""]


def test_a_blank_prints_its_word_in_prose_and_nothing_in_a_table() -> None:
    made = fill(template("{{ a }}", rows=(("{{ a }}", "x{{ a }}y"),)), {"a": None})
    assert text_of(made) == ["ikke udfyldt", "", "xy"]


AWKWARD = [
    "Smith & <Sons>", "{{ 7*7 }}", "{% for x in y %}", "{# note #}", "\"'“”", "]]>", "Łukasz", "Nguyễn", "Şükran",
    "Олена", "فاطمة", "汉", "a\u00a0b", "  to  ", "å a\u030a", "👩‍👧", "&amp;", "-1", "=1+1", "None",
]  # fmt: skip


@pytest.mark.parametrize("value", AWKWARD)
def test_a_value_stands_exactly_in_body_cell_header_and_footer(value: str) -> None:
    made = fill(template("{{ v }}", rows=(("{{ v }}",),), header="{{ v }}", footer="{{ v }}"), {"v": value})
    document = Document(io.BytesIO(made))
    section = document.sections[0]
    assert text_of(made) == [value, value]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == value


def test_a_line_break_and_a_tab_in_a_value_survive() -> None:
    assert text_of(fill(template("{{ v }}"), {"v": "et\r\nto\ttre"})) == ["et\nto\ttre"]


def test_a_tag_that_word_has_split_into_runs_is_filled() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ na", "vn", " }", "}"):
        paragraph.add_run(piece).bold = piece == "vn"
    buffer = io.BytesIO()
    document.save(buffer)
    assert text_of(fill(buffer.getvalue(), {"navn": "Ida"})) == ["Ida"]


def test_the_same_context_gives_the_same_bytes_and_nothing_stays_from_the_paper_before() -> None:
    one = Template(template("{{ navn }}", rows=(("{{ navn }}",),)))
    first = one.fill({"navn": "AAA"})
    second = one.fill({"navn": "BBB"})
    assert one.fill({"navn": "AAA"}) == first
    assert all(b"AAA" not in data for data in members(second).values())


def test_properties_hold_only_title_organisation_and_language() -> None:
    made = members(Template(template("x", title="CTI-plan")).fill({}, organisation="Eksempelby & Co"))
    core = etree.fromstring(made["docProps/core.xml"])
    assert [(etree.QName(e).localname, e.text) for e in core] == [
        ("title", "CTI-plan"), ("creator", "Eksempelby & Co"), ("language", "da-DK"),
    ]  # fmt: skip
    assert all(b"Malerforfatter" not in data for data in made.values())
    assert not [name for name in made if "thumbnail" in name or "customXml" in name or name.endswith("custom.xml")]


def test_a_character_that_no_document_holds_is_an_error_and_no_cut_document() -> None:
    with pytest.raises(CtidocsError, match=r"template\.docx \(body\) cannot be filled"):
        fill(template("{{ v }}"), {"v": "a\x01b"})


def replaced(data: bytes, name: str, new: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member, content in members(data).items():
            archive.writestr(member, new if member == name else content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"PK\x03\x04 truncated", "it is damaged"),
        (b"{\\rtf1 not word}", "it is an RTF document"),
        (replaced(template("x"), "word/document.xml", b"<w:document>"), "damaged"),
        (replaced(template("x"), "word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w/>"), "DOCTYPE"),
        (replaced(template("x"), "word/styles.xml", b"<w:styles>"), "damaged"),
        (replaced(template("x"), "word/_rels/document.xml.rels", b"<a>"), "damaged"),
        (replaced(template("x"), "[Content_Types].xml", b"<Types/>"), "not an ordinary Word document"),
    ],
)
def test_what_is_no_word_template_says_so(data: bytes, why: str) -> None:
    with pytest.raises(CtidocsError, match=why):
        Template(data)


PICTURE = Picture(svg=b"<svg/>", png=b"\x89PNG ny", words='Tal "3" & 4', shape=2.0)


def test_a_picture_is_found_by_name_and_replaced_with_its_words_and_shape() -> None:
    opened = Template(package_file("templates") / "docx" / "cti-plan.docx")
    (name, placeholder), *_others = opened.pictures.items()
    assert name == "kompas"
    assert {file.rpartition(".")[2] for file in placeholder.files} == {"png", "svg"}
    source = (package_file("templates") / "docx" / "cti-plan.docx").read_bytes()
    body = members(source)["word/document.xml"].decode()
    only_picture = re.sub(
        r"(<w:body>).*?(<w:p\b(?:(?!<w:p\b).)*?<w:drawing>.*?</w:p>).*(<w:sectPr)", r"\1\2\3", body, flags=re.S
    )
    made = members(
        Template(replaced(source, "word/document.xml", only_picture.encode())).fill(
            {"opsætning": {"organisation": "x"}, "papir": {"eksempel": "", "lavet": "x"}, "forløb": {"forløbsnr": "x"}},
            pictures={"kompas": PICTURE},
        )
    )
    assert {made[file] for file in placeholder.files} == {PICTURE.svg, PICTURE.png}
    drawn = made["word/document.xml"].decode()
    assert 'descr="Tal &#34;3&#34; &amp; 4"' in drawn
    assert set(re.findall(r'<(?:wp:extent|a:ext) cx="(\d+)" cy="(\d+)"', drawn)) == {
        (str(placeholder.width), str(2 * placeholder.width))
    }


def test_a_template_that_divides_by_nothing_stops_its_own_paper_only() -> None:
    with pytest.raises(CtidocsError, match=r"cannot be filled: ZeroDivisionError"):
        fill(template("{{ 1 // v }}"), {"v": 0})


@pytest.mark.slow
def test_a_flipped_byte_in_a_template_is_an_error_or_the_same_paper() -> None:
    data = template("{{ v }}")
    for at in range(0, len(data), 97):
        flipped = data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :]
        try:
            made = fill(flipped, {"v": "Åse"})
        except CtidocsError:
            continue
        assert text_of(made) == ["Åse"]
