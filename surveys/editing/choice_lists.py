"""Operations on the lists of choices that several questions of a survey offer."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from surveys.definition import Choice, Definition
from surveys.definition.documents import ChoiceList
from surveys.editing.parts import finished, made, remade, replaced, reworded, without
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id
from surveys.question_types.elements import MAXIMUM_CHOICES

SEPARATOR = " = "
_CODED = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_.-]{0,63})(?:\t|\s=(?:\s|$))(.*)", re.DOTALL)


def add_choice_list(
    definition: Definition, *, name: str, lines: str = "", list_id: str | None = None, ids: NewId = new_id
) -> Definition:
    """Add a list with a choice for each of ``lines``, worded in the base language, as ``set_choice_list``."""
    fresh = made(ChoiceList, {"id": list_id or ids("l"), "name": name})
    grown = remade(definition, {"choice_lists": (*definition.choice_lists, fresh)})
    return set_choice_list(
        grown, list_id=fresh.id, name=name, lines=lines, language=definition.base_language, ids=ids
    )


def set_choice_list(
    definition: Definition, *, list_id: str, name: str, lines: str, language: str, ids: NewId = new_id
) -> Definition:
    """Name a list and make its choices those of ``lines``, one on each: ``code = words``, or words alone.

    A code may also be followed by a tab, as spreadsheets give it. A choice with the code, or without a code
    with the words in ``language``, that the list has stays the same choice; what has no line is deleted.
    Raises ``EditRefused`` (``list_unknown``, ``duplicate_name``, ``duplicate_code``, ``too_many``).
    """
    known = _list_of(definition, list_id)
    if any(other.name == name and other.id != list_id for other in definition.choice_lists):
        message = _("Another list has the name “%(name)s”.") % {"name": name}
        raise EditRefused(message, "duplicate_name")
    choices = tuple(_choices(known.choices, lines, language, ids))
    changed = remade(known, {"name": name, "choices": choices})
    return finished(remade(definition, {"choice_lists": replaced(definition.choice_lists, changed)}))


def delete_choice_list(definition: Definition, *, list_id: str) -> Definition:
    """Delete a list. Raises ``EditRefused`` (``list_used``) while questions take choices from it."""
    _list_of(definition, list_id)
    if any(getattr(element.settings, "choice_list", None) == list_id for element in definition.elements):
        raise EditRefused(_("Questions take their choices from this list."), "list_used")
    return finished(remade(definition, {"choice_lists": without(definition.choice_lists, list_id)}))


def lines_of(known: ChoiceList, language: str) -> str:
    """The list as ``set_choice_list`` takes it."""
    return "\n".join(f"{choice.code}{SEPARATOR}{choice.label.get(language, '')}" for choice in known.choices)


def _list_of(definition: Definition, list_id: str) -> ChoiceList:
    for known in definition.choice_lists:
        if known.id == list_id:
            return known
    raise EditRefused(_("This list no longer exists."), "list_unknown")


def _choices(present: Sequence[Choice], lines: str, language: str, ids: NewId) -> Iterator[Choice]:
    parsed = [_code_and_words(line) for line in lines.splitlines() if line.strip()]
    if len(parsed) > MAXIMUM_CHOICES:
        message = _("A list can hold at most %(maximum)d choices.") % {"maximum": MAXIMUM_CHOICES}
        raise EditRefused(message, "too_many")
    by_code = {choice.code: choice for choice in present}
    by_words = {choice.label.get(language, ""): choice for choice in present}
    taken = {code for code, _words in parsed if code}
    for code, words in parsed:
        same = by_code.get(code) if code else by_words.get(words)
        if same is not None and (code or same.code not in taken):
            taken.add(same.code)
            yield remade(same, {"label": reworded(same.label, language, words)})
            continue
        new_code = code or _free(taken | by_code.keys())
        taken.add(new_code)
        yield made(Choice, {"id": ids("c"), "code": new_code, "label": {language: words}})


def _code_and_words(line: str) -> tuple[str, str]:
    coded = _CODED.fullmatch(line.strip(" \r"))
    return (coded[1], coded[2].strip()) if coded else ("", line.strip())


def _free(taken: set[str]) -> str:
    """The number that follows the highest one in use."""
    return str(1 + max((int(code) for code in taken if re.fullmatch("[0-9]{1,9}", code)), default=0))
