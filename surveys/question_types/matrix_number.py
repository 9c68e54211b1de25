"""Matrix of numbers: a table to fill in, with totals."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from random import Random
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid, Problem
from surveys.ids import NewId
from surveys.question_types.elements import Choices, Element, Panel
from surveys.question_types.grid_cells import NumberCell, Slot
from surveys.question_types.grid_settings import CellsSettings, starting_columns, starting_rows
from surveys.question_types.grid_tables import inputs_of
from surveys.question_types.grids import GridType
from surveys.question_types.number import Limit
from surveys.question_types.numbers import number_answer, number_words
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown


class MatrixNumberSettings(CellsSettings):
    """Settings of a matrix of numbers. ``required_total`` is what all of them must add up to."""

    columns: Annotated[Choices, Panel(gettext_lazy("Columns"), kind="columns")] = ()
    minimum: Annotated[Limit | None, Panel(gettext_lazy("Smallest number"), kind="number")] = None
    maximum: Annotated[Limit | None, Panel(gettext_lazy("Largest number"), kind="number")] = None
    decimals: Annotated[int, Field(ge=0, le=6), Panel(gettext_lazy("Decimals"))] = 0
    show_totals: Annotated[bool, Panel(gettext_lazy("Show totals"))] = True
    required_total: Annotated[
        Limit | None,
        Panel(
            gettext_lazy("All numbers must add up to"), help=gettext_lazy("Empty for any sum."), kind="number"
        ),
    ] = None

    @model_validator(mode="after")
    def _in_order(self) -> "MatrixNumberSettings":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise PydanticCustomError("range_reversed", "the minimum is above the maximum")
        return self


@register
class MatrixNumber(GridType[MatrixNumberSettings]):
    """A number for every row and column; the answer is ``{row id: {column id: number}}``."""

    key = "matrix_number"
    label = gettext_lazy("Matrix of numbers")
    description = gettext_lazy("Rows and columns of numbers, added up.")
    synonyms = gettext_lazy("grid table numeric spreadsheet totals sum rows columns")
    icon = "calculator"
    place = 5
    summary_kind = "grid"
    column_kind = "number"
    scripts = ("js/grid_totals.js",)
    item_fields: ClassVar = {**GridType.item_fields, "columns": ("visible_if",)}
    settings_model = MatrixNumberSettings

    def slots(self, element: Element[MatrixNumberSettings]) -> tuple[Slot, ...]:
        settings = element.settings
        cell = NumberCell(settings.minimum, settings.maximum, settings.decimals)
        return tuple(Slot(each.id, each.code, each.label, cell) for each in settings.columns)

    def problems(self, element: Element[MatrixNumberSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        settings = element.settings
        cells, total = len(settings.rows) * len(settings.columns), settings.required_total
        if total is not None and cells and not _can_add_up(settings, cells):
            message = _("The numbers can't add up to this within their limits.")
            yield Problem("settings.required_total", message, "unanswerable", target=element.id)

    def clean(self, element: Element[MatrixNumberSettings], raw: object) -> dict[str, Any] | None:
        value = super().clean(element, raw)
        wanted = element.settings.required_total
        if value is None or wanted is None:
            return value
        total = sum(
            (Decimal(repr(given)) for cells in value.values() for given in cells.values()), Decimal(0)
        )
        if total != Decimal(repr(wanted)):
            sums = {"total": number_words(wanted), "sum": number_words(float(total))}
            message = _("The numbers must add up to %(total)s. They now add up to %(sum)s.") % sums
            raise AnswerInvalid(message, "wrong_total")
        return value

    def rule(self, element: Element[MatrixNumberSettings]) -> str:
        wanted = element.settings.required_total
        if wanted is None:
            return super().rule(element)
        words = _("All numbers together must be %(total)s.") % {"total": number_words(wanted)}
        return f"{super().rule(element)} {words}".strip()

    def input_context(self, element: Element[MatrixNumberSettings], shown: Shown) -> dict[str, object]:
        context = super().input_context(element, shown)
        return context | self._totals(element.settings, context) if element.settings.show_totals else context

    @staticmethod
    def _totals(settings: MatrixNumberSettings, context: dict[str, Any]) -> dict[str, object]:
        """Totals of rows, columns and all, as far as what was typed are numbers."""
        rows: dict[str, Decimal] = {}
        columns: dict[str, Decimal] = {}
        for row, column, control in inputs_of(context["rows"]):
            number = _number(control["content"], settings.decimals)
            rows[row] = rows.get(row, Decimal(0)) + number
            columns[column] = columns.get(column, Decimal(0)) + number
        words = [(column["id"], column["label"]) for column in context["groups"]]
        return {
            "rows": [row | {"total": _words(rows[row["id"]])} for row in context["rows"]],
            "totals": {
                "columns": [
                    {"key": key, "label": label, "total": _words(total)}
                    for (key, total), (_id, label) in zip(columns.items(), words, strict=True)
                ],
                "all": _words(sum(rows.values(), Decimal(0))),
                "decimals": settings.decimals,
            },
        }

    def random_answer(self, element: Element[MatrixNumberSettings], random: Random) -> AnswerValue | None:
        settings = element.settings
        if settings.required_total is None:
            return super().random_answer(element, random)
        places = [(row.id, column.id) for row in settings.rows for column in settings.columns]
        shares = _shares(settings, len(places), random)
        found: dict[str, dict[str, int | float]] = {}
        for (row, column), share in zip(places, shares, strict=False):
            found.setdefault(row, {})[column] = int(share) if share == int(share) else float(share)
        return found or None

    def starting_settings(self, new_id: NewId, language: str) -> MatrixNumberSettings:
        words = [_("Column %(number)d") % {"number": number} for number in (1, 2)]
        rows = starting_rows(new_id, language)
        return MatrixNumberSettings(rows=rows, columns=starting_columns(new_id, language, words))

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_ggggggg1", "code": "adults", "label": {"en": "Adults", "ar": "بالغون"}},
                {"id": "r_ggggggg2", "code": "children", "label": {"en": "Children"}},
            ],
            "columns": [
                {"id": "c_iiiiiii1", "code": "summer", "label": {"en": "Summer"}},
                {"id": "c_iiiiiii2", "code": "winter", "label": {"en": "Winter", "ar": "شتاء"}},
            ],
            "minimum": 0,
            "maximum": 99.5,
            "decimals": 1,
            "show_totals": True,
            "minimum_rows": 1,
            "repeat_header": 10,
            "row_needs": "any",
        }

    def sample_answers(self, element: Element[MatrixNumberSettings]) -> SampleAnswers:
        adults, children = (row.id for row in element.settings.rows)
        summer, winter = (column.id for column in element.settings.columns)
        return SampleAnswers(
            valid=(
                (
                    {children: {winter: "0"}, adults: {winter: 2, summer: "1,5"}},
                    {adults: {summer: 1.5, winter: 2}, children: {winter: 0}},
                ),
                *(({adults: {summer: " "}}, None), ({adults: {}}, None), ({}, None), (None, None)),
            ),
            invalid=(
                *(({"r_aaaaaaa9": {}}, "unknown_row"), ({adults: {"c_aaaaaaa1": 1}}, "unknown_column")),
                *(({adults: {summer: -1}}, "too_small"), ({adults: {summer: 100}}, "too_large")),
                *(({adults: {summer: "x"}}, "not_a_number"), ({adults: {summer: [1]}}, "not_a_number")),
                *(({adults: {summer: float("nan")}}, "not_a_number"), ({adults: 5}, "wrong_type")),
                *(
                    ({adults: {summer: 0.25}}, "too_many_decimals"),
                    ({adults: {summer: 10**400}}, "out_of_range"),
                ),
            ),
        )


def _limits(settings: MatrixNumberSettings) -> tuple[Decimal, Decimal]:
    """The lowest and highest number that a cell can hold, with the decimals it may have."""
    total, step = Decimal(repr(settings.required_total)), Decimal(1).scaleb(-settings.decimals)
    low = min(Decimal(0), total) if settings.minimum is None else Decimal(repr(settings.minimum))
    high = max(low, total) if settings.maximum is None else Decimal(repr(settings.maximum))
    return low.quantize(step, ROUND_CEILING), high.quantize(step, ROUND_FLOOR)


def _can_add_up(settings: MatrixNumberSettings, count: int) -> bool:
    """Whether ``count`` numbers can make the required total."""
    low, high = _limits(settings)
    total = Decimal(repr(settings.required_total))
    fits = total == round(total, settings.decimals)
    return fits and low * count <= total and (settings.maximum is None or total <= high * count)


def _shares(settings: MatrixNumberSettings, count: int, random: Random) -> list[Decimal]:
    """``count`` numbers within the limits that add up to the required total; none where that can't be."""
    low, high = _limits(settings)
    left = Decimal(repr(settings.required_total)) - low * count
    if not count or not _can_add_up(settings, count):
        return []
    shares = []
    for after in reversed(range(count)):
        least, most = max(Decimal(0), left - (high - low) * after), min(high - low, left)
        drawn = Decimal(random.random()) * 2 * left / (after + 1) if after else left
        share = min(max(round(drawn, settings.decimals), least), most)
        shares.append(low + share)
        left -= share
    return shares


def _number(typed: object, decimals: int) -> Decimal:
    """What was typed as a number; 0 for what is none."""
    try:
        value = number_answer(typed, decimals=decimals)
    except AnswerInvalid:
        return Decimal(0)
    return Decimal(0) if value is None else Decimal(repr(value))


def _words(total: Decimal) -> str:
    return number_words(int(total) if total == int(total) else float(total))
