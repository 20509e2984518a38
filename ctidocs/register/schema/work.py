"""The work with her: compass, assessment, plan, safety."""

from dataclasses import dataclass
from datetime import date

from ctidocs.method.compass import DIMENSIONS
from ctidocs.register.column import Kind, Sheet, column
from ctidocs.register.schema.words import AREAS, case_number

EXTRA_ROUND = "ekstra"
VIOLENCE_ANSWERS = ("ja", "nej", "ønsker ikke", "uoplyst")


def _score(number: int) -> int | str | None:
    dimension = DIMENSIONS[number - 1]
    return column(  # type: ignore[no-any-return]
        f"{number} {dimension.column}", Kind.SCORE,
        f"{dimension.label}: 1 (dårligst) til 10 (bedst), ikke relevant, ønsker ikke eller ikke spurgt.", "C3 C6 R13",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measurement:
    """B6, S4 Bilag 1: one person's scores in one round; the ten in the order of Bilag 1."""

    case_id: str = case_number("C3 C6")
    round: str = column(
        "Måling", Kind.CHOICE, "M0 ved start, M1–M3 ved slutningen af hver fase.", "C3 C6 R4", key=True,
        choices=("M0", "M1", "M2", "M3", EXTRA_ROUND),
    )  # fmt: skip
    measured_on: date | None = column("Dato", Kind.DATE, "Dagen for målingen.", "C3 C6 R4", key=True)
    respondent: str = column(
        "Respondent", Kind.CHOICE, "Hvem der har vurderet.", "C3 C6 R4", key=True, choices=("kvinden", "medarbejder")
    )
    safety: int | str | None = _score(1)
    self_care: int | str | None = _score(2)
    network: int | str | None = _score(3)
    physical_health: int | str | None = _score(4)
    mental_health: int | str | None = _score(5)
    housing: int | str | None = _score(6)
    economy: int | str | None = _score(7)
    work: int | str | None = _score(8)
    children: int | str | None = _score(9)
    stimulants: int | str | None = _score(10)
    note: str | None = column("Note", Kind.TEXT, "Kun til personalet.", "C6")


@dataclass(frozen=True, slots=True)
class Assessment:
    """B7, S1 § 4.1: strengths and needs of one area of her life."""

    case_id: str = case_number("C3")
    area: str = column("Område", Kind.CHOICE, "Det område, rækken handler om.", "C3", key=True, choices=AREAS)
    strengths: str | None = column("Styrker", Kind.TEXT, "Det, der allerede går godt.", "C3")
    needs: str | None = column("Hvad hun har brug for", Kind.TEXT, "Det, der mangler.", "C3")
    own_words: str | None = column("Hendes ord", Kind.TEXT, "Som hun selv siger det.", "C3")
    important_now: bool | None = column("Vigtigt nu", Kind.YES_NO, "Er det vigtigt for hende nu?", "C3")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """B8: one step of a focus area. Rows with the same case, phase and focus number are one focus area."""

    case_id: str = case_number("C3")
    phase: int | None = column("Fase", Kind.WHOLE, "1, 2 eller 3.", "C3 C5", key=True, lowest=1, highest=3, example="1")
    focus: int | None = column(
        "Fokus nr", Kind.WHOLE, "Fokusområdets nummer i fasen, højst tre.", "C3 C5", key=True, lowest=1, example="1",
    )  # fmt: skip
    area: str | None = column(
        "Område", Kind.CHOICE, "Det område af hendes liv, som målet handler om.", "C3 C5", choices=AREAS
    )
    chosen_by_her: bool | None = column("Valgt af kvinden", Kind.YES_NO, "Har hun selv valgt det?", "C12 C3")
    why: str | None = column("Hvorfor dette", Kind.TEXT, "Hvorfor netop dette nu.", "C3")
    own_words: str | None = column("Hendes ord", Kind.TEXT, "Det vil hun gerne opnå, som hun selv siger det.", "C3")
    difficult: str | None = column("Hvad er svært", Kind.TEXT, "Det, hun synes er svært.", "C3")
    strengths: str | None = column("Styrker", Kind.TEXT, "Det, hun kan bygge på.", "C3")
    goal: str | None = column("Mål", Kind.TEXT, "Det, der er nået, når fasen slutter.", "C3 C5", required="fase")
    directed_at: str | None = column(
        "Retter sig mod", Kind.CHOICE, "Hvem målet gælder.", "C3", choices=("mig selv", "børn", "ham")
    )
    subgoal: str | None = column("Delmål", Kind.TEXT, "Et skridt på vejen.", "C3")
    activity: str | None = column("Aktivitet", Kind.TEXT, "Det, der gøres.", "C3", example="lære at bruge e-Boks")
    who: str | None = column("Hvem", Kind.TEXT, "Hvem der gør det. Rolle eller fornavn.", "C3", required="aktivitet")
    due: date | None = column("Frist", Kind.DATE, "Hvornår det skal være gjort.", "C3 C15")
    status: str | None = column(
        "Status", Kind.CHOICE, "Hvor langt det er.", "C3 C5", choices=("ikke begyndt", "i gang", "nået", "ændret",
                                                                       "opgivet"),
    )  # fmt: skip
    result: str | None = column(
        "Resultat ved faseslut", Kind.TEXT, "Hvad der skete.", "C3 C5 C7a C7c", required="ved faseslut"
    )
    change: str | None = column("Hvad ændrer vi", Kind.TEXT, "Hvad der bliver anderledes i næste fase.", "C3 C5")


def _violence(kind: str, when: str) -> str | None:
    return column(  # type: ignore[no-any-return]
        f"{kind} vold {when}", Kind.CHOICE, f"Udsat for {kind.lower()} vold ved forløbets {when}, hendes eget svar.",
        "R22", choices=VIOLENCE_ANSWERS,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Safety:
    """B9: facts about the safety work. Its content stands in the safety file, never here."""

    case_id: str = case_number("C4a C4b R18")
    safety_made: date | None = column(
        "Strategi udarbejdet", Kind.DATE, "Dagen, strategien blev lavet.", "C4a R11 R18", required="ved slutningen af "
        "fase 1",
    )  # fmt: skip
    reviewed_2: date | None = column("Gennemgået ved fase 2", Kind.DATE, "Dagen for gennemgangen.", "C4a C5")
    reviewed_3: date | None = column("Gennemgået ved fase 3", Kind.DATE, "Dagen for gennemgangen.", "C4a C5")
    reviewed_end: date | None = column("Gennemgået ved afslutning", Kind.DATE, "Dagen for gennemgangen.", "C4a C7c")
    assessment: str | None = column(
        "Risikovurdering",
        Kind.CHOICE,
        "Metoden, risikoen er vurderet med.",
        "C4a",
        choices=("SARA-V3", "andet", "ikke lavet"),
    )
    assessed_on: date | None = column("Risikovurdering dato", Kind.DATE, "Dagen for vurderingen.", "C4a")
    stay_shelter: str | None = column(
        "Bo i kommunen krisecenter", Kind.CHOICE, "Krisecentrets stilling.", "C4a",
        choices=("ja", "bør flytte", "ikke vurderet"),
    )  # fmt: skip
    stay_municipality: str | None = column(
        "Bo i kommunen kommune", Kind.CHOICE, "Kommunens stilling.", "C4a", choices=("ja", "bør flytte",
                                                                                      "ikke vurderet"),
    )  # fmt: skip
    child_part: str | None = column(
        "Børnedel", Kind.CHOICE, "Har strategien en del om børnene?", "C4a", choices=("ja", "nej", "ingen børn")
    )
    paper_safe: str | None = column(
        "Trygt at udlevere papir", Kind.CHOICE, "Er det trygt for hende at have et papir?", "C4b",
        choices=("ja", "nej", "ikke vurderet"),
    )  # fmt: skip
    kept_where: str | None = column(
        "Hvor opbevares", Kind.CHOICE, "Hvor hendes papir ligger.", "C4b",
        choices=("hos medarbejder", "hos tillidsperson", "på hende", "kun mundtligt"),
    )  # fmt: skip
    others_see: str | None = column(
        "Kan andre se", Kind.YES_NO_UNKNOWN, "Kan andre komme til at se papiret?", "C4b", example="nej"
    )
    numbers_ok: bool | None = column(
        "Numre på papiret", Kind.YES_NO, "Må 112, 114 og 1888 stå på kortet?", "C4b", example="nej"
    )
    contact_form: str | None = column(
        "Kontaktform", Kind.CHOICE, "Den aftalte måde at få fat i hende på. Betydningen står ikke her.", "C15",
        choices=("A", "B", "C"),
    )  # fmt: skip
    physical_start: str | None = _violence("Fysisk", "start")
    physical_end: str | None = _violence("Fysisk", "slut")
    psychological_start: str | None = _violence("Psykisk", "start")
    psychological_end: str | None = _violence("Psykisk", "slut")
    sexual_start: str | None = _violence("Seksuel", "start")
    sexual_end: str | None = _violence("Seksuel", "slut")
    material_start: str | None = _violence("Materiel", "start")
    material_end: str | None = _violence("Materiel", "slut")
    digital_start: str | None = _violence("Digital", "start")
    digital_end: str | None = _violence("Digital", "slut")


@dataclass(frozen=True, slots=True)
class SafetyNote:
    """B24: one section of a case's safety file. The case stands in the file's name."""

    section: str | None = column("Afsnit", Kind.TEXT, "Strategiens afsnit.", "C4a")
    known: str | None = column("Hvad vi ved", Kind.TEXT, "Det, vi ved om hendes situation.", "C4a")
    action: str | None = column("Hvad vi gør", Kind.TEXT, "Det, vi har aftalt at gøre.", "C4a")
    who: str | None = column("Hvem", Kind.TEXT, "Hvem der gør det.", "C4a")
    on: date | None = column("Dato", Kind.DATE, "Dagen, afsnittet sidst blev gennemgået.", "C4a")


MEASUREMENTS = Sheet(
    "Kompas", Measurement,
    "Kvindens og medarbejderens tal, fire gange. Medarbejderen udfylder det efter samtalen om kompasset.", 6,
    unique=(("case_id", "round", "respondent"),), unless=lambda row: row.round == EXTRA_ROUND,
)  # fmt: skip
ASSESSMENTS = Sheet(
    "Afdækning",
    Assessment,
    "Styrker og behov, område for område. Medarbejderen udfylder det sammen med hende i fase 1.",
    7,
)
PLAN = Sheet(
    "Plan", PlanStep, "Fokusområder, mål og skridt. Medarbejderen udfylder det sammen med hende i hver fase.", 8
)
SAFETY = Sheet(
    "Sikkerhed",
    Safety,
    "Fakta om sikkerhedsarbejdet, aldrig indholdet. Udfyldes af medarbejderen ved hver gennemgang.",
    9,
    unique=(("case_id",),),
)
SAFETY_FILE = Sheet(
    "Sikkerhedsfil",
    SafetyNote,
    "Sikkerhedsstrategiens indhold for ét forløb. Medarbejderen udfylder det og gennemgår det i hver fase.",
    24,
    book="sikkerhed",
)
