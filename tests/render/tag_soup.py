"""Word files whose tags are put together at random: `BLOCKS`, a strategy of what `docx(*blocks)` takes."""

from hypothesis import strategies as st

from tests.render.docx_parts import p, tbl, tc, tr

WORDS = ("if a", "else", "endif", "for x in b", "endfor")
PIECES = [
    *(f"{{%{where} {word} %}}" for where in ("", "p", "tr", "tc", "r") for word in WORDS),
    "{{ v }}", "{{r v }}", "{{p v }}", "{{ x }}", "{{- v -}}", "{%- if a -%}", "{%- endif -%}", "{# x #}", "{#p x #}",
    "{#", "#}", "{{", "}}", "{%", "%}", "{", "}", "{% vm %}", "{% hm %}", "{% cellbg v %}", "{% colspan n %}",
    "{% set a = v %}", "{% raw %}", "{% endraw %}", "{% set y %}", "{% endset %}", "{{ '<w:p>' }}", "{% elif n %}",
    "tekst", "tekst", "tekst", "tekst", "tekst", "tekst",
]  # fmt: skip
GOOD = ["{{ v }}", "{{r v }}", "{{ y }}", "{% if a %}ja{% endif %}", "{% for x in b %}{{ x }}{% endfor %}", "tekst",
        "{# note #}", "{%r if a %}", "{%r endif %}", "{% if a %}", "{% endif %}", "{% cellbg v %}",
        "{% vm %}"]  # fmt: skip
WILD = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3)
TAME = st.lists(st.sampled_from(GOOD[:7]), max_size=3)
HALF = st.sampled_from(GOOD).map(lambda piece: [piece])
PARAGRAPHS = st.one_of(TAME, TAME, TAME, TAME, TAME, TAME, HALF, WILD).map(lambda pieces: p(*pieces))
CELLS = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda inside: tc(*inside))
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=3).map(lambda cells: tr(*cells)), min_size=1, max_size=3)
PAIRS = [("{%p if a %}", "{%p endif %}"), ("{%p for x in b %}", "{%p endfor %}"), ("{% if a %}", "{% endif %}"),
         ("{%p if a %}", "{% endif %}"), ("{% for x in b %}", "{%p endfor %}"),
         ("{%- if a -%}", "{%- endif -%}")]  # fmt: skip
BLOCK = PARAGRAPHS | TABLES.map(lambda rows: tbl(*rows, columns=3))
BETWEEN = st.builds(
    lambda pair, blocks: "".join([p(pair[0]), *blocks, p(pair[1])]), st.sampled_from(PAIRS), st.lists(BLOCK, max_size=2)
)
BLOCKS = st.lists(BLOCK | BETWEEN, min_size=1, max_size=3)
