"""Around her: the contacts, what she has allowed to be said to whom, and who takes over."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ctidocs.check.agree import in_order
from ctidocs.check.look import Look
from ctidocs.check.needs import Needs
from ctidocs.language import gettext as _
from ctidocs.problems import Level, Problem
from ctidocs.register.cell import as_word, plain_text
from ctidocs.register.column import Sheet
from ctidocs.register.read import Record
from ctidocs.register.schema import CONSENTS, CONTACTS, HANDOVERS, PLAN
from ctidocs.register.schema.around import Consent, Handover

HERSELF = "mig selv"
TO_HAND_OVER = "overdragelse"

Consents = Mapping[str, Mapping[str, Sequence[Record[Consent]]]]  # case -> receiver as compared -> rows


def contact_after_close(look: Look) -> Iterable[Problem]:
    """A contact after the course has ended (A45 «Give slip på kvinderne»)."""
    for record in look.records(CONTACTS):
        row = record.values
        closed = look.courses[row.case_id].values.closed_on if row.case_id in look.courses else None
        if closed and row.on and closed < row.on <= look.on:
            message = _("a contact after the course was closed {day}").format(day=plain_text(closed))
            hint = _("correct the date here or Afslutning; after the end there is no contact")
            yield look.problem(CONTACTS, record, "on", "contact-after-close", message, hint, Level.WARNING)


def contact_focus(look: Look) -> Iterable[Problem]:
    """A focus area that no row of the case's plan has; nothing while Plan is empty."""
    known = {(record.values.case_id, record.values.focus) for record in look.records(PLAN)}
    unsure = _cases_with_lost_rows(look, PLAN)
    for record in look.records(CONTACTS) if known else ():
        row = record.values
        if row.focus is not None and (row.case_id, row.focus) not in known and row.case_id not in unsure:
            message = _("the plan has no focus area {number}").format(number=row.focus)
            hint = _("correct the number, or add the focus area to Plan")
            yield look.problem(CONTACTS, record, "focus", "unknown-focus", message, hint, Level.WARNING)


def _cases_with_lost_rows(look: Look, sheet: Sheet[Any]) -> frozenset[object]:
    """The cases of which a row of this sheet could not be read: what it said is not known."""
    return frozenset(case_id for *_row, case_id in look.register.lost.get(sheet.name, ()))


def reason_for_more(look: Look) -> Iterable[Problem]:
    """More support for a time without its reason (R7 and C5 show it)."""
    needs = Needs(look)
    for record in look.records(CONTACTS):
        row = record.values
        blank = row.more_reason is None and "more_reason" not in record.broken
        if row.more_support and blank and not needs.is_over(row.case_id):
            message = _("{header} is to be filled in: {why}").format(
                header=CONTACTS.by_name["more_reason"].header, why=_("the support is raised for a time")
            )
            hint = _("until then the papers leave it open")
            yield look.problem(CONTACTS, record, "more_reason", "missing", message, hint, Level.MISSING)


def withdrawn_in_order(look: Look) -> Iterable[Problem]:
    """A consent that was withdrawn before it was given; one given anew has a row of its own (B12)."""
    for record in look.records(CONSENTS):
        if record.values.given_on and record.values.given_on <= look.on:  # else that date is told
            yield from in_order(look, CONSENTS, record, "given_on", "withdrawn_on")


def receivers(look: Look) -> Iterable[Problem]:
    """The first row of each receiver who may not be told: without any consent, or with none for the handover (C7b)."""
    consents, unsure, needs = _consents(look), _cases_with_lost_rows(look, CONSENTS), Needs(look)
    seen: set[tuple[str, str]] = set()
    for record in look.records(HANDOVERS):
        row = record.values
        word = as_word(row.receiver)
        if word in ("", HERSELF) or (row.case_id, word) in seen or row.case_id in unsure or needs.is_over(row.case_id):
            continue
        seen.add((row.case_id, word))
        of_case = consents.get(row.case_id, {})
        if word not in of_case:
            yield _unknown_receiver(look, record, word, of_case)
        elif not any(_may_hand_over(look, consent) for consent in of_case[word]):
            message = _("there is no valid consent for {about} to this receiver").format(about=TO_HAND_OVER)
            hint = _("ask her, and write the consent into Samtykker; until then no paper is made for the receiver")
            yield look.problem(HANDOVERS, record, "receiver", "no-handover-consent", message, hint, Level.WARNING)


def _consents(look: Look) -> Consents:
    found: dict[str, dict[str, list[Record[Consent]]]] = {}
    for record in look.records(CONSENTS):
        row = record.values
        found.setdefault(row.case_id, {}).setdefault(as_word(row.receiver), []).append(record)
    return found


def _unknown_receiver(
    look: Look, record: Record[Handover], word: str, of_case: Mapping[str, Sequence[Record[Consent]]]
) -> Problem:
    """The hint gives a cell, never a name."""
    near = difflib.get_close_matches(word, of_case, n=1)
    hint = _("write the receiver as in Samtykker, or “mig selv”; a new one needs a row there")
    if near:
        cell = look.at(CONSENTS, of_case[near[0]][0], "receiver").cell
        hint = _("did you mean the one in {cell}?").format(cell=f"{CONSENTS.name}!{cell}")
    message = _("Samtykker does not have this receiver for the case, so no paper is made for the receiver")
    return look.problem(HANDOVERS, record, "receiver", "unknown-receiver", message, hint, Level.WARNING)


def _may_hand_over(look: Look, record: Record[Consent]) -> bool:
    """C7b: given for the handover and not withdrawn; a date that could not be read is told already."""
    row = record.values
    if row.about != TO_HAND_OVER or (row.given_on and row.given_on > look.on):
        return False
    return row.withdrawn_on is None or row.withdrawn_on > look.on


AROUND_RULES = (contact_after_close, contact_focus, reason_for_more, withdrawn_in_order, receivers)
