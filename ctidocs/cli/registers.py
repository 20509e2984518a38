"""Commands about the register: check, list, fields."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from ctidocs.cli.shared import (
    Given,
    at_work,
    common,
    end,
    on_day,
    open_session,
    passwords,
    shape_option,
    show_kept,
    tell,
    warn_of_sharing,
)
from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.problems import Level


@click.command(help=_("Show every problem in the register, cell by cell."))
@click.option("--annotate", "copy", type=click.Path(path_type=Path, dir_okay=False), metavar="COPY.xlsx",
              help=_("write a copy of the register with the problems marked at their cells"))  # fmt: skip
@on_day
@common
def check(copy: Path | None, on: date | None, given: Given) -> None:
    from ctidocs import report
    from ctidocs.copies import marked_copy

    target = _xlsx(copy) if copy else None
    with at_work(given, dry=target is None) as workspace:
        session = open_session(workspace, on=on)
        problems, every = session.problems, given.verbose or given.shape == "json"
        shown = problems if every else [p for p in problems if p.level is not Level.INFO]
        text = report.problems_json(shown) if given.shape == "json" else report.problems_text(shown)
        if text:
            click.echo(text)
        if target is not None:
            warn_of_sharing(target)
            show_kept(marked_copy(session, shown, target, now=datetime.now()))
    hidden = len(problems) - len(shown)
    more = (
        "; " + ngettext("{count} note with -v", "{count} notes with -v", hidden).format(count=hidden) if hidden else ""
    )
    tell(f"{session.workspace.register.name}: {report.problems_summary(shown)}{more}")
    end([p for p in problems if p.level is Level.ERROR or (given.strict and p.level is not Level.INFO)])


@click.command(help=_("Merge another partner's register with ours into a new workbook."))
@click.argument("other", type=click.Path(path_type=Path, dir_okay=False), metavar="OTHER.xlsx")
@click.option("--to", "copy", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="COPY.xlsx",
              help=_("the workbook to write; neither register is changed"))  # fmt: skip
@on_day
@common
def merge(other: Path, copy: Path, on: date | None, given: Given) -> None:
    from ctidocs import report
    from ctidocs.copies import merge_with, put_merged

    target = _xlsx(copy)
    with at_work(given) as workspace:
        session = open_session(workspace, on=on)
        one = merge_with(session, other, unlock=passwords)
        if text := report.problems_json(one.problems) if given.shape == "json" else report.problems_text(one.problems):
            click.echo(text)
        if one.errors:
            tell(_("nothing is merged: {problems}").format(problems=report.problems_summary(one.errors)))
        else:
            warn_of_sharing(target)
            show_kept(put_merged(session, one, target, other=other, now=datetime.now()))
            tell(one.text())
    end(one.errors or (one.problems if given.strict else ()))


def _xlsx(target: Path) -> Path:
    """The workbook to write; another ending would not open."""
    if target.suffix.lower() != ".xlsx":
        raise click.BadParameter(_("name the file with .xlsx"))
    return target.resolve()


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
