"""Templates made in memory, one for each thing that docxtpl can do, each with a context: `FEATURES`.

Values are texts, printed already: how a number or a date is printed is ours to say and no matter of the tags.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docxtpl import RichText

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}
NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_PROPERTIES = "application/vnd.openxmlformats-{}-properties+xml"
_OFFICE_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:creator>Mads Malerforfatter</dc:creator></cp:coreProperties>"
)
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Kraftig"><w:name w:val="Kraftig"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
)
_NOTE = '<w:footnote w:id="{n}" w:type="{kind}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'


def p(*pieces: str, style: str = "") -> str:
    """A paragraph. A piece that is no XML is a run of text."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(piece if piece.startswith('<') else r(piece) for piece in pieces)}</w:p>"


def r(text: str, *, look: str = "") -> str:
    """A run of text, a space at its ends kept as Word keeps it."""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t{kept}>{text}</w:t></w:r>"


def tc(*pieces: str, look: str = "") -> str:
    """A table cell of one paragraph for each piece that is no XML."""
    inside = "".join(piece if piece.startswith("<") else p(piece) for piece in pieces)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{look}</w:tcPr>{inside}</w:tc>'


def tr(*cells: str) -> str:
    """A table row."""
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str, columns: int) -> str:
    """A table."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    look = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def docx(
    *blocks: str,
    section: str = "",
    parts: Mapping[str, str] | None = None,
    footnotes: str = "",
    title: str = "",
    more: Mapping[str, bytes] | None = None,
    links: Mapping[str, tuple[str, str, str]] | None = None,
) -> bytes:
    """A Word file. `parts`: headers and footers by name without ending; `links`: id -> (kind, target, mode)."""
    files = {f"{name}.xml": (name.rstrip("0123456789"), _root(name, content)) for name, content in (parts or {}).items()}
    files["styles.xml"] = ("styles", f"<w:styles {NS}>{_STYLES}</w:styles>")
    files["settings.xml"] = ("settings", f'<w:settings {NS}><w:zoom w:percent="100"/></w:settings>')
    if footnotes:
        lines = _NOTE.format(n=-1, kind="separator") + _NOTE.format(n=0, kind="continuationSeparator")
        files["footnotes.xml"] = ("footnotes", f"<w:footnotes {NS}>{lines}{footnotes}</w:footnotes>")
    body = f"<w:document {NS} mc:Ignorable='w14'><w:body>{''.join(blocks)}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    office = _NAMESPACES["r"]
    relations = {name.removesuffix(".xml"): (f"{office}/{kind}", name, "") for name, (kind, _xml) in files.items()}
    relations |= {rid: (f"{office}/{kind}", target, mode) for rid, (kind, target, mode) in (links or {}).items()}
    main = f"{office}/officeDocument"
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _types({f"/word/{name}": _TYPE.format(kind) for name, (kind, _xml) in files.items()}),
        "_rels/.rels": _relations({
            "rId1": (main, "word/document.xml", ""), "rId2": (core, "docProps/core.xml", ""),
            "rId3": (f"{office}/extended-properties", "docProps/app.xml", ""),
        }),
        "docProps/core.xml": _CORE.format(title=title),
        "docProps/app.xml": f'<Properties xmlns="{_OFFICE_PROPERTIES}"><Company>Skabelonfirma</Company></Properties>',
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{name}": xml for name, (_kind, xml) in files.items()},
        **(more or {}),
    }  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content if isinstance(content, bytes) else _HEAD + content)
    return buffer.getvalue()


def _root(name: str, content: str) -> str:
    tag = "w:hdr" if name.startswith("header") else "w:ftr"
    return f"<{tag} {NS}>{content}</{tag}>"


def _types(overrides: Mapping[str, str]) -> str:
    known = {
        "/word/document.xml": _TYPE.format("document.main"),
        "/docProps/core.xml": _PROPERTIES.format("package.core").replace("formats-package", "formats-package"),
        "/docProps/app.xml": _PROPERTIES.format("officedocument.extended"),
        **overrides,
    }
    entries = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in known.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{entries}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{rid}" Type="{kind}" Target="{target}"{f" TargetMode={chr(34)}{mode}{chr(34)}" * bool(mode)}/>'
        for rid, (kind, target, mode) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


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
    "hende": {"navn": "Ida", "ord": {"sidste": "Tak"}},
}  # fmt: skip


def rich() -> RichText:
    """Text with looks of its own."""
    text = RichText("Fed & ", bold=True)
    text.add("kursiv", italic=True, color="#1F3A5F", size=28)
    text.add(" understreget", underline="double", style="Kraftig", highlight="#FFFF00", font="Calibri")
    text.add(" ²", superscript=True, strike=True)
    return text


def box(words: str) -> str:
    """A text box as Word writes it: twice, as a drawing and for older programs."""
    content = f"<w:txbxContent>{words}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" '
        'distR="0"><wp:extent cx="900000" cy="500000"/><wp:docPr id="7" name="Tekstfelt 2"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr/><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="s1" type="#t202"><v:textbox>'
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture(number: int, name: str) -> str:
    """A picture in a run."""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="500000"/>'
        f'<wp:docPr id="{number}" name="{name}"/><a:graphic><a:graphicData uri="{_NAMESPACES["pic"]}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip r:embed="billede"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


IMAGE = {"billede": ("image", "media/image1.png", "")}
PNG = {"word/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(40)}
BOLD = "<w:b/>"
_PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'
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
        p("{% for m in plan %}{{ loop.index }}/{{ loop.length }} {{ m.mål }}{% if not loop.last %}, {% endif %}{% endfor %}"),
        p("{% for m in plan %}{% if loop.first %}først {% endif %}{{ loop.index0 }}{{ loop.revindex }} {% endfor %}"),
        p("{% for m in plan if m.vist %}{{ m.mål }};{% endfor %}{% for x in tom %}x{% else %}ingen{% endfor %}"),
        p("{% for m in plan %}{% for s in m.skridt %}{{ m.mål }}-{{ s.navn }} {% endfor %}{% endfor %}"),
        p("{% for n in måneder %}", r("{{ n }}", look=BOLD), "{% endfor %}"),
    ),
    "set": docx(p("{% set x = navn %}{{ x }}"), p("{% set y = plan[0].mål %}{{ y }} {{ x }}")),
    "filters": docx(p("{{ navn|upper }} {{ navn|lower }} {{ måneder|join(', ') }} {{ måneder|first }} {{ måneder|last }}"),
                    p("{{ blank|default('x', true) }}")),
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
        tr("Mål", "Frist"), tr("{%tr for m in plan %}", ""), tr("{{ m.mål }}", "{{ m.frist }}"), tr("{%tr endfor %}", ""),
        tr("{%tr if nej %}", ""), tr("væk", ""), tr("{%tr else %}", ""), tr("her", "{{ navn }}"), tr("{%tr endif %}", ""),
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
        p("Hun {% if ja -%}"), p("kommer"), p("{%- endif %} nu."),
        p("a {%- if ja %} b {% endif %}"), p("{% if ja -%} c {%- endif %} d"), p("x"),
    ),
    "trimmed values": docx(p("a {{- navn -}} b")),
    "a tag split over runs": docx(
        p("{", "{ na", r("vn", look=BOLD), " }", "}"), p("{{ ", "navn", " }}"), p("{% i", "f ja %", "}ja{% end", "if %}"),
        p("{%", "p for m in plan %}"), p("{{ m.", "mål }}"), p("{%p end", "for", " %}"), p("x {", "# note #", "} y"),
    ),
    "a tag with Word's marks in it": docx(
        p("{{ ", '<w:proofErr w:type="spellStart"/>', "navn", '<w:proofErr w:type="spellEnd"/>', " }}"),
        p("{{ ", '<w:bookmarkStart w:id="0" w:name="sted"/>', "navn", '<w:bookmarkEnd w:id="0"/>', " }} og {{ tal2 }}"),
        p("<w:r><w:t>{{ na</w:t><w:lastRenderedPageBreak/><w:t>vn }}</w:t></w:r>"),
        '<w:p w:rsidR="00A1" w:rsidRDefault="00B2"><w:r w:rsidRPr="00C3"><w:t>{{ navn</w:t></w:r>'
        '<w:r w:rsidR="00D4"><w:t> }}</w:t></w:r></w:p>',
    ),
    "a tag inserted with tracking on": docx(
        p("Til ", '<w:ins w:id="1" w:author="Mads Malerforfatter" w:date="2025-01-01T00:00:00Z"><w:r><w:t>{{ navn }}</w:t>'
          "</w:r></w:ins>", "."),
    ),
    "bookmarks round a tag": docx(
        p('<w:bookmarkStart w:id="0" w:name="sted"/>', "{{ navn }}", '<w:bookmarkEnd w:id="0"/>'),
    ),
    "headers and footers of every kind": docx(
        p("{{ navn }}"),
        section=f"{_EVERY_HEAD}{_PAGE}<w:titlePg/>",
        parts={f"{kind}{number}": p(f"{kind} {number}: ", "{{ na", "vn }}") + p("{% for m in plan %}{{ m.mål }};{% endfor %}")
               for kind in ("header", "footer") for number in (1, 2, 3)},
    ),
    "tables and paragraph tags in a header": docx(
        p("x"), section=f'<w:headerReference w:type="default" r:id="header1"/>{_PAGE}',
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
        tr("{% colspan bredde_tekst %}{{ navn }}"), tr("a", "b"),
        tr(tc("{% colspan bredde_tekst %}x", look='<w:gridSpan w:val="1"/>')),
    ),
    "cells merged down": _in_table(
        tr("{%tr for m in plan %}", ""), tr("{% vm %}{{ navn }}", "{{ m.mål }}"), tr("{%tr endfor %}", ""),
    ),
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
    "text boxes": docx(p("{{ navn }}", box(p("{{ na", "vn }}") + p("{% if ja %}ja{% endif %}"))), p("x")),
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
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:instrText xml:space="preserve"> NUMPAGES </w:instrText></w:r>',
          '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "{{ navn }}"),
    ),
    "sections and columns": docx(
        f'<w:p><w:pPr><w:sectPr>{_PAGE}<w:cols w:num="2" w:space="708"/></w:sectPr></w:pPr>{r("{{ navn }}")}</w:p>',
        p("{%p for m in plan %}"), p("{{ m.mål }}"), p('<w:r><w:br w:type="page"/></w:r>'), p("{%p endfor %}"),
        section=f'<w:type w:val="continuous"/>{_PAGE}<w:cols w:num="2"/>',
    ),
    "symbols and drawings beside tags": docx(
        p("{{ navn }}", '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:noBreakHyphen/><w:tab/></w:r>', "{{ firma }}"),
        p("{{ navn }}", picture(4, "Logo nr. 1")), links=IMAGE, more=PNG,
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
        Feature("pictures in a loop",
                docx(p("{%p for m in plan %}"), p("{{ m.mål }}", picture(4, "Logo nr. 1"), picture(5, "Logo nr. 2")),
                     p("{%p endfor %}"), links=IMAGE, more=PNG),
                CONTEXT, ("numbers of drawings",)),
    )
}  # fmt: skip

FEATURES: tuple[Feature, ...] = (
    *(Feature(name, data, CONTEXT | {"tal2": "2", "bredde_tekst": "2"}) for name, data in _TEMPLATES.items()),
    *_APART.values(),
)
