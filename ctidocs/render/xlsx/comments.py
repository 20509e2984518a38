"""The comments of a worksheet: the texts in one part, the boxes that show them in another (VML), both added to."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from ctidocs.problems import column_letters
from ctidocs.render.book import SHEET_TYPE, Book, put_in_order
from ctidocs.render.xlsx.boxes import Boxes, boxes_of
from ctidocs.render.xlsx.texts import add_text
from ctidocs.render.xlsx.threads import Threads, threads_of

_BEFORE_BOXES = (
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
)  # fmt: skip
"""What stands before <legacyDrawing> in a worksheet."""
_EMPTY = '<comments xmlns="{namespace}"><authors/><commentList/></comments>'
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"


@dataclass(frozen=True)
class Comments:
    """A worksheet's comments: by address, and what they are shown in."""

    root: Any
    known: dict[str, Any]
    author: str
    boxes: Boxes
    threads: Threads | None

    def add(self, row: int, column: int, text: str) -> None:
        """A comment at a cell; where there is one already, the text is added to it."""
        address = f"{column_letters(column)}{row}"
        comment = self.known.get(address)
        if comment is None:
            comment = self.known[address] = self._new(address)
        else:
            if self.threads:
                self.threads.reply(address, text)
            text = "\n\n" + text
        self._append(comment, text)
        self.boxes.add(row, column, text)

    def _new(self, address: str) -> Any:
        everyone = self.root.find(self._tag("commentList"))
        comment = etree.SubElement(everyone, self._tag("comment"), {"ref": address, "authorId": self.author})
        etree.SubElement(comment, self._tag("text"))
        return comment

    def write(self) -> None:
        """Draw the boxes, when every comment is there."""
        self.boxes.write()

    def _append(self, comment: Any, text: str) -> None:
        """Add a run of text behind those that are there."""
        whole = comment.find(self._tag("text"))
        for bare in whole.findall(self._tag("t")):  # a text without runs becomes the first run
            run = etree.Element(self._tag("r"))
            bare.addprevious(run)
            run.append(bare)
        run = etree.Element(self._tag("r"))
        look = etree.SubElement(run, self._tag("rPr"))
        for name, value in (("sz", "9"), ("color", "81"), ("rFont", "Tahoma"), ("family", "2")):
            etree.SubElement(look, self._tag(name), {"indexed" if name == "color" else "val": value})
        add_text(run, self._tag("t"), text)
        put_in_order(whole, run, after=("r",))

    def _tag(self, name: str) -> str:
        return f"{{{etree.QName(self.root).namespace}}}{name}"


def comments_of(book: Book, part: str, *, author: str) -> Comments:
    """The comments of the worksheet in `part`, to add to. New ones are by `author`."""
    comments = book.related(part, "comments")
    if not comments:
        comments = book.free_name("xl/comments{}.xml")
        book.add(comments, _EMPTY.format(namespace=book.namespace).encode(), SHEET_TYPE.format(kind="comments"))
        book.relate(part, "comments", comments)
    root = book.edit(comments)
    known = {str(c.get("ref")): c for c in root.iterfind(f"{book.tag('commentList')}/{book.tag('comment')}")}
    authors = root.find(book.tag("authors"))
    boxes = boxes_of(book, _boxes_part(book, part), sheet=book.read(part))
    return Comments(root, known, _author(authors, author), boxes, threads_of(book, part, author=author))


def _author(authors: Any, name: str) -> str:
    """The author's number, as text."""
    names = [author.text or "" for author in authors]
    if name not in names:
        etree.SubElement(authors, f"{{{etree.QName(authors).namespace}}}author").text = name
        names.append(name)
    return str(names.index(name))


def _boxes_part(book: Book, part: str) -> str:
    """The VML part of a worksheet; a new one where it has none."""
    sheet = book.edit(part)
    reference = f"{{{book.r}}}id"
    drawing = sheet.find(book.tag("legacyDrawing"))
    if drawing is not None:
        targets = {relation.id: relation.target for relation in book.relations(part)}
        return targets.get(str(drawing.get(reference)), "")
    boxes = book.free_name("xl/drawings/vmlDrawing{}.vml")
    book.declare_extension("vml", _VML)
    book.parts[boxes] = b""
    made = etree.Element(book.tag("legacyDrawing"), nsmap={"r": book.r})
    made.set(reference, book.relate(part, "vmlDrawing", boxes))
    put_in_order(sheet, made, after=_BEFORE_BOXES)
    return boxes
