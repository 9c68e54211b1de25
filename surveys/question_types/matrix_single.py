"""Matrix with one choice a row."""

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.ids import NewId
from surveys.question_types.elements import Choices, Element, Panel
from surveys.question_types.grid_cells import Slot
from surveys.question_types.grid_choices import ChoiceCell
from surveys.question_types.grid_settings import GridSettings, starting_columns, starting_rows
from surveys.question_types.grids import GridType
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers


class MatrixSingleSettings(GridSettings):
    """Settings of a matrix: rows to judge, columns to judge them by."""

    columns: Annotated[Choices, Panel(gettext_lazy("Columns"), kind="columns")] = ()


@register
class MatrixSingle(GridType[MatrixSingleSettings]):
    """One column for every row; the answer is ``{row id: column id}``."""

    key = "matrix_single"
    label = gettext_lazy("Matrix")
    description = gettext_lazy("Several rows judged on the same scale.")
    synonyms = gettext_lazy("grid table likert battery radio rows columns")
    icon = "table-2"
    place = 1
    summary_kind = "matrix"
    column_kind = "category"
    is_flat = True
    settings_model = MatrixSingleSettings

    def slots(self, element: Element[MatrixSingleSettings]) -> tuple[Slot, ...]:
        return (Slot("", "", {}, ChoiceCell(element.settings.columns)),)

    def starting_settings(self, new_id: NewId, language: str) -> MatrixSingleSettings:
        words = (_("Disagree"), _("Neither agree nor disagree"), _("Agree"))
        rows = starting_rows(new_id, language)
        return MatrixSingleSettings(rows=rows, columns=starting_columns(new_id, language, words))

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_aaaaaaa1", "code": "tools", "label": {"en": "Tools", "ar": "الأدوات"}},
                {"id": "r_aaaaaaa2", "code": "people", "label": {"en": "People"}},
            ],
            "columns": [
                {"id": "c_ddddddd1", "code": "bad", "label": {"en": "Bad", "ar": "سيئ"}, "score": 1},
                {"id": "c_ddddddd2", "code": "good", "label": {"en": "Good"}, "score": 2.5},
            ],
            "repeat_header": 10,
        }

    def sample_answers(self, element: Element[MatrixSingleSettings]) -> SampleAnswers:
        tools, people = (row.id for row in element.settings.rows)
        bad, good = (column.id for column in element.settings.columns)
        return SampleAnswers(
            valid=(
                ({people: good, tools: bad}, {tools: bad, people: good}),
                ({tools: good, people: ""}, {tools: good}),
                *(({}, None), ({tools: None}, None), (None, None)),
            ),
            invalid=(
                *(({"r_aaaaaaa9": good}, "unknown_row"), ({tools: "c_aaaaaaa1"}, "not_offered")),
                *(({tools: [good]}, "not_offered"), ({tools: 1}, "not_offered"), ("", "wrong_type")),
                *(([bad, good], "wrong_type"), (good, "wrong_type"), ({tools: {}}, "not_offered")),
            ),
        )
