"""What can be said of one choice beside its label and code, as the builder offers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from surveys import editing
from surveys.assets import asset_url
from surveys.building.fields import FieldShown, Typed, item_marks
from surveys.building.logic_panel import RulesShown, choice_condition
from surveys.building.places import Place
from surveys.building.saving import Change, Form, applied
from surveys.building.subjects import Subjects
from surveys.definition import Definition, Element
from surveys.editing.parts import element_of
from surveys.editing.standing import stays_last
from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type
from surveys.question_types.elements import Words
from surveys.question_types.matrix_side_by_side import COLUMN_INPUTS
from surveys.question_types.numbers import number_answer, number_words
from surveys.texts import localised

_NUMBERS = {"number": 4, "integer": 0}
"""How many decimals the fields of numbers take."""
_DETAILS: dict[str, tuple[str, Words, Words]] = {
    "other": ("switch", _("Asks for a text"), _("For “Other, namely …”.")),
    "exclusive": ("switch", _("Can't be chosen with others"), _("For “None of these”.")),
    "selects_all": ("switch", _("Stands for all the others"), _("For “All of these”.")),
    "pinned": ("switch", _("Keeps its place"), _("Where the rest is shuffled.")),
    "score": ("number", _("Score"), ""),
    "heading": ("line", _("Heading above it"), _("Begins a group that lasts to the next heading.")),
    "input": ("select", _("Kind of answer"), ""),
    "minimum": ("number", _("Smallest number"), ""),
    "maximum": ("number", _("Largest number"), ""),
    "decimals": ("integer", _("Decimals"), ""),
    "maximum_length": ("integer", _("Characters at most"), ""),
}
_OPTIONS: dict[str, tuple[tuple[str, Words], ...]] = {"input": COLUMN_INPUTS}


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """A choice whose details are being edited; ``image`` is its picture's address, ``""`` for none.

    ``condition`` is when it is shown, ``None`` where that can't depend on anything.
    """

    id: str
    label: str
    fields: tuple[FieldShown, ...]
    takes_picture: bool
    image: str
    stays_last: bool
    marks: tuple[Words, ...]
    condition: RulesShown | None = None


def choice_shown(
    element: Element[Any],
    place: Place,
    typed: Typed | None,
    errors: Mapping[str, str],
    subjects: Subjects,
) -> ChoiceShown | None:
    """The choice that the place names, with its details; ``None`` where there is none."""
    found = _found(element, place.choice_id)
    if found is None:
        return None
    item, names = found
    fields = (_field(name, item, place) for name in names if name in _DETAILS)
    return ChoiceShown(
        id=item.id,
        label=localised(item.label, place.language, place.base_language) or item.code,
        fields=tuple(field.as_typed(typed, errors) for field in fields),
        takes_picture="image" in names,
        image=asset_url(item.image) if getattr(item, "image", None) else "",
        stays_last=stays_last(item),
        marks=item_marks(item),
        condition=choice_condition(element, item, subjects) if "visible_if" in names else None,
    )


def save_choice(
    definition: Definition, *, question_id: str, choice_id: str, form: Form, language: str
) -> Definition:
    """The draft with what a form says about a choice; what isn't in the form stays as it is.

    Raises ``FieldsRefused``, and ``EditRefused`` (``question_unknown``, ``choice_unknown``).
    """
    element = element_of(definition, question_id)
    found = _found(element, choice_id)
    names = found[1] if found else ()
    operations = [
        Change(
            _input(name),
            partial(
                editing.change_choice,
                question_id=question_id,
                choice_id=choice_id,
                changes={name: _read(name, str(form.get(_input(name))), getattr(found[0], name), language)},
            ),
        )
        for name in names
        if found and name in _DETAILS and _input(name) in form
    ]
    where = {"question_id": question_id, "choice_id": choice_id}
    known = Change("choice", partial(editing.change_choice, **where, changes={}))  # type: ignore[arg-type]
    return applied(known.operation(definition), iter(operations))


def _input(name: str) -> str:
    """The name of a detail's field in forms."""
    return f"choice.{name}"


def _found(element: Element[Any], choice_id: str) -> tuple[Any, tuple[str, ...]] | None:
    """The choice and the names of the details that can be set of it."""
    for list_name, names in question_type(element.type).item_fields.items():
        for item in getattr(element.settings, list_name, ()):
            if item.id == choice_id:
                return item, names
    return None


def _field(name: str, item: Any, place: Place) -> FieldShown:
    kind, label, help_text = _DETAILS[name]
    value = getattr(item, name)
    source = ""
    if kind == "line":
        translating = place.language != place.base_language
        source = value.get(place.base_language, "") if translating else ""
        value = value.get(place.language, "")
    elif kind in _NUMBERS:
        value = "" if value is None else number_words(value)
    return FieldShown(
        name=_input(name),
        label=label,
        kind=kind,
        value=value,
        help=help_text,
        options=_OPTIONS.get(name, ()),
        is_localised=kind == "line",
        source=source,
    )


def _read(name: str, typed: str, present: Any, language: str) -> object:
    kind = _DETAILS[name][0]
    if kind == "switch":
        return typed == "on"
    if kind == "line":
        return {**present, language: typed}
    if kind not in _NUMBERS:
        return typed
    try:
        return number_answer(typed, decimals=_NUMBERS[kind])
    except AnswerInvalid:
        return typed
