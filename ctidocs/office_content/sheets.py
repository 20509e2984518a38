"""A workbook -> its lines: each cell with its place, comments, pictures and text boxes, sheet by sheet.

Of a formula the formula counts, for its result is computed anew; number formats, widths and looks do not count.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ctidocs.office_content.document import title
from ctidocs.office_content.names import SVG, A, R, S
from ctidocs.office_content.package import Package, Relation
from ctidocs.office_content.written import Written, mark, one_spaced, picture, plain

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SPACE_OR_QUOTE = re.compile(r"""("[^"]*"|'[^']*')|\s+""")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[^&])')
_LONG = 200
_MOST_FILLED = 20_000_000  # signs of formulas filled down: each is taken apart for each cell
_Formulas = dict[str, tuple[str, str]]  # of those filled down: number -> the first cell and what it has
_Text = tuple[str, str]  # the words, and what stands for them in a line: one long text may be shown in many cells


def workbook_written(package: Package) -> Written:
    """All that stands in the workbook. LookupError or ValueError where it is none."""
    main = package.main()
    root = package.tree(main)
    if root.tag != f"{S}workbook":
        raise ValueError(main)
    shared = [_text(each) for part in package.related(main, "sharedStrings") for each in package.tree(part)]
    targets = package.relations(main)
    found: list[_Text] = []
    for sheet in root.iter(f"{S}sheet"):
        name = one_spaced(sheet.get("name") or "")
        found += [(name, mark(f"sheet {name}")), *_sheet(package, targets[sheet.get(f"{R}id")].target, shared)]
    heading = title(package)
    lines = (*(line for _words, line in found), *heading)
    return Written(lines, (*(words for words, _line in found if words), *plain(heading)))


def _sheet(package: Package, part: str, shared: list[_Text]) -> Iterator[_Text]:
    """What is read and what is hashed, of each cell and of all that lies on the sheet."""
    root = package.tree(part)
    yield from _cells(root, shared)
    for each in root.iter(f"{S}headerFooter"):
        for text in filter(None, (one_spaced(_CODE.sub(" ", line.text or "")) for line in each)):
            yield text, mark(f"edge {text}")
    for comments in package.related(part, "comments"):
        yield from sorted(_comments(package.tree(comments)), key=lambda each: each[1])
    for drawing in package.related(part, "drawing"):
        yield from _drawing(package, drawing)


def _cells(root: Any, shared: list[_Text]) -> Iterator[_Text]:
    """Each cell that holds something, with its place; where a file gives none, it is the next."""
    _check_filled(root)
    formulas: _Formulas = {}
    for down, row in enumerate(root.iter(f"{S}row"), 1):
        number = row.get("r") or str(down)
        for across, cell in enumerate(row.iterchildren(f"{S}c")):
            place = cell.get("r") or f"{_letters(across)}{number}"
            words, short = _value(cell, shared)
            formula = cell.find(f"{S}f")
            if formula is not None:
                yield words, mark(f"{place} {_formula(formula, place, formulas)}")
            elif words:
                yield words, mark(f"{place} {short}")


def _value(cell: Any, shared: list[_Text]) -> _Text:
    """A cell's words. Programs write the same number as 0.1 and as 0.10000000000000001."""
    kind, value = cell.get("t") or "n", cell.findtext(f"{S}v") or ""
    if kind == "s" and value:
        return shared[int(value)]
    if kind == "inlineStr":
        inline = cell.find(f"{S}is")
        return _text(inline) if inline is not None else ("", "")
    if kind == "n" and value.strip():
        number = float(value)
        value = str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
        return value, f"={value}"  # the number 7 is not the text 7
    return _shortened(_unescaped(value)) if kind in ("str", "d") else (value, f"{kind} {value}")


def _letters(column: int) -> str:
    """A column's letters, counted from 0."""
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _formula(element: Any, place: str, formulas: _Formulas) -> str:
    """The formula as this cell has it: Excel writes one that is filled down once, LibreOffice in each cell."""
    text, group = element.text or "", element.get("si")
    if element.get("t") == "shared" and group is not None:
        if text:
            formulas[group] = (place, text)
        else:
            text = _filled(*formulas[group], place)
    return "formula " + _SPACE_OR_QUOTE.sub(lambda found: found[1] or "", text)


def _check_filled(root: Any) -> None:
    lengths = [len(each.text or "") for each in root.iter(f"{S}f") if each.get("t") == "shared"]
    if max(lengths, default=0) * len(lengths) > _MOST_FILLED:
        raise ValueError("formulas")


def _filled(origin: str, text: str, place: str) -> str:
    """The formula of one cell as another has it after filling. ValueError where it is none."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator(f"={text}", origin).translate_formula(place))[1:]
    except (TokenizerError, TranslatorError) as fault:
        raise ValueError(place) from fault


def _comments(root: Any) -> Iterator[_Text]:
    for comment in root.iter(f"{S}comment"):
        for inside in comment.iterchildren(f"{S}text"):
            words, short = _text(inside)
            yield words, mark(f"comment {comment.get('ref')} {short}")


def _drawing(package: Package, part: str) -> Iterator[_Text]:
    """What lies on the sheet: how many things, the pictures, the words in boxes."""
    root, targets = package.tree(part), package.relations(part)
    for anchor in root:
        yield "", mark("drawing")
        for blip in anchor.iter(f"{A}blip"):
            pixels, drawn = (_hash(package, targets, each) for each in (blip, next(blip.iter(SVG), None)))
            yield "", picture(pixels or "none", drawn)
        for line in anchor.iter(f"{A}p"):
            if text := one_spaced("".join(piece.text or "" for piece in line.iter(f"{A}t"))):
                yield text, mark(f"box {text}")


def _hash(package: Package, targets: Mapping[str, Relation], element: Any) -> str:
    relation = targets.get(element.get(f"{R}embed") or element.get(f"{R}link") or "") if element is not None else None
    if relation is None:
        return ""
    return package.hash(relation.target) if not relation.outside else one_spaced(relation.target)


def _text(element: Any) -> _Text:
    """The words of a string, in whatever looks its pieces have; without the reading aids of Japanese."""
    pieces = (each.text or "" for each in element.iter(f"{S}t") if each.getparent().tag != f"{S}rPh")
    return _shortened(_unescaped("".join(pieces)))


def _unescaped(text: str) -> str:
    """Excel writes a sign that XML cannot hold as _x0007_; none of them is a word, and none may look like a mark."""
    return _ESCAPE.sub(lambda found: chr(max(int(found[1], 16), 0x20)), text) if "_x" in text else text


def _shortened(text: str) -> _Text:
    words = one_spaced(text)
    return words, words if len(words) <= _LONG else hashlib.sha256(words.encode("utf-8")).hexdigest()
