"""The command line: parse, call, show, exit. Only this module prints or exits; heavy imports stand inside commands."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ctidocs import __version__, language
from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError, Level, UnknownName

if TYPE_CHECKING:
    from ctidocs.documents.base import Document
    from ctidocs.make import Job
    from ctidocs.session import Session
    from ctidocs.summary import Summary

OK, FINDINGS, USAGE, BUG, INTERRUPTED, ENDED = 0, 1, 2, 3, 130, 143


def _choose_language(configured: str | None = None) -> None:
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


_choose_language(None if os.environ.get("CTIDOCS_LANG") else _configured_language())  # before the help texts are read


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


on_day = click.option("--on", callback=_day, metavar="DATE", help=_("the day to count as today"))


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]}, help=_("A CTI register in, finished papers out.")
)
@click.version_option(__version__, "--version", message="%(version)s", help=_("show the version"))
def cli() -> None:
    """The entrance; what it says for itself stands in `help` above."""


@cli.command(help=_("Make a workspace: a register, the templates, and files to double-click."))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--demo", is_flag=True, help=_("with an invented register to try it on"))
def new(folder: Path, demo: bool) -> None:
    from ctidocs.new import new_workspace

    new_workspace(folder, demo=demo)
    _choose_language("da")
    click.echo(str(folder))
    _tell(_("Next: open {file} in Excel; then run ctidocs check in the folder.").format(file=folder / "register.xlsx"))


@cli.command(help=_("Make the demo workspace and every paper in it."))
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default=Path("ctidocs-demo"))
def demo(folder: Path) -> None:
    from ctidocs.documents import DOCUMENTS
    from ctidocs.new import new_workspace

    new_workspace(folder, demo=True)
    session = _open(folder, None)
    summary = _make(session, DOCUMENTS, named=True)
    click.echo(str(session.workspace.output))
    _show_summary(summary)
    count = len(summary.made)
    _tell(_("{count} papers for invented women lie in {folder}").format(count=count, folder=session.workspace.output))
    _exit(summary.failed)


@cli.command(help=_("Show every problem in the register, cell by cell."))
@common
def check(given: Given) -> None:
    from ctidocs import report

    session = _open(given.root, given.register)
    problems = session.problems
    shown = problems if given.verbose or given.shape == "json" else [p for p in problems if p.level is not Level.INFO]
    text = report.problems_json(shown) if given.shape == "json" else report.problems_text(shown)
    if text:
        click.echo(text)
    _tell(f"{session.workspace.register.name}: {report.problems_summary(shown)}")
    _exit([p for p in problems if p.level is Level.ERROR or (given.strict and p.level is not Level.INFO)])


@cli.command(help=_("Make papers. Without a name: every paper that applies now."))
@click.argument("names", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--case", "cases", multiple=True, metavar="NR", help=_("only this case; may be repeated"))
@click.option("--worker", default="", metavar="ID", help=_("only this worker's cases: initials or name"))
@on_day
@common
def make(
    names: tuple[str, ...],
    cases: tuple[str, ...],
    worker: str,
    on: date | None,
    given: Given,
) -> None:
    from ctidocs import report
    from ctidocs.documents import DOCUMENTS
    from ctidocs.session import document_called

    documents = list(dict.fromkeys(document_called(name) for name in names)) or list(DOCUMENTS)
    session = _open(given.root, given.register)
    summary = _make(session, documents, on=on, only=cases, worker=worker, named=bool(names))
    if given.shape == "json":
        click.echo(report.as_json(summary.as_dict(session.workspace.root)))
    else:
        for path in summary.paths():
            click.echo(str(path))
    if told := session.problems if given.strict else session.urgent:
        _tell(report.problems_text(told))
    _show_summary(summary, verbose=given.verbose, by_name_only=not names)
    _exit([*summary.failed, *session.errors, *((*summary.kept, *session.doubts) if given.strict else ())])


@cli.command("list", help=_("List the documents: whose each is, and what it is made for."))
def list_documents() -> None:
    from ctidocs import report
    from ctidocs.documents import DOCUMENTS
    from ctidocs.documents.base import Per, Reader

    words = {Per.CASE: _("case"), Per.PHASE: _("phase"), Reader.STAFF: _("staff"), Reader.HER: _("her")}
    rows = [
        (d.number, d.name, d.danish, words[d.per], ", ".join(dict.fromkeys(words[paper.reader] for paper in d.papers)))
        for d in DOCUMENTS
    ]
    click.echo(report.table_text([(_("no."), _("name"), _("Danish"), _("per"), _("reader")), *rows]))


@cli.command(help=_("List the tags that a template may use, with help and example."))
@click.argument("name", required=False, metavar="[DOCUMENT|SHEET]")
@shape_option
def fields(name: str | None, shape: str) -> None:
    from ctidocs import report
    from ctidocs.documents.tags import tag_rows

    rows = tag_rows(name)
    if not rows:
        raise click.BadParameter(_("there is no document or sheet {name}").format(name=name), param_hint="DOCUMENT")
    if shape == "json":
        click.echo(report.as_json([{"tag": tag, "help": text, "example": example} for tag, text, example in rows]))
    else:
        click.echo(report.table_text([(tag, example, text) for tag, text, example in rows]))


@cli.command(help=_("Draw one case's compass as PDF, SVG or PNG."))
@click.argument("number", metavar="NR")
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
              help=_("the file to write: .pdf, .svg or .png"))  # fmt: skip
@click.option("--who", type=click.Choice(["kvinden", "begge"]), default="kvinden",
              help=_("her own first and latest round, or hers beside the worker's"))  # fmt: skip
@on_day
@common
def compass(
    number: str,
    target: Path,
    who: str,
    on: date | None,
    given: Given,
) -> None:
    from ctidocs import report
    from ctidocs.documents.compass import COMPASS_READS, both_now, own_picture
    from ctidocs.make import by_row, refuse_wrong_cells
    from ctidocs.render.picture import ENDINGS, compass_as
    from ctidocs.session import chosen_cases, put_file

    session = _open(given.root, given.register)
    (case,) = chosen_cases(session, today=date.today(), on=on, only=(number,))
    refuse_wrong_cells(case, COMPASS_READS, by_row(session.errors))
    drawing = both_now(case) if who == "begge" else own_picture(case)
    title = "Kompas · EKSEMPEL" if case.settings.sample else "Kompas"
    author = case.settings.organisation if who == "begge" else ""  # hers tells nothing of where it is from
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise click.BadParameter(_("name the file with .pdf, .svg or .png"), param_hint="--to")
    stored = put_file(
        session,
        target.resolve(),
        content=f"{title} {author} {drawing!r} {ending}",
        document="compass",
        produce=lambda: compass_as(ending, drawing, title=title, author=author),
        now=datetime.now(),
    )
    written = str(stored.beside or stored.path)
    click.echo(report.as_json({str(stored.outcome): [written]}) if given.shape == "json" else written)
    if stored.outcome == "kept":
        _tell(_("{file} was changed by hand and is kept").format(file=stored.path.name))
    elif given.verbose:
        _tell(_("unchanged") if stored.outcome == "unchanged" else _("made"))
    _exit([stored] if given.strict and stored.outcome == "kept" else [])


def _open(root: Path | None, register_file: Path | None) -> Session:
    """The workspace opened, speaking its own language from here on."""
    from ctidocs.session import open_session
    from ctidocs.workspace import open_workspace

    workspace = open_workspace(root, here=Path.cwd(), register=register_file)
    _choose_language(workspace.language)
    session = open_session(workspace)
    for note in session.notes:
        _tell(note)
    return session


def _make(
    session: Session,
    documents: Sequence[Document],
    *,
    named: bool,
    on: date | None = None,
    only: Sequence[str] = (),
    worker: str = "",
) -> Summary:
    """Make papers with a progress bar; `today` begins here."""
    from ctidocs.session import chosen_cases, make_documents

    now = datetime.now()
    cases = chosen_cases(session, today=now.date(), on=on, only=only, worker=worker)
    with ExitStack() as stack:

        def watch(jobs: Sequence[Job]) -> Callable[[Job], None]:
            quiet = not sys.stderr.isatty()
            bar = click.progressbar(length=len(jobs), file=sys.stderr, label=_("papers"), hidden=quiet)
            stack.enter_context(bar)
            return lambda _job: bar.update(1)

        return make_documents(session, documents, cases, named=named, now=now, watch=watch)


def _show_summary(summary: Summary, *, verbose: bool = False, by_name_only: bool = False) -> None:
    from ctidocs.documents import DOCUMENTS

    for failure in (*summary.failed, *(summary.skipped if verbose else ())):
        _tell(f"{failure.job}: {failure.message}")
        if failure.hint:
            _tell("    " + _("hint: {hint}").format(hint=failure.hint))
    for stored in summary.kept:
        beside = _("; the new one lies beside it as {file}").format(file=stored.beside.name) if stored.beside else ""
        _tell(_("{file} was changed by hand and is kept").format(file=stored.path.name) + beside)
    left = [document.name for document in DOCUMENTS if document.by_name_only]
    if by_name_only and left:
        _tell(_("only made when asked for by name: {names}").format(names=", ".join(left)))
    _tell(summary.text())


def _tell(text: str) -> None:
    """Progress, summaries and errors go to stderr: stdout carries data."""
    click.echo(text, err=True)


def _exit(findings: Iterable[object]) -> None:
    if any(True for _finding in findings):
        raise click.exceptions.Exit(FINDINGS)


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
        _tell(error.message)
        if error.hint:
            _tell("    " + _("hint: {hint}").format(hint=error.hint))
        return USAGE if isinstance(error, UnknownName) else FINDINGS
    except (click.Abort, KeyboardInterrupt):
        _tell(_("interrupted"))
        return INTERRUPTED
    except _Ended:
        return ENDED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader left; say nothing more
        return ENDED
    except Exception as error:
        if (code := _masked_ending(error)) is not None:
            return code
        _tell(_bug(error))
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
