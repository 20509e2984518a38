"""A workspace: the folder with ctidocs.toml, and where everything in it is."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ctidocs.language import LANGUAGES
from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

CONFIG = "ctidocs.toml"
SHIPPED = Path(".ctidocs") / "templates.json"  # what each template's hash was when `new` copied it
KEYS = {"language": str, "register": str, "noegle": str, "output": str, "libreoffice": str, "on": date}


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
        shipped = self._shipped().get(name)
        unchanged = shipped is not None and hashlib.sha256(own.read_bytes()).hexdigest() == shipped
        return packaged if unchanged and packaged.is_file() else own

    def _shipped(self) -> dict[str, str]:
        try:
            return dict(json.loads((self.root / SHIPPED).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}


def package_file(name: str) -> Path:
    """A folder that comes with the package: beside the code in the wheel, at the top of the repository otherwise."""
    here = Path(__file__).resolve().parent
    packaged = here / "package_data" / name
    return packaged if packaged.exists() else here.parent / name


def find_workspace(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that has a ctidocs.toml."""
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG).is_file()), None)


def open_workspace(root: Path | None, *, here: Path, register: Path | None = None) -> Workspace:
    """The workspace at `root`, or the nearest from `here`. CtidocsError where there is none or its file is wrong."""
    folder = root.resolve() if root else find_workspace(here)
    if folder is None or not (folder / CONFIG).is_file():
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
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CtidocsError(_("{file} is not saved as UTF-8").format(file=path.name)) from None
    except OSError:
        raise CtidocsError(_("{file} cannot be read").format(file=path.name)) from None
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise CtidocsError(_("{file} is not right: {reason}").format(file=path.name, reason=error)) from None
    for key, value in values.items():
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.split("=")[0].strip() == key), 1)
        place = f"{path.name}:{line}"
        if key not in KEYS:
            hint = _("known are: {keys}").format(keys=", ".join(KEYS))
            raise CtidocsError(_("{place}: {key} is not known").format(place=place, key=key), hint=hint)
        if not isinstance(value, KEYS[key]) or (key == "language" and value not in LANGUAGES):
            raise CtidocsError(_("{place}: the value of {key} is not right").format(place=place, key=key))
    return values


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
