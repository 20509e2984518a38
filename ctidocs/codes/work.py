"""Codes of the rules of the work with her and around her."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_work() -> Iterable[Code]:
    """The codes of check/work.py and the modules it gathers; "dates-reversed" is one of check/course.py."""
    yield from _of_compass_and_plan()
    yield from _of_around()
    yield from _of_children()
    yield from _of_safety_and_outcomes()
    yield Code(
        "not-yet",
        _("A fact has a date that has not come yet."),
        "Kompas!C5: 30.4.2052",
        _("Correct the date, or write it when it has happened. What is agreed or planned has columns of its own."),
        Level.WARNING,
    )
    yield Code(
        "two-values",
        _("Rows that are one focus area or one meeting say two different things in a column they share."),
        "Plan!D7: økonomi – og bolig i række 6",
        _("Make them the same, leave the later cell blank, or give the row another number."),
    )


def _of_compass_and_plan() -> Iterable[Code]:
    yield Code(
        "compass-order",
        _("A round of the compass is dated on or before the round that comes before it."),
        "Kompas!C4: M1 1.2.2025 – M0 i række 2 er fra 5.2.2025",
        _("Correct the date or the round of one of the two rows."),
    )
    yield Code(
        "without-course",
        _("There is a compass for a case that has no row in Forløb, so no paper shows it."),
        "Kompas!A9: 25-031",
        _("Add the case to Forløb, or correct the case number."),
        Level.WARNING,
    )
    yield Code(
        "many-focus-areas",
        _("A phase has more than three focus areas."),
        "Plan!C12: 4",
        _("Choose with her what matters most, and move the rest to a later phase."),
        Level.WARNING,
    )
    yield Code(
        "due-before-phase",
        _("A step of the plan is to be done before its phase begins."),
        "Plan!O8: 3.1.2025",
        _("Correct the date or the phase."),
        Level.WARNING,
    )


def _of_around() -> Iterable[Code]:
    yield Code(
        "contact-after-close",
        _("There is a contact after the course has ended."),
        "Kontaktlog!B210: 14.11.2025",
        _("Correct the date, or Afslutning in Forløb. After the end there is no contact."),
        Level.WARNING,
    )
    yield Code(
        "unknown-focus",
        _("A contact names a focus area that the case's plan does not have."),
        "Kontaktlog!K41: 4",
        _("Correct the number, or add the focus area to Plan."),
        Level.WARNING,
    )
    yield Code(
        "unknown-receiver",
        _("The one who takes over is not among the receivers of the case in Samtykker, so no paper is made for them."),
        "Overdragelse!C5: egen lege",
        _("Write the receiver as in Samtykker, or “mig selv”; a new one needs a row there."),
        Level.WARNING,
    )
    yield Code(
        "no-handover-consent",
        _("The one who takes over has no valid consent for the handover, so no paper is made for them."),
        "Overdragelse!C6: jobcentret",
        _("Ask her, and write the consent into Samtykker with overdragelse under Gælder."),
        Level.WARNING,
    )


def _of_children() -> Iterable[Code]:
    yield Code(
        "not-born-yet",
        _("A child's month of birth has not come yet."),
        "Børn!C4: 2052-03",
        _("Correct the year or the month."),
    )
    yield Code(
        "grown-child",
        _("A child was 18 already when the course began."),
        "Børn!C7: 1998-03",
        _("Correct the year, or delete the row: the goals for children do not count grown ones."),
        Level.WARNING,
    )


def _of_safety_and_outcomes() -> Iterable[Code]:
    yield Code(
        "reviewed-unmade",
        _("The safety strategy was reviewed, but nothing says when it was made."),
        "Sikkerhed!C3: 30.4.2025",
        _("Write the day on which it was made, or delete the date of the review."),
        Level.WARNING,
    )
    yield Code(
        "contradicting-cells",
        _("There is a date of something that another cell of the row says is not made, or not relevant."),
        "Boligtjekliste!D6: 3.3.2025",
        _("Correct one of the two cells."),
        Level.WARNING,
    )
    yield Code(
        "checked-before-stay",
        _("A new stay is later than the day up to which you have looked."),
        "Udfald!E9: 1.6.2025",
        _("Write how far you have looked: the day of the stay or later."),
        Level.WARNING,
    )
