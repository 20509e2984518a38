"""A new workspace: an empty register or the demo, the templates to edit, and two files to double-click on Windows."""

import hashlib
import json
from pathlib import Path

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.register.blank import workbook
from ctidocs.register.schema import KEY
from ctidocs.store.atomic import make_folder, write_file
from ctidocs.store.manifest import FOLDER
from ctidocs.workspace import CONFIG, SHIPPED, package_file

DEMO_SECRET = b"demo: every copy of the demo has the same codes"
EMPTY_FOLDERS = ("forms", "safety", "kontaktlog", "output")
DOUBLE_CLICK = {"Tjek register.cmd": "check", "Lav papirer.cmd": "make"}

_CONFIG = """\
# Indstillinger for ctidocs i denne mappe. Det, programmet selv bestemmer, står i registrets ark Opsætning.
language = "da"
register = "register.xlsx"
output = "output"
"""
_KEY_LINE = """\
# Navnene står i deres egen projektmappe. Gem den i en anden mappe, som færre kan læse, og skriv stien her:
# noegle = "../noegle/noegle.xlsx"
"""
_DEMO_LINES = """\
noegle = "noegle.xlsx"
on = 2025-10-15
"""
_COMMAND = '@echo off\r\nchcp 65001 >nul\r\ncd /d "%~dp0"\r\npy -m ctidocs {command}\r\necho.\r\npause\r\n'


def new_workspace(folder: Path, *, demo: bool) -> None:
    """Make a workspace in a folder that is not there or is empty; CtidocsError otherwise."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CtidocsError(
            _("{folder} is not empty").format(folder=folder.name), hint=_("choose a folder that is not there yet")
        )
    make_folder(folder)
    for name in EMPTY_FOLDERS:
        make_folder(folder / name)
    _write_registers(folder, demo=demo)
    _copy_templates(folder)
    for name, command in DOUBLE_CLICK.items():
        write_file(folder / name, _COMMAND.format(command=command).encode(), replace=False)
    config = _CONFIG + (_DEMO_LINES if demo else _KEY_LINE)
    write_file(folder / CONFIG, config.encode(), replace=False)


def _write_registers(folder: Path, *, demo: bool) -> None:
    if not demo:
        write_file(folder / "register.xlsx", workbook(), replace=False)
        return
    from ctidocs.demo import demo_keys, demo_rows, demo_settings

    rows = {sheet.name: found for sheet, found in demo_rows().items()}
    write_file(folder / "register.xlsx", workbook(rows, settings=demo_settings()), replace=False)
    keys = workbook({KEY.name: demo_keys()}, sheets=(KEY,), front=False)
    write_file(folder / "noegle.xlsx", keys, replace=False)
    write_file(folder / FOLDER / "secret", DEMO_SECRET, replace=False)


def _copy_templates(folder: Path) -> None:
    """The packaged templates, and a note of their hashes: a copy nobody changed follows the package later."""
    shipped: dict[str, str] = {}
    source = package_file("templates")
    for path in sorted(source.rglob("*.*")):
        if path.is_file() and not path.name.startswith((".", "~")):
            name = path.relative_to(source).as_posix()
            data = path.read_bytes()
            write_file(folder / "templates" / name, data, replace=False)
            shipped[name] = hashlib.sha256(data).hexdigest()
    write_file(folder / SHIPPED, json.dumps(shipped, indent=1).encode(), replace=False)
