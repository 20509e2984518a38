"""The language of messages: Danish or English, through gettext. Papers are always Danish.

Our catalogue also carries Click's own sentences ("Usage:", "Missing argument …"), because Click asks gettext's
current domain, and we make that ours.
"""

import gettext as _gettext
import locale
import os
import re
from collections.abc import Mapping
from pathlib import Path

DOMAIN = "ctidocs"
LANGUAGES = ("da", "en")
CATALOGUES = Path(__file__).parent / "locales"
_CALLED = {"da": "da", "danish": "da", "dansk": "da", "en": "en", "english": "en"}  # Windows says "Danish_Denmark"

_active: _gettext.NullTranslations = _gettext.NullTranslations()


def choose(environ: Mapping[str, str], *, configured: str | None = None) -> str:
    """The language code: CTIDOCS_LANG, else the workspace's own, else the system's, else English.

    A value that is neither Danish nor English counts as not given.
    """
    for candidate in (environ.get("CTIDOCS_LANG"), configured, _system(environ)):
        code = _CALLED.get(re.split(r"[_.@-]", (candidate or "").strip().lower())[0])
        if code:
            return code
    return "en"


def _system(environ: Mapping[str, str]) -> str:
    """The locale for messages, such as "da_DK.UTF-8"; Windows has none of the variables."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), None)
    if named is not None:
        return named
    try:
        return locale.getlocale()[0] or ""
    except ValueError:
        return ""


def activate(code: str) -> None:
    """Make `code` the language of every later message of this process, Click's own among them."""
    global _active
    _active = _gettext.translation(DOMAIN, str(CATALOGUES), languages=[code], fallback=True)
    os.environ["LANGUAGE"] = code  # Click asks gettext itself, which looks here, in our domain
    _gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    _gettext.textdomain(DOMAIN)


def gettext(message: str) -> str:
    """`message` in the active language, unchanged where the catalogue has none."""
    return _active.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for `count`, in the active language."""
    return _active.ngettext(one, many, count)
