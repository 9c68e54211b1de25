"""What is different between two definitions of a survey, in words; pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.changes.orders import longest_rising
from surveys.comparing_logic import Difference, Kind, logic_differences
from surveys.definition import Definition, Element
from surveys.languages import language_name
from surveys.question_types import question_type
from surveys.texts import localised

type Texts = tuple[Mapping[str, str], ...]

_MOST_NAMED = 5
_LISTS = ("choices", "rows", "columns", "second_columns")


def differences(before: Definition, after: Definition) -> list[Difference]:
    """Everything that respondents will find different, in the order of ``after``; removals come last."""
    return [
        *_survey(before, after),
        *_pages(before, after),
        *_questions(before, after),
        *logic_differences(before, after),
    ]


def _survey(before: Definition, after: Definition) -> Iterator[Difference]:
    name = localised(after.title, after.base_language)
    if before.title != after.title:
        words = _reworded((before.title,), (after.title,), after.base_language)
        yield Difference("reworded", name, words or _("The title was reworded."))
    for language in after.languages:
        if language not in before.languages:
            yield Difference("added", _named(language), _("This language was added."))
    for language in before.languages:
        if language not in after.languages:
            yield Difference("removed", _named(language), _("This language was removed."))
    if before.settings != after.settings:
        yield Difference("changed", name, _("The settings of the survey have changed."))


def _pages(before: Definition, after: Definition) -> Iterator[Difference]:
    old = {page.id: page for page in before.pages}
    new = {page.id for page in after.pages}
    stayed = [page.id for page in before.pages if page.id in new]
    for number, page in enumerate(after.pages, start=1):
        subject = localised(page.title, after.base_language) or _("Page %(number)d") % {"number": number}
        was = old.get(page.id)
        if was is None:
            yield Difference("added", subject, _("This page was added."), page.id)
        elif (was.title, was.description) != (page.title, page.description):
            pairs = (was.title, was.description), (page.title, page.description)
            words = _reworded(*pairs, after.base_language) or _("The words of this page have changed.")
            yield Difference("reworded", subject, words, page.id)
    if [page.id for page in after.pages if page.id in old] != stayed:
        title = localised(after.title, after.base_language)
        yield Difference("moved", title, _("The pages are in another order."))
    for number, page in enumerate(before.pages, start=1):
        if page.id not in new:
            subject = localised(page.title, before.base_language) or _("Page %(number)d") % {"number": number}
            yield Difference("removed", subject, _("This page was removed."))


def _questions(before: Definition, after: Definition) -> Iterator[Difference]:
    old, new = _placed(before), _placed(after)
    moved = _moved(before, after)
    for identity, (element, page) in new.items():
        subject = localised(element.text, after.base_language) or element.name
        if identity not in old:
            yield Difference("added", subject, _("This question was added."), identity)
            continue
        was, was_on = old[identity]
        for kind, words in _of_question(was, element, after.base_language):
            yield Difference(kind, subject, words, identity)
        if page != was_on or identity in moved:
            yield Difference("moved", subject, _("This question was moved."), identity)
    for identity, (element, _page) in old.items():
        if identity not in new:
            subject = localised(element.text, before.base_language) or element.name
            words = _("This question was removed. Answers given to it stay in the results.")
            yield Difference("removed", subject, words, identity)


def _of_question(was: Element[Any], now: Element[Any], language: str) -> Iterator[tuple[Kind, str]]:
    if was.type != now.type:
        label = question_type(now.type).label
        yield "retyped", _("This question is now of the type “%(type)s”.") % {"type": label}
    if (was.text, was.hint) != (now.text, now.hint):
        words = _reworded((was.text, was.hint), (now.text, now.hint), language)
        yield "reworded", words or _("The words of this question have changed.")
    if was.required != now.required:
        yield "changed", _("An answer is now required.") if now.required else _("It may now be skipped.")
    if was.name != now.name:
        names = {"before": was.name, "after": now.name}
        yield "changed", _("Its name in exports is now “%(after)s”, not “%(before)s”.") % names
    if was.type == now.type and was.settings != now.settings:
        yield from _of_settings(was, now, language)


def _reworded(was: Texts, now: Texts, base: str) -> str:
    """What to say where translations alone have changed; ``""`` where the base language has too."""
    pairs = list(zip(was, now, strict=True))
    changed = {tag for one, other in pairs for tag in {*one, *other} if one.get(tag) != other.get(tag)}
    if base in changed:
        return ""
    names = ", ".join(sorted(map(_named, changed)))
    return _("Its translation has changed: %(languages)s.") % {"languages": names}


def _named(language: str) -> str:
    return language_name(language, in_language=(get_language() or "en").partition("-")[0])


def _of_settings(was: Element[Any], now: Element[Any], language: str) -> Iterator[tuple[Kind, str]]:
    for name in _LISTS:
        old = {item.id: item for item in getattr(was.settings, name, ())}
        new = {item.id: item for item in getattr(now.settings, name, ())}
        yield from _of_list(old, new, language)
    if _beside_lists(was) != _beside_lists(now):
        yield "changed", _("Its settings have changed.")


def _of_list(old: Mapping[str, Any], new: Mapping[str, Any], language: str) -> Iterator[tuple[Kind, str]]:
    if added := [item for identity, item in new.items() if identity not in old]:
        yield "changed", _("Choices were added: %(choices)s.") % {"choices": _called(added, language)}
    if removed := [item for identity, item in old.items() if identity not in new]:
        yield "changed", _("Choices were removed: %(choices)s.") % {"choices": _called(removed, language)}
    stayed = [identity for identity in new if identity in old]
    if any(old[identity] != new[identity] for identity in stayed):
        yield "reworded", _("Choices were reworded or coded anew.")
    if stayed != [identity for identity in old if identity in new]:
        yield "moved", _("Choices are in another order.")


def _called(items: list[Any], language: str) -> str:
    """Choices as a sentence lists them; of many the first few."""
    words = [localised(item.label, language) or item.code for item in items[:_MOST_NAMED]]
    return ", ".join(f"“{word}”" for word in words) + (" …" if len(items) > _MOST_NAMED else "")


def _beside_lists(element: Element[Any]) -> dict[str, object]:
    settings: dict[str, object] = element.settings.model_dump(exclude=set(_LISTS))
    return settings


def _placed(definition: Definition) -> dict[str, tuple[Element[Any], str]]:
    return {element.id: (element, page.id) for page in definition.pages for element in page.elements}


def _moved(before: Definition, after: Definition) -> set[str]:
    """Questions that stand elsewhere among those that stayed: as few as explain the new order."""
    old = [element.id for element in before.elements]
    rank = {identity: place for place, identity in enumerate(old)}
    stayed = [element.id for element in after.elements if element.id in rank]
    return set(stayed) - longest_rising(stayed, rank)
