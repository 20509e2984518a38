"""Threaded comments: where a cell has one, newer Excel shows the thread alone, so a text is added as an answer."""

import uuid
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ctidocs.render.book import Book
from ctidocs.render.xlsx.texts import add_text

_NAMESPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_PERSON = "http://schemas.microsoft.com/office/2017/10/relationships/person"
_PERSONS_TYPE = "application/vnd.ms-excel.person+xml"


@dataclass(frozen=True)
class Threads:
    """The threads of one worksheet. `person`: the id of who answers."""

    root: Any
    person: str

    def reply(self, address: str, text: str) -> None:
        """Answer the thread at this cell, if there is one."""
        thread = [
            comment for comment in self.root.iterchildren(_tag("threadedComment")) if comment.get("ref") == address
        ]
        if not thread:
            return
        values = {"ref": address, "personId": self.person, "id": _id(f"{thread[0].get('id')} {text}")}
        if day := thread[-1].get("dT"):
            values["dT"] = str(day)
        answer = etree.Element(_tag("threadedComment"), values | {"parentId": str(thread[0].get("id"))})
        add_text(answer, _tag("text"), text)
        thread[-1].addnext(answer)


def threads_of(book: Book, part: str, *, author: str) -> Threads | None:
    """The threads of the worksheet in `part`; None where it has none."""
    threads = book.related(part, "threadedComment")
    return Threads(book.edit(threads), _person(book, author)) if threads else None


def _person(book: Book, name: str) -> str:
    """The id of the person of this name, who is added where nobody is called so."""
    persons = book.related(book.workbook, "person")
    if not persons:
        persons = book.free_name("xl/persons/person{}.xml")
        book.add(persons, f'<personList xmlns="{_NAMESPACE}"/>'.encode(), _PERSONS_TYPE)
        book.relate(book.workbook, _PERSON, persons)
    person = _id(name)
    if person not in {entry.get("id") for entry in book.read(persons)}:
        values = {"displayName": name, "id": person, "userId": name, "providerId": "None"}
        etree.SubElement(book.edit(persons), _tag("person"), values)
    return person


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _id(text: str) -> str:
    """The same text, the same id."""
    return f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'ctidocs {text}')}}}".upper()
