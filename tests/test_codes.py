"""Every code of a problem: declared once, used, raised at its cell, and explained in both languages."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import ctidocs
from ctidocs import language
from ctidocs.codes import Code, all_codes
from ctidocs.problems import Level, Problem
from tests.code_examples import EXAMPLES, FILE, MARK, NUMBER, OF_TAGS, OF_TEMPLATES, as_typed, with_secrets

PACKAGE = Path(ctidocs.__file__).parent
PAGE = PACKAGE.parent / "docs" / "problems.md"
DECLARED = {code.code: code for code in all_codes()}
LANGUAGES = ("da", "en")

OF_A_TEMPLATE = OF_TAGS.keys() | OF_TEMPLATES.keys()

every_code = pytest.mark.parametrize("code", DECLARED)


@pytest.fixture(autouse=True)
def _leave_english_behind() -> Iterator[None]:
    yield
    language.activate("en")


# ---- the codes in the program


class Used(NamedTuple):
    """A code as it stands in the program. `level`: the one it is told with, None where it is only asked about."""

    where: str
    code: str
    level: Level | None


TAKES_A_CODE = {"Problem": 1, "Fault": 0, "problem": 3, "_setting": 2}
"""What is called with a code, and at which place: Problem and Fault, Look.problem, and _setting of check/programme."""
GIVES_A_CODE = {"_without_yes"}
"""What gives code, message, hint and level back; the call that tells them takes the code from there."""


def used() -> Iterator[Used]:
    """Every code that a module of the package tells or asks about."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name != "codes":
            yield from _in_module(path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))


def _in_module(name: str, module: ast.Module) -> Iterator[Used]:
    sets = {
        target.id: node.value
        for node in module.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Call) and (argument := _code_of(node)) is not None:
            yield from (Used(where, text, _level(node)) for text in _texts(argument) if text)
        elif isinstance(node, ast.FunctionDef) and node.name in GIVES_A_CODE:
            tuples = [t for n in ast.walk(node) if isinstance(n, ast.Return) for t in ast.walk(n)]
            yield from (
                Used(where, text, _level(t)) for t in tuples if isinstance(t, ast.Tuple) for text in _texts(t.elts[0])
            )
        elif isinstance(node, ast.Compare) and any(_is_code(side) for side in (node.left, *node.comparators)):
            for side in (node.left, *node.comparators):
                named = sets.get(side.id, side) if isinstance(side, ast.Name) else side
                yield from (Used(where, text, None) for text in _texts(named))


def _code_of(call: ast.Call) -> ast.expr | None:
    """The argument that is the code, where the call has one."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    at = TAKES_A_CODE.get(name)
    if at is None or (name == "problem" and len(call.args) <= at):  # Grid.problem takes a Fault, which has its code
        return None
    return next((word.value for word in call.keywords if word.arg == "code"), None) or call.args[at]


def _texts(node: ast.AST) -> Iterable[str]:
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _is_code(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "code"


def _level(node: ast.AST) -> Level:
    levels = [
        Level[n.attr]
        for n in ast.walk(node)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == "Level"
    ]
    return levels[0] if levels else Level.ERROR


def test_every_code_in_the_program_is_declared_with_its_level() -> None:
    wrong = [u for u in used() if u.code not in DECLARED or u.level not in (None, DECLARED[u.code].level)]
    assert wrong == []


def test_every_declared_code_is_told_somewhere() -> None:
    assert sorted(DECLARED.keys() - {u.code for u in used() if u.level}) == []


def test_no_code_is_declared_twice() -> None:
    assert [code for code, count in Counter(code.code for code in all_codes()).items() if count > 1] == []


def test_a_code_is_a_text_wherever_one_is_told_so_that_these_tests_can_see_it() -> None:
    hidden = []
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and (argument := _code_of(node)) is not None and not _texts(argument):
                hidden.append(f"{path.relative_to(PACKAGE).as_posix()} {ast.unparse(argument)}")
    assert hidden == [
        "check/look.py code",  # Look.problem passes it on
        "check/programme.py code",  # so does _setting
        "check/visitation.py code",  # from _without_yes
        "register/grid.py fault.code",
        "render/tagging/tag_check.py found.fault.code",  # from the Fault of a tag, wherever it was found
    ]


# ---- each code raised


@cache
def found(code: str, lang: str = "en", *, secrets: bool = False) -> tuple[Problem, ...]:
    """The problems of the code's example, as they are told in a language."""
    language.activate(lang)
    return tuple(EXAMPLES[code].found(with_secrets if secrets else as_typed))


def told(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Address and code of each."""
    return [(str(problem.place).removeprefix(f"{FILE}:"), problem.code) for problem in problems]


def of_code(code: str, lang: str = "en") -> Problem:
    """The problem that the example is about."""
    return next(problem for problem in found(code, lang) if problem.code == code)


def in_any_language(problem: Problem) -> tuple[object, ...]:
    """Where it stands, but for the word for a part of a template: brødtekst in Danish, body in English."""
    place = problem.place
    part = "" if problem.code in OF_A_TEMPLATE else place.sheet
    return (place.file, place.sheet_order, part, place.row, place.column)


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    assert EXAMPLES.keys() == DECLARED.keys()


@every_code
def test_the_example_of_a_code_has_that_problem_at_its_cell_and_no_other(code: str) -> None:
    aside = {"missing", "new-column", "unused-fields"} - {code}  # the examples have only what they are about
    assert told([p for p in found(code) if p.code not in aside]) == [(EXAMPLES[code].at, code)]
    assert of_code(code).level is DECLARED[code].level


@every_code
def test_message_and_hint_are_said_in_danish_and_in_english(code: str) -> None:
    danish, english = of_code(code, "da"), of_code(code, "en")
    assert in_any_language(danish) == in_any_language(english)
    assert all((danish.message, danish.hint, english.message, english.hint))
    assert danish.message != english.message
    assert danish.hint != english.hint


@every_code
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_is_whole_and_in_the_style_of_the_others(code: str, lang: str) -> None:
    for problem in found(code, lang):
        for text in (problem.message, problem.hint):
            assert text == text.strip() and text
            assert not re.search(rf"{loose(code)}|\n|None|\.$", text)


def loose(code: str) -> str:
    """What shows that a text was not filled in. Braces do, but where a tag is quoted: there only such as {tag} do."""
    return r"(?<![{#%])\{[a-z_]+\}(?!\})" if code in OF_A_TEMPLATE else "[{}]"


# A template's messages quote its own words: the team wrote them for every paper, and no person's data are in it.
@pytest.mark.parametrize("code", sorted(DECLARED.keys() - OF_A_TEMPLATE))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_repeats_a_text_that_a_person_typed(code: str, lang: str) -> None:
    problems = found(code, lang, secrets=True)
    assert (EXAMPLES[code].at, code) in told(problems)
    secrets = (MARK.casefold(), *NUMBER.split("-"), NUMBER.replace("-", ""))
    texts = [(problem.message + problem.hint + str(problem.place)).casefold() for problem in problems]
    assert [text for text in texts if any(secret in text for secret in secrets)] == []


# ---- what a code means


def declared(lang: str) -> dict[str, Code]:
    language.activate(lang)
    return {code.code: code for code in all_codes()}


@every_code
def test_what_a_code_means_and_asks_for_is_said_in_danish_and_in_english(code: str) -> None:
    danish, english = declared("da")[code], declared("en")[code]
    assert danish.means != english.means
    assert danish.remedy != english.remedy
    for text in (danish.means, danish.remedy, english.means, english.remedy):
        assert text.endswith(".") and not re.search(r"[{}\n]", text)
    assert danish.example == english.example != ""


@every_code
def test_a_code_is_a_short_word_that_can_be_searched_for(code: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)


def test_the_page_has_every_code_once_as_a_heading_and_in_its_table_of_contents() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert sorted(re.findall(r"^### (.+)$", page, re.M)) == sorted(DECLARED)
    assert sorted(re.findall(r"\(#([a-z0-9-]+)\)", page)) == sorted(DECLARED)
