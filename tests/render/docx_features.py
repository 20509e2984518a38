"""A template for each thing that docxtpl can do, with its context: `FEATURES`. Values are texts, printed already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docxtpl import RichText

from tests.render.docx_parts import BOLD, IMAGE, PAGE, PNG, box, docx, p, picture, r, tbl, tc, tr


@dataclass(frozen=True)
class Feature:
    """A template for one thing docxtpl does. `apart`: in which of the named ways ours is to differ."""

    name: str
    docx: bytes
    context: Mapping[str, Any] = field(default_factory=dict)
    apart: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


PLAN = [
    {"mål": "Bolig", "frist": "1. maj 2025", "skridt": [{"navn": "Søge"}, {"navn": "Flytte"}], "vist": True},
    {"mål": "Børn & ro", "frist": "", "skridt": [], "vist": False},
    {"mål": "Økonomi", "frist": "2. juni 2025", "skridt": [{"navn": "Budget"}], "vist": True},
]
CONTEXT: dict[str, Any] = {
    "navn": "Åse Eksempel", "firma": "Sunne & Co <x> \"y\" 'z'", "plan": PLAN, "tom": [], "tal": 3, "ja": True,
    "nej": False, "ingen": None, "farve": "EEF2F6", "bredde": 2, "måneder": ["jan", "feb", "mar"], "blank": "",
    "par": [("a", "1"), ("b", "2")],    "hende": {"navn": "Ida", "ord": {"sidste": "Tak"}},
}  # fmt: skip


def rich() -> RichText:
    """Text with looks of its own."""
    text = RichText("Fed & ", bold=True)
    text.add("kursiv", italic=True, color="#1F3A5F", size=28)
    text.add(" understreget", underline="double", style="Kraftig", highlight="#FFFF00", font="Calibri")
    text.add(" ²", superscript=True, strike=True)
    return text


_EVERY_HEAD = "".join(
    f'<w:{kind}Reference w:type="{page}" r:id="{kind}{number}"/>'
    for kind in ("header", "footer")
    for number, page in enumerate(("default", "first", "even"), 1)
)


def _in_table(*rows: str, columns: int = 2, **more: Any) -> bytes:
    return docx(p("før"), tbl(*rows, columns=columns), p("efter"), **more)


_TEMPLATES: dict[str, bytes] = {
    "a value": docx(p("Til {{ navn }}, {{navn}} og {{ hende.navn }}."), p("{{ navn }}"), p("{{ firma }}")),
    "a value by key": docx(p("{{ hende['navn'] }} {{ hende.ord.sidste }} {{ måneder[1] }} {{ plan[0].mål }}")),
    "spaces at the ends of runs": docx(p("a ", "{{ navn }}", " b"), p(" {{ navn }} "), p("{{ navn }} ")),
    "a run's looks": docx(p("Kære ", r("{{ navn }}", look=BOLD), r(" hej", look="<w:i/>"), style="Heading1")),
    "if, elif, else in a line": docx(
        p("{% if ja %}A{% endif %}|{% if nej %}B{% else %}C{% endif %}"),
        p("{% if tal == 1 %}en{% elif tal == 3 %}tre{% else %}flere{% endif %}"),
        p("{% if not nej and tal &gt; 2 and tal &lt;= 3 %}mellem{% endif %}"),
        p("{% if navn == “Åse Eksempel” %}hende{% endif %}{% if navn != ‘x’ %}ikke x{% endif %}"),
        p("{% if tom %}noget{% else %}intet{% endif %} {{ 'ja' if ja else 'nej' }}"),
        p("{% if 'jan' in måneder %}januar{% endif %}{% if tal is odd %} ulige{% endif %}"),
    ),
    "for in a line": docx(
        p("{% for m in plan %}{{ loop.index }}/{{ loop.length }} {{ m.mål }}", "{% if not loop.last %}, {% endif %}",
          "{% endfor %}"),
        p("{% for m in plan %}{% if loop.first %}først {% endif %}{{ loop.index0 }}{{ loop.revindex }} {% endfor %}"),
        p("{% for m in plan if m.vist %}{{ m.mål }};{% endfor %}{% for x in tom %}x{% else %}ingen{% endfor %}"),
        p("{% for m in plan %}{% for s in m.skridt %}{{ m.mål }}-{{ s.navn }} {% endfor %}{% endfor %}"),
        p("{% for n in måneder %}", r("{{ n }}", look=BOLD), "{% endfor %}"),
    ),
    "two names in a for": docx(p("{% for a, b in par %}{{ a }}={{ b }} {% endfor %}")),
    "set": docx(p("{% set x = navn %}{{ x }}"), p("{% set y = plan[0].mål %}{{ y }} {{ x }}")),
    "filters": docx(p("{{ navn|upper }} {{ navn|lower }} {{ måneder|join(', ') }} {{ måneder|first }}"),
                    p("{{ måneder|last }}"), p("{{ blank|default('x', true) }}")),
    "paragraph tags": docx(
        p("{%p if ja %}"), p("vises {{ navn }}"), p("{%p else %}"), p("vises ikke"), p("{%p endif %}"),
        p("{%p if nej %}"), p("nej"), p("{%p elif tal == 3 %}"), p("tre", style="Heading1"), p("{%p endif %}"),
        p("{%p for m in plan %}"), p("{{ m.mål }}"), p("{%p for s in m.skridt %}"), p("– {{ s.navn }}"),
        p("{%p endfor %}"), p("{%p endfor %}"), p("{%p for x in tom %}"), p("x"), p("{%p endfor %}"),
    ),
    "paragraph tags round a table": docx(
        p("{%p for m in plan %}"), tbl(tr("{{ m.mål }}", "{{ m.frist }}"), columns=2), p("{%p endfor %}"), p("slut"),
    ),
    "paragraph tags in a cell": _in_table(tr(tc("{%p for m in plan %}", "{{ m.mål }}", "{%p endfor %}", "sidst"), "b")),
    "row tags": _in_table(
        tr("Mål", "Frist"), tr("{%tr for m in plan %}", ""), tr("{{ m.mål }}", "{{ m.frist }}"),
        tr("{%tr endfor %}", ""), tr("{%tr if nej %}", ""), tr("væk", ""), tr("{%tr else %}", ""),
        tr("her", "{{ navn }}"), tr("{%tr endif %}", ""),
    ),
    "row tags in row tags": _in_table(
        tr("{%tr for m in plan %}", ""), tr("{{ m.mål }}", ""), tr("{%tr for s in m.skridt %}", ""),
        tr("{{ loop.index }}", "{{ s.navn }}"), tr("{%tr else %}", ""), tr("ingen", ""), tr("{%tr endfor %}", ""),
        tr("{%tr endfor %}", ""),
    ),
    "row tags over two rows each": _in_table(
        tr("{%tr for m in plan %}", ""), tr("{{ m.mål }}", "a"), tr("{{ m.frist }}", "b"), tr("{%tr endfor %}", ""),
    ),
    "cell tags": _in_table(
        tr("Mål", tc("{%tc for n in måneder %}"), tc("{{ n }}"), tc("{%tc endfor %}")),
        tr("x", tc("{%tc for n in måneder %}"), tc("{{ loop.index }}"), tc("{%tc endfor %}")), columns=4,
    ),
    "cell tags with a condition": _in_table(
        tr("a", tc("{%tc if nej %}"), tc("væk"), tc("{%tc else %}"), tc("her"), tc("{%tc endif %}")), tr("a", "b"),
    ),
    "cell tags that make a table wider": _in_table(
        tr(tc("{%tc for n in måneder %}"), tc("{{ n }}"), tc("{{ n|upper }}"), tc("{%tc endfor %}")), columns=4,
    ),
    "cell tags that make a table narrower": _in_table(
        tr("a", tc("{%tc for n in tom %}"), tc("{{ n }}"), tc("{%tc endfor %}"), "b"), columns=5,
    ),
    "run tags": docx(
        p("{%r if ja %}", r("ja", look=BOLD), "{%r else %}", "nej", "{%r endif %}", " slut"),
        p("Måneder: ", "{%r for n in måneder %}", r("{{ n }}", look=BOLD), " og ", "{%r endfor %}"),
    ),
    "comments": docx(p("a{# her er en note #}b"), p("{#p hele afsnittet #}"), p("c {{ navn }}{# x #}"),
                     tbl(tr("{#tr rækken #}", "væk"), tr("a", "b"), columns=2)),
    "trimmed tags": docx(
        p("Hun bor "), p("{%- if ja -%}"), p("i byen "), p("{%- else -%}"), p("på landet "), p("{%- endif -%}"),
        p("og har det godt."), p("Først {% if ja -%}"), p("så {{ navn }}{% endif %}"), p("sidst"),
    ),
    "trimmed values": docx(p("a {{- navn -}} b")),
    "a tag split over runs": docx(
        p("{", "{ na", r("vn", look=BOLD), " }", "}"), p("{{ ", "navn", " }}"),
        p("{% i", "f ja %", "}ja{% end", "if %}"),
        p("{%", "p for m in plan %}"), p("{{ m.", "mål }}"), p("{%p end", "for", " %}"), p("x {", "# note #", "} y"),
    ),
    "a tag with Word's marks in it": docx(
        p("{{ ", '<w:proofErr w:type="spellStart"/>', "navn", '<w:proofErr w:type="spellEnd"/>', " }}"),
        p("{{ ", '<w:bookmarkStart w:id="0" w:name="sted"/>', "navn", '<w:bookmarkEnd w:id="0"/>', " }} og {{ tal2 }}"),
        p("<w:r><w:t>{{ na</w:t><w:lastRenderedPageBreak/><w:t>vn }}</w:t></w:r>"),
        '<w:p w:rsidR="00A10001" w:rsidRDefault="00B20001"><w:r w:rsidRPr="00C30001"><w:t>{{ navn</w:t></w:r>'
        '<w:r w:rsidR="00D40001"><w:t> }}</w:t></w:r></w:p>',
    ),
    "a tag inserted with tracking on": docx(
        p("Til ", '<w:ins w:id="1" w:author="Mads Malerforfatter" w:date="2025-01-01T00:00:00Z">'
          "<w:r><w:t>{{ navn }}</w:t></w:r></w:ins>", "."),
    ),
    "marks round a tag": docx(p('<w:bookmarkStart w:id="0" w:name="s"/>', "{{ navn }}", '<w:bookmarkEnd w:id="0"/>')),
    "headers and footers of every kind": docx(
        p("{{ navn }}"),
        section=f"{_EVERY_HEAD}{PAGE}<w:titlePg/>",
        parts={f"{kind}{number}": p(f"{kind} {number}: ", "{{ na", "vn }}") + p("{% if ja %}{{ firma }}{% endif %}")
               for kind in ("header", "footer") for number in (1, 2, 3)},
    ),
    "tables and paragraph tags in a header": docx(
        p("x"), section=f'<w:headerReference w:type="default" r:id="header1"/>{PAGE}',
        parts={"header1": tbl(tr("{%tr for m in plan %}", ""), tr("{{ m.mål }}", "{{ m.frist }}"),
                              tr("{%tr endfor %}", ""), columns=2)
               + p("{%p if nej %}") + p("væk") + p("{%p endif %}") + p("{{ firma }}")},
    ),
    "footnotes": docx(
        p("Se noten", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
        footnotes=f'<w:footnote w:id="1">{p("Note om ", "{{ na", "vn }} og {{ firma }}")}</w:footnote>',
    ),
    "the title": docx(p("{{ navn }}"), title="Plan for {{ navn }}{% if ja %}, fase {{ tal2 }}{% endif %}"),
    "cell grounds": _in_table(
        tr("{% cellbg farve %}{{ navn }}", tc("{% cellbg farve %}x", look='<w:shd w:val="clear" w:fill="FFFFFF"/>')),
        tr("{%tr for m in plan %}", ""), tr("{% cellbg farve %}{{ m.mål }}", "b"), tr("{%tr endfor %}", ""),
    ),
    "cells over columns": _in_table(
        tr("{% colspan bredde %}{{ navn }}"), tr("a", "b"),
        tr(tc("{% colspan bredde %}x", look='<w:gridSpan w:val="1"/>')),
    ),
    "cells merged down": _in_table(
        tr("{%tr for m in plan %}", ""), tr("{% vm %}{{ navn }}", "{{ m.mål }}"), tr("{%tr endfor %}", "")),
    "cells merged across": _in_table(
        tr(tc("{%tc for n in måneder %}"), tc("{% hm %}Måneder"), tc("{%tc endfor %}")),
        tr(tc("{%tc for n in måneder %}"), tc("{{ n }}"), tc("{%tc endfor %}")), columns=3,
    ),
    "cells of two columns merged across": _in_table(
        tr(tc("{%tc for n in måneder %}"), tc("{% hm %}Måneder", look='<w:gridSpan w:val="2"/>'), tc("{%tc endfor %}")),
        tr(tc("{%tc for n in måneder %}"), tc("{{ n }}"), tc("x"), tc("{%tc endfor %}")), columns=4,
    ),
    "tables in tables": _in_table(
        tr("{%tr for m in plan %}", ""),
        tr("{{ m.mål }}", tc(tbl(tr("{{ m.frist }}", "i {{ navn }}"), columns=2), "")), tr("{%tr endfor %}", ""),
    ),
    "hyperlinks": docx(
        p('<w:hyperlink r:id="web"><w:r><w:t>{{ navn }}</w:t></w:r></w:hyperlink>',
          '<w:hyperlink w:anchor="sted"><w:r><w:t>{{ firma }}</w:t></w:r></w:hyperlink>'),
        links={"web": ("hyperlink", "https://www.example.org/", "External")},
    ),
    "content controls": docx(
        p('<w:sdt><w:sdtPr><w:alias w:val="Navn"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{{ navn }}</w:t></w:r>'
          "</w:sdtContent></w:sdt>"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('{%p for m in plan %}')}{p('{{ m.mål }}')}{p('{%p endfor %}')}"
        "</w:sdtContent></w:sdt>",
        p('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>'
          "<w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>", " {{ navn }}"),
    ),
    "fields of Word": docx(
        p('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>', " af {{ tal2 }}"),
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText> NUMPAGES </w:instrText></w:r>",
          '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "{{ navn }}"),
    ),
    "sections and columns": docx(
        f'<w:p><w:pPr><w:sectPr>{PAGE}<w:cols w:num="2" w:space="708"/></w:sectPr></w:pPr>{r("{{ navn }}")}</w:p>',
        p("{%p for m in plan %}"), p("{{ m.mål }}"), p('<w:r><w:br w:type="page"/></w:r>'), p("{%p endfor %}"),
        section=f'<w:type w:val="continuous"/>{PAGE}<w:cols w:num="2"/>',
    ),
    "a text without tags": docx(p("Kun tekst & mere".replace("&", "&amp;")), tbl(tr("a", "b"), columns=2), p()),
}  # fmt: skip

# the ways in which ours is meant to differ are told, with their reasons, in test_like_docxtpl.EXCEPTIONS
_APART: dict[str, Feature] = {
    feature.name: feature
    for feature in (
        Feature("line breaks in values", docx(p("a {{ v }} b"), p(r("{{ v }}", look=BOLD))), {"v": "en\nto\n\ntre"}),
        Feature("tabs in values", docx(p("a {{ v }} b"), p(r("{{ v }}", look=BOLD))), {"v": "en\tto\ttre"}, ("tabs",)),
        Feature("looks of a value's own", docx(p("Til {{r v }}."), p(r("{{r v }}", look=BOLD)), p("{{r", " v }}")),
                {"v": rich()}),
        Feature("looks of a value's own in a cell", _in_table(tr("{{r v }}", "x")), {"v": rich()}),
        Feature("looks of a value's own in header and footnote",
                docx(p("x"), section=f'<w:headerReference w:type="default" r:id="header1"/>{PAGE}',
                     parts={"header1": p("{{r v }}")}, footnotes=f'<w:footnote w:id="1">{p("{{r v }}")}</w:footnote>'),
                {"v": rich()}),
        Feature("text boxes",
                docx(p("{{ navn }}", box(p("{{ na", "vn }}") + p("{% if ja %}ja{% endif %}"))), p("x")),
                CONTEXT, ("numbers of drawings",)),
        Feature("paragraph tags in a text box",
                docx(p("a", box(p("{%p for m in plan %}") + p("{{ m.mål }}") + p("{%p endfor %}") + p("b"))), p("x")),
                CONTEXT, ("numbers of drawings",)),
        Feature("symbols and drawings beside tags",
                docx(p("{{ navn }}", '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:noBreakHyphen/><w:tab/></w:r>',
                       "{{ firma }}"), p("{{ navn }}", picture(4, "Logo nr. 1")), links=IMAGE, more=PNG),
                CONTEXT, ("numbers of drawings",)),
        Feature("a row that ends a column in",
                _in_table(tr("{%tr for m in plan %}", ""), tr("{{ m.mål }}", "b").replace(
                    "<w:tr>", '<w:tr><w:trPr><w:gridAfter w:val="1"/></w:trPr>'), tr("{%tr endfor %}", ""), columns=3),
                CONTEXT, ("grids",)),
        Feature("pictures in a loop",
                docx(p("{%p for m in plan %}"), p("{{ m.mål }}", picture(4, "Logo nr. 1"), picture(5, "Logo nr. 2")),
                     p("{%p endfor %}"), links=IMAGE, more=PNG),
                CONTEXT, ("numbers of drawings",)),
    )
}  # fmt: skip

FEATURES: tuple[Feature, ...] = (
    *(Feature(name, data, CONTEXT | {"tal2": "2"}) for name, data in _TEMPLATES.items()),
    *_APART.values(),
)
