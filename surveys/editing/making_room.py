"""Before two people's edits are put together: what both called the same by chance gets names of its own."""

from collections.abc import Iterator
from typing import Any

from surveys.definition import Definition, Element
from surveys.editing.choices import free_code, lists_of, set_choice_code
from surveys.editing.naming import copied_name, is_unnamed, name_from
from surveys.editing.questions import rename_question
from surveys.exceptions import EditRefused
from surveys.texts import localised


def with_room(base: Definition, mine: Definition, theirs: Definition) -> Definition:
    """``mine`` so that it fits beside ``theirs``, both made of ``base``.

    New questions and choices take names and codes that are free in both, and what they renamed is called so
    in my conditions, too. A name that somebody chose is left as it is.
    """
    for question, name in _crowded(base, mine, theirs):
        mine = rename_question(mine, question_id=question, name=name)
    for question, choice in _crowded_choices(base, mine, theirs):
        mine = _recoded(mine, theirs, question, choice)
    return _following(base, mine, theirs)


def _crowded(base: Definition, mine: Definition, theirs: Definition) -> Iterator[tuple[str, str]]:
    """My questions whose name was given by itself and is taken by another of theirs, with a free one."""
    known, taken = _names(base), {name: identity for identity, name in _names(theirs).items()}
    names = {*_names(mine).values(), *taken}
    for identity, name in _names(mine).items():
        was = known.get(identity, "")
        by_itself = identity not in known or (was != name and is_unnamed(was))
        if by_itself and taken.get(name, identity) != identity:
            free = copied_name(name, taken=names)
            names.add(free)
            yield identity, free


def _crowded_choices(base: Definition, mine: Definition, theirs: Definition) -> Iterator[tuple[str, str]]:
    """My new choices whose code is taken by another of theirs, each with its question."""
    old, other = _by_id(base), _by_id(theirs)
    for identity, element in _by_id(mine).items():
        if identity not in other or element is old.get(identity):
            continue
        theirs_by_list = lists_of(other[identity])
        before = {item.id for items in lists_of(old.get(identity, element)).values() for item in items}
        for name, items in lists_of(element).items():
            taken = {item.code: item.id for item in theirs_by_list.get(name, ())}
            for item in items:
                if item.id not in before and taken.get(item.code, item.id) != item.id:
                    yield identity, item.id


def _recoded(mine: Definition, theirs: Definition, question: str, choice: str) -> Definition:
    element, other = _by_id(mine)[question], _by_id(theirs)[question]
    lists = lists_of(element)
    name = next(name for name, items in lists.items() if any(item.id == choice for item in items))
    code = free_code([*lists[name], *lists_of(other).get(name, ())])
    return set_choice_code(mine, question_id=question, choice_id=choice, code=code)


def _following(base: Definition, mine: Definition, theirs: Definition) -> Definition:
    """``mine`` with what they renamed called as they call it, as far as the names are free.

    A name that followed my words by itself gives way to theirs.
    """
    names, new = _names(mine), _names(theirs)
    for identity, was in _names(base).items():
        is_free = names.get(identity) == was or (is_unnamed(was) and _follows_text(mine, identity))
        if is_free and new.get(identity, was) != was:
            try:
                mine = rename_question(mine, question_id=identity, name=new[identity])
            except EditRefused:
                continue
    return mine


def _follows_text(definition: Definition, identity: str) -> bool:
    """Whether the question's name is what its text makes of it."""
    element = _by_id(definition).get(identity)
    if element is None:
        return False
    return element.name.startswith(name_from(localised(element.text, definition.base_language)))


def _names(definition: Definition) -> dict[str, str]:
    return {element.id: element.name for element in definition.elements}


def _by_id(definition: Definition) -> dict[str, Element[Any]]:
    return {element.id: element for element in definition.elements}
