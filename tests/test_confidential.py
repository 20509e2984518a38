"""Nothing that gives her away: every byte of what the tool leaves behind, says and shows (F2, F3, F9, F14, F17).

Names and CPR numbers here are words that stand nowhere else, so that every byte can be searched for them.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from ctidocs.demo import demo_keys, demo_rows, demo_settings
from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import Reader
from ctidocs.register.blank import OwnColumns, workbook
from ctidocs.register.schema import CONTACTS, KEY, PLAN, Settings
from ctidocs.register.schema.around import Contact
from ctidocs.register.schema.intake import Key
from ctidocs.register.schema.programme import Worker
from ctidocs.register.schema.work import PlanStep
from ctidocs.store.names import paper_code
from tests.commands import Shell
from tests.hands import retype
from tests.registers import register
from tests.women import COURSE, FULL, NR

HERS_NEVER = ("cti", "krisecenter", "vold", "sikkerhed")
ORGANISATION = demo_settings().organisation
FORGOTTEN, EDITED, BROKEN = "23-009", "25-010", "25-005"


def invented(number: int) -> str:
    """A word that stands nowhere else."""
    return "Qvx" + "".join("abcdefghij"[int(digit)] for digit in f"{number:04d}") + "zo"


WORD = "Qvx[a-j]{4}zo"
KEYS = tuple(
    replace(key, display_name=word, full_name=f"{word} {invented(at + 500)} {invented(at + 900)}")
    for at, key in enumerate(demo_keys(), start=1)
    for word in [invented(at)]
)


@dataclass(frozen=True)
class Said:
    """One command and what it said."""

    command: str
    out: str
    err: str
    code: int


@dataclass
class Workshop:
    """A demo workspace, its temporary folder, and everything that was said in it."""

    folder: Path
    said: list[Said]

    @property
    def root(self) -> Path:
        return self.folder / "d"

    @property
    def temp(self) -> Path:
        return self.folder / "tmp"

    def run(self, *arguments: str, code: int, before: str = "", **environment: str) -> Said:
        """Run a command in a process of its own; `before`: Python that is run in it first."""
        program = f"{before}\nfrom ctidocs import cli\ncli.main()"
        command = [sys.executable, "-c", program, *arguments]
        variables = {**os.environ, "TMPDIR": str(self.temp), "CTIDOCS_LANG": "en", **environment}
        where = self.root if self.root.exists() else self.folder
        ran = subprocess.run(command, cwd=where, env=variables, capture_output=True, check=False, timeout=120)
        said = Said(" ".join(arguments), ran.stdout.decode(), ran.stderr.decode(), ran.returncode)
        self.said.append(said)
        assert said.code == code, (said.command, said.err)
        return said


def put_registers(root: Path, *only: str, **changed: str) -> None:
    """The demo's register, its plan changed in `only` these cases or all, and a key workbook of our own words."""
    rows = {sheet.name: found for sheet, found in demo_rows().items()}
    rows["Plan"] = tuple(
        replace(row, **changed) if row.case_id in (only or (row.case_id,)) else row for row in rows["Plan"]
    )
    (root / "register.xlsx").write_bytes(workbook(rows, settings=demo_settings()))
    (root / "noegle.xlsx").write_bytes(workbook({KEY.name: KEYS}, sheets=(KEY,), front=False))


def plan_of(case_id: str) -> str:
    return f"output/{case_id}/{case_id}-cti-plan-f1.docx"


BUG = f"""
import ctidocs.make
template = ctidocs.make.Template
fill = template.fill
def broken(self, values, **more):
    if more.get("organisation") and "{BROKEN}" in str(values):
        name, cpr, text = {KEYS[5].display_name!r}, {KEYS[5].cpr!r}, "FRI-TEKST om hende"
        try:
            raise KeyError(text)
        except KeyError:
            error = RuntimeError(f"{{name}} {{cpr}} {{text}}")
            error.add_note(name)
            raise error
    return fill(self, values, **more)
template.fill = broken
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Every command of a whole week."""
    shop = Workshop(tmp_path_factory.mktemp("office"), [])
    shop.temp.mkdir()
    shop.run("new", "d", "--demo", code=0)
    put_registers(shop.root)
    shop.run("check", code=0)
    shop.run("check", "--format", "json", "--strict", code=1)
    shop.run("check", "--annotate", "set.xlsx", code=0)
    shop.run("make", "cti-plan", code=0, CTIDOCS_LANG="da")
    shop.run("make", "cti-plan", code=0)
    retype(shop.root / plan_of(EDITED), {"CTI-plan": "CTI-plan, rettet"})
    put_registers(shop.root, EDITED, goal="Et andet mål.")
    shop.run("make", "cti-plan", "-v", code=0)
    for file in ("kompas.pdf", "kompas.svg", "kompas.png"):
        shop.run("compass", EDITED, "--to", file, code=0)
    shop.run("compass", EDITED, "--to", "begge.pdf", "--who", "begge", code=0)
    shop.run("compass", EDITED, "--to", "laast.pdf", "--protect", code=0, CTIDOCS_OUTPUT_PASSWORD="hemmeligt kodeord")
    shop.run("lint", "--annotate", "skabelon.docx", "cti-plan.docx", code=0)
    shop.run("log", code=0)
    shop.run("log", "--format", "json", code=0)
    code = paper_code(EDITED, secret=(shop.root / ".ctidocs" / "secret").read_bytes().strip())
    shop.run("who", code, code=0)
    shop.run("forget", code=0)
    shop.run("forget", FORGOTTEN, "--yes", code=0)
    shop.run("make", "--register", "findes-ikke.xlsx", code=1)
    put_registers(shop.root, goal="Et tredje mål.")
    shop.run("make", "cti-plan", code=3, before=BUG)
    shop.run("make", "--retry", code=0)
    return shop


def contents(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Every byte of a file: as it lies there, its parts unzipped, a PDF's streams and text, nested ones too."""
    yield name, data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield f"{name}/{member.filename}", f"{member.filename} {member.comment!r}".encode()
                yield from contents(archive.read(member), f"{name}/{member.filename}")
    if data[:5] == b"%PDF-":
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("hemmeligt kodeord")
        for number in range(1, len(reader.xref[0]) + 1 if reader.xref else 1):
            found = reader.get_object(number)
            yield f"{name}/{number}", repr(found).encode()
            if hasattr(found, "get_data"):
                yield f"{name}/{number}", found.get_data()
        document = pypdfium2.PdfDocument(data, password="hemmeligt kodeord" if reader.is_encrypted else None)
        for page in document:
            yield f"{name}/text", page.get_textpage().get_text_range().encode()


def left_behind(shop: Workshop) -> Iterator[tuple[str, bytes]]:
    """Everything that the tool wrote and said, but for the key workbook and what was typed."""
    for path in sorted(shop.folder.rglob("*")):
        name = path.relative_to(shop.folder).as_posix()
        yield "name", name.encode()
        if path.is_file() and path.name != "noegle.xlsx":
            yield from contents(path.read_bytes(), name)
    for said in shop.said:
        yield f"stdout of {said.command}", said.out.encode()
        yield f"stderr of {said.command}", said.err.encode()


def found_in(everything: Iterable[tuple[str, bytes]], shape: str, words: Iterable[str]) -> set[tuple[str, str]]:
    """Where each of these words of one shape stands, in UTF-8 or UTF-16."""
    pattern, wanted = re.compile(shape.encode()), {word.encode() for word in words}
    spelt = ((name, text) for name, data in everything for text in (data, data.replace(b"\0", b"")))
    found = {(name, word) for name, text in spelt for word in pattern.findall(text)}
    return {(name, word.decode()) for name, word in found if word in wanted}


@pytest.fixture(scope="module")
def everything(workshop: Workshop) -> list[tuple[str, bytes]]:
    return list(left_behind(workshop))


@pytest.mark.slow
def test_no_byte_of_a_whole_week_holds_a_cpr_number_or_a_full_name(everything: list[tuple[str, bytes]]) -> None:
    digits = re.compile(rb"(?<!\d)(\d{6})[- ]?(\d{4})(?!\d)")
    numbers = {(name, b"".join(found).decode()) for name, data in everything for found in digits.findall(data)}
    assert {name for name, number in numbers if number in {key.cpr for key in KEYS}} == set()
    assert found_in(everything, WORD, {part for key in KEYS for part in (key.full_name or "").split()[1:]}) == set()


@pytest.mark.slow
def test_a_name_stands_only_in_the_papers_handed_to_her_who_has_it(everything: list[tuple[str, bytes]]) -> None:
    names = {key.case_id: key.display_name or "" for key in KEYS}
    found = found_in(everything, WORD, names.values())
    assert len(found) > 50  # they are there, or we do not look
    for where, name in found:
        place = re.fullmatch(r"d/output/([\d-]+)/til-hende/\w+-plan-\d(?: \(ny\))?\.docx/word/document\.xml", where)
        assert place and names[place[1]] == name, where


@pytest.mark.slow
def test_no_password_stands_anywhere(everything: list[tuple[str, bytes]]) -> None:
    assert found_in(everything, "hemmeligt kodeord", ["hemmeligt kodeord"]) == set()


@pytest.mark.slow
def test_what_was_forgotten_has_no_trace_but_its_receipt(workshop: Workshop) -> None:
    remembered = b"".join(path.read_bytes() for path in (workshop.root / ".ctidocs").rglob("*") if path.is_file())
    made_again = [path for path in (workshop.root / "output").rglob("*") if path.name.startswith(FORGOTTEN)]
    assert (FORGOTTEN.encode() in remembered) == bool(made_again)
    (receipt,) = (workshop.root / "output").rglob("slettet-*.txt")
    assert receipt.name.startswith(f"slettet-{FORGOTTEN}-")


@pytest.mark.slow
def test_temporary_folders_hold_nothing_but_the_report_of_a_bug(workshop: Workshop) -> None:
    assert [path.name[:13] for path in workshop.temp.iterdir()] == ["ctidocs-fejl-"]


@pytest.mark.slow
def test_the_manifest_holds_hashes_labels_and_places(workshop: Workshop) -> None:
    import sqlite3

    base = sqlite3.connect(workshop.root / ".ctidocs" / "manifest.sqlite")
    columns = [row[1] for row in base.execute("PRAGMA table_info(made)")]
    rows = [dict(zip(columns, row, strict=True)) for row in base.execute("SELECT * FROM made")]
    base.close()
    shapes = {
        "path": r"[0-9a-f]{64}|output/[\d-]+/(?:til-hende/\w{6}-plan-\d|[\d-]+-cti-plan-f\d)(?: \(ny\))?\.docx",
        "bytes": "[0-9a-f]{64}", "plain": "[0-9a-f]{64}", "inputs": "[0-9a-f]{64}|", "content": "[0-9a-f ]+",
        "document": "cti-plan|annotate|lint|compass", "command": "make|check|annotate|lint|compass",
        "at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "case_id": r"\d\d-\d{3}|", "remarks": r'|\[("[^" ]* [a-z-]+"(, )?)+\]',
        "sealed": "[01]", "beside": "[01]", "base": "[0-9a-f ]*",
    }  # fmt: skip
    for row in rows:
        assert row.keys() <= {*shapes, "sources"}  # a new column is to be thought of here
        for name in row.keys() - {"sources"}:
            assert re.fullmatch(shapes[name], str(row[name])), (name, row[name])
        for label, mark in json.loads(row["sources"] or "{}").items():
            assert re.fullmatch(r"[\w ]+(/\d+)?(!\d+)?", label)
            assert re.fullmatch(r"[0-9a-f]{16,64}|\d{4}-\d\d-\d\d", mark)


def papers(shop: Workshop) -> list[Path]:
    return sorted((shop.root / "output").rglob("*.docx"))


@pytest.mark.slow
def test_the_properties_of_papers_hold_the_organisation_and_hers_not_even_that(workshop: Workshop) -> None:
    mine = [path for path in papers(workshop) if path != workshop.root / plan_of(EDITED)]
    for path in mine:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
            assert not archive.comment
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        hers = path.parent.name == "til-hende"
        told = re.sub(r"<\?.*?\?>|xmlns:?\w*=\"[^\"]*\"", "", parts["docProps/core.xml"] + parts["docProps/app.xml"])
        values = {value.strip() for value in re.findall(r">([^<]+)<", told)} - {""}
        assert values - {"da-DK", "ctidocs"} <= {"" if hers else ORGANISATION, *titles(parts)}, values
        assert not [name for name in parts if re.search("comments|custom|people|glossary|thumbnail", name)], path.name
        for name, text in parts.items():
            if name.endswith(".png"):
                continue
            assert not re.search(r"\brsid|lastModifiedBy|attachedTemplate|w:author|w:initials|mailMerge", text), name
            assert not re.search(r"[A-Z]:\\|/(?:home|Users|root|tmp|work)/", text), name


def titles(parts: Mapping[str, str]) -> set[str]:
    title = set(re.findall(r"<dc:title>([^<]+)", parts["docProps/core.xml"]))
    return title if not any(re.search(r"\d\d-\d{3}", text) for text in title) else set()


@pytest.mark.slow
def test_the_properties_of_a_drawn_compass_tell_nothing_of_her(workshop: Workshop) -> None:
    alone, both = (pypdf.PdfReader(workshop.root / name).metadata or {} for name in ("kompas.pdf", "begge.pdf"))
    for metadata, author in ((alone, ""), (both, ORGANISATION)):
        kept = {name: str(value) for name, value in metadata.items()}
        assert kept.pop("/Author", "") == author
        assert kept.pop("/Title", "").startswith("Kompas")
        assert EDITED not in repr(kept) and "CTI" not in repr(kept).replace("ctidocs", "")
    for name in ("kompas.svg", "kompas.png", "kompas.pdf"):
        data = b"".join(part for _name, part in contents((workshop.root / name).read_bytes(), name))
        assert EDITED.encode() not in data


@pytest.mark.slow
def test_what_is_handed_to_her_says_nothing_by_its_name(workshop: Workshop) -> None:
    hers = [path for path in papers(workshop) if path.parent.name == "til-hende"]
    assert len(hers) > 50
    for path in hers:
        assert re.fullmatch(r"[2-9a-hj-km-np-z]{6}-[a-zæøå]+-\d( \(ny\))?\.docx", path.name)
        assert not [word for word in HERS_NEVER if word in path.name]


def test_every_document_gives_hers_a_neutral_name() -> None:
    hers = [paper.file for document in DOCUMENTS for paper in document.papers if paper.reader is Reader.HER]
    assert hers
    for file in hers:
        assert not [word for word in HERS_NEVER if word in file.lower()]


@pytest.mark.slow
def test_a_bug_in_one_paper_is_told_in_one_line_and_stops_no_other(workshop: Workshop) -> None:
    said = next(said for said in workshop.said if said.code == 3)
    lines = said.err.splitlines()
    failed = [line for line in lines if line.endswith(": a fault in ctidocs itself")]
    assert len(failed) >= 2 and all(line.startswith(f"{BROKEN} cti-plan-f") for line in failed)
    assert re.search(rf"28 cases: 1\d\d made, .*{len(failed)} failed", lines[-2]), lines[-2]
    assert f"/{BROKEN}/til-hende/" in said.out  # her own papers of the same case are made
    told = re.fullmatch(
        r"a fault in ctidocs itself; please send this report, it holds no personal data: (.*)", lines[-1]
    )
    assert told
    report = Path(told[1]).read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"ctidocs \S+, Python \S+, \w+", report[0])
    assert report[1] == "RuntimeError"
    assert report[2:] and all(re.fullmatch(r"[\w<>.-]+:\d+ [\w<>]+", line) for line in report[2:])
    everything = said.out + said.err + "\n".join(report)
    for word in ("FRI-TEKST", KEYS[5].display_name or "", KEYS[5].cpr or "", "Traceback"):
        assert word not in everything


# What people may type in the wrong place: cells are never said again, other words only on the screen.

NAME, CPR, STREET = "Hanne Opdigtet", "010190-1234", "Opdigtet Allé 12"
SETTINGS = Settings(organisation="Eksempelby Kommune", sample=True)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A workspace "kontor" with one full case; temporary files go to a folder of its own."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    assert Shell(tmp_path, capsys)("new", "kontor").code == 0
    home = Shell(tmp_path / "kontor", capsys)
    (home.folder / "register.xlsx").write_bytes(workbook(FULL, settings=SETTINGS))
    return home


def kept(office: Shell) -> bytes:
    """What the tool wrote for itself, and what it wrote outside: names of files and every byte."""
    files = [*(office.folder / ".ctidocs").rglob("*"), *(office.folder.parent / "tmp").rglob("*"),
             *(office.folder / "output").rglob("*")]  # fmt: skip
    return b"\n".join(path.name.encode() + (path.read_bytes() if path.is_file() else b"") for path in files)


def words_in(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [word for word in ("Hanne", "Opdigtet", "010190", "0101901234", STREET) if word.encode() in data]


@pytest.mark.slow
def test_no_message_says_what_stands_in_a_cell(office: Shell) -> None:
    person = f"{NAME}, {CPR}, {STREET}"
    hers, setting = {"Forløbsnr": NR}, "Indstilling"
    cells = {
        "Opsætning": [{setting: "Måneder pr. fase", "Værdi": person}, {setting: "Eksempeldata", "Værdi": NAME}],
        "Visitation": [{**hers, "Indstillingsdato": person, "Handlekommune": person}, {"Forløbsnr": NAME}],
        "Forløb": [
            {**hers, "Medarbejder": NAME, "Fase 1 start": person, "Målgruppe": person, "Tidligere forløb": NAME},
            {"Forløbsnr": CPR, "Fase 1 start": date(2025, 2, 1)},
            {"Forløbsnr": person},
        ],
        "Kompas": [{**hers, "Runde": NAME, "Svarer": person, "Dato": CPR, "1 Sikkerhed": person}],
        "Plan": [{**hers, "Fase": person, "Fokus nr": NAME, "Område": NAME, "Frist": CPR, "Status": person}],
        "Medarbejdere": [{"Medarbejder": NAME, "Rolle": NAME, "Stilling": person}, {"Medarbejder": NAME}],
        "Valglister": [{"Liste": NAME, "Ord": person}],
    }  # fmt: skip
    register(cells, to=office.folder / "register.xlsx")
    keys = workbook({KEY.name: (Key(NR, NAME, person, CPR), Key(NAME), Key(NR, cpr="123"))}, sheets=(KEY,), front=False)  # type: ignore[arg-type]
    (office.folder / "noegle.xlsx").write_bytes(keys)
    with (office.folder / "ctidocs.toml").open("a") as file:
        file.write('noegle = "noegle.xlsx"\n')
    for lang in ("en", "da"):
        for command in (("check", "--strict"), ("check", "--format", "json"), ("make",), ("make", "cti-plan", "-v"),
                        ("log",), ("forget",), ("forget", NR, "--yes"), ("lint",), ("make", "--format", "json"),
                        ("compass", NR, "--to", "x.pdf")):  # fmt: skip
            ran = office(*command, lang=lang)
            assert ran.code in (0, 1), ran.err
            assert words_in(ran.out + ran.err) == [], command
    assert words_in(kept(office)) == []


@pytest.mark.slow
def test_what_the_user_typed_is_said_back_on_the_screen_and_written_nowhere(office: Shell) -> None:
    on = ("--on", "2025-05-20")
    typed = [
        ("make", "--case", NAME, *on), ("make", "--worker", NAME, *on), ("make", NAME), ("make", "--on", NAME),
        ("make", "--register", f"{NAME}.xlsx"), ("make", "--allow", NAME, *on), ("make", "--root", NAME),
        ("who", NAME), ("forget", NAME, "--yes"), ("log", "--case", NAME), ("check", "--annotate", f"{NAME}.xlsx", *on),
        ("compass", NR, "--to", f"{NAME}.pdf", *on), ("compass", NR, "--to", f"{NAME}.svg", *on),
        ("lint", "--annotate", f"{NAME}.docx", "cti-plan.docx"), ("lint", f"{NAME}.docx"),
        ("fields", NAME), ("merge", f"{NAME}.xlsx", "--to", "x.xlsx"), ("make", *on),
    ]  # fmt: skip
    for command in typed:
        assert office(*command).code in (0, 1, 2), command
    assert (office.folder / f"{NAME}.pdf").exists()
    assert words_in(kept(office)) == []
    assert words_in(office("log").out + office("log", "--format", "json").out) == []


def test_the_name_of_a_workers_log_and_of_a_template_is_on_the_screen_alone(office: Shell) -> None:
    contact = Contact(NR, date(2025, 5, 1), NAME, "møde", more_reason=f"{STREET}, {CPR}")
    log = workbook({CONTACTS.name: (contact, replace(contact, on=NAME))}, sheets=(CONTACTS,), front=False)  # type: ignore[arg-type]
    (office.folder / "kontaktlog" / f"{NAME}.xlsx").write_bytes(log)
    (office.folder / "kontaktlog" / f"Ulæselig {NAME}.xlsx").write_bytes(b"ikke en projektmappe")
    ran = office("check")
    assert f"kontaktlog/{NAME}.xlsx:Kontaktlog!B3" in ran.out
    assert words_in(ran.out.replace(NAME, "")) == []
    for command in (("make", "--on", "2025-05-20"), ("make", "--on", "2025-05-20"), ("forget", NR, "--yes")):
        office(*command)
    assert words_in(kept(office)) == []


def test_a_remark_and_a_refusal_say_where_and_never_what(office: Shell) -> None:
    step = PlanStep(NR, 2, 1, "netværk", True, goal=f"ring 20 12 34 56, {STREET}, {CPR}", who=f"{NAME}")
    rows = {**FULL, "Plan": (step,), "Forløb": (COURSE,), "Medarbejdere": (Worker("Mette Eksempel"),)}
    own = {PLAN.name: OwnColumns(("Egne noter",), ((f"{CPR} og {STREET}",),))}
    (office.folder / "register.xlsx").write_bytes(workbook(rows, settings=SETTINGS, own=own))
    ran = [office("make", "--on", "2025-05-20", *more) for more in ((), (), ("--strict", "-v"), ("--format", "json"))]
    assert "25-014-cti-plan-f2.docx: warning: there is what looks like a CPR number in Plan!J2" in ran[0].err
    assert "25-014 plan-2: not made" in ran[0].err
    for said in ran:
        assert words_in(said.out + said.err) == []
        assert "20 12 34" not in said.out + said.err
    remembered = b"".join(path.read_bytes() for path in (office.folder / ".ctidocs").rglob("*") if path.is_file())
    assert words_in(remembered) == []


PASSWORD = "Hemmeligt-kodeord-æøå-77"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are read from Linux's /proc")
@pytest.mark.parametrize("by_file", [False, True])
def test_no_process_shows_a_password_and_nothing_keeps_it(by_file: bool, office: Shell) -> None:
    rows = {**FULL, "Forløb": (COURSE,)}
    (office.folder / "register.xlsx").write_bytes(workbook(rows, settings=SETTINGS))
    secret = office.folder.parent / "kode.txt"
    secret.write_text(PASSWORD, encoding="utf-8")
    given = ("CTIDOCS_OUTPUT_PASSWORD_FILE", str(secret)) if by_file else ("CTIDOCS_OUTPUT_PASSWORD", PASSWORD)
    environment = {**os.environ, given[0]: given[1], "TMPDIR": str(office.folder.parent / "tmp")}
    command = [sys.executable, "-m", "ctidocs", "make", "--protect", "--on", "2025-05-20", "-v"]
    shown: set[bytes] = set()
    with subprocess.Popen(
        command, cwd=office.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        while process.poll() is None:
            shown |= command_lines()
            time.sleep(0.05)
        out, err = process.communicate()
    assert process.returncode == 0, err
    assert len(out.splitlines()) == 4
    assert any(b"--protect" in line for line in shown)
    hidden = PASSWORD.encode()
    assert not [line for line in shown if hidden in line]
    log = office("log", "--format", "json", "--root", office.folder)
    assert hidden not in out + err + (log.out + log.err).encode() + kept(office)


def command_lines() -> set[bytes]:
    """How every process that runs was called."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.add(path.read_bytes())
        except OSError:
            continue  # it has ended
    return found
