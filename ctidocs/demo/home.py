"""The demo's rows of Boligtjekliste, Budget, Børn and Udfald."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ctidocs.demo.bank import bank
from ctidocs.demo.course import arrears
from ctidocs.demo.day import DEMO_DAY
from ctidocs.demo.draw import between, chance, pick
from ctidocs.demo.fit import text_for
from ctidocs.demo.women import Woman
from ctidocs.demo.workdays import working_day
from ctidocs.method.dates import add_months
from ctidocs.office_text import NO, UNKNOWN, YES
from ctidocs.register.schema.home import HOUSING_ITEMS, OTHER_ITEM, BudgetItem, Child, HousingItem, Outcome

ANSWERS = {"j": YES, "n": NO, "u": UNKNOWN, "-": None}
HOMES = {"samme": "samme egen", "ny": "ny egen planlagt"}
POINTS = ("start", "fase 1", "fase 2", "slut", "1 år")
NOT_CHECKED = ("24-002",)
"""Deliberate gap: the anonymous woman cannot be looked up, so nobody knows how far ahead was checked."""
NO_YEAR = ("23-012",)
"""A year has passed and nobody has asked yet: due, not a gap of the sheet."""
NO_BUDGET = ("24-002", "24-005", "25-009", "25-010", "25-012")


def housing_items(woman: Woman) -> Iterator[HousingItem]:
    """Her rows of Boligtjekliste; all points are settled before phase 1 ends, open ones show the next step."""
    for item in HOUSING_ITEMS:
        if item == OTHER_ITEM and arrears(woman) != YES:
            continue
        relevant = _relevant(woman, item)
        done = _done(woman, item) if relevant == YES else None
        words = bank("home")["items"][item]
        yield HousingItem(
            case_id=woman.case_id, item=item, relevant=relevant, done_on=done,
            result=text_for(words["results"], woman.traits, woman.case_id, item) if done else None,
            next_step=words["next"] if relevant == YES and not done else None,
        )  # fmt: skip


def budget_items(woman: Woman) -> Iterator[BudgetItem]:
    """Her rows of Budget; a little is left each month."""
    if woman.case_id in NO_BUDGET:
        return
    words = bank("home")["budget"]
    group = words["children" if woman.children else "alone"]
    yield from _income(woman, words, group)
    rent = ["Husleje", *group["rent"]]
    for kind, rows in (("fast udgift", [rent, *words["fixed"]]), ("variabel", words["variable"])):
        for name, low, high in rows:
            yield BudgetItem(woman.case_id, name, kind, float(round(between(low, high, woman.case_id, name), -1)))
    if woman.children:
        for kind, key in (("fast udgift", "child_fixed"), ("variabel", "child_variable")):
            name, each = words[key]
            yield BudgetItem(woman.case_id, name, kind, float(each * len(woman.children)))
    if "gældsrådgivning" in woman.network:
        yield BudgetItem(woman.case_id, words["debt"][0], "fast udgift", float(words["debt"][1]))


def _income(woman: Woman, words: dict[str, Any], group: dict[str, Any]) -> Iterator[BudgetItem]:
    employed = woman.work.startswith("job")
    away = any("arb-tilbage" in keys for keys in woman.plan)
    source, amount = group["sygedagpenge" if employed and away else "løn" if employed else "ydelse"]
    yield BudgetItem(woman.case_id, source, "indtægt", float(amount + between(-4, 6, woman.case_id, "income") * 50))
    count, support = len(woman.children), words["support"]
    given = (support["with_wage"] if employed else support["base"]) + support["per_child"] * count
    yield BudgetItem(woman.case_id, "Boligstøtte", "indtægt", float(given))
    for name, each in words["per_child"] if count else ():
        yield BudgetItem(woman.case_id, name, "indtægt", float(each * count))


def children(woman: Woman) -> Iterator[Child]:
    """Her rows of Børn, from the one line of each child in women.toml."""
    for letter, line in zip("ABC", woman.children, strict=False):
        born, lives_with, facts, closing = line.split(" | ")
        safe_institution, safe_leisure, institution, leisure = (ANSWERS[answer] for answer in facts)
        at_end = [ANSWERS[answer] for answer in closing]
        yield Child(
            woman.case_id, letter, born, lives_with, safe_institution, safe_leisure, institution, leisure,
            safer_mother=at_end[0], safer_institution=at_end[1], better_mother=at_end[2], better_institution=at_end[3],
        )  # fmt: skip


def outcomes(woman: Woman) -> Iterator[Outcome]:
    """Her rows of Udfald, as far as each point has come."""
    for number, point in enumerate(POINTS):
        if not _has_come(woman, point):
            continue
        closing = point == "slut"
        home = woman.housing.split()[number]
        yield Outcome(
            case_id=woman.case_id, point=point, housing=HOMES.get(home, home),
            new_stay=woman.new_stay if closing else None, checked_to=_checked_to(woman, point),
            work=woman.work.split()[number], self_supporting=woman.self_supporting.split()[number],
            **(_felt(woman) if closing and woman.completed else {}),
        )  # fmt: skip


def _relevant(woman: Woman, item: str) -> str:
    managed = chance(20, woman.case_id, "managed")  # either is enough: the account, or that the municipality pays
    answers = {
        "administrationsaftale": managed,
        "budgetkonto": not managed,
        "aktivlovens § 34": bool(woman.children) and not woman.work.startswith("job"),
        "økonomisk rådgivning": "gældsrådgivning" in woman.network or chance(40, woman.case_id, item),
        "julehjælp": _christmas(woman) is not None and chance(70, woman.case_id, item),
    }
    if woman.sparse and item == "boligstøtte (boligsikring)":
        return UNKNOWN
    return YES if answers.get(item, True) else NO


def _done(woman: Woman, item: str) -> date | None:
    if woman.phase1_start is None:
        return None
    if item == "julehjælp":
        day = _christmas(woman) or DEMO_DAY
        return day if day < woman.last_day else None
    day = working_day(woman.phase1_start + timedelta(days=between(8, 80, woman.case_id, item)))
    return day if day <= woman.last_day else None


def _christmas(woman: Woman) -> date | None:
    """The November day in her course on which it is applied for; None when her course has none."""
    first, last = woman.phases.start, woman.closed_on or woman.phases.end or date(DEMO_DAY.year, 12, 31)
    november = between(8, 26, woman.case_id, "christmas")
    days = [working_day(date(year, 11, november)) for year in (first.year, first.year + 1)]
    return next((day for day in days if first <= day <= last), None)


def _has_come(woman: Woman, point: str) -> bool:
    if point in ("fase 1", "fase 2"):
        return woman.ended(int(point[-1])) is not None
    if point == "slut":
        return woman.closed_on is not None
    if point == "1 år":
        year = add_months(woman.closed_on, 12) if woman.closed_on else None
        return woman.completed and year is not None and year <= DEMO_DAY and woman.case_id not in NO_YEAR
    return True


def _checked_to(woman: Woman, point: str) -> date | None:
    if woman.closed_on is None or point not in ("slut", "1 år") or woman.case_id in NOT_CHECKED:
        return None
    after = add_months(woman.closed_on, 12) if point == "1 år" else date(2025, 9, 30)
    return min(DEMO_DAY, after)


def _felt(woman: Woman) -> dict[str, str]:
    return {
        "safer": pick((YES, YES, YES, YES, NO), woman.case_id, "safer"),
        "physically_better": pick((YES, YES, YES, NO, UNKNOWN), woman.case_id, "physically"),
        "mentally_better": pick((YES, YES, YES, YES, NO), woman.case_id, "mentally"),
    }
