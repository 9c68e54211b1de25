"""Dual matrix: every row judged on two scales."""

from typing import Annotated, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from surveys.ids import NewId
from surveys.question_types.elements import Choices, Element, Panel
from surveys.question_types.grid_cells import Slot
from surveys.question_types.grid_choices import ChoiceCell
from surveys.question_types.grid_settings import CellsSettings, starting_columns, starting_rows
from surveys.question_types.grids import GridType
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers
from surveys.texts import PlainText


class MatrixDualSettings(CellsSettings):
    """Settings of a matrix with two sets of columns, each with words above it."""

    first_label: Annotated[PlainText, Panel(gettext_lazy("Words above the first scale"))] = Field(
        default_factory=dict
    )
    second_label: Annotated[PlainText, Panel(gettext_lazy("Words above the second scale"))] = Field(
        default_factory=dict
    )
    columns: Annotated[Choices, Panel(gettext_lazy("Columns of the first scale"), kind="columns")] = ()
    second_columns: Annotated[
        Choices, Panel(gettext_lazy("Columns of the second scale"), kind="columns")
    ] = ()


@register
class MatrixDual(GridType[MatrixDualSettings]):
    """Two columns for every row; the answer is ``{row id: {"first": column id, "second": column id}}``."""

    key = "matrix_dual"
    label = gettext_lazy("Dual matrix")
    description = gettext_lazy("Several rows judged on two scales side by side.")
    synonyms = gettext_lazy("grid two scales importance performance satisfaction compare")
    icon = "columns-2"
    place = 6
    summary_kind = "grid"
    column_kind = "category"
    item_fields: ClassVar = {**GridType.item_fields, "second_columns": ("score", "visible_if")}
    settings_model = MatrixDualSettings

    def slots(self, element: Element[MatrixDualSettings]) -> tuple[Slot, ...]:
        settings = element.settings
        return (
            Slot("first", "first", settings.first_label, ChoiceCell(settings.columns)),
            Slot("second", "second", settings.second_label, ChoiceCell(settings.second_columns)),
        )

    def lists_of_choices(self, element: Element[MatrixDualSettings]) -> tuple[str, ...]:
        return ("columns", "second_columns")

    def starting_settings(self, new_id: NewId, language: str) -> MatrixDualSettings:
        words = (_("Low"), _("Medium"), _("High"))
        return MatrixDualSettings(
            rows=starting_rows(new_id, language),
            first_label={language: _("Importance")},
            second_label={language: _("Satisfaction")},
            columns=starting_columns(new_id, language, words),
            second_columns=starting_columns(new_id, language, words),
        )

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_eeeeeee1", "code": "pay", "label": {"en": "Pay", "ar": "الأجر"}},
                {"id": "r_eeeeeee2", "code": "team", "label": {"en": "Team"}},
            ],
            "first_label": {"en": "Important?", "ar": "مهم؟"},
            "second_label": {"en": "Content?"},
            "columns": [
                {"id": "c_ggggggg1", "code": "no", "label": {"en": "No", "ar": "لا"}, "score": 1},
                {"id": "c_ggggggg2", "code": "yes", "label": {"en": "Yes"}, "score": 2},
            ],
            "second_columns": [
                {"id": "c_ggggggg3", "code": "no", "label": {"en": "No", "ar": "لا"}},
                {"id": "c_ggggggg4", "code": "yes", "label": {"en": "Yes"}},
            ],
            "minimum_rows": 1,
            "repeat_header": 10,
            "row_needs": "any",
        }

    def sample_answers(self, element: Element[MatrixDualSettings]) -> SampleAnswers:
        pay, team = (row.id for row in element.settings.rows)
        no, yes = (column.id for column in element.settings.columns)
        bad, good = (column.id for column in element.settings.second_columns)
        return SampleAnswers(
            valid=(
                (
                    {team: {"second": bad, "first": yes}, pay: {"first": no}},
                    {pay: {"first": no}, team: {"first": yes, "second": bad}},
                ),
                *(({pay: {"first": ""}}, None), ({}, None), (None, None)),
            ),
            invalid=(
                *(({"r_aaaaaaa9": {}}, "unknown_row"), ({pay: {"third": no}}, "unknown_column")),
                *(({pay: {"first": good}}, "not_offered"), ({pay: {"second": no}}, "not_offered")),
                *(({pay: no}, "wrong_type"), ([no], "wrong_type"), ({pay: {"first": True}}, "not_offered")),
            ),
        )
