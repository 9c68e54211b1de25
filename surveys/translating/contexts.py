"""Where a text stands in a survey, in words for those who translate it."""

from collections.abc import Mapping
from functools import cached_property
from itertools import count, pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.changes.pieces import UNIT_LISTS, units_of
from surveys.definition import Definition, Element
from surveys.question_types import question_type
from surveys.question_types.elements import Words
from surveys.question_types.settings_fields import setting_fields
from surveys.translating.keys import SETTINGS, Text

_UNITS: Mapping[str, Words] = {
    "endings": gettext_lazy("Ending %(number)d"),
    "blocks": gettext_lazy("Block %(number)d"),
    "choice_lists": gettext_lazy("List %(number)d"),
    "quotas": gettext_lazy("Quota %(number)d"),
    "scores": gettext_lazy("Score %(number)d"),
}
_LISTED: Mapping[str, Words] = {
    "choices": gettext_lazy("Choice %(number)d"),
    "rows": gettext_lazy("Row %(number)d"),
    "columns": gettext_lazy("Column %(number)d"),
    "second_columns": gettext_lazy("Column %(number)d of the second scale"),
    "checks": gettext_lazy("Said when check %(number)d fails"),
    "variants": gettext_lazy("Other wording %(number)d"),
    "sections": gettext_lazy("Part %(number)d"),
    "bands": gettext_lazy("Band %(number)d"),
}
_FIELDS: Mapping[str, Words] = {
    "title": gettext_lazy("Title"),
    "description": gettext_lazy("Text"),
    "text": gettext_lazy("Text"),
    "hint": gettext_lazy("Hint"),
    "heading": gettext_lazy("Heading above it"),
    "url": gettext_lazy("Address to go to"),
    "answer": gettext_lazy("The right answer"),
    "if_right": gettext_lazy("Said of right answers"),
    "if_wrong": gettext_lazy("Said of wrong answers"),
    "next": gettext_lazy("Words of “Next”"),
    "back": gettext_lazy("Words of “Back”"),
    "submit": gettext_lazy("Words of “Send”"),
    "required": gettext_lazy("Said where a required answer is missing"),
    "closed": gettext_lazy("Said when the survey is closed"),
    "full": gettext_lazy("Said when it has as many answers as were asked for"),
    "paused": gettext_lazy("Said while it is paused"),
}
_TOLD_BY_THEIR_LIST = frozenset({"label", "message"})


class Contexts:
    """Says where the texts of a survey stand, in the active language."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition

    def unit(self, text: Text) -> str:
        """The page, question, … that a text is in: ``Question 3``."""
        if text.group == SETTINGS:
            return _("Buttons and notices")
        return self._numbered.get(text.unit) or _("Survey")

    def within(self, text: Text) -> str:
        """What it is there: ``Choice 2, Heading above it``."""
        steps = [str(step) for step in text.way]
        told = [
            str(_LISTED[name]) % {"number": int(number) + 1}
            for name, number in pairwise(steps)
            if number.isdecimal() and name in _LISTED
        ]
        if not told or text.field not in _TOLD_BY_THEIR_LIST:
            told.append(self._field(text))
        return ", ".join(told)

    def words(self, text: Text) -> str:
        """Both."""
        return f"{self.unit(text)} · {self.within(text)}"

    def kind(self, text: Text) -> str:
        """The type of the question that a text is in, ``""`` elsewhere."""
        unit = self._units.get(text.unit)
        return str(question_type(unit.type).label) if isinstance(unit, Element) else ""

    def _field(self, text: Text) -> str:
        unit = self._units.get(text.unit)
        if isinstance(unit, Element) and text.way[0] == "settings":
            labels = {each.name: each.label for each in setting_fields(question_type(unit.type))}
            if text.field in labels:
                return str(labels[text.field])
        return str(_FIELDS.get(text.field, text.field))

    @cached_property
    def _units(self) -> Mapping[str, object]:
        return units_of(self._definition)

    @cached_property
    def _numbered(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        questions = count(1)
        for number, page in enumerate(self._definition.pages, start=1):
            found[page.id] = _("Page %(number)d") % {"number": number}
            for element in page.elements:
                found[element.id] = _("Question %(number)d") % {"number": next(questions)}
        for name in UNIT_LISTS[1:]:
            for number, unit in enumerate(getattr(self._definition, name), start=1):
                found[unit.id] = str(_UNITS[name]) % {"number": number}
        return found
