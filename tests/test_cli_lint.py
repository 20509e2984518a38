"""Templates through the command line: what lint says of them, its copies with comments, and what make does then."""

import json
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from ctidocs.register.blank import OwnColumns, workbook
from ctidocs.register.schema import Settings
from ctidocs.render.tagging.places import W
from ctidocs.workspace import package_file
from tests.commands import Ran, Shell
from tests.goldens import paper_text
from tests.women import FULL

PLAN, HERS = "cti-plan.docx", "cti-plan-hende.docx"
ON = ("--on", "2025-05-20")
CLEAN = Ran("", "templates: nothing found\n", 0)

TYPO = {"{{ forløb.medarbejder }}": "{{ forløb.medarbjder }}"}
MISTAKES = {
    **TYPO,
    "{%p endif %}": "",  # the first one: of the condition in paragraph 18
    "{%p if bevidninger %}": "{%p if bevidninger %} Bevidninger",
}
ENGLISH = """\
cti-plan.docx:body!6: in “{{ forløb.medarbjder }}”: there is no field {{ forløb.medarbjder }} [unknown-tag]
    hint: did you mean {{ forløb.medarbejder }}? (the column Medarbejder in the sheet Forløb)
cti-plan.docx:body!18: after “Min situation nu”: {%p if situation %} has no {%p endif %} [missing-end]
    hint: write {%p endif %} in a paragraph of its own, where it is to stop
cti-plan.docx:body!154: in “{%p if bevidninger %} Bevidninger”: {%p if bevidninger %} takes its whole paragraph away, \
and with it “Bevidninger” [text-beside-tag]
    hint: give it a paragraph of its own, or write it without p: {% if bevidninger %}
"""
DANISH = """\
cti-plan.docx:brødtekst!6: i “{{ forløb.medarbjder }}”: der er intet felt {{ forløb.medarbjder }} [unknown-tag]
    tip: mente du {{ forløb.medarbejder }}? (kolonnen Medarbejder i arket Forløb)
cti-plan.docx:brødtekst!18: efter “Min situation nu”: {%p if situation %} mangler {%p endif %} [missing-end]
    tip: skriv {%p endif %} i et afsnit for sig selv, hvor det skal slutte
cti-plan.docx:brødtekst!154: i “{%p if bevidninger %} Bevidninger”: {%p if bevidninger %} fjerner hele sit afsnit, \
og dermed også “Bevidninger” [text-beside-tag]
    tip: giv det et afsnit for sig selv, eller skriv det uden p: {% if bevidninger %}
"""
SUMMARY = "templates: 3 errors\n"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A workspace "kontor" as `new` made it."""
    assert Shell(tmp_path, capsys)("new", "kontor").code == 0
    return Shell(tmp_path / "kontor", capsys)


@pytest.fixture
def broken(office: Shell) -> Shell:
    """The same, with mistakes in the staff's plan."""
    change(office, MISTAKES)
    return office


def change(office: Shell, texts: dict[str, str], name: str = PLAN) -> None:
    """Write other words in the first paragraph of a template that has these, as a coordinator does in Word."""
    path = office.folder / "templates" / "docx" / name
    document = docx.Document(str(package_file("templates") / "docx" / name))
    for old, new in texts.items():
        paragraph = next(p for p in document.element.body.iter(W + "p") if words(p) == old)
        first, *rest = paragraph.iter(W + "t")
        first.text = new
        for run in rest:
            run.text = ""
    document.save(str(path))


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))


def comments(path: Path) -> list[tuple[str, list[str]]]:
    """Each comment's paragraph and its own lines, in the order of the text."""
    with zipfile.ZipFile(path) as archive:
        body, notes = (etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "comments"))
    lines = {note.get(W + "id"): [words(line) for line in note.iter(W + "p")] for note in notes}
    starts = [(p, start) for p in body.iter(W + "p") for start in p.findall(W + "commentRangeStart")]
    return [(words(p), lines[start.get(W + "id")]) for p, start in starts]


def in_comments(told: str) -> list[list[str]]:
    """The lines of stdout as comments have them: the message with its code, and the hint."""
    lines = told.splitlines()
    messages = [line.split(": ", 1)[1] for line in lines[::2]]
    return [[message, hint.split(": ", 1)[1]] for message, hint in zip(messages, lines[1::2], strict=True)]


# ---- what is told


def test_the_templates_of_a_new_workspace_have_nothing_wrong(office: Shell) -> None:
    assert office("lint") == CLEAN
    assert office("lint", "--strict") == CLEAN
    assert office("lint", lang="da").out == ""


def test_notes_are_told_only_with_v_or_as_json(office: Shell) -> None:
    verbose = office("lint", "-v")
    assert (verbose.err, verbose.code) == ("templates: 2 notes\n", 0)
    assert [line.partition(": ")[0] for line in verbose.out.splitlines()[::2]] == [HERS, PLAN]
    found = json.loads(office("lint", "--format", "json").out)
    assert [(one["file"], one["code"], one["level"]) for one in found] == [
        (HERS, "unused-fields", "info"), (PLAN, "unused-fields", "info"),
    ]  # fmt: skip


def test_every_mistake_is_told_at_its_paragraph_in_both_languages(broken: Shell) -> None:
    assert broken("lint") == Ran(ENGLISH, SUMMARY, 1)
    danish = broken("lint", lang="da")
    assert (danish.out, danish.code) == (DANISH, 1)


def test_the_summary_is_told_in_danish(broken: Shell) -> None:
    assert broken("lint", lang="da").err == "skabeloner: 3 fejl\n"


def test_json_has_every_finding_with_its_paragraph(broken: Shell) -> None:
    ran = broken("lint", "--format", "json")
    found = json.loads(ran.out)
    assert [(one["file"], one["sheet"], one["cell"], one["code"], one["level"]) for one in found] == [
        (PLAN, "body", "6", "unknown-tag", "error"),
        (PLAN, "body", "18", "missing-end", "error"),
        (PLAN, "body", "154", "text-beside-tag", "error"),
        (HERS, "", "", "unused-fields", "info"),
        (PLAN, "", "", "new-fields", "info"),
        (PLAN, "", "", "unused-fields", "info"),
    ]
    assert found[1] == {
        "file": PLAN, "sheet": "body", "cell": "18", "code": "missing-end",
        "message": "after “Min situation nu”: {%p if situation %} has no {%p endif %}",
        "hint": "write {%p endif %} in a paragraph of its own, where it is to stop", "level": "error",
    }  # fmt: skip
    assert (ran.err, ran.code) == ("templates: 3 errors, 3 notes\n", 1)


def test_warnings_are_findings_only_with_strict(office: Shell) -> None:
    document = docx.Document(str(package_file("templates") / "docx" / PLAN))
    document.paragraphs[0]._p.style = "Citat"
    document.save(str(office.folder / "templates" / "docx" / PLAN))
    told = (
        "cti-plan.docx:body!1: warning: the style Citat is not in the template, so the paragraph looks like plain text "
        "[missing-style]\n    hint: give the paragraph one of the template's own styles\n"
    )
    assert office("lint") == Ran(told, "templates: 1 warning\n", 0)
    assert office("lint", "--strict") == Ran(told, "templates: 1 warning\n", 1)


# ---- the templates that are named


@pytest.mark.parametrize("name", [PLAN, f"templates/docx/{PLAN}", "cti-plan", "C3"])
def test_a_template_answers_to_its_file_and_its_document(broken: Shell, name: str) -> None:
    assert broken("lint", name) == Ran(ENGLISH, SUMMARY, 1)


def test_the_other_template_alone_has_nothing_wrong(broken: Shell) -> None:
    assert broken("lint", HERS) == CLEAN


def looked_at(office: Shell, name: str) -> set[str]:
    return {one["file"] for one in json.loads(office("lint", name, "--format", "json").out)}


def test_a_documents_name_means_all_its_templates(office: Shell) -> None:
    assert looked_at(office, "C3") == {PLAN, HERS}
    assert looked_at(office, HERS) == {HERS}


def test_a_files_name_means_that_file_alone(office: Shell) -> None:
    assert looked_at(office, PLAN) == {PLAN}


def test_an_unknown_name_is_an_error_of_usage_and_the_known_ones_are_told(office: Shell) -> None:
    assert office("lint", "budget.docx") == Ran(
        "", f"there is no template budget.docx\n    hint: known are: {HERS}, {PLAN}\n", 2
    )
    assert office("lint", PLAN, "budget.docx").code == 2


# ---- the copy with comments


HER_MISTAKES = {"Til: {{ hende.navn }}": "Til: {{ hende.navm }}", "{%p if bevidninger %}": "{%p if bevidning %}"}
HER_ADDRESSES = ["body!3", "body!89"]


def test_a_copy_has_each_message_as_a_comment_on_its_paragraph(office: Shell) -> None:
    change(office, HER_MISTAKES, HERS)
    own = office.folder / "templates" / "docx" / HERS
    before = own.read_bytes()
    ran = office("lint", HERS, "--annotate", "kopi.docx")
    copy = office.folder / "kopi.docx"
    assert (ran.err, ran.code) == (f"{copy}\ntemplates: 2 errors\n", 1)
    assert [line.split(": ")[0] for line in ran.out.splitlines()[::2]] == [f"{HERS}:{at}" for at in HER_ADDRESSES]
    assert comments(copy) == list(zip(HER_MISTAKES.values(), in_comments(ran.out), strict=True))
    assert paper_text(copy.read_bytes()) == paper_text(before)
    assert own.read_bytes() == before
    assert office("lint", HERS, "--annotate", "kopi.docx").err == ran.err


def test_the_comments_speak_the_users_language(office: Shell) -> None:
    change(office, HER_MISTAKES, HERS)
    ran = office("lint", HERS, "--annotate", "kopi.docx", lang="da")
    assert [lines for _at, lines in comments(office.folder / "kopi.docx")] == in_comments(ran.out)


def test_the_comments_stand_in_the_copy_of_the_template_that_was_named(broken: Shell) -> None:
    broken("lint", PLAN, "--annotate", "kopi.docx")
    assert comments(broken.folder / "kopi.docx") == [
        (text, lines)
        for text, lines in zip(
            ("{{ forløb.medarbjder }}", "{%p if situation %}", "{%p if bevidninger %} Bevidninger"),
            in_comments(ENGLISH),
            strict=True,
        )
    ]


def test_a_template_without_mistakes_is_copied_without_comments(office: Shell) -> None:
    assert office("lint", HERS, "--annotate", "kopi.docx") == Ran(
        "", f"{office.folder / 'kopi.docx'}\ntemplates: nothing found\n", 0
    )
    with zipfile.ZipFile(office.folder / "kopi.docx") as archive:
        assert "word/comments.xml" not in archive.namelist()


WRONG_COPY = "Error: Invalid value for --annotate: name one template, and a file with .docx\n"


@pytest.mark.parametrize(
    "arguments",
    [("--annotate", "kopi.docx"), (PLAN, HERS, "--annotate", "kopi.docx"), (HERS, "--annotate", "kopi.xlsx"),
     (HERS, "--annotate", "kopi")],
)  # fmt: skip
def test_a_copy_is_of_one_template_and_a_word_file(broken: Shell, arguments: tuple[str, ...]) -> None:
    ran = broken("lint", *arguments)
    assert (ran.out, ran.code) == ("", 2)
    assert ran.err.endswith(WRONG_COPY)
    assert list(broken.folder.glob("kopi*")) == []


def test_a_document_with_two_templates_is_not_one_template(broken: Shell) -> None:
    ran = broken("lint", "C3", "--annotate", "kopi.docx")
    assert (ran.code, list(broken.folder.glob("kopi*"))) == (2, [])


def test_the_copy_is_never_written_over_the_template(office: Shell) -> None:
    change(office, HER_MISTAKES, HERS)
    own = office.folder / "templates" / "docx" / HERS
    before = own.read_bytes()
    ran = office("lint", HERS, "--annotate", own)
    message = "cti-plan-hende.docx is what the command reads, and is never written\n"
    assert (ran.err, ran.code) == (f"{message}    hint: choose another name for the copy\n", 1)
    assert own.read_bytes() == before


@pytest.mark.parametrize("target", ["register.xlsx.docx", "templates/docx/cti-plan.docx"])
def test_the_copy_is_never_written_over_another_file_of_the_office(office: Shell, target: str) -> None:
    path = office.folder / target
    path.write_bytes(path.read_bytes() if path.exists() else b"mit")
    before = path.read_bytes()
    ran = office("lint", HERS, "--annotate", target)
    message = f"{path.name} was not made by ctidocs, and is left alone\n"
    assert (ran.err, ran.code) == (f"{message}    hint: move or rename it, then run the command again\n", 1)
    assert path.read_bytes() == before


def test_a_file_that_is_no_word_document_is_told_and_stops_no_other(broken: Shell) -> None:
    (broken.folder / "templates" / "docx" / HERS).write_text("Kære alle")
    told = (
        f"{HERS}: the template {HERS} cannot be used: it is not a Word document (.docx) [unusable-template]\n"
        "    hint: open it in Word and save it as “Word Document (.docx)”\n"
    )
    assert broken("lint") == Ran(told + ENGLISH, "templates: 4 errors\n", 1)


def test_no_copy_is_made_of_a_file_that_is_no_word_document(office: Shell) -> None:
    (office.folder / "templates" / "docx" / HERS).write_text("Kære alle")
    ran = office("lint", HERS, "--annotate", "kopi.docx")
    assert (ran.code, list(office.folder.glob("kopi*"))) == (1, [])
    assert "the template  cannot" not in ran.err


# ---- the register beside them


OWN = "{{ forløb.kæledyr }}"
UNKNOWN = f"""\
{PLAN}:body!6: in “{OWN}”: there is no field {OWN} [unknown-tag]
"""


def with_own_column(office: Shell) -> None:
    own = {"Forløb": OwnColumns(("Kæledyr",), (("en hund",),))}
    settings = Settings(organisation="Eksempelby Kommune", sample=True)
    (office.folder / "register.xlsx").write_bytes(workbook(FULL, settings=settings, own=own))


def test_a_column_of_the_teams_own_is_known(office: Shell) -> None:
    change(office, {"{{ forløb.medarbejder }}": OWN})
    unknown = office("lint")
    assert unknown.out.startswith(UNKNOWN)
    assert unknown.code == 1
    with_own_column(office)
    assert office("lint") == CLEAN
    assert office("make", "cti-plan", *ON).err == "1 case: 4 made\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [(None, "there is no register.xlsx here"), (b"hej", "register.xlsx is a text file, not an Excel workbook")],
)
def test_without_a_readable_register_all_but_own_columns_is_known(broken: Shell, data: bytes | None, why: str) -> None:
    path = broken.folder / "register.xlsx"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    note = f"{why}; columns of your own are not known\n"
    assert broken("lint") == Ran(ENGLISH, note + SUMMARY, 1)


# ---- papers of a broken template


@pytest.fixture
def making(broken: Shell) -> Shell:
    """A workspace with one full case, and mistakes in the staff's plan."""
    settings = Settings(organisation="Eksempelby Kommune", sample=True)
    (broken.folder / "register.xlsx").write_bytes(workbook(FULL, settings=settings))
    return broken


def made(office: Shell) -> list[Path]:
    return sorted((office.folder / "output").rglob("*.docx"))


def test_make_tells_every_mistake_at_once_and_makes_the_other_templates_papers(making: Shell) -> None:
    ran = making("make", "cti-plan", *ON)
    assert ran.err == (
        "2 papers: the template cti-plan.docx has 3 mistakes\n"
        + ENGLISH
        + "    hint: correct it in Word; ctidocs fields cti-plan lists the tags it may use\n"
        + "1 case: 2 made, 2 failed\n"
    )
    assert ran.code == 1
    assert [path.name[6:] for path in made(making)] == ["-plan-1.docx", "-plan-2.docx"]
    assert sorted(map(Path, ran.out.splitlines())) == made(making)


def test_make_speaks_danish_of_a_template_too(making: Shell) -> None:
    ran = making("make", *ON, lang="da")
    assert DANISH in ran.err
    assert (ran.code, len(made(making))) == (1, 2)


def test_a_paper_that_was_made_before_the_mistake_is_left_as_it_was(making: Shell) -> None:
    own = making.folder / "templates" / "docx" / PLAN
    wrong = own.read_bytes()
    own.unlink()
    assert making("make", "cti-plan", *ON).err == "1 case: 4 made\n"
    before = {path: path.read_bytes() for path in made(making)}
    own.write_bytes(wrong)
    assert making("make", "cti-plan", *ON).err.endswith("1 case: 2 unchanged, 2 failed\n")
    assert {path: path.read_bytes() for path in made(making)} == before


def test_one_mistake_is_told_as_one(office: Shell) -> None:
    change(office, TYPO)
    with_own_column(office)
    assert office("make", *ON).err.startswith("2 papers: the template cti-plan.docx has 1 mistake\n")


def test_notes_and_warnings_stop_no_paper(office: Shell) -> None:
    change(office, {"Mine styrker": "Mine stærke sider"})
    with_own_column(office)
    assert office("make", "cti-plan", *ON).err == "1 case: 4 made\n"
