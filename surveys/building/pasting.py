"""Pasted choices to look at before they are taken: how many there are, and what is odd about which."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from surveys.definition import Definition
from surveys.editing.choices import lists_of
from surveys.editing.parts import element_of
from surveys.editing.pasting import Oddity, PastedChoice, read_pasted
from surveys.editing.placeholders import written
from surveys.question_types.elements import Words

MOST_SHOWN = 20
_WORDS: dict[Oddity, Words] = {
    "repeated": _("is there already"),
    "code_taken": _("its code is taken: it gets another"),
    "code_unusable": _("its code can't be used (letters, digits, “_”, “-” and “.” can): it gets another"),
    "cells_left": _("further columns are left out"),
    "cleaned": _("markup is taken out"),
}


@dataclass(frozen=True, slots=True)
class OddLine:
    """A choice to be, with what is odd about it in words."""

    code: str
    label: str
    oddities: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class PasteShown:
    """What pasting would do: ``count`` choices in all, ``fresh`` without those that are there already.

    ``lines`` are the odd ones, of many the first; ``more`` is how many are odd beside them.
    """

    list_name: str
    pasted: str
    count: int
    fresh: int
    lines: tuple[OddLine, ...]
    more: int


def paste_shown(
    definition: Definition, *, question_id: str, list_name: str, pasted: str
) -> PasteShown | None:
    """What there is to look at; ``None`` where nothing is odd, or nothing can be pasted there.

    Raises ``EditRefused`` (``question_unknown``).
    """
    items = lists_of(element_of(definition, question_id)).get(list_name, ())
    choices = read_pasted(pasted, written(items, definition.base_language), definition.base_language)
    odd = [choice for choice in choices if choice.oddities]
    if not odd:
        return None
    return PasteShown(
        list_name=list_name,
        pasted=pasted,
        count=len(choices),
        fresh=sum("repeated" not in choice.oddities for choice in choices),
        lines=_told(odd[:MOST_SHOWN]),
        more=max(len(odd) - MOST_SHOWN, 0),
    )


def _told(odd: Sequence[PastedChoice]) -> tuple[OddLine, ...]:
    return tuple(
        OddLine(choice.code, choice.label, tuple(_WORDS[oddity] for oddity in choice.oddities))
        for choice in odd
    )
