"""Ids for definitions from partners, who speak in names and codes.

An id that is left out is the one that the question of the same name, the choice of the same code, or the
page or ending in the same place has in the draft; where there is none, it is new. So a document can be
sent without any id, again and again, and its questions stay the same questions.
"""

from collections.abc import Mapping
from typing import Any

from surveys.ids import NewId, new_id

LISTS = (("choices", "c"), ("rows", "r"), ("columns", "c"), ("second_columns", "c"))

type Document = Any


def with_ids(document: Document, *, before: Document = None, ids: NewId = new_id) -> Document:
    """Return the JSON-like document with an id wherever one belongs; anything misshapen stays as it is."""
    if not isinstance(document, dict):
        return document
    filler = _Filler(document, before or {}, ids)
    filled = dict(document)
    if isinstance(pages := document.get("pages"), list):
        filled["pages"] = filler.in_place(pages, "pages", "p", filler.page)
    if isinstance(endings := document.get("endings"), list):
        filled["endings"] = filler.in_place(endings, "endings", "e", dict)
    return filled


class _Filler:
    def __init__(self, document: Mapping[str, Any], before: Mapping[str, Any], ids: NewId) -> None:
        self.before = before
        self.ids = ids
        self.taken = {value for value in _ids_in(document) if isinstance(value, str)}
        elements = [element for page in before.get("pages", []) for element in page.get("elements", [])]
        self.elements = {element["name"]: element for element in elements}

    def in_place(self, items: list[Any], name: str, prefix: str, fill: Any) -> list[Any]:
        known = self.before.get(name, [])
        return [
            self._with_id(fill(item), known[index] if index < len(known) else None, prefix)
            if isinstance(item, dict)
            else item
            for index, item in enumerate(items)
        ]

    def page(self, page: dict[str, Any]) -> dict[str, Any]:
        elements = page.get("elements")
        if not isinstance(elements, list):
            return page
        return page | {"elements": [self._element(element) for element in elements]}

    def _element(self, element: Any) -> Any:
        if not isinstance(element, dict):
            return element
        name, settings = element.get("name"), element.get("settings")
        known = self.elements.get(name) if isinstance(name, str) else None
        if isinstance(settings, dict):
            element = element | {"settings": self._settings(settings, (known or {}).get("settings", {}))}
        return self._with_id(element, known, "q")

    def _settings(self, settings: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        filled = dict(settings)
        for name, prefix in LISTS:
            if isinstance(items := settings.get(name), list):
                by_code = {item["code"]: item for item in before.get(name, [])}
                filled[name] = [self._coded(item, by_code, prefix) for item in items]
        return filled

    def _coded(self, item: Any, by_code: Mapping[str, Any], prefix: str) -> Any:
        if not isinstance(item, dict):
            return item
        code = item.get("code")
        known = by_code.get(code) if isinstance(code, str) else None
        return self._with_id(item | self._choices_of(item, known or {}), known, prefix)

    def _choices_of(self, column: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """The choices of a column that has some of its own."""
        if not isinstance(choices := column.get("choices"), list):
            return {}
        by_code = {choice["code"]: choice for choice in before.get("choices", [])}
        return {"choices": [self._coded(choice, by_code, "c") for choice in choices]}

    def _with_id(self, item: dict[str, Any], known: Mapping[str, Any] | None, prefix: str) -> dict[str, Any]:
        if "id" in item:
            return item
        found = known["id"] if known and known["id"] not in self.taken else self.ids(prefix)
        self.taken.add(found)
        return {"id": found} | item


def _ids_in(part: Any) -> list[Any]:
    """Every id that the document brings along."""
    found, todo = [], [part]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            found.append(item.get("id"))
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
    return found
