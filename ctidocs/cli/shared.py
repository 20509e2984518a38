"""What the commands share: options, the language, opening a workspace, telling and exiting.

Only the modules of this package print or exit; heavy imports stand inside the functions.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ctidocs import language
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


def open_session(root: Path | None, register_file: Path | None, *, on: date | None = None) -> Session:
    """The workspace opened, speaking its own language from here on; `today` begins here."""
    from ctidocs import session as sessions

    workspace = open_workspace(root, register_file)
    session = sessions.open_session(workspace, today=date.today(), on=on, unlock=passwords)
    for note in session.notes:
        tell(note)
    return session


def passwords(file: str) -> Iterable[str]:
    """Passwords to try on a protected file: of the environment, else asked for in this window, three times."""
    given, named = os.environ.get("CTIDOCS_PASSWORD"), os.environ.get("CTIDOCS_PASSWORD_FILE")
    if given:
        yield given
    elif named:
        yield _password_in(Path(named))
    elif sys.stdin.isatty():
        for _attempt in range(3):
            prompt = _("password for {file} (Enter: without it)").format(file=file)
            typed = click.prompt(prompt, hide_input=True, default="", show_default=False, err=True)
            if not typed:
                return
            yield typed


def _password_in(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise CtidocsError(
            _("the file that CTIDOCS_PASSWORD_FILE names cannot be read"), hint=_("correct the name")
        ) from None


def show_kept(stored: Stored) -> None:
    """Where the file that the user named lies, and whether one that was changed by hand was kept."""
    click.echo(str(stored.beside or stored.path), err=True)
    if stored.outcome == "kept":
        tell(_("{file} was changed by hand and is kept").format(file=stored.path.name))


def tell(text: str) -> None:
    """Progress, summaries and errors go to stderr: stdout carries data."""
    click.echo(text, err=True)


def end(findings: Iterable[object]) -> None:
    if any(True for _finding in findings):
        raise click.exceptions.Exit(FINDINGS)
