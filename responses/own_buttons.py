"""Buttons that belong to a question: they send the page only to show it again, with the question changed."""

from collections.abc import Iterable, Mapping

from surveys.compiled import CompiledElement, CompiledPage
from surveys.exceptions import AnswerInvalid
from surveys.instances import in_every_instance
from surveys.question_types import FormData


def reading_more(page: CompiledPage) -> list[CompiledElement]:
    """Return the questions of a page that read more than answers, in every instance of a repeat group."""
    more = [part for part in page.elements if part.type.reads_more]
    if any(part.element.in_group for part in more):
        return [part for part in in_every_instance(page) if part.type.reads_more]
    return more


def pressed(parts: Iterable[CompiledElement], form: FormData) -> list[CompiledElement]:
    """Return the questions by whose own button the form was sent."""
    return [part for part in parts if part.type.reads_more and part.type.asks_again(part.element, form)]


def problems_of(parts: Iterable[CompiledElement], raw: Mapping[str, object]) -> dict[str, AnswerInvalid]:
    """Return what is wrong with these questions alone, by id; a missing answer is not."""
    problems = {}
    for part in parts:
        try:
            part.type.clean(part.element, raw.get(part.id))
        except AnswerInvalid as problem:
            problems[part.id] = problem
    return problems
