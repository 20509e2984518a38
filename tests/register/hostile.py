"""Workbooks that no honest program writes, put together from raw parts, and what reading one costs."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from tests.workbooks import MAIN, R, relations

REPOSITORY = Path(__file__).parent.parent.parent
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"
Parts = dict[str, str]


def parts(
    rows: str = "", *, name: str = "Netværk", before: str = "", after: str = "", strings: str = "", book: str = ""
) -> Parts:
    """The parts of a workbook with one sheet. `rows`: inside sheetData; `book`: before the list of sheets.

    Style 1 is a date, style 2 a date with an hour, style 3 an hour.
    """
    forms = "".join(f'<xf numFmtId="{form}" applyNumberFormat="1"/>' for form in (0, 14, 22, 20))
    found = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations({"rId1": (f"{R}/officeDocument", BOOK)}),
        BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{R}">{book}<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        BOOK_LINKS: relations(
            {
                "rId1": (f"{R}/worksheet", "worksheets/sheet1.xml"),
                "rId2": (f"{R}/styles", "styles.xml"),
                "rId3": (f"{R}/sharedStrings", "sharedStrings.xml"),
            }
        ),
        STYLES: f'<styleSheet xmlns="{MAIN}"><cellXfs count="4">{forms}</cellXfs></styleSheet>',
        STRINGS: f'<sst xmlns="{MAIN}">{strings}</sst>',
        SHEET: f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>',
    }
    return {part: f'<?xml version="1.0" encoding="UTF-8"?>\n{content}' for part, content in found.items()}


def row(number: int, *cells: str, start: str = "A", extra: str = "") -> str:
    """A row of cells that are text, each as XML inside its own element."""
    letters = [chr(ord(start) + at) for at in range(len(cells))]
    inside = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip(letters, cells, strict=True)
        if text
    )
    return f'<row r="{number}"{extra}>{inside}</row>'


NETWORK = row(1, "Forløbsnr", "Hvem", "Type", "Formel", "Ring") + row(2, "25-014", "naboen", "nabo")
"""A sheet Netværk with one row."""


def zipped(content: Mapping[str, str | bytes], *, way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", way) as package:
        for name, part in content.items():
            package.writestr(name, part)
    return buffer.getvalue()


def book(rows: str = NETWORK, *, to: Path, **more: str) -> Path:
    """A workbook file with these rows in one sheet; more as for `parts`."""
    to.write_bytes(zipped(parts(rows, **more)))
    return to


def bomb(name: str, pieces: Callable[[], object], count: int, *, first: str = "", last: str = "") -> bytes:
    """A workbook of which one part, `name`, is `pieces()` over and over: small as a zip, and huge unpacked."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for part, content in parts(NETWORK).items():
            if part != name:
                package.writestr(part, content)
        with package.open(name, "w", force_zip64=True) as stream:
            stream.write(first.encode())
            for _piece in range(count):
                piece = pieces()
                stream.write(piece if isinstance(piece, bytes) else str(piece).encode())
            stream.write(last.encode())
    return buffer.getvalue()


_CHILD = """
import json, sys
from pathlib import Path
from ctidocs.problems import CtidocsError
from ctidocs.register.read import read_register
from ctidocs.register.schema import NETWORK
try:
    found, problems = read_register(Path(sys.argv[1]))
    said = [[p.code, str(p.place).partition(":")[2], p.message] for p in problems if p.place.sheet == "Netværk"]
    rows = len(found.rows(NETWORK))
except CtidocsError as error:
    said, rows = error.message, 0
status = Path("/proc/self/status")  # getrusage would count what the parent had when it started us
peak = status.read_text().partition("VmHWM:")[2].split()[0] if status.exists() else "0"
print(json.dumps([said, rows, int(peak) // 1024]))
"""


def read_apart(path: Path, *, seconds: int = 60) -> tuple[object, int, int]:
    """What a process of its own says of the file (a refusal, or the problems of Netværk), its rows, its megabytes."""
    ran = subprocess.run(
        [sys.executable, "-c", _CHILD, path], capture_output=True, encoding="utf-8", timeout=seconds, cwd=REPOSITORY
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    said, rows, megabytes = json.loads(ran.stdout)
    return said, rows, megabytes
