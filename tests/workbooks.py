"""Workbooks as parts: small ones written by hand, and what is in a finished one."""

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
VALIDATOR = REPOSITORY / "node_modules" / ".bin" / "ooxml-validator"
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
needs_validator = pytest.mark.skipif(not VALIDATOR.exists(), reason="the Open XML validator is not installed")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(workbook: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def bare_parts(sheet: str = "<sheetData/>", *, main: str = MAIN, r: str = R) -> dict[str, str]:
    """The fewest parts a workbook can have, with one sheet Kompas: no styles, no comments, no shared strings."""
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": relations({"rId1": (f"{r}/officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{r}"><sheets>'
        '<sheet name="Kompas" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations({"rId1": (f"{r}/worksheet", "/xl/worksheets/sheet1.xml")}),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}" xmlns:r="{r}">{sheet}</worksheet>',
    }


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations: id -> (type, target)."""
    entries = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{to}"/>' for i, (t, to) in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def validator_errors(path: Path) -> set[tuple[str, str, str]]:
    """What Microsoft's validator finds: what, in which part, where."""
    ran = subprocess.run([VALIDATOR, path], capture_output=True, text=True, check=False)
    return {(e["description"], e.get("path") or "", e.get("xPath") or "") for e in json.loads(ran.stdout)["errors"]}


def converted(path: Path, to: str, *, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format ("pdf", "xlsx"), in a new folder."""
    out = folder / f"as-{to}-{path.stem}"
    subprocess.run(
        [OFFICE or "", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", to,
         "--outdir", out, path],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return out / f"{path.stem}.{to}"
