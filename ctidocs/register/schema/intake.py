"""How a course begins: the key workbook, the referral and the committee, the course itself, its pauses."""

from dataclasses import dataclass
from datetime import date

from ctidocs.register.column import ALWAYS, Kind, Sheet, column
from ctidocs.register.schema.words import case_number

TARGET_GROUPS = (
    "kvinder fra krisecenter", "hjemløshed", "grønlændere", "psykiske lidelser", "prostitution", "aktivitetsparate",
    "andet",
)  # fmt: skip
AT_MEETING = "til mødet"
BY_PHASE_1 = "ved fase 1"


@dataclass(frozen=True, slots=True)
class Key:
    """B2: the only place with names. A workbook of its own, outside the register."""

    case_id: str = case_number("C1 C2 C3 C17")
    display_name: str | None = column(
        "Kaldenavn", Kind.TEXT, "Navnet, som står i hendes egne papirer. Er feltet tomt, skriver papiret dig.",
        "C2 C3 C6 C7a",
        example="Eksempelfornavn",
    )  # fmt: skip
    full_name: str | None = column(
        "Fulde navn", Kind.TEXT, "Trykkes kun på indstillingen og i uddrag til modtagere.", "C1 C7b",
        example="Eksempelfornavn Eksempelsen",
    )  # fmt: skip
    cpr: str | None = column("CPR", Kind.CPR, "Ti cifre. Bruges kun i udtrækket til monitorering.", "C17 R16")


def _criterion(number: int, short: str, help: str) -> str | None:
    return column(f"K{number} {short}", Kind.YES_NO_UNKNOWN, help, "C1 R9", required=AT_MEETING)  # type: ignore[no-any-return]


def _reason(number: int) -> str | None:
    return column(  # type: ignore[no-any-return]
        f"K{number} begrundelse", Kind.TEXT, f"Hvad svaret på kriterium {number} bygger på.", "C1", required="hvis ja"
    )


@dataclass(frozen=True, slots=True)
class Referral:
    """B3, S3 «Visitation»: who is referred, the six criteria, what the committee decides and what she chooses."""

    case_id: str = case_number("C1 R20")
    referred_on: date | None = column(
        "Indstillet dato", Kind.DATE, "Dagen for indstillingen.", "C1 R9", required=ALWAYS
    )
    referred_by: str | None = column(
        "Indstillet af", Kind.CHOICE, "Hvem indstillingen kommer fra.", "C1 C13", required=ALWAYS,
        choices=("krisecenter", "hjemløseenhed", "familierådgiver", "andet"),
    )  # fmt: skip
    intake_route: str | None = column(
        "Indgang", Kind.CHOICE, "Om hun kommer fra eget krisecenter eller gennem den kommunale enhed.", "C1",
        choices=("eget krisecenter", "kommunal enhed"),
    )  # fmt: skip
    anonymous: bool | None = column(
        "Anonym", Kind.YES_NO, "ja: hun er anonym, og navn, CPR og fødselsår må være tomme.", "check C17", example="nej"
    )
    birth_year: int | None = column(
        "Fødselsår", Kind.YEAR, "Kun årstallet.", "C1 R9", required=AT_MEETING + ", ikke hvis anonym", lowest=1900,
        highest=2100,
    )  # fmt: skip
    acting_municipality: str | None = column(
        "Handlekommune", Kind.MUNICIPALITY, "Kommunen, som handler i sagen.", "C1 R9 C16", required=ALWAYS
    )
    home_municipality: str | None = column(
        "Forventet bopælskommune", Kind.MUNICIPALITY, "Kommunen, hun ventes at flytte til.", "C1"
    )
    shelter_municipality: str | None = column(
        "Krisecenterkommune", Kind.MUNICIPALITY, "Kommunen, krisecentret ligger i.", "C1"
    )
    shelter_in: date | None = column("Krisecenter indflyttet", Kind.DATE, "Dagen, hun flyttede ind.", "R9b C1")
    crit_1: str | None = _criterion(1, "Risiko for at vende tilbage", "Særlig risiko for at vende tilbage til et "
                                    "voldspræget liv, eller for gentagne krisecenterophold.")  # fmt: skip
    crit_2: str | None = _criterion(2, "Svært ved at overskue egen bolig", "Vanskeligheder ved at overskue et liv i "
                                    "egen bolig: økonomi, struktur, selvbillede.")  # fmt: skip
    crit_3: str | None = _criterion(3, "Ringe tilknytning til arbejdsmarkedet", "Ringe tilknytning til eller "
                                    "forudsætninger for arbejdsmarked eller uddannelse.")  # fmt: skip
    crit_4: str | None = _criterion(4, "Ringe netværk", "Intet eller ringe socialt netværk til andre end "
                                    "voldsudøveren.")  # fmt: skip
    crit_5: str | None = _criterion(5, "Dårlig trivsel", "Generelt dårlig trivsel.")
    crit_6: str | None = _criterion(6, "Flytter uden voldsudøveren", "Flytter i egen bolig uden voldsudøveren.")
    reason_1: str | None = _reason(1)
    reason_2: str | None = _reason(2)
    reason_3: str | None = _reason(3)
    reason_4: str | None = _reason(4)
    reason_5: str | None = _reason(5)
    reason_6: str | None = _reason(6)
    ready: str | None = column(
        "Klar til forandring", Kind.YES_NO_UNKNOWN, "Er hun indstillet på at ændre sin livssituation?", "C1"
    )
    can_talk: str | None = column(
        "Kan kommunikere", Kind.YES_NO_UNKNOWN, "Kan hun og medarbejderen tale sammen i en tillidsfuld relation?", "C1"
    )
    interpreter: bool | None = column("Tolk", Kind.YES_NO, "Er der brug for tolk?", "C1", example="nej")
    language: str | None = column("Sprog", Kind.TEXT, "Sproget, der tolkes fra.", "C1", example="tyrkisk")
    consent_on: date | None = column(
        "Samtykke til indstilling", Kind.DATE, "Dagen, hun sagde ja til indstillingen.", "C1", required=AT_MEETING
    )
    plan141: str | None = column(
        "Handleplan § 141", Kind.CHOICE, "Hvor langt handleplanen er.", "C1 R9b",
        choices=("tilbudt", "udarbejdet", "ønsket ikke", "ikke relevant"),
    )  # fmt: skip
    plan141_on: date | None = column("Handleplan § 141 dato", Kind.DATE, "Dagen for tilbuddet eller planen.", "C1 R9b")
    housing_assigned_on: date | None = column("Bolig anvist", Kind.DATE, "Dagen, boligen blev anvist.", "C1 C13")
    meeting_id: str | None = column(
        "Mødenr", Kind.TEXT, "Mødet, hvor indstillingen behandles.", "C1 C13", required="når den er behandlet",
        example="V-2025-04",
    )  # fmt: skip
    decision: str | None = column(
        "Udvalgets beslutning", Kind.CHOICE, "Hvad udvalget besluttede.", "C1 C13 R20", required="når mødet er holdt",
        choices=("godkendt", "afslag", "udskudt", "trukket tilbage"),
    )  # fmt: skip
    decided_on: date | None = column("Beslutningsdato", Kind.DATE, "Dagen for beslutningen.", "C1 R17")
    decision_reason: str | None = column(
        "Begrundelse", Kind.TEXT, "Hvorfor udvalget besluttede sådan.", "C1 C13", required="med beslutning"
    )
    alternative: str | None = column(
        "Tilbud ved afslag", Kind.TEXT, "Hvad hun tilbydes i stedet.", "C1",
        example="koordinerende rådgivning",
    )  # fmt: skip
    her_choice: str | None = column(
        "Kvindens valg", Kind.CHOICE, "Hvad hun selv valgte.", "C1 R20", required="godkendt",
        choices=("CTI", "koordinerende rådgivning", "intet"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """B4: one CTI course. The phases are computed from `phase1_start`, never from the meetings held."""

    case_id: str = case_number("C2 C3 R1 R20")
    worker_id: str | None = column(
        "Medarbejder", Kind.TEXT, "Hendes gennemgående medarbejder.", "C2 C3 C15", required=BY_PHASE_1,
        refers_to="Medarbejdere",
    )  # fmt: skip
    worker_changes: int | None = column(
        "Medarbejderskift", Kind.WHOLE, "Hvor mange gange medarbejderen er skiftet.", "C12", lowest=0, example="0"
    )
    worker_change_reason: str | None = column(
        "Årsag til medarbejderskift", Kind.TEXT, "Hvorfor medarbejderen blev skiftet.", "C12"
    )
    target_group: str | None = column(
        "Målgruppe", Kind.CHOICE, "Den målgruppe, som hun hører til.", "C17 C16", required=ALWAYS,
        choices=TARGET_GROUPS,
    )  # fmt: skip
    transition: str | None = column(
        "Kritisk overgang",
        Kind.TEXT,
        "Den overgang i hendes liv, som I arbejder med.",
        "C17",
        example="fra krisecenter til egen bolig",
    )
    transition_type: str | None = column(
        "Overgangstype", Kind.CHOICE, "Om overgangen er en flytning eller en ændret adfærd.", "C17",
        choices=("fysisk", "adfærdsmæssig"),
    )  # fmt: skip
    address_protection: str | None = column(
        "Adressebeskyttelse", Kind.CHOICE, "Den beskyttelse af hendes adresse, der er registreret.", "R15 C4a C7a",
        required=BY_PHASE_1,
        choices=("ingen", "navne- og adressebeskyttelse", "særlig", "uoplyst"),
    )  # fmt: skip
    protection_from: date | None = column("Beskyttelse fra", Kind.DATE, "Dagen, beskyttelsen begyndte.", "R15")
    protection_to: date | None = column("Beskyttelse til", Kind.DATE, "Dagen, beskyttelsen udløber.", "R15 C7a")
    contact_start: date | None = column(
        "Kontakt start", Kind.DATE, "Dagen, kontakten begyndte.", "R3 C2", required=BY_PHASE_1
    )
    informed_on: date | None = column("Orienteret om forløb", Kind.DATE, "Dagen, hun fik forløbet forklaret.", "C2")
    agreement_on: date | None = column(
        "Forventningsaftale", Kind.DATE, "Dagen for aftalen om forløbet.", "C2 R18", required="fase 1 + 14 dage"
    )
    moved_in: date | None = column("Indflytning", Kind.DATE, "Dagen, hun flyttede i egen bolig.", "R3 R11 C3")
    phase1_start: date | None = column(
        "Fase 1 start", Kind.DATE, "Dagen, fase 1 begyndte. Alle andre fasedatoer beregnes fra den.", "R1 R2 R4 R5 C3"
    )
    phase2_on: date | None = column("Fase 2 holdt", Kind.DATE, "Dagen, mødet om fase 2 blev holdt.", "C5")
    phase3_on: date | None = column("Fase 3 holdt", Kind.DATE, "Dagen, mødet om fase 3 blev holdt.", "C5")
    late_reason: str | None = column(
        "Begrundelse for sen overgang", Kind.TEXT, "Hvorfor en faseovergang blev holdt sent.", "C5"
    )
    compass_in_plan: bool | None = column(
        "Kompas i planen", Kind.YES_NO, "ja: hendes egne tal står også i hendes papir. nej: heller ikke i personalets.",
        "C3 C7a",
    )  # fmt: skip
    long_term_goals: str | None = column("Langsigtede mål", Kind.TEXT, "Hendes mål for tiden efter.", "C7a C3")
    draft_on: date | None = column("Overdragelse udkast", Kind.DATE, "Dagen for udkastet til overdragelse.", "R6 C5")
    agreed_on: date | None = column("Overdragelse aftalt", Kind.DATE, "Dagen, overdragelsen blev aftalt.", "R5 R6 C7a")
    if_fails: str | None = column("Hvis det går galt", Kind.TEXT, "Hvad hun gør, hvis det begynder at gå galt.", "C7a")
    tenure: str | None = column("Boligtype", Kind.TEXT, "Hvad slags bolig hun har.", "C8", example="almen lejebolig")
    arrears: str | None = column("Restance", Kind.YES_NO_UNKNOWN, "Skylder hun husleje?", "C8", example="nej")
    closed_on: date | None = column("Afslutning", Kind.DATE, "Dagen, forløbet sluttede.", "R5 R17 R20 C7c")
    close_type: str | None = column(
        "Afslutningstype", Kind.CHOICE, "Hvordan forløbet sluttede.", "R11 R20 C7c", required="ved afslutning",
        choices=("gennemført", "eget ønske", "flyttet", "andet tilbud", "mistet kontakt", "død", "nyt forløb"),
    )  # fmt: skip
    stop_reason: str | None = column("Årsag til stop", Kind.TEXT, "Hvorfor forløbet stoppede før tid.", "C7c C16")
    closed_to: str | None = column(
        "Afsluttes til", Kind.CHOICE, "Hvem eller hvad der støtter hende efter forløbet.", "C7c C16",
        required="ved afslutning",
        choices=("selvhjulpen", "privat netværk", "social støtte (§ 85 m.fl.)", "andet kommunalt tilbud", "NGO",
                 "krisecenter", "ukendt"),
    )  # fmt: skip
    last_meeting: date | None = column("Sidste samtale", Kind.DATE, "Dagen for den sidste samtale.", "C7a C7c")
    knows_help: str | None = column(
        "Ved hvor hun får hjælp", Kind.YES_NO_UNKNOWN, "Ved hun, hvor hun kan få hjælp igen?", "C7c", example="ja"
    )
    leader_seen: date | None = column("Leder har set afslutning", Kind.DATE, "Dagen, lederen så afslutningen.", "C7c")
    previous_case: str | None = column(
        "Tidligere forløb", Kind.CASE, "Nummeret på hendes tidligere forløb.", "R20 C3", required="ved genstart"
    )


@dataclass(frozen=True, slots=True)
class Pause:
    """B5, S1 § 6: a time away in which the course stands still."""

    case_id: str = case_number("R2 C5")
    start: date | None = column("Fra", Kind.DATE, "Første dag i pausen.", "R2 C5", key=True)
    end: date | None = column("Til", Kind.DATE, "Sidste dag i pausen. Tom: pausen er åben.", "R2 C5")
    reason: str | None = column(
        "Årsag", Kind.CHOICE, "Hvorfor forløbet holder pause.", "C5", required=ALWAYS,
        choices=("somatisk", "psykiatrisk", "afsoning", "behandling", "andet"),
    )  # fmt: skip
    contact_kept: bool | None = column("Kontakt holdt", Kind.YES_NO, "Blev kontakten holdt i pausen?", "C5")
    outcome: str | None = column(
        "Udfald", Kind.CHOICE, "Hvordan pausen endte.", "C5", required="når lukket",
        choices=("genoptaget", "ny vurdering", "nyt forløb"),
    )  # fmt: skip


KEY = Sheet(
    "Nøgle", Key, "Navne og CPR. Står i sin egen fil, beskyttet med Excels adgangskode. Udfyldes af koordinatoren.", 2,
    unique=(("case_id",),), book="noegle",
)  # fmt: skip
REFERRALS = Sheet(
    "Visitation", Referral, "Hver indstilling til udvalget. Udfyldes af koordinatoren, når en indstilling kommer.", 3,
    unique=(("case_id",),), must_exist=True, lists_cases=True,
)  # fmt: skip
COURSES = Sheet(
    "Forløb", Course,
    "Hvert forløb med dets datoer. Medarbejderen udfylder det, når hun er godkendt, og retter det undervejs.", 4,
    unique=(("case_id",),), must_exist=True, lists_cases=True,
)  # fmt: skip
PAUSES = Sheet(
    "Pauser", Pause, "Tider, hvor forløbet holder pause. Medarbejderen udfylder det den dag, pausen begynder.", 5
)
