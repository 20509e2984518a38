"""Commands that make papers: make, compass."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ctidocs.cli.shared import (
    BUG,
    Given,
    at_work,
    common,
    end,
    end_if_asked,
    on_day,
    open_session,
    output_password,
    report_bug,
    tell,
    warn_of_sharing,
)
from ctidocs.language import gettext as _

if TYPE_CHECKING:
    from ctidocs.jobs import Job
    from ctidocs.problems import Problem
    from ctidocs.quiet import Asked
    from ctidocs.session import Session, Wanted
    from ctidocs.summary import Summary
    from ctidocs.workspace import Workspace

protect_option = click.option(
    "--protect", is_flag=True, help=_("protect what is made with a password that is asked for")
)


@click.command(help=_("Make papers. Without a name: every paper that applies now."))
@click.argument("names", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--case", "cases", multiple=True, metavar="NR", help=_("only this case; may be repeated"))
@click.option("--worker", default="", metavar="ID", help=_("only this worker's cases: initials or name"))
@on_day
@click.option("--dry-run", "dry", is_flag=True, help=_("tell what would be made, and write nothing"))
@click.option("--retry", is_flag=True, help=_("only what could not be made the last time"))
@click.option(
    "--force", is_flag=True, help=_("replace papers that were changed by hand; the changed ones are kept beside")
)
@click.option("--allow", "allowed", multiple=True, metavar="CELL",
              help=_("what stands in this cell may stand in her papers; may be repeated"))  # fmt: skip
@protect_option
@common
def make(
    names: tuple[str, ...],
    cases: tuple[str, ...],
    worker: str,
    on: date | None,
    dry: bool,
    retry: bool,
    force: bool,
    allowed: tuple[str, ...],
    protect: bool,
    given: Given,
) -> None:
    from ctidocs import report
    from ctidocs.documents import DOCUMENTS, document_called
    from ctidocs.quiet import Asked, note_run, run_mark, same_run

    documents = tuple(dict.fromkeys(document_called(name) for name in names)) or DOCUMENTS
    with at_work(given, dry=dry) as workspace:
        warn_of_sharing(workspace.root, workspace.output)
        asked = Asked(
            documents, cases, worker, named=bool(names), protect=protect, on=on or workspace.on or date.today()
        )
        plain = not (dry or retry or force or allowed or given.strict or given.verbose)
        mark = run_mark(workspace, asked) if plain else ""
        summary, session = same_run(workspace, mark, now=datetime.now()) if mark else None, None
        if summary is None:
            session, wanted = _wanted(workspace, asked, force=force, dry=dry, allowed=allowed, retry=retry)
            summary = make_with_progress(session, wanted)
            note_run(session, asked, summary, mark=mark, now=datetime.now())
    show_paths(summary, root=workspace.root, shape=given.shape)
    if session and (told := session.problems if given.strict else session.urgent):
        tell(report.problems_text(told))
    for line in remarks_on_run(summary, workspace, retry=retry, protect=protect, dry=dry):
        tell(line)
    urgent = session.urgent if session else ()
    show_summary(summary, root=workspace.root, verbose=given.verbose, by_name_only=not names, dry=dry, told=urgent)
    doubts = (*summary.kept, *summary.remarked(), *session.doubts) if session and given.strict else ()
    end_run(summary, *(session.errors if session else ()), *doubts)


def _wanted(
    workspace: Workspace, asked: Asked, *, force: bool, dry: bool, allowed: Sequence[str], retry: bool
) -> tuple[Session, Wanted]:
    """The register read, and what to make of it."""
    from ctidocs.session import Wanted, chosen_cases
    from ctidocs.store.manifest import Manner

    manner = Manner("make", output_password(".docx") if asked.protect else None, force=force, dry=dry)
    session = open_session(workspace, on=asked.on)
    cases = chosen_cases(session, only=asked.only, worker=asked.worker, dry=dry)
    return session, Wanted(asked.documents, cases, asked.named, manner, allowed, retry)


@click.command(help=_("Draw one case's compass as PDF, SVG or PNG."))
@click.argument("number", metavar="NR")
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
              help=_("the file to write: .pdf, .svg or .png"))  # fmt: skip
@click.option("--who", type=click.Choice(["kvinden", "begge"]), default="kvinden",
              help=_("her own first and latest round, or hers beside the worker's"))  # fmt: skip
@on_day
@protect_option
@common
def compass(
    number: str,
    target: Path,
    who: str,
    on: date | None,
    protect: bool,
    given: Given,
) -> None:
    from ctidocs import report
    from ctidocs.copies import put_compass
    from ctidocs.session import chosen_cases

    with at_work(given) as workspace:
        session = open_session(workspace, on=on)
        (case,) = chosen_cases(session, only=(number,))
        warn_of_sharing(target.parent)
        password = output_password(target.suffix.lower()) if protect else None
        stored = put_compass(session, case, target.resolve(), who=who, password=password, now=datetime.now())
    written = str(stored.beside or stored.path)
    click.echo(report.as_json({str(stored.outcome): [written]}) if given.shape == "json" else written)
    if stored.outcome == "kept":
        tell(_("{file} was changed by hand and is kept").format(file=stored.path.name))
    elif given.verbose:
        tell(_("unchanged") if stored.outcome == "unchanged" else _("made"))
    end([stored] if given.strict and stored.outcome == "kept" else [])


def make_with_progress(session: Session, wanted: Wanted) -> Summary:
    """Make papers, with a progress bar on a terminal."""
    from ctidocs.session import make_documents

    with ExitStack() as stack:

        def watch(jobs: Sequence[Job]) -> Callable[[Job], None]:
            quiet = not sys.stderr.isatty()
            bar = click.progressbar(length=len(jobs), file=sys.stderr, label=_("papers"), hidden=quiet)
            stack.enter_context(bar)

            def before(_job: Job) -> None:
                end_if_asked()
                bar.update(1)

            return before

        return make_documents(session, wanted, now=datetime.now(), watch=watch)


def remarks_on_run(summary: Summary, workspace: Workspace, *, retry: bool, protect: bool, dry: bool) -> Iterator[str]:
    """What an option came to, where the summary does not show it."""
    from ctidocs.store.names import UNKNOWN, secret_file
    from ctidocs.store.sealed import is_sealed

    if retry and not (summary.tried or summary.skipped):
        yield _("there is nothing that could not be made the last time")
    if protect and summary.unchanged:
        yield _("what is unchanged keeps the password that it was made with")
    for path in (stored.path for stored in summary.kept if protect):
        if not is_sealed(path.read_bytes()):
            yield _("{file} is not protected: put a password on it in Word").format(file=path.name)
    if dry and not secret_file(workspace.root).exists():
        yield _("{code} stands for the code on her papers: it is chosen when the first are made").format(code=UNKNOWN)


def show_paths(summary: Summary, *, root: Path, shape: str) -> None:
    """What was written, for programs."""
    from ctidocs import report

    if shape == "json":
        click.echo(report.as_json(summary.as_dict(root)))
    else:
        for path in summary.paths():
            click.echo(str(path))


def show_summary(
    summary: Summary,
    *,
    root: Path,
    verbose: bool = False,
    by_name_only: bool = False,
    dry: bool = False,
    told: Sequence[Problem] = (),
) -> None:
    """What became of the papers, for people. `told`: the problems that they have seen already."""
    from ctidocs import report
    from ctidocs.documents import DOCUMENTS

    for failure in (*summary.failed, *(summary.skipped if verbose else ())):
        tell(f"{failure.job}: {failure.message}")
        if untold := [problem for problem in failure.problems if problem not in told]:
            tell(report.problems_text(untold))
        if failure.hint:
            tell("    " + _("hint: {hint}").format(hint=failure.hint))
    for line in report.papers_text(summary, root=root, verbose=verbose):
        tell(line)
    left = [document.name for document in DOCUMENTS if document.by_name_only]
    if by_name_only and left:
        tell(_("only made when asked for by name: {names}").format(names=", ".join(left)))
    tell(summary.text() + ("; " + _("nothing was written (--dry-run)") if dry else ""))


def end_run(summary: Summary, *findings: object) -> None:
    """Exit as the contract says: a fault of our own before what is wrong in the register."""
    if summary.bugs:
        tell(report_bug(summary.bugs[0]))
        raise click.exceptions.Exit(BUG)
    end((*summary.failed, *findings))
