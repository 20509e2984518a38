"""A worksheet put before all others in a workbook that a person made, and everything that counts sheets set right."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from ctidocs.render.book import SHEET_TYPE, Book, Page, put_in_order

LONGEST_NAME = 31


def free_sheet_name(book: Book, name: str) -> str:
    """`name`, or "name 2" and so on where a sheet is called so already, whatever its case."""
    taken = {page.name.casefold() for page in book.pages}
    names = [name, *(f"{name[: LONGEST_NAME - 4]} {n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name.casefold() not in taken)


def put_first(book: Book, name: str, sheet: bytes, *, names: Mapping[str, str]) -> None:
    """Put the worksheet first and show it when the file is opened. `names`: its own defined names, such as titles."""
    for page in book.pages:
        _deselect(book, page)
    part = book.free_name(book.workbook.rpartition("/")[0] + "/worksheets/sheet{}.xml")
    book.add(part, sheet, SHEET_TYPE.format(kind="worksheet"))
    root = book.edit(book.workbook)
    sheets = root.find(book.tag("sheets"))
    number = max((int(entry.get("sheetId", "0")) for entry in sheets), default=0) + 1
    entry = etree.Element(book.tag("sheet"), {"name": name, "sheetId": str(number)}, nsmap={"r": book.r})
    entry.set(f"{{{book.r}}}id", book.relate(book.workbook, "worksheet", part))
    sheets.insert(0, entry)
    for view in root.iterfind(f"{book.tag('bookViews')}/{book.tag('workbookView')}"):
        view.attrib.pop("firstSheet", None)
        view.attrib.pop("activeTab", None)
    _put_names(book, root, names)


def _deselect(book: Book, page: Page) -> None:
    """Two selected sheets would be a group: what is typed into one is typed into both."""
    if b"tabSelected" in book.parts[page.part]:
        for view in book.edit(page.part).iterfind(f"{book.tag('sheetViews')}/{book.tag('sheetView')}"):
            view.attrib.pop("tabSelected", None)


def _put_names(book: Book, root: Any, names: Mapping[str, str]) -> None:
    known = root.find(book.tag("definedNames"))
    if known is None:
        known = etree.Element(book.tag("definedNames"))
        put_in_order(root, known, after=("sheets", "functionGroups", "externalReferences"))
    for defined in known.iterchildren(book.tag("definedName")):
        if (place := defined.get("localSheetId")) is not None:  # counts the sheets from 0
            defined.set("localSheetId", str(int(place) + 1))
    for at, (name, means) in enumerate(names.items()):
        made = etree.Element(book.tag("definedName"), {"name": name, "localSheetId": "0"})
        if name == "_xlnm._FilterDatabase":
            made.set("hidden", "1")
        made.text = means
        known.insert(at, made)
