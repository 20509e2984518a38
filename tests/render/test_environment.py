from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError, UndefinedError

from ctidocs.problems import CtidocsError
from ctidocs.render.environment import BLANK, compile_part, danish, paper_environment


def render(source: str, **values: object) -> str:
    return paper_environment().from_string(source).render(values)


@pytest.mark.parametrize(
    ("source", "value", "printed"),
    [
        ("{{ v }}", date(2025, 4, 30), "30. april 2025"),
        ("{{ v|kort }}", date(2025, 4, 3), "3.4.2025"),
        ("{{ v }}", True, "ja"),
        ("{{ v }}", False, "nej"),
        ("{{ v }}", 0, "0"),
        ("{{ v }}", 1988, "1988"),
        ("{{ v }}", 26600, "26.600"),
        ("{{ v }}", 1250.5, "1250,5"),
        ("{{ v }}", -3, "-3"),
        ("{{ v|kr }}", 26600, "26.600 kr."),
        ("{{ v|kr }}", 850.0, "850 kr."),
        ("{{ v|pct }}", 94.1176, "94,1 pct."),
        ("{{ v|capitalize }}", "økonomi", "Økonomi"),
    ],
)
def test_dates_numbers_and_answers_print_the_danish_way(source: str, value: object, printed: str) -> None:
    assert render(source, v=value) == printed


def test_a_blank_prints_what_the_paper_says_and_nothing_in_a_cell() -> None:
    assert render("{{ v }}|{{ v|kort }}|{{ v|kr }}", v=None, **{BLANK: "ikke udfyldt"}) == "|".join(
        ["ikke udfyldt"] * 3
    )
    assert render("[{{ v|celle }}]", v=None, **{BLANK: "ikke udfyldt"}) == "[]"


@pytest.mark.parametrize("source", ["{{ v|capitalize }}", "{{ v|upper }}", "{{ v|lower }}"])
def test_a_filter_of_text_leaves_a_blank_blank(source: str) -> None:
    assert render(source, v=None, **{BLANK: "ikke udfyldt"}) == "ikke udfyldt"
    assert render("{{ v|join(', ') }}", v=["a", None, date(2025, 4, 30)]) == "a, 30. april 2025"
    with pytest.raises(ValueError, match="not something to print"):
        render("{{ v|join }}", v=[{"a": 1}])


def test_a_value_is_escaped_and_never_read_as_a_tag() -> None:
    assert render("{{ v }}", v='Smith & <Sons> {{ 7*7 }} {% if %} "x"') == (
        "Smith &amp; &lt;Sons&gt; {{ 7*7 }} {% if %} &#34;x&#34;"
    )


@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_break_is_one_break(breaks: str) -> None:
    assert render("{{ v }}", v=f"a{breaks}b") == 'a</w:t><w:br/><w:t xml:space="preserve">b'


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_any_text_prints_exactly(text: str) -> None:
    from markupsafe import Markup

    assert Markup(render("{{ v }}", v=text)).unescape() == text


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ud800b", "a\ufffeb"])
def test_a_character_that_no_document_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no document can hold"):
        danish(text)


@pytest.mark.parametrize("value", [[1], {"a": 1}, object(), float("nan"), float("inf")])
def test_what_cannot_be_printed_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="not something to print"):
        danish(value)


def test_a_mistyped_tag_is_an_error_and_a_key_beats_a_method() -> None:
    assert render("{{ r.items }} {{ r.keys }}", r={"items": "varer", "keys": "nøgler"}) == "varer nøgler"
    with pytest.raises(UndefinedError):
        render("{{ r.items }}", r={"a": "b"})
    with pytest.raises(UndefinedError):
        render("{{ nej }}")


@pytest.mark.parametrize(
    "source",
    [
        "{{ cycler.__init__.__globals__.os.system('touch X') }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ v.__class__ }}",
        "{{ v.append(1) }}",
        "{{ v.upper() }}",
        "{{ 'x' * 10**10 }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ range(10) }}",
        "{{ lipsum() }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ self }}",
    ],
)
def test_a_template_runs_no_code_and_makes_nothing_large(source: str) -> None:
    with pytest.raises((SecurityError, UndefinedError, ValueError)):
        render(source, v=["a"])


@pytest.mark.parametrize(
    "source", ["{{ v|attr('x') }}", "{{ v|safe }}", "{% if v %}", "{{ v ", "{% endfor %}", "{{ a b }}"]
)
def test_a_tag_that_cannot_be_understood_names_template_and_part(source: str) -> None:
    with pytest.raises(CtidocsError, match=r"plan\.docx \(body\)"):
        compile_part(source, template="plan.docx", part="body")


@pytest.mark.parametrize("source", ["{% include 'x' %}", "{% import 'x' as x %}", "{% extends 'x' %}"])
def test_a_template_opens_no_other_file(source: str) -> None:
    with pytest.raises(Exception, match=r"no loader|loader"):
        render(source)
