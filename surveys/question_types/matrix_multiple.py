"""Matrix with any number of choices a row."""

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.ids import NewId
from surveys.question_types.elements import Choices, Element, Panel
from surveys.question_types.grid_cells import Slot
from surveys.question_types.grid_choices import ChoicesCell
from surveys.question_types.grid_settings import GridSettings, starting_columns, starting_rows
from surveys.question_types.grids import GridType
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers


class MatrixMultipleSettings(GridSettings):
    """Settings of a matrix to tick boxes in."""

    columns: Annotated[Choices, Panel(gettext_lazy("Columns"), kind="columns")] = ()


@register
class MatrixMultiple(GridType[MatrixMultipleSettings]):
    """Any columns for every row; the answer is ``{row id: [column ids]}``."""

    key = "matrix_multiple"
    label = gettext_lazy("Matrix of check boxes")
    description = gettext_lazy("All that apply, for each of several rows.")
    synonyms = gettext_lazy("grid table checkboxes rows columns several")
    icon = "grid-2x2-check"
    place = 2
    summary_kind = "matrix"
    column_kind = "set"
    is_flat = True
    settings_model = MatrixMultipleSettings

    def slots(self, element: Element[MatrixMultipleSettings]) -> tuple[Slot, ...]:
        return (Slot("", "", {}, ChoicesCell(element.settings.columns)),)

    def starting_settings(self, new_id: NewId, language: str) -> MatrixMultipleSettings:
        words = [_("Column %(number)d") % {"number": number} for number in (1, 2, 3)]
        rows = starting_rows(new_id, language)
        return MatrixMultipleSettings(rows=rows, columns=starting_columns(new_id, language, words))

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_bbbbbbb1", "code": "phone", "label": {"en": "Phone"}, "heading": {"en": "Devices"}},
                {"id": "r_bbbbbbb2", "code": "laptop", "label": {"en": "Laptop", "ar": "حاسوب"}},
            ],
            "columns": [
                {"id": "c_ddddddd3", "code": "work", "label": {"en": "At work"}, "score": 1},
                {"id": "c_ddddddd4", "code": "home", "label": {"en": "At home", "ar": "في البيت"}},
                {"id": "c_ddddddd5", "code": "way", "label": {"en": "On the way"}, "score": -2},
            ],
            "minimum_rows": 1,
            "repeat_header": 5,
        }

    def sample_answers(self, element: Element[MatrixMultipleSettings]) -> SampleAnswers:
        phone, laptop = (row.id for row in element.settings.rows)
        work, home, way = (column.id for column in element.settings.columns)
        return SampleAnswers(
            valid=(
                ({laptop: [way, work], phone: [home]}, {phone: [home], laptop: [work, way]}),
                ({phone: [], laptop: [work]}, {laptop: [work]}),
                *(({}, None), ({phone: []}, None), (None, None)),
            ),
            invalid=(
                *(({"r_aaaaaaa9": [work]}, "unknown_row"), ({phone: ["c_aaaaaaa1"]}, "not_offered")),
                *(({phone: work}, "wrong_type"), ({phone: [work, work]}, "duplicate"), ([], "wrong_type")),
                *(({phone: [None]}, "not_offered"), ({phone: [work] * 10**6}, "wrong_type")),
            ),
        )
