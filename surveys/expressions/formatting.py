"""How values are written in the language of those who read them."""

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.expressions.parts import Part
from surveys.expressions.tree import Piping
from surveys.expressions.value_types import ANY, Kind, ValueType
from surveys.expressions.wording import KIND_WORDS, nearest

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_MOMENT = ("short", "medium", "long", "full")
_STYLES: dict[Kind, tuple[str, ...]] = {
    "date": _MOMENT,
    "time": _MOMENT,
    "datetime": _MOMENT,
    "list": ("and", "or"),
    "set": ("and", "or"),
    "ranking": ("and", "or"),
    "number": ("percent",),
}
_NUMBER_PATTERN = re.compile(r"[#,]*0*(?:\.[0#]+)?")
_LIST_STYLES: dict[str, Literal["standard", "or"]] = {"and": "standard", "or": "or"}


class Formatter(Protocol):
    """Writes a value of a type, never unanswered, in a language, in a style that fits the type."""

    def __call__(self, value: Any, value_type: ValueType, language: str, style: str = "", /) -> str: ...


def format_value(value: Any, value_type: ValueType, language: str, style: str = "", /) -> str:
    """Write a value as people of the language do: ``31 January 2026``, ``1,234.5``, ``red and blue``."""
    locale = _locale(language)
    match value:
        case bool():
            with override(language):
                return _("yes") if value else _("no")
        case int() | float():
            return _number(value, locale, style)
        case datetime():
            return format_datetime(value, style or "long", locale=locale)
        case date():
            return format_date(value, style or "long", locale=locale)
        case time():
            return format_time(value, style or "short", locale=locale)
        case tuple():
            item = value_type.item or ANY
            texts = [format_value(each, item, language) for each in value if each is not None]
            return format_list(texts, _LIST_STYLES.get(style, "standard"), locale) if texts else ""
    return str(value)


def check_style(compiler: "Compiler", piping: Piping, part: Part) -> None:
    """Refuse a style that values of the type aren't written in."""
    style, kind = piping.style, part.type.kind
    if not style or kind == "any" or style in _STYLES.get(kind, ()):
        return
    if kind == "number" and _NUMBER_PATTERN.fullmatch(style):
        return
    problem = _("There is no format “%(style)s” for %(kind)s.") % {"style": style, "kind": KIND_WORDS[kind]}
    meant = nearest(style, _STYLES.get(kind, ()))
    raise compiler.refusal(piping, problem, "wrong_arguments", meant=meant)


def _number(number: float, locale: Locale, style: str) -> str:
    if style == "percent":
        return format_percent(number, locale=locale)
    if _NUMBER_PATTERN.fullmatch(style) and style:
        return format_decimal(number, format=style, locale=locale)
    return format_decimal(number, format="#,##0.##########", locale=locale)


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale:
    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
