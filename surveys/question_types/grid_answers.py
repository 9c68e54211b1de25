"""Answers to matrices: read from forms cell by cell, judged row by row.

An answer is ``{row id: cell}`` where a row has a single slot, else ``{row id: {slot key: cell}}``. What was
left empty is left out, a row with nothing in it too.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.exceptions import AnswerInvalid
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element, Row
from surveys.question_types.grid_cells import Slot
from surveys.question_types.grid_settings import CellsSettings, GridSettings
from surveys.question_types.shapes import AnswerValue, FormData

type Given = Mapping[str, Any]


class GridAnswers[S: GridSettings](QuestionType[S]):
    """A question with rows, as it is answered."""

    is_flat: ClassVar[bool] = False
    """Whether a row has a single slot, without a key, so that its cell stands for the row."""

    @abstractmethod
    def slots(self, element: Element[S]) -> tuple[Slot, ...]:
        """What is asked in every row."""

    def read(self, element: Element[S], form: FormData) -> dict[str, Any]:
        found: dict[str, Any] = {}
        slots = self.slots(element)
        for row in element.settings.rows:
            cells = {}
            for slot in slots:
                name = ".".join(filter(None, (element.id, row.id, slot.key)))
                if (given := slot.cell.read(form, name)) is not None:
                    cells[slot.key] = given
            if cells:
                found[row.id] = self.packed(cells)
        return found

    def clean(self, element: Element[S], raw: object) -> dict[str, Any] | None:
        if raw is None:
            return None
        if not isinstance(raw, Mapping):
            raise AnswerInvalid(_("Please answer row by row."), "wrong_type")
        rows, slots = [row.id for row in element.settings.rows], self.slots(element)
        if not raw.keys() <= set(rows):
            raise AnswerInvalid(_("Please answer the rows of this question only."), "unknown_row")
        refusals: dict[str, AnswerInvalid] = {}
        cleaned = {row: self._clean_row(row, raw.get(row), slots, refusals) for row in rows if row in raw}
        if refusals:
            first = next(iter(refusals.values()))
            raise AnswerInvalid(first.message, first.code, refusals)
        return {row: given for row, given in cleaned.items() if given is not None} or None

    def _clean_row(
        self, row: str, raw: object, slots: Sequence[Slot], refusals: dict[str, AnswerInvalid]
    ) -> Any:
        """The row's value; what is wrong with it goes to ``refusals`` by the part concerned."""
        try:
            given = self._unpacked_raw(raw, slots)
        except AnswerInvalid as refusal:
            refusals[row] = refusal
            return None
        cells = {}
        for slot in slots:
            try:
                value = slot.cell.clean(given.get(slot.key))
            except AnswerInvalid as refusal:
                refusals[".".join(filter(None, (row, slot.key)))] = refusal
                continue
            if value is not None:
                cells[slot.key] = value
        return self.packed(cells) if cells else None

    def _unpacked_raw(self, raw: object, slots: Sequence[Slot]) -> Mapping[str, object]:
        if self.is_flat:
            return {"": raw}
        if raw is None or raw == "":
            return {}
        if not isinstance(raw, Mapping):
            raise AnswerInvalid(_("Please answer each column of a row."), "wrong_type")
        if not raw.keys() <= {slot.key for slot in slots}:
            raise AnswerInvalid(_("Please answer the columns of this question only."), "unknown_column")
        return raw

    def packed(self, cells: Mapping[str, Any]) -> Any:
        """A row's value made of its cells by slot."""
        return cells[""] if self.is_flat else dict(cells)

    def unpacked(self, value: object) -> Given:
        """The cells by slot of a row's value."""
        if self.is_flat:
            return {} if value is None else {"": value}
        return value if isinstance(value, Mapping) else {}

    def check_complete(self, element: Element[S], value: AnswerValue | None) -> None:
        given = value if isinstance(value, dict) else {}
        slots, rows = self.slots(element), element.settings.rows
        missing = [row.id for row in rows if not self._is_row_complete(element, given.get(row.id), slots)]
        answered, needed = (
            len(rows) - len(missing),
            min(element.settings.minimum_rows or len(rows), len(rows)),
        )
        if answered >= needed:
            return
        if not given:
            raise AnswerInvalid(_("Please answer this question."), "required", missing)
        if needed == len(rows):
            raise AnswerInvalid(_("Please answer every row."), "incomplete", missing)
        message = ngettext("Please answer at least %(n)d row.", "Please answer at least %(n)d rows.", needed)
        raise AnswerInvalid(message % {"n": needed}, "incomplete", missing)

    def _is_row_complete(self, element: Element[S], value: object, slots: Sequence[Slot]) -> bool:
        cells = self.unpacked(value)
        if isinstance(element.settings, CellsSettings) and element.settings.row_needs == "any":
            return bool(cells)
        return bool(cells) and all(slot.key in cells for slot in slots)

    def cells_by_row(
        self, element: Element[S], value: object
    ) -> Iterator[tuple[Row, list[tuple[Slot, Any]]]]:
        """The rows that there still are with the cells that were filled in."""
        given, slots = value if isinstance(value, Mapping) else {}, self.slots(element)
        for row in element.settings.rows:
            cells = self.unpacked(given.get(row.id))
            yield row, [(slot, cells[slot.key]) for slot in slots if slot.key in cells]
