"""Those around her and what they do: network, handover, consents, contacts, other plans, testimonies."""

from dataclasses import dataclass
from datetime import date

from ctidocs.register.column import ALWAYS, Kind, Sheet, column
from ctidocs.register.schema.words import case_number

MINUTES = "mindst ét af de tre minuttal"


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
