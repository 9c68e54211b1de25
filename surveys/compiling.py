"""Making a definition ready to run."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

from surveys.compiled import (
    CompiledBlock,
    CompiledCheck,
    CompiledElement,
    CompiledEnding,
    CompiledJump,
    CompiledPage,
    CompiledSurvey,
    ElementLogic,
    Templates,
)
from surveys.definition import Definition, Ending, Page, texts_of
from surveys.definition.logic import Scopes, fields_of, names_of
from surveys.definition.written import PIPE
from surveys.expressions import Expression, Template, compile_expression, compile_text, rows_from
from surveys.modes import in_mode, whole_page, with_elements
from surveys.offering import resolved, source_of
from surveys.question_types import Element, question_type
from surveys.question_types.elements import DocumentPart


def compile_definition(definition: Definition) -> CompiledSurvey:
    """Compile a valid definition; do it once per version and keep the result."""
    compiler = _Compiler(definition)
    pages = tuple(in_mode(compiler.pages(), definition.settings.mode or "pages"))
    endings = tuple(compiler.ending(ending) for ending in definition.endings)
    is_plain = compiler.is_plain(pages, endings)
    whole = whole_page(pages, is_dependent=not is_plain) if definition.settings.mode == "single" else None
    questions = [part for page in pages for part in page.elements if part.is_question]
    return CompiledSurvey(
        definition=definition,
        pages=pages,
        endings=endings,
        blocks={block.id: compiler.block(block) for block in definition.blocks},
        quotas={quota.id: compiler.condition(quota.condition, compiler.end) for quota in definition.quotas},
        page_by_id={page.id: page for page in (*pages, *((whole,) if whole else ()))},
        question_by_id={part.id: part for part in questions},
        question_by_name={part.name: part for part in questions},
        languages=definition.languages,
        names_used=frozenset(compiler.used),
        whole=whole,
        is_plain=is_plain and whole is None,
        is_shuffled=_is_shuffled(definition),
        takes_turns=_takes_turns(definition),
        fields_of=fields_of(definition),
        page_of={part.id: page.id for page in pages for part in page.elements},
        plain_elements={page.id: page.elements for page in pages},
        ending_ids=frozenset(ending.id for ending in definition.endings),
    )


class _Compiler:
    """Compiles the parts of one definition. ``before`` is how many elements come before a place."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.scopes = Scopes(definition)
        self.names = names_of(definition)
        self.elements = resolved(definition)
        self.end = len(self.elements)
        self.used: set[str] = set()

    def pages(self) -> list[CompiledPage]:
        pages = self.definition.pages
        starts = [0, *accumulate(len(page.elements) for page in pages)]
        logics = [
            [self.logic(self.elements[part.id], start + index) for index, part in enumerate(page.elements)]
            for page, start in zip(pages, starts, strict=False)
        ]
        compiled = [self._page(page, index, starts[index]) for index, page in enumerate(pages)]
        number = iter(range(1, self.end + 1))
        return [self._filled(page, logic, number) for page, logic in zip(compiled, logics, strict=True)]

    def _page(self, page: Page, index: int, start: int) -> CompiledPage:
        head = page.model_copy(update={"elements": (), "jumps": ()})
        after = start + len(page.elements)
        return CompiledPage(
            index=index,
            id=page.id,
            page=page,
            elements=(),
            visible_if=self.condition(page.visible_if, start),
            jumps=tuple(CompiledJump(self.condition(jump.condition, after), jump.to) for jump in page.jumps),
            texts=self.templates(head, start),
        )

    def _filled(self, page: CompiledPage, logics: list[ElementLogic], numbers: Iterator[int]) -> CompiledPage:
        elements = []
        for part, logic in zip(page.page.elements, logics, strict=True):
            element, kind = self.elements[part.id], question_type(part.type)
            is_answered = kind.stores_answer and kind.filled_by == "respondent" and logic.computed is None
            is_numbered = kind.stores_answer and not kind.is_hidden and not kind.is_group
            elements.append(
                CompiledElement(
                    element=element,
                    type=kind,
                    page_index=page.index,
                    number=next(numbers) if is_numbered and not element.in_group else None,
                    name=self.names[part.id],
                    id=part.id,
                    logic=logic,
                    is_question=kind.stores_answer,
                    is_asked=is_answered,
                    is_unseen=kind.is_unseen(element),
                )
            )
        return with_elements(page, tuple(elements), page.id)

    def logic(self, element: Element[Any], place: int) -> ElementLogic:
        kind = question_type(element.type)
        group = element.in_group
        condition = partial(self.condition, before=place, group=group)
        own = partial(self.condition, before=place + 1, group=group)
        return ElementLogic(
            visible_if=condition(element.visible_if),
            required_if=condition(element.required_if),
            default=self.value(element.default, place, group),
            computed=self.value(kind.computation(element), place, group),
            right_if=own(element.quiz.right_if) if element.quiz else None,
            right_rows=rows_from(element.quiz.right_if, self.scopes.of(group)) if element.quiz else None,
            checks=tuple(
                CompiledCheck(valid_if, check.message)
                for check in element.checks
                if (valid_if := own(check.valid_if))
            ),
            variants=tuple(
                visible_if for variant in element.variants if (visible_if := condition(variant.visible_if))
            ),
            parts=dict(self._parts(element, place)),
            texts=self.templates(element, place + 1, group),
            is_shuffled=bool(element.shuffle_choices or element.shuffle_rows),
            carried_from=source_of(element),
            depends_on=kind.depends_on(element),
        )

    def _parts(self, element: Element[Any], place: int) -> Iterator[tuple[str, Expression]]:
        for name in type(element.settings).model_fields:
            value = getattr(element.settings, name)
            for item in value if isinstance(value, tuple) else ():
                source = getattr(item, "visible_if", "")
                if visible_if := self.condition(source, place, element.in_group):
                    yield item.id, visible_if

    def ending(self, ending: Ending) -> CompiledEnding:
        sections = (self.condition(section.visible_if, self.end) for section in ending.sections)
        return CompiledEnding(
            ending=ending,
            visible_if=self.condition(ending.visible_if, self.end),
            sections=tuple(section for section in sections if section),
            texts=self.templates(ending, self.end),
        )

    def block(self, block: Any) -> CompiledBlock:
        first = 0
        for page in self.definition.pages:
            if page.block == block.id:
                break
            first += len(page.elements)
        return CompiledBlock(block, self.condition(block.visible_if, first))

    def condition(self, source: str, before: int, group: str | None = None) -> Expression | None:
        return self._expression(source, before, "condition", group)

    def value(self, source: str, before: int, group: str | None = None) -> Expression | None:
        return self._expression(source, before, "any", group)

    def _expression(self, source: str, before: int, expects: Any, group: str | None) -> Expression | None:
        if not source:
            return None
        expression = compile_expression(source, self.scopes.of(group), before=before, expects=expects)
        self.used |= expression.names
        return expression

    def templates(self, part: DocumentPart, before: int, group: str | None = None) -> Templates:
        scope = self.scopes.of(group)
        found: dict[tuple[str, bool], Template] = {}
        for place in texts_of(part):
            for words in place.text.values():
                if PIPE in words and (words, place.is_rich) not in found:
                    template = compile_text(words, scope, before=before, rich=place.is_rich)
                    found[words, place.is_rich] = template
                    self.used |= template.names
        return Templates(found)

    def is_plain(self, pages: Sequence[CompiledPage], endings: Sequence[CompiledEnding]) -> bool:
        return not (
            self.used
            or self.definition.quotas
            or _is_shuffled(self.definition)
            or any(page.jumps or page.visible_if or page.texts for page in pages)
            or any(_is_lively(part) for page in pages for part in page.elements)
            or any(ending.visible_if or ending.sections or ending.texts for ending in endings)
            or any(block.visible_if for block in self.definition.blocks)
        )


def _is_lively(part: CompiledElement) -> bool:
    return (
        part.logic.visible_if is not None
        or not part.logic.is_static
        or bool(part.logic.checks)
        or part.type.filled_by != "respondent"
        or part.type.is_group
    )


def _is_shuffled(definition: Definition) -> bool:
    return (
        definition.settings.shuffle_blocks is not None
        or any(block.shuffle for block in definition.blocks)
        or any(page.shuffle for page in definition.pages)
    )


def _takes_turns(definition: Definition) -> bool:
    shuffles = [
        definition.settings.shuffle_blocks,
        *(block.shuffle for block in definition.blocks),
        *(page.shuffle for page in definition.pages),
        *(each for part in definition.elements for each in (part.shuffle_choices, part.shuffle_rows)),
    ]
    drawn = any(question_type(part.type).filled_by == "draw" for part in definition.elements)
    return drawn or any(shuffle is not None and shuffle.evenly for shuffle in shuffles)
