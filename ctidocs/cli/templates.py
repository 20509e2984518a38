"""Commands about the templates: lint."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ctidocs.cli.shared import Given, at_work, common, end, passwords, show_kept, tell
from ctidocs.language import gettext as _
from ctidocs.problems import Level


@click.command(help=_("Show every mistake in the templates, paragraph by paragraph."))
@click.argument("names", nargs=-1, metavar="[TEMPLATE]...")
@click.option("--annotate", "copy", type=click.Path(path_type=Path, dir_okay=False), metavar="COPY.docx",
              help=_("write a copy of the one template with a comment on each finding"))  # fmt: skip
@common
def lint(names: tuple[str, ...], copy: Path | None, given: Given) -> None:
    from ctidocs import report
    from ctidocs.copies import commented_copy, lint_templates
    from ctidocs.lint import templates_called

    with at_work(given, dry=copy is None) as workspace:
        templates = templates_called(workspace, names)
        if copy is not None and (copy.suffix.lower() != ".docx" or len(templates) != 1):
            raise click.BadParameter(_("name one template, and a file with .docx"), param_hint="--annotate")
        problems, notes = lint_templates(workspace, names, unlock=passwords)
        for note in notes:
            tell(note)
        every = given.verbose or given.shape == "json"
        shown = problems if every else [p for p in problems if p.level is not Level.INFO]
        if text := report.problems_json(shown) if given.shape == "json" else report.problems_text(shown):
            click.echo(text)
        if copy is not None:
            show_kept(commented_copy(workspace, templates[0], shown, copy.resolve(), now=datetime.now()))
    tell(_("templates: {problems}").format(problems=report.problems_summary(shown)))
    end([p for p in problems if p.level is Level.ERROR or (given.strict and p.level is not Level.INFO)])
