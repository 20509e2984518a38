"""The demo register holds what the demo must show, and nothing that its own rules forbid."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest

from ctidocs.demo import DEMO_DAY, demo_keys, demo_rows, demo_settings
from ctidocs.demo.bank import bank
from ctidocs.demo.committee import committee_meetings
from ctidocs.demo.keys import modulus_11
from ctidocs.demo.plan import GIVEN_UP, LEFT
from ctidocs.method.compass import is_complete, round_windows
from ctidocs.method.dates import add_months
from ctidocs.method.phases import Pause, Phases, course_phases, pauses_outside
from ctidocs.register import schema
from ctidocs.register.column import Column, Kind, Sheet
from ctidocs.register.kinds import LONG_TEXT, Fault, parser
from ctidocs.register.municipalities import MUNICIPALITIES

ROWS = demo_rows()
REFERRALS = {row.case_id: row for row in ROWS[schema.REFERRALS]}
COURSES = {row.case_id: row for row in ROWS[schema.COURSES]}
STARTED = {case_id: row for case_id, row in COURSES.items() if row.phase1_start}

PLANNED = {("Plan", "due"), ("Overdragelse", "start"), ("Møder", "on"), ("Møder", "due"), ("Metodetroskab", "due"),
           ("Forløb", "protection_to")}  # fmt: skip
"""Date columns of plans and appointments; every other date is a fact."""


def cells() -> Iterator[tuple[Sheet[Any], Any, Column, Any]]:
    """Every filled cell of the demo: its sheet, row, column and value."""
    books = {**ROWS, schema.KEY: demo_keys(), schema.SETTINGS: (demo_settings(),)}
    for sheet, rows in books.items():
        for row in rows:
            for column in sheet.columns:
                value = getattr(row, column.name)
                if value is not None:
                    yield sheet, row, column, value


def phases_of(case_id: str) -> Phases:
    """The computed phases of a started course."""
    pauses = [Pause(row.start, row.end) for row in ROWS[schema.PAUSES] if row.case_id == case_id]
    return course_phases(STARTED[case_id].phase1_start, pauses=pauses)


def phase_ends(case_id: str) -> list[date | None]:
    """The three phase ends, None for those that have not come, or that her closing came before."""
    course = STARTED[case_id]
    last = course.closed_on or DEMO_DAY
    ends = [phase.end for phase in phases_of(case_id).phases]
    done = [end if end is not None and end <= last else None for end in ends]
    return [*done[:2], course.closed_on if course.close_type == "gennemført" else done[2]]


def test_every_sheet_but_the_settings_is_there_and_only_those() -> None:
    assert set(ROWS) == set(schema.SHEETS) - {schema.SETTINGS}
    empty = {sheet.name for sheet, rows in ROWS.items() if not rows}
    assert empty == {"Valglister"}


def test_every_row_is_of_its_sheet() -> None:
    assert all(type(row) is sheet.row for sheet, rows in ROWS.items() for row in rows)


def test_every_value_reads_back_as_itself() -> None:
    wrong = []
    for sheet, _row, column, value in cells():
        read = value if isinstance(value, bool) or value == "" else parser(column, {})(_typed(column, value))
        if isinstance(read, Fault) or read != value:
            wrong.append((sheet.name, column.name, value, read))
    assert wrong == []


def _typed(column: Column, value: Any) -> Any:
    return float(value) if isinstance(value, int) and column.kind is not Kind.SCORE else value


def test_yes_and_no_are_booleans() -> None:
    assert all(isinstance(value, bool) for _, _, column, value in cells() if column.kind is Kind.YES_NO)


def test_key_columns_are_filled() -> None:
    blank = [(s.name, c.name) for s, rows in ROWS.items() for c in s.keys for row in rows if not getattr(row, c.name)]
    assert blank == []


def test_texts_are_short_enough_for_the_papers() -> None:
    long = [(s.name, value) for s, _, column, value in cells() if column.kind is Kind.TEXT and len(value) > LONG_TEXT]
    assert long == []


def test_unique_groups_are_unique() -> None:
    for sheet, rows in {**ROWS, schema.KEY: demo_keys()}.items():
        for group in sheet.unique:
            counted = [row for row in rows if sheet.unless is None or not sheet.unless(row)]
            seen = Counter(tuple(getattr(row, name) for name in group) for row in counted)
            assert [key for key, count in seen.items() if count > 1] == [], sheet.name


def test_every_case_number_is_known() -> None:
    known = set(REFERRALS) | set(COURSES)
    for sheet, _row, column, value in cells():
        if column.kind is Kind.CASE:
            assert value in known, (sheet.name, column.name, value)


def test_the_flow_adds_up() -> None:
    decisions = Counter(row.decision for row in REFERRALS.values())
    assert decisions == {None: 3, "udskudt": 2, "afslag": 4, "trukket tilbage": 2, "godkendt": 35}
    approved = [row for row in REFERRALS.values() if row.decision == "godkendt"]
    ended_before = {n for n, course in COURSES.items() if not course.phase1_start and course.closed_on}
    declined = {row.case_id for row in approved if row.her_choice != "CTI"} | ended_before
    waiting = {row.case_id for row in approved} - declined - set(STARTED)
    assert (len(STARTED), len(waiting), len(declined)) == (28, 4, 3)
    ways = Counter(
        "aktiv" if not c.closed_on else "gennemført" if c.close_type == "gennemført" else "stoppet"
        for c in STARTED.values()
    )
    assert ways == {"aktiv": 13, "gennemført": 10, "stoppet": 5}


def test_every_state_is_shown() -> None:
    active = {n: c for n, c in STARTED.items() if not c.closed_on}
    paused = {row.case_id for row in ROWS[schema.PAUSES] if row.end is None}
    standing = Counter(
        "overskredet" if (end := phases_of(n).end) and end < DEMO_DAY else
        "pause" if n in paused else
        sum(1 for phase in phases_of(n).phases if phase.start and phase.start <= DEMO_DAY)
        for n in active
    )  # fmt: skip
    assert standing == {1: 4, 2: 3, 3: 4, "pause": 1, "overskredet": 1}
    stops = {c.close_type for c in STARTED.values() if c.closed_on}
    assert stops == {"gennemført", "eget ønske", "flyttet", "andet tilbud", "mistet kontakt", "nyt forløb"}
    in_contact = [c for c in COURSES.values() if c.contact_start and not c.phase1_start and not c.closed_on]
    assert len(in_contact) == 2
    assert sum(1 for row in ROWS[schema.PAUSES] if row.end and row.outcome == "genoptaget") >= 1
    assert sum(1 for row in ROWS[schema.OUTCOMES] if row.point == "1 år") >= 4


def test_the_restarted_course_points_to_the_one_before() -> None:
    (restart,) = [c for c in COURSES.values() if c.previous_case]
    assert COURSES[restart.previous_case].close_type == "nyt forløb"
    assert REFERRALS[restart.case_id].decided_on > COURSES[restart.previous_case].closed_on
    names = {key.case_id: key for key in demo_keys()}
    assert names[restart.case_id].cpr == names[restart.previous_case].cpr


def test_case_numbers_run_by_year_and_day_of_referral() -> None:
    numbers = sorted(REFERRALS)
    assert [REFERRALS[n].referred_on for n in numbers] == sorted(row.referred_on for row in REFERRALS.values())
    for year in ("23", "24", "25"):
        serials = [int(n[3:]) for n in numbers if n.startswith(year)]
        assert serials == list(range(1, len(serials) + 1))
    assert all(n[:2] == f"{row.referred_on:%y}" for n, row in REFERRALS.items())


def test_no_fact_is_after_the_demo_day() -> None:
    late = [
        (sheet.name, column.name, value)
        for sheet, _, column, value in cells()
        if column.kind is Kind.DATE
        and value > DEMO_DAY
        and (sheet.name, column.name) not in PLANNED
        and sheet is not schema.SETTINGS
    ]
    assert late == []


def test_a_referrals_dates_are_in_order() -> None:
    for row in REFERRALS.values():
        assert row.shelter_in < row.referred_on
        assert row.plan141_on is None or row.shelter_in <= row.plan141_on <= add_months(row.shelter_in, 3)
        assert row.consent_on <= row.referred_on
        assert row.decided_on is None or row.referred_on <= row.decided_on
        assert row.birth_year is None or row.referred_on.year - row.birth_year > 18
        assert row.acting_municipality in demo_settings().project_municipalities
        assert row.home_municipality in MUNICIPALITIES.values()


def test_a_courses_dates_are_in_order() -> None:
    for case_id, row in COURSES.items():
        decided = REFERRALS[case_id].decided_on
        order = [decided, row.contact_start, row.moved_in, row.phase1_start, row.phase2_on, row.phase3_on]
        order += [row.last_meeting, row.closed_on, row.leader_seen]
        days = [day for day in order if day is not None]
        assert days == sorted(days), case_id
        if row.moved_in:
            assert (row.moved_in - row.contact_start).days <= 28
        if row.agreed_on:
            assert row.draft_on <= row.agreed_on


def test_pauses_lie_inside_their_course() -> None:
    for row in ROWS[schema.PAUSES]:
        start = STARTED[row.case_id].phase1_start
        assert pauses_outside(start, pauses=[Pause(row.start, row.end)]) == ()


def test_meetings_follow_the_calendar_and_the_decisions() -> None:
    held = {row.meeting_id: row.on for row in ROWS[schema.MEETINGS] if row.type == "visitation"}
    assert held == dict(committee_meetings())
    for row in REFERRALS.values():
        assert row.decided_on in (None, held[row.meeting_id])
        assert (row.decision is None) == (held[row.meeting_id] > DEMO_DAY)
    days = list(held.values())
    assert days[0] == demo_settings().committee_start
    assert days[0].weekday() == 0
    assert all(day.weekday() < 5 for day in days)


def test_a_meeting_has_one_kind_one_day_and_one_list_of_people() -> None:
    by_number: dict[str, set[tuple[Any, ...]]] = {}
    for row in ROWS[schema.MEETINGS]:
        by_number.setdefault(row.meeting_id, set()).add((row.type, row.on, row.present))
    assert all(len(values) == 1 for values in by_number.values())


def test_measurements_lie_in_their_windows() -> None:
    for row in ROWS[schema.MEASUREMENTS]:
        if row.round == "ekstra":
            continue
        window = round_windows(phases_of(row.case_id))[row.round]
        assert window is not None
        assert window.first <= row.measured_on <= window.last, (row.case_id, row.round, row.measured_on)
        assert row.measured_on <= (STARTED[row.case_id].closed_on or DEMO_DAY)


def test_the_compass_has_its_gaps() -> None:
    rows = ROWS[schema.MEASUREMENTS]
    names = [d.name for d in schema.MEASUREMENTS.columns if d.kind is Kind.SCORE]
    words = Counter(getattr(row, name) for row in rows for name in names)
    assert all(words[word] for word in ("ikke relevant", "ønsker ikke", "ikke spurgt"))
    assert sum(1 for row in rows if not is_complete(tuple(getattr(row, name) for name in names))) == 1
    assert sum(1 for row in rows if row.round == "ekstra") == 1
    who = {n: {row.respondent for row in rows if row.case_id == n} for n in STARTED}
    assert sorted(len(people) for people in who.values())[:2] == [0, 1]
    with_children = {row.case_id for row in ROWS[schema.CHILDREN]}
    assert all((row.children == "ikke relevant") == (row.case_id not in with_children) for row in rows)


def test_each_begun_phase_has_a_plan_of_one_to_three_areas() -> None:
    for case_id in STARTED:
        last = STARTED[case_id].closed_on or DEMO_DAY
        for phase in phases_of(case_id).phases:
            rows = [row for row in ROWS[schema.PLAN] if (row.case_id, row.phase) == (case_id, phase.number)]
            begun = phase.start is not None and phase.start <= last
            assert sorted({row.focus for row in rows}) == list(range(1, len({row.focus for row in rows}) + 1))
            assert (1 <= len({row.focus for row in rows}) <= 3) if begun else not rows
            for row in rows:
                assert phase.start <= row.due
                assert phase.end is None or row.due <= phase.end


def test_plans_do_not_repeat_each_other() -> None:
    rows = [row for row in ROWS[schema.PLAN] if row.why]
    assert len({row.goal for row in rows}) >= 0.95 * len(rows)
    words = [row.own_words for row in rows if row.own_words]
    assert len(set(words)) >= 0.95 * len(words)


def test_goals_of_children_and_of_the_father_need_children() -> None:
    with_children = {row.case_id for row in ROWS[schema.CHILDREN]}
    for row in ROWS[schema.PLAN]:
        assert row.area != "børn" or row.case_id in with_children


def test_a_result_stands_on_the_first_row_of_its_focus_area() -> None:
    later = [row for row in ROWS[schema.PLAN] if not row.why and row.result is not None]
    assert {row.result for row in later} == {LEFT}
    assert all(row.status == "opgivet" for row in later)
    assert len({(row.case_id, row.phase, row.focus) for row in later}) == len(later) == len(GIVEN_UP)


def test_every_step_a_goal_names_is_there() -> None:
    for key, words in bank("plan").items():
        if "steps_for" in words:
            assert len(words["steps_for"]) == len(words["goals"]), key
            assert {place for places in words["steps_for"] for place in places} <= set(range(len(words["steps"]))), key


def test_what_could_be_held_against_her_stands_only_in_areas_about_him() -> None:
    told = re.compile(
        r"samvær|Familieret|bodeling|skilsmisse|\bskilt|separation|forældremyndighed|advokat|fælles lån|tidligere bolig"
        r"|\b(han|ham|hans)\b",
        re.IGNORECASE,
    )
    about_him = {(row.case_id, row.phase, row.focus) for row in ROWS[schema.PLAN] if row.directed_at == "ham"}
    found = [
        (sheet.name, value)
        for sheet, row, column, value in cells()
        if sheet in (schema.PLAN, schema.ASSESSMENTS, schema.NETWORK, schema.TESTIMONIES, schema.HANDOVERS)
        and column.kind is Kind.TEXT
        and (sheet is not schema.PLAN or (row.case_id, row.phase, row.focus) not in about_him)
        and told.search(value)
    ]
    assert found == []


def test_strengths_and_needs_are_in_her_own_person() -> None:
    third = re.compile(r"\b(hun|hende|hendes|sin|sit|sine)\b", re.IGNORECASE)
    texts = {text for row in ROWS[schema.ASSESSMENTS] for text in (row.strengths, row.needs) if text}
    assert [text for text in texts if third.search(text)] == []


def test_the_compass_in_her_plan_is_the_exception_and_never_where_the_paper_is_not_safe() -> None:
    safe = {row.case_id: row.paper_safe for row in ROWS[schema.SAFETY]}
    asked = Counter(row.compass_in_plan for row in STARTED.values())
    assert asked == {True: 9, False: 7, None: 12}
    assert {safe[case_id] for case_id, row in STARTED.items() if row.compass_in_plan} == {"ja"}


def test_contacts_are_many_and_lie_inside_their_course() -> None:
    rows = ROWS[schema.CONTACTS]
    assert len(rows) >= 2000
    for row in rows:
        course = COURSES[row.case_id]
        assert course.contact_start <= row.on <= (course.closed_on or DEMO_DAY)
        assert (row.minutes_direct or 0) + (row.minutes_coordination or 0) + (row.minutes_travel or 0) > 0
    assert sum(1 for row in rows if row.on.weekday() > 4) < 0.05 * len(rows)
    assert any(row.no_show for row in rows)
    assert any(row.more_support and row.more_reason for row in rows)


def test_workers_were_there_when_they_worked() -> None:
    start = {row.worker_id: row.start for row in ROWS[schema.WORKERS]}
    assert all(start[row.worker_id] <= row.on for row in ROWS[schema.CONTACTS])
    carrying = [row for row in ROWS[schema.WORKERS] if row.role == "CTI-medarbejder"]
    assert sorted(row.fte for row in carrying) == [0.6, 0.8, 1.0, 1.0]


def test_handovers_go_to_receivers_she_has_agreed_to() -> None:
    agreed = {(r.case_id, r.receiver): r.given_on for r in ROWS[schema.CONSENTS] if r.about == "overdragelse"}
    for row in ROWS[schema.HANDOVERS]:
        assert row.receiver == "mig selv" or (row.case_id, row.receiver) in agreed
    assert len({row.receiver for row in ROWS[schema.HANDOVERS]} & {row.offer for row in ROWS[schema.OFFERS]}) >= 3


def test_budgets_leave_a_little() -> None:
    cases = {row.case_id for row in ROWS[schema.BUDGET]}
    assert len(cases) >= 12
    for case_id in cases:
        left = sum(row.amount * (1 if row.type == "indtægt" else -1)
                   for row in ROWS[schema.BUDGET] if row.case_id == case_id)  # fmt: skip
        assert 0 <= left <= 5000, (case_id, left)


def test_all_answers_to_the_gate_of_the_paper_occur() -> None:
    gates = {(row.paper_safe, row.kept_where, row.others_see) for row in ROWS[schema.SAFETY]}
    places = ("hos medarbejder", "hos tillidsperson", "på hende", "kun mundtligt")
    assert gates >= {("ja", place, seen) for place in places for seen in ("ja", "nej", "uoplyst")}
    assert {gate[0] for gate in gates} == {"ja", "nej", "ikke vurderet", None}


def test_children_are_many_and_disagreement_is_shown() -> None:
    rows = ROWS[schema.CHILDREN]
    assert len(rows) >= 14
    assert len({row.case_id for row in rows}) >= 8
    assert any({row.safer_mother, row.safer_institution} == {"ja", "nej"} for row in rows)


def test_feedback_has_a_quarter_with_too_few() -> None:
    counts = Counter(row.quarter for row in ROWS[schema.FEEDBACK])
    assert sorted(counts.values())[0] == 3
    assert sorted(counts.values())[1] >= 8


def test_what_is_required_is_there_but_for_six_gaps() -> None:
    gaps = {(sheet.name, column, case_id) for sheet, column, case_id in _missing()}
    assert gaps == {
        ("Forløb", "agreement_on", "25-010"),
        ("Forløb", "phase1_start", "25-011"),
        ("Plan", "result", "25-005"),
        ("Sikkerhed", "safety_made", "25-006"),
        ("Udfald", "checked_to", "24-002"),
        ("Børn", "safer_institution", "24-010"),
        ("Børn", "better_institution", "24-010"),
        ("Børn", "better_institution", "23-009"),
    }


def _missing() -> Iterator[tuple[Sheet[Any], str, str]]:
    yield from ((schema.REFERRALS, name, row.case_id) for row in REFERRALS.values() for name in _open(row))
    for case_id, row in COURSES.items():
        for name in _open_course(row):
            yield schema.COURSES, name, case_id
    for case_id in STARTED:
        yield from ((sheet, name, case_id) for sheet, name in _open_work(case_id))


def _open(row: Any) -> Iterator[str]:
    always = ["referred_on", "referred_by", "acting_municipality", "consent_on", "meeting_id"]
    always += [f"crit_{n}" for n in range(1, 7)] + [] if row.anonymous else [*always, "birth_year"]
    always += [f"reason_{n}" for n in range(1, 7) if getattr(row, f"crit_{n}") == "ja"]
    always += ["decided_on", "decision_reason"] if row.decision else []
    always += {"godkendt": ["her_choice"], "afslag": ["alternative"]}.get(row.decision, [])
    return (name for name in always if getattr(row, name) is None)


def _open_course(row: Any) -> Iterator[str]:
    names = ["target_group"]
    if row.moved_in:
        names += ["phase1_start"]
    if row.phase1_start:
        names += ["worker_id", "address_protection", "contact_start"]
        names += ["agreement_on"] if row.phase1_start + timedelta(days=14) < DEMO_DAY else []
    names += ["close_type", "closed_to"] if row.closed_on else []
    return (name for name in names if getattr(row, name) is None)


def _open_work(case_id: str) -> Iterator[tuple[Sheet[Any], str]]:
    ends = phase_ends(case_id)
    course = STARTED[case_id]
    for row in (row for row in ROWS[schema.PLAN] if row.case_id == case_id):
        if row.goal is None:
            yield schema.PLAN, "goal"
        if row.activity and row.who is None:
            yield schema.PLAN, "who"
        if row.why and row.result is None and ends[row.phase - 1]:  # the result stands on an area's first row
            yield schema.PLAN, "result"
    (safety,) = [row for row in ROWS[schema.SAFETY] if row.case_id == case_id]
    if safety.safety_made is None and ends[0]:
        yield schema.SAFETY, "safety_made"
    for row in (row for row in ROWS[schema.CHILDREN] if row.case_id == case_id and course.closed_on):
        lived = ("safer_mother", "safer_institution", "better_mother", "better_institution")
        yield from ((schema.CHILDREN, name) for name in lived if getattr(row, name) is None)
    for row in (row for row in ROWS[schema.OUTCOMES] if row.case_id == case_id and row.point == "slut"):
        names = ["checked_to"] + ["safer", "physically_better", "mentally_better"] * (course.close_type == "gennemført")
        yield from ((schema.OUTCOMES, name) for name in names if getattr(row, name) is None)


def test_no_name_of_the_key_stands_anywhere_else() -> None:
    names = {name for key in demo_keys() for name in (key.display_name, key.full_name) if name}
    assert len(names) >= 70
    parts = {part for name in names for part in re.findall(r"[^\s&]+", name) if len(part) > 2}
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, names | parts)) + r")(?!\w)", re.IGNORECASE)
    found = [
        (sheet.name, column.name, value)
        for sheet, _, column, value in cells()
        if sheet is not schema.KEY and isinstance(value, str) and pattern.search(value)
    ]
    assert found == []


def test_the_key_has_names_that_are_hard_to_print() -> None:
    keys = {key.case_id: key for key in demo_keys()}
    assert sorted(keys) == sorted(REFERRALS)
    letters = "".join(key.full_name or "" for key in keys.values())
    assert set("ŁłŞşğåæøëễẫ&'Оле") <= set(letters)
    unnamed = [key for key in keys.values() if key.display_name is None and not REFERRALS[key.case_id].anonymous]
    assert len(unnamed) == 2
    (anonymous,) = [key for key in keys.values() if REFERRALS[key.case_id].anonymous]
    assert (anonymous.display_name, anonymous.full_name, anonymous.cpr) == (None, None, None)
    assert REFERRALS[anonymous.case_id].birth_year is None


@pytest.mark.parametrize("key", [key for key in demo_keys() if key.cpr], ids=lambda key: key.case_id)
def test_every_cpr_number_is_safe(key: schema.intake.Key) -> None:  # type: ignore[name-defined]
    number = key.cpr
    assert re.fullmatch(r"\d{10}", number)
    year = int(number[4:6]) + _century(int(number[6]), int(number[4:6]))
    born = date(year, int(number[2:4]), int(number[:2]))
    assert year == REFERRALS[key.case_id].birth_year
    assert (born.day, born.month) != (1, 1)
    assert modulus_11(number) != 0


def _century(digit: int, year: int) -> int:
    if digit <= 3:
        return 1900
    if digit in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def test_modulus_11_counts_as_the_register_of_persons_does() -> None:
    assert modulus_11("1704854003") == 2


def test_no_text_blames_or_holds_an_address() -> None:
    forbidden = re.compile(
        r"tilbage til volden|vendt tilbage|misbrug|\b\d{4} [A-ZÆØÅ]|vej \d|gade \d|\bSMS\b.*\d{8}|\b\d{8}\b|offer\b",
        re.IGNORECASE,
    )
    found = [
        (sheet.name, column.name, value)
        for sheet, _, column, value in cells()
        if column.kind is Kind.TEXT and sheet is not schema.KEY and forbidden.search(str(value))
    ]
    assert found == []


def test_the_same_rows_come_twice() -> None:
    assert demo_rows() == ROWS
    assert demo_keys() == demo_keys()


def test_the_columns_are_all_of_the_rows() -> None:
    for sheet, rows in ROWS.items():
        for row in rows[:1]:
            assert [f.name for f in fields(row)] == [c.name for c in sheet.columns]
