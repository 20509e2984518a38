"""A workspace: the folder with ctidocs.toml, and where everything in it is.

Read before every command, --help too: what only some of it needs is imported there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from ctidocs.language import LANGUAGES
from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

CONFIG = "ctidocs.toml"
LOGS = "kontaktlog"
SHIPPED = Path(".ctidocs") / "templates.json"  # what each template's hash was when `new` copied it
KEYS: Mapping[str, type] = {
    "language": str, "register": str, "noegle": str, "output": str, "libreoffice": str, "on": date,
}  # fmt: skip
_NEVER_BLANK = {"language", "register", "output"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder and the settings of the tool. `on`: the demo's own "today"; None elsewhere."""

    root: Path
    register: Path
    key: Path | None
    output: Path
    language: str | None = None
    libreoffice: str | None = None
    on: date | None = None

    def template(self, name: str) -> Path:
        """The template to use: the workspace's own copy where the office changed it, else the packaged one."""
        own = self.root / "templates" / name
        packaged = package_file("templates") / name
        if not own.is_file():
            return packaged
        return packaged if packaged.is_file() and self._is_as_shipped(own, name) else own

    def _is_as_shipped(self, own: Path, name: str) -> bool:
        import hashlib
        import json

        try:
            shipped = json.loads((self.root / SHIPPED).read_text(encoding="utf-8"))
            return bool(shipped[name] == hashlib.sha256(own.read_bytes()).hexdigest())
        except (OSError, ValueError, LookupError, TypeError):
            return False  # no note of it: then it is the office's own


def place_in(root: Path, path: Path) -> str:
    """The path as seen from the workspace; whole where it lies elsewhere."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def own_logs(root: Path) -> tuple[Path, ...]:
    """The workers' own logs: every workbook in kontaktlog/, without what Excel leaves there while one is open."""
    return tuple(sorted(path for path in (root / LOGS).glob("*.xlsx") if not path.name.startswith("~$")))


def package_file(name: str) -> Path:
    """A folder that comes with the package: beside the code in the wheel, at the top of the repository otherwise."""
    here = Path(__file__).resolve().parent
    packaged = here / "package_data" / name
    return packaged if packaged.exists() else here.parent / name


def find_workspace(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that has a ctidocs.toml."""
    return next((folder for folder in (start, *start.parents) if _has_config(folder)), None)


def _has_config(folder: Path) -> bool:
    try:
        return (folder / CONFIG).is_file()
    except OSError:
        return False  # a folder that we may not look into


def open_workspace(root: Path | None, *, here: Path, register: Path | None = None) -> Workspace:
    """The workspace at `root`, or the nearest from `here`. CtidocsError where there is none or its file is wrong."""
    folder = root.resolve() if root else find_workspace(here)
    if folder is None or not _has_config(folder):
        raise CtidocsError(
            _("there is no {file} here or in a folder above").format(file=CONFIG),
            hint=_("go to your workspace folder, name it with --root, or make one: ctidocs new DIR"),
        )
    values = read_config(folder / CONFIG)
    key = values.get("noegle")
    return Workspace(
        root=folder,
        register=register.resolve() if register else folder / str(values.get("register", "register.xlsx")),
        key=folder / str(key) if key else None,
        output=folder / str(values.get("output", "output")),
        language=_text(values.get("language")),
        libreoffice=_text(values.get("libreoffice")),
        on=on if isinstance(on := values.get("on"), date) else None,
    )


def read_config(path: Path) -> dict[str, object]:
    """The settings in ctidocs.toml. CtidocsError with the line where it is wrong."""
    import tomllib

    text = _read_text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+)", str(error))
        line = int(at[1]) if at else text.rstrip().count("\n") + 1  # else it says "at end of document"
        raise CtidocsError(
            _("{place}: the line cannot be read").format(place=f"{path.name}:{line}"),
            hint=_('a line looks like this: register = "register.xlsx"; write folders with / and not with \\'),
        ) from None
    for key, value in values.items():
        _check(key, value, place=f"{path.name}:{_line_of(key, text)}")
    return values


def _read_text(path: Path) -> str:
    """The file's text without a byte order mark and with plain line ends, as Notepad may have saved it otherwise."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CtidocsError(
            _("{place}: the file is not saved as UTF-8").format(place=f"{path.name}:{line}"),
            hint=_("in Notepad: File, Save as, Encoding: UTF-8"),
        ) from None
    except OSError:
        hint = _("check that you may read the file and its folder")
        raise CtidocsError(_("{file} cannot be read").format(file=path.name), hint=hint) from None


def _line_of(key: str, text: str) -> int:
    """The line on which `key` or its table is written."""
    written = re.compile(rf"""[\s\[]*["']?{re.escape(key)}["']?\s*[=.\]]""")
    return next((line for line, row in enumerate(text.split("\n"), 1) if written.match(row)), 1)


def _check(key: str, value: object, *, place: str) -> None:
    """CtidocsError where a setting is not known, or its value cannot be."""
    if key not in KEYS:
        import difflib

        near = difflib.get_close_matches(key.lower(), KEYS, n=1)
        known = _("known are: {keys}").format(keys=", ".join(KEYS))
        hint = _("did you mean “{word}”?").format(word=near[0]) if near else known
        raise CtidocsError(_("{place}: {key} is not known").format(place=place, key=key), hint=hint)
    if type(value) is not KEYS[key]:  # a point of time is a date as well, but not one to count from
        shape = _("write a date like this: {key} = 2025-10-31")
        _refuse(key, place, hint=(shape if KEYS[key] is date else _('write it in quotes: {key} = "…"')).format(key=key))
    if key == "language" and value not in LANGUAGES:
        _refuse(key, place, hint=_("choose {values}").format(values=", ".join(LANGUAGES)))
    if key in _NEVER_BLANK and value == "":
        _refuse(key, place, hint=_("fill it in, or remove the line"))
    if isinstance(value, str) and _CONTROL.search(value):
        _refuse(key, place, hint=_("there is a tab or another control character in it; write folders with /"))


def _refuse(key: str, place: str, *, hint: str) -> NoReturn:
    raise CtidocsError(_("{place}: the value of {key} is not right").format(place=place, key=key), hint=hint)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
