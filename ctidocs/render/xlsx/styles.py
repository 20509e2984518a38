"""The looks of cells in a workbook that a person made: new ones beside those that are there."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ctidocs.render.book import SHEET_TYPE, Book, put_in_order

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles")
_FIRST = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
"""What stands first in each list: the format fixes the two fills, and 0 is the ordinary look."""
_NORMAL = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'


@dataclass(frozen=True, slots=True)
class Look:
    """A look made from nothing. Colours are RRGGBB; "" is the ordinary one. `line`: a thin line below."""

    size: float = 11
    bold: bool = False
    underline: bool = False
    ink: str = ""
    fill: str = ""
    line: str = ""
    wrap: bool = True
    vertical: str = "top"
    indent: int = 0


@dataclass(frozen=True)
class Styles:
    """The part styles.xml being added to; the same wish twice gives the same number."""

    root: Any
    made: dict[object, int] = field(default_factory=dict)

    def filled(self, style: int, colour: str) -> int:
        """The number of a look like number `style`, on another ground."""
        wish = (style, colour)
        if wish not in self.made:
            known = self._list("cellXfs")
            xf = deepcopy(known[style] if style < len(known) else known[0])
            xf.set("fillId", str(self._fill(colour)))
            xf.set("applyFill", "1")
            self.made[wish] = self._add("cellXfs", xf)
        return self.made[wish]

    def look(self, look: Look) -> int:
        """The number of a look made from nothing."""
        if look not in self.made:
            place = f'vertical="{look.vertical}" wrapText="{int(look.wrap)}" indent="{look.indent}"'
            xf = self._element(
                f'<xf numFmtId="0" fontId="{self._font(look)}" fillId="{self._fill(look.fill)}" '
                f'borderId="{self._border(look.line)}" xfId="0" applyFont="1" applyFill="1" applyBorder="1" '
                f'applyAlignment="1"><alignment horizontal="left" {place}/></xf>'
            )
            self.made[look] = self._add("cellXfs", xf)
        return self.made[look]

    def _fill(self, colour: str) -> int:
        pattern = f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill>'
        return self._once("fills", f"<fill>{pattern}</fill>") if colour else 0

    def _border(self, colour: str) -> int:
        side = f'<bottom style="thin"><color rgb="FF{colour}"/></bottom>'
        return self._once("borders", f"<border><left/><right/><top/>{side}<diagonal/></border>") if colour else 0

    def _font(self, look: Look) -> int:
        marks = "<b/>" * look.bold + "<u/>" * look.underline
        ink = f'<color rgb="FF{look.ink}"/>' if look.ink else ""
        name = '<name val="Calibri"/><family val="2"/>'
        return self._once("fonts", f'<font>{marks}<sz val="{look.size:g}"/>{ink}{name}</font>')

    def _once(self, name: str, xml: str) -> int:
        if xml not in self.made:
            self.made[xml] = self._add(name, self._element(xml))
        return self.made[xml]

    def _add(self, name: str, element: Any) -> int:
        known = self._list(name)
        known.append(element)
        known.set("count", str(len(known)))
        return len(known) - 1

    def _list(self, name: str) -> Any:
        namespace = etree.QName(self.root).namespace
        known = self.root.find(f"{{{namespace}}}{name}")
        if known is None:
            known = self._element(f"<{name}>{_FIRST[name]}</{name}>")
            put_in_order(self.root, known, after=_ORDER[: _ORDER.index(name)])
        return known

    def _element(self, xml: str) -> Any:
        """An element in the namespace of this part, without a declaration of its own."""
        parsed = etree.fromstring(f'<a xmlns="{etree.QName(self.root).namespace}">{xml}</a>')
        return parsed[0]


def styles_of(book: Book) -> Styles:
    """The looks of a workbook, to add to."""
    part = book.related(book.workbook, "styles")
    if not part:
        part = book.workbook.rpartition("/")[0] + "/styles.xml"  # some readers know it by this name alone
        data = f'<styleSheet xmlns="{book.namespace}">{_NORMAL}</styleSheet>'.encode()
        book.add(part, data, SHEET_TYPE.format(kind="styles"))
        book.relate(book.workbook, "styles", part)
    styles = Styles(book.edit(part))
    for name in _FIRST:
        styles._list(name)
    return styles
