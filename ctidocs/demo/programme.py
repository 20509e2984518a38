"""The demo's leader's sheets: staff, offers, goals, fidelity, money, activities, report texts, feedback."""

from collections.abc import Iterator
from datetime import date

from ctidocs.demo.bank import bank
from ctidocs.register.schema.programme import (
    Activity,
    Feedback,
    Fidelity,
    Finance,
    Offer,
    ProgrammeGoal,
    ReportText,
    Worker,
)

FIDELITY_DAYS = (date(2024, 12, 10), date(2025, 6, 12))
FIDELITY_DUE = date(2025, 11, 28)
QUARTERS = tuple(f"{year}-K{quarter}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4))[:11]
HALF_YEARS = ("2023-H1", "2023-H2", "2024-H1", "2024-H2", "2025-H1")
ANSWERS = {"j": "ja", "d": "delvis", "n": "nej"}


def workers() -> tuple[Worker, ...]:
    """The rows of Medarbejdere; one has no course on violence yet."""
    return tuple(Worker(**row) for row in bank("programme")["workers"])


def worker_names() -> dict[str, str]:
    """The workers' names by initials."""
    return {row["initials"]: row["worker_id"] for row in bank("programme")["workers"]}


def offers() -> tuple[Offer, ...]:
    """The rows of Tilbud: one with a secret address, one that nobody has checked for a year."""
    return tuple(Offer(**{"secret_address": False} | row) for row in bank("programme")["offers"])


def goals() -> Iterator[ProgrammeGoal]:
    """The rows of Projektmål: the goals of the application."""
    for code, (text, *percent) in bank("programme")["goals"].items():
        source = "Ansøgningen, mål på organisationsniveau" if code == "METODE" else "Ansøgningen, mål på brugerniveau"
        yield ProgrammeGoal(code, text, float(percent[0]) if percent else None, source)


def fidelity() -> Iterator[Fidelity]:
    """The rows of Metodetroskab: the whole list on each of two days, actions only on the second."""
    for place, day in enumerate(FIDELITY_DAYS):
        for item, (*scores, reason, action, responsible) in bank("programme")["fidelity"].items():
            acts = place == 1 and action != ""
            yield Fidelity(
                on=day, item=item, score=scores[place], reason=reason, action=action if acts else None,
                responsible=responsible if acts else None, due=FIDELITY_DUE if acts else None,
            )  # fmt: skip


def finances() -> Iterator[Finance]:
    """The rows of Økonomi: every item in every quarter that has ended."""
    notes = bank("programme")["finance_notes"]
    for place, quarter in enumerate(QUARTERS):
        for item, (budget, percents) in bank("programme")["finances"].items():
            spent = round(budget * percents[place] / 100, -1)
            yield Finance(quarter, item, float(budget), float(spent), notes.get(f"{quarter} {item}"))


def activities() -> Iterator[Activity]:
    """The rows of Aktiviteter: each activity in each half-year that has ended."""
    for place, half_year in enumerate(HALF_YEARS):
        for row in bank("programme")["activities"]:
            deviation = row["deviation"][place] or None
            yield Activity(half_year, row["activity"], row["planned"], row["done"][place], deviation)


def report_texts() -> tuple[ReportText, ...]:
    """The rows of Rapporttekster."""
    return tuple(ReportText(**row) for row in bank("programme")["texts"])


def feedback() -> Iterator[Feedback]:
    """The rows of Tilbagemeldinger; one quarter has too few answers to be shown."""
    for quarter, answers in bank("programme")["feedback"].items():
        for letters in answers.split():
            yield Feedback(quarter, *(ANSWERS[letter] for letter in letters))
