"""One register with 60 different mistakes in 60 cells, and where each of them stands."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from ctidocs.register.schema import SHEETS
from tests.registers import headers, register, with_part

TODAY = date(2025, 9, 1)
NR = "25-001"
"""The case with a course that has begun: phase 1 to 30.4., phase 2 to 31.7., phase 3 to 31.10.2025."""


def day(number: int, month: int, year: int = 2025) -> date:
    """The day as it is said: day(1, 2) is 1.2.2025."""
    return date(year, month, number)


def case(number: int, **cells: Any) -> dict[str, Any]:
    """A referral that lacks nothing."""
    return {"Forløbsnr": f"25-{number:03}", "Indstillet dato": day(2, 1), "Indstillet af": "krisecenter",
            "Handlekommune": 101} | _spaced(cells)  # fmt: skip


def course(number: int, **cells: Any) -> dict[str, Any]:
    """A course that has not begun and lacks nothing."""
    return {"Forløbsnr": f"25-{number:03}", "Målgruppe": "andet"} | _spaced(cells)


def row(**cells: Any) -> dict[str, Any]:
    """A row of the case; a header's blanks are written as "_"."""
    return {"Forløbsnr": NR} | _spaced(cells)


def _spaced(cells: dict[str, Any]) -> dict[str, Any]:
    return {header.replace("_", " "): value for header, value in cells.items()}


CRITERIA = [header for header in headers(SHEETS[0]) if str(header)[0] == "K" and str(header)[1:2].isdigit()][:6]
DECIDED: dict[str, Any] = {
    **dict.fromkeys(map(str, CRITERIA), "ja"), **{f"K{n} begrundelse": "samtale" for n in range(1, 7)},
    "Fødselsår": 1988, "Samtykke til indstilling": day(2, 1), "Mødenr": "V-1", "Beslutningsdato": day(12, 1),
    "Begrundelse": "i målgruppen",
}  # fmt: skip
APPROVED = DECIDED | {"Udvalgets beslutning": "godkendt", "Kvindens valg": "CTI"}
BEGUN: dict[str, Any] = {
    "Medarbejder": "Mette", "Adressebeskyttelse": "ingen", "Kontakt start": day(10, 1),
    "Forventningsaftale": day(10, 2), "Fase 1 start": day(1, 2),
}  # fmt: skip
CONTACT = row(Dato=day(2, 6), Type="telefon", Minutter_direkte=5)
ROUND = row(Måling="M0", Dato=day(5, 2), Respondent="kvinden")
STEP = row(Fase=3, Fokus_nr=1, Mål="ro")
PAUSE = row(Årsag="andet", Udfald="genoptaget")
MEETING = {"Mødenr": "V-1", "Art": "visitation", "Dato": day(12, 1)}

ROWS: dict[str, list[dict[str, Any]]] = {
    "Visitation": [
        case(1) | APPROVED,
        case(2, Indstillet_dato="30.02.2025"),
        case(3, Indstillet_af="naboen"),
        case(4, Anonym="måske"),
        case(5, Fødselsår="otteogfirs"),
        case(6, Fødselsår=2012),
        case(7, Handlekommune="Andeby"),
        case(8, Krisecenter_indflyttet="1.1.0205"),
        case(9, Sprog="tyr\x01kisk"),
        case(10) | DECIDED | {"Udvalgets beslutning": "trukket tilbage", "Beslutningsdato": day(1, 1),
                              "Samtykke til indstilling": day(1, 1)},
        case(11) | DECIDED | {"Udvalgets beslutning": "afslag", "Tilbud ved afslag": "rådgivning"},
        case(1) | APPROVED,
        case(0, Forløbsnr="25-14"),
        case(0, Forløbsnr=None),
    ],
    "Forløb": [
        course(1) | BEGUN,
        course(2, Medarbejder="Mete"),
        course(3, Medarbejderskift="to"),
        course(5, Beskyttelse_fra=day(1, 6, 2024), Beskyttelse_til=day(1, 5, 2024)),
        course(6, Restance="ved ikke"),
        course(7, Tidligere_forløb="25-007"),
        course(8, Tidligere_forløb="20-001"),
        course(11) | BEGUN,
    ],
    "Kompas": [
        ROUND,
        ROUND | {"Måling": "M1", "Dato": day(4, 2)},
        ROUND | {"Respondent": "medarbejder", "1 Sikkerhed": 11},
        ROUND,
        ROUND | {"Måling": "M4"},
        ROUND | {"Måling": "M2", "Dato": None},
    ],
    "Plan": [
        STEP | {"Område": "bolig"},
        STEP | {"Område": "økonomi"},
        STEP | {"Fase": 4},
            STEP | {"Frist": "snart"},
    ],
    "Kontaktlog": [
        CONTACT | {"Forløbsnr": "25-941"},
        CONTACT | {"Medarbejder": "Mete"},
        CONTACT | {"Type": "fax"},
        CONTACT | {"Minutter koordinering": 4711},  # becomes #REF!
    ],
    "Pauser": [
        PAUSE | {"Fra": day(3, 1), "Til": day(5, 1)},
        PAUSE | {"Fra": day(15, 5), "Til": day(1, 5)},
    ],
    "Afdækning": [row(Område="vejret")],
    "Sikkerhed": [row(Strategi_udarbejdet=day(1, 3), Gennemgået_ved_fase_2=day(1, 2))],
    "Netværk": [row(Hvem="a", Ring=4), row(Hvem="b"), row(Hvem="b")],  # the second and the third are merged
    "Samtykker": [row(Modtager="a", Gælder="plan", Givet=day(1, 6), Trukket_tilbage=day(1, 5))],
    "Boligtjekliste": [row(Punkt="budget"), row(Punkt="budget")],
    "Budget": [row(Post="husleje", **{"Kr. pr. måned": "ca. 500"}), row(Post="el", **{"Kr. pr. måned": 4712})],
    "Børn": [row(Barn="A", **{"Født (år-måned)": "marts 2018"}), row(Barn="B", **{"Født (år-måned)": "2052-03"})],
    "Møder": [MEETING, MEETING | {"Dato": day(13, 1)}],
    "Tilbagemeldinger": [{"Kvartal": "foråret", "Hjalp det": "ja"}],
    "Medarbejdere": [
        {"Medarbejder": "Mette", "Initialer": "me", "Fra": day(1, 4), "Til": day(1, 3)},
        {"Medarbejder": "Morten", "Initialer": "ME"},
    ],
    "Metodetroskab": [{"Dato": day(1, 3), "Nr": "P1", "Score": "ja"}],
    "Økonomi": [{"Periode": "2025-K3", "Post": "Løn", "Budget": "12 kr."}],
    "Projektmål": [{"Kode": "BOLIG", "Måltal pct.": 101}],
    "Opsætning": [
        {"Indstilling": name, "Værdi": value}
        for name, value in (
            ("Sprogbrug", "kvinde"), ("Intensitet", "4-2-1"), ("Forløb pr. medarbejder mindst", 8),
            ("Forløb pr. medarbejder højst", 7), ("Sprogbrug", "borger"),
            ("Nummerserie", "fra 1 til 499"),
        )
    ],
    "Valglister": [
        {"Liste": "Typpe", "Værdi": "nabo", "Vises som": "genbo"},
        {"Liste": "Type", "Værdi": "nabo", "Vises som": "ven"},
    ],
}  # fmt: skip
OWN_HEADERS = {"Plan": ["mål "], "Netværk": ["Telefon", "Hvem?", "???"]}

MISTAKES: dict[str, str] = {
    "Visitation":
        "B3 not-a-date, C4 not-in-list, E5 not-yes-no, F6 not-a-year, F7 under-age, G8 not-a-municipality, J9 "
        "date-out-of-range, Z10 bad-character, AG11 dates-reversed, A13 duplicate, A14 not-a-case-number, A15 "
        "blank-key",
    "Forløb":
        "B3 unknown-name, C4 not-a-whole-number, J5 dates-reversed, Y6 not-yes-no, AG7 earlier-course-circle, AG8 "
        "unknown-case, O9 begun-though-refused",
    "Kompas": "C3 compass-order, E4 not-a-score, D5 duplicate, B6 not-in-list, C7 blank-key",
    "Plan": "S1 duplicate-header, D3 two-values, B4 out-of-range, O5 not-a-date",
    "Kontaktlog": "A2 unknown-case, C3 unknown-name, D4 not-in-list, I5 error-cell",
    "Pauser": "B2 pause-outside, C3 pause-reversed",
    "Afdækning": "B2 not-in-list",
    "Sikkerhed": "C2 dates-reversed",
    "Netværk": "I1 forbidden-header, J1 header-clash, K1 empty-tag, E2 out-of-range, B3 merged-cells",
    "Samtykker": "G2 dates-reversed",
    "Boligtjekliste": "B3 duplicate",
    "Budget": "D2 not-a-number, D3 formula-without-value",
    "Børn": "C2 not-a-month, C3 not-born-yet",
    "Møder": "C3 two-values",
    "Tilbagemeldinger": "A2 not-a-period",
    "Medarbejdere": "I2 dates-reversed, B3 duplicate",
    "Metodetroskab": "C2 other-scale",
    "Økonomi": "C2 not-a-number",
    "Projektmål": "C2 out-of-range",
    "Opsætning": "B3 not-an-intensity, B5 caseload-reversed, A6 duplicate-setting, B7 bad-number-series",
    "Valglister": "A2 unknown-list, C3 ambiguous-word",
}  # fmt: skip
"""By sheet in the order of the workbook: each cell and its code, in reading order."""


def sixty_mistakes() -> Path:
    """The register, every sheet with all its headers."""
    whole = {sheet.name: _whole(sheet) for sheet in SHEETS if sheet.name in ROWS}
    path = register(whole)
    names = list(dict.fromkeys([*(sheet.name for sheet in SHEETS if sheet.must_exist), *whole]))
    for name, old, new in CHANGES:
        path = with_part(path, f"xl/worksheets/sheet{names.index(name) + 1}.xml", partial(_changed, old, new))
    return path


CHANGES = (
    ("Kontaktlog", '<c r="I5"><v>4711</v></c>', '<c r="I5" t="e"><v>#REF!</v></c>'),
    ("Budget", '<c r="D3"><v>4712</v></c>', '<c r="D3"><f>2*250</f></c>'),
    ("Netværk", "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="B3:B4"/></mergeCells>'),
)
"""What no writer of these tests can write: an error, a formula that was not calculated, merged cells."""


def _changed(old: str, new: str, xml: str) -> str:
    assert xml.count(old) == 1, old
    return xml.replace(old, new)


def _whole(sheet: Any) -> list[list[Any]]:
    top = [*headers(sheet), *OWN_HEADERS.get(sheet.name, ())]
    assert all(set(cells) <= set(top) for cells in ROWS[sheet.name])
    return [top, *([cells.get(str(header)) for header in top] for cells in ROWS[sheet.name])]
