"""Finished papers looked through: what is found, where it came from, what may stand, what it does to the paper (F4).

`told` scans a paper that prints these cells of the register: rows of Plan begin in row 2, "Hvorfor dette" is column F.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ctidocs.documents.base import Reader, Reads
from ctidocs.documents.case import Case
from ctidocs.documents.cti_plan import READS
from ctidocs.jobs import case_numbers
from ctidocs.problems import CtidocsError, UnknownName
from ctidocs.register.blank import OwnColumns, workbook
from ctidocs.register.read import Register, read_register
from ctidocs.register.schema import CONTACTS, COURSES, KEY, OTHER_PLANS, PLAN, REFERRALS, SETTINGS, WORKERS, Settings
from ctidocs.register.schema.around import Contact, OtherPlan
from ctidocs.register.schema.intake import Course, Key, Referral
from ctidocs.register.schema.programme import Worker
from ctidocs.register.schema.work import PlanStep
from ctidocs.scan import EVERYDAY, passed_cells, traces_of, watch_for
from ctidocs.traces import Trace
from tests.commands import Shell
from tests.registers import new_path
from tests.women import COURSE, FULL, IN_PHASE_2, NR

OTHER, EARLIER = "25-015", "23-004"
KEYS = (
    Key(NR, "Zoë", "Zoë Maria Eksempelsen", "0101901234"),
    Key(OTHER, "Fatima", "Fatima Noor Opdigtet", "0202902345"),
    Key("25-016", "Bodil"),
    Key("25-017", "Liv", "Liv Opfundet"),
    Key("25-018", "Mette"),
)
USED = (SETTINGS, REFERRALS, COURSES, PLAN, CONTACTS, OTHER_PLANS, WORKERS)
READ = (*READS, Reads(CONTACTS, ("worker_id", "more_reason")))


@dataclass(frozen=True)
class Office:
    """A register of one woman's plan and others' names. `own`: columns of the team's own; `logs`: the workers' own."""

    steps: tuple[PlanStep, ...] = ()
    rows: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    own: dict[str, OwnColumns] = field(default_factory=dict)
    logs: dict[str, tuple[Contact, ...]] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    worker: str = "Mette Eksempel"


def read(office: Office, folder: Path) -> Register:
    case_ids = (NR, OTHER, EARLIER)
    rows: dict[str, tuple[Any, ...]] = {
        "Visitation": tuple(Referral(case_id) for case_id in case_ids),
        "Forløb": (Course(NR, worker_id=office.worker, previous_case=EARLIER),),
        "Plan": office.steps,
        "Medarbejdere": (Worker("Bodil Opdigtet"), Worker("Bo"), Worker("Sanne Eksempel")),
        **office.rows,
    }
    path = folder / "register.xlsx"
    path.write_bytes(workbook(rows, settings=office.settings, own=office.own, sheets=USED))
    (folder / "kontaktlog").mkdir(exist_ok=True)
    for name, contacts in office.logs.items():
        log = workbook({CONTACTS.name: contacts}, sheets=(CONTACTS,), front=False)
        (folder / "kontaktlog" / name).write_bytes(log)
    logs = [folder / "kontaktlog" / name for name in sorted(office.logs)]
    return read_register(path, logs=logs)[0]


def told(
    office: Office,
    paragraphs: Sequence[str],
    folder: Path,
    *,
    reader: Reader = Reader.STAFF,
    allow: Sequence[str] = (),
    meant: Sequence[str] = (),
    keys: Sequence[Key] = KEYS,
    reads: Sequence[Reads] = READ,
) -> tuple[str, ...]:
    """What is told of a paper with these paragraphs."""
    register = read(office, folder)
    names = names_of(tuple(keys))
    allowed = passed_cells(allow, register, reads)
    watch = watch_for(register, names, case_numbers=case_numbers(register), allowed=allowed)
    hers = next((key for key in keys if key.case_id == NR), None)
    case = Case(NR, IN_PHASE_2, register, hers, True, "7kq2mx")
    found = watch.remarks(paragraphs, case, reads, reader, meant=traces_of(meant))
    return watch.to_tell(found)


@cache
def names_of(keys: tuple[Key, ...]) -> Register:
    path = new_path()
    path.write_bytes(workbook({KEY.name: keys}, sheets=(KEY,), front=False))
    return read_register(path, sheets=(KEY,))[0]


def of_text(text: str, folder: Path, **more: Any) -> tuple[str, ...]:
    """What is told of a paper with one cell's text, in Plan!F2."""
    return told(Office((PlanStep(NR, 1, 1, "økonomi", True, why=text),)), [text], folder, **more)


FOUND = [
    ("Ring til 20 12 34 56.", "Plan!F2 phone"),
    ("skriv til eks@eksempel.dk", "Plan!F2 e-mail"),
    ("hun bor på Opdigtet Allé 12", "Plan!F2 street"),
    ("flytter til 9990 Skagen", "Plan!F2 postal"),
    ("cpr 010190-1234", "Plan!F2 cpr"),
    ("Taler med Fatima om det", "Plan!F2 name"),
    ("Fatimas søn går i samme klasse", "Plan!F2 name"),
    ("mødtes med Fatima Noor Opdigtet", "Plan!F2 name"),
    ("mødtes med Fatima Opdigtet", "Plan!F2 name"),  # nobody says the middle name
    ("mødtes med Bodil", "Plan!F2 name"),
    ("se også 25-015", "Plan!F2 case"),
    ("hun hedder Zoë Maria Eksempelsen", "Plan!F2 name"),  # her own full name: it stands in the key workbook alone
    ("Zoë Eksempelsen", "Plan!F2 name"),
    ("Fatima og 20 12 34 56", "Plan!F2 name Plan!F2 phone"),
    ("delt\u00a0nummer: 20\u00a012\u00a034\u00a056", "Plan!F2 phone"),
]
MAY_STAND = [
    "Zoë vil sove om natten",  # her own Kaldenavn
    "Mette og jeg øver e-Boks",  # her own worker's first name, though another woman is called so
    "Mette Eksempel ringer til banken",
    "Bodil Opdigtet tager med",  # a worker, though another woman is called so
    "Bodil Opdigtets kontor",
    "hun vil have et roligt liv",
    "ro om aftenen kl. 20",
    "Ring 112, 114 eller 1888, eller 116 006",  # no phone number of a person
    "Budget 2025: 12.345 kr.",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_could_give_her_away_is_told_with_its_cell(text: str, expected: str, tmp_path: Path) -> None:
    assert " ".join(sorted(of_text(text, tmp_path))) == expected


@pytest.mark.parametrize("reader", [Reader.STAFF, Reader.HER])
def test_what_gives_nobody_away_may_stand(reader: Reader, tmp_path: Path) -> None:
    steps = tuple(PlanStep(NR, 1, at, "økonomi", True, why=text) for at, text in enumerate(MAY_STAND, start=1))
    assert told(Office(steps), MAY_STAND, tmp_path, reader=reader) == ()


def test_in_her_paper_it_is_a_refusal_that_names_the_cell_and_how_to_pass_it(tmp_path: Path) -> None:
    with pytest.raises(CtidocsError) as refused:
        of_text("Taler med Fatima, 20 12 34 56", tmp_path, reader=Reader.HER)
    error = refused.value
    assert error.message == "not made: there is a phone number, a name from the key workbook in Plan!F2"
    assert error.hint == "take it out of the cell; where it may stand in her paper: --allow Plan!F2"
    assert error.cells == ("Plan!F2",)


def test_her_own_number_may_stand_with_the_staff_and_is_refused_in_her_paper(tmp_path: Path) -> None:
    assert of_text("se 25-014 og 23-004, det tidligere", tmp_path) == ()
    for number in (NR, EARLIER):
        with pytest.raises(CtidocsError, match="the number of a case in Plan!F2"):
            of_text(f"se {number}", tmp_path, reader=Reader.HER)


def test_a_help_line_may_stand_with_the_staff_but_tells_in_her_paper_what_she_called_for(tmp_path: Path) -> None:
    for number in ("33 33 00 47", "+45 33 33 00 47", "33330047"):
        assert of_text(f"ring {number}", tmp_path) == ()
        with pytest.raises(CtidocsError, match="a phone number"):
            of_text(f"ring {number}", tmp_path, reader=Reader.HER)
        assert of_text(f"ring {number}", tmp_path, reader=Reader.HER, allow=["Plan!F2"]) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Liv og glade dage", ()),
        ("Vi øver. Liv i huset igen", ()),
        ("- Liv i huset", ()),
        ("Liv-kvalitet", ()),
        ("jeg taler med Liv", ("Plan!F2 name",)),
        ("Livs kæreste ringede", ("Plan!F2 name",)),
        ("Liv Opfundet ringede", ("Plan!F2 name",)),
        ("Liv Marie ringede", ("Plan!F2 name",)),
        ("Liv og glade dage med Liv", ("Plan!F2 name",)),
    ],
)
def test_a_name_that_is_a_word_is_one_at_the_beginning_of_a_sentence(
    text: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    assert "Liv" in EVERYDAY
    assert of_text(text, tmp_path) == expected


def test_a_worker_named_with_one_short_word_hides_no_woman(tmp_path: Path) -> None:
    keys = (*KEYS, Key("25-019", "Bo"))
    assert of_text("taler med Bo", tmp_path, keys=keys) == ("Plan!F2 name",)
    office = Office((PlanStep(NR, 1, 1, "økonomi", True, why="jeg og Bo"),), worker="Bo")
    assert told(office, ["jeg og Bo"], tmp_path, keys=keys) == ()  # her own worker


def test_a_sister_who_is_called_as_another_woman_is_told_and_can_be_passed(tmp_path: Path) -> None:
    text = "min søster Fatima hjælper"
    assert of_text(text, tmp_path) == ("Plan!F2 name",)
    assert of_text(text, tmp_path, reader=Reader.HER, allow=["Plan!F2"]) == ()


def test_a_short_name_is_not_seen_in_the_cells_of_longer_words(tmp_path: Path) -> None:
    steps = (PlanStep(NR, 1, 1, "bolig", why="Boligen og Bornholm"), PlanStep(NR, 1, 2, "bolig", why="med Bo i dag"))
    found = told(Office(steps), ["Boligen og Bornholm", "med Bo i dag"], tmp_path, keys=(Key(OTHER, "Bo"),))
    assert found == ("Plan!F3 name",)


def test_the_cell_is_named_in_whatever_sheet_it_stands(tmp_path: Path) -> None:
    phone = "20 12 34 56"
    office = Office(
        (PlanStep(NR, 1, 1, "økonomi"), PlanStep(NR, 1, 2, "børn", goal=f"ring {phone}")),
        rows={"Andre planer": (OtherPlan(NR, "jobplan", f"Ida, {phone}"),)},
        settings=Settings(project_name=f"Projekt {phone}"),
        own={"Plan": OwnColumns(("Egne noter",), ((None,), (f"på {phone}",)))},
        logs={"Sanne.xlsx": (Contact(NR, date(2025, 5, 1), "Sanne", "møde", more_reason=f"se {phone}"),)},
    )
    assert set(told(office, [phone], tmp_path)) == {
        "Andre planer!C2 phone", "Plan!J3 phone", "Plan!S3 phone", "Opsætning!B3 phone",
        "kontaktlog/Sanne.xlsx:Kontaktlog!N2 phone",
    }  # fmt: skip


def test_a_phone_or_cpr_number_that_excel_made_a_number_is_found(tmp_path: Path) -> None:
    office = Office(
        (PlanStep(NR, 1, 1, "økonomi"), PlanStep(NR, 1, 2, "børn")),
        own={"Plan": OwnColumns(("Egne noter", "Beløb"), ((20123456, 12345), (101901234, None)))},
    )
    paragraphs = ["kontakt 20.123.456", "nr. 101.901.234", "12.345"]
    assert set(told(office, paragraphs, tmp_path)) == {"Plan!S2 phone", "Plan!S3 cpr"}


@pytest.mark.parametrize(
    ("one", "other", "printed"),
    [
        ("ring 20 12", "34 56 efter kl. 9", "ring 20 12 34 56 efter kl. 9"),
        ("bor på Opdigtet Allé", "12, 2. tv", "bor på Opdigtet Allé 12, 2. tv"),
        ("cpr 010190-", "1234", "cpr 010190-1234"),
    ],
)
def test_a_text_split_over_two_cells_names_both_and_both_are_to_be_passed(
    one: str, other: str, printed: str, tmp_path: Path
) -> None:
    office = Office((PlanStep(NR, 1, 1, "økonomi", subgoal=one, activity=other),))
    found = told(office, [printed], tmp_path)
    assert [remark.rpartition(" ")[0] for remark in found] == ["Plan!L2", "Plan!M2"]
    with pytest.raises(CtidocsError):
        told(office, [printed], tmp_path, reader=Reader.HER, allow=["Plan!L2"])
    assert told(office, [printed], tmp_path, reader=Reader.HER, allow=["Plan!L2", "Plan!M2"]) == ()


def test_what_no_cell_holds_is_refused_and_no_cell_can_pass_it(tmp_path: Path) -> None:
    with pytest.raises(CtidocsError) as refused:
        told(Office(), ["skriv til fremmed@eksempel.dk"], tmp_path, reader=Reader.HER)
    assert refused.value.message == "not made: there is an e-mail address in it, and no single cell holds it"
    assert refused.value.hint == "look for it in the template, in the register and in the key workbook"
    assert told(Office(), ["skriv til fremmed@eksempel.dk"], tmp_path) == (" e-mail",)


def test_a_name_that_stands_as_she_is_called_in_the_key_workbook_is_no_reason(tmp_path: Path) -> None:
    assert told(Office(), ["Til Zoë", "Zoë Maria Eksempelsen"], tmp_path) == ()  # C1 prints it from there


def test_what_the_office_wrote_into_the_template_is_meant_but_never_a_name(tmp_path: Path) -> None:
    line = "Kontoret: 44 44 44 44, kontor@eksempel.dk"
    assert told(Office(), [line], tmp_path, reader=Reader.HER, meant=[line]) == ()
    with pytest.raises(CtidocsError, match="a name from the key workbook in it"):
        told(Office(), ["Kære Fatima"], tmp_path, reader=Reader.HER, meant=["Kære Fatima"])


@pytest.mark.parametrize(
    "cell",
    ["Andre planer!C2", "andre planer!c2", " Andre planer ! C2 ", "'Andre planer'!$C$2",
     "register.xlsx:Andre planer!C2", "[register.xlsx]Andre planer!C2", "Register.xlsx:ANDRE  PLANER!c2"],
)  # fmt: skip
def test_allow_forgives_how_a_cell_is_spelt(cell: str, tmp_path: Path) -> None:
    office = Office(rows={"Andre planer": (OtherPlan(NR, "jobplan", "Ida, 20 12 34 56"),)})
    assert told(office, ["Ida, 20 12 34 56"], tmp_path, reader=Reader.HER, allow=[cell]) == ()


def test_allow_passes_a_cell_of_a_workers_own_log_as_it_is_told(tmp_path: Path) -> None:
    contact = Contact(NR, date(2025, 5, 1), "Sanne", "møde", more_reason="20 12 34 56")
    office = Office(logs={"Ida Ny.xlsx": (contact,), "Sanne.xlsx": (contact,)})
    with pytest.raises(CtidocsError) as refused:
        told(office, ["20 12 34 56"], tmp_path, reader=Reader.HER)
    cells = ("kontaktlog/Ida Ny.xlsx:Kontaktlog!N2", "kontaktlog/Sanne.xlsx:Kontaktlog!N2")
    assert refused.value.cells == cells
    assert refused.value.hint.endswith(f'--allow "{cells[0]}" --allow {cells[1]}')
    assert told(office, ["20 12 34 56"], tmp_path, reader=Reader.HER, allow=[*cells]) == ()


@pytest.mark.parametrize(
    "cell", ["", "Plan", "F2", "Plan!F3", "Plan!F22", "Plan!G2", "Plan!A2", "Plna!F2", "Plan!2", "Forløb!A2",
             "Sikkerhed!C2", "noegle.xlsx:Plan!F2", "Fatima"],
)  # fmt: skip
def test_allow_of_a_cell_that_no_paper_prints_is_an_error_of_usage(cell: str, tmp_path: Path) -> None:
    office = Office((PlanStep(NR, 1, 1, "økonomi", True, why="20 12 34 56"), PlanStep(NR, 1, 2, "børn")))
    with pytest.raises(UnknownName) as refused:
        told(office, [], tmp_path, allow=["Plan!F2", cell])
    assert str(refused.value) == f"--allow {cell}: there is no such cell, or no paper prints what is in it"
    assert refused.value.hint == "write sheet and cell: --allow Plan!K14"


def test_the_manifest_is_told_of_a_log_without_its_name(tmp_path: Path) -> None:
    contact = Contact(NR, date(2025, 5, 1), "Sanne", "møde", more_reason="20 12 34 56")
    register = read(Office(logs={"Anna.xlsx": (), "Hanne Madsen.xlsx": (contact,)}), tmp_path)
    watch = watch_for(register, None, case_numbers=())
    remarks = watch.remarks(["20 12 34 56"], Case(NR, IN_PHASE_2, register), READ, Reader.STAFF, meant=frozenset())
    assert remarks == ("Kontaktlog/2!N2 phone",)
    assert watch.to_tell(remarks) == ("kontaktlog/Hanne Madsen.xlsx:Kontaktlog!N2 phone",)


def test_without_the_key_workbook_names_are_not_known_and_the_rest_is_found(tmp_path: Path) -> None:
    register = read(Office((PlanStep(NR, 1, 1, "økonomi", True, why="Fatima, 20 12 34 56"),)), tmp_path)
    watch = watch_for(register, None, case_numbers=case_numbers(register))
    case = Case(NR, IN_PHASE_2, register)
    assert watch.remarks(["Fatima, 20 12 34 56"], case, READ, Reader.STAFF, meant=frozenset[Trace]()) == (
        "Plan!F2 phone",
    )


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A workspace "kontor" whose plan of phase 2 tells a phone number in Plan!J7."""
    assert Shell(tmp_path, capsys)("new", "kontor").code == 0
    home = Shell(tmp_path / "kontor", capsys)
    put(home, lambda steps: (*steps[:-1], replace(steps[-1], goal="Ring 20 12 34 56.")))
    return home


def put(home: Shell, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> None:
    rows = {**FULL, "Plan": change(FULL["Plan"]), "Forløb": (COURSE,)}
    settings = Settings(organisation="Eksempelby Kommune", sample=True)
    (home.folder / "register.xlsx").write_bytes(workbook(rows, settings=settings))


MAKE = ("make", "--on", "2025-05-20")
WARNING = "25-014-cti-plan-f2.docx: warning: there is a phone number in Plan!J7\n"
REFUSAL = (
    "25-014 plan-2: not made: there is a phone number in Plan!J7\n"
    "    hint: take it out of the cell; where it may stand in her paper: --allow Plan!J7\n"
)


def test_staff_are_warned_on_every_run_hers_is_refused_and_all_others_are_made(office: Shell) -> None:
    first, second = office(*MAKE), office(*MAKE)
    assert first.err == f"{REFUSAL}{WARNING}1 case: 3 made, 1 failed (Plan!J7)\n"
    assert second.err == f"{REFUSAL}{WARNING}1 case: 3 unchanged, 1 failed (Plan!J7)\n"
    assert (first.code, second.code) == (1, 1)
    assert "20 12 34 56" not in first.out + first.err


def test_allow_passes_the_cell_for_her_paper_and_for_the_warning_in_that_run(office: Shell) -> None:
    assert office(*MAKE).code == 1
    passed = office(*MAKE, "--allow", "plan!j7")
    assert (passed.err, passed.code) == ("1 case: 1 made, 3 unchanged\n", 0)
    again = office(*MAKE)  # what was passed stays made; the staff are reminded
    assert (again.err, again.code) == (f"{WARNING}1 case: 4 unchanged\n", 0)
    assert office(*MAKE, "--strict").code == 1


def test_allow_of_no_cell_makes_nothing_and_exits_2(office: Shell) -> None:
    ran = office(*MAKE, "--allow", "Plan!J77")
    assert (ran.out, ran.code) == ("", 2)
    assert ran.err == (
        "--allow Plan!J77: there is no such cell, or no paper prints what is in it\n"
        "    hint: write sheet and cell: --allow Plan!K14\n"
    )
    assert not list((office.folder / "output").rglob("*.docx"))


def test_a_warning_follows_its_cell_when_rows_are_moved(office: Shell) -> None:
    assert office(*MAKE).code == 1
    put(office, lambda steps: (replace(steps[-1], goal="Ring 20 12 34 56."), *steps[:-1]))
    moved = office(*MAKE)
    assert moved.err == f"{REFUSAL}{WARNING}1 case: 3 unchanged, 1 failed (Plan!J7)\n".replace("J7", "J2")
