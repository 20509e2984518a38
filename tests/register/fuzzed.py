"""A process that reads one broken copy of a workbook after the other, and says of each what came of it.

Apart, so that a death by signal is seen, and with the number of the copy. To run it:
python -m tests.register.fuzzed FILE KIND SEED FIRST LAST. One line a copy: its number, and "same", "refused", "told" or
"WRONG" with what is wrong.
"""

import io
import random
import re
import sys
import traceback
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from ctidocs.check import check_register
from ctidocs.demo import DEMO_DAY
from ctidocs.problems import CtidocsError
from ctidocs.register.cell import Fault
from ctidocs.register.column import same_header
from ctidocs.register.read import read_register
from ctidocs.register.schema import SHEETS
from ctidocs.register.sheets import grids_of

Values = dict[tuple[int, int], object]
SKIPPED = ("docProps/", "xl/theme/", "xl/drawings/", "xl/comments", "xl/tables/", "xl/worksheets/_rels/")


def main(file: str, kind: str, seed: str, first: str, last: str) -> None:
    """Read the copies number `first` to `last`."""
    whole = Path(file).read_bytes()
    copy = Path(f"{file}-{kind}-{first}.xlsx")
    original = _all_rows(Path(file))
    for number in range(int(first), int(last)):
        chance = random.Random(f"{seed} {number}")
        copy.write_bytes(in_bytes(whole, chance) if kind == "bytes" else in_xml(whole, chance))
        try:
            outcome = same_or_refused(copy, original) if kind == "bytes" else right_or_told(copy)
        except CtidocsError as error:
            outcome = "refused" if error.message and error.hint else "WRONG no sentence"
        except Exception:
            outcome = "WRONG " + " | ".join(traceback.format_exc().splitlines()[-3:])
        sys.stdout.write(f"{number} {outcome}\n")
        sys.stdout.flush()


def in_bytes(whole: bytes, chance: random.Random) -> bytes:
    """A copy of which some bytes are turned, lost, doubled, new or elsewhere, or the end is cut off."""
    data = bytearray(whole)
    for _again in range(chance.choice((1, 1, 1, 2, 5))):
        at, length = chance.randrange(len(data)), chance.choice((1, 1, 2, 4, 30))
        match chance.randrange(7):
            case 0 | 1:
                data[at] ^= 1 << chance.randrange(8)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = chance.randbytes(length)
            case 4:
                other = chance.randrange(len(data))
                data[at], data[other] = data[other], data[at]
            case 5:
                data[at:at] = data[at : at + length]
            case _:
                at = max(0, len(data) - chance.randrange(1, 400))
                data[at] = chance.randrange(256)  # the list of members is what every reader trusts
    return bytes(data)


def same_or_refused(copy: Path, original: object) -> str:
    """What came of a copy whose zip is broken: as the original, or refused."""
    return "same" if _all_rows(copy) == original else "WRONG other rows"


def _all_rows(path: Path) -> object:
    register, problems = read_register(path, file="r.xlsx")
    check_register(register, problems, on=DEMO_DAY)
    return register.by_sheet, register.settings, problems


def in_xml(whole: bytes, chance: random.Random) -> bytes:
    """A copy with a sound zip, of which the XML of one part is changed in one or more places."""
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = [name for name in parts if not name.startswith(SKIPPED)]
    sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
    for _again in range(chance.choice((1, 1, 1, 2, 4))):
        name = chance.choice(sheets if chance.random() < 0.6 else names)
        if name in parts:
            match chance.randrange(25):
                case 0:
                    parts[chance.choice((name + "x", name.upper(), "xl/" + name))] = parts.pop(name)
                case 1:
                    parts[name] = parts.get(chance.choice(names), b"")
                case _:
                    parts[name] = _changed(parts[name].decode("utf-8", "replace"), chance).encode("utf-8", "replace")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


_TAG, _ATTRIBUTE = re.compile(r"<[^>]*>"), re.compile(r'\s[\w:]+="[^"]*"')
_NUMBER, _CELL = re.compile(r"[0-9]+"), re.compile(r"<c [^>]*?(?:/>|>.*?</c>)")
_ROW, _KIND = re.compile(r"<row .*?</row>", re.DOTALL), re.compile(r' (?:t|s|r|count|ref|max|min|hidden)="([^"]*)"')
_NAME = re.compile(r"</?([A-Za-z]+)")
_NEW = (
    "0", "1", "2", "3", "7", "60", "-1", "999", "2958466", "4294967296", "99999999999999999999", "1e5", "nan", "A1",
    "B2", "AA7", "XFD1048576", "s", "str", "b", "e", "n", "d", "inlineStr", "", " ", "x", "&#65;", "&lt;", "true",
)  # fmt: skip
_PIECES = (
    "&boom;", "&#0;", "&#xFFFE;", "<!-- c -->", "<?p i?>", "<![CDATA[x]]>", "<!DOCTYPE a>", "<f>1+1</f>", "<v>5</v>",
    '<c r="A2"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>', "<c/>", "<x/>", "]]>", "<", ">", "\n", "\ufffe", "&#10;",
    '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>', "<is><t>x</t></is>",
)  # fmt: skip


def _changed(text: str, chance: random.Random) -> str:
    """One change of a part's XML: of a tag, an attribute, a number, a cell or a row, of a piece of text."""
    shape = chance.choice((_TAG, _TAG, _ATTRIBUTE, _NUMBER, _CELL, _ROW, _KIND, _KIND, _NAME))
    found = _somewhere(shape, text, chance)
    if found is None:
        return text[: chance.randrange(len(text))] if text else text
    start, end = found.span(found.re.groups and 1)
    piece = text[start:end]
    match chance.randrange(8):
        case 0:
            new = ""
        case 1:
            new = piece + piece
        case 2:
            other = _somewhere(shape, text, chance)
            new = other[other.re.groups and 1] if other else ""
        case 3 | 4 if shape in (_NUMBER, _KIND):
            new = chance.choice(_NEW)
        case 5:
            new = re.sub("[0-9]", lambda _digit: str(chance.randrange(10)), piece, count=1)
        case 6 if shape is _NAME:
            new = f"x:{piece}"
        case 7 if chance.random() < 0.1:
            return text[:start]
        case _:
            new = piece + chance.choice(_PIECES)
    return text[:start] + new + text[end:]


def _somewhere(shape: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    at = chance.randrange(len(text) + 1)
    return shape.search(text, at) or shape.search(text)


def right_or_told(copy: Path) -> str:
    """What came of a copy whose XML is broken: every cell as the file says it, or a problem, or refused."""
    register, problems = read_register(copy, file="r.xlsx")
    check_register(register, problems, on=DEMO_DAY)
    grids, _problems = grids_of(copy, SHEETS, file="r.xlsx", unlock=None)
    books = independent(copy.read_bytes(), {same_header(sheet.name): sheet.name for sheet in SHEETS})
    for name, grid in grids.items():
        if any(problem.code == "far-cell" and problem.place.sheet == name for problem in problems):
            continue
        ours = {
            (row, column): value
            for row, cells in enumerate(grid.cells, start=1)
            for column, value in enumerate(cells, start=1)
            if value != ""
        }
        for cell, value in books.get(name, {}).items():
            if not isinstance(ours.get(cell), Fault) and not _alike(ours.get(cell, ""), value):
                return f"WRONG {name} {cell}: {ours.get(cell, '')!r} is {value!r}"
        if (
            strange := {cell for cell, value in ours.items() if not isinstance(value, Fault)}
            - books.get(name, {}).keys()
        ):
            return f"WRONG {name} {min(strange)}: {ours[min(strange)]!r} is nowhere"
    if lost := books.keys() - grids.keys():
        return f"WRONG {min(lost)} is not read"
    return "told" if problems else "same"


def _alike(ours: object, theirs: object) -> bool:
    return (ours == theirs and type(ours) is type(theirs)) or (theirs == "" and ours == "")


def independent(data: bytes, wanted: Mapping[str, str]) -> dict[str, Values]:
    """The values of each sheet wanted, by address, read slowly and to the letter of the format; nothing blank."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name.casefold(): name for name in package.namelist()}

        def tree(name: str) -> Any:
            content = re.sub(rb"^<\?xml.*?\?>", b"", package.read(names[name.casefold()]), flags=re.DOTALL)
            parser = etree.XMLParser(resolve_entities=False, recover=True)
            read = etree.fromstring(content, parser)
            wrong = [entry for entry in parser.error_log if entry.domain != etree.ErrorDomains.NAMESPACE]
            assert not wrong, wrong[0].message
            return read

        book = tree("xl/workbook.xml")
        links = {_a(link, "Id"): link for link in _all(tree("xl/_rels/workbook.xml.rels"), "Relationship")}
        by_kind = {_a(link, "Type").rpartition("/")[2]: link for link in links.values()}
        strings, forms = [], []
        if (link := by_kind.get("sharedStrings")) is not None:
            strings = [_text(one) for one in _all(tree(_part(link)), "si")]
        if (link := by_kind.get("styles")) is not None:
            forms = _date_forms(tree(_part(link)))
        leap = any(_a(one, "date1904") in ("1", "true") for one in _all(book, "workbookPr"))
        found: dict[str, Values] = {}
        for sheet in _all(book, "sheet"):
            name = wanted.get(same_header(_a(sheet, "name")))
            if name and name not in found and _a(sheet, "id") in links:
                link = links[_a(sheet, "id")]
                if _a(link, "Type").endswith("/worksheet") and _a(link, "TargetMode") != "External":
                    found[name] = dict(_cells(tree(_part(link)), strings, forms, leap=leap))
    return found


def _part(link: Any) -> str:
    target = _a(link, "Target")
    return target.lstrip("/") if target.startswith("/") else str(Path("xl", target))


def _all(element: Any, name: str) -> Iterable[Any]:
    return (one for one in element.iter() if isinstance(one.tag, str) and etree.QName(one).localname == name)


def _a(element: Any, name: str) -> str:
    """An attribute, without regard to its prefix."""
    return next((value for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _text(element: Any) -> str:
    """The text of its <t>, those of the runs among it, without what tells how it is pronounced."""
    told = {id(t) for hint in _all(element, "rPh") for t in _all(hint, "t")}
    return _unescaped("".join("".join(t.itertext()) for t in _all(element, "t") if id(t) not in told))


def _unescaped(text: str) -> str:
    return re.sub("_x([0-9a-fA-F]{4})_", lambda code: chr(int(code[1], 16)), text)


def _date_forms(styles: Any) -> list[bool]:
    """Of each style, whether it shows a number as a date."""
    own = {_a(one, "numFmtId"): _a(one, "formatCode") for one in _all(styles, "numFmt")}
    shown = []
    for styles_of_cells in _all(styles, "cellXfs"):
        for style in _all(styles_of_cells, "xf"):
            form = _a(style, "numFmtId")
            code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", own.get(form, "")).casefold()
            known = form.isdigit() and int(form) in {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
            shown.append(bool(re.search("[dmyhs]", code)) if form in own else known)
    return shown


def _cells(
    sheet: Any, strings: list[str], forms: list[bool], *, leap: bool
) -> Iterable[tuple[tuple[int, int], object]]:
    row, column = 0, 0
    for one in (one for data in _all(sheet, "sheetData") for one in data.iter()):
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if name == "row":
            row, column = int(_a(one, "r")) if _a(one, "r").isdigit() else row + 1, 0
        elif name == "c":
            if reference := re.fullmatch("([A-Z]+)([0-9]+)", _a(one, "r")):
                row, column = int(reference[2]), 0
                for letter in reference[1]:
                    column = column * 26 + ord(letter) - 64
            else:
                column += 1
            if (value := _value(one, strings, forms, leap=leap)) != "":
                yield (row, column), value


def _value(cell: Any, strings: list[str], forms: list[bool], *, leap: bool) -> object:
    kind, raw = _a(cell, "t") or "n", "".join("".join(v.itertext()) for v in _all(cell, "v"))
    if kind == "inlineStr":
        return _text(cell)
    if not raw:
        return ""
    match kind:
        case "s":
            return strings[int(raw)]
        case "str":
            return _unescaped(raw)
        case "b":
            return raw in ("1", "true")
        case "n":
            style = int(_a(cell, "s") or 0)
            try:
                number = float(raw)
            except ValueError:
                return raw
            return _moment(number, leap=leap) if style < len(forms) and forms[style] else number
        case _:
            return raw


def _moment(serial: float, *, leap: bool) -> object:
    if 0 <= serial < 1:
        seconds = round(serial * 86_400_000) / 1000
        return (datetime(2000, 1, 1) + timedelta(seconds=seconds)).time() if seconds < 86400 else time()
    start = datetime(1904, 1, 1) if leap else datetime(1899, 12, 30)
    try:
        moment = start + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return serial
    return moment.date() if moment.time() == time() else moment


if __name__ == "__main__":
    main(*sys.argv[1:])
