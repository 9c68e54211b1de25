"""Choices of earlier versions, read as what they mean today: the one place where mappings take effect.

Results, lists, files and the API all read answers through a version's reader and go by its columns' values.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from surveys.meanings import Meaning, translated, version_apart
from surveys.question_types import AnswerValue
from surveys.question_types.columns import Category, Cell, Column

type ReadCells = Callable[[AnswerValue | None], Mapping[str, Cell]]


def column_meant(column: Column, meaning: Meaning) -> Column:
    """A column of an earlier version, with the ids that its choices go by now."""
    if not meaning or column.categories is None:
        return column
    return replace(column, categories=tuple(_category(each, meaning) for each in column.categories))


def cells_meant(read: ReadCells, meaning: Meaning) -> ReadCells:
    """A function that reads cells, with the ids that choices go by now."""
    if not meaning:
        return read

    def cells(value: AnswerValue | None) -> Mapping[str, Cell]:
        return {key: _cell(cell, meaning) for key, cell in read(value).items()}

    return cells


def _cell(cell: Cell, meaning: Meaning) -> Cell:
    meant = translated(cell, meaning)
    return meant if isinstance(meant, str | int | float | list) else None


def _category(category: Category, meaning: Meaning) -> Category:
    if not isinstance(category.value, str) or category.value not in meaning:
        return category
    value = meaning[category.value]
    apart = version_apart(value)
    code = category.code if apart is None else f"{category.code}_v{apart}"
    return replace(category, value=value, code=code)
