"""Codes of the rules that look across rows and sheets."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_rows() -> Iterable[Code]:
    """The codes of check/rows.py and check/missing.py."""
    yield Code(
        "contact-twice",
        _("The same contact stands in two files, so its minutes count twice."),
        "kontaktlog/em.xlsx:Kontaktlog!A7",
        _("Delete one of the two rows. It is enough that a contact stands in one file."),
        Level.WARNING,
    )
    yield Code(
        "duplicate",
        _("Two rows have the same value where each may stand only once."),
        "Kompas!D5: 25-014, M0, kvinden – som i række 2",
        _("Correct one of the rows, or delete it. The message names the first one."),
    )
    yield Code(
        "missing",
        _("A cell that is to be filled in by now is blank. No paper is stopped by it."),
        "Visitation!B2: (tom)",
        _("Fill it in when you know it. Until then the papers leave it open."),
        Level.MISSING,
    )
    yield Code(
        "new-column",
        _("The register is older than the program and does not have these columns."),
        "Netværk: Fra start, Status",
        _("Nothing, or add the columns you want to use."),
        Level.INFO,
    )
    yield Code(
        "unknown-case",
        _("The case number is neither in Visitation nor in Forløb."),
        "Netværk!A4: 25-041",
        _("Correct the number, or add the case to Visitation."),
    )
    yield Code(
        "unknown-name",
        _("A name that has to stand in another sheet does not stand there."),
        "Kontaktlog!C7: Mete Eksempel",
        _("Choose from the list, or add the name to the sheet the message names."),
    )
