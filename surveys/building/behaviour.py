"""Fields for how parts of a survey behave: described once, shown and read alike wherever they are set."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from surveys.building.condition_forms import Sent
from surveys.building.fields import FieldShown, Typed
from surveys.building.places import Place
from surveys.exceptions import AnswerInvalid
from surveys.question_types.elements import DocumentPart, Shuffle, Words
from surveys.question_types.numbers import number_answer, number_words
from surveys.texts import rich_source

type Options = tuple[tuple[str, Words], ...]

_LOCALISED = frozenset({"line", "rich"})
_NUMBERS = {"integer": 0, "number": 6}
_ORDERS: Options = (
    ("", _("As they stand")),
    ("random", _("Random")),
    ("rotated", _("The same order, from another start")),
    ("flipped", _("As it is, or from the end")),
)
REFUSALS: Options = (("refused", _("“Prefer not to say”")), ("dont_know", _("“Don't know”")))


@dataclass(frozen=True, slots=True)
class Described:
    """A field of a part: ``kind`` is as in ``FieldShown``, or ``shuffle`` or ``refusals``, which are several.

    ``is_needed`` is whether there must be a value; else none is ``None``.
    """

    name: str
    kind: str
    label: Words
    help: Words = ""
    options: Options = ()
    is_needed: bool = False

    @property
    def input_name(self) -> str:
        """The name of its input, or what the names of its inputs begin with."""
        return f"part.{self.name}"


def fields_shown(
    part: DocumentPart | None,
    described: Iterable[Described],
    place: Place,
    typed: Typed | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[FieldShown]:
    """The fields filled from a part, as typed into a form that was refused; empty ones without a part."""
    return [
        shown.as_typed(typed, errors or {})
        for field in described
        for shown in _shown(field, getattr(part, field.name, None), place)
    ]


def values_sent(
    part: DocumentPart | None, described: Iterable[Described], form: Sent, language: str
) -> dict[str, object]:
    """What a form says of a part, JSON-like and unjudged, for the fields that are in the form."""
    found: dict[str, object] = {}
    for field in described:
        name = field.input_name
        if field.kind == "shuffle":
            if form.get(f"{name}.order") is not None:
                found[field.name] = _shuffle_sent(form, name)
        elif field.kind == "refusals":
            if form.get(f"{name}.{REFUSALS[0][0]}") is not None:
                chosen = [code for code, _words in REFUSALS if _said(form, f"{name}.{code}") == "on"]
                found[field.name] = chosen
        elif form.get(name) is not None:
            found[field.name] = _value(field, _said(form, name), getattr(part, field.name, None), language)
    return found


def _said(form: Sent, name: str) -> str:
    return str(form.get(name, "")).replace("\r\n", "\n").strip()


def _value(field: Described, typed: str, present: Any, language: str) -> object:
    if field.kind == "switch":
        return typed == "on"
    if field.kind in _LOCALISED:
        return {**(present or {}), language: typed}
    if field.kind in _NUMBERS:
        return _number(typed, _NUMBERS[field.kind])
    if field.kind == "select":
        return typed or None
    return typed


def _number(typed: str, decimals: int) -> object:
    """The number, or what was typed, which the model then refuses in words."""
    try:
        return number_answer(typed, decimals=decimals)
    except AnswerInvalid:
        return typed


def _shuffle_sent(form: Sent, name: str) -> dict[str, object] | None:
    order = _said(form, f"{name}.order")
    if not order:
        return None
    show = _number(_said(form, f"{name}.show"), 0)
    return {"order": order, "show": show, "evenly": _said(form, f"{name}.evenly") == "on"}


def _shown(field: Described, value: Any, place: Place) -> Iterator[FieldShown]:
    base = FieldShown(field.input_name, field.label, field.kind, "", field.help, field.options)
    if field.kind == "shuffle":
        yield from _shuffle_shown(field, value)
    elif field.kind == "refusals":
        for code, words in REFUSALS:
            yield FieldShown(f"{field.input_name}.{code}", words, "switch", code in (value or ()))
    elif field.kind in _LOCALISED:
        text: Mapping[str, str] = value or {}
        said = {tag: rich_source(words) if field.kind == "rich" else words for tag, words in text.items()}
        source = said.get(place.base_language, "") if place.language != place.base_language else ""
        yield replace(base, value=said.get(place.language, ""), is_localised=True, source=source)
    elif field.kind == "switch":
        yield replace(base, value=bool(value))
    elif field.kind in _NUMBERS:
        yield replace(base, value="" if value is None else number_words(value))
    else:
        yield replace(base, value=value or "")


def _shuffle_shown(field: Described, shuffle: Shuffle | None) -> Iterator[FieldShown]:
    name = field.input_name
    order = shuffle.order if shuffle else ""
    yield FieldShown(f"{name}.order", field.label, "select", order, field.help, _ORDERS)
    show = str(shuffle.show) if shuffle and shuffle.show else ""
    few = _("Of these show at most")
    yield FieldShown(f"{name}.show", few, "integer", show, _("Empty: all of them."))
    evenly = _("Each equally often across respondents")
    yield FieldShown(f"{name}.evenly", evenly, "switch", bool(shuffle and shuffle.evenly))
