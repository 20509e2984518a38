"""The leader's sheets: staff, offers, meetings, fidelity, money, goals, activities, report texts, feedback."""

from dataclasses import dataclass
from datetime import date

from ctidocs.register.column import Kind, Sheet, column

REPORT_SECTIONS = (
    "Resumé", "Formål, målgruppe, forandringsteori", "Aktiviteter", "Samarbejde og tilbudskortlægning", "Økonomi",
    "Ændringer", "Læring", "Forankring", "Metode og forbehold", "Tre ting at beslutte", "Risici", "Metodeudvikling",
)  # fmt: skip
GOAL_CODES = (
    "BOLIG", "BOLIG1", "STRATEGI", "TRYGHED", "KRISECENTER", "INST", "FRITID", "BARN_TRYG", "BARN_TRIVES", "METODE",
)  # fmt: skip
FIDELITY_ITEMS = tuple(f"P{n}" for n in range(1, 15)) + tuple(f"K{n}" for n in range(1, 9))
FIDELITY_SCORES = ("1", "2", "3", "4", "5", "ikke vurderet", "ja", "delvis", "nej")
ANSWERS = ("ja", "delvis", "nej")


@dataclass(frozen=True, slots=True)
class Worker:
    """B18: one member of staff."""

    worker_id: str | None = column(
        "Medarbejder", Kind.TEXT, "Navnet, som papirerne skriver det.", "C2 C3 C15", key=True,
        example="Eksempel Medarbejder",
    )  # fmt: skip
    initials: str | None = column("Initialer", Kind.TEXT, "Bruges i filnavne og af --worker.", "make C15", example="EM")
    role: str | None = column(
        "Rolle", Kind.CHOICE, "Rollen i projektet.", "C12 C14 C15",
        choices=("CTI-medarbejder", "projektleder", "projektkoordinator", "leder"),
    )  # fmt: skip
    organisation: str | None = column("Organisation", Kind.TEXT, "Hvor medarbejderen er ansat.", "C13 C14")
    fte: float | None = column("Stilling", Kind.NUMBER, "1 er fuld tid.", "R8 C15", lowest=0, highest=1, example="0,8")
    cti_course: date | None = column("CTI-kursus", Kind.DATE, "Dagen for kurset i CTI.", "C12")
    violence_course: date | None = column("Kursus om vold", Kind.DATE, "Dagen for kurset om vold.", "C12")
    start: date | None = column("Fra", Kind.DATE, "Første dag i projektet.", "R8 C12")
    end: date | None = column("Til", Kind.DATE, "Sidste dag i projektet.", "R8 C12")


@dataclass(frozen=True, slots=True)
class Offer:
    """B19, S3: one offer that women can be helped on to. No persons in it."""

    offer: str | None = column("Tilbud", Kind.TEXT, "Tilbuddets navn.", "C7a C16", key=True)
    provider: str | None = column("Udbyder", Kind.TEXT, "Hvem der står for det.", "C16")
    target: str | None = column("Målgruppe", Kind.TEXT, "Hvem det er for.", "C16")
    visitation: str | None = column("Visitation", Kind.TEXT, "Hvordan man bliver visiteret.", "C16")
    admission: str | None = column("Krav for optagelse", Kind.TEXT, "Hvad der kræves for at blive optaget.", "C16")
    wait_weeks: int | None = column("Ventetid uger", Kind.WHOLE, "Ventetid i uger.", "C16", lowest=0)
    contact: str | None = column("Kontakt", Kind.TEXT, "Hvordan man får kontakt.", "C7a")
    checked_on: date | None = column(
        "Tjekket", Kind.DATE, "Dagen, oplysningerne blev tjekket.", "check C16", required="årligt"
    )
    secret_address: bool | None = column(
        "Hemmelig adresse", Kind.YES_NO, "ja: papirerne skriver kontakt via medarbejder.", "C7a", example="nej"
    )


@dataclass(frozen=True, slots=True)
class Meeting:
    """B20: one point of one meeting; the rows of one Mødenr are one meeting."""

    meeting_id: str | None = column("Mødenr", Kind.TEXT, "Mødets nummer.", "C13", key=True, example="V-2025-04")
    type: str = column(
        "Art", Kind.CHOICE, "Hvad det er for et møde.", "C13 R10", key=True,
        choices=("visitation", "styregruppe", "sparring", "supervision", "opfølgningsdag", "netværksmøde",
                 "hjemmebesøg"),
    )  # fmt: skip
    on: date | None = column("Dato", Kind.DATE, "Mødets dag.", "C13 R10", key=True)
    case_id: str | None = column("Forløbsnr", Kind.CASE, "Forløbet, punktet handler om.", "C13")
    present: str | None = column("Deltagere", Kind.TEXT, "Deltagernes roller, ikke deres navne.", "C13 C1")
    point: str | None = column("Punkt", Kind.TEXT, "Det, I taler om.", "C13")
    decision: str | None = column("Beslutning", Kind.TEXT, "Det, I besluttede.", "C13")
    responsible: str | None = column("Ansvarlig", Kind.TEXT, "Hvem der gør det. Rolle.", "C13")
    due: date | None = column("Frist", Kind.DATE, "Hvornår det skal være gjort.", "C13")


@dataclass(frozen=True, slots=True)
class Fidelity:
    """B21: one principle (P1–P14) or core element (K1–K8) assessed on one day."""

    on: date | None = column("Dato", Kind.DATE, "Dagen for vurderingen.", "C12", key=True)
    item: str = column("Nr", Kind.CHOICE, "P1–P14 principper, K1–K8 kerneelementer.", "C12", key=True,
                       choices=FIDELITY_ITEMS)  # fmt: skip
    score: str | None = column(
        "Score", Kind.CHOICE, "P: 1–5 eller ikke vurderet. K: ja, delvis eller nej.", "C12", choices=FIDELITY_SCORES
    )
    reason: str | None = column("Begrundelse", Kind.TEXT, "Hvad vurderingen bygger på.", "C12")
    action: str | None = column("Handling", Kind.TEXT, "Hvad I vil gøre.", "C12")
    responsible: str | None = column("Ansvarlig", Kind.TEXT, "Hvem der gør det. Rolle.", "C12")
    due: date | None = column("Frist", Kind.DATE, "Hvornår det skal være gjort.", "C12")


@dataclass(frozen=True, slots=True)
class Finance:
    """B22: budget and spending of one item in one period."""

    period: str | None = column("Periode", Kind.PERIOD, "2025, 2025-H2 eller 2025-K3.", "C14 C16", key=True)
    item: str | None = column("Post", Kind.TEXT, "Budgetposten.", "C14 C16", key=True, example="Løn")
    budget: float | None = column(
        "Budget", Kind.NUMBER, "Det budgetterede beløb i kroner.", "C14 C16", example="250.000"
    )
    spent: float | None = column("Forbrug", Kind.NUMBER, "Det brugte beløb i kroner.", "C14 C16", example="241.350")
    note: str | None = column("Bemærkning", Kind.TEXT, "Forklaring på en afvigelse.", "C14 C16")


@dataclass(frozen=True, slots=True)
class ProgrammeGoal:
    """B25, S3: one goal of the programme. No rows: the goals of S3."""

    code: str | None = column("Kode", Kind.CHOICE, "Målets kode.", "R11 R12", key=True, choices=GOAL_CODES)
    goal: str | None = column("Mål", Kind.TEXT, "Målet, som det står i ansøgningen.", "C14 C16")
    target_percent: float | None = column(
        "Måltal pct.", Kind.NUMBER, "Hvor mange procent der skal nås.", "R11", lowest=0, highest=100, example="95"
    )
    source: str | None = column("Kilde", Kind.TEXT, "Hvor målet står.", "C16")


@dataclass(frozen=True, slots=True)
class Activity:
    """B26: one activity of one period, planned and done."""

    period: str | None = column("Periode", Kind.PERIOD, "2025, 2025-H2 eller 2025-K3.", "C16", key=True)
    activity: str | None = column("Aktivitet", Kind.TEXT, "Aktiviteten.", "C16", key=True)
    planned: str | None = column("Planlagt", Kind.TEXT, "Det, der var planlagt.", "C16")
    done: str | None = column("Gennemført", Kind.TEXT, "Det, der blev gjort.", "C16")
    deviation: str | None = column("Afvigelse og årsag", Kind.TEXT, "Forskellen og hvorfor.", "C16")


@dataclass(frozen=True, slots=True)
class ReportText:
    """B27: a text of the leader's own in a report."""

    report: str = column(
        "Rapport", Kind.CHOICE, "Rapporten, teksten hører til.", "C14 C16", key=True,
        choices=("statusrapport", "slutrapport", "styregruppe"),
    )  # fmt: skip
    period: str | None = column("Periode", Kind.PERIOD, "2025, 2025-H2 eller 2025-K3.", "C14 C16", key=True)
    section: str = column("Afsnit", Kind.CHOICE, "Rapportens afsnit.", "C14 C16", key=True, choices=REPORT_SECTIONS)
    text: str | None = column("Tekst", Kind.TEXT, "Teksten. Ingen enkeltpersoner.", "C14 C16")


def _answer(header: str, help: str) -> str | None:
    return column(header, Kind.CHOICE, help, "C20", choices=ANSWERS)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Feedback:
    """B29: one woman's anonymous answer. No case number."""

    quarter: str | None = column("Kvartal", Kind.PERIOD, "Kvartalet, hun svarede i.", "C20", key=True)
    heard: str | None = _answer("Blev hørt", "Blev du hørt?")
    decided: str | None = _answer("Bestemte selv", "Bestemte du selv?")
    same_person: str | None = _answer("Samme person", "Var det samme person hver gang?")
    spoke_freely: str | None = _answer("Kunne tale frit", "Kunne du tale, uden at andre hørte det?")
    understood: str | None = _answer("Forstod sproget", "Forstod du sproget?")
    helped: str | None = _answer("Hjalp det", "Hjalp det?")


WORKERS = Sheet(
    "Medarbejdere", Worker, "Projektets medarbejdere. Lederen udfylder det, når nogen kommer eller går.", 18,
    unique=(("worker_id",), ("initials",)),
    leaders=True,
)  # fmt: skip
OFFERS = Sheet(
    "Tilbud", Offer, "Tilbud, som kvinderne kan hjælpes videre til. Fælles for alle; tjekkes hvert år.", 19,
    unique=(("offer",),),
    leaders=True,
)  # fmt: skip
MEETINGS = Sheet(
    "Møder",
    Meeting,
    "Udvalgsmøder, styregruppe og andre møder. Koordinatoren udfylder det før og efter mødet.",
    20,
    leaders=True,
)
FIDELITY = Sheet(
    "Metodetroskab",
    Fidelity,
    "Teamets egen vurdering. Lederen og teamet udfylder det to gange om året.",
    21,
    unique=(("on", "item"),),
    leaders=True,
)
FINANCES = Sheet(
    "Økonomi",
    Finance,
    "Budget og forbrug. Lederen udfylder det for hver periode.",
    22,
    unique=(("period", "item"),),
    leaders=True,
)
GOALS = Sheet(
    "Projektmål",
    ProgrammeGoal,
    "Projektets mål. Udfyldes af lederen; er arket tomt, gælder målene fra ansøgningen.",
    25,
    unique=(("code",),),
    leaders=True,
)
ACTIVITIES = Sheet(
    "Aktiviteter",
    Activity,
    "Planlagte og gennemførte aktiviteter. Lederen udfylder det for hver periode.",
    26,
    leaders=True,
)
REPORT_TEXTS = Sheet(
    "Rapporttekster", ReportText, "Lederens egne tekster i rapporterne. Udfyldes før hver rapport.", 27, leaders=True
)
FEEDBACK = Sheet(
    "Tilbagemeldinger",
    Feedback,
    "Kvindernes anonyme svar. Udfyldes hvert kvartal af en anden end medarbejderen.",
    29,
    leaders=True,
)
