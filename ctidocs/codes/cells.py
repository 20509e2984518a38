"""Codes of what the reader says of one cell."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_cells() -> Iterable[Code]:
    """The codes of register/kinds.py and its neighbours."""
    yield Code(
        "blank-key",
        _("A cell that is never blank is blank, so the row cannot be read."),
        "Kompas!C7: (tom)",
        _("Fill in the cell, or delete the row."),
    )
    yield Code(
        "error-cell",
        _("The cell shows one of Excel's own errors."),
        "Budget!D5: #REF!",
        _("Correct the formula, or type the value itself."),
    )
    yield Code(
        "formula-without-value",
        _("The cell holds a formula that no program has calculated."),
        "Budget!D5: =SUM(D2:D4)",
        _("Open the workbook in Excel and save it."),
    )
    yield Code(
        "bad-character",
        _("The text holds a character that cannot stand in a document, mostly after a paste."),
        "Plan!G4",
        _("Type the text again; do not paste it."),
    )
    yield Code(
        "long-text",
        _("The text is so long that it may not fit the papers. It is used as it is."),
        "Plan!F4: 310 tegn",
        _("Shorten it, if you like."),
        Level.WARNING,
    )
    yield Code(
        "not-a-case-number",
        _("The cell is not a case number: two digits, a hyphen, three digits."),
        "Plan!A4: 25-14",
        _("Type it as 25-014. If Excel makes a date of it, give the column the number format Text."),
    )
    yield Code(
        "not-a-cpr",
        _("The cell is not ten digits."),
        "Nøgle!D4: 12 tegn",
        _("Type ten digits; give the column the number format Text."),
    )
    yield Code(
        "not-a-date",
        _("The cell is not a date."),
        "Forløb!O2: 30.02.2025",
        _("Type it as 15.05.2025."),
    )
    yield Code(
        "date-out-of-range",
        _("The year cannot be right."),
        "Forløb!O2: 15.05.0205",
        _("Type the year with four digits."),
    )
    yield Code(
        "not-a-month",
        _("The cell is not a year and a month."),
        "Børn!C3: marts 2018",
        _("Type it as 2018-03, never the day."),
    )
    yield Code(
        "not-a-municipality",
        _("No Danish municipality has this name or number."),
        "Visitation!G4: Københvn",
        _("Choose from the list; number or name will do."),
    )
    yield Code(
        "not-a-number",
        _("The cell is not a number."),
        "Budget!D3: ca. 500",
        _("Type it as 1.250,50, with nothing else in the cell."),
    )
    yield Code(
        "not-a-whole-number",
        _("The cell is not a whole number."),
        "Kontaktlog!H9: 1,5",
        _("Type digits only."),
    )
    yield Code(
        "not-a-period",
        _("The cell is not a period."),
        "Økonomi!A3: forår",
        _("Type it as 2025, 2025-H2 or 2025-K3."),
    )
    yield Code(
        "not-a-score",
        _("The cell is neither a whole number from 1 to 10 nor one of the three words."),
        "Kompas!F14: 11",
        _("Type 1 to 10, ikke relevant, ønsker ikke or ikke spurgt. Blank: not filled in yet."),
    )
    yield Code(
        "not-a-year",
        _("The cell is not a year."),
        "Visitation!F5: 15.05.1988",
        _("Type the year with four digits, never the whole date."),
    )
    yield Code(
        "not-in-list",
        _("The word is not in the column's list."),
        "Kompas!B3: M4",
        _("Choose from the list. Your own words stand in the sheet Valglister."),
    )
    yield Code(
        "not-yes-no",
        _("The cell is neither ja nor nej."),
        "Forløb!S3: måske",
        _("Type ja or nej (or uoplyst, where the column has it)."),
    )
    yield Code(
        "out-of-range",
        _("The number is larger or smaller than it can be."),
        "Netværk!E3: 4",
        _("Correct the number; the message says between what it lies."),
    )
