"""Codes of what the reader says of files, sheets and headers."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_files() -> Iterable[Code]:
    """The codes of workbooks and whole sheets."""
    yield Code(
        "missing-sheet",
        _("A sheet that must be there is not there."),
        "register.xlsx: Forløb",
        _("Add the sheet; a blank register made by ctidocs new has it."),
    )
    yield Code(
        "misnamed-sheet",
        _("A sheet is not there, and another has nearly its name."),
        "register.xlsx: Kompass i stedet for Kompas",
        _("Give the sheet its right name; until then it is not read."),
        Level.WARNING,
    )
    yield Code(
        "duplicate-sheet",
        _("Two sheets have the same name but for case and blanks."),
        "register.xlsx: Kompas og kompas",
        _("Rename or remove one of them; only the first is read."),
    )
    yield Code(
        "unreadable-log",
        _("A worker's own log cannot be read, so its hours are missing."),
        "kontaktlog/em.xlsx:Kontaktlog",
        _("Do what the message says, or move the file out of the folder."),
    )
    yield Code(
        "far-cell",
        _("A cell with something in it lies so far from the table that the sheet cannot be read."),
        "Plan!XFD1048576: x",
        _("Delete everything to the right of and below the table."),
    )
    yield Code(
        "merged-cells",
        _("Cells are merged, so all but the first of them are blank."),
        "Plan!A3 (A3:A5)",
        _("Split the cells and fill in each of them. Papers that read the sheet wait until then."),
    )
    yield Code(
        "hidden",
        _("Rows, columns or a whole sheet are hidden or filtered away. They are read like everything else."),
        "Kontaktlog: 12 rækker er skjult",
        _("Nothing, if it is meant so."),
        Level.INFO,
    )
    yield Code(
        "row-above-headers",
        _("A row that looks like data stands above the headers and is not read."),
        "Netværk!1",
        _("Move the row below the headers."),
        Level.WARNING,
    )
    yield Code(
        "stale-formula",
        _("The workbook was saved by a program that does not calculate, so a formula may show an old value."),
        "Budget!D4: =SUM(D2:D3)",
        _("Open the workbook in Excel and save it."),
        Level.WARNING,
    )


def of_headers() -> Iterable[Code]:
    """The codes of headers and of the two sheets of the programme's own decisions."""
    yield Code(
        "missing-column",
        _("A column without which no row of the sheet can be read is not there."),
        "Kompas!1: Måling",
        _("Add the column with exactly this header."),
    )
    yield Code(
        "duplicate-header",
        _("The same header stands twice in a sheet."),
        "Plan!K1: Mål",
        _("Remove or rename one of the two. Papers that read the sheet wait until then."),
    )
    yield Code(
        "blank-header",
        _("A column has cells but no header, so it is not read."),
        "Plan!S1: (tom)",
        _("Write a header above it, or remove the column."),
        Level.WARNING,
    )
    yield Code(
        "misspelt-header",
        _("A header is nearly one that is known. It is read as a column of your own."),
        "Netværk!B1: Hvemm",
        _("Correct the header, or leave it if the column is your own."),
        Level.WARNING,
    )
    yield Code(
        "forbidden-header",
        _(
            "A column could hold a name, an address, a telephone number, an e-mail address or a CPR number."
            " None of it may stand in the register."
        ),
        "Netværk!H1: Telefon",
        _("Remove the column. Names stand in the key workbook only, addresses nowhere."),
    )
    yield Code(
        "header-clash",
        _("Two columns would give the same tag in a template."),
        "Netværk!H1: Hvem?",
        _("Rename your own column."),
    )
    yield Code(
        "empty-tag",
        _("A header has no letter, so it gives no tag for a template."),
        "Netværk!H1: ???",
        _("Rename it with at least one letter."),
    )
    yield Code(
        "unknown-setting",
        _("The sheet Opsætning has a name that is not a setting."),
        "Opsætning!A9: Pris",
        _("Correct the name, or remove the row."),
        Level.WARNING,
    )
    yield Code(
        "duplicate-setting",
        _("A setting stands in two rows."),
        "Opsætning!A12: Sprogbrug",
        _("Delete one of the two rows."),
    )
    yield Code(
        "unknown-list",
        _("No column has the list that the sheet Valglister names."),
        "Valglister!A2: Afsluttestil",
        _("Write the column's header as it stands in its sheet."),
    )
    yield Code(
        "ambiguous-word",
        _("A word of your own stands for two values of one list."),
        "Valglister!C3: ven",
        _("Choose another word for one of them."),
    )
