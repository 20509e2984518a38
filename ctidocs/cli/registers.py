"""Commands about the register: check, list, fields."""

from __future__ import annotations

from datetime import date

import click

from ctidocs.cli.shared import Given, common, end, on_day, open_session, shape_option, tell
from ctidocs.language import gettext as _
from ctidocs.problems import Level


@click.command(help=_("Show every problem in the register, cell by cell."))
@on_day
@common
def check(on: date | None, given: Given) -> None:
    from ctidocs import report

    session = open_session(given.root, given.register, on=on)
    problems = session.problems
    shown = problems if given.verbose or given.shape == "json" else [p for p in problems if p.level is not Level.INFO]
    text = report.problems_json(shown) if given.shape == "json" else report.problems_text(shown)
    if text:
        click.echo(text)
    tell(f"{session.workspace.register.name}: {report.problems_summary(shown)}")
    end([p for p in problems if p.level is Level.ERROR or (given.strict and p.level is not Level.INFO)])


@click.command("list", help=_("List the documents: whose each is, and what it is made for."))
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


@click.command(help=_("List the tags that a template may use, with help and example."))
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
