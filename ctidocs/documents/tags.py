"""The tags of a document or a sheet as rows for people: tag, help, example."""

from collections.abc import Iterable, Iterator
from typing import Any

from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Document, Field, Reads
from ctidocs.register.column import Column, Sheet, same_header
from ctidocs.register.schema import ALL_SHEETS

Row = tuple[str, str, str]
LETTERS = "mnopqrst"  # loop variables, outermost first


def tag_rows(name: str | None) -> tuple[Row, ...]:
    """The tags of one document (any of its names) or one sheet, or of every sheet; () where there is no such."""
    if name is None:
        return tuple(row for sheet in ALL_SHEETS for row in _sheet_rows(sheet, sheet.columns))
    for document in DOCUMENTS:
        if name.lower() in document.names:
            return tuple(document_rows(document))
    for sheet in ALL_SHEETS:
        if same_header(name) in {same_header(sheet.name), sheet.tag}:
            return tuple(_sheet_rows(sheet, sheet.columns))
    return ()


def document_rows(document: Document) -> Iterator[Row]:
    """What a template of this document may use: computed values first, then the register's columns."""
    for field in document.computed:
        yield from _field_rows(field, field.tag, 0)
    computed = {field.tag for field in document.computed}
    for read in document.reads:
        if read.sheet.tag not in computed:
            yield from _sheet_rows(read.sheet, _columns(read))


def _columns(read: Reads) -> tuple[Column, ...]:
    return tuple(read.sheet.by_name[name] for name in read.columns)


def _sheet_rows(sheet: Sheet[Any], columns: Iterable[Column]) -> Iterator[Row]:
    one = sheet.one_per_case or sheet.vertical
    owner = sheet.tag if one else LETTERS[0]
    if not one:
        yield f"{{%tr for {LETTERS[0]} in {sheet.tag} %}}", sheet.help, ""
    for column in columns:
        yield f"{{{{ {owner}.{column.tag} }}}}", column.help, column.example


def _field_rows(field: Field, owner: str, depth: int) -> Iterator[Row]:
    if not field.fields:
        yield f"{{{{ {owner} }}}}", field.help, field.example
        return
    if field.many:
        letter = LETTERS[depth]
        yield f"{{%tr for {letter} in {owner} %}}", field.help, ""
        owner, depth = letter, depth + 1
    for inner in field.fields:
        yield from _field_rows(inner, f"{owner}.{inner.tag}", depth)
