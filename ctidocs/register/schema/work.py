"""The work with her: compass, assessment, plan, safety, network, handover, consents, contacts, other plans."""

from dataclasses import dataclass
from datetime import date

from ctidocs.method.compass import DIMENSIONS
from ctidocs.register.column import ALWAYS, Kind, Sheet, column
from ctidocs.register.schema.words import AREAS, case_number

EXTRA_ROUND = "ekstra"
MINUTES = "mindst ét af de tre minuttal"
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
class NetworkLink:
    """B10: one person or offer around her."""

    case_id: str = case_number("C10")
    who: str | None = column("Hvem", Kind.TEXT, "Fornavn, rolle eller tilbud.", "C10", key=True, example="naboen")
    type: str | None = column(
        "Type", Kind.CHOICE, "Hvad det er for en kontakt.", "C10",
        choices=("familie", "ven", "nabo", "kollega", "forening", "kommune", "region", "NGO", "krisecenter"),
    )  # fmt: skip
    formal: bool | None = column("Formel", Kind.YES_NO, "Er kontakten professionel?", "C10", example="nej")
    ring: int | None = column(
        "Ring", Kind.WHOLE, "1 tæt på, 2 midt, 3 yderst.", "C10", lowest=1, highest=3, example="2"
    )
    task: str | None = column("Opgave", Kind.TEXT, "Hvad de hjælper med.", "C10")
    from_start: bool | None = column("Fra start", Kind.YES_NO, "Var kontakten der ved begyndelsen?", "C10")
    status: str | None = column(
        "Status", Kind.CHOICE, "Hvor langt kontakten er.", "C10 R18", choices=("før", "ny", "afprøves", "har overtaget")
    )


@dataclass(frozen=True, slots=True)
class Handover:
    """B11: one need and who takes it over."""

    case_id: str = case_number("C7a C7b")
    need: str | None = column("Behov", Kind.TEXT, "Det, hun stadig har brug for.", "C7a C7b", key=True)
    receiver: str | None = column(
        "Modtager", Kind.TEXT, "En modtager fra Samtykker, eller mig selv.", "C7a C7b", example="mig selv"
    )
    how_to_reach: str | None = column("Sådan får hun kontakt", Kind.TEXT, "Hvordan hun får fat i dem.", "C7a C7b")
    start: date | None = column("Fra", Kind.DATE, "Hvornår de tager over.", "C7a C7b")
    confirmed: bool | None = column("Bekræftet", Kind.YES_NO, "Har modtageren sagt ja?", "C7a")
    wait_weeks: int | None = column("Ventetid uger", Kind.WHOLE, "Ventetid i uger.", "C7a", lowest=0)
    shareable: bool | None = column("Må deles", Kind.YES_NO, "Må rækken stå i modtagerens uddrag?", "C7b")


@dataclass(frozen=True, slots=True)
class Consent:
    """B12: what she has allowed to be said to whom."""

    case_id: str = case_number("C2 C7b")
    receiver: str | None = column(
        "Modtager", Kind.TEXT, "Hvem samtykket gælder.", "C2 C7b", key=True, example="egen læge"
    )
    about: str = column(
        "Gælder", Kind.CHOICE, "Hvad der må tales om.", "C2 C7b", key=True,
        choices=("kontakt", "plan", "overdragelse", "citat"),
    )  # fmt: skip
    not_shared: str | None = column("Må ikke videregives", Kind.TEXT, "Det, der ikke må siges.", "C2 C7b")
    given_on: date | None = column("Givet", Kind.DATE, "Dagen, hun sagde ja.", "C2 C7b", required=ALWAYS)
    form: str | None = column("Form", Kind.CHOICE, "Hvordan hun sagde ja.", "C2", choices=("mundtligt", "skriftligt"))
    withdrawn_on: date | None = column("Trukket tilbage", Kind.DATE, "Dagen, hun trak det tilbage.", "C2 C7b")


@dataclass(frozen=True, slots=True)
class Contact:
    """B13: one contact. Its phase is computed, never typed."""

    case_id: str = case_number("C11 R7")
    on: date | None = column("Dato", Kind.DATE, "Dagen for kontakten.", "C11 R7", key=True)
    worker_id: str | None = column(
        "Medarbejder", Kind.TEXT, "Hvem der havde kontakten.", "C11", refers_to="Medarbejdere"
    )
    type: str | None = column(
        "Type", Kind.CHOICE, "Hvad slags kontakt.", "C11", required=ALWAYS,
        choices=("hjemmebesøg", "samtale ude", "møde", "telefon", "mail/sms", "gruppe", "ledsagelse", "koordinering"),
    )  # fmt: skip
    with_whom: str | None = column(
        "Med", Kind.CHOICE, "Hvem kontakten var med.", "C11 C12",
        choices=("kvinden", "børn", "netværk", "myndighed", "tilbud"),
    )  # fmt: skip
    role: str | None = column("Rolle", Kind.CHOICE, "Medarbejderens rolle.", "C11", choices=("støtte", "koordinering"))
    place: str | None = column(
        "Sted", Kind.CHOICE, "Hvor I var. Aldrig en adresse.", "C11 C12", choices=("hjemme", "hendes valg", "kontor",
                                                                                   "telefon"),
    )  # fmt: skip
    minutes_direct: int | None = column(
        "Minutter direkte", Kind.WHOLE, "Minutter sammen med hende.", "C11 R7", required=MINUTES,
        lowest=0, highest=1440, example="60",
    )  # fmt: skip
    minutes_coordination: int | None = column(
        "Minutter koordinering", Kind.WHOLE, "Minutter med andre om hende.", "C11 R7", required=MINUTES, lowest=0,
        highest=1440, example="15",
    )  # fmt: skip
    minutes_travel: int | None = column(
        "Minutter transport", Kind.WHOLE, "Minutter undervejs.", "C11", required=MINUTES, lowest=0, highest=1440,
        example="30",
    )  # fmt: skip
    focus: int | None = column("Fokus nr", Kind.WHOLE, "Nummeret på det fokusområde, det handlede om.", "C11", lowest=1)
    no_show: bool | None = column("Udeblevet", Kind.YES_NO, "Kom hun ikke?", "C11", example="nej")
    more_support: bool | None = column(
        "Midlertidig stigning", Kind.YES_NO, "Er støtten øget for en tid?", "R7 C5", example="nej"
    )
    more_reason: str | None = column("Årsag til stigning", Kind.TEXT, "Hvorfor støtten er øget.", "C5 C11")


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """B23: another plan that hers has to fit with."""

    case_id: str = case_number("C3")
    plan: str = column(
        "Plan", Kind.CHOICE, "Hvilken plan.", "C3 C12", key=True,
        choices=("§ 141", "jobplan", "behandlingsplan", "barnets plan", "helhedsorienteret plan"),
    )  # fmt: skip
    responsible: str | None = column("Ansvarlig", Kind.TEXT, "Hvem der har planen. Rolle.", "C3", example="jobcentret")
    on: date | None = column("Dato", Kind.DATE, "Planens dato.", "C3")
    shared_goal: str | None = column("Fælles mål", Kind.TEXT, "Det, planerne har fælles.", "C3")
    conflict: str | None = column("Overlap eller konflikt", Kind.TEXT, "Hvor planerne støder sammen.", "C3")


@dataclass(frozen=True, slots=True)
class Testimony:
    """B28, S3 «bevidninger»: somebody's witness to her progress. Hers."""

    case_id: str = case_number("C3 C7a")
    on: date | None = column("Dato", Kind.DATE, "Dagen, det blev sagt.", "C3 C7a", key=True)
    witness: str | None = column("Fra", Kind.TEXT, "Hvem der siger det. Rolle eller fornavn.", "C3 C7a")
    text: str | None = column("Tekst", Kind.TEXT, "Det, der blev sagt.", "C3 C7a")
    usable: bool | None = column("Må bruges", Kind.YES_NO, "Må det stå i hendes plan?", "C3 C7a")


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
NETWORK = Sheet(
    "Netværk", NetworkLink, "Mennesker og tilbud omkring hende. Medarbejderen retter det ved hver faseovergang.", 10
)
HANDOVERS = Sheet(
    "Overdragelse", Handover, "Hvem der overtager hvad. Medarbejderen udfylder det i begyndelsen af fase 3.", 11
)
CONSENTS = Sheet("Samtykker", Consent, "Hvem vi må tale med om hvad. Medarbejderen udfylder det, når hun siger ja.", 12)
CONTACTS = Sheet(
    "Kontaktlog", Contact, "Hver kontakt; det tager under ét minut. Medarbejderen udfylder det samme dag.", 13
)
OTHER_PLANS = Sheet(
    "Andre planer", OtherPlan, "Andre planer, som hendes skal passe med. Medarbejderen udfylder det i fase 1.", 23
)
TESTIMONIES = Sheet(
    "Bevidninger",
    Testimony,
    "Andres ord om hendes fremskridt; de er hendes. Medarbejderen udfylder det, når nogen har sagt noget.",
    28,
)
SAFETY_FILE = Sheet(
    "Sikkerhedsfil",
    SafetyNote,
    "Sikkerhedsstrategiens indhold for ét forløb. Medarbejderen udfylder det og gennemgår det i hver fase.",
    24,
    book="sikkerhed",
)
