import pytest

from ctidocs.render.environment import paper_environment
from ctidocs.render.tagging.tag_check import check_tags
from ctidocs.render.tagging.tags import ANYTHING, Group, Known, words_used
from tests.render.word_parts import members
from tests.templates import template

FIELDS: dict[str, Known] = {
    "forløb": Group({"medarbejder": ANYTHING, "fase_1_start": ANYTHING}),
    "plan": Group({"mål": ANYTHING, "skridt": Group({"hvem": ANYTHING}, many=True)}, many=True),
    "navn": ANYTHING,
}


def told(source: str) -> list[str]:
    """The messages about a template with this one paragraph."""
    return [problem.message for problem in check_tags(members(template(source)), name="t.docx", fields=FIELDS)]


@pytest.mark.parametrize(
    "source",
    [
        "{{ forløb.medarbejder }} {{ forløb['medarbejder'] }} {{ navn|upper }}",
        "{% for m in plan %}{{ m.mål }} {{ loop.index }}{% for n in m.skridt %}{{ n.hvem }}{% endfor %}{% endfor %}",
        "{% for m in plan if m.mål %}{{ m.mål }}{% else %}{{ navn }}{% endfor %}",
        "{% set x = forløb.medarbejder %}{{ x }}",
        "{% if forløb.fase_1_start %}{{ forløb.fase_1_start|kort }}{% elif navn %}a{% else %}b{% endif %}",
        "{{ (plan|first).mål }} {{ plan|length }} {{ 'a' if navn else 'b' }}",
    ],
)
def test_tags_that_are_declared_pass(source: str) -> None:
    assert told(source) == []


@pytest.mark.parametrize(
    ("source", "tag"),
    [
        ("{{ forløb.medarbjder }}", "forløb.medarbjder"),
        ("{{ forlob.medarbejder }}", "forlob.medarbejder"),
        ("{{ navm }}", "navm"),
        ("{{ zzz }}", "zzz"),
        ("{% for m in plan %}{{ m.maal }}{% endfor %}", "m.maal"),
        ("{% for m in plam %}{{ m.mål }}{% endfor %}", "plam"),
        ("{% for m in plan %}{% for n in m.skridt %}{{ n.hvm }}{% endfor %}{% endfor %}", "n.hvm"),
        ("{% for m in plan if m.mal %}{% endfor %}", "m.mal"),
        ("{{ plan.mål }}", "plan.mål"),
        ("{% if false %}{{ navm }}{% endif %}", "navm"),
        ("{% if a.b %}{% endif %}", "a.b"),
        ("{{ m.mål }}", "m.mål"),
        ("{{ navm|kort }}", "navm"),
        ("{% for m in plan %}{% endfor %}{{ m.mål }}", "m.mål"),
    ],
)
def test_a_mistyped_tag_is_found_in_branches_that_no_case_takes_too(source: str, tag: str) -> None:
    (message,) = told(source)
    assert tag in message


def test_the_words_of_all_tags_are_known() -> None:
    tree = paper_environment().parse("{% for m in plan %}{{ m.mål|kort }}{% endfor %}{{ forløb.medarbejder }}")
    assert words_used(tree) == {"plan", "m", "mål", "forløb", "medarbejder"}
