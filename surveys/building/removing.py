"""What names a question or a page, in words, before it is deleted."""

from collections.abc import Collection

from surveys.definition import Definition
from surveys.editing.parts import remade, replaced, without
from surveys.editing.uses import told_uses, uses_of


def removal_words(definition: Definition, identity: str) -> str:
    """The places that name a question, or a page or what is on it; ``""`` for none."""
    for page in definition.pages:
        gone = {page.id, *(part.id for part in page.elements)} if page.id == identity else {identity}
        if page.id == identity:
            rest = remade(definition, {"pages": without(definition.pages, identity)})
        elif any(part.id == identity for part in page.elements):
            kept = remade(page, {"elements": without(page.elements, identity)})
            rest = remade(definition, {"pages": replaced(definition.pages, kept)})
        else:
            continue
        return told_uses(rest, uses_of(definition, rest, gone))
    return ""


def removal_words_of(definition: Definition, questions: Collection[str]) -> str:
    """The places that name any of these questions and aren't among them; ``""`` for none."""
    pages = (
        remade(page, {"elements": tuple(part for part in page.elements if part.id not in questions)})
        for page in definition.pages
    )
    rest = remade(definition, {"pages": tuple(pages)})
    return told_uses(rest, uses_of(definition, rest, questions))
