"""Values that several papers compute alike: the paper itself, her name, her phases, her own compass."""

from collections.abc import Iterable

from ctidocs.documents.base import Field
from ctidocs.documents.case import Case
from ctidocs.method.phases import Phase

PHASE_NAMES = {
    1: "Planlægning og igangsættelse", 2: "Afprøvning og tilpasning", 3: "Ansvarsoverdragelse og forankring",
}  # fmt: skip
SAMPLE = "EKSEMPEL"

PAPER = Field(
    "papir", "Om selve papiret.", fields=(
        Field("lavet", "Dagen, papiret er lavet.", "15. oktober 2025"),
        Field("kode", "Koden på hendes papirer; den siger ikke, hvem hun er.", "7kq2mx"),
        Field("blank", "Et tomt felt: ikke udfyldt i personalets papirer, en linje i hendes.", "ikke udfyldt"),
        Field("eksempel", "EKSEMPEL, når registret er opdigtet; ellers ingenting.", SAMPLE),
    ),
)  # fmt: skip
HER = Field("hende", "Hende, papiret handler om.", fields=(
    Field("navn", "Hendes kaldenavn fra nøglefilen; dig, hvis det er tomt; en linje, hvis nøglefilen ikke er der.",
          "Eksempelfornavn"),
))  # fmt: skip
PHASE = Field("fase", "Fasen, papiret er lavet for.", fields=(
    Field("nummer", "1, 2 eller 3.", "1"),
    Field("navn", "Fasens navn.", PHASE_NAMES[1]),
    Field("start", "Fasens første dag.", "1. februar 2025"),
    Field("slut", "Fasens sidste dag; tom, når en åben pause holder den tilbage.", "30. april 2025"),
    Field("måneder", "Fasens måneder i forløbet.", "1.–3. måned"),
    Field("er_slut", "Om fasen er slut (bruges i {% if %}).", "ja"),
))  # fmt: skip
COURSE_PHASES = Field("faser", "Alle tre faser, beregnet fra Fase 1 start og pauserne.", fields=(
    *(Field(f"fase_{n}_{end}", f"Fase {n}s {'første' if end == 'start' else 'sidste'} dag.", "1. maj 2025")
      for n in (1, 2, 3) for end in ("start", "slut")),
    Field("slut", "Forløbets sidste dag.", "31. oktober 2025"),
    Field("pause_siden", "Dagen, en åben pause begyndte; ellers tom.", "15. maj 2025"),
))  # fmt: skip


def paper_values(case: Case) -> dict[str, object]:
    """The tags of PAPER and HER."""
    name = (case.key.display_name if case.key else None) or "dig"
    mark = SAMPLE if case.settings.sample else ""
    return {
        "papir": {"lavet": case.on, "kode": case.code, "blank": None, "eksempel": mark},
        "hende": {"navn": name if case.has_keys else None},
    }


def phase_values(case: Case, phase: Phase) -> dict[str, object]:
    """The tags of PHASE."""
    months = case.settings.phase_months
    return {
        "nummer": phase.number,
        "navn": PHASE_NAMES[phase.number],
        "start": phase.start,
        "slut": phase.end,
        "måneder": f"{(phase.number - 1) * months + 1}.–{phase.number * months}. måned",
        "er_slut": phase.end is not None and phase.end < case.on,
    }


def course_values(case: Case) -> dict[str, object]:
    """The tags of COURSE_PHASES."""
    found = case.phases.phases if case.phases else (Phase(1, None, None), Phase(2, None, None), Phase(3, None, None))
    values: dict[str, object] = {}
    for phase in found:
        values |= {f"fase_{phase.number}_start": phase.start, f"fase_{phase.number}_slut": phase.end}
    return values | {"slut": found[2].end, "pause_siden": case.phases.open_since if case.phases else None}


def listed(values: Iterable[object | None]) -> list[dict[str, object]]:
    """Each value that is there as a row {{ r.tekst }}."""
    return [{"tekst": value} for value in values if value is not None]
