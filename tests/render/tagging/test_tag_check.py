"""Every mistake in the tags of a template: told once, at its paragraph, with what to do."""

import re
import time

import pytest

from ctidocs import language
from ctidocs.problems import Problem
from ctidocs.render.tagging.tag_check import MOST_TAGS, check_tags, used_fields
from ctidocs.render.tagging.tags import Group, Known, Value
from tests.goldens import compare
from tests.render.word_parts import box, members, p, table, with_body
from tests.templates import template

FIELDS: dict[str, Known] = {
    "forløb": Group({"medarbejder": Value(), "fase_1_start": Value()}),
    "plan": Group({"mål": Value(), "status": Value(), "skridt": Group({"hvem": Value()}, many=True)}, many=True),
    "andre_planer": Group({"ansvarlig": Value()}, many=True),
    "navn": Value(),
    "brev": Value(rich=True),
}
DESCRIBED = {
    "forløb.medarbejder": "kolonnen Medarbejder i arket Forløb",
    "forløb.fase_1_start": "kolonnen Fase 1 start i arket Forløb",
    "plan.mål": "kolonnen Mål i arket Plan",
    "plan.skridt.hvem": "kolonnen Hvem i arket Plan",
}


def found(parts: dict[str, bytes]) -> tuple[Problem, ...]:
    return check_tags(parts, name="plan.docx", fields=FIELDS, described=DESCRIBED)


def told(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> list[tuple[str, str]]:
    """Address and code of every mistake in these paragraphs."""
    return [(str(one.place), one.code) for one in found(members(template(*paragraphs, rows=rows)))]


def codes(text: str) -> list[str]:
    return [code for _place, code in told(text)]


def hint(text: str) -> str:
    """The hint of the one mistake in a text."""
    (problem,) = found(members(template(text)))
    return problem.hint


RIGHT = [
    "{{ forløb.medarbejder }} {{ forløb['medarbejder']|upper }} {{ navn|default('x') }} {{- navn -}}",
    "{% for m in plan %}{{ m.mål }}{{ loop.index }}{% for n in m.skridt %}{{ n.hvem }}{% endfor %}{% endfor %}",
    "{% for m in plan if m.mål %}{{ m.mål }}{% else %}{{ navn }}{% endfor %}",
    "{% if navn == “ja” or navn == ’nej’ or navn in [\"a\", 'b'] %}a{% elif not navn %}b{% else %}c{% endif %}",
    "{% set x = forløb.medarbejder %}{{ x }} {{ (plan|first).mål }} {{ plan|length }} {{ 'a' if navn else 'b' }}",
    "{{r brev }} {# {{ slet ikke }} #} {{ navn|kort }}",
    "100 % {af} det hele } {",
    "{% if plan and navn is not none %}{% endif %}",
    "{%r if navn %} x {%r endif %}",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_told(text: str) -> None:
    assert told(text) == []


def test_tags_about_a_cell_are_right_in_one() -> None:
    assert told(rows=(("{% cellbg navn %}a", "{% colspan 2 %}b"), ("{% vm %}c", "{% hm %}d"))) == []


def test_blocks_over_paragraphs_rows_and_cells_are_right_where_both_ends_are_alike() -> None:
    rows = (("{%tr for m in plan %}", ""), ("{{ m.mål }}", "{%p if m.mål %}"), ("{%tr else %}", ""),
            ("{%tr endfor %}", ""))  # fmt: skip
    assert told("{%p if navn %}", "x", "{%p else %}", "y", "{%p endif %}", "{% if navn %}a", "b{% endif %}",
                rows=(*rows[:1], ("{{ m.mål }}", ""), *rows[2:])) == []  # fmt: skip


WRONG: list[tuple[str, list[str]]] = [
    ("{{ forløb.medarbjder }}", ["unknown-tag"]),
    ("{% if false %}{{ navm }}{% endif %}", ["unknown-tag"]),
    ("{% for m in plan %}{{ m.maal }}{% endfor %}", ["unknown-tag"]),
    ("{% for m in plan %}{% endfor %}{{ m.mål }}", ["unknown-tag"]),
    ("{% for m in plam %}{{ m.maal }}{% endfor %}", ["unknown-tag", "unknown-tag"]),
    ("{% for m in plan if m.maal %}{% endfor %}", ["unknown-tag"]),
    ("{{ navn.x }}", ["unknown-tag"]),
    ("{{ (plan|first).maal }}", ["unknown-tag"]),
    ("{{ loop.index }}", ["unknown-tag"]),
    ("{{ _pictures.kompas }}", ["unknown-tag"]),
    ("{% set x = navm %}{{ x }}", ["unknown-tag"]),
    ("{% if navm %}{% elif navm2 %}{% endif %}", ["unknown-tag", "unknown-tag"]),
    ("{{ plan.mål }}", ["list-without-loop"]),
    ("{{ plan }}", ["list-without-loop"]),
    ("{{ plan|upper }}", ["list-without-loop"]),
    ("{{ forløb }}", ["field-left-out"]),
    ("{% for m in forløb %}{{ m.x }}{% endfor %}", ["not-a-list"]),
    ("{% for m in forløb.medarbejder %}{% endfor %}", ["not-a-list"]),
    ("{{ forløb.fase 1 start }}", ["space-in-tag"]),
    ("{{ Forløb.Fase-1-start|kort }}", ["space-in-tag"]),
    ("{% if forløb.fase 1 start %}a{% endif %}", ["space-in-tag"]),
    ("{% if navn == „ja“ %}a{% endif %}", ["wrong-quotes"]),
    ("{% if navn == “ja %}a{% endif %}", ["wrong-quotes"]),
    ("{% if navn == 'ja %}a{% endif %}", ["wrong-quotes"]),
    ("{{ navn } x", ["half-tag"]),
    ("{ navn }} x", ["half-tag"]),
    ("{{ navn", ["half-tag"]),
    ("navn }}", ["half-tag"]),
    ("{{ navn %}", ["half-tag"]),
    ("{% if navn } a {% endif %}", ["half-tag"]),
    ("{% if navn }} a {% endif %}", ["half-tag"]),
    ("{ if navn %} a {% endif %}", ["half-tag"]),
    ("{% for m in plan }{{ m.mål }}{% endfor %}", ["half-tag"]),
    ("{{ navn {{ navn }}", ["half-tag"]),
    ("{# note", ["half-tag"]),
    ("{{ }}", ["unreadable-tag"]),
    ("{{ a b }}", ["unreadable-tag"]),
    ("{{ navn, navn }}", ["unreadable-tag"]),
    ("{% for m %}{{ m.x }}{% endfor %}", ["unreadable-tag"]),
    ("{% for a, b in plan %}{{ a }}{% endfor %}", ["unreadable-tag"]),
    ("{% if %}a{% endif %}", ["unreadable-tag"]),
    ("{% if navn %}a{% else navn %}b{% endif %}", ["unreadable-tag"]),
    ("{% set x %}", ["unreadable-tag"]),
    ("{{ 'a' if navn }}", ["unreadable-tag"]),
    ("{{ " + "(" * 400 + " }}", ["unreadable-tag"]),
    ("{{ " + "a." * 400 + "a }}", ["unreadable-tag"]),
    ("{%p\u00a0if navn %}", ["unreadable-tag", "missing-end"]),
    ("{%r if navn == '5%' %}x{%r endif %}", ["unreadable-tag"]),
    ("{{ navn|kortt }}", ["unknown-filter"]),
    ("{{ navn|zzz }}", ["unknown-filter"]),
    ("{% if navn is tom %}{% endif %}", ["unknown-filter"]),
    ("{% fro m in plan %}{{ m.mål }}{% endfor %}", ["unknown-tag-word"]),
    ("{% tr for m in plan %}", ["unknown-tag-word", "missing-end"]),
    ("{% if navn %}{% endfi %}", ["unknown-tag-word"]),
    ("{% slet %}", ["unknown-tag-word"]),
    ("{% %}", ["unknown-tag-word"]),
    ("{{ navn.upper() }}", ["refused-tag"]),
    ("{{ navn ~ navn }}", ["refused-tag"]),
    ("{{ navn + 1 }}", ["refused-tag"]),
    ("{{ 'x' * 10 ** 10 }}", ["refused-tag"]),
    ("{% include 'x' %}", ["refused-tag"]),
    ("{% import 'x' as y %}", ["refused-tag"]),
    ("{% macro x() %}{% endmacro %}", ["refused-tag", "refused-tag"]),
    ("{% endif %}", ["stray-end"]),
    ("{% endfor %}", ["stray-end"]),
    ("{% else %}", ["stray-end"]),
    ("{% if navn %}{% else %}{% else %}{% endif %}", ["stray-end"]),
    ("{% for m in plan %}{% elif navn %}{% endfor %}", ["stray-end"]),
    ("{% if navn %}", ["missing-end"]),
    ("{% if navn %}{% for m in plan %}{% endif %}", ["missing-end"]),
    ("{% for a in plan %}{% for b in plan %}{% for c in plan %}{% for d in plan %}" + "{% endfor %}" * 4, ["too-deep"]),
    ("{%p if navn %} Tekst {%p endif %}", ["text-beside-tag"]),
    ("{%p if navn %} Tekst {% endif %}", ["text-beside-tag"]),
    ("{#p note #} Tekst", ["text-beside-tag"]),
    ("{%tr if navn %}{%tr endif %}", ["outside-table", "outside-table"]),
    ("{% vm %}", ["outside-table"]),
    ("{% cellbg navm %}", ["outside-table", "unknown-tag"]),
    ("{{r navn }}", ["formatted-tag"]),
    ("{{p navn }}", ["formatted-tag"]),
    ("{{p brev }}", ["formatted-tag"]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_what_is_wrong_is_told_once(text: str, expected: list[str]) -> None:
    assert sorted(codes(text)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_every_message_is_whole_and_has_a_hint(text: str, expected: list[str]) -> None:
    for problem in found(members(template(text))):
        assert problem.hint and not re.search(r"None|\{[a-z]+\}|\.$", problem.message + "\n" + problem.hint), expected


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{{ forløb.medarbjder }}", "did you mean {{ forløb.medarbejder }}? (kolonnen Medarbejder i arket Forløb)"),
        ("{{ Forløb.Medarbejder }}", "did you mean {{ forløb.medarbejder }}? (kolonnen Medarbejder i arket Forløb)"),
        ("{{ forlb.medarbjder }}", "did you mean {{ forløb.medarbejder }}? (kolonnen Medarbejder i arket Forløb)"),
        ("{{ medarbejder }}", "did you mean {{ forløb.medarbejder }}? (kolonnen Medarbejder i arket Forløb)"),
        ("{{ navm }}", "did you mean {{ navn }}?"),
        ("{{ zzzz }}", "ctidocs fields lists the tags a template may use"),
        ("{% if forløb.medarbjder %}{% endif %}",
         "did you mean forløb.medarbejder? (kolonnen Medarbejder i arket Forløb)"),
        ("{% for m in plan %}{{ m.maal }}{% endfor %}", "did you mean {{ m.mål }}? (kolonnen Mål i arket Plan)"),
        ("{% for m in plan %}{{ forløb.mål }}{% endfor %}", "did you mean {{ m.mål }}? (kolonnen Mål i arket Plan)"),
        ("{% for m in plan %}{% for n in m.skridt %}{{ n.hvm }}{% endfor %}{% endfor %}",
         "did you mean {{ n.hvem }}? (kolonnen Hvem i arket Plan)"),
        ("{% for m in plan %}{% endfor %}{{ m.mål }}",
         "m is known only between {% for m in plan %} and its endfor; move the tag in there"),
        ("{{ forløb.fase 1 start }}",
         "did you mean {{ forløb.fase_1_start }}? (kolonnen Fase 1 start i arket Forløb)"),
        ("{% fro m in plan %}{% endfor %}", "did you mean {% for m in plan %}?"),
        ("{{ navn|kortt }}", "did you mean |kort?"),
        ("{% if navn } a {% endif %}", "write it as {% if navn %}"),
        ("{% if navn }} a {% endif %}", "write it as {% if navn %}"),
        ("{{ if navn %} a {% endif %}", "write it as {% if navn %}"),
        ("hej {{ navn og mere", "write }} where it ends"),
        ("Det gælder fra navn }}.", "write it as {{ navn }}"),
        ("Det gælder, if navn %} a {% endif %}", "write it as {% if navn %}"),
        ("{{ forløb }}", "say which, for instance {{ forløb.medarbejder }}"),
        ("{{ navn.x }}", "write {{ navn }} alone: it is one value, and nothing stands in it"),
    ],
)  # fmt: skip
def test_the_hint_says_what_was_meant(text: str, meant: str) -> None:
    assert hint(text) == meant


def test_a_tag_that_word_split_into_runs_is_read_whole() -> None:
    assert found(with_body(p("{", "{ na", "vn }", "}"))) == ()
    (problem,) = found(with_body(p("a {", "{ na", "vm }", "} b")))
    assert problem.message == "in “a {{ navm }} b”: there is no field {{ navm }}"


def test_all_mistakes_are_told_in_one_run_in_reading_order_with_their_part() -> None:
    data = template("{{ a1 }}", "{{ navn }} {{ b2 }", rows=(("{{ c3 }}", "{{ navn }}"),), header="{{ d4 }}",
                    footer="{{ e5 }}", title="{{ f6 }}")  # fmt: skip
    assert [(str(one.place), one.code) for one in found(members(data))] == [
        ("plan.docx:body!1", "unknown-tag"), ("plan.docx:body!2", "half-tag"), ("plan.docx:body!3", "unknown-tag"),
        ("plan.docx:header!1", "unknown-tag"), ("plan.docx:footer!1", "unknown-tag"),
        ("plan.docx:title", "unknown-tag"),
    ]  # fmt: skip


def test_the_words_before_a_tag_are_told_where_it_stands_alone() -> None:
    data = template("Mine styrker", "{%p if navn %}", "x", "{% endif %}")
    assert [one.message for one in found(members(data))] == [
        "after “x”: {% endif %} belongs to {%p if navn %}, and the two are not written alike",
    ]
    (problem,) = found(members(template("Mine styrker", "{%p if navn %}")))
    assert problem.message == "after “Mine styrker”: {%p if navn %} has no {%p endif %}"


def test_a_row_or_cell_tag_with_text_beside_it_is_told_once_a_row() -> None:
    assert told(rows=(("{%tr for m in plan %}", "tekst"), ("{{ m.mål }}", ""), ("{%tr endfor %}", ""))) == [
        ("plan.docx:body!1", "text-beside-tag")
    ]
    assert told(rows=(("{%tr for m in plan %}", "{%tr endfor %}"),)) == [("plan.docx:body!1", "text-beside-tag")]
    assert told(rows=(("{%tc if navn %} x", "{{ navn }}", "{%tc endif %}"),)) == [
        ("plan.docx:body!1", "text-beside-tag")
    ]
    assert told(rows=(("{%tc if navn %}", "{{ navn }}", "{%tc endif %}"),)) == []


def test_a_picture_or_a_table_beside_a_tag_would_vanish_too() -> None:
    picture = "<w:p><w:r><w:drawing/></w:r><w:r><w:t>{%p if navn %}</w:t></w:r></w:p>"
    (problem,) = found(with_body(picture + p("{%p endif %}")))
    assert problem.message.endswith("takes its whole paragraph away, and with it a picture or a table")
    row = (table((p("x"),)) + p("{%tr if navn %}"),)
    assert [one.code for one in found(with_body(table(row, (p("{%tr endif %}"),))))] == ["text-beside-tag"]


def test_a_block_whose_ends_stand_in_two_cells_or_boxes_is_torn() -> None:
    assert told(rows=(("{% for m in plan %}{{ m.mål }}", "{% endfor %}"),)) == [("plan.docx:body!2", "torn-block")]
    body = p("{%p if navn %}") + f"<w:p>{box(p('{%p endif %}'))}</w:p>"
    assert [one.code for one in found(with_body(body))] == ["torn-block"]


def test_a_tag_in_a_text_box_is_read_once_though_word_keeps_the_box_twice() -> None:
    wrong = found(with_body(f"<w:p>{box(p('{{ navm }}'))}</w:p>"))
    assert [(str(one.place), one.code) for one in wrong] == [("plan.docx:body!2", "unknown-tag")]
    assert (
        found(with_body(f"<w:p>{box(p('{{ navn }}') + p('{%p if navn %}') + p('x') + p('{%p endif %}'))}</w:p>")) == ()
    )


def test_a_tag_in_a_pictures_words_is_read_as_the_others() -> None:
    body = '<w:p><w:r><w:drawing><wp:docPr descr="{}"/></w:drawing></w:r></w:p>'
    assert found(with_body(body.format("{{ navn }}"))) == ()
    assert [one.code for one in found(with_body(body.format("{{ navm }}")))] == ["unknown-tag"]
    assert [one.code for one in found(with_body(body.format("{%p if navn %}")))] == ["outside-table", "missing-end"]


@pytest.mark.parametrize(
    ("member", "data", "part"),
    [
        ("word/comments.xml", b"<a><t>Husk {{ na</t><t>vn }}</t></a>", "comments"),
        ("word/charts/chart1.xml", b"<c><t>{% if x %}</t></c>", "chart"),
        ("docProps/custom.xml", b"<c><t>{{ navn }}</t></c>", "properties"),
        ("docProps/app.xml", b"<c><t>{{ navn }}</t></c>", "properties"),
        ("word/_rels/document.xml.rels", b"<a><r Target='https://x.dk/%7B%7B%20navn'/></a>", "another part"),
        ("word/_rels/document.xml.rels", b"<a><r Target='https://x.dk/{{ navn }}'/></a>", "another part"),
    ],
)
def test_a_tag_where_nothing_is_filled_is_an_error(member: str, data: bytes, part: str) -> None:
    (problem,) = found({**members(template("x")), member: data})
    assert (problem.place.sheet, problem.code) == (part, "tag-not-filled")


def test_keywords_are_not_filled_and_the_title_is() -> None:
    parts = members(template("x", title="{{ navn }}"))
    assert found(parts) == ()
    core = parts["docProps/core.xml"].replace(b"<cp:keywords></cp:keywords>", b"<cp:keywords>{{ navn }}</cp:keywords>")
    if core == parts["docProps/core.xml"]:
        core = core.replace(b"</cp:coreProperties>", b"<cp:keywords>{{ navn }}</cp:keywords></cp:coreProperties>")
    (problem,) = found({**parts, "docProps/core.xml": core})
    assert (problem.place.sheet, problem.code) == ("properties", "tag-not-filled")


@pytest.mark.parametrize("member", ["word/footnotes.xml", "word/endnotes.xml"])
def test_notes_are_filled_and_so_read(member: str) -> None:
    data = b'<w:a xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' + p("{{ navm }}").encode()
    (problem,) = found({**members(template("x")), member: data + b"</w:a>"})
    assert (problem.place.row, problem.code) == (1, "unknown-tag")


def test_a_damaged_part_is_left_to_those_who_open_the_template() -> None:
    assert found({**members(template("x")), "word/header9.xml": b"<w:p>"}) == ()


def test_the_fields_that_a_template_uses_are_told_by_their_whole_names() -> None:
    text = "{% for m in plan if m.status %}{% for n in m.skridt %}{{ n.hvem }}{% endfor %}{% endfor %}{{ navn }}"
    assert used_fields(members(template(text)), fields=FIELDS) == {
        "plan", "plan.status", "plan.skridt", "plan.skridt.hvem", "navn",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("text", ["{{" * 2_500_000, "{{ navm }}" * 500_000, "}} " * 1_600_000, "{%p if x %}" * 400_000])
def test_five_megabytes_of_tags_are_looked_through_in_bounded_time(text: str) -> None:
    started = time.monotonic()
    problems = found(with_body(p(text)))
    assert time.monotonic() - started < 30
    assert 0 < len(problems) <= 2 * MOST_TAGS + 1


def test_more_tags_than_any_paper_has_are_told_as_such() -> None:
    assert [one.code for one in found(with_body(p("{{ navn }}" * (MOST_TAGS + 1))))] == ["too-many-tags"]


PLAIN_ROWS = (("Mål", "Status"), ("{{ m.mål }}", "{{ m.status }}"), ("{%tr endfor %}", ""))
GOLDEN: dict[str, dict[str, bytes]] = {
    "typo": members(template("Din medarbejder er {{ forløb.medarbjder }}, som du kan ringe til.")),
    "typo-i-loekke": members(template("{%p for m in plan %}", "Mål: {{ m.maal }}", "{%p endfor %}")),
    "typo-i-gren": members(template("{% if navn %}Hej {{ navn }}{% else %}Hej {{ nvn }}{% endif %}")),
    "andet-ark": members(template("Ansvarlig: {{ medarbejder }}")),
    "mangler-endfor": members(template("Mine mål", rows=(("{%tr for m in plan %}", ""), *PLAIN_ROWS[:2]))),
    "mangler-endif": members(template("Mine styrker", "{%p if navn %}", "{{ navn }}")),
    "endif-for-meget": members(template("Mine styrker", "{{ navn }}", "{%p endif %}")),
    "tekst-ved-siden-af": members(template("{%p if navn %} Det har jeg brug for:", "x", "{%p endif %}")),
    "tekst-i-raekken": members(template(rows=(("{%tr for m in plan %}", "Status"), *PLAIN_ROWS[1:]))),
    "tr-uden-for-tabel": members(template("{%tr for m in plan %}", "{{ m.mål }}", "{%tr endfor %}")),
    "mellemrum": members(template("Fase 1 begynder {{ forløb.fase 1 start }}.")),
    "anfoerselstegn": members(template("{% if navn == „Ida“ %}Hej Ida{% endif %}")),
    "halvt-felt": members(template("Hej {{ navn }, det er din plan.", "Den gælder fra forløb.fase_1_start }}.")),
    "tekstboks": with_body(f"<w:p>{box(p('Ring til {{ forløb.medarbejdr }}'))}</w:p>"),
    "kommentar": {**members(template("x")), "word/comments.xml": b"<a>Husk {{ navn }}</a>"},
    "formateret": members(template("Hej {{r navn }}")),
    "filter": members(template("Fra {{ forløb.fase_1_start|kortt }}")),
    "ukendt-ord": members(template("{% fro m in plan %}{{ m.mål }}{% endfor %}")),
    "liste-uden-loekke": members(template("Mine mål: {{ plan.mål }}")),
    "ingen-liste": members(template("{% for m in forløb %}{{ m.medarbejder }}{% endfor %}")),
    "regner": members(template("{{ navn.upper() }} {{ navn ~ navn }} {% include 'andet.docx' %}")),
    "for-dybt": members(template("{% for a in plan %}" * 4 + "{% endfor %}" * 4)),
    "ikke-ens": members(template("Mine styrker", "{%p if navn %}", "{{ navn }}", "{% endif %}")),
    "mange-fejl": members(
        template(
            "{{ forløb.medarbjder }} {% if navn } {{ plan.mål }}", "{{ navm }}", header="{{ nvn }}", footer="{{ }}"
        )
    ),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_danish_messages_of_the_mistakes_a_coordinator_makes(name: str) -> None:
    language.activate("da")
    try:
        problems = found(GOLDEN[name])
    finally:
        language.activate("en")
    lines = [f"{one.place}: {one.message} [{one.code}]\n    hint: {one.hint}\n" for one in problems]
    compare(f"template-mistakes/{name}.txt", "".join(lines))
