"""The key workbook: CPR numbers that can be right (R16), and names of women who are anonymous (F26)."""

from collections.abc import Container, Iterable

from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.method.cpr import read_cpr
from ctidocs.problems import Level, Problem
from ctidocs.register.read import Record
from ctidocs.register.schema import KEY
from ctidocs.register.schema.intake import Key


def keys_rules(look: Look, *, sample: bool, anonymous: Container[str] = ()) -> Iterable[Problem]:
    """What is wrong with the rows of the key workbook; no message shows a number.

    `look`: at the key workbook. `sample`: whether all is invented. `anonymous`: the cases with Anonym = ja.
    """
    for record in look.records(KEY):
        if record.values.cpr is not None:
            yield from _cpr(look, record, record.values.cpr, sample=sample)
        if record.values.case_id in anonymous:
            yield from _named(look, record)


def _cpr(look: Look, record: Record[Key], digits: str, *, sample: bool) -> Iterable[Problem]:
    """A day of birth that there is not or that is to come, a doubtful century, sample data that may be somebody's."""
    cpr = read_cpr(digits)
    hint = _("correct the number")
    if cpr.born is None:
        yield look.problem(KEY, record, "cpr", "cpr-date", _("the number begins with a day that there is not"), hint)
        return
    if cpr.born > look.on:
        message = _("the number tells a day of birth that is still to come")
        yield look.problem(KEY, record, "cpr", "cpr-date", message, hint)
        return
    if cpr.is_doubtful:
        message = _("by its seventh digit the number is of the year {year}").format(year=cpr.born.year)
        yield look.problem(KEY, record, "cpr", "cpr-century", message, _("check the number"), Level.WARNING)
    if sample and cpr.may_be_real:
        message = _("the number may be a real person's, and this is sample data")
        hint = _("use one that fails modulus 11 and is not of 1 January, or set Eksempeldata to nej")
        yield look.problem(KEY, record, "cpr", "cpr-may-be-real", message, hint)


def _named(look: Look, record: Record[Key]) -> Iterable[Problem]:
    """One problem where an anonymous woman's full name or CPR stands; a name to call her by may."""
    filled = [name for name in ("full_name", "cpr") if getattr(record.values, name) is not None]
    if filled:
        message = _("she is anonymous in Visitation, but her name or CPR stands here")
        hint = _("clear them, or correct Anonym in Visitation")
        yield look.problem(KEY, record, filled[0], "anonymous-named", message, hint, Level.WARNING)
