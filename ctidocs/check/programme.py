"""The leader's sheets: settings, staff, meetings, fidelity."""

import difflib
from collections.abc import Callable, Iterable
from typing import Any

from ctidocs.check.agree import in_order, not_yet, two_values
from ctidocs.check.look import Look
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import Fault, as_word, plain_text
from ctidocs.register.column import Sheet
from ctidocs.register.municipalities import MUNICIPALITIES
from ctidocs.register.numbers import as_number
from ctidocs.register.read import Record
from ctidocs.register.schema import FIDELITY, MEETINGS, OFFERS, REFERRALS, SETTINGS, WORKERS
from ctidocs.register.schema.programme import ANSWERS, Meeting
from ctidocs.register.words import did_you_mean, municipality

COMMITTEE = "visitation"
PHASES = 3


def settings(look: Look) -> Iterable[Problem]:
    """Settings that cannot be right together or alone (B1)."""
    chosen = look.settings
    start, end = chosen.project_start, chosen.project_end
    if start and end and end < start:
        names = SETTINGS.by_name
        message = _("{later} is before {earlier}, {day}").format(
            later=names["project_end"].header, earlier=names["project_start"].header, day=plain_text(start)
        )
        yield _setting(look, "project_end", "dates-reversed", message, _("correct one of the two dates"))
    if chosen.caseload_max < chosen.caseload_min:
        message = _("{most} is less than {header}, {least}").format(
            most=chosen.caseload_max, header=SETTINGS.by_name["caseload_min"].header, least=chosen.caseload_min
        )
        name = "caseload_max" if "caseload_max" in look.register.settings_at else "caseload_min"
        yield _setting(look, name, "caseload-reversed", message, _("correct one of the two numbers"))
    if not is_intensity(chosen.intensity):
        message = _("not three numbers above 0 with a colon between them")
        yield _setting(look, "intensity", "not-an-intensity", message, _("write it as 4:2:1"))


def is_intensity(text: str) -> bool:
    """Whether the setting tells the three phases' hours (R7)."""
    numbers = [as_number(part) for part in text.split(":")]
    return len(numbers) == PHASES and all(number is not None and number > 0 for number in numbers)


def project_municipalities(look: Look) -> Iterable[Problem]:
    """Each entry of the list that is no Danish municipality, by its place in it (R9); only a warning hangs on it."""
    parse, names = municipality(), {as_word(name): name for name in MUNICIPALITIES.values()}
    parts = [part for part in look.settings.project_municipalities.split(",") if part.strip()]
    for number, part in enumerate(parts, start=1):
        if isinstance(parse(part), Fault):
            message = _("number {number} in the list is no Danish municipality").format(number=number)
            hint = did_you_mean(as_word(part), names) or _("write names or numbers with a comma between them")
            yield _setting(look, "project_municipalities", "unknown-project-municipality", message, hint, Level.WARNING)


def _setting(look: Look, name: str, code: str, message: str, hint: str, level: Level = Level.ERROR) -> Problem:
    return Problem(look.register.setting_place(name), code, message, hint, level)


def workers_in_order(look: Look) -> Iterable[Problem]:
    """A worker who left before coming (R8)."""
    for record in look.records(WORKERS):
        yield from in_order(look, WORKERS, record, "start", "end")


def one_meeting(look: Look) -> Iterable[Problem]:
    """Another kind, day or company in a later row of the same meeting (B20)."""
    message = _("another {header} than in row {row}, which is the same meeting")
    hint = _("make the two the same, or give the row another Mødenr")
    for record, name, row in two_values(look, MEETINGS, group=_meeting, shared=("type", "on", "present")):
        text = message.format(header=MEETINGS.by_name[name].header, row=row)
        yield look.problem(MEETINGS, record, name, "two-values", text, hint)


def _meeting(row: Meeting) -> str:
    return as_word(row.meeting_id)


def due_after(look: Look) -> Iterable[Problem]:
    """What a meeting or an assessment decided, to be done before it was held."""
    sheets: tuple[Sheet[Any], ...] = (MEETINGS, FIDELITY)
    for sheet in sheets:
        for record in look.records(sheet):
            due, day = record.values.due, record.values.on
            if due and day and due < day:
                message = _("{later} is before {earlier}, {day}").format(
                    later=sheet.by_name["due"].header, earlier=sheet.by_name["on"].header, day=plain_text(day)
                )
                hint = _("correct one of the two dates")
                yield look.problem(sheet, record, "due", "due-before-date", message, hint, Level.WARNING)


def meetings_of_referrals(look: Look) -> Iterable[Problem]:
    """A referral's meeting that is not in Møder, or no meeting of the committee (R10); nothing while Møder is empty."""
    meetings: dict[str, Record[Meeting]] = {}
    hints: dict[str, str] = {}
    for record in look.records(MEETINGS):
        meetings.setdefault(as_word(record.values.meeting_id), record)
    for referral in look.records(REFERRALS) if meetings else ():
        word = as_word(referral.values.meeting_id)
        if not word:
            continue
        if word not in meetings:
            if word not in hints:  # one meeting has many referrals
                hints[word] = _near_meeting(look, word, meetings)
            message = _("this is not in the sheet {sheet}").format(sheet=MEETINGS.name)
            yield look.problem(
                REFERRALS, referral, "meeting_id", "unknown-meeting", message, hints[word], Level.WARNING
            )  # fmt: skip
        elif meetings[word].values.type != COMMITTEE:
            cell = f"{MEETINGS.name}!{look.at(MEETINGS, meetings[word], 'type').cell}"
            message = _("{cell} says that this meeting is “{type}”").format(cell=cell, type=meetings[word].values.type)
            hint = _("referrals are dealt with at a meeting of the kind {kind}; correct one of the two").format(
                kind=COMMITTEE
            )
            yield look.problem(REFERRALS, referral, "meeting_id", "other-meeting", message, hint, Level.WARNING)


def _near_meeting(look: Look, word: str, meetings: dict[str, Record[Meeting]]) -> str:
    near = difflib.get_close_matches(word, meetings, n=1)
    if not near:
        return _("add the meeting to Møder, or correct the number")
    cell = f"{MEETINGS.name}!{look.at(MEETINGS, meetings[near[0]], 'meeting_id').cell}"
    return _("did you mean the one in {cell}?").format(cell=cell)


def scores(look: Look) -> Iterable[Problem]:
    """A score of the other scale: P1–P14 are 1 to 5 or ikke vurderet, K1–K8 ja, delvis or nej (B21)."""
    for record in look.records(FIDELITY):
        row = record.values
        principle = row.item.startswith("P")
        if row.score is None or (row.score in ANSWERS) is not principle:
            continue
        message = _("{item} is not assessed with “{score}”").format(item=row.item, score=row.score)
        hint = _("choose 1 to 5 or ikke vurderet") if principle else _("choose ja, delvis or nej")
        yield look.problem(FIDELITY, record, "score", "other-scale", message, hint)


def not_yet_done(look: Look) -> Iterable[Problem]:
    """An offer or the fidelity looked at on a day that has not come yet."""
    return not_yet(look, ((OFFERS, ("checked_on",)), (FIDELITY, ("on",))))


PROGRAMME_RULES: tuple[Callable[[Look], Iterable[Problem]], ...] = (
    settings, project_municipalities, workers_in_order, one_meeting, due_after, meetings_of_referrals, scores,
    not_yet_done,
)  # fmt: skip
