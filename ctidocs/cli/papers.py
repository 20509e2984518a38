"""Commands that make papers: make, compass."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ctidocs.cli.shared import Given, common, end, on_day, open_session, tell
from ctidocs.language import gettext as _

if TYPE_CHECKING:
    from ctidocs.documents.base import Document
    from ctidocs.make import Job
    from ctidocs.session import Session
    from ctidocs.summary import Summary


@click.command(help=_("Make papers. Without a name: every paper that applies now."))
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
    session = open_session(given.root, given.register, on=on)
    summary = make_with_progress(session, documents, only=cases, worker=worker, named=bool(names))
    if given.shape == "json":
        click.echo(report.as_json(summary.as_dict(session.workspace.root)))
    else:
        for path in summary.paths():
            click.echo(str(path))
    if told := session.problems if given.strict else session.urgent:
        tell(report.problems_text(told))
    show_summary(summary, verbose=given.verbose, by_name_only=not names)
    end([*summary.failed, *session.errors, *((*summary.kept, *session.doubts) if given.strict else ())])


@click.command(help=_("Draw one case's compass as PDF, SVG or PNG."))
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
    from ctidocs.copies import put_file
    from ctidocs.documents.compass import COMPASS_READS, both_now, own_picture
    from ctidocs.render.compass.picture import ENDINGS, compass_as
    from ctidocs.session import chosen_cases
    from ctidocs.wrong_cells import by_row, refuse_wrong_cells

    session = open_session(given.root, given.register, on=on)
    (case,) = chosen_cases(session, only=(number,))
    refuse_wrong_cells(case, COMPASS_READS, by_row(session.errors))
    drawing = both_now(case) if who == "begge" else own_picture(case)
    title = "Kompas · EKSEMPEL" if case.settings.sample else "Kompas"
    author = case.settings.organisation if who == "begge" else ""  # hers tells nothing of where it is from
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise click.BadParameter(_("name the file with .pdf, .svg or .png"), param_hint="--to")
    stored = put_file(
        session.workspace,
        target.resolve(),
        content=f"{title} {author} {drawing!r} {ending}",
        document="compass",
        produce=lambda: compass_as(ending, drawing, title=title, author=author),
        now=datetime.now(),
    )
    written = str(stored.beside or stored.path)
    click.echo(report.as_json({str(stored.outcome): [written]}) if given.shape == "json" else written)
    if stored.outcome == "kept":
        tell(_("{file} was changed by hand and is kept").format(file=stored.path.name))
    elif given.verbose:
        tell(_("unchanged") if stored.outcome == "unchanged" else _("made"))
    end([stored] if given.strict and stored.outcome == "kept" else [])


def make_with_progress(
    session: Session,
    documents: Sequence[Document],
    *,
    named: bool,
    only: Sequence[str] = (),
    worker: str = "",
) -> Summary:
    """Make papers, with a progress bar on a terminal."""
    from ctidocs.session import chosen_cases, make_documents

    cases = chosen_cases(session, only=only, worker=worker)
    with ExitStack() as stack:

        def watch(jobs: Sequence[Job]) -> Callable[[Job], None]:
            quiet = not sys.stderr.isatty()
            bar = click.progressbar(length=len(jobs), file=sys.stderr, label=_("papers"), hidden=quiet)
            stack.enter_context(bar)
            return lambda _job: bar.update(1)

        return make_documents(session, documents, cases, named=named, now=datetime.now(), watch=watch)


def show_summary(summary: Summary, *, verbose: bool = False, by_name_only: bool = False) -> None:
    from ctidocs import report
    from ctidocs.documents import DOCUMENTS

    for failure in (*summary.failed, *(summary.skipped if verbose else ())):
        tell(f"{failure.job}: {failure.message}")
        if failure.problems:
            tell(report.problems_text(failure.problems))
        if failure.hint:
            tell("    " + _("hint: {hint}").format(hint=failure.hint))
    for stored in summary.kept:
        beside = _("; the new one lies beside it as {file}").format(file=stored.beside.name) if stored.beside else ""
        tell(_("{file} was changed by hand and is kept").format(file=stored.path.name) + beside)
    left = [document.name for document in DOCUMENTS if document.by_name_only]
    if by_name_only and left:
        tell(_("only made when asked for by name: {names}").format(names=", ".join(left)))
    tell(summary.text())
