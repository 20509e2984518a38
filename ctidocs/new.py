"""A new workspace: an empty register or the demo, the templates to edit, and two files to double-click on Windows."""

import hashlib
import json
from pathlib import Path
from typing import Any

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.column import Sheet
from ctidocs.register.schema import CONTACTS, KEY
from ctidocs.store.atomic import make_folder, write_file
from ctidocs.store.memory import FOLDER
from ctidocs.workspace import CONFIG, SHIPPED, package_file

DEMO_SECRET = b"demo: every copy of the demo has the same codes"
FOLDERS = ("templates", "forms", "safety", "kontaktlog", "output")
# blank ones: for the key's own folder, for a worker's own log
TO_COPY: dict[str, Sheet[Any]] = {"noegle.xlsx": KEY, "kontaktlog.xlsx": CONTACTS}
DOUBLE_CLICK = {"Tjek register.cmd": "check", "Lav papirer.cmd": "make"}

_CONFIG = """\
# Indstillinger for ctidocs i denne mappe. Det, programmet selv bestemmer, står i registrets ark Opsætning.
language = "da"
register = "register.xlsx"
output = "output"
"""
_KEY_LINE = """\
# Navnene står i deres egen projektmappe. Flyt forms/noegle.xlsx til en mappe, som færre kan læse, og skriv stien her:
# noegle = "../noegle/noegle.xlsx"
"""
_DEMO_LINES = """\
noegle = "noegle.xlsx"
on = {day}
"""
# pushd, not cd: it also works from a folder on a server; the quotes and %~dp0 bear blanks and æøå
_COMMAND = '@echo off\r\nchcp 65001 >nul\r\npushd "%~dp0"\r\npy -m ctidocs {command}\r\necho.\r\npause\r\npopd\r\n'


def new_workspace(folder: Path, *, demo: bool) -> None:
    """Make a workspace in a folder that is not there or is empty; CtidocsError otherwise."""
    _refuse_unless_empty(folder)
    files = _contents(demo=demo)  # before anything is written: what fails here leaves no half workspace
    try:
        for name in FOLDERS:
            make_folder(folder / name)
        for place, data in files.items():
            write_file(folder / place, data, replace=False)
    except CtidocsError as error:
        if not folder.exists():
            raise
        hint = _("the folder {folder} is only half made: delete it, then run the command again")
        raise CtidocsError(error.message, hint=hint.format(folder=_name(folder))) from None


def _refuse_unless_empty(folder: Path) -> None:
    try:
        if not folder.exists():
            return
        if folder.is_dir() and not any(folder.iterdir()):
            return
    except OSError:
        raise CtidocsError(_("{folder} cannot be read").format(folder=_name(folder))) from None
    raise CtidocsError(
        _("{folder} is not empty").format(folder=_name(folder)), hint=_("choose a folder that is not there yet")
    )


def _name(folder: Path) -> str:
    return folder.resolve().name  # "." has no name of its own


def _contents(*, demo: bool) -> dict[str, bytes]:
    """Every file of the workspace by its place in it; ctidocs.toml last, it makes the folder a workspace."""
    files = _demo_registers() if demo else {"register.xlsx": workbook()}
    templates, forms = _packaged("templates"), _packaged("forms")
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in templates.items()}
    files |= {f"templates/{name}": data for name, data in templates.items()}
    files |= {f"forms/{name}": data for name, data in forms.items()}
    files |= {f"forms/{name}": workbook(sheets=(sheet,), front=False) for name, sheet in TO_COPY.items()}
    files[SHIPPED.as_posix()] = json.dumps(hashes, indent=1).encode()  # so that an unchanged copy follows the package
    files |= {name: _COMMAND.format(command=command).encode() for name, command in DOUBLE_CLICK.items()}
    files[CONFIG] = (_CONFIG + (_demo_lines() if demo else _KEY_LINE)).encode()
    return files


def _demo_registers() -> dict[str, bytes]:
    from ctidocs.demo import demo_keys, demo_rows, demo_settings

    rows = {sheet.name: found for sheet, found in demo_rows().items()}
    return {
        "register.xlsx": workbook(rows, settings=demo_settings()),
        "noegle.xlsx": workbook({KEY.name: demo_keys()}, sheets=(KEY,), front=False),
        f"{FOLDER}/secret": DEMO_SECRET,
    }


def _demo_lines() -> str:
    from ctidocs.demo import DEMO_DAY

    return _DEMO_LINES.format(day=DEMO_DAY.isoformat())


def _packaged(name: str) -> dict[str, bytes]:
    """The files of a packaged folder by their place in it; empty where the package has none."""
    source = package_file(name)
    try:
        found = (path for path in sorted(source.rglob("*")) if path.is_file() and not path.name.startswith((".", "~")))
        return {path.relative_to(source).as_posix(): path.read_bytes() for path in found}
    except OSError:
        raise CtidocsError(
            _("the program's own folder {folder} cannot be read").format(folder=name),
            hint=_("install ctidocs again"),
        ) from None
