"""The compass in papers: her own first and latest round (C3, C6), and hers beside the worker's."""

from collections.abc import Sequence
from datetime import date

from ctidocs.documents.base import Field, Reads
from ctidocs.documents.case import Case
from ctidocs.method.compass import DIMENSIONS, ROUNDS, Score, change, first_and_latest
from ctidocs.register.schema import MEASUREMENTS
from ctidocs.register.schema.work import Measurement
from ctidocs.render.compass.lines import Compass, Line
from ctidocs.render.environment import danish

COMPASS_COLUMNS = ("round", "measured_on", "respondent", *(dimension.key for dimension in DIMENSIONS))
COMPASS_READS = (Reads(MEASUREMENTS, COMPASS_COLUMNS),)
HERSELF, WORKER = "kvinden", "medarbejder"

COMPASS = Field("kompas", "Hendes egne tal i kompasset: første gang og seneste. Aldrig medarbejderens.", fields=(
    Field("vises", "Om kompasset hører til i dette papir (bruges i {% if %}).", "ja"),
    Field("to_gange", "Om der er to målinger at sammenligne (bruges i {% if %}).", "ja"),
    Field("første_dato", "Dagen for den første måling.", "1. februar 2025"),
    Field("seneste_dato", "Dagen for den seneste måling.", "30. april 2025"),
    Field("emner", "De ti emner.", many=True, fields=(
        Field("nr", "Emnets nummer i kompasset.", "1"),
        Field("emne", "Emnets navn.", "Sikkerhed"),
        Field("første", "Tallet eller ordet første gang.", "3"),
        Field("seneste", "Tallet eller ordet seneste gang.", "6"),
        Field("ændring", "Forskellen; tom, når et af de to ikke er et tal.", "+3"),
    )),
))  # fmt: skip


def measurements(case: Case, respondent: str, *, until: date) -> dict[str, Measurement]:
    """One respondent's rounds M0–M3 measured by that day, by round."""
    return {
        row.round: row
        for row in case.rows(MEASUREMENTS, COMPASS_COLUMNS)
        if row.respondent == respondent and row.round in ROUNDS and row.measured_on and row.measured_on <= until
    }


def scores_of(row: Measurement) -> tuple[Score, ...]:
    """The ten scores in the order of Bilag 1."""
    return tuple(getattr(row, dimension.key) for dimension in DIMENSIONS)


def own_compass(case: Case, *, until: date, shown: bool) -> tuple[dict[str, object], Compass | None]:
    """The tags of COMPASS and the drawing: her first and latest round with a number; None where there is none."""
    rounds = measurements(case, HERSELF, until=until)
    ends = first_and_latest({name: scores_of(row) for name, row in rounds.items()})
    if ends is None or not shown:
        return {"vises": False, "to_gange": False, "første_dato": None, "seneste_dato": None, "emner": []}, None
    first, latest = rounds[ends[0]], rounds[ends[1]]
    both = ends[0] != ends[1]
    values: dict[str, object] = {
        "vises": True,
        "to_gange": both,
        "første_dato": first.measured_on,
        "seneste_dato": latest.measured_on if both else None,
        "emner": _subjects(scores_of(first), scores_of(latest) if both else None),
    }
    return values, first_and_now(first, latest if both else None)


def _subjects(first: Sequence[Score], latest: Sequence[Score] | None) -> list[dict[str, object]]:
    now: Sequence[Score] = latest or (None,) * len(first)
    return [
        {
            "nr": dimension.number,
            "emne": dimension.column,
            "første": before,
            "seneste": after,
            "ændring": signed(change(before, after)),
        }
        for dimension, before, after in zip(DIMENSIONS, first, now, strict=True)
    ]


def first_and_now(first: Measurement, latest: Measurement | None) -> Compass:
    """Her first round dashed, her latest solid; one round alone is solid (C6)."""
    rows = ((first, "Første gang", latest is not None), (latest, "Nu", False))
    lines = tuple(
        Line(f"{word}, {long_date(row.measured_on)}", scores_of(row), "kvinden", baseline)
        for row, word, baseline in rows
        if row is not None
    )
    return Compass(compass_labels(), lines)


def compass_labels() -> tuple[str, ...]:
    """The short names of the ten subjects, in the order of Bilag 1."""
    return tuple(dimension.column for dimension in DIMENSIONS)


def signed(number: int | None) -> str | None:
    """+2, −1 or 0, as papers print a change."""
    return None if number is None else f"{number:+d}".replace("-", "−") if number else "0"


def long_date(day: date | None) -> str:
    """30. april 2025, or nothing."""
    return danish(day) if day else ""


def own_picture(case: Case) -> Compass:
    """Her first round and her latest; no line where she has none, and the picture says "ingen data"."""
    _values, drawing = own_compass(case, until=case.on, shown=True)
    return drawing or Compass(compass_labels(), ())


def both_now(case: Case) -> Compass:
    """Her latest round beside the worker's of the same round; the worker's latest where she has none (C6)."""
    rounds = {who: measurements(case, who, until=case.on) for who in (HERSELF, WORKER)}
    latest = [first_and_latest({name: scores_of(row) for name, row in rounds[who].items()}) for who in rounds]
    name = next((ends[1] for ends in latest if ends), None)
    words = {HERSELF: "Kvinden", WORKER: "Medarbejderen"}
    lines = tuple(
        Line(f"{words[who]}, {long_date(row.measured_on)}", scores_of(row), who)
        for who in rounds
        if name and (row := rounds[who].get(name))
    )
    return Compass(compass_labels(), lines)
