"""Home, money, children and how it went."""

import string
from dataclasses import dataclass
from datetime import date

from ctidocs.register.column import Kind, Sheet, column
from ctidocs.register.schema.words import case_number

OTHER_ITEM = "andet"
HOUSING_ITEMS = (
    "budget", "økonomisk rådgivning", "budgetkonto", "administrationsaftale", "boligstøtte (boligsikring)",
    "aktivlovens § 34", "julehjælp", OTHER_ITEM,
)  # fmt: skip
LETTERS = tuple(string.ascii_uppercase)
AT_CLOSING = "ved afslutning"


@dataclass(frozen=True, slots=True)
class HousingItem:
    """B14, S3: one point of the housing and economy checklist."""

    case_id: str = case_number("C8")
    item: str = column("Punkt", Kind.CHOICE, "Punktet på tjeklisten.", "C8", key=True, choices=HOUSING_ITEMS)
    relevant: str | None = column("Relevant", Kind.YES_NO_UNKNOWN, "Er punktet relevant for hende?", "C8", example="ja")
    done_on: date | None = column("Gjort", Kind.DATE, "Dagen, det blev gjort.", "C8")
    result: str | None = column("Resultat", Kind.TEXT, "Hvad der kom ud af det.", "C8")
    next_step: str | None = column("Næste skridt", Kind.TEXT, "Hvad der skal ske nu.", "C8")


@dataclass(frozen=True, slots=True)
class BudgetItem:
    """B15: one line of her budget."""

    case_id: str = case_number("C8")
    item: str | None = column(
        "Post", Kind.TEXT, "Hvad pengene kommer fra eller går til.", "C8", key=True, example="husleje"
    )
    type: str | None = column(
        "Art", Kind.CHOICE, "Indtægt eller udgift.", "C8", choices=("indtægt", "fast udgift", "variabel")
    )
    amount: float | None = column(
        "Kr. pr. måned", Kind.NUMBER, "Beløb pr. måned, uden minus.", "C8", lowest=0, example="6.250"
    )


def _lived(header: str, help: str) -> str | None:
    return column(header, Kind.YES_NO_UNKNOWN, help, "C9 R12", required=AT_CLOSING)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Child:
    """B16, S3: one child, known only by a letter."""

    case_id: str = case_number("C9 R12")
    child: str = column("Barn", Kind.CHOICE, "Et bogstav: A, B, C … Aldrig et navn.", "C9", key=True, choices=LETTERS)
    born: str | None = column("Født (år-måned)", Kind.MONTH, "År og måned, aldrig dagen.", "R12 C9")
    lives_with: str | None = column(
        "Bor hos", Kind.CHOICE, "Bor barnet hos hende?", "C9", choices=("ja", "delvis", "nej")
    )
    safe_institution: str | None = column(
        "Sikkert: institution", Kind.YES_NO_UNKNOWN, "Tillader sikkerheden institution eller skole?", "R12 C4a"
    )
    safe_leisure: str | None = column(
        "Sikkert: fritid", Kind.YES_NO_UNKNOWN, "Tillader sikkerheden fritidsaktiviteter?", "R12 C4a"
    )
    in_institution: str | None = column(
        "Går i institution eller skole", Kind.YES_NO_UNKNOWN, "Går barnet i institution eller skole?", "C9 R12"
    )
    leisure: str | None = column(
        "Mulighed for fritid", Kind.YES_NO_UNKNOWN, "Kan barnet gå til noget i fritiden?", "C9 R12"
    )
    safer_mother: str | None = _lived("Tryghed øget – mor", "Siger moderen, at barnet er mere trygt?")
    safer_institution: str | None = _lived(
        "Tryghed øget – institution", "Siger institutionen, at barnet er mere trygt?"
    )
    better_mother: str | None = _lived("Trivsel bedre – mor", "Siger moderen, at barnet trives bedre?")
    better_institution: str | None = _lived(
        "Trivsel bedre – institution", "Siger institutionen, at barnet trives bedre?"
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """B17: how it stands at start, at each phase end, at the end and a year after."""

    case_id: str = case_number("R11 R22")
    point: str = column(
        "Tidspunkt", Kind.CHOICE, "Hvornår det blev opgjort.", "R11 R22", key=True,
        choices=("start", "fase 1", "fase 2", "slut", "1 år"),
    )  # fmt: skip
    housing: str | None = column(
        "Bolig", Kind.CHOICE, "Hvor hun bor.", "R11 R22",
        choices=("samme egen", "ny egen planlagt", "mistet", "krisecenter", "andet", "ukendt"),
    )  # fmt: skip
    new_stay: date | None = column("Nyt krisecenterophold", Kind.DATE, "Dagen for et nyt krisecenterophold.", "R11")
    checked_to: date | None = column(
        "Kontrolleret frem til", Kind.DATE, "Den dag, I har undersøgt det frem til.", "R11", required="slut"
    )
    work: str | None = column(
        "Arbejde og uddannelse", Kind.CHOICE, "Hvad hun er i gang med.", "R22",
        choices=("job", "uddannelse", "praktik", "ingen", "ukendt"),
    )  # fmt: skip
    self_supporting: str | None = column("Selvforsørgende", Kind.YES_NO_UNKNOWN, "Forsørger hun sig selv?", "R22")
    safer: str | None = column(
        "Mere tryg",
        Kind.YES_NO_UNKNOWN,
        "Hendes eget svar: Er hun mere tryg end ved start?",
        "R11",
        required="gennemført",
        example="ja",
    )
    physically_better: str | None = column(
        "Fysisk bedre",
        Kind.YES_NO_UNKNOWN,
        "Hendes eget svar: Har hun det bedre fysisk?",
        "R11",
        required="gennemført",
        example="ja",
    )
    mentally_better: str | None = column(
        "Mentalt bedre",
        Kind.YES_NO_UNKNOWN,
        "Hendes eget svar: Har hun det bedre mentalt?",
        "R11",
        required="gennemført",
        example="ja",
    )


HOUSING = Sheet(
    "Boligtjekliste", HousingItem,
    "Bolig og økonomi, punkt for punkt. Medarbejderen udfylder det med hende, før fase 1 slutter.", 14,
    unique=(("case_id", "item"),), unless=lambda row: row.item == OTHER_ITEM,
)  # fmt: skip
BUDGET = Sheet("Budget", BudgetItem, "Hendes budget pr. måned. Medarbejderen udfylder det med hende i fase 1.", 15)
CHILDREN = Sheet(
    "Børn", Child, "Hvert barn, kun ved bogstav. Udfyldes af medarbejderen; svarene om trivsel ved afslutning.", 16,
    unique=(("case_id", "child"),),
)  # fmt: skip
OUTCOMES = Sheet(
    "Udfald", Outcome, "Hvordan det går hende. Medarbejderen udfylder det ved start, faseslut, slut og efter ét år.",
    17,
    unique=(("case_id", "point"),),
)  # fmt: skip
