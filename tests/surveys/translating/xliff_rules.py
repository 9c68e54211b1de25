"""Rules of XLIFF 2.1 (OASIS, part A: core) held against a file: what the schema and the specification ask."""

import re
from collections.abc import Iterator
from itertools import chain
from xml.etree.ElementTree import Element, fromstring

CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
ALLOWED: dict[str, tuple[set[str], list[str]]] = {
    "xliff": ({"version", "srcLang", "trgLang"}, ["file+"]),
    "file": ({"id", "original", "canResegment", "srcDir", "trgDir"}, ["notes?", "group|unit+"]),
    "group": ({"id", "name"}, ["notes?", "group|unit+"]),
    "unit": ({"id", "name"}, ["notes?", "originalData?", "segment|ignorable+"]),
    "notes": (set(), ["note+"]),
    "note": ({"category"}, []),
    "originalData": (set(), ["data+"]),
    "data": ({"id"}, []),
    "segment": ({"id", "state", "subState"}, ["source", "target?"]),
    "source": (set(), ["inline*"]),
    "target": (set(), ["inline*"]),
    "pc": ({"id", "type", "subType", "dataRefStart", "dataRefEnd"}, ["inline*"]),
    "ph": ({"id", "type", "subType", "dataRef", "equiv", "disp", "canDelete"}, []),
}
SUB_TYPES = {"xlf:lb": "fmt", "xlf:b": "fmt", "xlf:i": "fmt", "xlf:u": "fmt", "xlf:var": "ui"}
NAME = re.compile(r"[A-Za-z0-9._:-]+")


def broken_rules(content: bytes) -> list[str]:
    """What a file breaks; nothing for one that is right."""
    root = fromstring(content)
    return [*_of_elements(root), *chain.from_iterable(map(_of_unit, root.iter(f"{CORE}unit")))]


def _of_elements(root: Element) -> Iterator[str]:
    units = [unit.get("id") for unit in root.iter(f"{CORE}unit")]
    if len(set(units)) < len(units):
        yield "two units have the same id"
    for element in root.iter():
        name = element.tag.removeprefix(CORE)
        attributes, content = ALLOWED[name]
        given = {key for key in element.attrib if not key.startswith("{")}
        if given - attributes:
            yield f"{name} has {given - attributes}"
        if "id" in given and not NAME.fullmatch(element.attrib["id"]):
            yield f"{name} has the id {element.attrib['id']}"
        children = " ".join(
            "inline" if child.tag.removeprefix(CORE) in ("pc", "ph") else child.tag.removeprefix(CORE)
            for child in element
        )
        pattern = "".join(
            rf"(?:(?:{part.rstrip('?+*')})(?: |$)){part[-1] if part[-1] in '?+*' else ''}" for part in content
        )
        if not re.fullmatch(pattern, children):
            yield f"{name} holds {children}"


def _of_unit(unit: Element) -> Iterator[str]:
    data = {each.get("id") for each in unit.iter(f"{CORE}data")}
    for segment in unit.iter(f"{CORE}segment"):
        source, target = segment.find(f"{CORE}source"), segment.find(f"{CORE}target")
        if segment.get("state") not in ("initial", "translated", "reviewed", "final"):
            yield "a segment has no state"
        if segment.get("state") != "initial" and target is None:
            yield "a segment is translated without a target"
        if segment.get("subState") and ":" not in segment.get("subState", ""):
            yield "a sub-state has no authority"
        codes = [_codes(part) for part in (source, target) if part is not None]
        for known in codes:
            ids = [code.get("id") for code in known]
            if len(set(ids)) < len(ids):
                yield "two codes have the same id"
        yield from _of_codes(chain.from_iterable(codes), data)
        if len(codes) == 2:
            yield from _unlike(*codes)


def _unlike(source: list[Element], target: list[Element]) -> Iterator[str]:
    known = {code.get("id"): code.get("dataRef") or code.get("dataRefStart") for code in source}
    for code in target:
        if known.get(code.get("id"), data := code.get("dataRef") or code.get("dataRefStart")) != data:
            yield "a code of the target has the id of another of the source"


def _of_codes(codes: Iterator[Element] | chain[Element], data: set[str | None]) -> Iterator[str]:
    for code in codes:
        for name in ("dataRef", "dataRefStart", "dataRefEnd"):
            if name in code.attrib and code.get(name) not in data:
                yield f"{name} leads nowhere"
        sub_type = code.get("subType")
        if sub_type and SUB_TYPES.get(sub_type) != code.get("type"):
            yield f"{sub_type} doesn't go with {code.get('type')}"


def _codes(part: Element) -> list[Element]:
    return [*part.iter(f"{CORE}pc"), *part.iter(f"{CORE}ph")]
