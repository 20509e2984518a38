import pytest

from ctidocs.render.environment import paper_environment
from ctidocs.render.tagging.tags import ANYTHING, Group, UnknownTag, unknown_tags

FIELDS = {
    "forløb": Group({"medarbejder": ANYTHING, "fase_1_start": ANYTHING}),
    "plan": Group({"mål": ANYTHING, "skridt": Group({"hvem": ANYTHING}, many=True)}, many=True),
    "navn": ANYTHING,
}


def unknown(source: str) -> tuple[UnknownTag, ...]:
    return unknown_tags(paper_environment().parse(source), FIELDS)


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
    assert unknown(source) == ()


@pytest.mark.parametrize(
    ("source", "tag", "nearest"),
    [
        ("{{ forløb.medarbjder }}", "forløb.medarbjder", "forløb.medarbejder"),
        ("{{ forlob.medarbejder }}", "forlob.medarbejder", "forløb"),
        ("{{ navm }}", "navm", "navn"),
        ("{{ zzz }}", "zzz", ""),
        ("{% for m in plan %}{{ m.maal }}{% endfor %}", "m.maal", "m.mål"),
        ("{% for m in plam %}{{ m.mål }}{% endfor %}", "plam", "plan"),
        ("{% for m in plan %}{% for n in m.skridt %}{{ n.hvm }}{% endfor %}{% endfor %}", "n.hvm", "n.hvem"),
        ("{% for m in plan if m.mal %}{% endfor %}", "m.mal", "m.mål"),
        ("{{ plan.mål }}", "plan.mål", ""),
        ("{% if false %}{{ navm }}{% endif %}", "navm", "navn"),
        ("{% if a.b %}{% endif %}", "a.b", ""),
        ("{{ m.mål }}", "m.mål", ""),
        ("{{ navm|kort }}", "navm", "navn"),
        ("{% for m in plan %}{% endfor %}{{ m.mål }}", "m.mål", ""),
    ],
)
def test_a_mistyped_tag_is_found_in_branches_that_no_case_takes_too(source: str, tag: str, nearest: str) -> None:
    assert unknown(source) == (UnknownTag(tag, nearest),)


def test_all_mistyped_tags_are_told_in_reading_order_each_once() -> None:
    found = unknown("{{ b1 }}{% if navn %}{{ c2.x }}{% endif %}{{ b1 }}{{ forløb.d3 }}")
    assert [tag.tag for tag in found] == ["b1", "c2.x", "forløb.d3"]
