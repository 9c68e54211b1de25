"""Translations as XLIFF 2.1 (OASIS, 2018): a file a language, a unit a text, its key as the unit's id.

What placeholders and tags stand for is in ``originalData``, notes say where a text stands. ``initial`` are
texts without a translation and those whose original has changed since, ``final`` those that respondents get
as they are. The attribute ``canvass:mark`` tells whether original and translation are still what they were.
"""

from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, tostring

from surveys.languages import direction
from surveys.translating.files.codes import Code, Token, tokens_of
from surveys.translating.files.delivery import Outgoing, Pair

CORE = "urn:oasis:names:tc:xliff:document:2.0"
OWN = "urn:canvass:translations"
SURVEY = "canvass:survey:"
_XML = "http://www.w3.org/XML/1998/namespace"
_STRUCTURE = frozenset({"xliff", "file", "group", "unit", "notes", "originalData", "segment"})
_SUB_TYPES = {"b": "xlf:b", "strong": "xlf:b", "i": "xlf:i", "em": "xlf:i", "u": "xlf:u", "br": "xlf:lb"}
_STATES = {"missing": "initial", "changed": "initial", "translated": "translated", "final": "final"}


def xliff_of(pair: Pair) -> bytes:
    """The file of a language."""
    languages = {"srcLang": pair.source_language, "trgLang": pair.target_language}
    root = Element("xliff", {"xmlns": CORE, "xmlns:canvass": OWN, "version": "2.1", **languages})
    names = {"id": "survey", "original": f"{SURVEY}{pair.survey}", "canResegment": "no"}
    directions = {"srcDir": direction(pair.source_language), "trgDir": direction(pair.target_language)}
    file = SubElement(root, "file", names | directions)
    if pair.title:
        _notes(file, {"title": pair.title})
    for unit, texts in groupby(pair.texts, key=lambda out: out.text.group):
        group = SubElement(file, "group", {"id": unit})
        for out in texts:
            _unit(group, out)
    _indented(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _unit(group: Element, out: Outgoing) -> None:
    unit = SubElement(group, "unit", {"id": out.row.key, "name": out.where, "canvass:mark": out.mark})
    notes = {"context": f"{out.where} ({out.kind})" if out.kind else out.where}
    if out.told == "changed":
        notes["former-source"] = out.row.former
    _notes(unit, notes)
    source = tokens_of(out.row.source, is_rich=out.text.is_rich)
    target = tokens_of(out.row.words, is_rich=out.text.is_rich)
    codes = _Codes([*source, *target])
    if codes.data:
        data = SubElement(unit, "originalData")
        for number, text in enumerate(codes.data, start=1):
            SubElement(data, "data", {"id": f"d{number}"}).text = text
    segment = SubElement(unit, "segment", {"id": "s1", "state": _STATES[out.told]})
    if out.told == "changed":
        segment.set("subState", "canvass:changed")
    codes.write(SubElement(segment, "source", {f"{{{_XML}}}space": "preserve"}), source)
    if out.row.words:
        codes.write(SubElement(segment, "target", {f"{{{_XML}}}space": "preserve"}), target)


def _notes(parent: Element, notes: dict[str, str]) -> None:
    holder = SubElement(parent, "notes")
    for category, words in notes.items():
        SubElement(holder, "note", {"category": category}).text = words


class _Codes:
    """The codes of a unit: what each stands for is kept once, and a code of the translation has the id of its
    like in the original."""

    def __init__(self, tokens: list[Token]) -> None:
        codes = [token for token in tokens if isinstance(token, Code)]
        self.data = list(dict.fromkeys(code.data for code in codes))
        self._known: list[tuple[str, str]] = []

    def write(self, holder: Element, tokens: list[Token]) -> None:
        """Put words and codes into a source or a target."""
        free = list(self._known)
        rest = iter(tokens)
        self._fill(holder, rest, free)

    def _fill(self, holder: Element, tokens: Iterator[Token], free: list[tuple[str, str]]) -> str:
        """Fill an element up to the tag that closes it, and say what that stands for."""
        last: Element | None = None
        for token in tokens:
            if isinstance(token, str):
                _add_words(holder, last, token)
            elif token.kind == "close":
                return self._place(token)
            elif token.kind == "open":
                last = SubElement(
                    holder, "pc", self._named(token, free) | {"dataRefStart": self._place(token)}
                )
                last.set("dataRefEnd", self._fill(last, tokens, free))
            else:
                last = SubElement(holder, "ph", self._named(token, free) | {"dataRef": self._place(token)})
        return ""

    def _place(self, code: Code) -> str:
        return f"d{self.data.index(code.data) + 1}"

    def _named(self, code: Code, free: list[tuple[str, str]]) -> dict[str, str]:
        """The id and the attributes of a code: those of its like in the original, where one is left."""
        identity = next((known for known, data in free if data == code.data), "")
        if identity:
            free.remove((identity, code.data))
        else:
            identity = str(len(self._known) + 1)
            self._known.append((identity, code.data))
        return {"id": identity, **_attributes(code)}


def _attributes(code: Code) -> dict[str, str]:
    if code.kind == "placeholder":
        shown = {"equiv": code.data, "disp": code.data}
        return {"type": "ui", "subType": "xlf:var", "canDelete": "no", **shown}
    if code.name == "a":
        return {"type": "link"}
    sub_type = _SUB_TYPES.get(code.name)
    return {"type": "fmt", "subType": sub_type} if sub_type else {"type": "fmt"}


def _add_words(holder: Element, last: Element | None, words: str) -> None:
    if last is None:
        holder.text = (holder.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def _indented(element: Element, level: int = 0) -> None:
    """Put every element that holds no words on a line of its own."""
    if element.tag not in _STRUCTURE or not len(element):
        return
    element.text = "\n" + " " * (level + 1)
    for child in element:
        _indented(child, level + 1)
        child.tail = element.text
    child.tail = "\n" + " " * level
