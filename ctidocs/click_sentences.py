"""Click's own sentences that a user of ours can meet. Named here only so that our catalogue has them too."""

from ctidocs.language import gettext as _
from ctidocs.language import ngettext


def click_sentences() -> tuple[str, ...]:
    """The sentences in the active language; Click itself asks for them by the same English text."""
    return (
        _("Usage:"),
        _("Options"),
        _("Commands"),
        _("Show this message and exit."),
        _("Error: {message}"),
        _("Try '{command} {option}' for help."),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        _("Missing argument"),
        _("Missing option"),
        _("Missing command."),
        _("Choose from:\n\t{choices}"),
        _("No such command {name!r}."),
        _("No such option {name!r}."),
        _("Option {name!r} does not take a value."),
        _("default: {default}"),
        _("{name} {filename!r} is a directory."),
        _("file"),
        _("directory"),
        _("path"),
        _("Aborted!"),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    )
