"""What each field of a document is, in words, for those who mistype its tag."""

from collections.abc import Iterator, Mapping

from ctidocs.documents.base import Document, Field
from ctidocs.language import gettext as _


def described(document: Document, *, added: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The column or the help text of every field, by its whole name: "forløb.medarbejder", "fokus.skridt.hvem".

    `added`: the tags of the team's own columns by sheet name.
    """
    words: dict[str, str] = {}
    for read in document.reads:
        frame = _("the row {column} in the sheet {sheet}") if read.sheet.vertical else _(
            "the column {column} in the sheet {sheet}"
        )  # fmt: skip
        for name in read.columns:
            column = read.sheet.by_name[name]
            words[f"{read.sheet.tag}.{column.tag}"] = frame.format(column=column.header, sheet=read.sheet.name)
        own = _("a column of your own in the sheet {sheet}").format(sheet=read.sheet.name)
        words |= {f"{read.sheet.tag}.{tag}": own for tag in added.get(read.sheet.name, ())}
    return words | {name: text for field in document.computed for name, text in _of_field(field, field.tag)}


def _of_field(field: Field, name: str) -> Iterator[tuple[str, str]]:
    if not field.fields:
        yield name, field.help[:1].lower() + field.help[1:].removesuffix(".")
    for inner in field.fields:
        yield from _of_field(inner, f"{name}.{inner.tag}")
