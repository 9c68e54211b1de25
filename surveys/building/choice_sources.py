"""Where a question's choices come from, as one field of the builder."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys import editing
from surveys.building.fields import FieldShown
from surveys.building.places import Place
from surveys.definition import Definition, Element
from surveys.question_types.choices import ChoiceListSettings
from surveys.question_types.elements import Words
from surveys.texts import localised

FIELD = "source"
_LONGEST = 40
_WHICH: dict[str, Words] = {
    "chosen": gettext_lazy("Chosen in “%(question)s”"),
    "not_chosen": gettext_lazy("Not chosen in “%(question)s”"),
    "shown": gettext_lazy("Shown in “%(question)s”"),
}


def source_field(definition: Definition, element: Element[Any], place: Place) -> FieldShown | None:
    """The field; ``None`` for a question without choices."""
    if not isinstance(element.settings, ChoiceListSettings):
        return None
    sources = _sources(definition, element, place)
    return FieldShown(
        name=FIELD,
        label=_("More choices from"),
        kind="select",
        value=source_value(element),
        help=_("They stand before the question's own."),
        options=(("", _("Nowhere else")), *sources),
    )


def source_value(element: Element[Any]) -> str:
    """What the field says of a question: ``list:<id>``, ``<which>:<question>`` or ``""``."""
    settings = element.settings
    if not isinstance(settings, ChoiceListSettings):
        return ""
    if settings.carried is not None:
        return f"{settings.carried.which}:{settings.carried.question}"
    return f"list:{settings.choice_list}" if settings.choice_list else ""


def source_operation(question_id: str, value: str) -> "partial[Definition]":
    """The operation that makes a question's choices come from what the field says."""
    which, _colon, identity = value.partition(":")
    if not value:
        return partial(editing.set_choice_source, question_id=question_id)
    if which == "list":
        return partial(editing.set_choice_source, question_id=question_id, choice_list=identity)
    carried: dict[str, object] = {"question": identity, "which": which}
    return partial(editing.set_choice_source, question_id=question_id, carried=carried)


def _sources(definition: Definition, element: Element[Any], place: Place) -> Iterator[tuple[str, Words]]:
    for known in definition.choice_lists:
        yield f"list:{known.id}", _("List “%(name)s”") % {"name": known.name}
    for earlier in definition.elements:
        if earlier.id == element.id:
            return
        if isinstance(earlier.settings, ChoiceListSettings):
            text = localised(earlier.text, place.language, place.base_language) or earlier.name
            question = {"question": Truncator(text).chars(_LONGEST)}
            for which, words in _WHICH.items():
                yield f"{which}:{earlier.id}", str(words) % question
