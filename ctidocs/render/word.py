"""A Word template opened, checked and compiled once, then filled any number of times.

docxtpl turns the coordinator's tags into Jinja in each part's XML, once; what runs for each paper is compiled Jinja and
a zip whose unchanged members are copied. No state is left over, and the same context gives the same bytes.
"""

import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any, cast

from docxtpl import DocxTemplate
from jinja2 import Template as Compiled
from jinja2 import TemplateError, UndefinedError, nodes
from lxml import etree
from markupsafe import Markup

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.render.docx.bounds import LEFT, has_too_many_tags, new_budget
from ctidocs.render.docx.container import Container
from ctidocs.render.docx.package import members_of, parsed, unusable
from ctidocs.render.docx.placeholders import PICTURES, Picture, Placeholder, placeholders
from ctidocs.render.docx.properties import app_xml, core_xml, title_of
from ctidocs.render.environment import BLANK, compile_part
from ctidocs.render.tagging.places import part_word
from ctidocs.render.tagging.tags import words_used

__all__ = ["Picture", "Template"]

CORE, APP = "docProps/core.xml", "docProps/app.xml"
TEMPLATED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_NUMBER = re.compile(r'(<\w+:docPr\b[^>]*? id=)"\d*"')
_COLUMNS = re.compile(r"\{%-?\s*(?:tc|hm|colspan)\b")  # tags after which a table may need other columns


class Template:
    """One template. CtidocsError where it cannot be used, naming the file and what is wrong."""

    def __init__(self, source: Path | bytes, *, name: str = "") -> None:
        self.name = name or (source.name if isinstance(source, Path) else "template.docx")
        self._members = members_of(source, self.name)
        self._parts: dict[str, Compiled] = {}
        self._trees: dict[str, nodes.Template] = {}
        self._regridded: set[str] = set()
        self._renumbered: set[str] = set()
        self.pictures: dict[str, Placeholder] = {}
        for member in [m for m in self._members if TEMPLATED.match(m)]:
            self._compile(member)
        title = title_of(self._members.get(CORE, b""))
        self._title, _tree = compile_part(title, template=self.name, part=_("title"))
        self._container: Container | None = None

    def _compile(self, member: str) -> None:
        text = etree.tostring(parsed(self._members[member], self.name, member), encoding="unicode")
        if has_too_many_tags(text):
            raise unusable(
                self.name,
                _("it has too many tags, or tags that do not end"),
                _("take the template that came with the program"),
            )
        text, found = placeholders(text, member, self._members)
        self.pictures |= found
        source = DocxTemplate.patch_xml(cast(Any, None), text)
        if "{{" in source or "{%" in source or "{#" in source:
            part = part_word(member)
            self._parts[member], self._trees[member] = compile_part(
                _DECLARATION + source, template=self.name, part=part
            )
            if _COLUMNS.search(text):
                self._regridded.add(member)
            if _repeats_drawings(self._trees[member]):
                self._renumbered.add(member)

    def used_tags(self) -> frozenset[str]:
        """The last word of every tag in the template: "medarbejder" for {{ forløb.medarbejder }}."""
        return frozenset().union(*(words_used(tree) for tree in self._trees.values()))

    def fill(
        self,
        context: Mapping[str, object],
        *,
        blank: str = "",
        pictures: Mapping[str, Picture] | None = None,
        organisation: str = "",
    ) -> bytes:
        """The finished docx. `blank`: what a blank outside tables prints as; "\\t" is a line to write on."""
        shown = pictures or {}
        whole = {**context, BLANK: blank, PICTURES: {n: p.described(shown.get(n)) for n, p in self.pictures.items()}}
        whole[LEFT] = new_budget()
        filled = {member: self._render(member, part, whole) for member, part in self._parts.items()}
        if CORE in self._members:
            title = str(Markup(self._filled(_("title"), self._title, whole)).unescape())
            filled[CORE] = core_xml(title=title, organisation=organisation)
        if APP in self._members:
            filled[APP] = app_xml(organisation=organisation)
        for name, placeholder in self.pictures.items():
            for file in placeholder.files:
                filled[file] = self._picture(file, shown.get(name))
        return self._zipped(filled)

    def _picture(self, file: str, picture: Picture | None) -> bytes:
        if picture is None:
            return self._members[file]
        return picture.svg if file.endswith(".svg") else picture.png

    def _zipped(self, filled: Mapping[str, bytes]) -> bytes:
        """The members that never change are deflated the first time, and copied from then on."""
        if self._container is None:
            self._container = Container(self._members, changing=filled)
        return self._container.filled(filled)

    def _render(self, member: str, part: Compiled, context: Mapping[str, object]) -> bytes:
        text = self._filled(part_word(member), part, context)
        if member in self._renumbered:
            text = _with_own_numbers(text)
        return _regridded(text) if member in self._regridded else text.encode()

    def _filled(self, part: str, compiled: Compiled, context: Mapping[str, object]) -> str:
        try:
            return compiled.render(context)
        except Exception as error:  # whatever a template can raise stops its own paper only
            message = _("{template} ({part}) cannot be filled: {reason}")
            hint = _("ctidocs lint says more of the template")
            raise CtidocsError(
                message.format(template=self.name, part=part, reason=_reason(error)), hint=hint
            ) from None


def _reason(error: Exception) -> str:
    """What went wrong, without any value: Jinja's own sentence of what is not there may hold one."""
    if isinstance(error, UndefinedError):
        return _("a tag names something that is not there")
    return str(error) if isinstance(error, (TemplateError, ValueError)) else type(error).__name__


def _repeats_drawings(tree: nodes.Template) -> bool:
    """Whether a drawing stands in a loop of the part, so that its number would come twice."""
    return any("docPr" in data.data for loop in tree.find_all(nodes.For) for data in loop.find_all(nodes.TemplateData))


def _with_own_numbers(text: str) -> str:
    """The part with its drawings numbered from 1, in their order."""
    number = count(1)
    return _NUMBER.sub(lambda match: f'{match[1]}"{next(number)}"', text)


def _regridded(text: str) -> bytes:
    """The part with as many columns in each table's grid as its widest row has cells, as docxtpl counts them."""
    tree = DocxTemplate.fix_tables(cast(Any, None), text.encode())
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
