"""A Word file's properties written anew, so that they tell nothing of who made the template or the paper (F3)."""

import re
from xml.sax.saxutils import escape, unescape

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:creator>{organisation}</dc:creator><dc:language>da-DK</dc:language>"
    "</cp:coreProperties>"
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Company>{organisation}</Company></Properties>"
)
_TITLE = re.compile(r"<dc:title>(.*?)</dc:title>", re.S)


def title_of(core: bytes) -> str:
    """The template's own title; "" where it has none."""
    found = _TITLE.search(core.decode("utf-8", "replace"))
    return unescape(found[1]) if found else ""


def core_xml(*, title: str, organisation: str) -> bytes:
    """docProps/core.xml: title, organisation and language, nothing else."""
    return _CORE.format(title=escape(title), organisation=escape(organisation)).encode()


def app_xml(*, organisation: str) -> bytes:
    """docProps/app.xml: the organisation, nothing else."""
    return _APP.format(organisation=escape(organisation)).encode()
