"""Every document the tool makes. A new one is a template, a module here, and one line in DOCUMENTS."""

import difflib

from ctidocs.documents.base import Document
from ctidocs.documents.cti_plan import CTI_PLAN
from ctidocs.language import gettext as _
from ctidocs.problems import UnknownName

DOCUMENTS: tuple[Document, ...] = (CTI_PLAN,)


def document_called(name: str) -> Document:
    """The document that answers to a name, a Danish file name or a number. UnknownName with the nearest."""
    known = {answer: document for document in DOCUMENTS for answer in document.names}
    if name.lower() in known:
        return known[name.lower()]
    near = difflib.get_close_matches(name.lower(), known, n=1)
    hint = _("did you mean “{word}”?").format(word=near[0]) if near else ""
    raise UnknownName(_("there is no document {name}").format(name=name), hint=hint)
