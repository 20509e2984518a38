"""LIMITS rows 1–5, 8 and 10: what stands in a template runs no code, ends in time, and is never left as a tag."""

from typing import Any

import pytest
from lxml import etree

from ctidocs.problems import CtidocsError
from ctidocs.render.word import Template
from tests.render.docx_parts import BOLD, docx, p, r
from tests.render.hostile import MEGABYTES, PLACES, SECONDS, Tried, needs_linux, outcome, placed, texts, tried
from tests.workbooks import unzipped

PLAN = [{"mål": f"mål {n}", "skridt": [{"navn": "a"}]} for n in range(30)]
CONTEXT: dict[str, Any] = {"navn": "Åse", "tal": 3, "plan": PLAN, "hende": {"navn": "Ida"}, "ingen": None}
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
        f"{name}, {place}": placed(tag, place) for name, tag in (CODE | OTHER_FILES).items() for place in PLACES
    }
    templates |= {f"{name}, {place}": placed(CODE[name], place) for name in ("lipsum", "self") for place in ASIDE}
    return tried(templates, CONTEXT)


@needs_linux
def test_row_1_2_and_4_a_template_runs_no_code_opens_no_file_and_no_socket(ends: dict[str, Tried]) -> None:
    assert {name: one.events for name, one in ends.items() if one.events} == {}


@needs_linux
@pytest.mark.parametrize("place", PLACES)
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


HIDDEN = ("chart", "diagram", "link", "link as Word writes it")


@pytest.mark.parametrize("place", [*PLACES, *ASIDE, *HIDDEN, "alt text"])
def test_row_8_a_field_is_filled_or_refused_and_never_left_as_a_tag(place: str) -> None:
    made = outcome(placed("{{ navn }}", place), CONTEXT)
    everything = b"".join(made.values()) if made else b""
    assert (made is None) == (place in HIDDEN)
    assert b"{{" not in everything
    assert ("Åse".encode() in everything) == (place in (*PLACES, "alt text"))


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
