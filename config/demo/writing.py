"""A short way to write the demo's definitions: ids are made from names, so that they are always the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from surveys.ready.expanding import fixed_id

type Text = Mapping[str, str]
type Document = dict[str, Any]


def in_languages(*languages: str) -> "type[Words]":
    """Return a text class for surveys in these languages: ``T("Yes", "Ja")``."""
    return type("T", (Words,), {"languages": languages})


class Words(dict[str, str]):
    """A text in the languages of a survey, in their order."""

    languages: tuple[str, ...] = ()

    def __init__(self, *wordings: str) -> None:
        if len(wordings) != len(self.languages):
            raise ValueError(f"{wordings[0]!r} needs {len(self.languages)} wordings")
        super().__init__(zip(self.languages, wordings, strict=True))


def survey(
    slug: str, title: Text, pages: Sequence[Document], ending: tuple[Text, Text], **settings: Any
) -> Document:
    """Return a whole definition; ``ending`` is its title and its text."""
    return {
        "schema_version": "1.0",
        "title": dict(title),
        "languages": list(title),
        "pages": list(pages),
        "endings": [{"id": fixed_id("e", slug), "title": dict(ending[0]), "text": dict(ending[1])}],
        "settings": settings,
    }


def page(name: str, title: Text, *elements: Document, description: Text | None = None) -> Document:
    """Return a page."""
    return {
        "id": fixed_id("p", name),
        "title": dict(title),
        "description": dict(description or {}),
        "elements": list(elements),
    }


def question(
    type: str, name: str, text: Text, *, hint: Text | None = None, required: bool = False, **settings: Any
) -> Document:
    """Return a question; ``settings`` are those of its type."""
    return {
        "id": fixed_id("q", name),
        "type": type,
        "name": name,
        "text": dict(text),
        "hint": dict(hint or {}),
        "required": required,
        "settings": settings,
    }


def choices(question_name: str, labels: Mapping[str, Text], prefix: str = "c") -> list[Document]:
    """Return the choices (or, with prefix ``r``, rows) of a question from ``{code: label}``."""
    return [
        {"id": fixed_id(prefix, question_name, code), "code": code, "label": dict(label)}
        for code, label in labels.items()
    ]
