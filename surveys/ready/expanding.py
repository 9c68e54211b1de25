"""From the short form that templates are written in to the document that a definition is.

A template is TOML. Texts are lists with a wording for each of the template's ``languages``, in their order.
Parts have a ``name`` instead of an id, and name each other by it. A choice, row or column is a list of its
code, its words and, where it counts, its score; or a table, where more is to be said of it. ``lists`` holds
choices that several questions have alike. What a question has beyond what all questions have are settings of
its type.
"""

import hashlib
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.question_types import element_model

type Document = dict[str, Any]

_ONE_PARAGRAPH = re.compile(r"\A<p>([^<]*)</p>\Z")
"""A text of one paragraph, which needs no marks."""
_ALPHABET = string.ascii_lowercase + string.digits
_ITEMS = {"choices": "c", "columns": "c", "rows": "r"}
_TEXTS = frozenset(
    {
        *("title", "description", "text", "hint", "label", "heading", "message", "body", "unit"),
        *("low_label", "high_label", "labels", "yes_label", "no_label", "agree_label", "url"),
        *("if_right", "if_wrong", "instance_label", "add_label"),
    }
)


def fixed_id(prefix: str, *names: str) -> str:
    """The id that a part of these names always has."""
    digest = hashlib.sha256("/".join((prefix, *names)).encode()).digest()
    return f"{prefix}_{''.join(_ALPHABET[byte % 36] for byte in digest[:8])}"


def expanded(raw: Document) -> Document:
    """The definition, JSON-like, that a template's ``raw`` TOML stands for."""
    short = _Short(tuple(raw["languages"]), raw.get("lists", {}))
    definition: Document = {
        "schema_version": "1.0",
        "title": short.text(raw["title"]),
        "languages": list(short.languages),
        "pages": [short.page(page) for page in raw["pages"]],
        "endings": [short.part("e", ending) for ending in raw["endings"]],
        "settings": raw.get("settings", {}),
    }
    if scores := raw.get("scores"):
        definition["scores"] = [short.score(score) for score in scores]
    return definition


@dataclass(frozen=True, slots=True)
class _Short:
    languages: tuple[str, ...]
    lists: Mapping[str, Sequence[Any]]

    def text(self, wordings: Sequence[str]) -> dict[str, str]:
        """A text in every language."""
        if len(wordings) != len(self.languages):
            raise ValueError(f"{wordings[0]!r} needs {len(self.languages)} wordings")
        plain = (_ONE_PARAGRAPH.sub(r"\1", words) for words in wordings)
        return dict(zip(self.languages, plain, strict=True))

    def part(self, prefix: str, raw: Document) -> Document:
        """A part with an id made of its name, which it is not called by any more."""
        kept = {key: value for key, value in raw.items() if key != "name"}
        part: Document = {"id": fixed_id(prefix, raw["name"]), **self.worded(kept)}
        return part

    def page(self, raw: Document) -> Document:
        """A page with its questions; its jumps name a page or, with ``ending``, an ending."""
        plain = {key: value for key, value in raw.items() if key not in ("questions", "jumps")}
        page = self.part("p", plain)
        page["elements"] = [self.question(question) for question in raw["questions"]]
        if jumps := raw.get("jumps"):
            page["jumps"] = [_jump(jump) for jump in jumps]
        return page

    def question(self, raw: Document) -> Document:
        """A question: what its type sets goes under ``settings``."""
        common = element_model(raw["type"]).model_fields.keys()
        own = {key: value for key, value in raw.items() if key not in common}
        rest = {key: value for key, value in raw.items() if key in common}
        lists = {key: list(self._items(raw["name"], key, own.pop(key))) for key in _ITEMS if key in own}
        if carried := own.get("carried"):
            own["carried"] = carried | {"question": fixed_id("q", carried["question"])}
        if group := rest.get("in_group"):
            rest["in_group"] = fixed_id("q", group)
        settings = self.worded(own) | lists
        question: Document = {"id": fixed_id("q", raw["name"]), **self.worded(rest), "settings": settings}
        return question

    def score(self, raw: Document) -> Document:
        """A score: its terms are names of questions, its bands ``[code, at least, words…]``."""
        score: Document = {"id": fixed_id("s", raw["name"]), "name": raw["name"]}
        terms = [{"question": term} if isinstance(term, str) else term for term in raw["terms"]]
        score |= self.worded({key: raw[key] for key in raw if key not in ("name", "terms", "bands")})
        score["terms"] = [term | {"question": fixed_id("q", term["question"])} for term in terms]
        score["bands"] = [
            {"code": code, "at_least": at_least, "label": self.text(words)}
            for code, at_least, *words in raw.get("bands", ())
        ]
        return score

    def worded(self, raw: Any) -> Any:
        """``raw`` with a text for every list of wordings in it."""
        if isinstance(raw, list):
            return [self.worded(item) for item in raw]
        if not isinstance(raw, dict):
            return raw
        return {
            key: self.text(value) if key in _TEXTS and isinstance(value, list) else self.worded(value)
            for key, value in raw.items()
        }

    def _items(self, question: str, listed: str, raw: str | Sequence[Any]) -> Iterator[Document]:
        prefix = _ITEMS[listed]
        for item in self.lists[raw] if isinstance(raw, str) else raw:
            whole = self.worded(item) if isinstance(item, dict) else self._item(item)
            yield {"id": fixed_id(prefix, question, listed, whole["code"])} | whole

    def _item(self, raw: Sequence[Any]) -> Document:
        code, *words = raw
        score = {"score": words.pop()} if len(words) > len(self.languages) else {}
        return {"code": code, "label": self.text(words)} | score


def _jump(raw: Document) -> Document:
    to = fixed_id("e", raw["ending"]) if "ending" in raw else fixed_id("p", raw["to"])
    return {"condition": raw.get("condition", ""), "to": to}
