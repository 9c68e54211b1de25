"""What all matrices share: rows, and in every row the same slots to fill in."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from statistics import fmean
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.exceptions import Problem
from surveys.expressions.value_types import ValueType
from surveys.question_types import operators
from surveys.question_types.choices import label_problems, words_of
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import Element
from surveys.question_types.grid_answers import GridAnswers
from surveys.question_types.grid_cells import Slot
from surveys.question_types.grid_settings import GridSettings
from surveys.question_types.grid_tables import grid_table
from surveys.question_types.recoding import recoded_row
from surveys.question_types.shapes import AnswerValue, Shown
from surveys.texts import localised

_ROW_FIELDS = ("heading", "pinned", "visible_if")
_COLUMN_FIELDS = ("score", "visible_if")


class GridType[S: GridSettings](GridAnswers[S]):
    """A question with rows. What a type adds are its ``slots``."""

    group = "matrix"
    template = "grid.html"
    styles = ("css/questions_grid.css",)
    operators = operators.MATRIX
    item_fields: ClassVar[Mapping[str, tuple[str, ...]]] = {"rows": _ROW_FIELDS, "columns": _COLUMN_FIELDS}

    def problems(self, element: Element[S]) -> Iterator[Problem]:
        yield from super().problems(element)
        settings = element.settings
        if not settings.rows:
            yield Problem("settings.rows", _("This matrix has no rows."), "rows_missing", target=element.id)
        if (settings.minimum_rows or 0) > len(settings.rows):
            message = _("More rows must be answered than there are.")
            yield Problem("settings.minimum_rows", message, "unanswerable", target=element.id)
        yield from label_problems(settings.rows, "settings.rows")
        for name in self.lists_of_choices(element):
            yield from _list_problems(element, name)

    def lists_of_choices(self, element: Element[S]) -> tuple[str, ...]:
        """The settings that hold columns or choices and mustn't be empty."""
        return ("columns",)

    # --- Answering

    def rule(self, element: Element[S]) -> str:
        needed = element.settings.minimum_rows
        if not element.required or needed is None or needed >= len(element.settings.rows):
            return ""
        message = ngettext("Answer at least %(n)d row.", "Answer at least %(n)d rows.", needed)
        return message % {"n": needed}

    def random_answer(self, element: Element[S], random: Random) -> AnswerValue | None:
        found = {}
        for row in element.settings.rows:
            drawn = {slot.key: slot.cell.random(random) for slot in self.slots(element)}
            if cells := {key: value for key, value in drawn.items() if value is not None}:
                found[row.id] = self.packed(cells)
        return found or None

    # --- In expressions

    def value_type(self, element: Element[S]) -> ValueType:
        slots = self.slots(element)
        row = (
            slots[0].cell.value_type()
            if self.is_flat
            else ValueType("grid", parts={slot.code: slot.cell.value_type() for slot in slots})
        )
        return ValueType("grid", parts={each.code: row for each in element.settings.rows})

    def fact(self, element: Element[S], value: AnswerValue) -> object:
        facts = {}
        for row, cells in self.cells_by_row(element, value):
            known = [(slot.code, slot.cell.fact(given)) for slot, given in cells]
            said = {code: fact for code, fact in known if fact is not None}
            if said:
                facts[row.code] = next(iter(said.values())) if self.is_flat else said
        return facts or None

    def score(self, element: Element[S], value: AnswerValue) -> float | None:
        """The sum over all cells. Where scores have limits, cells left empty count the mean of the others, so
        that a score can be reversed and compared."""
        rows = self.cells_by_row(element, value)
        every = [slot.cell.score(given) for _row, cells in rows for slot, given in cells]
        scores = [score for score in every if score is not None]
        limits = self.score_range(element)
        if not scores or limits is None:
            return sum(scores) if scores else None
        scored = [slot for slot in self.slots(element) if slot.cell.score_range() is not None]
        total = fmean(scores) * len(scored) * len(element.settings.rows)
        return min(max(total, limits[0]), limits[1])

    def score_range(self, element: Element[S]) -> tuple[float, float] | None:
        ranges = [found for slot in self.slots(element) if (found := slot.cell.score_range())]
        rows = len(element.settings.rows)
        if not ranges or not rows:
            return None
        return rows * sum(low for low, _high in ranges), rows * sum(high for _low, high in ranges)

    # --- For partners

    def recoded(
        self, value: object, words: Mapping[str | None, Mapping[str, str]], parts: Mapping[str, str]
    ) -> object:
        if self.is_flat or not isinstance(value, dict):
            return super().recoded(value, words, parts)
        return {parts.get(row, row): recoded_row(row, cells, words, parts) for row, cells in value.items()}

    # --- Showing

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, object]:
        given = shown.content if isinstance(shown.content, Mapping) else {}
        cells = {row.id: self.unpacked(given.get(row.id)) for row in element.settings.rows}
        return grid_table(element, self.slots(element), cells, shown)

    def display(
        self,
        element: Element[S],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        said = []
        for row, cells in self.cells_by_row(element, value):
            words = [(slot, slot.cell.words(given, language, base_language)) for slot, given in cells]
            name = words_of([row], row.id, language, base_language)
            if self.is_flat:
                said += [f"{name}: {each}" for _slot, each in words]
            elif words:
                listed = [f"{_slot_words(slot, language, base_language)}: {each}" for slot, each in words]
                said.append(f"{name} ({', '.join(listed)})")
        return "; ".join(said)

    # --- Analysing

    def columns(self, element: Element[S]) -> list[Column]:
        return [
            Column(
                key=".".join(filter(None, (element.id, row.id, slot.key))),
                name="_".join(filter(None, (element.name, row.code, slot.code))),
                kind=slot.cell.column_kind,
                label=element.text,
                categories=slot.cell.categories(),
                part=row.id,
                part_label=row.label,
                part_code=row.code,
                cell=slot.key,
                cell_label=slot.label,
                cell_code=slot.code,
                is_open=slot.cell.column_kind == "text",
            )
            for row in element.settings.rows
            for slot in self.slots(element)
        ]

    def cells(self, element: Element[S], value: AnswerValue | None) -> dict[str, Cell]:
        return self.reading(element)(value)

    def reading(self, element: Element[S]) -> Callable[[AnswerValue | None], dict[str, Cell]]:
        slots = self.slots(element)
        places = [
            (row.id, slot.key, ".".join(filter(None, (element.id, row.id, slot.key))), slot.cell.cell)
            for row in element.settings.rows
            for slot in slots
        ]

        def read(value: AnswerValue | None) -> dict[str, Cell]:
            given = value if isinstance(value, Mapping) else {}
            filled = {row: self.unpacked(cells) for row, cells in given.items()}
            return {
                key: cell(filled[row][slot]) if row in filled and slot in filled[row] else None
                for row, slot, key, cell in places
            }

        return read


def _list_problems[S: GridSettings](element: Element[S], name: str) -> Iterator[Problem]:
    path = f"settings.{name}"
    items = getattr(element.settings, name)
    if not items:
        yield Problem(path, _("This matrix has no columns."), "choices_missing", target=element.id)
    yield from label_problems(items, path)


def _slot_words(slot: Slot, language: str, base_language: str | None) -> str:
    return localised(slot.label, language, base_language) or slot.code
