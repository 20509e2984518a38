"""The proof that no branch and no loop can tear a document, and what each tag is told of its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ctidocs.render.docx.woven import NotWhole, woven
from ctidocs.render.environment import compile_part, paper_environment

W = '<w:p xmlns:w="w"><w:r>{}</w:r></w:p>'


def weave(source: str) -> str:
    return woven(source, paper_environment())


def test_a_tag_in_text_stays_as_it_is() -> None:
    assert weave("<w:t>{{ a }}</w:t>") == "<w:t>{{ a }}</w:t>"


def test_a_tag_in_a_cell_an_attribute_a_run_and_elsewhere_gets_the_filter_of_its_place() -> None:
    assert weave("<w:tc><w:t>{{ a }}</w:t></w:tc>") == "<w:tc><w:t>{{ (a)|celle }}</w:t></w:tc>"
    assert weave('<w:tc><wp:docPr descr="{{ a }}"/></w:tc>') == '<w:tc><wp:docPr descr="{{ (a)|flad }}"/></w:tc>'
    assert weave("<w:p>{{ a }}</w:p>") == "<w:p>{{ (a)|løb }}</w:p>"
    assert weave("<w:instrText>{{ a }}</w:instrText>") == "<w:instrText>{{ (a)|flad }}</w:instrText>"


def test_a_minus_before_a_number_is_no_sign_of_trimming() -> None:
    part, _tree = compile_part("<a>{{ -3 }}|{{- x -}} |</a>", template="t.docx", part="body")
    assert part.render(x="y") == "<a>-3|y|</a>"


WHOLE = [
    "<a>{% if x %}<b/>{% endif %}</a>",
    "<a>{% if x %}<b></b>{% elif y %}<c/>{% else %}text{% endif %}</a>",
    "<a><t>{% for m in x %}{{ m }}, {% endfor %}</t></a>",
    "<a><t>{% for m in x %}</t></a><a><t>{% endfor %}</t></a>",  # from paragraph to paragraph, each the same
    "<a><t>{% if x %}</t></a><a><t>{% else %}</t></a><a><t>{% endif %}</t></a>",
    '<a b="{% if x %}1{% else %}2{% endif %}"/>',
    '<a b="{% if x %}1"/>{% else %}2"/><c/>{% endif %}',
    '<a b="1 > 0"/>',
    "{# a < note > #}<a/>",
    "<a>{% for m in x %}{% if m %}<b>{{ m }}</b>{% endif %}{% else %}<c/>{% endfor %}</a>",
]


@pytest.mark.parametrize("source", WHOLE)
@pytest.mark.parametrize("x", [[], ["m"], ["m", "", "n"]])
def test_what_is_proved_whole_is_well_formed_in_every_branch(source: str, x: list[str]) -> None:
    part, _tree = compile_part(f"<root>{source}</root>", template="t.docx", part="body")
    for y in (True, False):
        etree.fromstring(part.render(x=x, y=y))


TORN = [
    "<a>{% if x %}<b>{% endif %}</b></a>",
    "<a>{% if x %}</a>{% endif %}",
    "<a>{% for m in x %}</a><b>{% endfor %}</b>",
    "<a>{% if x %}<b>{% else %}<c>{% endif %}</c></a>",
    "<tr><tc>{% for m in x %}</tc></tr><tr>{% endfor %}</tr>",
    '<a b="{% if x %}1"{% endif %}/>',
    '<a b="{% if x %}<{% endif %}"/>',
    "<a{% if x %}>{% endif %}</a>",
]


@pytest.mark.parametrize("source", TORN)
def test_what_could_tear_a_document_is_refused(source: str) -> None:
    with pytest.raises(NotWhole):
        weave(source)


_leaf = st.sampled_from(["text ", "<b/>", "<b>x</b>", "{{ v }}", "</t></p><p><t>", "</t><t>", "{# c #}"])
_bodies = st.recursive(
    st.lists(_leaf, max_size=3).map("".join),
    lambda inner: st.builds("{{% if c %}}{}{{% else %}}{}{{% endif %}}".format, inner, inner)
    | st.builds("{{% for m in many %}}{}{{% endfor %}}".format, inner)
    | st.builds("{}{}".format, inner, inner)
    | st.builds("{{% if c %}}{}{{% endif %}}".format, inner),
    max_leaves=6,
)  # fmt: skip


@given(body=_bodies, broken=st.sampled_from(["", "", "<b>", "</t>", "<p>"]), many=st.integers(0, 3), c=st.booleans())
def test_every_source_is_refused_or_well_formed_whatever_it_is_filled_with(
    body: str, broken: str, many: int, c: bool
) -> None:
    """A law: weaving refuses, or no values make the XML ill-formed."""
    source = f"<root><p><t>{body}{{% if c %}}{broken}{{% endif %}}</t></p></root>"
    try:
        part, _tree = compile_part(source, template="t.docx", part="body")
    except Exception as refused:
        assert type(refused).__name__ == "CtidocsError"
        return
    etree.fromstring(part.render(v="a < b & \n c", many=list(range(many)), c=c))
