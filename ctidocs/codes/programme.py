"""Codes of the rules of the leader's sheets."""

from collections.abc import Iterable

from ctidocs.codes.code import Code
from ctidocs.language import gettext as _
from ctidocs.problems import Level


def of_programme() -> Iterable[Code]:
    """The codes of check/programme.py; "two-values" and "not-yet" are those of check/work.py."""
    yield from _of_settings()
    yield from _of_meetings()
    yield Code(
        "due-before-date",
        _("What was decided is to be done before the day on which it was decided."),
        "Møder!I4: 2.9.2025",
        _("Correct one of the two dates."),
        Level.WARNING,
    )
    yield Code(
        "other-scale",
        _("A score of the other scale: P1–P14 are assessed from 1 to 5, K1–K8 with ja, delvis or nej."),
        "Metodetroskab!C4: P1, ja",
        _("Choose a score of the right scale."),
    )


def _of_meetings() -> Iterable[Code]:
    yield Code(
        "unknown-meeting",
        _("The meeting of a referral is not in Møder."),
        "Visitation!AE12: V-2025-4",
        _("Correct the number, or add the meeting to Møder."),
        Level.WARNING,
    )
    yield Code(
        "other-meeting",
        _("The meeting of a referral is in Møder as a meeting of another kind."),
        "Visitation!AE12: S-2025-2",
        _("Correct the number of the meeting, or Art in Møder: referrals are dealt with at visitation."),
        Level.WARNING,
    )


def _of_settings() -> Iterable[Code]:
    yield Code(
        "caseload-reversed",
        _("The most courses of a worker are fewer than the fewest."),
        "Opsætning!B17: 6",
        _("Correct one of the two settings."),
    )
    yield Code(
        "not-an-intensity",
        _("Intensitet is not three numbers above 0."),
        "Opsætning!B14: 4-2-1",
        _("Write it with colons, as 4:2:1."),
    )
    yield Code(
        "unknown-project-municipality",
        _("An entry of Projektkommuner is no Danish municipality."),
        "Opsætning!B8: Kbh",
        _("Write names or numbers with a comma between them."),
        Level.WARNING,
    )
