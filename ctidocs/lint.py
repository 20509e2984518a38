"""Templates against documents: tags, parts, leftovers; nothing is filled and nothing written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Document, Reader, known_tags
from ctidocs.documents.described import described
from ctidocs.language import gettext as _
from ctidocs.method.lix import lix
from ctidocs.problems import CtidocsError, Level, Place, Problem, UnknownName
from ctidocs.render.docx.docx_comments import Note, with_comments
from ctidocs.render.docx.package import content, members_of, unpacked
from ctidocs.render.tagging.leftovers import leftovers
from ctidocs.render.tagging.places import in_order
from ctidocs.render.tagging.running_text import running_text
from ctidocs.render.tagging.tag_check import check_tags, used_fields
from ctidocs.render.tagging.tags import Group, Known
from ctidocs.render.word import Template
from ctidocs.workspace import Workspace, package_file

EASY = 35  # LIX (C2)
Added = Mapping[str, tuple[str, ...]]  # the tags of the team's own columns by sheet name


def lint_workspace(workspace: Workspace, *, added: Added, names: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Every finding in the templates in use, in reading order; `names`: those of these templates or documents only.

    UnknownName for a name that is neither.
    """
    found: list[Problem] = []
    for template, document in _chosen(names):
        path = workspace.template(f"docx/{template}")
        packaged = package_file("templates") / "docx" / template
        own = path != packaged and packaged.is_file()
        found += lint_template(path, document, added=added, packaged=packaged if own else None)
    return tuple(found)


def templates_called(workspace: Workspace, names: Sequence[str]) -> tuple[Path, ...]:
    """The templates in use that answer to these names. UnknownName."""
    return tuple(workspace.template(f"docx/{template}") for template, _document in _chosen(names))


def commented(data: bytes, problems: Iterable[Problem], *, name: str) -> bytes:
    """The template with a Word comment on the paragraph of each finding."""
    parts = unpacked(data, name)
    members = in_order(parts)
    return with_comments(data, [_note(members, problem) for problem in problems], name=name)


def _note(members: Sequence[str], problem: Problem) -> Note:
    place = problem.place
    member = members[place.sheet_order - 1] if place.sheet_order else "word/document.xml"
    text = f"{problem.message} [{problem.code}]" + (f"\n{problem.hint}" if problem.hint else "")
    return Note(member, max(place.row, 1), text, place.sheet)


def lint_template(path: Path, document: Document, *, added: Added, packaged: Path | None = None) -> tuple[Problem, ...]:
    """Every finding in one template. `packaged`: the one that came with the program, where this is a changed copy."""
    name = path.name
    try:
        data = content(path, name)
        parts = unpacked(data, name)
        members_of(data, name)
    except CtidocsError as error:
        return (_unusable(name, error),)
    fields = known_tags(document, added=added)
    wrong = check_tags(parts, name=name, fields=fields, described=described(document, added=added))
    if not wrong:
        wrong = tuple(_torn(data, name))
    used = used_fields(parts, fields=fields)
    about = [*_unused(name, fields, used), *_hard_to_read(data, name, document)]
    if packaged is not None:
        about += _new(name, used_fields(unpacked(content(packaged, name), name), fields=fields) - used)
    return tuple(sorted((*about, *wrong, *leftovers(parts, name=name)), key=lambda problem: problem.place))


def _chosen(names: Sequence[str]) -> tuple[tuple[str, Document], ...]:
    """Each template with its document, once: all, or those named. A name with .docx is that file alone."""
    papers = {paper.template: document for document in reversed(DOCUMENTS) for paper in document.papers}
    wanted = {_answer(name) for name in names}
    known = {answer for template, document in papers.items() for answer in (template.lower(), *document.names)}
    if unknown := sorted(wanted - known):
        raise UnknownName(
            _("there is no template {template}").format(template=unknown[0]),
            hint=_("known are: {keys}").format(keys=", ".join(sorted(papers))),
        )
    return tuple(
        (template, document)
        for template, document in sorted(papers.items())
        if not names or wanted & {template.lower(), *document.names}
    )


def _answer(name: str) -> str:
    file = Path(name).name.lower()
    return file if file.endswith(".docx") else name.lower()


def _unusable(name: str, error: CtidocsError) -> Problem:
    hint = error.hint or _("take the template that came with the program")
    return Problem(Place(name), "unusable-template", error.message, hint)


def _torn(data: bytes, name: str) -> Iterator[Problem]:
    """What only the whole shows: a template whose tags are right, and that no paper can be made of."""
    try:
        Template(data, name=name)
    except CtidocsError as error:
        yield _unusable(name, error)


def _unused(name: str, fields: Mapping[str, Known], used: frozenset[str]) -> Iterator[Problem]:
    left = tuple(_left(fields, used))
    if left:
        yield Problem(
            Place(name),
            "unused-fields",
            _("the document has fields that the template does not use: {fields}").format(fields=", ".join(left)),
            _("nothing, if it is meant so"),
            Level.INFO,
        )


def _hard_to_read(data: bytes, name: str, document: Document) -> Iterator[Problem]:
    """Her papers in plain words (R21): LIX of the sentences that the template itself brings."""
    hers = any(paper.template == name and paper.reader is Reader.HER for paper in document.papers)
    found = lix(running_text(data, name=name)) if hers else None
    if found is not None and found > EASY:
        message = _("the sentences have LIX {lix}, and hers are easy to read up to {most}")
        message = message.format(lix=str(round(found, 1)).replace(".", ","), most=EASY)
        hint = _("write shorter sentences, and shorter words")
        yield Problem(Place(name), "hard-to-read", message, hint, Level.WARNING)


def _left(fields: Mapping[str, Known], used: Iterable[str], path: str = "") -> Iterator[str]:
    """The fields that nothing names: a group as a whole where nothing in it is used."""
    known = frozenset(used)
    for tag, inner in fields.items():
        name = f"{path}{tag}"
        if not any(word == name or word.startswith(f"{name}.") for word in known):
            yield name
        elif isinstance(inner, Group):
            yield from _left(inner.fields, known, f"{name}.")


def _new(name: str, more: Iterable[str]) -> Iterator[Problem]:
    fields = ", ".join(sorted(more))
    if fields:
        yield Problem(
            Place(name),
            "new-fields",
            _("the program's own template uses fields that your copy does not: {fields}").format(fields=fields),
            _("look at the program's own template, and take over what you want"),
            Level.INFO,
        )
