"""Pages as respondents get them: what is on each, and how the survey's mode cuts or joins them."""

from collections.abc import Iterator, Sequence

from surveys.compiled import CompiledElement, CompiledPage, ElementLogic, units_of
from surveys.definition import Page
from surveys.expressions import Expression, Template

WHOLE = "whole"
"""The id of the page that a survey all on one page has."""


def in_mode(pages: Sequence[CompiledPage], mode: str) -> Iterator[CompiledPage]:
    """The pages as the survey's mode makes them of the pages of the document."""
    for page in pages:
        if mode != "questions":
            yield page
            continue
        groups = list(_one_by_one(page.elements))
        for number, group in enumerate(groups):
            identity = page.id if number == 0 else f"{page.id}-{group[0].id}"
            made = with_elements(page, group, identity)
            yield made if number == len(groups) - 1 else _without_jumps(made)


def whole_page(pages: Sequence[CompiledPage], *, is_dependent: bool) -> CompiledPage | None:
    """All pages as one."""
    if not pages:
        return None
    elements = tuple(part for page in pages for part in page.elements)
    page = Page(id=pages[0].id)
    return CompiledPage(
        index=0,
        id=WHOLE,
        page=page,
        elements=elements,
        is_dependent=is_dependent,
        is_lively=is_dependent,
        units=units_of(elements),
    )


def with_elements(page: CompiledPage, elements: tuple[CompiledElement, ...], identity: str) -> CompiledPage:
    """The page with these elements, and all that follows from them."""
    return CompiledPage(
        index=page.index,
        id=identity,
        page=page.page,
        elements=elements,
        visible_if=page.visible_if,
        jumps=page.jumps,
        texts=page.texts,
        is_dependent=_is_dependent(elements),
        is_lively=_is_page_lively(page.page, elements),
        units=units_of(elements),
    )


def _one_by_one(elements: Sequence[CompiledElement]) -> Iterator[tuple[CompiledElement, ...]]:
    """The elements in groups of one question each, with what stands before it to be read."""
    group: list[CompiledElement] = []
    asked = False
    for unit in units_of(elements):
        if asked:
            yield tuple(group)
            group, asked = [], False
        group.extend(unit)
        asked = any(part.is_asked for part in unit)
    if group or not elements:
        yield tuple(group)


def _without_jumps(page: CompiledPage) -> CompiledPage:
    return CompiledPage(
        index=page.index,
        id=page.id,
        page=page.page,
        elements=page.elements,
        visible_if=page.visible_if,
        texts=page.texts,
        is_dependent=page.is_dependent,
        is_lively=page.is_lively,
        units=page.units,
    )


def _is_page_lively(page: Page, elements: Sequence[CompiledElement]) -> bool:
    return page.shuffle is not None or any(
        part.logic.visible_if or not part.logic.is_static or part.type.is_group for part in elements
    )


def _is_dependent(elements: Sequence[CompiledElement]) -> bool:
    """Whether what is on a page depends on an answer given there."""
    earlier: set[str] = set()
    for part in elements:
        if earlier & (_names_read(part.logic) | {*part.logic.depends_on, part.logic.carried_from}):
            return True
        if earlier and _reads_a_score(part.logic):
            return True
        if part.is_question:
            earlier |= {part.name, part.id}
    return False


def _names_read(logic: ElementLogic) -> set[str]:
    return {name for each in _read(logic) for name in each.names}


def _reads_a_score(logic: ElementLogic) -> bool:
    """Whether a score counts in it, which any answer before may change."""
    return any("score" in each.functions for each in _read(logic))


def _read(logic: ElementLogic) -> list[Expression | Template]:
    """What of an element is worked out while its page is answered."""
    read = [
        logic.visible_if,
        logic.required_if,
        logic.computed,
        logic.default,
        *logic.variants,
        *logic.parts.values(),
        *logic.texts.by_wording.values(),
    ]
    return [each for each in read if each is not None]
