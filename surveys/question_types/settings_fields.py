"""The settings of a type as form fields: derived from its settings model, read back from a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import NoneType
from typing import Any, Literal, TypeAliasType, get_args, get_origin

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from surveys.exceptions import AnswerInvalid
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element, Panel, SettingKind, Words
from surveys.question_types.numbers import number_answer
from surveys.question_types.registry import question_type
from surveys.question_types.shapes import FormData
from surveys.texts import PlainText, RichText, rich_source

_DECIMALS = 6
_TEXT_KINDS = frozenset({"line", "text", "rich"})
_LIST_KINDS = frozenset({"choices", "rows", "columns"})
_FILE_KINDS = frozenset({"image", "areas", "table", "filters"})


@dataclass(frozen=True, slots=True)
class SettingField:
    """A setting as the builder offers it. ``input_name`` is its name in forms.

    ``options`` are a select's values with their words, ``minimum`` and ``maximum`` the limits of a number,
    ``is_optional`` says that it may be left empty. Lists (``is_list``) have operations of their own.
    """

    name: str
    kind: SettingKind
    label: Words
    help: Words
    options: tuple[tuple[str, Words], ...]
    minimum: float | None
    maximum: float | None
    is_optional: bool

    @property
    def input_name(self) -> str:
        """The field's name in forms."""
        return f"settings.{self.name}"

    @property
    def is_localised(self) -> bool:
        """Whether it has words for each language."""
        return self.kind in _TEXT_KINDS

    @property
    def is_typed(self) -> bool:
        """Whether it is a field among others; lists, pictures and tables have forms of their own."""
        return self.kind not in _LIST_KINDS | _FILE_KINDS

    @property
    def is_list(self) -> bool:
        """Whether it is a list of choices, rows or columns."""
        return self.kind in _LIST_KINDS


@lru_cache(maxsize=256)
def setting_fields(kind: QuestionType[Any]) -> tuple[SettingField, ...]:
    """The settings that the builder offers for a type, in the order of its settings model."""
    fields = kind.settings_model.model_fields.items()
    return tuple(
        _field(name, info, panel)
        for name, info in fields
        for panel in info.metadata
        if isinstance(panel, Panel)
    )


def settings_of_kind(element: Element[Any], kind: SettingKind) -> tuple[str, ...]:
    """The names of the settings that the builder offers as fields of this kind."""
    return tuple(field.name for field in setting_fields(question_type(element.type)) if field.kind == kind)


def shown_setting(field: SettingField, element: Element[Any], language: str) -> str | bool:
    """What the field shows: words in ``language`` itself (no fallback), a boolean for a switch."""
    value = getattr(element.settings, field.name)
    if isinstance(value, bool):
        return value
    if field.kind == "rich":
        return rich_source(value.get(language, ""))
    if field.is_localised:
        return str(value.get(language, ""))
    return "" if value is None else str(value)


def read_settings(
    kind: QuestionType[Any], element: Element[Any], form: FormData, language: str
) -> dict[str, object]:
    """The settings that a form holds, JSON-like and unjudged, for ``surveys.editing.change_settings``.

    A setting whose field isn't in the form is left out; a switch sends ``off`` and then, if on, ``on``.
    """
    found: dict[str, object] = {}
    for field in setting_fields(kind):
        values = form.getlist(field.input_name)
        if values and field.is_typed:
            found[field.name] = _read(field, values[-1], getattr(element.settings, field.name), language)
    return found


def _read(field: SettingField, typed: str, present: object, language: str) -> object:
    if field.kind == "switch":
        return typed == "on"
    if field.is_localised and isinstance(present, Mapping):
        return {**present, language: typed}
    if typed.strip() == "" and field.is_optional:
        return None
    if field.kind in ("integer", "number"):
        return _number(typed, decimals=0 if field.kind == "integer" else _DECIMALS)
    if field.kind == "select" and isinstance(present, int):
        return _number(typed, decimals=0)
    return typed


def _number(typed: str, *, decimals: int) -> object:
    """The number typed, or what was typed, which the settings model then refuses in words."""
    try:
        return number_answer(typed, decimals=decimals)
    except AnswerInvalid:
        return typed


def _field(name: str, info: FieldInfo, panel: Panel) -> SettingField:
    lower = [item.ge for item in info.metadata if isinstance(item, Ge)]
    upper = [item.le for item in info.metadata if isinstance(item, Le)]
    return SettingField(
        name=name,
        kind=panel.kind or _kind(info.annotation),
        label=panel.label,
        help=panel.help,
        options=panel.options,
        minimum=lower[0] if lower else None,  # type: ignore[arg-type]
        maximum=upper[0] if upper else None,  # type: ignore[arg-type]
        is_optional=NoneType in get_args(info.annotation),
    )


def _kind(annotation: object) -> SettingKind:
    known: dict[object, SettingKind] = {
        bool: "switch",
        int: "integer",
        PlainText: "line",
        RichText: "rich",
    }
    if annotation in known:
        return known[annotation]
    value = annotation.__value__ if isinstance(annotation, TypeAliasType) else annotation
    if get_origin(value) is Literal:
        return "select"
    raise TypeError(f"say in the setting's Panel what kind of field {annotation!r} is")
