"""LIMITS rows 1–5, 8, 10–17 and 25: what stands in a template or in a value does no harm and is never lost."""

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ctidocs.problems import CtidocsError
from ctidocs.render.word import Template
from tests.render.docx_parts import BOLD, docx, p, r, tbl, tc, tr
from tests.render.hostile import MEGABYTES, SECONDS, Tried, needs_linux, outcome, placed, tried
from tests.workbooks import unzipped

PLAN = [{"mål": f"mål {n}", "skridt": [{"navn": "a"}]} for n in range(30)]
CONTEXT: dict[str, Any] = {"navn": "Åse", "tal": 3, "plan": PLAN, "hende": {"navn": "Ida"}, "ingen": None}
FILLED = ("body", "table", "text box", "header", "footer", "footnote", "endnote", "title")
ASIDE = ("comment", "chart", "keywords", "custom property")

CODE = {
    "a function's globals": "{{ cycler.__init__.__globals__.os.system('touch X') }}",
    "a loop's globals": "{% for a in plan %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "lipsum": "{{ lipsum.__globals__['os'].popen('touch X').read() }}",
    "self": "{{ self.__init__.__globals__.__builtins__.open('X', 'w') }}",
    "self's parts": "{{ self._TemplateReference__context.environment }}",
    "subclasses": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "subclasses by key": "{{ ''['__class__']['__mro__'] }}",
    "subclasses by filter": "{{ ''|attr('__class__') }}",
    "subclasses by map": "{{ ['']|map(attribute='__class__')|list }}",
    "a format": "{{ '{0.__class__}'.format(navn) }}",
    "a format by percent": "{{ '%(a)s' % hende }}",
    "a joined name": "{{ hende['__cl' + 'ass__'] }}",
    "an escaped name": r"{{ hende['\x5f\x5fclass\x5f\x5f'] }}",
    "a method": "{{ navn.encode() }}",
    "a method by name": "{{ navn.upper }}",
    "a number's method": "{{ tal.to_bytes(4, 'big') }}",
    "a filter called": "{{ plan|map('upper')|list }}",
    "a generator": "{% for a in plan %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "a macro": "{% macro m() %}x{% endmacro %}{{ m() }}",
    "a macro's globals": "{% macro m() %}x{% endmacro %}{{ m.__globals__ }}",
    "a call": "{% call(x) navn() %}y{% endcall %}",
    "a namespace": "{% set n = namespace(a=1) %}{{ n.a }}",
    "joiner": "{{ joiner.__init__.__globals__ }}",
    "the request": "{{ request.application.__globals__ }}",
    "the blank": "{{ _blank.__class__ }}",
    "the pictures": "{{ _pictures.__class__ }}",
}
SHARED = {
    "append": "{{ plan.append(1) }}",
    "append in a do": "{% do plan.append(1) %}",
    "pop in a condition": "{% if plan.pop() %}x{% endif %}",
    "update": "{{ hende.update({'navn': 'x'}) }}",
    "set on a key": "{% set hende.navn = 'x' %}",
    "set over a group": "{% set hende = {'navn': 'x'} %}{% set plan = [] %}x",
    "a loop over the name": "{% for navn in plan %}{% endfor %}x",
    "clear by a filter": "{{ plan|sort|list }}",
}
OTHER_FILES = {
    "include": "{% include 'X' %}",
    "include that may fail": "{% include 'X' ignore missing %}",
    "import": "{% import 'X' as x %}",
    "from import": "{% from 'X' import y %}",
    "extends": "{% extends 'X' %}",
    "extends a value": "{% extends navn %}",
    "a block": "{% block a %}x{% endblock %}{{ self.a() }}",
}
LARGE = {
    "loops in loops": "".join("{% for a in plan %}" for _ in range(9)) + "x" + "{% endfor %}" * 9,
    "loops in loops that print nothing": "".join("{% for a in plan %}" for _ in range(9)) + "{% endfor %}" * 9,
    "loops over letters": "".join("{% for a in '" + "x" * 99 + "' %}" for _ in range(9)) + "{% endfor %}" * 9,
    "a loop over a range": "{% for a in range(10**9) %}x{% endfor %}",
    "a text times a number": "{{ 'x' * 10**10 }}",
    "a list times a number": "{{ [0] * 10**9 }}",
    "a number times a number": "{% set a = 9999 * 9999 %}{% set b = a * a * a %}{{ b }}",
    "a power": "{{ 10**10**10 }}",
    "a power of a negative": "{{ (-3) ** 999999999 }}",
    "a wide format": "{{ '%1000000000d' % 1 }}",
    "a wide format called": "{{ '{:>1000000000}'.format(1) }}",
    "a wide filter": "{{ 'x'|center(10**9) }}",
    "a format filter": "{{ '%1000000000d'|format(1) }}",
    "much lorem ipsum": "{{ lipsum(n=100000) }}",
    "a recursive loop": "{% for a in plan recursive %}{{ loop(plan) }}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "texts added": "{% set a = navn + navn %}" + "{% set a = a + a %}" * 40 + "x",
    "texts joined": "{% set a = [navn, navn]|join %}" + "{% set a = [a, a]|join %}" * 40 + "x",
    "texts joined by ~": "{% set a = navn ~ navn %}" + "{% set a = a ~ a %}" * 40 + "x",
    "lists added": "{% set a = [1] %}" + "{% set a = a + a %}" * 40 + "x",
    "lists in lists": "{% set a = [1] %}" + "{% set a = [a, a, a, a] %}" * 40 + "{{ a }}",
    "a slice": "{{ navn[0:1000000000000] }}{{ plan[::-1]|length }}",
    "a long number": "{{ " + "9" * 100_000 + " }}",
    "deep brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
    "deep lists": "{{ " + "[" * 20_000 + "]" * 20_000 + " }}",
    "deep conditions": "{% if navn %}" * 5_000 + "x" + "{% endif %}" * 5_000,
    "a long sum": "{{ 1" + "+1" * 100_000 + " }}",
    "an unclosed tag": "{{ " * 20_000,
    "unclosed blocks": "{% " * 20_000,
    "unclosed comments": "{# " * 20_000,
    "trimmed tags": "x {%- " * 5_000,
    "many cell grounds": "{% cellbg " * 5_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def ends() -> dict[str, Tried]:
    """What became of every hostile template of rows 1–4, in every place."""
    templates = {
        f"{name}, {place}": placed(tag, place) for name, tag in (CODE | OTHER_FILES).items() for place in FILLED
    }
    templates |= {f"{name}, {place}": placed(CODE[name], place) for name in ("lipsum", "self") for place in ASIDE}
    return tried(templates, CONTEXT)


@needs_linux
def test_row_1_2_and_4_a_template_runs_no_code_opens_no_file_and_no_socket(ends: dict[str, Tried]) -> None:
    assert {name: one.events for name, one in ends.items() if one.events} == {}


@needs_linux
@pytest.mark.parametrize("place", FILLED)
@pytest.mark.parametrize("name", [*CODE, *OTHER_FILES])
def test_row_1_2_and_4_code_in_a_template_is_refused(name: str, place: str, ends: dict[str, Tried]) -> None:
    assert ends[f"{name}, {place}"].end.startswith("refused:")


@pytest.mark.parametrize("place", ASIDE)
def test_row_2_code_where_nothing_is_filled_is_refused_or_goes(place: str) -> None:
    made = outcome(placed(CODE["lipsum"], place), CONTEXT)
    assert made is None or b"__globals__" not in b"".join(made.values())


@pytest.mark.parametrize("tag", SHARED.values(), ids=SHARED)
def test_row_3_what_a_template_does_to_the_values_is_not_seen_by_the_next(tag: str) -> None:
    context = {"navn": "Åse", "plan": [{"mål": "a"}], "hende": {"navn": "Ida"}}
    after = Template(docx(p("{{ navn }}{{ hende.navn }}{{ plan|length }}")))
    before = after.fill(context)
    try:
        opened = Template(docx(p(tag)))
        assert opened.fill(context) == opened.fill(context)
    except CtidocsError:
        pass
    assert after.fill(context) == before
    assert context == {"navn": "Åse", "plan": [{"mål": "a"}], "hende": {"navn": "Ida"}}


@pytest.fixture(scope="module")
def large() -> dict[str, Tried]:
    """What became of every template that would grow without end."""
    return tried({name: docx(p(tag)) for name, tag in LARGE.items()}, CONTEXT)


@pytest.mark.slow
@needs_linux
@pytest.mark.parametrize("name", LARGE)
def test_row_5_what_would_grow_without_end_ends_within_its_bounds(name: str, large: dict[str, Tried]) -> None:
    assert large[name].end.startswith(("refused:", "made:"))
    assert large[name].seconds < SECONDS


@pytest.mark.slow
@needs_linux
def test_row_5_and_takes_no_more_memory_than_it_may(large: dict[str, Tried]) -> None:
    assert {name: one.megabytes for name, one in large.items() if one.megabytes > MEGABYTES} == {}


@pytest.mark.parametrize("place", [*FILLED, *ASIDE])
def test_row_8_a_field_is_filled_or_refused_and_never_left_as_a_tag(place: str) -> None:
    made = outcome(placed("{{ navn }}", place), CONTEXT)
    everything = b"".join(made.values()) if made else b""
    assert made is None if place == "chart" else b"{{" not in everything
    assert ("Åse".encode() in everything) == (place in FILLED)


SPLIT = {
    "in runs": p("{", "{ na", r("v", look=BOLD), "n }", "}"),
    "by a spelling mark": p("{{ na", '<w:proofErr w:type="spellStart"/>', "vn }}"),
    "by a bookmark": p("{{ na", '<w:bookmarkStart w:id="0" w:name="s"/>', "vn", '<w:bookmarkEnd w:id="0"/>', " }}"),
    "by an insertion": p("{{ na", '<w:ins w:id="1" w:author="Mads"><w:r><w:t>vn</w:t></w:r></w:ins>', " }}"),
    "by the end of an insertion": p('<w:ins w:id="1" w:author="Mads"><w:r><w:t>{{ na</w:t></w:r></w:ins>', "vn }}"),
    "by a deletion": p("{{ na", '<w:del w:id="1" w:author="Mads"><w:r><w:delText>x</w:delText></w:r></w:del>', "vn }}"),
    "by a move": p("{{ na", '<w:moveTo w:id="1" w:author="Mads"><w:r><w:t>vn</w:t></w:r></w:moveTo>', " }}"),
    "by a comment": p("{{ na", '<w:commentRangeStart w:id="0"/>', "vn }}", '<w:commentRangeEnd w:id="0"/>',
                      '<w:r><w:commentReference w:id="0"/></w:r>'),
    "by a page": p("<w:r><w:t>{{ na</w:t><w:lastRenderedPageBreak/><w:t>vn }}</w:t></w:r>"),
    "by a permission": p("{{ na", '<w:permStart w:id="1" w:edGrp="everyone"/>', "vn }}", '<w:permEnd w:id="1"/>'),
    "by a smart tag": p("{{ na", '<w:smartTag w:uri="u" w:element="e"><w:r><w:t>vn</w:t></w:r></w:smartTag>', " }}"),
    "by a link": p("{{ na", '<w:hyperlink w:anchor="a"><w:r><w:t>vn</w:t></w:r></w:hyperlink>', " }}"),
    "by a content control": p("{{ na", "<w:sdt><w:sdtContent><w:r><w:t>vn</w:t></w:r></w:sdtContent></w:sdt>", " }}"),
    "by other looks for the braces": p(r("{{", look=BOLD), " navn ", r("}}", look=BOLD)),
}  # fmt: skip


@pytest.mark.parametrize("paragraph", SPLIT.values(), ids=SPLIT)
def test_row_10_a_tag_that_word_has_split_is_filled(paragraph: str) -> None:
    made = Template(docx(paragraph, p("slut"))).fill({"navn": "Åse"})
    assert texts(made)["body"] == ["Åse", "slut"]
    assert b"Mads" not in b"".join(unzipped(made).values())


HALF_IN = {
    "a smart tag": '<w:smartTag w:uri="u" w:element="e"><w:r><w:t>{}</w:t></w:r></w:smartTag>',
    "a link": '<w:hyperlink w:anchor="a"><w:r><w:t>{}</w:t></w:r></w:hyperlink>',
    "a content control": "<w:sdt><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("around", HALF_IN.values(), ids=HALF_IN)
@pytest.mark.parametrize("pieces", [("{{ na", "vn }}"), ("{% if navn %}x{% en", "dif %}")])
def test_row_10_a_tag_half_in_something_is_filled_or_refused_and_tears_nothing(
    around: str, pieces: tuple[str, str]
) -> None:
    first, last = pieces
    for paragraph in (p(around.format(first), last), p(first, around.format(last))):
        made = outcome(docx(paragraph, p("slut")), {"navn": "Åse"})
        if made is not None:
            body = etree.fromstring(made["word/document.xml"])
            assert "".join(body.itertext()) in ("Åseslut", "xslut")


EVERYWHERE = docx(
    p("{{ v }}"), tbl(tr("{{ v }}", tc("{% for a in [v] %}{{ a }}{% endfor %}")), columns=2), p("{{r v }}"),
    section='<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>',
    parts={"header1": p("{{ v }}"), "footer1": p("{{ v }}")},
    footnotes=f'<w:footnote w:id="1">{p("{{ v }}")}</w:footnote>', title="{{ v }}",
)  # fmt: skip
OPENED = Template(EVERYWHERE)


def texts(made: bytes) -> dict[str, Any]:
    """What another library reads in the parts of a paper."""
    document = Document(io.BytesIO(made))
    section, notes = document.sections[0], unzipped(made).get("word/footnotes.xml")
    last = list(etree.fromstring(notes).iter("{*}p"))[-1] if notes else ()
    return {
        "body": [paragraph.text for paragraph in document.paragraphs],
        "table": [cell.text for table in document.tables for cell in table.rows[0].cells],
        "header": section.header.paragraphs[0].text,
        "footer": section.footer.paragraphs[0].text,
        "footnote": "".join("\n" if e.tag.endswith("}br") else "\t" if e.tag.endswith("}tab") else e.text or ""
                            for e in (last.iter("{*}t", "{*}br", "{*}tab") if notes else ())),
        "title": document.core_properties.title,
    }  # fmt: skip


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
SIGNS = ["  to  ", " ", "a\u00a0b", "a\u200bb", "\u202eabc\u202c", "\u200fabc", "å", "a\u030a", "æ\u0301", "👩‍👧", "🇩🇰",
         "Łukasz", "Nguyễn", "Şükran", "Олена", "فاطمة", "汉", "\U00020000", "\u2028a", "\ufeffa", "a\u00adb", "\u0085a"]  # fmt: skip


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
        made = Template(docx(p("{% for a in plan %}{{ v }}{% endfor %}"))).fill({"v": "x" * 900_000, "plan": PLAN[:14]})
    except CtidocsError:
        return
    body = etree.fromstring(unzipped(made)["word/document.xml"], etree.XMLParser(huge_tree=True))
    assert len("".join(body.itertext())) == 14 * 900_000


NAMES = ["items", "keys", "values", "get", "pop", "update", "class", "self", "loop", "range", "dict", "cycler", "caller",
         "copy", "count", "index", "join", "format", "title", "len", "none", "true", "in", "is", "and", "or", "not", "if",
         "else", "for", "import", "_x", "context", "environment", "namespace", "varargs", "kwargs"]  # fmt: skip


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
@pytest.mark.parametrize("place", FILLED)
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

    papers = [opened.fill(context(number), blank=f"VÆRDI{number:04}") for number in range(500)]
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
