"""Words of any direction among words from right to left: each piece of text keeps its own order."""

from typing import Any

_OPEN, _CLOSE = "\u2068", "\u2069"
"""First strong isolate and its end (Unicode Standard Annex 9)."""
_NOT_WORDS = frozenset({"id", "kind", "svg", "lang", "language", "title_lang", "response", "responses"})
"""What is no text of its own."""


def isolated(text: str) -> str:
    """A text in the direction of its first letter, whatever stands around it."""
    return f"{_OPEN}{text}{_CLOSE}" if text else text


def _paragraph(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts of a paragraph, which belong together."""
    first, last = runs[0], {"text": _CLOSE, "style": ""}
    return [{**first, "text": _OPEN + first["text"]}, *runs[1:], last]


def isolated_within(value: Any) -> Any:
    """The same data with each text in it isolated."""
    if isinstance(value, dict) and value.get("runs"):
        return value | {"runs": _paragraph(value["runs"])}
    if isinstance(value, dict):
        return {name: each if name in _NOT_WORDS else isolated_within(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [isolated_within(each) for each in value]
    return isolated(value) if isinstance(value, str) else value
