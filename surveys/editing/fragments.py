"""Questions taken out of a survey to be kept, and put into another one with identities of their own."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition import Definition, Element, Page, SurveySettings, rebuilt
from surveys.definition.documents import ChoiceList
from surveys.definition.walking import text_fields
from surveys.editing.following import followed
from surveys.editing.groups import unit_at
from surveys.editing.naming import copied_name
from surveys.editing.parts import finished, inserted, page_of, remade, replaced, with_fresh_ids
from surveys.editing.uses import Use, removed, uses_of
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id
from surveys.question_types.elements import DocumentPart
from surveys.texts import localised

_SCORE = "score("
_CONDITIONS = ("visible_if", "required_if", "default")
_LISTED = {"checks": "valid_if", "variants": "visible_if"}


def fragment_of(definition: Definition, *, question_ids: Collection[str]) -> tuple[Definition, list[Use]]:
    """A definition of one page of nothing but these questions, and what of them went because it names others.

    A repeat group brings what it repeats, a list of choices comes along. Where the questions are all of a
    page, its title and text come too. Raises ``EditRefused`` (``question_unknown``) where there are none.
    """
    pages = [(page, taken) for page in definition.pages if (taken := _taken(page, question_ids))]
    if not pages:
        raise EditRefused(_("Choose at least one question."), "question_unknown")
    first, elements = pages[0][0], [part for _page, taken in pages for part in taken]
    is_whole = len(pages) == 1 and len(elements) == len(first.elements)
    kept = first if is_whole else Page(id=first.id)
    parts = tuple(_without_scores(part) for part in elements)
    alone = kept.model_copy(update={"elements": parts, "jumps": (), "block": None})
    rest = _bare(definition, alone)
    gone = _identities(definition) - _identities(rest)
    return removed(definition, rest, clearing=True), uses_of(definition, rest, gone)


def insert_fragment(
    definition: Definition,
    *,
    fragment: Definition,
    page_id: str,
    position: int | None = None,
    as_page: bool = False,
) -> Definition:
    """The definition with a fragment's questions at ``position`` of a page, or as a page of its own after it.

    The fragment has ids of its own already (``renewed``). Names that are taken get a number, and conditions
    follow. Texts are there in the languages that both have; what lacks the base language is there in the
    fragment's. Raises ``EditRefused``.
    """
    page = page_of(definition, page_id)
    fresh = _without_known_lists(_named_free(_spoken(fragment, definition), definition), definition)
    lists = (*definition.choice_lists, *fresh.choice_lists)
    added = fresh.pages[0]
    if as_page:
        pages = inserted(definition.pages, added, definition.pages.index(page) + 1)
    else:
        pages = replaced(definition.pages, _with_elements(page, added.elements, position))
    return finished(remade(definition, {"pages": pages, "choice_lists": lists}))


def renewed(fragment: Definition, ids: NewId = new_id) -> Definition:
    """The fragment with ids that no survey has yet."""
    return with_fresh_ids(fragment, ids)


def _taken(page: Page, wanted: Collection[str]) -> list[Element[Any]]:
    every = [part for part in page.elements if part.id in wanted]
    inside = {each.id for part in every for each in unit_at(page.elements, part.id)}
    taken = [part for part in page.elements if part.id in inside]
    return [part if part.in_group in inside else remade(part, {"in_group": None}) for part in taken]


def _bare(definition: Definition, page: Page) -> Definition:
    lists = {getattr(element.settings, "choice_list", None) for element in page.elements}
    return definition.model_copy(
        update={
            "pages": (page,),
            "endings": (),
            "blocks": (),
            "quotas": (),
            "scores": (),
            "choice_lists": tuple(each for each in definition.choice_lists if each.id in lists),
            "settings": SurveySettings(),
        }
    )


def _identities(definition: Definition) -> set[str]:
    pages = [identity for page in definition.pages for identity in (page.id, *(e.id for e in page.elements))]
    return {*pages, *(ending.id for ending in definition.endings)}


def _without_scores(element: Element[Any]) -> Element[Any]:
    """The element without conditions that ask for scores, which don't come along."""
    changes: dict[str, object] = {
        name: "" for name in _CONDITIONS if _SCORE in (getattr(element, name) or "")
    }
    for listed, condition in _LISTED.items():
        rules = getattr(element, listed)
        changes[listed] = tuple(rule for rule in rules if _SCORE not in getattr(rule, condition))
    if element.quiz and _SCORE in element.quiz.right_if:
        changes["quiz"] = None
    return remade(element, changes)


def _spoken(fragment: Definition, target: Definition) -> Definition:
    """The fragment in the languages of ``target``; the base language says what the fragment's own does where
    it has no words."""
    base = target.base_language

    def translate(part: DocumentPart) -> dict[str, object]:
        return {name: _in_languages(getattr(part, name), fragment, target) for name in text_fields(part)}

    said = rebuilt(fragment, translate)
    title = said.title or {base: localised(fragment.title, base, fragment.base_language)}
    return said.model_copy(update={"languages": target.languages, "title": title})


def _in_languages(text: dict[str, str], fragment: Definition, target: Definition) -> dict[str, str]:
    if not text:
        return text
    kept = {language: text[language] for language in target.languages if language in text}
    base = target.base_language
    return kept if base in kept else {base: localised(text, base, fragment.base_language)} | kept


def _named_free(fragment: Definition, target: Definition) -> Definition:
    """The fragment with names that ``target`` doesn't have yet, and everything in it following."""
    taken = {element.name for element in target.elements}
    own = {element.name for element in fragment.elements}
    page = fragment.pages[0]
    named = []
    for element in page.elements:
        name = element.name
        if name in taken:
            name = copied_name(name, taken=taken | own)
        taken.add(name)
        named.append(remade(element, {"name": name}))
    renamed = remade(fragment, {"pages": (remade(page, {"elements": tuple(named)}),)})
    return followed(fragment, renamed)


def _without_known_lists(fragment: Definition, target: Definition) -> Definition:
    """The fragment with the lists of ``target`` in place of its own where they are the same, and with free
    names for all others."""
    same = {
        own.id: known.id
        for own in fragment.choice_lists
        for known in target.choice_lists
        if own.name == known.name and _offers(own) == _offers(known)
    }
    taken = {known.name for known in target.choice_lists}
    others: list[ChoiceList] = []
    for own in (each for each in fragment.choice_lists if each.id not in same):
        name = copied_name(own.name, taken=taken) if own.name in taken else own.name
        taken.add(name)
        others.append(remade(own, {"name": name}))

    def follow(part: DocumentPart) -> dict[str, object]:
        listed = getattr(part, "choice_list", None)
        return {"choice_list": same[listed]} if listed in same else {}

    return rebuilt(fragment, follow).model_copy(update={"choice_lists": tuple(others)})


def _offers(listed: ChoiceList) -> list[str]:
    return [choice.code for choice in listed.choices]


def _with_elements(page: Page, added: tuple[Element[Any], ...], position: int | None) -> Page:
    """The page with elements at a position, behind a repeat group that it lies in."""
    place = len(page.elements) if position is None else min(max(position, 0), len(page.elements))
    while place < len(page.elements) and page.elements[place].in_group is not None:
        place += 1
    return remade(page, {"elements": (*page.elements[:place], *added, *page.elements[place:])})
