"""LIMITS rows 11–17 and 25: every value stands in the paper exactly or is an error, and in no other paper."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ctidocs.problems import CtidocsError
from ctidocs.render.word import Template
from tests.render.docx_parts import docx, p, tbl, tc, tr
from tests.render.hostile import PLACES, placed, texts
from tests.workbooks import unzipped

EVERYWHERE = docx(
    p("{{ v }}"), tbl(tr("{{ v }}", tc("{% for a in [v] %}{{ a }}{% endfor %}")), columns=2), p("{{r v }}"),
    section='<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>',
    parts={"header1": p("{{ v }}"), "footer1": p("{{ v }}")},
    footnotes=f'<w:footnote w:id="1">{p("{{ v }}")}</w:footnote>', title="{{ v }}",
)  # fmt: skip
OPENED = Template(EVERYWHERE)


def stands(value: str, *, title: str | None = None) -> None:
    """Assert that the value stands in every part exactly, on one line in the title."""
    assert texts(OPENED.fill({"v": value})) == {
        "body": [value, value], "table": [value, value], "header": value, "footer": value, "footnote": value,
        "title": value if title is None else title,
    }  # fmt: skip


MARKUP = ["Sunne & Co", "<select>", "age < 18", "\"'", "]]>", "&amp;", "&#65;", "<w:p/>", "</w:t></w:r>", "<!-- x -->",
          "<![CDATA[x]]>", "<?xml?>", "%PDF", "\\", "=1+1", "None", "“”‘’"]  # fmt: skip
TAGS = ["{{ 7*7 }}", "{_{ x }_}", "{%", "{#", "{% if x %}", "#}", "%}", "}}", "{", "}", "{{r x }}", "{%p endfor %}",
        "{_% x %_}", "{{", "_blank", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7*7 %>"]  # fmt: skip
SIGNS = ["  to  ", " ", "a\u00a0b", "a\u200bb", "\u202eabc\u202c", "\u200fabc", "å", "a\u030a", "æ\u0301", "👩‍👧",
         "🇩🇰", "Łukasz", "Nguyễn", "Şükran", "Олена", "فاطمة", "汉", "\U00020000", "\u2028a", "\ufeffa",
         "a\u00adb", "\u0085a"]  # fmt: skip


@pytest.mark.parametrize("value", MARKUP)
def test_row_11_a_value_that_looks_like_markup_stands_exactly_in_every_part(value: str) -> None:
    stands(value)


@pytest.mark.parametrize("value", TAGS)
def test_row_12_a_value_that_looks_like_a_tag_stands_exactly_in_every_part(value: str) -> None:
    stands(value)


FORBIDDEN = [*map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF))]


@pytest.mark.parametrize("character", FORBIDDEN, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("tag", ["{{ v }}", "{{ v|upper }}", "{{ [v]|join }}", "{{r v }}"])
def test_row_13_a_character_that_no_document_holds_is_an_error_and_never_a_cut_document(
    character: str, tag: str
) -> None:
    for place in ("body", "table", "header", "footnote", "title"):
        with pytest.raises(CtidocsError):
            Template(placed(tag, place)).fill({"v": f"før{character}efter"})


@pytest.mark.parametrize("value", SIGNS, ids=lambda value: " ".join(f"{ord(c):04X}" for c in value))
def test_row_14_spaces_directions_and_composed_letters_stand_exactly(value: str) -> None:
    stands(value)


def test_row_14_line_breaks_and_tabs_stand_once_each() -> None:
    stands("en\nto\n\ntre\t\tfire\n", title="en to  tre  fire ")
    for written in ("en\r\nto", "en\rto", "en\nto"):
        assert texts(OPENED.fill({"v": written})) == texts(OPENED.fill({"v": "en\nto"}))


def test_row_14_a_text_keeps_the_way_in_which_it_was_composed() -> None:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize("NFD" if form == "NFD" else "NFC", "Åse Særmærke Øster Łukasz")
        assert texts(OPENED.fill({"v": text}))["body"][0] == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40))
def test_rows_11_to_14_any_text_stands_exactly_in_every_part(value: str) -> None:
    stands(value)


def test_row_15_a_text_of_12_mb_is_an_error_and_a_long_one_is_whole() -> None:
    with pytest.raises(CtidocsError):
        OPENED.fill({"v": "x" * 12_000_000})
    stands("x" * 900_000)


def test_row_15_many_long_texts_in_one_place_are_whole_or_an_error() -> None:
    try:
        made = Template(docx(p("{% for a in plan %}{{ v }}{% endfor %}"))).fill({"v": "x" * 900_000, "plan": range(14)})
    except CtidocsError:
        return
    body = etree.fromstring(unzipped(made)["word/document.xml"], etree.XMLParser(huge_tree=True))
    assert len("".join(body.itertext())) == 14 * 900_000


NAMES = ["items", "keys", "values", "get", "pop", "update", "class", "self", "loop", "range", "dict", "cycler",
         "caller", "copy", "count", "index", "join", "format", "title", "len", "none", "true", "in", "is", "and", "or",
         "not", "if", "else", "for", "import", "_x", "context", "environment", "namespace", "kwargs"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_row_16_a_column_may_be_called_anything(name: str) -> None:
    rows = [{name: "et"}, {name: "to"}]
    opened = Template(docx(
        p(f"{{{{ r.{name} }}}}{{% for m in rows %}}{{{{ m.{name} }}}}{{% endfor %}}"),
        p(f"{{% if r.{name} == 'her' %}}ja{{% endif %}}{{{{ r.{name}|upper }}}}{{{{ r['{name}'] }}}}"),
    ))  # fmt: skip
    assert texts(opened.fill({"r": {name: "her"}, "rows": rows}))["body"] == ["heretto", "jaHERher"]


@pytest.mark.parametrize("name", ["items", "keys", "values", "get", "class", "self", "range", "update", "append"])
def test_row_16_a_column_that_is_not_there_is_no_method(name: str) -> None:
    with pytest.raises(CtidocsError):
        Template(docx(p(f"{{{{ r.{name} }}}}"))).fill({"r": {"a": "b"}})


@pytest.mark.parametrize(
    "tag", ["v", "v|kort", "v|kr", "v|pct", "v|upper", "v|lower", "v|capitalize", "[v, v]|join", "r.v"]
)
@pytest.mark.parametrize("place", PLACES)
def test_row_17_a_blank_prints_as_the_document_says_and_never_as_none(tag: str, place: str) -> None:
    context = {"v": None, "r": {"v": None}}
    opened = Template(placed(f"a{{{{ {tag} }}}}b", place))
    everything = b"".join(unzipped(opened.fill(context, blank="BLANK")).values()).decode()
    assert not re.search(r"\bNone\b|\bnan\b|\bNaT\b", everything)
    assert ("aBLANKb" in everything) == (place != "table" and "join" not in tag)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e300, object(), b"x", {"a": 1}, [1]])
def test_row_17_what_no_paper_can_print_is_an_error(value: object) -> None:
    with pytest.raises(CtidocsError):
        Template(docx(p("{{ v }}"))).fill({"v": value})


def test_row_25_no_value_of_one_paper_is_in_another_and_the_same_values_give_the_same_bytes() -> None:
    opened = Template(docx(
        p("{{ v }}"), p("{%p for m in plan %}"), p("{{ m.mål }}"), p("{%p endfor %}"), p("{% set x = v %}{{ x }}"),
        p("{% if v != 'x' %}{% set y = v %}{{ y }}{% endif %}"), tbl(tr("{% cellbg v %}{{ v }}"), columns=1),
        section='<w:headerReference w:type="default" r:id="header1"/>', parts={"header1": p("{{ v }}{{ tom }}")},
        footnotes=f'<w:footnote w:id="1">{p("{{ v }}")}</w:footnote>', title="{{ v }}",
    ))  # fmt: skip

    def context(number: int) -> dict[str, Any]:
        return {"v": f"VÆRDI{number:04}", "plan": [{"mål": f"VÆRDI{number:04}"}] * (number % 3), "tom": None}

    papers = [opened.fill(context(number), blank=f"VÆRDI{number:04}") for number in range(1000)]
    for number, paper in enumerate(papers):
        everything = b"".join([*unzipped(paper).values(), *(name.encode() for name in unzipped(paper))])
        assert set(re.findall("VÆRDI[0-9]{4}".encode(), everything)) == {f"VÆRDI{number:04}".encode()}
    assert [opened.fill(context(n), blank=f"VÆRDI{n:04}") for n in (499, 0, 250)] == [papers[n] for n in (499, 0, 250)]
    swapped = dict(reversed(context(7).items()))
    assert opened.fill(swapped, blank="VÆRDI0007") == papers[7]


def test_row_25_a_paper_that_failed_leaves_nothing_to_the_next() -> None:
    opened = Template(docx(p("{{ v }}"), p("{{ w }}")))
    before = opened.fill({"v": "a", "w": "b"})
    with pytest.raises(CtidocsError):
        opened.fill({"v": "HEMMELIG", "w": "\x01"})
    assert opened.fill({"v": "a", "w": "b"}) == before


def test_a_template_is_not_changed_by_being_opened_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    path.write_bytes(EVERYWHERE)
    Template(path).fill({"v": "x"})
    assert path.read_bytes() == EVERYWHERE
