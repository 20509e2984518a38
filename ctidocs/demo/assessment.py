"""The demo's rows of Afdækning: three to six areas of each started course, her own areas first."""

from collections import Counter
from collections.abc import Iterable

from ctidocs.demo.bank import bank
from ctidocs.demo.draw import between
from ctidocs.demo.women import Woman
from ctidocs.register.schema.work import Assessment

COMMON = ("bolig", "økonomi", "netværk", "psykisk helbred", "arbejde/uddannelse", "fysisk helbred", "dagligdag")


def assessments(women: Iterable[Woman]) -> tuple[Assessment, ...]:
    """Every row of Afdækning: the words that fit her best, and of those the ones used least."""
    uses: Counter[tuple[str, int]] = Counter()
    rows: list[Assessment] = []
    for woman in women:
        chosen = {bank("plan")[key]["area"] for key in woman.plan[0]}
        for area in _areas(woman, chosen):
            _, strengths, needs, words = _fitting(woman, area, uses)
            own = None if woman.sparse else words
            rows.append(Assessment(woman.case_id, area, strengths, needs, own, area in chosen))
    return tuple(rows)


def _fitting(woman: Woman, area: str, uses: Counter[tuple[str, int]]) -> list[str]:
    now = set(woman.plan[0])
    entries: list[list[str]] = bank("assessment")["areas"][area]

    def rank(place: int) -> tuple[int, int, int]:
        tag = entries[place][0]
        fit = 0 if tag in now else 1 if tag in woman.traits else 2
        return fit + 2 * uses[area, place], uses[area, place], place

    place = min((n for n, entry in enumerate(entries) if entry[0] in ("", *woman.traits)), key=rank)
    uses[area, place] += 1
    return entries[place]


def _areas(woman: Woman, chosen: set[str]) -> tuple[str, ...]:
    after_children = (*COMMON[:2], "børn", *COMMON[2:]) if woman.children else COMMON
    offset = between(0, 2, woman.case_id, "areas")
    others = [area for area in (*after_children[offset:], *after_children[:offset]) if area not in chosen]
    count = 3 if woman.sparse else between(max(3, len(chosen)), 6, woman.case_id, "count")
    return (*sorted(chosen), *others[: count - len(chosen)])
