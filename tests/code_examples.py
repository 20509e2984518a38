"""One small example for each code of a problem: cells in which it is found, and the address where.

To add one: cells as a person types them, and where the problem stands ("Kompas!E2"; a whole file is "register.xlsx").
`SECRET` stands where a person could have typed a name: no message may repeat it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ctidocs.check import check_keys, check_register
from ctidocs.documents.cti_plan import CTI_PLAN
from ctidocs.lint import lint_template
from ctidocs.merge import merged
from ctidocs.problems import Problem
from ctidocs.register.column import Kind
from ctidocs.register.read import read_register
from ctidocs.register.schema import ALL_SHEETS, COURSES, KEY, NETWORK, REFERRALS, SETTINGS
from ctidocs.render.tagging.tag_check import MOST_TAGS
from tests.registers import Rows, headers, new_path, register, settings_sheet, with_part
from tests.render.word_parts import members, p, with_body, zipped
from tests.templates import template

MARK, NUMBER = "Fatimaqq", "170485-4003"
SECRET = f"{MARK} {NUMBER}"
"""A name and a number that looks like a CPR number; it fails modulus 11."""

TODAY = date(2025, 9, 1)
NR = "25-014"
FILE, THEIRS = "register.xlsx", "theirs.xlsx"

Sheets = Mapping[str, Rows]
Filled = Callable[[Sheets], Sheets]
"""What is put into the cells before the workbook is written: nothing, or `with_secrets`."""


@dataclass(frozen=True)
class Example:
    """Where the problem stands, and what finds it. `found`: every problem of the files with these cells."""

    at: str
    found: Callable[[Filled], Sequence[Problem]]


def as_typed(sheets: Sheets) -> Sheets:
    """The cells of the example and no others."""
    return sheets


SCHEMA = {sheet.name: sheet for sheet in ALL_SHEETS}
PARSED_SETTINGS = ("Nummerserie", "Intensitet")  # anything but numbers is an error there; they have their own examples


def with_secrets(sheets: Sheets) -> Sheets:
    """The same with `SECRET` in every text column to the right of the example's own, and in every setting below."""
    return {name: _secret_rows(name, rows) for name, rows in sheets.items()}


def _secret_rows(name: str, rows: Rows) -> Rows:
    if name not in SCHEMA or not rows or not isinstance(rows[0], Mapping):
        return rows  # the headers themselves are the example
    if name == SETTINGS.name:
        given = {row["Indstilling"] for row in rows}  # type: ignore[call-overload]
        texts = [column.header for column in SETTINGS.columns if column.kind is Kind.TEXT]
        more = settings_sheet({text: SECRET for text in texts if text not in (*given, *PARSED_SETTINGS)})
        return [*rows, *more]
    texts = [column.header for column in SCHEMA[name].columns if column.kind is Kind.TEXT]
    given = {header for row in rows for header in row}
    return [{**row, **{text: SECRET for text in texts if text not in given}} for row in rows]  # type: ignore[dict-item]


def day(number: int, month: int, year: int = 2025) -> date:
    """The day as it is said: day(1, 2) is 1.2.2025."""
    return date(year, month, number)


# ---- a register


REFERRED: dict[str, Any] = {
    "Forløbsnr": NR, "Indstillet dato": day(2, 1), "Indstillet af": "krisecenter", "Handlekommune": 101,
    "K1 Risiko for at vende tilbage": "ja", "K2 Svært ved at overskue egen bolig": "ja",
    "Udvalgets beslutning": "godkendt", "Beslutningsdato": day(12, 1),
}  # fmt: skip
COURSE: dict[str, Any] = {"Forløbsnr": NR, "Målgruppe": "andet"}
BEGUN = COURSE | {"Fase 1 start": day(1, 2)}
"""Phase 1 to 30.4., phase 2 to 31.7., phase 3 to 31.10.2025."""


def _around(sheets: Sheets) -> Sheets:
    """With an approved referral and a course, so that the case is known."""
    return {"Visitation": [REFERRED], "Forløb": [COURSE], **sheets}


def _checked(path: Path, *, file: str = FILE, logs: Sequence[Path] = ()) -> tuple[Problem, ...]:
    return check_register(*read_register(path, file=file, logs=logs), on=TODAY)


def cells(at: str, **sheets: Any) -> Example:
    """A register with these sheets beside the case's own."""
    return Example(at, lambda filled: _checked(register(filled(_around(sheets)))))


def referral(at: str, change: dict[str, Any], **sheets: Any) -> Example:
    """A register whose referral has these cells."""
    return cells(at, Visitation=[REFERRED | change], **sheets)


def course(at: str, change: dict[str, Any], **sheets: Any) -> Example:
    """A register whose course has begun and has these cells."""
    return cells(at, Forløb=[BEGUN | change], **sheets)


def settings(at: str, values: Mapping[str, Any]) -> Example:
    """A register with these settings."""
    return cells(at, Opsætning=settings_sheet(values))


def changed(at: str, part: str, old: str, new: str, **sheets: Any) -> Example:
    """A register in which a program wrote `new` for `old` in one part of the file; its own sheet is the fourth."""

    def change(text: str) -> str:
        assert old in text, f"{part} has no {old}"
        return text.replace(old, new)

    return Example(at, lambda filled: _checked(with_part(register(filled(_around(sheets))), part, change)))


def logged(at: str, log: bytes | Rows, **sheets: Any) -> Example:
    """A register beside which a worker's own log lies: the file as it is, or its rows."""

    def found(filled: Filled) -> Sequence[Problem]:
        path = new_path("") / "kontaktlog" / "em.xlsx"
        path.parent.mkdir(parents=True)
        if isinstance(log, bytes):
            path.write_bytes(log)
        else:
            register(filled({"Kontaktlog": log}), to=path)
        return _checked(register(filled(_around(sheets))), logs=[path])

    return Example(at, found)


FOURTH = "xl/worksheets/sheet4.xml"
BUDGET: list[dict[str, Any]] = [{"Forløbsnr": NR, "Post": SECRET, "Kr. pr. måned": 500}]
AMOUNT = '<c r="C2"><v>500</v></c>'
LINK: dict[str, Any] = {"Forløbsnr": NR, "Hvem": SECRET}
ROUND: dict[str, Any] = {"Forløbsnr": NR, "Måling": "M0", "Dato": day(5, 2), "Respondent": "kvinden"}
STEP: dict[str, Any] = {"Forløbsnr": NR, "Fase": 1, "Fokus nr": 1}
CONTACT: dict[str, Any] = {"Forløbsnr": NR, "Dato": day(2, 6), "Type": "telefon", "Minutter direkte": 5}
PAUSE: dict[str, Any] = {
    "Forløbsnr": NR, "Fra": day(15, 5), "Til": day(20, 5), "Årsag": "andet", "Udfald": "genoptaget",
}  # fmt: skip
MEETING: dict[str, Any] = {"Mødenr": "V-1", "Art": "visitation", "Dato": day(1, 3)}
NEED: dict[str, Any] = {"Forløbsnr": NR, "Behov": SECRET, "Modtager": SECRET}
CONSENT: dict[str, Any] = {"Forløbsnr": NR, "Modtager": SECRET, "Gælder": "plan", "Givet": day(1, 6)}
CRITERIA = (
    "K3 Ringe tilknytning til arbejdsmarkedet", "K4 Ringe netværk", "K5 Dårlig trivsel",
    "K6 Flytter uden voldsudøveren",
)  # fmt: skip
ONE_OF_SIX = {"K2 Svært ved at overskue egen bolig": "nej", **dict.fromkeys(CRITERIA, "nej")}
EARLIER: dict[str, Any] = {
    "Forløbsnr": "24-003", "Målgruppe": "andet", "Kontakt start": None, "Afslutning": day(14, 3),
    "Afslutningstype": "flyttet",
}  # fmt: skip

OF_THE_WORKBOOK: dict[str, Example] = {
    "missing-sheet": changed(FILE, "xl/workbook.xml", 'name="Visitation"', 'name="Udvalget"'),
    "misnamed-sheet": cells(FILE, Kompass=[ROUND]),
    "duplicate-sheet": cells(FILE, **{" KOMPAS ": [ROUND], "Kompas": [ROUND]}),
    "unreadable-log": logged("kontaktlog/em.xlsx:Kontaktlog", f"Kære {SECRET}\n".encode()),
    "far-cell": changed(
        "Netværk!XFD1048576", FOURTH, "</sheetData>",
        f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{SECRET}</t></is></c></row></sheetData>',
        Netværk=[LINK],
    ),
    "merged-cells": changed(
        "Netværk!A2", FOURTH, "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>',
        Netværk=[LINK, LINK],
    ),
    "hidden": changed("Netværk", FOURTH, '<row r="2"', '<row r="2" hidden="1"', Netværk=[LINK]),
    "row-above-headers": cells("Netværk!1", Netværk=[[NR, SECRET, SECRET], headers(NETWORK), [NR, "naboen"]]),
    "stale-formula": changed(
        "Budget!C2", FOURTH, AMOUNT, f'<c r="C2"><f>IF(B2="{MARK}",1,500)</f><v>500</v></c>', Budget=BUDGET
    ),
    "missing-column": cells("Netværk!1", Netværk=[["Forløbsnr", "Opgave"], [NR, SECRET]]),
    "duplicate-header": cells("Netværk!C1", Netværk=[["Forløbsnr", "Hvem", "hvem "], [NR, "naboen", SECRET]]),
    "blank-header": cells("Netværk!C1", Netværk=[["Forløbsnr", "Hvem", None], [NR, "naboen", SECRET]]),
    "misspelt-header": cells("Netværk!C1", Netværk=[LINK | {"Formell": SECRET}]),
    "forbidden-header": cells("Netværk!C1", Netværk=[LINK | {f"{MARK} telefon": SECRET}]),
    "header-clash": cells("Netværk!D1", Netværk=[LINK | {MARK: SECRET, f"{MARK}?": SECRET}]),
    "empty-tag": cells("Netværk!C1", Netværk=[LINK | {"???": SECRET}]),
    "unknown-setting": settings("Opsætning!A2", {SECRET: SECRET}),
    "duplicate-setting": cells(
        "Opsætning!A3", Opsætning=[{"Indstilling": "Organisation", "Værdi": SECRET} for _row in range(2)]
    ),
    "unknown-list": cells("Valglister!A2", Valglister=[{"Liste": SECRET, "Værdi": SECRET, "Vises som": SECRET}]),
    "ambiguous-word": cells(
        "Valglister!C3",
        Valglister=[{"Liste": "Type", "Værdi": word, "Vises som": SECRET} for word in ("nabo", "ven")],
    ),
}  # fmt: skip

OF_CELLS: dict[str, Example] = {
    "blank-key": cells("Netværk!B2", Netværk=[{"Forløbsnr": NR, "Hvem": None}]),
    "error-cell": changed("Budget!C2", FOURTH, AMOUNT, '<c r="C2" t="e"><v>#REF!</v></c>', Budget=BUDGET),
    "formula-without-value": changed(
        "Budget!C2", FOURTH, AMOUNT, f'<c r="C2"><f>IF(B2="{MARK}",1,500)</f></c>', Budget=BUDGET
    ),
    "bad-character": cells("Netværk!C2", Netværk=[LINK | {"Opgave": f"{SECRET}\x01"}]),
    "long-text": cells("Netværk!C2", Netværk=[LINK | {"Opgave": SECRET * 12}]),
    "not-a-case-number": cells("Netværk!A2", Netværk=[LINK | {"Forløbsnr": SECRET}]),
    "not-a-date": course("Forløb!D2", {"Fase 2 holdt": SECRET}),
    "date-out-of-range": course("Forløb!D2", {"Fase 2 holdt": "1.5.0205"}),
    "not-a-month": cells("Børn!C2", Børn=[{"Forløbsnr": NR, "Barn": "A", "Født (år-måned)": SECRET}]),
    "not-a-municipality": referral("Visitation!D2", {"Handlekommune": SECRET}),
    "not-a-number": cells("Budget!C2", Budget=[{"Forløbsnr": NR, "Post": SECRET, "Kr. pr. måned": SECRET}]),
    "not-a-whole-number": cells("Kontaktlog!D2", Kontaktlog=[CONTACT | {"Minutter direkte": SECRET}]),
    "not-a-period": cells("Økonomi!A2", Økonomi=[{"Periode": SECRET, "Post": SECRET}]),
    "not-a-score": cells("Kompas!E2", Kompas=[ROUND | {"1 Sikkerhed": SECRET}]),
    "not-a-year": referral("Visitation!I2", {"Fødselsår": SECRET}),
    "not-in-list": cells("Kompas!D2", Kompas=[ROUND | {"Respondent": SECRET}]),
    "not-yes-no": cells("Netværk!C2", Netværk=[LINK | {"Formel": SECRET}]),
    "out-of-range": cells("Netværk!C2", Netværk=[LINK | {"Ring": int(NUMBER.replace("-", ""))}]),
    "duplicate": cells("Kompas!D3", Kompas=[ROUND, ROUND]),
    "missing": cells(
        "Forløb!B2", Forløb=[COURSE | {"Målgruppe": None}],
        Visitation=[{key: REFERRED[key] for key in ("Forløbsnr", "Indstillet dato", "Indstillet af", "Handlekommune")}],
    ),
    "new-column": cells(
        "Netværk", Visitation=[headers(REFERRALS)], Forløb=[headers(COURSES)], Netværk=[["Forløbsnr", "Hvem", MARK]]
    ),
    "unknown-case": cells("Netværk!A2", Netværk=[LINK | {"Forløbsnr": "25-041"}]),
    "unknown-name": cells(
        "Kontaktlog!E2", Medarbejdere=[{"Medarbejder": f"Mette {MARK}"}],
        Kontaktlog=[CONTACT | {"Medarbejder": f"Mete {MARK}"}],
    ),
}  # fmt: skip

OF_INTAKE: dict[str, Example] = {
    "age-to-check": referral("Visitation!I2", {"Fødselsår": 2007}),
    "under-age": referral("Visitation!I2", {"Fødselsår": 2012}),
    "other-municipality": settings("Visitation!D2", {"Projektkommuner": "Frederiksberg"}),
    "outside-target-group": referral("Visitation!G2", ONE_OF_SIX),
    "target-group-undecided": referral("Visitation!F2", {"K2 Svært ved at overskue egen bolig": "uoplyst"}),
    "bad-number-series": settings("Opsætning!B2", {"Nummerserie": SECRET}),
    "outside-number-series": settings("Visitation!A2", {"Nummerserie": "500–899"}),
    "begun-though-declined": referral("Forløb!C2", {"Kvindens valg": "intet"}, Forløb=[BEGUN]),
    "begun-though-refused": referral("Forløb!C2", {"Udvalgets beslutning": "afslag"}, Forløb=[BEGUN]),
    "begun-without-approval": referral("Forløb!C2", {"Udvalgets beslutning": "udskudt"}, Forløb=[BEGUN]),
    "choice-after-refusal": referral("Visitation!I2", {"Udvalgets beslutning": "afslag", "Kvindens valg": "intet"}),
    "consent-after-decision": referral("Visitation!I2", {"Samtykke til indstilling": day(13, 1)}),
    "plan141-late": referral(
        "Visitation!J2", {"Krisecenter indflyttet": day(10, 1), "Handleplan § 141 dato": day(2, 5)}
    ),
    "contact-early": course("Forløb!D2", {"Kontakt start": day(3, 1), "Indflytning": day(1, 2)}),
    "dates-reversed": course("Forløb!D2", {"Fase 2 holdt": day(3, 1)}),
    "earlier-course-circle": course("Forløb!D2", {"Tidligere forløb": NR}),
    "earlier-course-open": cells(
        "Forløb!C3", Forløb=[EARLIER, COURSE | {"Kontakt start": day(13, 3), "Tidligere forløb": "24-003"}]
    ),
    "protection-lapses": course(
        "Forløb!E2", {"Adressebeskyttelse": "særlig", "Beskyttelse fra": day(1, 6, 2024)}
    ),
    "closing-without-day": course("Forløb!E2", {"Afslutningstype": "flyttet", "Afslutning": None}),
    "completed-early": course("Forløb!E2", {"Afslutning": day(31, 7), "Afslutningstype": "gennemført"}),
    "talk-after-closing": course(
        "Forløb!F2", {"Afslutning": day(1, 6), "Afslutningstype": "flyttet", "Sidste samtale": day(2, 6)}
    ),
    "pause-outside": course("Pauser!B2", {}, Pauser=[PAUSE | {"Fra": day(3, 1), "Til": day(5, 1)}]),
    "pause-overlap": course("Pauser!B3", {}, Pauser=[PAUSE, PAUSE | {"Fra": day(20, 5), "Til": day(1, 6)}]),
    "pause-reversed": course("Pauser!C2", {}, Pauser=[PAUSE | {"Til": day(1, 5)}]),
    "pause-without-end": course("Pauser!C2", {}, Pauser=[PAUSE | {"Til": None}]),
}  # fmt: skip

OF_WORK: dict[str, Example] = {
    "compass-order": cells("Kompas!C3", Kompas=[ROUND, ROUND | {"Måling": "M1", "Dato": day(4, 2)}]),
    "without-course": cells("Kompas!A2", Forløb=[headers(COURSES)], Kompas=[ROUND]),
    "many-focus-areas": cells("Plan!C5", Plan=[STEP | {"Fokus nr": number} for number in (1, 2, 3, 4)]),
    "due-before-phase": course("Plan!D2", {}, Plan=[STEP | {"Frist": day(3, 1)}]),
    "two-values": cells("Plan!D3", Plan=[STEP | {"Mål": SECRET}, STEP | {"Mål": f"Ikke {SECRET}"}]),
    "contact-after-close": course(
        "Kontaktlog!B2", {"Afslutning": day(1, 6), "Afslutningstype": "flyttet"}, Kontaktlog=[CONTACT]
    ),
    "contact-twice": logged("kontaktlog/em.xlsx:Kontaktlog!A2", [CONTACT], Kontaktlog=[CONTACT]),
    "unknown-focus": cells("Kontaktlog!E2", Plan=[STEP], Kontaktlog=[CONTACT | {"Fokus nr": 4}]),
    "unknown-receiver": cells("Overdragelse!C2", Samtykker=[CONSENT | {"Modtager": f"x {MARK}"}], Overdragelse=[NEED]),
    "no-handover-consent": cells("Overdragelse!C2", Samtykker=[CONSENT], Overdragelse=[NEED]),
    "not-born-yet": cells("Børn!C2", Børn=[{"Forløbsnr": NR, "Barn": "A", "Født (år-måned)": "2052-03"}]),
    "grown-child": cells("Børn!C2", Børn=[{"Forløbsnr": NR, "Barn": "A", "Født (år-måned)": "1998-03"}]),
    "reviewed-unmade": cells(
        "Sikkerhed!C2",
        Sikkerhed=[{"Forløbsnr": NR, "Strategi udarbejdet": None, "Gennemgået ved fase 2": day(3, 5)}],
    ),
    "contradicting-cells": cells(
        "Boligtjekliste!D2",
        Boligtjekliste=[{"Forløbsnr": NR, "Punkt": "budget", "Relevant": "nej", "Gjort": day(3, 3)}],
    ),
    "checked-before-stay": cells(
        "Udfald!D2",
        Udfald=[{"Forløbsnr": NR, "Tidspunkt": "slut", "Nyt krisecenterophold": day(1, 6),
                 "Kontrolleret frem til": day(1, 5)}],
    ),
    "not-yet": cells("Kompas!C2", Kompas=[ROUND | {"Dato": day(30, 4, 2052)}]),
}  # fmt: skip

OF_THE_PROGRAMME: dict[str, Example] = {
    "caseload-reversed": settings(
        "Opsætning!B3", {"Forløb pr. medarbejder mindst": 8, "Forløb pr. medarbejder højst": 7}
    ),
    "not-an-intensity": settings("Opsætning!B2", {"Intensitet": SECRET}),
    "unknown-project-municipality": settings("Opsætning!B2", {"Projektkommuner": f"København, {SECRET}"}),
    "due-before-date": cells("Møder!D2", Møder=[MEETING | {"Frist": day(28, 2)}]),
    "other-scale": cells("Metodetroskab!C2", Metodetroskab=[{"Dato": day(1, 3), "Nr": "P1", "Score": "ja"}]),
    "unknown-meeting": referral("Visitation!I2", {"Mødenr": SECRET}, Møder=[MEETING]),
    "other-meeting": referral(
        "Visitation!I2", {"Mødenr": SECRET}, Møder=[MEETING | {"Mødenr": SECRET, "Art": "styregruppe"}]
    ),
}  # fmt: skip


# ---- the key workbook


def keys(at: str, row: dict[str, Any], **sheets: Any) -> Example:
    """A key workbook with this row, of a register with these sheets."""

    def found(filled: Filled) -> Sequence[Problem]:
        of, _problems = read_register(register(filled(_around(sheets))), file=FILE)
        book = register(filled({"Nøgle": [{"Forløbsnr": NR} | row]}))
        return check_keys(*read_register(book, sheets=(KEY,), file="noegle.xlsx"), of=of, on=TODAY)

    return Example(at, found)


OF_KEYS: dict[str, Example] = {
    "not-a-cpr": keys("noegle.xlsx:Nøgle!B2", {"CPR": SECRET}),
    "anonymous-named": keys(
        "noegle.xlsx:Nøgle!B2", {"Fulde navn": SECRET}, Visitation=[REFERRED | {"Anonym": "ja"}]
    ),
    "cpr-century": keys("noegle.xlsx:Nøgle!B2", {"CPR": "170460-5002"}),
    "cpr-date": keys("noegle.xlsx:Nøgle!B2", {"CPR": "310298-1234"}),
    "cpr-may-be-real": keys(
        "noegle.xlsx:Nøgle!B2", {"CPR": "0101854003"}, Opsætning=settings_sheet({"Eksempeldata": "ja"})
    ),
}  # fmt: skip


# ---- two registers that are merged


def two(at: str, ours: Sheets, theirs: Sheets) -> Example:
    """Two registers, each with its series, one referral and these sheets; theirs is "theirs.xlsx"."""
    one = {"Opsætning": _series("001–499"), "Visitation": [REFERRED], **ours}
    other = {"Opsætning": _series("500–899"), "Visitation": [REFERRED | {"Forløbsnr": "25-600"}], **theirs}

    def found(filled: Filled) -> Sequence[Problem]:
        (mine, of_mine), (others, of_others) = (
            read_register(register(filled(sheets)), file=file) for file, sheets in ((FILE, one), (THEIRS, other))
        )
        both = (*check_register(mine, of_mine, on=TODAY), *check_register(others, of_others, on=TODAY))
        return merged(mine, others, found=both, on=TODAY).problems

    return Example(at, found)


def _series(numbers: str | None, **more: Any) -> Rows:
    return settings_sheet({"Nummerserie": numbers} | {name.replace("_", " "): value for name, value in more.items()})


HERS: dict[str, Any] = {"Visitation": [REFERRED]}
ANSWER: Rows = [{"Kvartal": "2025-K1", "Hjalp det": "ja"}]
UNPROVED: Rows = [{"Forløbsnr": NR, "Indstillet dato": None, "Indstillet af": "andet"}]

OF_MERGE: dict[str, Example] = {
    "merge-contradiction": two(
        "theirs.xlsx:Forløb!B2", {"Forløb": [COURSE]}, HERS | {"Forløb": [COURSE | {"Målgruppe": "hjemløshed"}]}
    ),
    "merge-other-woman": two(
        "theirs.xlsx:Visitation!B2", {}, {"Visitation": [REFERRED | {"Indstillet dato": day(9, 1)}]}
    ),
    "merge-outside-series": two("Visitation!A3", {"Visitation": [REFERRED, REFERRED | {"Forløbsnr": "25-700"}]}, {}),
    "merge-sample": two(
        "theirs.xlsx:Opsætning!B3", {"Opsætning": _series("001–499", Eksempeldata="ja")},
        {"Opsætning": _series("500–899", Eksempeldata="nej")},
    ),
    "merge-answers": two(
        "theirs.xlsx:Tilbagemeldinger",
        {"Opsætning": _series("001–499, 500–899"), "Tilbagemeldinger": ANSWER}, {"Tilbagemeldinger": ANSWER},
    ),
    "merge-no-series": two("Opsætning!B2", {"Opsætning": _series(None)}, {}),
    "merge-setting": two(
        "theirs.xlsx:Opsætning!B3", {}, {"Opsætning": _series("500–899", **{"Planlagte forløb": 40})}
    ),
    "merge-twice": two(
        "theirs.xlsx:Kontaktlog!2", {"Kontaktlog": [CONTACT | {"Årsag til stigning": None}]},
        HERS | {"Kontaktlog": [CONTACT | {"Årsag til stigning": SECRET}]},
    ),
    "merge-unproved": two("theirs.xlsx:Visitation!A2", {"Visitation": UNPROVED}, {"Visitation": UNPROVED}),
}  # fmt: skip

# ---- templates of the CTI plan


TEMPLATE, HERS = "cti-plan.docx", "cti-plan-hende.docx"
AUTHOR = b"Mads Malerforfatter"  # as tests.templates has it
ATTACHED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="https://eksempel.dk/brev.dotm" TargetMode="External"/></Relationships>'
)
COMMENT = p("Husk hendes navn").join(
    ('<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0">',
     "</w:comment></w:comments>")
)  # fmt: skip


def linted(at: str, parts: Mapping[str, bytes], *, packaged: bytes = b"", author: bool = False) -> Example:
    """A template of these parts, without its author; `packaged`: the program's own, of which it is a changed copy."""
    kept = dict(parts) if author else {name: data.replace(AUTHOR, b"") for name, data in parts.items()}

    def found(_filled: Filled) -> Sequence[Problem]:
        folder = new_path("")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / TEMPLATE).write_bytes(zipped(kept))
        (folder / "packaged.docx").write_bytes(packaged)
        own = folder / "packaged.docx" if packaged else None
        return lint_template(folder / TEMPLATE, CTI_PLAN, added={}, packaged=own)

    return Example(f"{TEMPLATE}:{at}".removesuffix(":"), found)


def hard_to_read() -> Example:
    """Her own template, with a sentence that nobody reads at a kitchen table."""
    words = "Koordinationsforpligtelser vedrørende helhedsorienterede handleplansafklaringer forudsætter inddragelse."

    def found(_filled: Filled) -> Sequence[Problem]:
        path = new_path("") / HERS
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zipped({name: data.replace(AUTHOR, b"") for name, data in members(template(words)).items()}))
        return lint_template(path, CTI_PLAN, added={})

    return Example(HERS, found)


def written(at: str, *paragraphs: str, **more: Any) -> Example:
    """A template with these paragraphs; `more`: as tests.templates has it."""
    return linted(at, members(template(*paragraphs, **more)))


def with_member(at: str, member: str, data: bytes) -> Example:
    """A template with this part beside or instead of its own."""
    return linted(at, {**members(template("x")), member: data})


OF_TAGS: dict[str, Example] = {
    "unknown-tag": written("body!2", "Din medarbejder", "er {{ forløb.medarbjder }}"),
    "list-without-loop": written("body!1", "{{ plan.mål }}"),
    "not-a-list": written("body!1", "{% for m in forløb %}{{ m.medarbejder }}{% endfor %}"),
    "field-left-out": written("header!1", header="{{ forløb }}"),
    "space-in-tag": written("footer!1", footer="{{ forløb.fase 1 start }}"),
    "unknown-filter": written("body!1", "{{ fase.slut|kortt }}"),
    "formatted-tag": written("body!1", "{{r fase.navn }}"),
    "half-tag": written("title", title="{{ hende.navn }"),
    "unreadable-tag": written("body!1", "{% for m %}{{ m.mål }}{% endfor %}"),
    "wrong-quotes": written("body!1", "{% for m in plan %}{% if m.status == „nået“ %}ja{% endif %}{% endfor %}"),
    "unknown-tag-word": written("body!1", "{% fro m in plan %}{{ m.mål }}{% endfor %}"),
    "refused-tag": written("body!1", "{{ hende.navn.upper() }}"),
    "too-many-tags": written("body!2", "x", "{{ hende.navn }}" * (MOST_TAGS + 1)),
    "missing-end": written("body!2", "Bevidninger", "{%p if bevidninger %}", "x"),
    "stray-end": written("body!2", "Bevidninger", "{%p endif %}"),
    "torn-block": written("body!3", "{%p if bevidninger %}", "Bevidninger", "{% endif %}"),
    "too-deep": written("body!1", "".join(f"{{% for {name} in plan %}}" for name in "abcd") + "{% endfor %}" * 4),
    "text-beside-tag": written("body!1", "{%p if bevidninger %} Bevidninger", "{%p endif %}"),
    "outside-table": written("body!1", "{% vm %}"),
    "tag-not-filled": with_member("chart", "word/charts/chart1.xml", b"<c><t>{{ hende.navn }}</t></c>"),
}  # fmt: skip

OF_TEMPLATES: dict[str, Example] = {
    "unusable-template": linted("", {"[Content_Types].xml": b"<Types/>"}),
    "tracked-changes": linted("body", with_body("<w:p><w:ins><w:r/></w:ins></w:p>")),
    "template-comments": with_member("comments", "word/comments.xml", COMMENT.encode()),
    "outside-link": with_member("", "word/_rels/settings.xml.rels", ATTACHED.encode()),
    "missing-style": linted("body!2", with_body(p("x") + '<w:p><w:pPr><w:pStyle w:val="Citat"/></w:pPr></w:p>')),
    "hard-to-read": hard_to_read(),
    "author-name": linted("properties", members(template("x")), author=True),
    "unused-fields": written("", "{{ hende.navn }}"),
    "new-fields": linted("", members(template("{{ hende.navn }}")), packaged=template("{{ fase.måneder }}")),
}  # fmt: skip

EXAMPLES: dict[str, Example] = {
    **OF_THE_WORKBOOK, **OF_CELLS, **OF_INTAKE, **OF_WORK, **OF_THE_PROGRAMME, **OF_KEYS, **OF_MERGE,
    **OF_TAGS, **OF_TEMPLATES,
}  # fmt: skip
