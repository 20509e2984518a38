"""Commands that make a workspace: new, demo."""

from __future__ import annotations

from pathlib import Path

import click

from ctidocs.cli.papers import end_run, make_with_progress, show_summary
from ctidocs.cli.shared import Given, at_work, choose_language, open_session, tell, warn_of_sharing
from ctidocs.language import gettext as _


@click.command(help=_("Make a workspace: a register, the templates, and files to double-click."))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--demo", is_flag=True, help=_("with an invented register to try it on"))
def new(folder: Path, demo: bool) -> None:
    from ctidocs.new import new_workspace

    new_workspace(folder, demo=demo)
    choose_language("da")
    warn_of_sharing(folder)
    click.echo(str(folder))
    tell(_("Next: open {file} in Excel; then run ctidocs check in the folder.").format(file=folder / "register.xlsx"))


@click.command(help=_("Make the demo workspace and every paper in it."))
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default=Path("ctidocs-demo"))
def demo(folder: Path) -> None:
    from ctidocs.documents import DOCUMENTS
    from ctidocs.new import new_workspace
    from ctidocs.session import Wanted, chosen_cases
    from ctidocs.store.manifest import Manner

    warn_of_sharing(folder)
    new_workspace(folder, demo=True)
    with at_work(Given(folder, None, "text", strict=False, verbose=False)) as workspace:
        session = open_session(workspace)
        cases = chosen_cases(session)
        wanted = Wanted(DOCUMENTS, cases, named=True, manner=Manner("demo"))
        summary = make_with_progress(session, wanted)
    click.echo(str(workspace.output))
    show_summary(summary, root=workspace.root)
    count = len(summary.made)
    tell(_("{count} papers for invented women lie in {folder}").format(count=count, folder=workspace.output))
    end_run(summary)
