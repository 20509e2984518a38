import ast
import gettext as _gettext
import locale
import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

import ctidocs
from ctidocs import language

PACKAGE = Path(ctidocs.__file__).parent
DANISH = PACKAGE / "locales" / "da" / "LC_MESSAGES" / "ctidocs.po"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


@pytest.fixture(autouse=True)
def _leave_english_behind() -> Iterator[None]:
    yield
    language.activate("en")


# ---- which language


@pytest.mark.parametrize(
    ("environ", "configured", "code"),
    [
        ({"CTIDOCS_LANG": "da", "LANG": "en_GB.UTF-8"}, "en", "da"),
        ({"CTIDOCS_LANG": "en", "LANG": "da_DK.UTF-8"}, "da", "en"),
        ({"CTIDOCS_LANG": "DA"}, None, "da"),
        ({"CTIDOCS_LANG": "da_DK"}, None, "da"),
        ({"CTIDOCS_LANG": "fr"}, "da", "da"),
        ({"CTIDOCS_LANG": ""}, "da", "da"),
        ({"CTIDOCS_LANG": "data"}, "en", "en"),
        ({"LANG": "en_GB.UTF-8"}, "da", "da"),
        ({"LANG": "da_DK.UTF-8"}, None, "da"),
        ({"LANG": "da_DK@euro"}, None, "da"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "da_DK.UTF-8"}, None, "en"),
        ({"LC_ALL": "", "LANG": "da_DK.UTF-8"}, None, "da"),
        ({"LC_MESSAGES": "da_DK.UTF-8", "LANG": "en_US.UTF-8"}, None, "da"),
        ({"LANG": "de_DE.UTF-8"}, None, "en"),
        ({"LANG": "C"}, None, "en"),
        ({"LC_ALL": "POSIX", "LANG": "da_DK"}, None, "en"),
    ],
)
def test_the_language_is_the_users_else_the_workspaces_else_the_systems_else_english(
    environ: dict[str, str], configured: str | None, code: str
) -> None:
    assert language.choose(environ, configured=configured) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("da_DK", "da"),
        ("Danish_Denmark", "da"),
        ("English_United States", "en"),
        ("German_Germany", "en"),
        (None, "en"),
    ],
)
def test_without_variables_windows_own_name_of_the_locale_counts(
    monkeypatch: pytest.MonkeyPatch, name: str | None, code: str
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "1252"))
    assert language.choose({}) == code


def test_a_locale_that_python_does_not_know_means_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError("unknown locale: UTF-8")

    monkeypatch.setattr(locale, "getlocale", fail)
    assert language.choose({}) == "en"


# ---- how it speaks


def compile_catalogue(catalogue: Catalog, folder: Path) -> None:
    target = folder / "da" / "LC_MESSAGES" / "ctidocs.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of four messages in place of the whole one."""
    catalogue = Catalog(locale="da")
    catalogue.add("error", "fejl")
    catalogue.add(("{count} case", "{count} cases"), ("{count} forløb (én)", "{count} forløb (flere)"))
    catalogue.add("Usage:", "Brug:")
    catalogue.add("No such option: {name}", "Ukendt valg: {name}")
    compile_catalogue(catalogue, tmp_path)
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)


@pytest.mark.usefixtures("small")
def test_a_message_is_said_in_the_active_language() -> None:
    language.activate("da")
    assert language.gettext("error") == "fejl"
    assert language.gettext("not in the catalogue") == "not in the catalogue"
    language.activate("en")
    assert language.gettext("error") == "error"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("count", "ending"), [(0, "flere"), (1, "én"), (2, "flere"), (21, "flere")])
def test_a_count_is_said_in_its_form(count: int, ending: str) -> None:
    language.activate("da")
    assert language.ngettext("{count} case", "{count} cases", count) == f"{{count}} forløb ({ending})"
    language.activate("en")
    assert language.ngettext("{count} case", "{count} cases", count) == (
        "{count} case" if count == 1 else "{count} cases"
    )


@pytest.mark.usefixtures("small")
def test_clicks_own_sentences_follow() -> None:
    @click.command()
    def command() -> None:
        """Nothing."""

    language.activate("da")
    danish = CliRunner().invoke(command, ["--x"])
    language.activate("en")
    english = CliRunner().invoke(command, ["--x"])
    assert (danish.exit_code, english.exit_code) == (2, 2)
    assert danish.output.startswith("Brug: command")
    assert english.output.startswith("Usage: command")


@pytest.mark.usefixtures("small")
def test_a_message_costs_no_look_at_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    language.activate("da")

    def fail(*_arguments: object, **_names: object) -> None:
        raise AssertionError("the catalogue is looked for again")

    monkeypatch.setattr(_gettext, "find", fail)
    monkeypatch.setattr(_gettext, "translation", fail)
    assert language.gettext("error") == "fejl"
    assert language.ngettext("{count} case", "{count} cases", 1) == "{count} forløb (én)"


def test_without_a_catalogue_the_messages_are_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "CATALOGUES", tmp_path / "nowhere")
    language.activate("da")
    assert language.gettext("error") == "error"
    assert os.environ["LANGUAGE"] == "da"


# ---- the Danish catalogue


@pytest.fixture(scope="module")
def danish() -> Catalog:
    assert DANISH.is_file(), f"the Danish catalogue is missing: {DANISH.relative_to(PACKAGE.parent)}"
    with DANISH.open("rb") as file:
        return read_po(file, locale="da")


def _messages(folder: Path) -> set[str | tuple[str, ...]]:
    found = extract_from_dir(folder, method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=False)
    return {
        tuple(message) if isinstance(message, (tuple, list)) else message for _file, _line, message, *_rest in found
    }


def _first(key: str | tuple[str, ...]) -> str:
    return key if isinstance(key, str) else key[0]


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _translated(danish: Catalog, key: str | tuple[str, ...]) -> Message | None:
    """The message with its Danish, None where it has none, or one that nobody has looked at."""
    message = danish.get(_first(key))
    return message if message and not message.fuzzy and all(_forms(message)) else None


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)(?:![ars])?\}", text.replace("{{", "").replace("}}", "")))


def test_every_message_of_the_package_is_in_danish(danish: Catalog) -> None:
    assert sorted(_first(key) for key in _messages(PACKAGE) if not _translated(danish, key)) == []


def test_every_count_has_two_danish_forms(danish: Catalog) -> None:
    counted = [key for key in _messages(PACKAGE) if isinstance(key, tuple)]
    forms = {key[0]: len(_forms(message)) if (message := danish.get(key[0])) else 0 for key in counted}
    assert forms == {key[0]: 2 for key in counted}


def test_the_danish_has_the_same_placeholders(danish: Catalog) -> None:
    different = []
    for message in danish:
        if message.id:
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            pairs = zip(ids, _forms(message), strict=True)  # Danish has one form for one and one for many, as English
            different += [ids[0] for said, form in pairs if form and _placeholders(form) != _placeholders(said)]
    assert different == []


def test_the_catalogue_has_no_message_that_nobody_says(danish: Catalog) -> None:
    said = {_first(key) for key in _messages(PACKAGE) | _messages(Path(click.__file__).parent)}
    assert [_first(message.id) for message in danish if message.id and _first(message.id) not in said] == []
    assert list(danish.obsolete) == []


def test_both_languages_speak(danish: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_catalogue(danish, tmp_path)
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    for key in _messages(PACKAGE):
        if not (message := _translated(danish, key)):
            continue  # told above
        language.activate("da")
        one_and_two = [language.gettext(key)] if isinstance(key, str) else [language.ngettext(*key, n) for n in (1, 2)]
        assert one_and_two == _forms(message)
        language.activate("en")
        assert language.gettext(_first(key)) == _first(key)


def test_no_message_is_put_together_before_it_is_translated() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                texts = node.args[:2] if node.func.id == "ngettext" else node.args[:1]
                if not all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts):
                    wrong.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert wrong == []
