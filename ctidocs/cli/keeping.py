"""Commands about what was made: who, log, forget."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from ctidocs.cli.shared import FINDINGS, INTERRUPTED, Given, at_work, common, on_day, open_session, passwords, tell
from ctidocs.language import gettext as _
from ctidocs.language import ngettext
from ctidocs.problems import CtidocsError

if TYPE_CHECKING:
    from ctidocs.deletion import Done
    from ctidocs.workspace import Workspace


@click.command(help=_("Show the case number behind the code on a paper."))
@click.argument("code", metavar="CODE")
@common
def who(code: str, given: Given) -> None:
    from ctidocs import report
    from ctidocs.session import case_with_code

    with at_work(given, dry=True) as workspace:
        number = case_with_code(code, workspace, unlock=passwords)
    click.echo(report.as_json({"code": code.strip().lower(), "case": number}) if given.shape == "json" else number)


@click.command(help=_("Show what was made, when, and from what."))
@click.option("--case", "case_id", default="", metavar="NR", help=_("only this case"))
@common
def log(case_id: str, given: Given) -> None:
    from ctidocs import report
    from ctidocs.store.manifest import Manner, open_manifest

    with (
        at_work(given, dry=True) as workspace,
        open_manifest(workspace.root, now=datetime.now(), manner=Manner(dry=True)) as manifest,
    ):
        versions = [version for version in manifest.memory.all() if not case_id or version.case_id == case_id]
    made = list({(one.path, one.at, one.plain): one for one in versions}.values())  # saved again by Word: made once
    if given.shape == "json":
        click.echo(report.as_json(report.log_list(made)))
    elif made:
        click.echo(report.log_text(made))
    tell(ngettext("{count} paper", "{count} papers", len(made)).format(count=len(made)))


@click.command(help=_("Delete what was made for a case. Without a number: the cases whose day to be deleted has come."))
@click.argument("number", metavar="[NR]", required=False)
@click.option("--yes", is_flag=True, help=_("do not ask first"))
@on_day
@common
def forget(number: str | None, yes: bool, on: date | None, given: Given) -> None:
    if number is None:
        _show_due(on, given)
    else:
        _forget(number, yes, on, given)


def _show_due(on: date | None, given: Given) -> None:
    from ctidocs import report
    from ctidocs.forget import deletion_list, who_decides

    with at_work(given, dry=True) as workspace:
        session = open_session(workspace, on=on)
    due = deletion_list(session.register, on=session.on)
    if given.shape == "json":
        click.echo(report.as_json([{"case": one.case_id, "delete_on": one.retention.delete_on} for one in due]))
    else:
        for one in due:
            click.echo(one.text)
    if session.urgent:
        tell(report.problems_text(session.urgent))
    for line in who_decides() if due else ():
        tell(line)
    tell(ngettext("{count} case to delete", "{count} cases to delete", len(due)).format(count=len(due)))


def _forget(number: str, yes: bool, on: date | None, given: Given) -> None:
    from ctidocs import deletion, report
    from ctidocs.store.manifest import Manner, open_manifest

    number, now = deletion.case_called(number), datetime.now()
    with at_work(given) as workspace:
        session = open_session(workspace, on=on)
        if session.urgent:  # a sheet that cannot be read may hold rows about her
            tell(report.problems_text(session.urgent))
        with open_manifest(workspace.root, now=now, manner=Manner("forget")) as manifest:
            found = deletion.find_files(number, workspace, manifest)
            deletion.refuse_unknown(number, session, manifest, found)
            for line in deletion.asking(number, session, found):
                tell(line)
            if found.ours and not yes:
                _ask()
            left = deletion.remove(found, workspace)
            if not left:
                manifest.memory.forget(number)
        done = deletion.Done(
            number,
            len(found.ours) - len(left),
            tuple(path.name for path in left),
            deletion.files_of_others(number, workspace, found),
            deletion.what_to_do(number, session, found),
        )
        _show_done(done, workspace, now, given)
    if left:
        raise click.exceptions.Exit(FINDINGS)


def _ask() -> None:
    """Go on only with a yes."""
    yes, no = _("y"), _("n")
    while True:
        try:
            answer = click.prompt(
                _("delete them? [{yes}/{no}]").format(yes=yes, no=no.upper()), default=no, show_default=False, err=True
            )
        except click.Abort:
            answer = no
            tell("")
        if (first := answer.strip().lower()[:1]) in (yes, "y"):
            return
        if first == no:
            tell(_("nothing was deleted"))
            raise click.exceptions.Exit(INTERRUPTED)


def _show_done(done: Done, workspace: Workspace, now: datetime, given: Given) -> None:
    """What was done and what is to do; shown where the receipt cannot be written, too."""
    from ctidocs import report
    from ctidocs.deletion import put_receipt

    path, fault = None, None
    try:
        path = put_receipt(done, workspace, now=now)
    except CtidocsError as error:
        fault = error
    click.echo(report.as_json(done.as_dict(path)) if given.shape == "json" else done.text(now))
    if fault:
        raise fault
    tell(_("receipt: {file}").format(file=path))
