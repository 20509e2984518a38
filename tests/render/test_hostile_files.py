"""LIMITS rows 18–24: what is no ordinary Word file, or carries something, is told apart, refused or made harmless."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest
from lxml import etree

from ctidocs.problems import CtidocsError
from ctidocs.render.word import Template
from tests.render.docx_parts import docx, p, picture, r, tbl, tr
from tests.render.hostile import MEGABYTES, SECONDS, needs_linux, outcome, tried
from tests.workbooks import bare_parts, unzipped, zipped

PLAIN = docx(p("{{ v }}"))
BODY, TYPES, RELATIONS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def typed(content_type: bytes) -> bytes:
    """A Word file that says it is something else."""
    parts = unzipped(PLAIN)
    return zipped(parts | {TYPES: parts[TYPES].replace(DOCUMENT, content_type)})


def encrypted() -> bytes:
    """A Word file that Word protected with a password."""
    office, buffer = msoffcrypto.OfficeFile(io.BytesIO(PLAIN)), io.BytesIO()
    office.encrypt("kode", buffer)
    return buffer.getvalue()


def strict() -> bytes:
    """A Word file saved as Strict Open XML."""
    usual = b"http://schemas.openxmlformats.org/"
    names = {b"wordprocessingml/2006/main": b"wordprocessingml/main",
             b"officeDocument/2006/relationships": b"officeDocument/relationships"}  # fmt: skip
    parts = unzipped(PLAIN)
    for name, data in parts.items():
        for old, new in names.items():
            data = data.replace(usual + old, b"http://purl.oclc.org/ooxml/" + new)
        parts[name] = data
    return zipped(parts)


def old_word() -> bytes:
    """The first bytes of a .doc file."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(1000)


OTHERS: dict[str, Callable[[], bytes]] = {
    "a document with macros": lambda: typed(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    "a Word template": lambda: typed(DOCUMENT.replace(b"document.main", b"template.main")),
    "an old Word document": old_word,
    "a LibreOffice document": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    "an RTF document": lambda: b"{\\rtf1\\ansi Til Ida}",
    "a PDF document": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a Strict Open XML document": strict,
    "a document with a password": encrypted,
    "an empty file": lambda: b"",
    "a file that was cut": lambda: PLAIN[: len(PLAIN) // 2],
    "an Excel workbook": lambda: zipped(bare_parts()),
    "a text": lambda: "Kære Ida".encode(),
}  # fmt: skip


def told(source: Path | bytes) -> CtidocsError:
    with pytest.raises(CtidocsError) as caught:
        Template(source, name="brev.docx").fill({"v": "x"})
    return caught.value


def test_row_18_each_thing_that_is_no_word_document_has_its_own_sentence_and_a_hint(tmp_path: Path) -> None:
    (tmp_path / "mappe.docx").mkdir()
    errors = [told(build()) for build in OTHERS.values()]
    errors += [told(tmp_path / "mappe.docx"), told(tmp_path / "ingen.docx")]
    sentences = [error.message for error in errors]
    assert len(set(sentences)) == len(sentences)
    assert all("brev.docx" in error.message and error.hint for error in errors)


@pytest.mark.parametrize("kept", range(0, len(PLAIN), 211))
def test_row_18_a_file_that_was_cut_anywhere_is_refused(kept: int) -> None:
    told(PLAIN[:kept])


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'
XXE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'
RICH = docx(
    p("{{ v }}"), section='<w:headerReference w:type="default" r:id="header1"/>', parts={"header1": p("{{ v }}")},
    footnotes=f'<w:footnote w:id="1">{p("x")}</w:footnote>',
)  # fmt: skip


def declared(data: bytes, doctype: str) -> bytes:
    """A part with a DOCTYPE in front."""
    text = data.decode()
    at = text.index("?>") + 2 if text.startswith("<?xml") else 0
    return (text[:at] + doctype + text[at:]).encode()


@pytest.mark.parametrize("part", unzipped(RICH))
def test_row_19_a_doctype_in_any_part_is_refused(part: str) -> None:
    parts = unzipped(RICH)
    for doctype in (DOCTYPE, XXE, LAUGHS, f"<!-- {'x' * 9000} -->{DOCTYPE}", DOCTYPE.replace("[", "\n[")):
        told(zipped(parts | {part: declared(parts[part], doctype)}))


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_row_19_a_doctype_in_another_coding_is_refused(coding: str) -> None:
    text = unzipped(PLAIN)[BODY].decode().replace("UTF-8", "UTF-16")
    told(zipped(unzipped(PLAIN) | {BODY: declared(text.encode(), DOCTYPE).decode().encode(coding)}))


def test_row_19_a_doctype_in_a_drawing_is_refused_or_goes() -> None:
    svg = f'<?xml version="1.0"?>{LAUGHS}<svg xmlns="http://www.w3.org/2000/svg"><text>&c;</text></svg>'
    data = docx(p("{{ v }}", picture(1, "Logo nr. 1")), links={"billede": ("image", "media/image1.svg", "")},
                more={"word/media/image1.svg": svg.encode()})  # fmt: skip
    made = outcome(data, {"v": "x"})
    assert made is None or b"<!DOCTYPE" not in made["word/media/image1.svg"]


def bomb(member: str, megabytes: int) -> bytes:
    """A Word file of which one member is unpacked so large."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in unzipped(PLAIN).items():
            if name != member:
                archive.writestr(name, data)
        with archive.open(member, "w", force_zip64=True) as stream:
            stream.write(b"<x>")
            for _ in range(megabytes):
                stream.write(b" " * 1_000_000)
            stream.write(b"</x>")
    return buffer.getvalue()


def lying(data: bytes, *, size: int) -> bytes:
    """The zip with each directory entry saying that its member unpacks to so many bytes."""
    at = data.find(b"PK\1\2")
    while at >= 0:
        data = data[: at + 24] + struct.pack("<L", size) + data[at + 28 :]
        at = data.find(b"PK\1\2", at + 4)
    return data


def nested(depth: int) -> bytes:
    """A Word file with a zip in it, in which is a zip …"""
    inner = b"0" * 1_000_000
    for _ in range(depth):
        inner = zipped({"a": inner, "b": inner})
    return zipped(unzipped(PLAIN) | {"word/media/image1.png": inner})


BOMBS: dict[str, Callable[[], bytes]] = {
    "a body of 600 MB": lambda: bomb(BODY, 600),
    "a picture of 1 GB": lambda: bomb("word/media/image1.png", 1000),
    "styles of 300 MB": lambda: bomb("word/styles.xml", 300),
    "a body of 300 MB that says it is small": lambda: lying(bomb(BODY, 300), size=1000),
    "a body that says it is 4 GB": lambda: lying(PLAIN, size=0xFFFFFFFE),
    "10,000 members": lambda: zipped(unzipped(PLAIN) | {f"word/x{n}.xml": "<x/>" for n in range(10_000)}),
    "a zip in a zip": lambda: nested(6),
    "elements 200,000 deep": lambda: zipped(unzipped(PLAIN) | {BODY: "<a>" * 200_000 + "</a>" * 200_000}),
    "an element with 200,000 attributes": lambda: zipped(
        unzipped(PLAIN) | {BODY: "<a " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>"}
    ),
    "3,000,000 empty paragraphs": lambda: docx("<w:p/>" * 3_000_000),
    "500,000 tags": lambda: docx(p("{{ v }}" * 500_000)),
    "5,000 headers": lambda: docx(p("x"), parts={f"header{n}": p("{{ v }}") for n in range(5_000)}),
}


@pytest.mark.slow
@needs_linux
@pytest.mark.parametrize("name", BOMBS)
def test_row_20_a_zip_bomb_is_refused_or_harmless_in_little_time_and_memory(name: str) -> None:
    (end,) = tried({name: BOMBS[name]()}, {"v": "x", "navn": "x", "tal": 1}).values()
    assert end.end.startswith(("refused:", "made:"))
    assert end.seconds < SECONDS
    assert end.megabytes < MEGABYTES


def appended(*members: tuple[str, bytes]) -> bytes:
    """The Word file with more members, also where it has one of that name."""
    buffer = io.BytesIO(PLAIN)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name",
    [BODY, "Word/Document.xml", "WORD/DOCUMENT.XML", TYPES, "../ude.xml", "word/../../ude.xml", "/tmp/ude.xml", "..\\ude.xml",
     "C:/ude.xml", "C:\\ude.xml", "\\\\server\\ude.xml", "word//document.xml", "word/./document.xml", "./word/document.xml",
     "word/document.xml/", "word/document.xml\0.png", "..", "word/%2e%2e/%2e%2e/ude.xml"],
)  # fmt: skip
def test_row_21_members_of_one_name_or_outside_the_file_are_refused_or_ignored(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = outcome(appended((name, b"<w:document>SKJULT</w:document>")), {"v": "synlig"})
    assert list(tmp_path.iterdir()) == []
    if made is not None:
        assert b"synlig" in made[BODY]
        folded = [part.casefold() for part in made]
        assert len(set(folded)) == len(folded)
        assert not [part for part in made if part.startswith("/") or "\\" in part or ".." in part.split("/")]


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
CODES = ["DDEAUTO c:\\\\windows\\\\cmd.exe \"/k calc\"", "DDE Excel x", "INCLUDEPICTURE \"https://spor.example.org/x\" \\d",
         "INCLUDETEXT \"\\\\\\\\server\\\\x.docx\"", "IMPORT \"https://spor.example.org/x\"", "LINK Excel.Sheet.8 \"x\"",
         "DATABASE \\d \"x\"", "RD \"c:\\\\x.docx\"", "MACROBUTTON x y", "AUTOTEXT x", "GOTOBUTTON x y"]  # fmt: skip


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
    "macros": ("word/vbaProject.bin", "http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
    "macros by another name": ("word/x.bin", "http://schemas.microsoft.com/office/2006/relationships/vbaProject"),
    "macros in other letters": (
        "word/VBAPROJECT.bin",
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
    ),
    "an object": ("word/embeddings/oleObject1.bin", f"{OFFICE}/oleObject"),
    "an object elsewhere": ("word/media/x.bin", f"{OFFICE}/oleObject"),
    "a workbook": ("word/embeddings/Ark1.xlsx", f"{OFFICE}/package"),
    "a control": ("word/activeX/activeX1.xml", f"{OFFICE}/control"),
    "a control elsewhere": ("word/x.xml", f"{OFFICE}/control"),
    "a chunk": ("word/afchunk.mht", f"{OFFICE}/aFChunk"),
    "a toolbar": (
        "word/customizations.xml",
        "http://schemas.microsoft.com/office/2006/relationships/keyMapCustomizations",
    ),
    "a ribbon": ("customUI/customUI.xml", "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"),
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
    p(f"<w:ins {WHO.format(1)}>{r('ind')}</w:ins>", f"<w:del {WHO.format(2)}><w:r><w:delText>VÆK</w:delText></w:r></w:del>"),
    p(f"<w:moveTo {WHO.format(3)}>{r('til')}</w:moveTo>", f"<w:moveFrom {WHO.format(4)}>{r('VÆK')}</w:moveFrom>"),
    p(f"<w:r><w:rPr><w:b/><w:rPrChange {WHO.format(5)}><w:rPr/></w:rPrChange></w:rPr><w:t>fed</w:t></w:r>"),
    f"<w:p><w:pPr><w:rPr><w:ins {WHO.format(6)}/></w:rPr><w:pPrChange {WHO.format(7)}><w:pPr/></w:pPrChange></w:pPr></w:p>",
    tbl(f"<w:tr><w:trPr><w:ins {WHO.format(8)}/></w:trPr><w:tc><w:tcPr><w:cellIns {WHO.format(9)}/></w:tcPr><w:p/></w:tc></w:tr>",
        tr("a"), columns=1),
    p('<w:commentRangeStart w:id="0"/>', "{{ v }}", '<w:commentRangeEnd w:id="0"/>',
      '<w:r><w:commentReference w:id="0"/></w:r>'),
)  # fmt: skip


def test_row_24_tracked_changes_and_comments_are_refused_or_go_and_no_author_is_told() -> None:
    comment = f"<w:comment {WHO.format(0)} w:initials='MM'>{p('Kommentar')}</w:comment>"
    heads = {"header1": "".join(TRACKED[:3])}
    root = unzipped(PLAIN)["word/styles.xml"].decode().split("<w:style ")[0]
    namespaces = root[root.index("<w:styles") + len("<w:styles") : root.rindex(">")]
    people = '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Mads Malerforfatter"/></w15:people>'
    made = outcome(
        docx(
            *TRACKED, section='<w:headerReference w:type="default" r:id="header1"/>', parts=heads,
            footnotes=f'<w:footnote w:id="1">{"".join(TRACKED[:3])}</w:footnote>',
            links={"k": ("comments", "comments.xml", ""), "p": ("people", "people.xml", "")},
            more={"word/comments.xml": f"<w:comments {namespaces}>{comment}</w:comments>".encode(),
                  "word/people.xml": people.encode()},
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
        "docProps/thumbnail.jpeg": b"00A1B2C3", "word/printerSettings1.bin": b"00A1B2C3", "customXml/item1.xml": b"<a>00A1B2C3</a>",
    }  # fmt: skip
    made = outcome(docx(p("{{ v }}").replace("<w:p>", '<w:p w:rsidR="00A1B2C3">'), more=more), {"v": "x"})
    assert made is not None
    assert b"00A1B2C3" not in b"".join(made.values())
