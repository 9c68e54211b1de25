"""Matrix side by side: several columns, each with an input of its own kind."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from surveys.exceptions import Problem
from surveys.ids import NewId
from surveys.question_types.choices import label_problems
from surveys.question_types.elements import Choice, Choices, Element, Panel
from surveys.question_types.grid_cells import GridCell, NumberCell, Slot, TextCell
from surveys.question_types.grid_choices import ChoiceCell
from surveys.question_types.grid_settings import CellsSettings, starting_columns, starting_rows
from surveys.question_types.grids import GridType
from surveys.question_types.number import Limit
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers

type ColumnInput = Literal["single", "dropdown", "text", "number"]
COLUMN_INPUTS = (
    ("text", gettext_lazy("Text")),
    ("number", gettext_lazy("Number")),
    ("single", gettext_lazy("One of its choices")),
    ("dropdown", gettext_lazy("Drop-down of its choices")),
)

_MOST_COLUMNS = 20


class SideColumn(Choice):
    """A column with an input of its own kind; ``choices`` are those of a single choice or drop-down, the
    limits those of a number, ``maximum_length`` that of a text."""

    input: ColumnInput = "text"
    choices: Choices = ()
    minimum: Limit | None = None
    maximum: Limit | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    maximum_length: Annotated[int, Field(ge=1, le=1_000)] = 200

    @property
    def offers_choices(self) -> bool:
        """Whether its choices are used."""
        return self.input in ("single", "dropdown")

    @property
    def cell(self) -> GridCell:
        """What its cells hold."""
        if self.input == "text":
            return TextCell(self.maximum_length)
        if self.input == "number":
            return NumberCell(self.minimum, self.maximum, self.decimals)
        return ChoiceCell(self.choices, unfolds=self.input == "dropdown")


class MatrixSideBySideSettings(CellsSettings):
    """Settings of a matrix whose columns differ in kind."""

    item_models: ClassVar = {"columns": SideColumn}

    columns: Annotated[
        tuple[SideColumn, ...],
        Field(strict=False, max_length=_MOST_COLUMNS),
        Panel(gettext_lazy("Columns"), kind="columns"),
    ] = ()


@register
class MatrixSideBySide(GridType[MatrixSideBySideSettings]):
    """An input for every row and column; the answer is ``{row id: {column id: value}}``."""

    key = "matrix_side_by_side"
    label = gettext_lazy("Side by side")
    description = gettext_lazy("Rows with choices, texts and numbers beside each other.")
    synonyms = gettext_lazy("grid mixed columns table compare")
    icon = "columns-3"
    place = 7
    summary_kind = "grid"
    column_kind = "category"
    item_fields: ClassVar = {
        **GridType.item_fields,
        "columns": ("input", "minimum", "maximum", "decimals", "maximum_length", "visible_if"),
    }
    settings_model = MatrixSideBySideSettings

    def slots(self, element: Element[MatrixSideBySideSettings]) -> tuple[Slot, ...]:
        return tuple(Slot(each.id, each.code, each.label, each.cell) for each in element.settings.columns)

    def problems(self, element: Element[MatrixSideBySideSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        for index, column in enumerate(element.settings.columns):
            path = f"settings.columns[{index}].choices"
            if column.offers_choices:
                if not column.choices:
                    message = _("This column has no choices.")
                    yield Problem(path, message, "choices_missing", target=element.id)
                yield from label_problems(column.choices, path)
            if column.minimum is not None and column.maximum is not None and column.minimum > column.maximum:
                message = _("The smallest number is above the largest.")
                yield Problem(
                    f"settings.columns[{index}].minimum", message, "unanswerable", target=element.id
                )

    def starting_settings(self, new_id: NewId, language: str) -> MatrixSideBySideSettings:
        choices = starting_columns(new_id, language, (_("Yes"), _("No")))
        first, second = ({language: _("Column %(number)d") % {"number": number}} for number in (1, 2))
        used = SideColumn(id=new_id("c"), code="1", label=first, input="single", choices=choices)
        why = SideColumn(id=new_id("c"), code="2", label=second)
        return MatrixSideBySideSettings(rows=starting_rows(new_id, language), columns=(used, why))

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_fffffff1", "code": "gym", "label": {"en": "Gym", "ar": "نادي"}},
                {"id": "r_fffffff2", "code": "pool", "label": {"en": "Pool"}},
            ],
            "columns": [
                {
                    "id": "c_hhhhhhh1",
                    "code": "use",
                    "label": {"en": "Use it?", "ar": "تستخدمه؟"},
                    "input": "single",
                    "choices": [
                        {"id": "c_hhhhhhh2", "code": "yes", "label": {"en": "Yes"}, "score": 1},
                        {"id": "c_hhhhhhh3", "code": "no", "label": {"en": "No"}, "score": 0},
                    ],
                },
                {
                    "id": "c_hhhhhhh4",
                    "code": "when",
                    "label": {"en": "When"},
                    "input": "dropdown",
                    "choices": [{"id": "c_hhhhhhh5", "code": "am", "label": {"en": "Morning"}}],
                },
                {
                    "id": "c_hhhhhhh6",
                    "code": "hours",
                    "label": {"en": "Hours"},
                    "input": "number",
                    "minimum": 0,
                    "maximum": 24,
                    "decimals": 1,
                },
                {
                    "id": "c_hhhhhhh7",
                    "code": "why",
                    "label": {"en": "Why"},
                    "input": "text",
                    "maximum_length": 30,
                },
            ],
            "minimum_rows": 1,
            "repeat_header": 10,
            "row_needs": "any",
        }

    def sample_answers(self, element: Element[MatrixSideBySideSettings]) -> SampleAnswers:
        gym, pool = (row.id for row in element.settings.rows)
        use, when, hours, why = (column.id for column in element.settings.columns)
        yes, morning = (element.settings.columns[index].choices[0].id for index in (0, 1))
        return SampleAnswers(
            valid=(
                (
                    {gym: {why: " Fun ", hours: "1,5", when: morning, use: yes}, pool: {hours: 0}},
                    {gym: {use: yes, when: morning, hours: 1.5, why: "Fun"}, pool: {hours: 0}},
                ),
                *(({pool: {use: ""}}, None), ({}, None), (None, None)),
            ),
            invalid=(
                *(({"r_aaaaaaa9": {}}, "unknown_row"), ({gym: {"c_aaaaaaa1": 1}}, "unknown_column")),
                *(({gym: {use: morning}}, "not_offered"), ({gym: {hours: 25}}, "too_large")),
                *(({gym: {hours: -1}}, "too_small"), ({gym: {hours: "many"}}, "not_a_number")),
                *(({gym: {why: "a" * 31}}, "too_long"), (gym, "wrong_type"), ({gym: [yes]}, "wrong_type")),
            ),
        )
