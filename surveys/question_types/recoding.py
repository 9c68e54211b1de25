"""Answers under other names for their choices and parts: codes for ids, or the reverse."""

from collections.abc import Mapping


def renamed(value: object, words: Mapping[str, str]) -> object:
    """A value, or every value of a list, by its other name where it has one."""
    if isinstance(value, list):
        return [renamed(item, words) for item in value]
    return words.get(value, value) if isinstance(value, str) else value


def recoded_row(
    row: str, cells: object, words: Mapping[str | None, Mapping[str, str]], parts: Mapping[str, str]
) -> object:
    """A row's cells under other names: ``parts`` has those of slots with a point before them."""
    if not isinstance(cells, dict):
        return cells
    found = {}
    for key, given in cells.items():
        named = parts.get(f".{key}", f".{key}")[1:]
        names = [f"{each}.{cell}" for each in (row, parts.get(row, row)) for cell in (key, named)]
        found[named] = renamed(given, next((words[name] for name in names if name in words), {}))
    return found
