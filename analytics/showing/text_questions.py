"""The questions with open answers as a list."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from analytics.results import Layout
from analytics.results.asking import condition_of, quoted
from analytics.results.relation import answers_of
from analytics.showing.asked import Asked
from analytics.showing.formats import percentage, whole
from analytics.showing.reader import Reader
from analytics.texts.columns import TextColumn, text_columns
from surveys.texts import wording


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """A question with open answers; ``query`` leads to it. Figures are empty where results are anonymous."""

    title: str
    language: str
    part: str
    number: int | None
    answered: str
    tagged: str
    tagged_share: str
    query: str


def questions_in_words(
    survey_id: UUID,
    layout: Layout,
    asked: Asked,
    *,
    is_open: bool,
    name_of: Callable[[Layout, TextColumn], str],
) -> list[TextQuestion]:
    """All questions with open answers, in order. Figures are counted in one pass."""
    columns = text_columns(layout)
    figures = _figures(survey_id, asked, columns) if is_open and columns else [(None, None)] * len(columns)
    reader = Reader.of(layout)
    return [
        _in_words(column, reader, figure, asked.query([("question", name_of(layout, column))]))
        for column, figure in zip(columns, figures, strict=True)
    ]


type _Figure = tuple[int | None, int | None]


def _in_words(column: TextColumn, reader: Reader, figure: _Figure, query: str) -> TextQuestion:
    answered, tagged = figure
    title, language = wording(column.question.text, reader.language, reader.base_language)
    share = 100 * tagged / answered if tagged is not None and answered else None
    return TextQuestion(
        title=title or column.name,
        language=language,
        part=reader.words(column.variable.part_label),
        number=column.question.number,
        answered="" if answered is None else whole(answered),
        tagged="" if tagged is None else whole(tagged),
        tagged_share="" if share is None else percentage(share),
        query=query,
    )


def _figures(survey_id: UUID, asked: Asked, columns: tuple[TextColumn, ...]) -> list[_Figure]:
    counted = []
    with answers_of(survey_id) as answers:
        tags = {coding.source: quoted(coding.field) for coding in answers.layout.codings}
        for column in columns:
            given = tags.get(column.field, "[]")
            counted += [f"count({quoted(column.field)})", f"count(*) FILTER (len({given}) > 0)"]
        condition, parameters = condition_of(asked.selection, answers.layout)
        (found,) = answers.ask(
            f"SELECT {', '.join(counted)} FROM {answers.relation} WHERE {condition}",  # noqa: S608
            **parameters,
        )
    return list(zip(found[::2], found[1::2], strict=True))
