"""LIMITS rows 22–24: what a template brings along besides its text is refused or goes, and nobody is told of."""

import re
from typing import Any

import pytest
from lxml import etree

from tests.render.docx_parts import docx, p, picture, r, tbl, tr
from tests.render.hostile import outcome
from tests.workbooks import unzipped

PLAIN = docx(p("{{ v }}"))
BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
OLE = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
PEOPLE = (
    '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:person w15:author="Mads Malerforfatter"/></w15:people>'
)

LINKED = {
    "a picture": p('<w:r><w:pict><v:shape><v:imagedata r:id="ude"/></v:shape></w:pict></w:r>'),
    "a drawing": p(picture(1, "Logo nr. 1").replace('r:embed="billede"', 'r:link="ude"')),
    "an object": p(
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="ude"/></w:object></w:r>'
    ),
    "a subdocument": p('<w:subDoc r:id="ude"/>'),
    "a frame": p("x"),
    "a chunk": '<w:altChunk r:id="ude"/>',
}
KINDS = {"a picture": "image", "a drawing": "image", "an object": "oleObject", "a subdocument": "subDocument",
         "a frame": "frame", "a chunk": "aFChunk"}  # fmt: skip


def no_strangers(made: dict[str, bytes]) -> None:
    """Assert that nothing refers outside but hyperlinks, and nothing to a relation that is not there."""
    for name, data in made.items():
        if name.endswith(".rels"):
            outside = [e for e in etree.fromstring(data) if e.get("TargetMode") == "External"]
            assert all(str(e.get("Type")).endswith("/hyperlink") for e in outside), name
        elif name.startswith("word/") and name.endswith(".xml"):
            folder, _slash, file = name.rpartition("/")
            relations = made.get(f"{folder}/_rels/{file}.rels", b"<x/>")
            known = {e.get("Id") for e in etree.fromstring(relations)}
            used = {value for e in etree.fromstring(data).iter(etree.Element) for key, value in e.attrib.items()
                    if key.startswith(f"{{{OFFICE}}}")}  # fmt: skip
            assert used <= known, name


@pytest.mark.parametrize("what", LINKED)
def test_row_22_what_is_fetched_from_elsewhere_is_refused_or_goes(what: str) -> None:
    target = "https://spor.example.org/x?id=1"
    made = outcome(docx(p("{{ v }}"), LINKED[what], links={"ude": (KINDS[what], target, "External")}), {"v": "x"})
    if made is not None:
        no_strangers(made)
        assert b"spor.example.org" not in b"".join(made.values())


@pytest.mark.parametrize("element", ["attachedTemplate", "mailMerge", "saveThroughXslt", "docVars"])
def test_row_22_the_settings_name_no_other_file(element: str) -> None:
    inside = {
        "attachedTemplate": '<w:attachedTemplate r:id="ude"/>', "saveThroughXslt": '<w:saveThroughXslt r:id="ude"/>',
        "mailMerge": '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:query w:val="SELECT * FROM `HEMMELIG`"/>'
                     '<w:dataSource r:id="ude"/></w:mailMerge>',
        "docVars": '<w:docVars><w:docVar w:name="forfatter" w:val="HEMMELIG"/></w:docVars>',
    }[element]  # fmt: skip
    settings = unzipped(PLAIN)["word/settings.xml"].decode().replace("</w:settings>", f"{inside}</w:settings>")
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="ude" '
        f'Type="{OFFICE}/{element}" Target="file:///C:/HEMMELIG/Normal.dotm" TargetMode="External"/></Relationships>'
    )
    more = {"word/settings.xml": settings.encode(), "word/_rels/settings.xml.rels": relations.encode()}
    made = outcome(docx(p("{{ v }}"), more=more), {"v": "x"})
    if made is not None:
        no_strangers(made)
        assert b"HEMMELIG" not in b"".join(made.values())


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODES = [
    'DDEAUTO c:\\windows\\cmd.exe "/k calc"', "DDE Excel x", 'INCLUDEPICTURE "https://spor.example.org/x" \\d',
    'INCLUDETEXT "\\\\server\\x.docx"', 'IMPORT "https://spor.example.org/x"', 'LINK Excel.Sheet.8 "x"',
    'DATABASE \\d "x"', 'RD "c:\\x.docx"',
]  # fmt: skip


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.split()[0])
@pytest.mark.parametrize("how", ["simple", "long", "split"])
def test_row_22_a_field_that_fetches_or_starts_something_is_refused_or_goes(code: str, how: str) -> None:
    plain = code.replace('"', "&quot;")
    half = len(code) // 3
    long = [FIELD.format("begin"), *(f"<w:r><w:instrText>{c}</w:instrText></w:r>" for c in (code[:half], code[half:])),
            FIELD.format("separate"), r("vist"), FIELD.format("end")]  # fmt: skip
    paragraph = {
        "simple": p(f'<w:fldSimple w:instr="{plain}">{r("vist")}</w:fldSimple>'),
        "long": p(FIELD.format("begin"), f"<w:r><w:instrText>{code}</w:instrText></w:r>", FIELD.format("end")),
        "split": p(*long),
    }[how]
    made = outcome(docx(p("{{ v }}"), paragraph), {"v": "x"})
    words = "".join(etree.fromstring(made[BODY]).itertext()) + str(made[BODY]) if made else ""
    assert code.split()[0] not in words


def test_row_22_a_link_that_she_can_click_stays() -> None:
    link = p('<w:hyperlink r:id="ude"><w:r><w:t>{{ v }}</w:t></w:r></w:hyperlink>')
    made = outcome(docx(link, links={"ude": ("hyperlink", "https://levudenvold.dk/", "External")}), {"v": "x"})
    assert made and b"https://levudenvold.dk/" in made[RELATIONS]


ACTIVE = {
    "macros": ("word/vbaProject.bin", f"{MICROSOFT}/vbaProject"),
    "macros by another name": ("word/x.bin", f"{MICROSOFT}/vbaProject"),
    "macros in other letters": (
        "word/VBAPROJECT.bin",
        f"{MICROSOFT}/vbaProject",
    ),
    "an object": ("word/embeddings/oleObject1.bin", f"{OFFICE}/oleObject"),
    "an object elsewhere": ("word/media/x.bin", f"{OFFICE}/oleObject"),
    "a workbook": ("word/embeddings/Ark1.xlsx", f"{OFFICE}/package"),
    "a control": ("word/activeX/activeX1.xml", f"{OFFICE}/control"),
    "a control elsewhere": ("word/x.xml", f"{OFFICE}/control"),
    "a chunk": ("word/afchunk.mht", f"{OFFICE}/aFChunk"),
    "a toolbar": (
        "word/customizations.xml",
        f"{MICROSOFT}/keyMapCustomizations",
    ),
    "a ribbon": ("customUI/customUI.xml", f"{MICROSOFT}/ui/extensibility"),
}


@pytest.mark.parametrize("what", ACTIVE)
def test_row_23_macros_objects_and_controls_are_refused_or_go(what: str) -> None:
    part, kind = ACTIVE[what]
    relations = unzipped(PLAIN)[RELATIONS].decode()
    target = part.removeprefix("word/") if part.startswith("word/") else f"/{part}"
    entry = f'<Relationship Id="aktiv" Type="{kind}" Target="{target}"/></Relationships>'
    more = {part: b"<x>AKTIVT</x>", RELATIONS: relations.replace("</Relationships>", entry).encode()}
    made = outcome(docx(p("{{ v }}"), more=more), {"v": "x"})
    assert made is None or b"AKTIVT" not in b"".join(made.values())


WHO = 'w:id="{}" w:author="Mads Malerforfatter" w:date="2025-01-01T00:00:00Z"'
TRACKED = (
    p(f"<w:ins {WHO.format(1)}>{r('ind')}</w:ins>",
      f"<w:del {WHO.format(2)}><w:r><w:delText>VÆK</w:delText></w:r></w:del>"),
    p(f"<w:moveTo {WHO.format(3)}>{r('til')}</w:moveTo>", f"<w:moveFrom {WHO.format(4)}>{r('VÆK')}</w:moveFrom>"),
    p(f"<w:r><w:rPr><w:b/><w:rPrChange {WHO.format(5)}><w:rPr/></w:rPrChange></w:rPr><w:t>fed</w:t></w:r>"),
    f"<w:p><w:pPr><w:rPr><w:ins {WHO.format(6)}/></w:rPr><w:pPrChange {WHO.format(7)}><w:pPr/></w:pPrChange></w:pPr>"
    "</w:p>",
    tbl(f"<w:tr><w:trPr><w:ins {WHO.format(8)}/></w:trPr><w:tc><w:tcPr><w:cellIns {WHO.format(9)}/></w:tcPr><w:p/>"
        "</w:tc></w:tr>", tr("a"), columns=1),
    p('<w:commentRangeStart w:id="0"/>', "{{ v }}", '<w:commentRangeEnd w:id="0"/>',
      '<w:r><w:commentReference w:id="0"/></w:r>'),
)  # fmt: skip


def test_row_24_tracked_changes_and_comments_are_refused_or_go_and_no_author_is_told() -> None:
    comment = f"<w:comment {WHO.format(0)} w:initials='MM'>{p('Kommentar')}</w:comment>"
    heads = {"header1": "".join(TRACKED[:3])}
    root = unzipped(PLAIN)["word/styles.xml"].decode().split("<w:style ")[0]
    namespaces = root[root.index("<w:styles") + len("<w:styles") : root.rindex(">")]
    made = outcome(
        docx(
            *TRACKED, section='<w:headerReference w:type="default" r:id="header1"/>', parts=heads,
            footnotes=f'<w:footnote w:id="1">{"".join(TRACKED[:3])}</w:footnote>',
            links={"k": ("comments", "comments.xml", ""), "p": ("people", "people.xml", "")},
            more={"word/comments.xml": f"<w:comments {namespaces}>{comment}</w:comments>".encode(),
                  "word/people.xml": PEOPLE.encode()},
        ),
        {"v": "x"},
    )  # fmt: skip
    if made is not None:
        everything = b"".join(made.values()).decode()
        assert not re.findall(r"Mads Malerforfatter|Skabelonfirma|VÆK|Kommentar|w:author|w:initials", everything)
        no_strangers(made)
        assert all(word in "".join(etree.fromstring(made[BODY]).itertext()) for word in ("ind", "til", "fed"))


def test_row_24_no_session_no_printer_and_no_thumbnail_tells_of_the_template_s_author() -> None:
    settings = unzipped(PLAIN)["word/settings.xml"].decode()
    more: dict[str, Any] = {
        "word/settings.xml": settings.replace("</w:settings>", '<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids>'
                                              "</w:settings>").encode(),
        "docProps/thumbnail.jpeg": b"00A1B2C3", "word/printerSettings1.bin": b"00A1B2C3",
        "customXml/item1.xml": b"<a>00A1B2C3</a>",
    }  # fmt: skip
    made = outcome(docx(p("{{ v }}").replace("<w:p>", '<w:p w:rsidR="00A1B2C3">'), more=more), {"v": "x"})
    assert made is not None
    assert b"00A1B2C3" not in b"".join(made.values())
