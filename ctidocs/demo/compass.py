"""The demo's rows of Kompas: four rounds of two respondents as far as each course has come, with real gaps."""

from datetime import date, timedelta

from ctidocs.demo.bank import bank
from ctidocs.demo.draw import between, chance, draw, pick
from ctidocs.demo.fit import text_for
from ctidocs.demo.women import Woman
from ctidocs.demo.workdays import working_day
from ctidocs.method.compass import DIMENSIONS, RESPONDENTS, ROUNDS, round_windows
from ctidocs.register.schema.work import EXTRA_ROUND, Measurement

WOMAN, WORKER = RESPONDENTS
NO_COMPASS = ("24-002",)
ONLY_WORKER = ("23-004",)
MISSING = (
    ("23-003", "M2", WORKER),
    ("23-010", "M3", WOMAN),
    ("24-004", "M1", WORKER),
    ("24-013", "M2", WOMAN),
    ("24-013", "M3", WOMAN),
    ("24-013", "M3", WORKER),
    ("25-005", "M1", WORKER),
    ("25-007", "M1", WORKER),
    ("25-008", "M1", WORKER),
)
"""Rounds not held though their course came so far; the last two are still inside their window."""
PARTLY = ("25-003", "M2", WOMAN)
"""A row that was begun and not finished."""
EXTRA = ("24-014", date(2025, 8, 12))
EARLY = {"25-008": -12, "24-014": -6}
"""Courses whose running phase ends soon: that round was held so many days before."""
START = {"safety": 4, "self_care": 4, "network": 3, "physical_health": 5, "mental_health": 3, "housing": 5,
         "economy": 3, "work": 3, "children": 6, "stimulants": 8}  # fmt: skip
REFUSED = {("23-006", "stimulants"): "ønsker ikke", ("25-001", "mental_health"): "ønsker ikke",
           ("24-010", "stimulants"): "ikke spurgt", ("25-010", "economy"): "ikke spurgt"}  # fmt: skip
NEVER_BELOW = 1
NEVER_ABOVE = 10


def measurements(woman: Woman) -> tuple[Measurement, ...]:
    """Her rows of Kompas, in the order of the rounds."""
    if woman.case_id in NO_COMPASS:
        return ()
    rows = [
        _row(woman, name, day, respondent)
        for name, day in _days(woman)
        for respondent in (WORKER,) * (woman.case_id in ONLY_WORKER) or RESPONDENTS
        if (woman.case_id, name, respondent) not in MISSING
    ]
    if woman.case_id == EXTRA[0]:
        rows.append(_row(woman, EXTRA_ROUND, EXTRA[1], WOMAN))
    return tuple(rows)


def _days(woman: Woman) -> list[tuple[str, date]]:
    held = []
    for number, (name, window) in enumerate(round_windows(woman.phases).items()):
        if window is None:
            continue
        shift = EARLY.get(woman.case_id, 0) if number else between(-9, 9, woman.case_id, "M0")
        if number and not shift:
            shift = between(-8, 8, woman.case_id, name)
        day = window.due + timedelta(days=shift)
        if number == 3 and woman.closed_on is not None and woman.completed:
            day = max(window.first, min(day, woman.closed_on - timedelta(days=3)))
        day = max(window.first, working_day(day))
        if day <= woman.last_day and (woman.lost_from is None or day < woman.lost_from):
            held.append((name, day))
    return held


def _row(woman: Woman, name: str, day: date, respondent: str) -> Measurement:
    values = {d.key: _score(woman, d.key, name, respondent) for d in DIMENSIONS}
    if (woman.case_id, name, respondent) == PARTLY:
        values |= {"work": None, "children": None, "stimulants": None}
    later = timedelta(days=draw(4, woman.case_id, name, "worker") if respondent == WORKER else 0)
    day = max(day, working_day(min(day + later, woman.last_day)))
    note = None
    if respondent == WORKER and chance(35, woman.case_id, name, "note"):
        note = text_for(bank("assessment")["compass_notes"], woman.traits, woman.case_id, name)
    return Measurement(woman.case_id, name, day, respondent, **values, note=note)


def _score(woman: Woman, key: str, name: str, respondent: str) -> int | str | None:
    if key == "children" and not woman.children:
        return "ikke relevant"
    if respondent == WOMAN and (woman.case_id, key) in REFUSED:
        return REFUSED[woman.case_id, key]
    value = _own(woman, key, name)
    if respondent == WORKER:
        value += pick((-2, -1, -1, 0, 0, 0, 1), woman.case_id, key, "view")
        value += pick((-1, 0, 0, 0, 0, 1), woman.case_id, key, name)
    return max(NEVER_BELOW, min(NEVER_ABOVE, value))


def _own(woman: Woman, key: str, name: str) -> int:
    value = START[key] + between(-2, 2, woman.case_id, key)
    rounds = 2 if name == EXTRA_ROUND else ROUNDS.index(name)
    for number in range(1, rounds + 1):
        value += pick((-1, 0, 0, 1, 1, 1, 2, 2), woman.case_id, key, number)
    if name == EXTRA_ROUND:
        value += pick((-2, -1, 0, 0), woman.case_id, key, name)  # it was held because of a setback
    return max(NEVER_BELOW, min(NEVER_ABOVE, value))
