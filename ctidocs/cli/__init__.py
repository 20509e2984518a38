"""The command line: parse, call, show, exit."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from ctidocs import __version__
from ctidocs.cli.keeping import forget, log, who
from ctidocs.cli.papers import compass, make
from ctidocs.cli.registers import check, fields, list_documents, merge
from ctidocs.cli.shared import BUG, ENDED, FINDINGS, INTERRUPTED, OK, USAGE, note_ending, report_bug, tell
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


for command in (new, demo, check, make, list_documents, fields, compass, merge, lint, who, forget, log):
    cli.add_command(command)


_OF_STREAMS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EINVAL}


class _Ended(BaseException):
    """The system ended us; unwinds everything, so that no half-written file is left."""


def _end(number: int, _frame: object) -> NoReturn:
    ending = KeyboardInterrupt() if number == signal.SIGINT else _Ended()
    note_ending(ending)
    raise ending


def main() -> None:
    """Run the command line and exit as the contract says (HOUSE: 0, 1, 2, 3, 130, 143)."""
    for ending in ("SIGINT", "SIGTERM", "SIGHUP"):  # SIGHUP: the terminal was closed; Windows has none
        if hasattr(signal, ending):
            signal.signal(getattr(signal, ending), _end)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may be cp1252
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `arguments` default to the process's own."""
    try:
        code: int = cli.main(arguments, standalone_mode=False, prog_name="ctidocs") or OK
        sys.stdout.flush()  # what cannot be shown is told here, not when Python ends
        return code
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
    except SystemExit:  # click's own way out where nobody reads stdout any more
        return _unshown(BrokenPipeError())
    except OSError as error:
        return _unshown(error)
    except Exception as error:
        return _unforeseen(error)


def _unforeseen(error: Exception) -> int:
    """The exit code of a fault of our own, told and reported; or of the interruption that it hides."""
    if (code := _masked_ending(error)) is not None:
        return code
    tell(report_bug(error))
    return BUG


def _unshown(error: OSError) -> int:
    """The exit code where stdout cannot be written to: its reader left, or the disk that it goes to is full."""
    if (code := _masked_ending(error)) is not None:
        return code  # a closed terminal ends us, and takes no more of the progress bar
    left = isinstance(error, BrokenPipeError)
    if not left and (error.filename is not None or error.errno not in _OF_STREAMS):
        return _unforeseen(error)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still to be shown goes nowhere
    if left:
        return ENDED
    tell(_("what the command shows could not be written: the disk is full"))
    tell("    " + _("hint: {hint}").format(hint=_("make room on the disk, then run the command again")))
    return FINDINGS


def _masked_ending(error: BaseException | None) -> int | None:
    """The exit code of an interruption that closing something replaced by an error of its own; None for a real bug."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return INTERRUPTED
        if isinstance(error, _Ended):
            return ENDED
        error = error.__context__
    return None
