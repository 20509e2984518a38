"""Every document the tool makes. A new one is a template, a module here, and one line in DOCUMENTS."""

from ctidocs.documents.base import Document
from ctidocs.documents.cti_plan import CTI_PLAN

DOCUMENTS: tuple[Document, ...] = (CTI_PLAN,)
