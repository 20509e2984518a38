"""The demo's rows of Møder: committee, steering group, sparring, supervision, follow-up days, network meetings."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ctidocs.demo.bank import bank
from ctidocs.demo.committee import committee_meetings
from ctidocs.demo.day import DEMO_DAY
from ctidocs.demo.women import Woman, women
from ctidocs.demo.workdays import working_day
from ctidocs.method.dates import add_months
from ctidocs.register.schema.programme import Meeting

DECISIONS = {
    "godkendt": "Godkendt til forløb", "afslag": "Afslag. Andet tilbud er givet",
    "udskudt": "Udskudt til næste møde", "trukket tilbage": "Indstillingen er trukket tilbage",
}  # fmt: skip
FIRST = date(2023, 1, 1)
STEERING_MONTHS = (3, 6, 9, 12)
NETWORK_MEETINGS = (("24-004", date(2024, 10, 22)), ("24-010", date(2025, 4, 9)), ("24-014", date(2025, 9, 3)),
                    ("25-002", date(2025, 9, 24)), ("25-003", date(2025, 10, 22)))  # fmt: skip
"""Network meetings on the handover; the last is planned."""


def meetings() -> tuple[Meeting, ...]:
    """Every row of Møder, in order of the days; the rows of one meeting stand together."""
    rows = [*_committee(), *_steering(), *_team(), *_network()]
    return tuple(sorted(rows, key=lambda row: (row.on or FIRST, row.meeting_id or "")))


def _committee() -> Iterator[Meeting]:
    by_meeting: dict[str, list[Woman]] = {}
    for woman in women():
        by_meeting.setdefault(woman.meeting[0], []).append(woman)
    words = bank("meetings")
    previous: list[Woman] = []
    for place, (number, day) in enumerate(committee_meetings()):
        present = words["committee"] if day <= DEMO_DAY else None
        new = by_meeting.get(number, [])
        postponed = [woman for woman in previous if woman.decision == "udskudt"]
        for woman in (*postponed, *new):
            yield _referral_row(number, day, woman, present=present, again=woman in postponed)
        if not new and not postponed:
            point = words["quiet"][place % 2]
            yield Meeting(number, "visitation", day, present=present, point=point, decision="Taget til efterretning")
        previous = new


def _referral_row(number: str, day: date, woman: Woman, *, present: str | None, again: bool) -> Meeting:
    held = day <= DEMO_DAY
    row: dict[str, Any] = {"decision": DECISIONS.get(woman.decision or "") if held else None}
    if held and woman.decision == "godkendt":
        row |= {"responsible": "CTI-medarbejder", "due": working_day(day + timedelta(days=14))}
    if held and woman.decision in ("afslag", "udskudt"):
        row |= {"responsible": "projektkoordinator", "due": working_day(day + timedelta(days=21))}
    return Meeting(
        meeting_id=number, type="visitation", on=day, case_id=woman.case_id, present=present,
        point="Udskudt sag" if again else "Ny indstilling", **row,
    )  # fmt: skip


def _steering() -> Iterator[Meeting]:
    words = bank("meetings")
    for place in range(36):
        month = add_months(FIRST, place)
        if month.month not in STEERING_MONTHS:
            continue
        day = _weekday(month + timedelta(days=8), 2)
        points = words["steering_points"]
        for number in range(3):
            point, decision, responsible = points[(place // 3 + 2 * number) % len(points)]
            held = day <= DEMO_DAY
            yield Meeting(
                f"S-{day.year}-{day.month // 3}", "styregruppe", day, present=words["steering"], point=point,
                decision=decision if held else None, responsible=responsible if held else None,
                due=working_day(day + timedelta(days=30)) if held else None,
            )  # fmt: skip


def _team() -> Iterator[Meeting]:
    words = bank("meetings")
    for place in range(34):
        month = add_months(FIRST, place)
        tag = f"{month:%Y-%m}"
        if month.month != 7:
            points = words["sparring_points"]
            yield _team_row(f"SP-{tag}", "sparring", _weekday(month + timedelta(days=6), 3), points, place)
        if month.month in (2, 5, 8, 11):
            points = words["supervision_points"]
            yield _team_row(f"SV-{tag}", "supervision", _weekday(month + timedelta(days=19), 1), points, place // 3)
        if month.month in (4, 10):
            points = words["follow_up_points"]
            yield _team_row(f"O-{tag}", "opfølgningsdag", _weekday(month + timedelta(days=20), 4), points, place // 6)


def _team_row(number: str, kind: str, day: date, points: list[str], place: int) -> Meeting:
    words = bank("meetings")
    present = words["supervised" if kind == "supervision" else "team"]
    return Meeting(number, kind, day, present=present, point=points[place % len(points)])


def _network() -> Iterator[Meeting]:
    for place, (case_id, day) in enumerate(NETWORK_MEETINGS, 1):
        held = day <= DEMO_DAY
        yield Meeting(
            f"N-{place:02}", "netværksmøde", day, case_id, "kvinden, CTI-medarbejder, modtagere af overdragelsen",
            "Hvem tager over på hvad", "Fordelingen er skrevet i overdragelsesplanen" if held else None,
            "CTI-medarbejder" if held else None, day + timedelta(days=14) if held else None,
        )  # fmt: skip


def _weekday(day: date, weekday: int) -> date:
    return working_day(day + timedelta(days=(weekday - day.weekday()) % 7))
