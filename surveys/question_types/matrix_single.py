"""Matrix with one choice a row."""

from collections.abc import Iterator, Mapping
from functools import partial
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import AnswerInvalid, Problem
from surveys.ids import NewId
from surveys.question_types import operators
from surveys.question_types.base import AnswerValue, FormData, QuestionType, SampleAnswers, Shown
from surveys.question_types.choices import label_problems, labelled, offered, words_of
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import Choice, Choices, Element, Panel, Row, Rows, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.wordings import worded


class MatrixSingleSettings(TypeSettings):
    """Settings of a matrix: rows to judge, columns to judge them by."""

    rows: Annotated[Rows, Panel(gettext_lazy("Rows"), kind="rows")] = ()
    columns: Annotated[Choices, Panel(gettext_lazy("Columns"), kind="columns")] = ()


@register
class MatrixSingle(QuestionType[MatrixSingleSettings]):
    """One column for every row; the answer is ``{row id: column id}``. Required means every row."""

    key = "matrix_single"
    label = gettext_lazy("Matrix")
    description = gettext_lazy("Several rows judged on the same scale.")
    icon = "table-2"
    group = "matrix"
    place = 1
    template = "matrix_single.html"
    summary_kind = "matrix"
    column_kind = "category"
    operators = operators.MATRIX
    settings_model = MatrixSingleSettings

    def starting_settings(self, new_id: NewId, language: str) -> MatrixSingleSettings:
        agreement = (_("Disagree"), _("Neither agree nor disagree"), _("Agree"))
        return MatrixSingleSettings(
            rows=tuple(
                Row(
                    id=new_id("r"),
                    code=str(number),
                    label={language: _("Row %(number)d") % {"number": number}},
                )
                for number in (1, 2)
            ),
            columns=tuple(
                Choice(id=new_id("c"), code=str(number), label={language: words})
                for number, words in enumerate(agreement, start=1)
            ),
        )

    def problems(self, element: Element[MatrixSingleSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        settings = element.settings
        if not settings.rows:
            yield Problem("settings.rows", _("This matrix has no rows."), "rows_missing", target=element.id)
        if not settings.columns:
            yield Problem(
                "settings.columns", _("This matrix has no columns."), "choices_missing", target=element.id
            )
        yield from label_problems(settings.rows, "settings.rows")
        yield from label_problems(settings.columns, "settings.columns")

    def read(self, element: Element[MatrixSingleSettings], form: FormData) -> dict[str, str]:
        given = {row.id: form.getlist(f"{element.id}.{row.id}") for row in element.settings.rows}
        return {row: values[-1] for row, values in given.items() if values}

    def clean(self, element: Element[MatrixSingleSettings], raw: object) -> dict[str, str] | None:
        if raw is None:
            return None
        if not isinstance(raw, Mapping):
            raise AnswerInvalid(_("Please choose one answer in each row."), "wrong_type")
        rows = [row.id for row in element.settings.rows]
        if not raw.keys() <= set(rows):
            raise AnswerInvalid(_("Please answer the rows of this question only."), "unknown_row")
        given = {row: raw[row] for row in rows if raw.get(row) not in (None, "")}
        self._check_columns(element, given)
        return {row: str(column) for row, column in given.items()} or None

    @staticmethod
    def _check_columns(element: Element[MatrixSingleSettings], given: Mapping[str, object]) -> None:
        known = {column.id for column in element.settings.columns}
        wrong = [row for row, column in given.items() if not isinstance(column, str) or column not in known]
        if wrong:
            raise AnswerInvalid(
                _("Please choose one of the answers offered in each row."), "not_offered", wrong
            )

    def check_complete(self, element: Element[MatrixSingleSettings], value: AnswerValue | None) -> None:
        given = value if isinstance(value, dict) else {}
        missing = [row.id for row in element.settings.rows if row.id not in given]
        if missing and given:
            raise AnswerInvalid(_("Please choose an answer in every row."), "incomplete", missing)
        if missing:
            raise AnswerInvalid(_("Please answer this question."), "required", missing)

    def input_context(self, element: Element[MatrixSingleSettings], shown: Shown) -> dict[str, object]:
        given = shown.content if isinstance(shown.content, dict) else {}
        settings, language, base = element.settings, shown.language, shown.base_language
        return {
            "columns": [
                worded(column.label, language, base, otherwise=column.code) for column in settings.columns
            ],
            "rows": [
                {
                    "id": row.id,
                    "label": worded(row.label, language, base, otherwise=row.code),
                    "choices": offered(settings.columns, [given.get(row.id)], shown),
                    "is_invalid": row.id in shown.invalid_parts,
                }
                for row in settings.rows
            ],
        }

    def display(
        self,
        element: Element[MatrixSingleSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        given = value if isinstance(value, dict) else {}
        rows, columns = element.settings.rows, element.settings.columns
        words = partial(words_of, language=language, base_language=base_language)
        return "; ".join(f"{words(rows, row)}: {words(columns, column)}" for row, column in given.items())

    def columns(self, element: Element[MatrixSingleSettings]) -> list[Column]:
        categories = labelled(element.settings.columns)
        return [
            Column(
                key=f"{element.id}.{row.id}",
                name=f"{element.name}_{row.code}",
                kind=self.column_kind,
                label=element.text,
                categories=categories,
                part=row.id,
                part_label=row.label,
                part_code=row.code,
            )
            for row in element.settings.rows
        ]

    def cells(self, element: Element[MatrixSingleSettings], value: AnswerValue | None) -> dict[str, Cell]:
        given = value if isinstance(value, dict) else {}
        return {f"{element.id}.{row.id}": given.get(row.id) for row in element.settings.rows}

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_aaaaaaa1", "code": "tools", "label": {"en": "Tools", "ar": "الأدوات"}},
                {"id": "r_aaaaaaa2", "code": "people", "label": {"en": "People"}},
            ],
            "columns": [
                {"id": "c_ddddddd1", "code": "bad", "label": {"en": "Bad", "ar": "سيئ"}},
                {"id": "c_ddddddd2", "code": "good", "label": {"en": "Good"}},
            ],
        }

    def sample_answers(self, element: Element[MatrixSingleSettings]) -> SampleAnswers:
        (tools, people), (bad, good) = (
            [row.id for row in element.settings.rows],
            [column.id for column in element.settings.columns],
        )
        return SampleAnswers(
            valid=(
                ({people: good, tools: bad}, {tools: bad, people: good}),
                ({tools: good, people: ""}, {tools: good}),
                *(({}, None), ({tools: None}, None), (None, None)),
            ),
            invalid=(
                *(
                    ({"r_aaaaaaa9": good}, "unknown_row"),
                    ({tools: "c_aaaaaaa1"}, "not_offered"),
                    ({tools: [good]}, "not_offered"),
                ),
                *(
                    ([bad, good], "wrong_type"),
                    (good, "wrong_type"),
                    ({tools: 1}, "not_offered"),
                    ("", "wrong_type"),
                ),
            ),
        )

    def random_answer(self, element: Element[MatrixSingleSettings], random: Random) -> AnswerValue | None:
        columns = element.settings.columns
        if not columns:
            return None
        last = len(columns) - 1
        return {
            row.id: columns[min(int(random.triangular(0, last + 1, last * 0.8)), last)].id
            for row in element.settings.rows
        } or None
