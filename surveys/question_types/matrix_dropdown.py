"""Matrix of drop-downs: one of the same choices in every cell."""

from typing import Annotated, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.ids import NewId
from surveys.question_types.choices import starting_choices
from surveys.question_types.elements import Choices, Element, Panel
from surveys.question_types.grid_cells import Slot
from surveys.question_types.grid_choices import ChoiceCell
from surveys.question_types.grid_settings import CellsSettings, starting_columns, starting_rows
from surveys.question_types.grids import GridType
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers


class MatrixDropdownSettings(CellsSettings):
    """Settings of a matrix of drop-downs: ``choices`` are those of every cell."""

    columns: Annotated[Choices, Panel(gettext_lazy("Columns"), kind="columns")] = ()
    choices: Annotated[Choices, Panel(gettext_lazy("Choices in each cell"), kind="choices")] = ()


@register
class MatrixDropdown(GridType[MatrixDropdownSettings]):
    """A choice for every row and column; the answer is ``{row id: {column id: choice id}}``."""

    key = "matrix_dropdown"
    label = gettext_lazy("Matrix of drop-downs")
    description = gettext_lazy("Rows and columns, with one answer from a list in each cell.")
    synonyms = gettext_lazy("grid table select list rows columns cells")
    icon = "table-rows-split"
    place = 3
    summary_kind = "grid"
    column_kind = "category"
    item_fields: ClassVar = {
        **GridType.item_fields,
        "columns": ("visible_if",),
        "choices": ("score", "visible_if"),
    }
    settings_model = MatrixDropdownSettings

    def slots(self, element: Element[MatrixDropdownSettings]) -> tuple[Slot, ...]:
        cell = ChoiceCell(element.settings.choices, unfolds=True)
        return tuple(Slot(each.id, each.code, each.label, cell) for each in element.settings.columns)

    def lists_of_choices(self, element: Element[MatrixDropdownSettings]) -> tuple[str, ...]:
        return ("columns", "choices")

    def starting_settings(self, new_id: NewId, language: str) -> MatrixDropdownSettings:
        words = [_("Column %(number)d") % {"number": number} for number in (1, 2)]
        return MatrixDropdownSettings(
            rows=starting_rows(new_id, language),
            columns=starting_columns(new_id, language, words),
            choices=starting_choices(new_id, language),
        )

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_ccccccc1", "code": "tea", "label": {"en": "Tea", "ar": "شاي"}},
                {"id": "r_ccccccc2", "code": "coffee", "label": {"en": "Coffee"}},
            ],
            "columns": [
                {"id": "c_eeeeeee1", "code": "taste", "label": {"en": "Taste"}},
                {"id": "c_eeeeeee2", "code": "price", "label": {"en": "Price", "ar": "السعر"}},
            ],
            "choices": [
                {"id": "c_eeeeeee3", "code": "low", "label": {"en": "Low", "ar": "منخفض"}, "score": 0},
                {"id": "c_eeeeeee4", "code": "high", "label": {"en": "High"}, "score": 0.1},
            ],
            "minimum_rows": 2,
            "repeat_header": 20,
            "row_needs": "any",
        }

    def sample_answers(self, element: Element[MatrixDropdownSettings]) -> SampleAnswers:
        tea, coffee = (row.id for row in element.settings.rows)
        taste, price = (column.id for column in element.settings.columns)
        low, high = (choice.id for choice in element.settings.choices)
        return SampleAnswers(
            valid=(
                (
                    {coffee: {price: low, taste: high}, tea: {taste: low}},
                    {tea: {taste: low}, coffee: {taste: high, price: low}},
                ),
                ({tea: {taste: "", price: high}, coffee: {price: None}}, {tea: {price: high}}),
                *(({}, None), ({tea: {}}, None), ({tea: None}, None), (None, None)),
            ),
            invalid=(
                *(({"r_aaaaaaa9": {taste: low}}, "unknown_row"), ({tea: {taste: taste}}, "not_offered")),
                *(({tea: {low: low}}, "unknown_column"), ({tea: low}, "wrong_type"), (low, "wrong_type")),
                *(({tea: {taste: [low]}}, "not_offered"), ({tea: [low]}, "wrong_type")),
            ),
        )
