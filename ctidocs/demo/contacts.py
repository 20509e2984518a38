"""The demo's rows of Kontaktlog: some 2,000 contacts whose intensity falls 4:2:1 from phase to phase."""

from collections.abc import Iterator
from datetime import date, timedelta

from ctidocs.demo.course import last_meeting
from ctidocs.demo.draw import between, chance, draw, pick
from ctidocs.demo.women import Woman
from ctidocs.demo.workdays import is_working_day
from ctidocs.method.dates import ONE_DAY
from ctidocs.method.phases import phase_on
from ctidocs.register.schema.around import Contact

CONTACT_PHASE, PAUSED = 0, -1
WEEKLY = {CONTACT_PHASE: 2.4, 1: 4.4, 2: 2.2, 3: 1.1, PAUSED: 0.5}
"""Contacts a week in each phase, the contact phase before it, and a pause in which contact is kept."""
RATES = {"23-009": {2: 3.9, 3: 2.2}, "24-008": {2: 1.3, 3: 0.6}}
"""One course that falls too slowly, one that falls faster than 4:2:1."""
INCREASES = {
    "25-002": (date(2025, 7, 7), date(2025, 8, 15), 2.4, "Behandlingen blev lagt om, og der var brug for flere besøg."),
    "24-010": (date(2025, 2, 3), date(2025, 3, 7), 1.4, "Møder i Familieretshuset og sygdom hos det mindste barn."),
    "25-009": (date(2025, 9, 8), date(2025, 10, 3), 1.4, "Skolestart og breve om gæld i den samme måned."),
}
"""Temporary increases: from, to, how much more, why. With the first, phase 2 is no longer half of phase 1."""

# type, with whom, role, place, minutes direct, coordination, travel (each lowest-highest), how often
KINDS = (
    ("hjemmebesøg", "kvinden", "støtte", "hjemme", (60, 95), (0, 10), (30, 60), 7),
    ("samtale ude", "kvinden", "støtte", "hendes valg", (45, 75), (0, 5), (20, 45), 3),
    ("telefon", "kvinden", "støtte", "telefon", (10, 30), (0, 5), (0, 0), 4),
    ("mail/sms", "kvinden", "støtte", "telefon", (5, 10), (0, 0), (0, 0), 2),
    ("koordinering", "myndighed", "koordinering", "kontor", (0, 0), (20, 50), (0, 0), 3),
    ("møde", "myndighed", "koordinering", "kontor", (45, 80), (10, 25), (25, 50), 2),
    ("ledsagelse", "tilbud", "støtte", "hendes valg", (60, 110), (0, 10), (30, 50), 2),
    ("hjemmebesøg", "børn", "støtte", "hjemme", (60, 90), (5, 15), (30, 60), 1),
    ("møde", "netværk", "koordinering", "hendes valg", (45, 70), (5, 15), (20, 40), 1),
    ("gruppe", "kvinden", "støtte", "hendes valg", (75, 100), (0, 5), (20, 40), 1),
    ("koordinering", "tilbud", "koordinering", "telefon", (0, 0), (15, 35), (0, 0), 1),
)
WRITTEN = 3
TOTAL = sum(kind[-1] for kind in KINDS)


def contacts(woman: Woman, names: dict[str, str]) -> Iterator[Contact]:
    """Her rows of Kontaktlog, in order of their days; `names` has the workers by initials."""
    first, last = woman.contact_start, last_meeting(woman) or woman.last_day
    if first is None or woman.worker is None:
        return
    must = {first, last} if last_meeting(woman) else {first}
    expected = draw(10, woman.case_id, "first") / 10
    place = draw(TOTAL, woman.case_id, "kinds")
    day = first
    while day <= (woman.last_day if woman.lost_from else last):
        stage = _stage(woman, day)
        expected += _rate(woman, day, stage)
        while day in must or expected >= 1:
            place += 1
            yield _contact(woman, names[woman.worker_on(day)], _moved(woman, day, last), stage=stage, place=place)
            expected -= 1
            must.discard(day)
        day += ONE_DAY


def _stage(woman: Woman, day: date) -> int:
    if woman.phase1_start is None or day < woman.phase1_start:
        return CONTACT_PHASE
    number = phase_on(day, woman.phases)
    if number is not None:
        return number
    end = woman.phases.end
    return 3 if end is not None and day > end else PAUSED


def _rate(woman: Woman, day: date, stage: int) -> float:
    if not is_working_day(day):
        return 0
    if stage == PAUSED and woman.pause and not woman.pause["contact_kept"]:
        return 0
    if woman.lost_from is not None and day >= woman.lost_from:
        return 0.25
    rate = RATES.get(woman.case_id, {}).get(stage, WEEKLY[stage])
    more = INCREASES[woman.case_id][2] if _increased(woman, day) else 1
    person = between(72, 116, woman.case_id, "hours") * between(90, 110, woman.case_id, stage, "hours")
    return rate / 5 * more * person / 10_000 * (0.85 + 0.3 * draw(2, woman.case_id, day))


def _moved(woman: Woman, day: date, last: date) -> date:
    """A few contacts fall on the Saturday after."""
    saturday = day + timedelta(days=5 - day.weekday())
    if day.weekday() == 4 and saturday <= last and chance(6, woman.case_id, day, "saturday"):
        return saturday
    return day


def _increased(woman: Woman, day: date) -> bool:
    span = INCREASES.get(woman.case_id)
    return span is not None and span[0] <= day <= span[1]


def _kind(woman: Woman, *, stage: int, place: int) -> int:
    if stage == PAUSED:
        return pick((2, 3, 4), woman.case_id, place)
    point = place * 11 % TOTAL  # 11 shares no factor with the total: every kind comes as often as it should
    for index, kind in enumerate(KINDS):
        point -= int(kind[-1])
        if point < 0:
            return 0 if kind[1] == "børn" and not woman.children else index
    return 0


def _contact(woman: Woman, worker: str, day: date, *, stage: int, place: int) -> Contact:
    lost = woman.lost_from is not None and day >= woman.lost_from
    index = WRITTEN if lost else _kind(woman, stage=stage, place=place)
    index = 1 if stage == CONTACT_PHASE and KINDS[index][0] == "hjemmebesøg" else index  # she has no home yet
    kind, with_whom, role, where, direct, coordination, travel, _ = KINDS[index]
    missed = lost or (with_whom == "kvinden" and index < 2 and chance(5, woman.case_id, place, "missed"))
    more = _increased(woman, day)
    about = (woman.case_id, place)
    return Contact(
        case_id=woman.case_id, on=day, worker_id=worker, type=kind, with_whom=with_whom,
        role=role, place=where, minutes_direct=0 if missed else _minutes(direct, *about, "d"),
        minutes_coordination=5 if lost else _minutes(coordination, *about, "c"),
        minutes_travel=_minutes(travel, *about, "t"), focus=_focus(woman, stage=stage, place=place),
        no_show=missed, more_support=more, more_reason=INCREASES[woman.case_id][3] if more else None,
    )  # fmt: skip


def _minutes(span: tuple[int, int], *about: object) -> int:
    return 5 * between(span[0] // 5, span[1] // 5, *about)


def _focus(woman: Woman, *, stage: int, place: int) -> int | None:
    if stage < 1 or stage > len(woman.plan) or draw(10, woman.case_id, place, "focus") < 2:
        return None
    count = len(woman.plan[stage - 1])
    return pick((1, 1, 2, 3), woman.case_id, place, "which") if count == 3 else 1 + draw(count, woman.case_id, place)
