"""One part of a Word document -> a line for each paragraph, and marks for rows, cells and pictures.

Only what stands on the paper is followed; what a program adds by itself (rsid, proofErr, bookmarks) has no text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ctidocs.office_content.fields import chosen_in, computed
from ctidocs.office_content.looks import TRACKED, by_hand
from ctidocs.office_content.names import MC, SVG, W14, WP, A, M, R, V, W
from ctidocs.office_content.package import Package, Relation
from ctidocs.office_content.written import joined, mark, one_spaced, picture

_ROW, _CELL, _TABLE_END, _DRAWING, _NOTE = (mark(name) for name in ("row", "cell", "end", "drawing", "note"))
_TEXT, _LOOK = f"{W}t", f"{W}rPr"


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code, and whether its result is being passed over."""

    code: str = ""
    passed: bool = False


@dataclass(slots=True)  # not frozen: one is made for each paragraph, and freezing takes most of the time
class Story:
    """Where the walk stands: the lines so far, the paragraph's pieces with their looks, and what follows it."""

    package: Package
    targets: Mapping[str, Relation]
    lines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[tuple[str, str]] = field(default_factory=list)
    after: list[str] = field(default_factory=list)  # text boxes and pictures: programs move them within a paragraph
    fields: list[_Field] = field(default_factory=list)
    look: str = ""

    @classmethod
    def of(cls, package: Package, part: str) -> "Story":
        """The beginning of a part."""
        return cls(package, package.relations(part))

    def write(self, text: str) -> None:
        """Add to the paragraph, unless it is a result that a program computes."""
        if not self.fields or not any(each.passed for each in self.fields):
            self.pieces.append((self.look, text))

    def note(self, name: str) -> None:
        """Add a mark to the paragraph."""
        self.pieces.append((self.look, mark(name)))


def lines_of(element: Any, story: Story) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines of all paragraphs in the element, and the notes that they call."""
    _walk(element, story)
    return story.lines, story.notes


def _walk(element: Any, story: Story) -> None:
    for child in element:
        tag = child.tag
        if act := _ACTS.get(tag):
            act(child, story)
        elif tag not in _PASSED:
            _walk(child, story)


def _paragraph(element: Any, story: Story) -> None:
    inside = Story(story.package, story.targets, story.lines, story.notes, look=story.look)
    _walk(element, inside)
    if line := joined(inside.pieces):
        story.lines.append(line)
    story.lines.extend(inside.after)


def _paragraph_look(element: Any, story: Story) -> None:
    """A paragraph's end that was added or deleted with changes tracked."""
    look = element.find(_LOOK)
    for child in look if look is not None else ():
        if child.tag in TRACKED:
            story.note(TRACKED[child.tag])


def _run(element: Any, story: Story) -> None:
    for child in element:
        tag = child.tag
        if tag == _TEXT:  # nearly all there is in a paper
            _text(child, story)
        elif tag == _LOOK:
            if len(child) and (found := by_hand(child)):
                story = replace(story, look=f"{story.look} {found}")
        elif act := _ACTS.get(tag):
            act(child, story)
        else:
            _walk(child, story)


def _tracked(element: Any, story: Story) -> None:
    _walk(element, replace(story, look=f"{story.look} {TRACKED[element.tag]}"))


def _text(element: Any, story: Story) -> None:
    if element.text:
        story.write(element.text)


def _symbol(element: Any, story: Story) -> None:
    """A sign of a font like Wingdings."""
    number = int(element.get(f"{W}char") or "0", 16)
    if number >= 0x20:
        story.write(chr(number))


def _field_sign(element: Any, story: Story) -> None:
    """A field's beginning, the end of its code, its end. One that is computed leaves a mark instead of its result."""
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        story.fields.append(_Field())
        for chosen in chosen_in(element):
            story.note(chosen)
    elif story.fields and kind == "separate":
        _code_ended(story)
    elif story.fields and kind == "end":
        _code_ended(story)
        story.fields.pop()


def _code_ended(story: Story) -> None:
    latest = story.fields[-1]
    if not latest.passed and (kind := computed(latest.code)):
        story.note(kind)
        latest.passed = True


def _field_code(element: Any, story: Story) -> None:
    if story.fields:
        story.fields[-1].code += element.text or ""


def _simple_field(element: Any, story: Story) -> None:
    if kind := computed(element.get(f"{W}instr") or ""):
        story.note(kind)
    else:
        _walk(element, story)


def _row(element: Any, story: Story) -> None:
    story.lines.append(_ROW)
    look = element.find(f"{W}trPr")
    story.lines.extend(mark(TRACKED[child.tag]) for child in (look if look is not None else ()) if child.tag in TRACKED)
    _walk(element, story)


def _cell(element: Any, story: Story) -> None:
    story.lines.append(_CELL)
    _walk(element, story)


def _table(element: Any, story: Story) -> None:
    _walk(element, story)
    story.lines.append(_TABLE_END)


def _drawing(element: Any, story: Story) -> None:
    story.after.append(_DRAWING)
    _walk(element, replace(story, lines=story.after))


def _object(_element: Any, story: Story) -> None:
    story.after.append(_DRAWING)  # the picture of what is embedded is made anew at each saving


def _words_of_picture(element: Any, story: Story) -> None:
    texts = (one_spaced(element.get(name) or "") for name in ("title", "descr"))
    story.after.extend(text for text in texts if text)


def _blip(element: Any, story: Story) -> None:
    drawn = next(element.iter(SVG), None)
    drawing = _hash_of(drawn, story) if drawn is not None else ""
    story.after.append(picture(_hash_of(element, story), drawing))


def _crop(element: Any, story: Story) -> None:
    """What is cut off a picture, in whole per cent: programs round it."""
    cut = [round(int(element.get(side) or "0") / 1000) for side in "ltrb"]
    if any(cut):
        story.after.append(mark(f"crop {cut}"))


def _image(element: Any, story: Story) -> None:
    story.after.append(picture(_hash_of(element, story)))


def _hash_of(element: Any, story: Story) -> str:
    """The picture that the element points to: its bytes, or where it lies outside the file."""
    relation = story.targets.get(element.get(f"{R}embed") or element.get(f"{R}link") or element.get(f"{R}id") or "")
    if relation is None:
        return "none"
    return story.package.hash(relation.target) if not relation.outside else one_spaced(relation.target)


def _word_art(element: Any, story: Story) -> None:
    if text := one_spaced(element.get("string") or ""):
        story.after.append(text)


def _one_of(element: Any, story: Story) -> None:
    """The same thing for newer and for older programs: it stands on the paper once."""
    chosen = element.find(f"{MC}Choice")
    chosen = element.find(f"{MC}Fallback") if chosen is None else chosen
    if chosen is not None:
        _walk(chosen, story)


def _call_of(kind: str) -> Callable[[Any, Story], None]:
    def call(element: Any, story: Story) -> None:
        story.notes.append((kind, element.get(f"{W}id") or ""))
        story.write(_NOTE)

    return call


def _sign(text: str) -> Callable[[Any, Story], None]:
    return lambda _element, story: story.write(text)


_ACTS: Mapping[Any, Callable[[Any, Story], None]] = {
    f"{W}p": _paragraph, f"{W}pPr": _paragraph_look, f"{W}r": _run, f"{W}t": _text, f"{W}delText": _text,
    f"{M}t": _text, f"{W}sym": _symbol, **dict.fromkeys(TRACKED, _tracked),
    **{f"{W}{name}": _sign(" ") for name in ("tab", "ptab", "br", "cr")},
    f"{W}noBreakHyphen": _sign("\u2011"),
    f"{W}fldChar": _field_sign, f"{W}instrText": _field_code, f"{W}fldSimple": _simple_field,
    f"{W}tbl": _table, f"{W}tr": _row, f"{W}tc": _cell,
    f"{W}footnoteReference": _call_of("footnotes"), f"{W}endnoteReference": _call_of("endnotes"),
    f"{MC}AlternateContent": _one_of, f"{W}drawing": _drawing, f"{W}pict": _drawing, f"{W}object": _object,
    f"{W}contentPart": _object, f"{W14}contentPart": _object,
    f"{WP}docPr": _words_of_picture, f"{A}blip": _blip, f"{A}srcRect": _crop, f"{V}imagedata": _image,
    f"{V}textpath": _word_art,
}  # fmt: skip
_PASSED = frozenset(f"{W}{name}" for name in ("rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"))
