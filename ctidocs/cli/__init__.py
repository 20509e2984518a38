"""The command line: parse, call, show, exit."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from ctidocs import __version__
from ctidocs.cli.papers import compass, make
from ctidocs.cli.registers import check, fields, list_documents, merge
from ctidocs.cli.shared import BUG, ENDED, FINDINGS, INTERRUPTED, OK, USAGE, tell
from ctidocs.cli.templates import lint
from ctidocs.cli.workspaces import demo, new
from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError, UnknownName


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]}, help=_("A CTI register in, finished papers out.")
)
@click.version_option(__version__, "--version", message="%(version)s", help=_("show the version"))
def cli() -> None:
    """The entrance; what it says for itself stands in `help` above."""


for command in (new, demo, check, make, list_documents, fields, compass, merge, lint):
    cli.add_command(command)


class _Ended(BaseException):
    """The system ended us; unwinds everything, so that no half-written file is left."""


def _end(_number: int, _frame: object) -> NoReturn:
    raise _Ended


def main() -> None:
    """Run the command line and exit as the contract says (HOUSE: 0, 1, 2, 3, 130, 143)."""
    for ending in ("SIGTERM", "SIGHUP"):  # SIGHUP: the terminal was closed; Windows has none
        if hasattr(signal, ending):
            signal.signal(getattr(signal, ending), _end)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may be cp1252
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `arguments` default to the process's own."""
    try:
        return cli.main(arguments, standalone_mode=False, prog_name="ctidocs") or OK
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        error.show()
        return USAGE
    except CtidocsError as error:
        tell(error.message)
        if error.hint:
            tell("    " + _("hint: {hint}").format(hint=error.hint))
        return USAGE if isinstance(error, UnknownName) else FINDINGS
    except (click.Abort, KeyboardInterrupt):
        tell(_("interrupted"))
        return INTERRUPTED
    except _Ended:
        return ENDED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader left; say nothing more
        return ENDED
    except Exception as error:
        if (code := _masked_ending(error)) is not None:
            return code
        tell(_bug(error))
        return BUG


def _masked_ending(error: BaseException | None) -> int | None:
    """The exit code of an interruption that closing something replaced by an error of its own; None for a real bug."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return INTERRUPTED
        if isinstance(error, _Ended):
            return ENDED
        error = error.__context__
    return None


def _bug(error: Exception) -> str:
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
