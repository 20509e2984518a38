"""Word files written by hand, from short words: `docx(p("Til {{ navn }}"), tbl(tr("a", "b"), columns=2))`.

Unlike a library's, every byte of their XML is what the test says: runs that Word has split, marks, boxes, footnotes.
"""

import io
import zipfile
from collections.abc import Mapping

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
    files = {
        f"{name}.xml": (name.rstrip("0123456789"), _root(name, content)) for name, content in (parts or {}).items()
    }
    files["styles.xml"] = ("styles", f"<w:styles {NS}>{_STYLES}</w:styles>")
    files["settings.xml"] = ("settings", f'<w:settings {NS}><w:zoom w:percent="100"/></w:settings>')
    if footnotes:
        lines = _NOTE.format(n=-1, kind="separator") + _NOTE.format(n=0, kind="continuationSeparator")
        files["footnotes.xml"] = ("footnotes", f"<w:footnotes {NS}>{lines}{footnotes}</w:footnotes>")
    body = f"<w:body>{''.join(blocks)}<w:sectPr>{section}</w:sectPr></w:body>"
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
        "word/document.xml": f"<w:document {NS} mc:Ignorable='w14'>{body}</w:document>",
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
        "/docProps/core.xml": _PROPERTIES.format("package.core"),
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
    entries = ""
    for rid, (kind, target, mode) in targets.items():
        where = f' TargetMode="{mode}"' if mode else ""
        entries += f'<Relationship Id="{rid}" Type="{kind}" Target="{target}"{where}/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


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
PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'
