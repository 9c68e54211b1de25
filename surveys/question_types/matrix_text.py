"""Matrix of texts: something to write in every cell."""

from typing import Annotated, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from surveys.ids import NewId
from surveys.question_types.elements import Choices, Element, Panel
from surveys.question_types.grid_cells import Slot, TextCell
from surveys.question_types.grid_settings import CellsSettings, starting_columns, starting_rows
from surveys.question_types.grids import GridType
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers


class MatrixTextSettings(CellsSettings):
    """Settings of a matrix of texts."""

    columns: Annotated[Choices, Panel(gettext_lazy("Columns"), kind="columns")] = ()
    maximum_length: Annotated[
        Annotated[int, Field(ge=1, le=1_000)], Panel(gettext_lazy("Characters in a cell at most"))
    ] = 200


@register
class MatrixText(GridType[MatrixTextSettings]):
    """A text for every row and column; the answer is ``{row id: {column id: text}}``."""

    key = "matrix_text"
    label = gettext_lazy("Matrix of texts")
    description = gettext_lazy("Rows and columns, with a text in each cell.")
    synonyms = gettext_lazy("grid table open text rows columns cells")
    icon = "table-properties"
    place = 4
    summary_kind = "grid"
    column_kind = "text"
    item_fields: ClassVar = {**GridType.item_fields, "columns": ("visible_if",)}
    settings_model = MatrixTextSettings

    def slots(self, element: Element[MatrixTextSettings]) -> tuple[Slot, ...]:
        cell = TextCell(element.settings.maximum_length)
        return tuple(Slot(each.id, each.code, each.label, cell) for each in element.settings.columns)

    def starting_settings(self, new_id: NewId, language: str) -> MatrixTextSettings:
        words = [_("Column %(number)d") % {"number": number} for number in (1, 2)]
        rows = starting_rows(new_id, language)
        return MatrixTextSettings(rows=rows, columns=starting_columns(new_id, language, words))

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_ddddddd1", "code": "first", "label": {"en": "First visit", "ar": "أول زيارة"}},
                {"id": "r_ddddddd2", "code": "last", "label": {"en": "Last visit"}},
            ],
            "columns": [
                {"id": "c_fffffff1", "code": "liked", "label": {"en": "Liked"}},
                {"id": "c_fffffff2", "code": "missed", "label": {"en": "Missed", "ar": "ناقص"}},
            ],
            "maximum_length": 40,
            "minimum_rows": 1,
            "repeat_header": 12,
            "row_needs": "any",
        }

    def sample_answers(self, element: Element[MatrixTextSettings]) -> SampleAnswers:
        first, last = (row.id for row in element.settings.rows)
        liked, missed = (column.id for column in element.settings.columns)
        return SampleAnswers(
            valid=(
                (
                    {last: {missed: "  the lift "}, first: {liked: "colours", missed: " "}},
                    {first: {liked: "colours"}, last: {missed: "the lift"}},
                ),
                *(({}, None), ({first: {liked: ""}}, None), (None, None)),
            ),
            invalid=(
                *(({"r_aaaaaaa9": {}}, "unknown_row"), ({first: {"c_aaaaaaa1": "a"}}, "unknown_column")),
                *(({first: {liked: "a" * 41}}, "too_long"), ({first: {liked: "a" * 10**7}}, "too_long")),
                *(({first: {liked: 5}}, "wrong_type"), ({first: "colours"}, "wrong_type")),
                *(({first: {liked: "\x00"}}, "null_byte"), ({first: {liked: {}}}, "wrong_type")),
            ),
        )
