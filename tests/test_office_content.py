"""Whether a person has edited a file: text and pictures, not bytes (LIMITS 63)."""

import hashlib
import re
import subprocess
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctidocs import cli, language
from ctidocs.office_content import content_hash, content_of, paragraphs_of
from tests.render.docx_parts import IMAGE, NS, PNG, box, docx, p, picture, r, tbl, tc, tr
from tests.templates import template
from tests.workbooks import OFFICE, needs_office, unzipped, zipped

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
DOCX = ".docx"


def same(one: bytes, other: bytes) -> bool:
    """Whether the two count as one content."""
    return not set(content_of(one, ending=DOCX).hashes).isdisjoint(content_of(other, ending=DOCX).hashes)


def field(code: str, result: str) -> str:
    """A field as Word writes it, in five runs, its code cut in two."""
    half = len(code) // 2
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code[:half]}'
        f"</w:instrText></w:r><w:r><w:instrText>{code[half:]} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple(code: str, result: str) -> str:
    return f'<w:fldSimple w:instr=" {code} ">{r(result)}</w:fldSimple>'


def noted(kind: str, content: str) -> str:
    """What is in a note, a header or a comment, added to a document as a part."""
    return f"<w:{kind} {NS}>{content}</w:{kind}>"


def paper(*blocks: str, section: str = "", **parts: str) -> bytes:
    """A document with notes and comments as parts of their own."""
    more = {f"word/{name}.xml": noted(name, content).encode() for name, content in parts.items()}
    links = {name: (name, f"{name}.xml", "") for name in parts}
    return docx(*blocks, section=section, more=more, links=links)


def comment(number: int, text: str) -> str:
    return f'<w:comment w:id="{number}" w:author="Mads">{p(text)}</w:comment>'


def footnote(number: int, text: str) -> str:
    return f'<w:footnote w:id="{number}">{p(text)}</w:footnote>'


def call(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def checkbox(*, ticked: bool) -> str:
    """A box to tick, as Word's content control."""
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent>{r('☒' if ticked else '☐')}</w:sdtContent></w:sdt>"
    )


def old_checkbox(state: str) -> str:
    """A box to tick, as forms of the older kind have it."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{state}</w:checkBox>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def choice(state: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{state}<w:listEntry w:val="ja"/></w:ddList>'
        '</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def drawn(*, pixels: bytes = b"pixels", drawing: bytes | None = b"<svg/>") -> bytes:
    """A document with one picture of pixels, and the drawing behind it."""
    behind = f'<a:extLst><a:ext uri="x"><s:svgBlip xmlns:s="{SVG}" r:embed="d"/></a:ext></a:extLst>'
    blip = f'<a:blip r:embed="billede">{behind if drawing is not None else ""}</a:blip>'
    more = {"word/media/image1.png": pixels, "word/media/k.svg": drawing or b""}
    return docx(
        p("Kompas", picture(1, "kompas").replace('<a:blip r:embed="billede"/>', blip)),
        more=more,
        links={**IMAGE, "d": ("image", "media/k.svg", "")},
    )


LINE = "Hun ringer til Sunne & Co på mandag".replace("&", "&amp;")
AROUND = (
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/>',
    '<w:bookmarkEnd w:id="0"/>',
    '<w:proofErr w:type="spellStart"/>',
    "<w:r><w:lastRenderedPageBreak/></w:r>",
    '<w:commentRangeStart w:id="3"/>',
    '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr></w:r>',
)
GRAY = "<w:color w:val='808080'/>"
EVEN = '<w:headerReference w:type="even" r:id="header2"/>'
HEADER = '<w:headerReference w:type="default" r:id="header1"/>'
FOOTER = '<w:footerReference w:type="default" r:id="footer1"/>'
TWO = {"header1": p("Sag 25-014"), "header2": p("Forside")}
ONE_TABLE = tbl(tr("ja", "x"), tr("nej", ""), columns=2)

SAVED_ANEW = {
    "runs cut in pieces": (p(LINE), p("Hun ", "rin", "ger til Sunne &amp; Co på mandag")),
    "runs of other looks": (
        p(LINE),
        p("Hun ", r("ringer", look="<w:b/>"), r(" til Sunne &amp; Co på mandag", look=GRAY)),
    ),
    "marks of a session": (
        p(LINE),
        p(
            AROUND[0],
            "Hun ringer",
            AROUND[2],
            AROUND[3],
            AROUND[1],
            AROUND[4],
            AROUND[5],
            " til Sunne &amp; Co på mandag",
        ),
    ),
    "smart tags and content controls": (
        p(LINE),
        p(
            "<w:smartTag><w:r><w:t>Hun ringer til</w:t></w:r></w:smartTag>",
            f"<w:sdt><w:sdtContent>{r(' Sunne &amp; Co på mandag')}</w:sdtContent></w:sdt>",
        ),
    ),
    "rsids and paragraph ids": (p(LINE), p(LINE).replace("<w:p>", '<w:p w:rsidR="00AB12CD" w14:paraId="1A2B3C4D">')),
    "white space": (p(LINE), p("Hun ringer", "<w:r><w:tab/><w:br/></w:r>", r("til Sunne  &amp; Co på\u00a0mandag "))),
    "soft hyphens": (p("Kvindekrisecenter"), p("Kvinde\u00adkrise", "<w:r><w:softHyphen/></w:r>", "center")),
    "a hyphen that does not break": (p("25\u2011014"), p("25", "<w:r><w:noBreakHyphen/></w:r>", "014")),
    "empty paragraphs": (p(LINE) + p("nej"), p(LINE) + p() + p("nej") + p()),
    "a page number's result": (p("side ", field("PAGE", "1")), p("side ", field("PAGE", "3"))),
    "a page number, in another form": (p("side ", field("PAGE", "1")), p("side ", simple(r"PAGE \* MERGEFORMAT", "2"))),
    "a page number without a result": (
        p("side ", field("NUMPAGES", "1")),
        p(
            "side ",
            re.sub(
                r'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>', "", field("NUMPAGES", "1")
            ),
        ),
    ),
    "a date of printing": (
        p("trykt ", field(r'PRINTDATE \@ "d.M.yyyy"', "1.1.2025")),
        p("trykt ", field("PRINTDATE", "5.5.2025")),
    ),
    "a text box for two programs": (
        p("Husk", box(p("Ring"))),
        p("Husk", re.sub("<mc:Fallback>.*?</mc:Fallback>", "", box(p("Ring")))),
    ),
    "a text box for older programs only": (
        p("Husk", box(p("Ring"))),
        p("Husk", re.sub("<mc:Choice.*?</mc:Choice>", "", box(p("Ring")))),
    ),
    "a picture elsewhere in its paragraph": (p("Husk", box(p("Ring"))), p(box(p("Ring")), "Husk")),
    "strike switched off": (p(LINE), p(r(LINE, look='<w:strike w:val="false"/><w:highlight w:val="none"/>'))),
    "shading of no colour": (p(LINE), p(r(LINE, look='<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'))),
    "another colour behind the words": (
        p(r("Ring", look='<w:highlight w:val="yellow"/>')),
        p(r("Ri", look='<w:shd w:val="clear" w:fill="00FF00"/>'), r("ng", look='<w:highlight w:val="red"/>')),
    ),
    "a space between marked words that is not marked": (
        p(r("Ring nu", look="<w:strike/>")),
        p(r("Ring", look="<w:strike/>"), r(" "), r("nu", look="<w:strike/>")),
    ),
    "a box in a form not ticked": (p(old_checkbox("")), p(old_checkbox('<w:checked w:val="0"/>'))),
    "the first choice in a form": (p(choice("")), p(choice('<w:result w:val="0"/>'))),
    "looks of tables": (
        ONE_TABLE,
        ONE_TABLE.replace(
            '<w:tcW w:w="2000" w:type="dxa"/>', '<w:tcW w:w="2100" w:type="dxa"/><w:shd w:fill="EEF2F6"/>'
        ),
    ),
}

EDITED = {
    "a letter": (p(LINE), p(LINE.replace("mandag", "mandaG"))),
    "a digit": (p("den 3. maj"), p("den 4. maj")),
    "a space taken out": (p("ikke helt"), p("ikkehelt")),
    "a paragraph moved": (p("først") + p("sidst"), p("sidst") + p("først")),
    "a paragraph cut in two": (p("først sidst"), p("først") + p("sidst")),
    "a word struck out": (p("Ring i dag"), p("Ring ", r("i dag", look="<w:strike/>"))),
    "a word struck out twice": (p("Ring i dag"), p("Ring ", r("i dag", look="<w:dstrike w:val='1'/>"))),
    "a word highlighted": (p("Ring i dag"), p("Ring ", r("i dag", look='<w:highlight w:val="yellow"/>'))),
    "a word shaded": (p("Ring i dag"), p("Ring ", r("i dag", look='<w:shd w:val="clear" w:fill="FFFF00"/>'))),
    "a word shaded with a pattern": (
        p("Ring i dag"),
        p("Ring ", r("i dag", look='<w:shd w:val="pct25" w:fill="auto"/>')),
    ),
    "another word struck out": (p("Ring ", r("i dag", look="<w:strike/>")), p(r("Ring", look="<w:strike/>"), " i dag")),
    "highlighted besides": (
        p(r("Ring", look="<w:strike/>")),
        p(r("Ring", look='<w:strike/><w:highlight w:val="red"/>')),
    ),
    "an insertion on record": (p("Ring i dag"), p("Ring ", f"<w:ins w:id='1' w:author='M'>{r('i dag')}</w:ins>")),
    "a deletion on record": (
        p("Ring i dag"),
        p("Ring ", "<w:del w:id='1' w:author='M'><w:r><w:delText>i dag</w:delText></w:r></w:del>"),
    ),
    "a move on record": (p("Ring i dag"), p("Ring ", f"<w:moveTo w:id='1'>{r('i dag')}</w:moveTo>")),
    "a paragraph's end deleted on record": (
        p("Ring") + p("nu"),
        f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{r('Ring')}</w:p>" + p("nu"),
    ),
    "a row deleted on record": (
        tbl(tr("", ""), columns=2),
        tbl(tr("", ""), columns=2).replace("<w:tr>", "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>"),
    ),
    "a box ticked": (p(checkbox(ticked=False), " ja"), p(checkbox(ticked=True), " ja")),
    "a box ticked in an older form": (p(old_checkbox("")), p(old_checkbox("<w:checked/>"))),
    "a choice in an older form": (p(choice("")), p(choice('<w:result w:val="1"/>'))),
    "a sign of another font": (
        p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'),
        p('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'),
    ),
    "a row taken out": (ONE_TABLE, tbl(tr("ja", "x"), columns=2)),
    "an empty row taken out": (tbl(tr("ja", ""), tr("", ""), columns=2), tbl(tr("ja", ""), columns=2)),
    "a cross in another cell": (ONE_TABLE, tbl(tr("ja", ""), tr("nej", "x"), columns=2)),
    "a cross in another cell of its row": (
        tbl(tr("ja/nej", "x", ""), columns=3),
        tbl(tr("ja/nej", "", "x"), columns=3),
    ),
    "a row made two": (tbl(tr("ja", "x"), columns=2), tbl(tr("ja"), tr("x"), columns=2)),
    "a line moved out of the table": (tbl(tr("ja", tc("x", "y")), columns=2), tbl(tr("ja", "x"), columns=2) + p("y")),
    "words in a text box": (p(box(p("Ring"))), p(box(p("Ring ikke")))),
    "a text box added": (p("Husk"), p("Husk", box(p("Ring")))),
    "ink added": (
        p("Husk"),
        p(
            "Husk",
            '<w:r><mc:AlternateContent><mc:Choice Requires="wpi"><w:drawing><w14:contentPart '
            'r:id="x"/></w:drawing></mc:Choice></mc:AlternateContent></w:r>',
        ),
    ),
    "more ink in the same frame": (
        p('<w:r><w:drawing><w14:contentPart r:id="x"/></w:drawing></w:r>'),
        p('<w:r><w:drawing><w14:contentPart r:id="x"/><w14:contentPart r:id="y"/></w:drawing></w:r>'),
    ),
    "ink without a frame": (p("Husk"), p("Husk", '<w:r><w:contentPart r:id="x"/></w:r>')),
    "an embedded thing": (p("Husk"), p("Husk", "<w:r><w:object/></w:r>")),
    "a watermark's words": (
        p('<w:r><w:pict><v:shape><v:textpath string="KLADDE"/></v:shape></w:pict></w:r>'),
        p('<w:r><w:pict><v:shape><v:textpath string="ENDELIG"/></v:shape></w:pict></w:r>'),
    ),
    "a page number taken out": (p("side ", field("PAGE", "1")), p("side")),
    "a page number typed over": (p("side ", field("PAGE", "1")), p("side 1")),
    "a result that is typed, not computed": (p(field("FORMTEXT", "ja")), p(field("FORMTEXT", "nej"))),
    "a picture's words": (
        p(picture(1, "k").replace("<wp:docPr", '<wp:docPr descr="Kompas: bolig 3"')),
        p(picture(1, "k").replace("<wp:docPr", '<wp:docPr descr="Kompas: bolig 4"')),
    ),
}


@pytest.mark.parametrize("case", SAVED_ANEW)
def test_what_a_program_changes_by_itself_is_no_edit(case: str) -> None:
    before, after = SAVED_ANEW[case]
    assert content_of(docx(before), ending=DOCX) == content_of(docx(after), ending=DOCX)


@pytest.mark.parametrize("case", EDITED)
def test_what_a_person_changes_is_an_edit(case: str) -> None:
    before, after = docx(EDITED[case][0]), docx(EDITED[case][1])
    bytes_alone = {hashlib.sha256(data).hexdigest() for data in (before, after)}
    assert not same(before, after)
    assert bytes_alone.isdisjoint(content_of(data, ending=DOCX).hashes[0] for data in (before, after))


def test_headers_may_be_repeated_renamed_and_in_another_order() -> None:
    before = docx(p("a"), section=HEADER + EVEN.replace("even", "default"), parts=TWO)
    again = {"header7": TWO["header2"], "header8": TWO["header1"], "header9": TWO["header1"]}
    uses = "".join(f'<w:headerReference w:type="default" r:id="{name}"/>' for name in again)
    after = docx(p("a"), section=uses, parts=again)
    assert content_of(before, ending=DOCX) == content_of(after, ending=DOCX)
    assert not same(before, docx(p("a"), section=HEADER, parts=TWO))
    assert not same(before, docx(p("a"), section=HEADER + EVEN, parts={**TWO, "header1": p("Sag 25-015")}))


def test_a_header_that_no_page_shows_is_read_but_no_edit() -> None:
    before = docx(p("a"), section=HEADER + EVEN, parts=TWO)
    after = docx(p("a"), section=HEADER, parts={"header1": TWO["header1"]})
    assert same(before, after)
    assert paragraphs_of(before, ending=DOCX) == ("a", "Sag 25-014", "Forside")


def test_headers_of_even_pages_that_are_switched_off_do_not_count() -> None:
    off = {"word/settings.xml": f'<w:settings {NS}><w:evenAndOddHeaders w:val="false"/></w:settings>'.encode()}
    other = {**TWO, "header2": p("Bagside")}
    before, after = (docx(p("a"), section=HEADER + EVEN, parts=parts, more=off) for parts in (TWO, other))
    assert same(before, after)


@pytest.mark.parametrize(
    ("section", "settings"),
    [
        pytest.param(HEADER + EVEN.replace("even", "first") + "<w:titlePg/>", "", id="first page"),
        pytest.param(HEADER + EVEN, "<w:evenAndOddHeaders/>", id="even pages"),
    ],
)
def test_a_header_of_first_or_even_pages_counts_where_they_have_their_own(section: str, settings: str) -> None:
    more = {"word/settings.xml": f"<w:settings {NS}>{settings}</w:settings>".encode()}
    other = {**TWO, "header2": p("Bagside")}
    assert not same(
        docx(p("a"), section=section, parts=TWO, more=more), docx(p("a"), section=section, parts=other, more=more)
    )


def test_a_footer_is_no_header() -> None:
    assert not same(
        docx(p("a"), section=HEADER, parts={"header1": p("b")}), docx(p("a"), section=FOOTER, parts={"footer1": p("b")})
    )


def test_notes_may_be_numbered_anew_and_a_changed_one_is_an_edit() -> None:
    text = p("Hun", call(2), " og han", call(1))
    before = paper(text, footnotes=footnote(1, "ham") + footnote(2, "hende") + footnote(9, "aldrig kaldt"))
    after = paper(p("Hun", call(1), " og han", call(2)), footnotes=footnote(1, "hende") + footnote(2, "ham"))
    assert same(before, after)
    assert paragraphs_of(before, ending=DOCX) == ("Hun og han", "hende", "ham", "aldrig kaldt")
    assert not same(before, paper(text, footnotes=footnote(1, "ham") + footnote(2, "Hende")))
    assert not same(before, paper(p("Hun og han")))
    assert not same(
        paper(p(call(1), "ab"), footnotes=footnote(1, "x")), paper(p("ab", call(1)), footnotes=footnote(1, "x"))
    )


def test_comments_may_be_numbered_anew_and_one_added_or_changed_is_an_edit() -> None:
    before = paper(p("a"), comments=comment(1, "ring") + comment(2, "skriv"))
    assert content_of(before, ending=DOCX) == content_of(
        paper(p("a"), comments=comment(0, "skriv") + comment(1, "ring")), ending=DOCX
    )
    assert paragraphs_of(before, ending=DOCX) == ("a", "ring", "skriv")
    assert not same(before, paper(p("a"), comments=comment(1, "ring") + comment(2, "skriv!")))
    assert not same(paper(p("a")), paper(p("a"), comments=comment(1, "")))
    assert same(paper(p("a")), paper(p("a"), comments=""))


def test_words_in_charts_count() -> None:
    def chart(word: str) -> bytes:
        xml = f'<c:chartSpace xmlns:c="{NS_C}" xmlns:a="{NS_A}"><a:t>{word}</a:t><c:v>4</c:v></c:chartSpace>'
        return docx(p("a"), more={"word/charts/c.xml": xml.encode()}, links={"c": ("chart", "charts/c.xml", "")})

    assert paragraphs_of(chart("Bolig"), ending=DOCX) == ("a", "Bolig", "4")
    assert not same(chart("Bolig"), chart("Økonomi"))


NS_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NS_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def test_a_picture_replaced_added_or_taken_out_is_an_edit_and_one_renamed_is_not() -> None:
    shown = p("Foto", picture(1, "foto"))
    before = docx(shown, more=PNG, links=IMAGE)
    renamed = docx(
        shown.replace('r:embed="billede"', 'r:embed="rId9"')
        .replace('id="1"', 'id="44"')
        .replace('cx="900000"', 'cx="900113"'),
        more={"word/media/image7.png": PNG["word/media/image1.png"]},
        links={"rId9": ("image", "/word/media/image7.png", "")},
    )
    assert content_of(before, ending=DOCX) == content_of(renamed, ending=DOCX)
    assert not same(before, docx(shown, more={"word/media/image1.png": b"another"}, links=IMAGE))
    assert not same(before, docx(p("Foto"), more=PNG, links=IMAGE))
    assert not same(before, docx(p("Foto", picture(1, "foto"), picture(2, "foto")), more=PNG, links=IMAGE))
    assert not same(before, docx(shown))
    elsewhere = [{"billede": ("image", f"https://example.org/{name}.png", "External")} for name in "ab"]
    assert not same(docx(shown), docx(shown, links=elsewhere[0]))
    assert not same(docx(shown, links=elsewhere[1]), docx(shown, links=elsewhere[0]))


def test_a_picture_of_older_programs_counts_by_its_bytes() -> None:
    shown = p('<w:r><w:pict><v:shape><v:imagedata r:id="billede"/></v:shape></w:pict></w:r>')
    before = docx(shown, more=PNG, links=IMAGE)
    assert not same(before, docx(shown, more={"word/media/image1.png": b"another"}, links=IMAGE))


def test_cutting_a_picture_is_an_edit_and_rounding_the_cut_is_not() -> None:
    def cut(left: int) -> bytes:
        shown = (
            picture(1, "foto")
            .replace("<pic:spPr/>", "")
            .replace("</pic:blipFill>", f'<a:srcRect l="{left}"/></pic:blipFill>')
        )
        return docx(p(shown), more=PNG, links=IMAGE)

    assert same(cut(0), docx(p(picture(1, "foto")), more=PNG, links=IMAGE))
    assert same(cut(25000), cut(25010))
    assert not same(cut(0), cut(25000))


def test_of_a_drawn_picture_either_the_pixels_or_the_drawing_may_be_another_s_but_not_both() -> None:
    before = drawn()
    assert len(content_of(before, ending=DOCX).hashes) == 2
    assert same(before, drawn(drawing=None))  # LibreOffice 7 drops the drawing
    assert same(before, drawn(pixels=b"new pixels"))  # a later one makes pixels from it
    assert not same(before, drawn(pixels=b"new pixels", drawing=b"<svg>other</svg>"))
    assert not same(before, drawn(pixels=b"new pixels", drawing=None))


def test_every_text_of_a_document_is_among_its_paragraphs() -> None:
    made = docx(
        p("Krop ", r("fed", look="<w:b/>"), field("REF x", "henvist"), simple("DOCPROPERTY y", " egenskab")),
        tbl(tr("celle", tc(tbl(tr("indre"), columns=1))), columns=2),
        p(
            "Boks",
            box(p("i boksen")),
            picture(3, "x").replace("<wp:docPr", '<wp:docPr title="overskrift" descr="billedets ord"'),
        ),
        p(
            "<w:hyperlink>" + r("link") + "</w:hyperlink>",
            "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>x²</m:t></m:r></m:oMath>",
        ),
        p(r("skjult", look="<w:vanish/>"), "<w:del w:id='1'><w:r><w:delText>slettet</w:delText></w:r></w:del>"),
        section=HEADER + FOOTER,
        parts={"header1": p("hoved"), "footer1": p("fod")},
        title="Titlen",
    )
    assert paragraphs_of(made, ending=DOCX) == (
        "Krop fedhenvist egenskab",
        "celle",
        "indre",
        "Boks",
        "i boksen",
        "overskrift",
        "billedets ord",
        "linkx²",
        "skjultslettet",
        "hoved",
        "fod",
        "Titlen",
    )


def test_the_title_counts_and_other_properties_do_not() -> None:
    before = template("tekst", title="Plan")
    assert not same(before, template("tekst", title="Planen"))
    parts = unzipped(before)
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"Mads Malerforfatter", b"Word")
    assert same(before, zipped(parts))


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zs", "Zl", "Zp"], exclude_characters="\xad"),
    min_size=1,
    max_size=30,
)
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def _runs(text: str) -> str:
    return r("".join(_ESCAPED.get(sign, sign) for sign in text)).replace("<w:t>", '<w:t xml:space="preserve">')


@given(words, st.lists(st.integers(0, 30), max_size=6))
def test_cutting_runs_anywhere_never_changes_the_content(text: str, cuts: list[int]) -> None:
    text = f"{text} {text[::-1]}"
    at = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    pieces = [_runs(text[start:end]) for start, end in pairwise(at)]
    assert content_of(docx(p(_runs(text))), ending=DOCX) == content_of(docx(p(*pieces)), ending=DOCX)


@given(words, st.data())
def test_changing_any_one_character_always_does(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(words.map(lambda drawn: drawn[0]).filter(lambda sign: sign != text[at]))
    changed = text[:at] + other + text[at + 1 :]
    assert content_hash(docx(p(_runs(text))), ending=DOCX) != content_hash(docx(p(_runs(changed))), ending=DOCX)


def saved_by_word(data: bytes) -> bytes:
    """The document as Word saves it when nobody has typed, after the standard: there is no Word here to ask."""
    parts = {name: content for name, content in unzipped(data).items() if not name.startswith("docProps/app")}
    for name, content in parts.items():
        if re.match(r"word/(document|header|footer)", name):
            parts[name] = _by_word(content.decode()).encode()
    relations_of = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = re.sub(r'Id="(\w+)"', r'Id="rIdW\1"', relations_of).encode()
    settings = parts["word/settings.xml"].decode()
    rsids = '<w:rsids><w:rsidRoot w:val="00C31D2B"/><w:rsid w:val="00C31D2B"/></w:rsids>'
    parts["word/settings.xml"] = re.sub(r"(</w:settings>)", rsids + r"\1", settings).encode()
    parts["docProps/core.xml"] = re.sub(
        rb"</cp:coreProperties>",
        b"<cp:lastModifiedBy>Mads</cp:lastModifiedBy></cp:coreProperties>",
        parts["docProps/core.xml"],
    )
    return zipped(dict(reversed(parts.items())))


def _by_word(xml: str) -> str:
    xml = re.sub(
        r"<w:p>", '<w:p w:rsidR="00C31D2B" w:rsidRDefault="00C31D2B" w14:paraId="5D1E02AF" w14:textId="77777777">', xml
    )
    xml = re.sub(r"<w:r>", '<w:r w:rsidRPr="00A9">', xml)
    xml = re.sub(
        r"<w:t(?: [^>]*)?>([^<]* )([^< ]+)</w:t></w:r>",
        r'<w:t xml:space="preserve">\1</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00B7"><w:rPr><w:lang '
        r'w:val="da-DK"/></w:rPr><w:lastRenderedPageBreak/><w:t>\2</w:t></w:r><w:proofErr w:type="spellEnd"/>',
        xml,
    )
    xml = re.sub(r"(fldCharType=\"separate\"/></w:r>\s*<w:r[^>]*><w:t>)\d+", r"\g<1>7", xml)
    return re.sub(r'(r:(?:id|embed))="(\w+)"', r'\1="rIdW\2"', xml)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demo") / "d"
    language.activate("en")
    assert cli.run(["demo", str(folder)]) == 0
    yield folder


@pytest.fixture(scope="module")
def papers(demo: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((demo / "output").rglob("*.docx"))}


@pytest.mark.slow
def test_no_paper_saved_as_word_saves_it_is_edited(papers: Mapping[str, bytes]) -> None:
    for name, data in papers.items():
        saved = saved_by_word(data)
        assert saved != data
        assert content_of(saved, ending=DOCX) == content_of(data, ending=DOCX), name


@pytest.mark.slow
def test_each_paper_of_the_demo_has_a_content_of_its_own(papers: Mapping[str, bytes]) -> None:
    hashes = [each for data in papers.values() for each in content_of(data, ending=DOCX).hashes]
    assert len(hashes) == len(set(hashes)) > len(papers)  # those with a compass have two


@pytest.mark.slow
@needs_office
def test_no_paper_opened_and_saved_by_libreoffice_is_edited_and_one_word_more_is(
    papers: Mapping[str, bytes], demo: Path, tmp_path: Path
) -> None:
    saved = _all_saved(sorted((demo / "output").rglob("*.docx")), tmp_path)
    assert saved.keys() == papers.keys()
    for name, data in saved.items():
        assert data != papers[name]
        assert same(papers[name], data), name
        assert paragraphs_of(papers[name], ending=DOCX) == paragraphs_of(data, ending=DOCX), name
        edited = {
            part: re.sub(rb">([^<>]*\w)</w:t>", rb">\1 nu</w:t>", content, count=1)
            if part in ("word/document.xml", "word/footer1.xml")
            else content
            for part, content in unzipped(data).items()
        }
        assert not same(papers[name], zipped(edited)), name


def _all_saved(paths: list[Path], folder: Path) -> dict[str, bytes]:
    """What LibreOffice saves of each, by name."""
    subprocess.run(
        [
            OFFICE or "",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "docx",
            "--outdir",
            folder / "saved",
            *paths,
        ],
        check=True,
        capture_output=True,
        timeout=500,
    )
    return {path.name: path.read_bytes() for path in (folder / "saved").iterdir()}
