"""Templates against documents: the shipped ones are right, and each finding is told at its place."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ctidocs.documents import DOCUMENTS
from ctidocs.documents.base import known_tags
from ctidocs.documents.cti_plan import CTI_PLAN
from ctidocs.documents.described import described
from ctidocs.lint import lint_template, lint_workspace
from ctidocs.problems import Level, Problem, UnknownName
from ctidocs.render.tagging.tags import Group, Known
from ctidocs.workspace import CONFIG, Workspace, open_workspace, package_file
from tests.render.word_parts import members, p, with_body, xml, zipped
from tests.templates import template

SHIPPED = [(paper.template, document) for document in DOCUMENTS for paper in document.papers]
NAME = "cti-plan.docx"


def findings(tmp_path: Path, data: bytes) -> list[tuple[str, str, Level]]:
    """Address, code and level of all that is told of a template of the CTI plan, but of fields that it leaves out."""
    problems = told(tmp_path, data)
    return [(str(one.place), one.code, one.level) for one in problems if one.code != "unused-fields"]


def told(tmp_path: Path, data: bytes) -> tuple[Problem, ...]:
    (tmp_path / NAME).write_bytes(data)
    return lint_template(tmp_path / NAME, CTI_PLAN, added={})


@pytest.mark.parametrize(("name", "document"), SHIPPED, ids=[name for name, _document in SHIPPED])
def test_a_shipped_template_has_neither_errors_nor_warnings(name: str, document: object) -> None:
    path = package_file("templates") / "docx" / name
    assert [one for one in lint_template(path, document, added={}) if one.level is not Level.INFO] == []  # type: ignore[arg-type]


def test_a_template_with_nothing_in_it_but_text_is_clean_but_for_its_author(tmp_path: Path) -> None:
    assert findings(tmp_path, template("x")) == [
        (f"{NAME}:properties", "author-name", Level.INFO),
    ]


def test_mistakes_are_told_with_the_column_that_was_meant(tmp_path: Path) -> None:
    wrong = [one for one in told(tmp_path, template("Din medarbejder er {{ forløb.medarbjder }}")) if one.place.row]
    assert [(str(one.place), one.message, one.hint) for one in wrong] == [
        (
            f"{NAME}:body!1",
            "in “Din medarbejder er {{ forløb.medarbjder }}”: there is no field {{ forløb.medarbjder }}",
            "did you mean {{ forløb.medarbejder }}? (the column Medarbejder in the sheet Forløb)",
        )
    ]


def test_a_column_that_the_team_added_is_a_field(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(template("{{ forløb.hund }}"))
    problems = lint_template(tmp_path / NAME, CTI_PLAN, added={"Forløb": ("hund",)})
    assert [one.code for one in problems if one.level is Level.ERROR] == []
    assert described(CTI_PLAN, added={"Forløb": ("hund",)})["forløb.hund"] == "a column of your own in the sheet Forløb"


@pytest.mark.parametrize("document", DOCUMENTS, ids=[document.name for document in DOCUMENTS])
def test_every_field_of_a_document_is_described(document: object) -> None:
    words = described(document, added={})  # type: ignore[arg-type]
    assert [name for name in leaves(known_tags(document, added={})) if not words.get(name)] == []  # type: ignore[arg-type]


def leaves(fields: Mapping[str, Known], path: str = "") -> list[str]:
    """The whole names of all fields that are printed."""
    found: list[str] = []
    for tag, inner in fields.items():
        found += leaves(inner.fields, f"{path}{tag}.") if isinstance(inner, Group) else [f"{path}{tag}"]
    return found


RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OUTSIDE = (
    '<Relationship Id="r1" TargetMode="External" Target="file:///h/x.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/>'
)
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:author="Mads Malerforfatter"/><w:comment/></w:comments>'
)
STYLED = (
    '<w:p><w:pPr><w:pStyle w:val="Citat"/></w:pPr></w:p><w:p><w:pPr><w:pStyle w:val="Citat"/></w:pPr></w:p>'
    '<w:tbl><w:tblPr><w:tblStyle w:val="Net"/></w:tblPr><w:tr><w:tc><w:p><w:r><w:rPr><w:rStyle w:val="Fremh"/></w:rPr>'
    "</w:r></w:p></w:tc></w:tr></w:tbl>"
)
LEFTOVERS: list[tuple[str, bytes, list[tuple[str, str]]]] = [
    ("word/document.xml", xml("<w:p><w:ins><w:r/></w:ins></w:p>"), [("body", "tracked-changes")]),
    ("word/document.xml", xml("<w:p><w:moveFrom/><w:del/></w:p>"), [("body", "tracked-changes")]),
    ("word/comments.xml", COMMENTS.encode(), [("comments", "template-comments")]),
    ("word/_rels/settings.xml.rels", RELATED.format(OUTSIDE.format("attachedTemplate")).encode(),
     [("", "outside-link")]),
    ("word/_rels/document.xml.rels", RELATED.format(OUTSIDE.format("hyperlink")).encode(), []),
    ("word/document.xml", xml(STYLED),
     [("body!1", "missing-style"), ("body!3", "missing-style"), ("body!3", "missing-style")]),
]  # fmt: skip


@pytest.mark.parametrize(("member", "data", "expected"), LEFTOVERS)
def test_leftovers_are_warned_of(tmp_path: Path, member: str, data: bytes, expected: list[tuple[str, str]]) -> None:
    found = findings(tmp_path, zipped({**members(template("x")), member: data}))
    places = [(f"{NAME}:{part}" if part else NAME, code, Level.WARNING) for part, code in expected]
    assert [one for one in found if one[1] != "author-name"] == places


def test_no_message_repeats_who_wrote_the_template(tmp_path: Path) -> None:
    data = zipped({**members(template("x")), "word/comments.xml": COMMENTS.encode()})
    assert not [one for one in told(tmp_path, data) if "Maler" in one.message + one.hint]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 cut", b"%PDF-1.7", zipped({**members(template("x")), "word/vbaProject.bin": b"x"}),
     zipped({**members(template("x")), "word/document.xml": b"<w:p>"})],
)  # fmt: skip
def test_a_file_that_cannot_be_a_template_is_told_in_one_line(tmp_path: Path, data: bytes) -> None:
    (problem,) = told(tmp_path, data)
    assert (str(problem.place), problem.code, problem.level) == (NAME, "unusable-template", Level.ERROR)
    assert problem.message and problem.hint


def test_a_template_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = lint_template(tmp_path / "gone.docx", CTI_PLAN, added={})
    assert (str(problem.place), problem.code) == ("gone.docx", "unusable-template")


def test_a_block_that_would_tear_the_document_is_told_though_each_tag_is_right(tmp_path: Path) -> None:
    inside = p("{% if hende.navn %}").replace("<w:p>", "<w:p><w:hyperlink>").replace("</w:p>", "</w:hyperlink>")
    body = inside + p("{% endif %}").removeprefix("<w:p>")
    codes = [code for _place, code, level in findings(tmp_path, zipped(with_body(body))) if level is Level.ERROR]
    assert codes == ["unusable-template"]


def test_fields_that_the_template_leaves_out_are_told_a_whole_group_at_once(tmp_path: Path) -> None:
    text = "{% for m in bevidninger %}{{ m.tekst }}{% endfor %}{{ hende.navn }}"
    (problem,) = [one for one in told(tmp_path, template(text)) if one.code == "unused-fields"]
    fields = problem.message.rpartition(": ")[2].split(", ")
    assert {"plan", "bevidninger.dato", "papir"} <= set(fields)
    assert not {"bevidninger", "bevidninger.tekst", "hende", "hende.navn", "plan.mål"} & set(fields)
    assert problem.level is Level.INFO


# ---- a workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / CONFIG).write_text("")
    return open_workspace(tmp_path, here=tmp_path)


def own_copy(workspace: Workspace, data: bytes) -> None:
    folder = workspace.root / "templates" / "docx"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(data)


@pytest.mark.slow
def test_all_templates_of_a_workspace_are_looked_at_or_those_that_are_named(workspace: Workspace) -> None:
    def files(*names: str) -> set[str]:
        return {one.place.file for one in lint_workspace(workspace, added={}, names=names)}

    assert files() == {name for name, _document in SHIPPED}
    assert files("cti-plan.docx") == files("templates/docx/CTI-plan.docx") >= {NAME}
    assert files("cti-plan-hende.docx") == {"cti-plan-hende.docx"}
    assert files("C3") == {"cti-plan.docx", "cti-plan-hende.docx"}


def test_a_name_that_is_no_template_is_an_error_of_usage(workspace: Workspace) -> None:
    with pytest.raises(UnknownName, match=r"there is no template budget\.docx"):
        lint_workspace(workspace, added={}, names=["budget.docx"])


def test_a_changed_copy_is_told_of_fields_that_only_the_packaged_template_uses(workspace: Workspace) -> None:
    own_copy(workspace, template("{{ forløb.medarbejder }} {{ hende.nvn }}"))
    found = {one.code: one for one in lint_workspace(workspace, added={}, names=[NAME])}
    new = found["new-fields"].message.rpartition(": ")[2].split(", ")
    assert "fokus.skridt.hvem" in new and "forløb.medarbejder" not in new
    assert found["new-fields"].level is Level.INFO
    assert found["unknown-tag"].place.row == 1


def test_a_workspace_without_copies_of_its_own_has_no_new_fields(workspace: Workspace) -> None:
    assert "new-fields" not in {one.code for one in lint_workspace(workspace, added={})}


def test_nothing_is_written(workspace: Workspace) -> None:
    own_copy(workspace, zipped(with_body(p("{{ navm }}"))))
    before = sorted(workspace.root.rglob("*"))
    lint_workspace(workspace, added={})
    assert sorted(workspace.root.rglob("*")) == before
