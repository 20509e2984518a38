"""The one Jinja environment: no code runs from a template, a mistyped tag is an error, values print the Danish way."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from ctidocs.language import gettext as _
from ctidocs.office_text import NO, YES, has_forbidden_character
from ctidocs.problems import CtidocsError
from ctidocs.render.docx.bounds import COUNTED, count_loops, counted, growing, joined
from ctidocs.render.docx.woven import AS_RUN, FLAT, IN_CELL, NotWhole, why_not_whole, woven

BLANK = "_blank"  # the context's key for what a blank prints as
LONGEST_VALUE = 1_000_000  # characters; no cell of Excel holds more than 32,767
LINE_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')


def short_date(value: object) -> object:
    """30.4.2025; anything but a date as it is."""
    return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else value


def kroner(value: object) -> object:
    """26.600 kr.; anything but a number as it is."""
    return f"{_number(value, 0)} kr." if _is_number(value) else value


def percent(value: object) -> object:
    """94,1 pct.; anything but a number as it is."""
    return f"{_number(value, 1)} pct." if _is_number(value) else value


def in_cell(value: object) -> object:
    """Nothing for a blank: inside tables a blank prints nothing."""
    return "" if value is None else value


def flat(value: object) -> object:
    """A value on one line, for the attributes and elements that hold no line breaks."""
    return value if value is None or isinstance(value, Undefined) else Markup(escape(" ".join(_lines(danish(value)))))


def as_run(value: object) -> object:
    """A value that stands between runs: {{r …}}. A RichText brings its own runs, plain text gets one."""
    if value is None or isinstance(value, Undefined):
        return ""
    if (xml := getattr(value, "xml", None)) is not None and type(value).__module__.startswith("docxtpl"):
        return Markup(_checked(str(xml)))
    return Markup('<w:r><w:t xml:space="preserve">{}</w:t></w:r>').format(_broken(danish(value)))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")


def _of_text(change: Callable[[str], str]) -> Callable[[object], object]:
    """A filter on a value as papers print it; a blank stays a blank."""
    return lambda value: None if value is None else value if isinstance(value, Undefined) else change(danish(value))


def join(values: Iterable[object], between: str = "") -> str:
    """The values as papers print them, one after the other, blanks left out."""
    return between.join(danish(value) for value in values if value is not None)


FILTERS: dict[str, Callable[..., Any]] = {
    IN_CELL: in_cell, FLAT: flat, AS_RUN: as_run,
    "kort": short_date, "kr": kroner, "pct": percent, "join": join,
    "upper": _of_text(str.upper), "lower": _of_text(str.lower), "capitalize": _of_text(lambda t: t[:1].upper() + t[1:]),
}  # fmt: skip
KEPT_FILTERS = ("length", "first", "last", "default")
KEPT_TESTS = ("defined", "none", "number", "string", "odd", "even", "sameas", "eq", "ne", "in", "true", "false")


def danish(value: object) -> str:
    """A value as papers print it: "30. april 2025", "1,5", "ja"; text exactly as it is. Raises ValueError."""
    if isinstance(value, str):
        return _checked(value)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return _long_date(value)
    if _is_number(value):
        return _number(value)
    raise ValueError(_("a {kind} is not something to print").format(kind=type(value).__name__))


def _checked(text: str) -> str:
    if len(text) > LONGEST_VALUE or (not text.isprintable() and has_forbidden_character(text)):
        raise ValueError(_("a text that no document can hold"))
    return text


@lru_cache(maxsize=4096)
def _long_date(day: date) -> str:
    return format_date(day, "d. MMMM y", locale="da")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e15


@lru_cache(maxsize=4096)
def _number(value: Any, decimals: int | None = None) -> str:
    """Danish digits; thousands are marked from 10.000 on, so that a year stays a year."""
    shape = "#,##0" if abs(value) >= 10_000 or decimals is not None else "0"
    shape += ".##" if decimals is None else "." + "0" * decimals if decimals else ""
    return str(format_decimal(value, shape, locale="da"))


@pass_context
def _finalize(context: Context, value: object) -> object:
    if value.__class__ is Markup or isinstance(value, Undefined):
        return value
    return _broken(danish(context.get(BLANK, "") if value is None else value))


def _broken(text: str) -> Markup:
    """Text escaped, its line breaks and tabs as Word has them."""
    escaped = escape(text)
    if text.isprintable():
        return escaped
    plain = str(escaped).replace("\r\n", "\n").replace("\r", "\n")
    return Markup(plain.replace("\n", LINE_BREAK).replace("\t", TAB))


class _PaperEnvironment(ImmutableSandboxedEnvironment):
    """Keys before attributes; a mapping has nothing but its keys; nothing can be made large."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    concat = staticmethod(joined)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def call_binop(self, _context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "*" and all(type(side) is int and abs(side) < 10_000 for side in (left, right)):
            return left * right  # docxtpl itself multiplies, where {% hm %} widens a cell
        if operator == "+" and all(type(side) in (int, float) for side in (left, right)):
            return left + right
        raise SecurityError(_("{sign} is not for templates").format(sign=operator))

    def call(self, _context: Context, _obj: Any, /, *_args: Any, **_kwargs: Any) -> Any:
        raise SecurityError(_("nothing is called from a template"))


def paper_environment() -> _PaperEnvironment:
    """A fresh environment with only the filters and tests that papers need."""
    environment = _PaperEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_finalize)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in KEPT_FILTERS} | FILTERS | {COUNTED: counted}
    environment.tests = {name: environment.tests[name] for name in KEPT_TESTS}
    return environment


def compile_part(source: str, *, template: str, part: str) -> tuple[Template, nodes.Template]:
    """The compiled part and its syntax tree. CtidocsError for a tag that cannot be understood."""
    environment = paper_environment()
    try:
        tree = environment.parse(woven(source, environment))
        if tilde := tree.find(nodes.Concat):  # a ~ b would print a blank as None
            raise TemplateSyntaxError(_("~ is not for templates; write the two tags beside each other"), tilde.lineno)
        line, why = growing(tree)
        if line:
            raise TemplateSyntaxError(why, line)
        count_loops(tree, environment)
        return Template.from_code(environment, environment.compile(tree), {}), tree
    except NotWhole as torn:
        message = _("{template} ({part}): {why}")
        hint = _("let it begin and end in paragraphs of their own ({{%p …%}}) or in rows of their own ({{%tr …%}})")
        why = why_not_whole(str(torn))
        raise CtidocsError(message.format(template=template, part=part, why=why), hint=hint.format()) from None
    except TemplateSyntaxError as error:
        message = _("{template} ({part}): a tag cannot be understood: {reason}")
        raise CtidocsError(
            message.format(template=template, part=part, reason=error.message),
            hint=_("look for a missing brace, a misspelt word in {{%…%}}, or a missing endfor or endif").format(),
        ) from None
    except (RecursionError, ValueError, SyntaxError, MemoryError, OverflowError):  # Python itself cannot read it
        message = _("{template} ({part}): a tag cannot be understood: {reason}")
        reason = _("it is too deep or too long")
        hint = _("write it in fewer brackets, conditions and loops, and with shorter numbers")
        raise CtidocsError(message.format(template=template, part=part, reason=reason), hint=hint) from None
