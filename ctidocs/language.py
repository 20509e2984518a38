"""The language of messages: Danish or English, through gettext. Papers are always Danish.

Our catalogue also carries Click's own sentences ("Usage:", "Missing argument …"), because Click asks gettext's
current domain, and we make that ours.
"""

import gettext as _gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path

DOMAIN = "ctidocs"
LANGUAGES = ("da", "en")
CATALOGUES = Path(__file__).parent / "locales"


def choose(environ: Mapping[str, str], *, configured: str | None = None) -> str:
    """The language code: CTIDOCS_LANG, else the workspace's own, else the system's, else English."""
    wanted = (environ.get("CTIDOCS_LANG"), configured, environ.get("LC_ALL"), environ.get("LANG"), _system())
    for candidate in wanted:
        code = (candidate or "")[:2].lower()
        if code in LANGUAGES:
            return code
    return "en"


def _system() -> str:
    try:
        return locale.getlocale()[0] or ""  # on Windows "Danish_Denmark": starts with "da" as well
    except ValueError:
        return ""


def activate(code: str) -> None:
    """Make `code` the language of every later message of this process, Click's own among them."""
    _gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    _gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = code


def gettext(message: str) -> str:
    """`message` in the active language, unchanged where the catalogue has none."""
    return _gettext.dgettext(DOMAIN, message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for `count`, in the active language."""
    return _gettext.dngettext(DOMAIN, one, many, count)
