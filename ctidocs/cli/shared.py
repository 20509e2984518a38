"""What the commands share: options, the language, opening a workspace, telling and exiting.

Only the modules of this package print or exit; heavy imports stand inside the functions.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ctidocs import __version__, language
from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError

if TYPE_CHECKING:
    from ctidocs.session import Session
    from ctidocs.store.manifest import Stored
    from ctidocs.workspace import Workspace

OK, FINDINGS, USAGE, BUG, INTERRUPTED, ENDED = 0, 1, 2, 3, 130, 143


def choose_language(configured: str | None = None) -> None:
    language.activate(language.choose(os.environ, configured=configured))


def _configured_language() -> str | None:
    """The language of the workspace we stand in, so that --help speaks it too."""
    from ctidocs.workspace import CONFIG, find_workspace, read_config

    root = find_workspace(Path.cwd())
    try:
        found = read_config(root / CONFIG).get("language") if root else None
    except CtidocsError:
        return None  # told properly by the command itself
    return found if isinstance(found, str) else None


choose_language(None if os.environ.get("CTIDOCS_LANG") else _configured_language())  # before the help texts are read


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    """2025-10-31 or 31.10.2025 as a day."""
    if value is None:
        return None
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(value, shape).date()
        except ValueError:
            continue
    raise click.BadParameter(_("{value} is not a date; type it as 31.10.2025").format(value=value))


on_day = click.option("--on", callback=_day, metavar="DATE", help=_("the day to count as today"))
shape_option = click.option(
    "--format", "shape", type=click.Choice(["text", "json"]), default="text", help=_("how to show it")
)


@dataclass(frozen=True, slots=True)
class Given:
    """What the common options say."""

    root: Path | None
    register: Path | None
    shape: str
    strict: bool
    verbose: bool


def common(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every command of a workspace has, handed to it together as `given`."""

    @wraps(command)
    def gathered(
        *, root: Path | None, register: Path | None, shape: str, strict: bool, verbose: bool, **rest: Any
    ) -> None:
        command(given=Given(root, register, shape, strict, verbose), **rest)

    options = (
        click.option("--root", type=click.Path(path_type=Path), metavar="DIR",
                     help=_("the workspace; default: this folder or the nearest above with ctidocs.toml")),
        click.option("--register", type=click.Path(path_type=Path), metavar="FILE",
                     help=_("another register than the workspace's own")),
        shape_option,
        click.option("--strict", is_flag=True, help=_("count what is missing, and warnings, as findings too")),
        click.option("-v", "--verbose", is_flag=True, help=_("tell more")),
    )  # fmt: skip
    for option in reversed(options):
        gathered = option(gathered)
    return gathered


def open_workspace(root: Path | None, register_file: Path | None) -> Workspace:
    """The workspace, speaking its own language from here on."""
    from ctidocs import workspace as workspaces

    workspace = workspaces.open_workspace(root, here=Path.cwd(), register=register_file)
    choose_language(workspace.language)
    return workspace


@contextmanager
def at_work(given: Given, *, dry: bool = False) -> Iterator[Workspace]:
    """The workspace, with no other run in it; what killed runs left is swept away. With `dry` it is only opened."""
    from ctidocs.store import lock
    from ctidocs.store.atomic import sweep

    workspace = open_workspace(given.root, given.register)
    if dry:
        yield workspace
        return
    with lock.at_work(workspace.root, tell=tell):
        for folder in dict.fromkeys((workspace.root, workspace.output)):
            sweep(folder)
        yield workspace


def warn_of_sharing(*paths: Path) -> None:
    """Say so, once, where files leave the computer, or lie where everybody sees them (F7)."""
    from ctidocs.store.places import shared_folder

    if folder := next(filter(None, (shared_folder(path, os.environ) for path in paths)), None):
        tell(
            _("warning: {folder} is synchronised or on the desktop; others may see what lies there").format(
                folder=folder
            )
        )
        tell(
            "    "
            + _("hint: {hint}").format(hint=_("keep the workspace in a folder that only you and your team can open"))
        )


def open_session(workspace: Workspace, *, on: date | None = None) -> Session:
    """The workspace read and checked; `today` begins here."""
    from ctidocs import session as sessions

    session = sessions.open_session(workspace, today=date.today(), on=on, unlock=passwords)
    for note in session.notes:
        tell(note)
    return session


def output_password(ending: str) -> str:
    """The password to protect papers with: of the environment, else asked for twice in this window."""
    from ctidocs.store.sealed import check_password

    given, named = os.environ.get("CTIDOCS_OUTPUT_PASSWORD"), os.environ.get("CTIDOCS_OUTPUT_PASSWORD_FILE")
    if given is None and named:
        given = _password_in(Path(named), variable="CTIDOCS_OUTPUT_PASSWORD_FILE")
    if given is None:
        if not sys.stdin.isatty():
            hint = _("run the command in a window where it can ask, or put the password in CTIDOCS_OUTPUT_PASSWORD")
            raise CtidocsError(_("there is no password to protect the papers with"), hint=hint)
        given = click.prompt(_("password for the papers"), hide_input=True, confirmation_prompt=True, err=True)
    check_password(given, ending=ending)
    return given


def passwords(file: str) -> Iterable[str]:
    """Passwords to try on a protected file: of the environment, else asked for in this window, three times."""
    given, named = os.environ.get("CTIDOCS_PASSWORD"), os.environ.get("CTIDOCS_PASSWORD_FILE")
    if given:
        yield given
    elif named:
        yield _password_in(Path(named), variable="CTIDOCS_PASSWORD_FILE")
    elif sys.stdin.isatty():
        for _attempt in range(3):
            prompt = _("password for {file} (Enter: without it)").format(file=file)
            typed = click.prompt(prompt, hide_input=True, default="", show_default=False, err=True)
            if not typed:
                return
            yield typed


def _password_in(path: Path, *, variable: str) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        message = _("the file that {variable} names cannot be read").format(variable=variable)
        raise CtidocsError(message, hint=_("correct the name")) from None


def show_kept(stored: Stored) -> None:
    """Where the file that the user named lies, and whether one that was changed by hand was kept."""
    click.echo(str(stored.beside or stored.path), err=True)
    if stored.outcome == "kept":
        tell(_("{file} was changed by hand and is kept").format(file=stored.path.name))


_endings: list[BaseException] = []


def note_ending(ending: BaseException) -> None:
    """Remember that we are asked to end: what Python calls while it cleans up swallows whatever is raised in it."""
    _endings.append(ending)


def end_if_asked() -> None:
    """Between two papers: end, where that was asked for and got lost."""
    if _endings:
        raise _endings[0]


def tell(text: str) -> None:
    """Progress, summaries and errors go to stderr: stdout carries data."""
    click.echo(text, err=True)


def report_bug(error: Exception) -> str:
    """One line for the user, and a report file with places in the code only: no message, no values."""
    import tempfile
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"ctidocs {__version__}, Python {sys.version.split()[0]}, {sys.platform}", type(error).__name__]
    lines += [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    handle, path = tempfile.mkstemp(prefix="ctidocs-fejl-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return _("a fault in ctidocs itself; please send this report, it holds no personal data: {path}").format(path=path)


def end(findings: Iterable[object]) -> None:
    if any(True for _finding in findings):
        raise click.exceptions.Exit(FINDINGS)
