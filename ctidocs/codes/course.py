"""Codes of courses and their pauses."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_course() -> Iterable[Code]:
    """The codes of check/course.py; check/visitation.py has dates-reversed too."""
    yield from _of_dates()
    yield from _of_closing()
    yield from _of_pauses()


def _of_dates() -> Iterable[Code]:
    yield Code(
        "contact-early",
        _("The contact began earlier before she moved in than the programme allows."),
        "Forløb!K4: 3.1.2025 – indflyttet 1.2.2025, højst 28 dage før",
        _("Check the date, and the day she moved in. If both are right, there is nothing to do."),
        Level.WARNING,
    )
    yield Code(
        "dates-reversed",
        _("A date is before another that has to come first."),
        "Forløb!P4: Fase 2 holdt 3.1.2025 – Fase 1 start 1.2.2025",
        _("Correct one of the two. The message names the other one."),
    )
    yield Code(
        "earlier-course-circle",
        _("Following Tidligere forløb from course to course leads back to where it began."),
        "Forløb!AG4: 25-014 – rækkens eget nummer",
        _("Write the number of the course that was before this one, or clear the cell."),
    )
    yield Code(
        "earlier-course-open",
        _("She has two courses at the same time: the later one began before the earlier one closed."),
        "Forløb!K9: 1.3.2025 – 24-003 er afsluttet 14.3.2025",
        _("Correct one of the dates, close the earlier course, or correct Tidligere forløb."),
        Level.WARNING,
    )
    yield Code(
        "protection-lapses",
        _("The protection of her address lapses within 30 days or has lapsed, and her course is open."),
        "Forløb!J4: 20.12.2025",
        _("Help her renew it, and write its new last day in Beskyttelse til."),
        Level.WARNING,
    )


def _of_closing() -> Iterable[Code]:
    yield Code(
        "closing-without-day",
        _("It says how the course closed, but not when; until it does, the course counts as open."),
        "Forløb!Z4: (tom) – Afslutningstype: flyttet",
        _("Fill in Afslutning, or clear Afslutningstype."),
        Level.WARNING,
    )
    yield Code(
        "completed-early",
        _("The course closed as gennemført, but phase 3 had not begun."),
        "Forløb!AA4: gennemført – afsluttet 1.5.2025, fase 3 fra 1.8.2025",
        _("Correct Afslutning, or choose how the course stopped."),
        Level.WARNING,
    )
    yield Code(
        "talk-after-closing",
        _("The last talk is dated after the course closed."),
        "Forløb!AD4: 14.11.2025 – afsluttet 31.10.2025",
        _("Correct one of the two dates. After the closing there is no contact."),
        Level.WARNING,
    )


def _of_pauses() -> Iterable[Code]:
    yield Code(
        "pause-outside",
        _("A pause begins before phase 1 or after the end of the course."),
        "Pauser!B4: 3.1.2025 – Fase 1 start 1.2.2025",
        _("Correct the date, or Fase 1 start."),
    )
    yield Code(
        "pause-overlap",
        _("Two pauses of one course have days in common. Such days count once."),
        "Pauser!B5: 1.6.2025 – række 4 varer til 13.6.2025",
        _("Correct the dates, or delete one of the rows. The message names the first one."),
        Level.WARNING,
    )
    yield Code(
        "pause-reversed",
        _("A pause ends before it begins."),
        "Pauser!C4: 1.5.2025 – fra 15.5.2025",
        _("Correct one of the two dates."),
    )
    yield Code(
        "pause-without-end",
        _("It says how the pause ended, but not when; until it does, the pause counts as open."),
        "Pauser!C4: (tom) – Udfald: genoptaget",
        _("Fill in Til, or clear Udfald while the pause lasts."),
        Level.WARNING,
    )
