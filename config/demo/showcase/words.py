"""What the pages of the showcase are written with."""

from typing import Any

from config.demo.writing import Document, Text, choices, in_languages, page, question
from surveys.ready.expanding import fixed_id

T = in_languages("en", "nl")
SLUG = "everything"

__all__ = ["SLUG", "Document", "T", "Text", "ask", "choices", "fixed_id", "of", "page", "with_more"]


def ask(type: str, name: str, text: Text, **settings: Any) -> Document:
    """Return a question, named as no other; ``settings`` are its type's, more is added by ``|``."""
    return question(type, f"all_{name}", text, **settings) | {"name": name}


def of(name: str) -> str:
    """The id of the question with this name."""
    return fixed_id("q", f"all_{name}")


def with_more(items: list[Document], **more: Document) -> list[Document]:
    """Return choices or rows with these fields added, by their codes."""
    return [item | more.get(item["code"], {}) for item in items]
