"""Opsætning: what the programme decides. Valglister: an office's own words for the values of a list."""

from dataclasses import dataclass
from datetime import date

from ctidocs.register.column import ALWAYS, Kind, Sheet, column

WORDINGS = ("kvinde", "borger")
MONITORING_COLUMNS = "løbenr, CPR, start, slut, målgruppe, kritisk overgang, overgangstype, gennemført, kommune"


@dataclass(frozen=True, slots=True)
class Settings:
    """B1: one row a setting; a blank or missing one is its default."""

    organisation: str = column(
        "Organisation", Kind.TEXT, "Navnet, som står i papirernes sidehoved og egenskaber.", "C1 C2 C3 C16",
        example="Eksempelby Kommune", default="",
    )  # fmt: skip
    project_name: str = column(
        "Projektnavn", Kind.TEXT, "Projektets navn i rapporter.", "C14 C16", example="CTI efter krisecenter", default=""
    )
    legal_basis: str = column(
        "Lovgrundlag", Kind.TEXT, "Den bestemmelse, rådgivningen gives efter. Kontrollér den hvert år.", "C1 C2 C16",
        example="serviceloven § 109", default="serviceloven § 109",
    )  # fmt: skip
    wording: str = column(
        "Sprogbrug", Kind.CHOICE, "Om papirerne siger kvinden eller borgeren.", "C2 C3 C6", choices=WORDINGS,
        default="kvinde",
    )  # fmt: skip
    project_start: date | None = column("Projektstart", Kind.DATE, "Projektets første dag.", "C14 C16 R20")
    project_end: date | None = column("Projektslut", Kind.DATE, "Projektets sidste dag.", "C14 C16 R20")
    project_municipalities: str = column(
        "Projektkommuner", Kind.TEXT, "Kommunerne i projektet, adskilt af komma. En anden handlekommune giver en "
        "advarsel.", "R9 check", example="København, Frederiksberg", default="",
    )  # fmt: skip
    number_series: str = column(
        "Nummerserie", Kind.TEXT, "De løbenumre, som dette register må bruge (tallet efter bindestregen).", "check",
        example="001–499", default="",
    )  # fmt: skip
    phase_months: int = column(
        "Måneder pr. fase", Kind.WHOLE, "Hvor mange måneder en fase varer.", "R1 R2", default=3, lowest=1, highest=12
    )
    contact_weeks: int = column(
        "Kontakt tidligst uger før", Kind.WHOLE, "Hvor mange uger før indflytning kontakten tidligst må begynde.",
        "R3 R4",
        default=4, lowest=0, highest=52,
    )  # fmt: skip
    compass_set: str = column(
        "Kompassæt", Kind.CHOICE, "De ti emner, som kompasset måler.", "C6 R4", choices=("Bilag 1",), default="Bilag 1"
    )
    compass_tolerance_days: int = column(
        "Kompas dage før og efter", Kind.WHOLE, "Hvor mange dage før og efter fristen en måling hører til.", "R4",
        default=14, lowest=0, highest=45,
    )  # fmt: skip
    intensity: str = column(
        "Intensitet", Kind.TEXT, "Forholdet mellem de tre fasers timer.", "R7 C11", example="4:2:1", default="4:2:1"
    )
    intensity_tolerance: int = column(
        "Intensitet udsving pct.", Kind.WHOLE, "Hvor mange procent timerne må afvige fra forholdet.", "R7",
        default=25, lowest=0,
        highest=100,
    )  # fmt: skip
    caseload_min: int = column(
        "Forløb pr. medarbejder mindst", Kind.WHOLE, "Under dette er der ledig plads.", "R8 C15", default=8, lowest=0
    )
    caseload_max: int = column(
        "Forløb pr. medarbejder højst",
        Kind.WHOLE,
        "Over dette er der for mange forløb.",
        "R8 C15",
        default=10,
        lowest=1,
    )
    weighted_max: float = column(
        "Vægtet belastning højst", Kind.NUMBER,
        "Loft for medarbejderens samlede belastning, når et forløb tæller 4, 2 og 1 i fase 1, 2 og 3.", "R8 C15",
        example="24", default=24.0, lowest=1,
    )  # fmt: skip
    criteria_min: int = column(
        "Kriterier mindst", Kind.WHOLE, "Hvor mange af de seks kriterier der mindst skal være opfyldt.", "R9 C1",
        default=2, lowest=1, highest=6,
    )  # fmt: skip
    planned_cases: int = column(
        "Planlagte forløb", Kind.WHOLE, "Det antal forløb, der er lovet i projektperioden.", "R20 C16", default=60,
        lowest=1,
    )  # fmt: skip
    case_price: float = column(
        "Pris pr. forløb", Kind.NUMBER, "Kroner for ét forløb.", "R20 C16", example="26600", default=26600.0, lowest=0
    )
    min_cell: int = column(
        "Mindste tal i rapporter", Kind.WHOLE, "Antal under dette vises ikke i offentlige rapporter.", "R19", default=5,
        lowest=3, highest=20,
    )  # fmt: skip
    retention_years: int = column(
        "Slettes efter år", Kind.WHOLE, "Hvor mange år efter afslutning oplysninger slettes. Den dataansvarlige "
        "bestemmer.", "R17 C2", default=5, lowest=1, highest=30,
    )  # fmt: skip
    housing_anchor: str = column(
        "Boligmål måles fra", Kind.CHOICE, "Den dag, som det første år med egen bolig tælles fra.", "R11",
        choices=("afslutning", "indflytning"), default="afslutning",
    )  # fmt: skip
    leisure_age: int = column(
        "Fritidsmål fra alder", Kind.WHOLE, "Fra hvilken alder et barn tæller med i målet om fritid.", "R12", default=8,
        lowest=0, highest=17,
    )  # fmt: skip
    institution_age: int = column(
        "Institutionsmål fra alder", Kind.WHOLE, "Fra hvilken alder et barn tæller med i målet om institution.", "R12",
        default=1, lowest=0, highest=17,
    )  # fmt: skip
    committee_start: date | None = column(
        "Første udvalgsmøde", Kind.DATE, "Dagen for visitationsudvalgets første møde; resten beregnes.", "R10"
    )
    monitoring_columns: str = column(
        "Monitoreringskolonner", Kind.TEXT, "Kolonnerne i udtrækket til monitorering, adskilt af komma.", "C17",
        example=MONITORING_COLUMNS, default=MONITORING_COLUMNS,
    )  # fmt: skip
    sample: bool = column(
        "Eksempeldata", Kind.YES_NO, "ja: alt er opdigtet, og hvert papir siger EKSEMPEL.", "C1 C2 C3 C16 R16",
        example="nej", default=False,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListWord:
    """An office's own word for a value of a list; the reader accepts both."""

    list: str = column("Liste", Kind.TEXT, "Kolonnens overskrift.", "reader", required=ALWAYS, example="Afsluttes til")
    value: str = column("Værdi", Kind.TEXT, "Værktøjets ord.", "reader", required=ALWAYS, example="privat netværk")
    shown: str = column("Vises som", Kind.TEXT, "Jeres ord.", "reader", required=ALWAYS, example="familie og venner")


SETTINGS = Sheet(
    "Opsætning", Settings, "Det, som programmet selv bestemmer. Udfyldes af lederen én gang.", 1, must_exist=True,
    vertical=True, leaders=True,
)  # fmt: skip
LIST_WORDS = Sheet(
    "Valglister",
    ListWord,
    "Jeres egne ord for værdierne i en liste. Udfyldes af lederen én gang; må stå tomt.",
    30,
    leaders=True,
)
