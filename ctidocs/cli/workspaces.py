"""Commands that make a workspace: new, demo."""

from __future__ import annotations

from pathlib import Path

import click

from ctidocs.cli.papers import make_with_progress, show_summary
from ctidocs.cli.shared import choose_language, end, open_session, tell
from ctidocs.language import gettext as _


@click.command(help=_("Make a workspace: a register, the templates, and files to double-click."))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--demo", is_flag=True, help=_("with an invented register to try it on"))
def new(folder: Path, demo: bool) -> None:
    from ctidocs.new import new_workspace

    new_workspace(folder, demo=demo)
    choose_language("da")
    click.echo(str(folder))
    tell(_("Next: open {file} in Excel; then run ctidocs check in the folder.").format(file=folder / "register.xlsx"))


@click.command(help=_("Make the demo workspace and every paper in it."))
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default=Path("ctidocs-demo"))
def demo(folder: Path) -> None:
    from ctidocs.documents import DOCUMENTS
    from ctidocs.new import new_workspace

    new_workspace(folder, demo=True)
    session = open_session(folder, None)
    summary = make_with_progress(session, DOCUMENTS, named=True)
    click.echo(str(session.workspace.output))
    show_summary(summary)
    count = len(summary.made)
    tell(_("{count} papers for invented women lie in {folder}").format(count=count, folder=session.workspace.output))
    end(summary.failed)
