"""LIMITS rows 18–21: what is no ordinary Word file is told apart, and what would fill the machine is refused."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import pytest

from ctidocs.problems import CtidocsError
from ctidocs.render.word import Template
from tests.render.docx_parts import docx, p, picture
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
    "a LibreOffice document": lambda: zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
    ),
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
    [BODY, "Word/Document.xml", "WORD/DOCUMENT.XML", TYPES, "../ude.xml", "word/../../ude.xml", "/tmp/ude.xml",
     "..\\ude.xml", "C:/ude.xml", "C:\\ude.xml", "\\\\server\\ude.xml", "word//document.xml", "word/./document.xml",
     "./word/document.xml", "word/document.xml/", "word/document.xml\0.png", "..", "word/%2e%2e/%2e%2e/ude.xml"],
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
