"""Several short texts: one line for each row."""

from collections.abc import Iterator
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field

from surveys.exceptions import AnswerInvalid, Problem
from surveys.ids import NewId
from surveys.question_types.answers import text_answer
from surveys.question_types.choices import label_problems
from surveys.question_types.elements import Element, Panel, Row, Rows, TypeSettings
from surveys.question_types.parts import Part, PartsType
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers
from surveys.question_types.texts import random_text

_STARTING_ROWS = 3


class MultipleShortTextsSettings(TypeSettings):
    """Settings of several short texts."""

    rows: Annotated[Rows, Panel(gettext_lazy("Rows"), kind="rows")] = ()
    maximum_length: Annotated[int, Field(ge=1, le=2_000), Panel(gettext_lazy("Most characters"))] = 200
    minimum_answered: Annotated[
        int,
        Field(ge=1, le=2_000),
        Panel(gettext_lazy("Rows to fill in"), help=gettext_lazy("Where an answer is required.")),
    ] = 1


@register
class MultipleShortTexts(PartsType[MultipleShortTextsSettings]):
    """A line of text for every row; the answer is ``{row id: text}`` of those filled in."""

    key = "multiple_short_texts"
    label = gettext_lazy("Several short texts")
    description = gettext_lazy("A list of lines, each with its own label.")
    synonyms = gettext_lazy("list of texts multiple lines form fields textboxes")
    icon = "list-plus"
    group = "text"
    place = 7
    is_open = True
    settings_model = MultipleShortTextsSettings

    def starting_settings(self, new_id: NewId, language: str) -> MultipleShortTextsSettings:
        return MultipleShortTextsSettings(
            rows=tuple(
                Row(
                    id=new_id("r"),
                    code=str(number),
                    label={language: _("Row %(number)d") % {"number": number}},
                )
                for number in range(1, _STARTING_ROWS + 1)
            )
        )

    def problems(self, element: Element[MultipleShortTextsSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        if not element.settings.rows:
            yield Problem("settings.rows", _("This question has no rows."), "rows_missing", target=element.id)
        yield from label_problems(element.settings.rows, "settings.rows")

    def parts(self, element: Element[MultipleShortTextsSettings]) -> tuple[Part, ...]:
        return tuple(Part(row.id, row.code, row.label) for row in element.settings.rows)

    def clean_part(self, element: Element[MultipleShortTextsSettings], part: Part, raw: object) -> str | None:
        text = text_answer(raw, maximum=element.settings.maximum_length)
        return text.replace("\n", " ") if text else None

    def check_complete(self, element: Element[MultipleShortTextsSettings], value: AnswerValue | None) -> None:
        super().check_complete(element, value)
        given = value if isinstance(value, dict) else {}
        wanted = min(element.settings.minimum_answered, len(element.settings.rows))
        if len(given) < wanted:
            words = ngettext(
                "Please fill in at least %(number)d row.", "Please fill in at least %(number)d rows.", wanted
            )
            missing = [row.id for row in element.settings.rows if row.id not in given]
            raise AnswerInvalid(words % {"number": wanted}, "incomplete", missing)

    def sample_settings(self) -> dict[str, object]:
        return {
            "rows": [
                {"id": "r_ttttttt1", "code": "best", "label": {"en": "What is best", "ar": "الأفضل"}},
                {"id": "r_ttttttt2", "code": "worst", "label": {"en": "What is worst"}},
            ],
            "maximum_length": 40,
            "minimum_answered": 2,
        }

    def sample_answers(self, element: Element[MultipleShortTextsSettings]) -> SampleAnswers:
        best, worst = (row.id for row in element.settings.rows)
        return SampleAnswers(
            valid=(
                *(({worst: " rain ", best: "sun\nshine"}, {best: "sun shine", worst: "rain"}), (None, None)),
                *(({best: "sun", worst: ""}, {best: "sun"}), ({}, None), ({best: None}, None)),
            ),
            invalid=(
                *(
                    ({"r_aaaaaaa9": "x"}, "unknown_part"),
                    ({best: "x" * 41}, "too_long"),
                    ("sun", "wrong_type"),
                ),
                *(({best: ["sun"]}, "wrong_type"), ({best: "a\x00"}, "null_byte"), (["sun"], "wrong_type")),
            ),
        )

    def random_answer(
        self, element: Element[MultipleShortTextsSettings], random: Random
    ) -> AnswerValue | None:
        rows = element.settings.rows
        count = random.randint(min(element.settings.minimum_answered, len(rows)), len(rows))
        return {
            row.id: random_text(random, minimum=1, maximum=element.settings.maximum_length)
            for row in rows[:count]
        } or None
