"""The demo's rows of Netværk, Overdragelse, Samtykker, Bevidninger and Andre planer: people around her."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from ctidocs.demo.bank import bank
from ctidocs.demo.course import agreed_on, draft_on
from ctidocs.demo.draw import between, chance, draw, pick
from ctidocs.demo.fit import text_for
from ctidocs.demo.referral import plan141, plan141_on
from ctidocs.demo.women import Woman
from ctidocs.demo.workdays import working_day
from ctidocs.register.schema.around import Consent, Handover, NetworkLink, OtherPlan, Testimony

MYSELF = "mig selv"
QUOTED = ("23-001", "23-012", "24-010")
"""Women whose words may stand in the final report."""


def network(woman: Woman) -> Iterator[NetworkLink]:
    """Her rows of Netværk; what came with the course has come as far as the course has."""
    stage = _stage(woman)
    for place, key in enumerate(woman.network):
        link = bank("network")[key]
        before = link["before"]
        status = _status(woman, stage=stage, before=before, place=place)
        yield NetworkLink(
            case_id=woman.case_id, who=link["who"], type=link["type"], formal=link.get("formal", False),
            ring=link["ring"], task=pick(link["tasks"], woman.case_id, key), from_start=before, status=status,
        )  # fmt: skip


def handovers(woman: Woman) -> Iterator[Handover]:
    """Her rows of Overdragelse: from the draft on, and only of courses that came to phase 3."""
    draft = draft_on(woman)
    end = woman.phases.end if draft is not None else None
    if draft is None or end is None or woman.close_type not in (None, "gennemført"):
        return
    agreed = agreed_on(woman) is not None
    for place, key in enumerate(_receivers(woman)):
        link = bank("network")[key]
        start = working_day(end - timedelta(days=between(-6, 30, woman.case_id, key, "from")))
        yield Handover(
            case_id=woman.case_id, need=link["need"], receiver=link["who"], how_to_reach=link["how"], start=start,
            confirmed=agreed or place == 0, wait_weeks=link.get("wait", 0) if link.get("formal") else None,
            shareable=chance(80, woman.case_id, key, "share"),
        )  # fmt: skip
    _, need, how = next(own for own in bank("people")["own_needs"] if own[0] in ("", *woman.traits))
    yield Handover(woman.case_id, need, MYSELF, how, end + timedelta(days=1), True, None, False)


def consents(woman: Woman) -> Iterator[Consent]:
    """Her rows of Samtykker: contact from the start, plan in phase 1, handover before the draft's rows go out."""
    start, begun = woman.contact_start, woman.phase1_start
    if start is None or begun is None:
        return
    formal = [key for key in woman.network if bank("network")[key].get("formal")]
    for key in formal[:3]:
        yield _consent(woman, key, about="kontakt", earliest=start)
    for key in formal[:1]:
        yield _consent(woman, key, about="plan", earliest=begun + timedelta(days=14))
    draft = draft_on(woman)
    if draft is not None and woman.close_type in (None, "gennemført"):
        for key in _receivers(woman):
            yield _consent(woman, key, about="overdragelse", earliest=draft - timedelta(days=5))
    if woman.case_id in QUOTED and woman.closed_on is not None:
        given = working_day(woman.closed_on - timedelta(days=10))
        yield Consent(woman.case_id, "slutrapporten", "citat", None, given, "skriftligt", None)


def testimonies(women: Iterable[Woman]) -> Iterator[Testimony]:
    """Every row of Bevidninger: people of her own network, once phase 2 has begun; no words twice."""
    unsaid = {who: iter(texts) for who, texts in bank("people")["testimonies"].items()}
    for woman in women:
        second = woman.reached(2)
        if second is None or woman.sparse:
            continue
        witnesses = [who for who in map(_who, woman.network) if who in unsaid][: between(1, 2, woman.case_id, "said")]
        for place, who in enumerate(witnesses):
            on = woman.until_now(second, days=between(10, 80, woman.case_id, who))
            text = next(unsaid[who], None) if on is not None else None
            if text is not None:
                usable = place == 0 or chance(50, woman.case_id, who, "use")
                yield Testimony(woman.case_id, on, who, text, usable)


def other_plans(woman: Woman) -> Iterator[OtherPlan]:
    """Her rows of Andre planer: one to three plans that hers has to fit with."""
    if woman.contact_start is None:
        return
    for kind in _plan_kinds(woman):
        words = bank("people")["plans"][kind]
        made = working_day(woman.contact_start - timedelta(days=between(5, 90, woman.case_id, kind)))
        clash = chance(30, woman.case_id, kind, "conflict")
        yield OtherPlan(
            case_id=woman.case_id, plan=kind, responsible=words["responsible"],
            on=plan141_on(woman) if kind == "§ 141" else made,
            shared_goal=text_for(words["goals"], woman.traits, woman.case_id, kind),
            conflict=pick(words["conflicts"], woman.case_id, kind) if clash else None,
        )  # fmt: skip


def _stage(woman: Woman) -> int:
    return 4 if woman.completed else len(woman.begun)


def _status(woman: Woman, *, stage: int, before: bool, place: int) -> str:
    grade = draw(10, woman.case_id, place, "status")
    if before:
        return "har overtaget" if stage >= 3 and grade < 5 else "før"
    if stage == 1:
        return "afprøves" if grade < 2 else "ny"
    if stage == 2:
        return "ny" if grade < 3 and place > 1 else "afprøves"
    if stage == 3:
        return "har overtaget" if grade < 4 else "afprøves"
    return "afprøves" if grade < 2 and place > 1 else "har overtaget"


def _receivers(woman: Woman) -> tuple[str, ...]:
    taking = [link.who for link in network(woman) if link.status != "ny"]
    return tuple(key for key in woman.network if bank("network")[key]["who"] in taking)[:4]


def _consent(woman: Woman, key: str, *, about: str, earliest: date) -> Consent:
    given = working_day(min(woman.last_day, earliest + timedelta(days=draw(4, woman.case_id, key, about))))
    withdrawn = None
    if (woman.case_id, key, about) == ("24-001", "jobcenter", "kontakt"):
        withdrawn = given + timedelta(days=60)
    kept = _kept(woman, key) if chance(25, woman.case_id, key, about) else None
    form = "skriftligt" if about != "kontakt" or chance(50, woman.case_id, key) else "mundtligt"
    return Consent(woman.case_id, _who(key), about, kept, given, form, withdrawn)


def _kept(woman: Woman, key: str) -> str:
    options: dict[str, list[str]] = bank("people")["not_shared"]
    return pick(options.get(bank("network")[key]["type"], options["familie"]), woman.case_id, key)


def _who(key: str) -> str:
    link: dict[str, Any] = bank("network")[key]
    return str(link["who"])


def _plan_kinds(woman: Woman) -> tuple[str, ...]:
    kinds = ["§ 141"] if plan141(woman) == "udarbejdet" else ["helhedsorienteret plan"]
    if not woman.work.startswith(("job", "ukendt")):
        kinds.append("jobplan")
    if "psykiatri" in woman.network:
        kinds.append("behandlingsplan")
    if woman.children and chance(60, woman.case_id, "child plan"):
        kinds.append("barnets plan")
    return tuple(kinds)
