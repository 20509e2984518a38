import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ctidocs.office_text import has_forbidden_character


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hun vil gerne ringe til sin far",
        "linje\nlinje\r\nlinje\tfelt  ",
        "Łukasz Nguyễn Şükran Олена فاطمة 汉 😀 æøåÆØÅ",
        "NBSP\u00a0 ZWSP\u200b RTL\u200f a\u030a",
        "Sunne & Co <select> age < 18 ]]> {{ 7*7 }} {_{ x }_}",
        "\u0085\u009f\u007f\U0001fffe",
        "_x", "_x0041_", "max_xD8",
    ],
)  # fmt: skip
def test_ordinary_text_can_stand_in_a_document(text: str) -> None:
    assert not has_forbidden_character(text)


@pytest.mark.parametrize("code", [*range(9), 11, 12, *range(14, 32), 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFFFE, 0xFFFF])
def test_a_character_that_xml_cannot_hold_is_found_wherever_it_stands(code: int) -> None:
    for text in (chr(code), "før" + chr(code), chr(code) + "after", "a" * 500 + chr(code) + "b" * 500):
        assert has_forbidden_character(text)


@pytest.mark.parametrize("text", ["_xD83D_", "plain ascii _xdc00_ and more", "grønt _xD83D__xDE00_"])
def test_a_surrogate_that_excel_wrote_as_an_escape_is_found_in_plain_text_too(text: str) -> None:
    assert has_forbidden_character(text)


@given(st.text(st.characters(exclude_categories=()), max_size=40).filter(lambda text: "_x" not in text))
def test_a_text_passes_just_when_xml_can_hold_it(text: str) -> None:
    try:
        etree.fromstring(etree.tostring(_element(text)))
        held = True
    except (ValueError, etree.XMLSyntaxError):
        held = False
    assert has_forbidden_character(text) != held


def _element(text: str) -> etree._Element:
    element = etree.Element("t")
    element.text = text
    return element
