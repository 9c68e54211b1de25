"""Open answers out of responses, in the order in which these were written last."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from analytics.results.questions import Layout
from analytics.results.readers import ReadQuestion, hashed
from analytics.texts.columns import text_columns
from responses.models import Response
from surveys.draft_words import config_of
from surveys.question_types.missing import refusal_of

_NEEDED = ("id", "version_id", "language", "answers", "position")


class Text(NamedTuple):
    """An open answer: the response, its column, its language and what was written."""

    response: UUID
    field: str
    language: str
    text: str

    @property
    def digest(self) -> int:
        """64 bits that change with the text, and with how its words are told."""
        return hashed(f"{config_of(self.language)}\n{self.text}")


class Portion(NamedTuple):
    """Responses in a row and their open answers; ``until`` is the position after the last of them."""

    responses: tuple[UUID, ...]
    texts: tuple[Text, ...]
    until: int
    is_last: bool


def read_portion(survey_id: UUID, layout: Layout, *, since: int, most: int) -> Portion:
    """Return the texts of about ``most`` responses that were written at ``since`` or later.

    What one transaction wrote stays together, so it can be more. Two or three queries.
    """
    rows = Response.objects.filter(survey_id=survey_id, position__gte=since)
    places = rows.order_by("position").values_list("position", flat=True)[: most + 1]
    found = list(places)
    until = (found[-1] if found else since) + 1
    if len(found) > most and found[-1] > found[0]:
        until = found[-1]
    is_last = len(found) <= most or not rows.filter(position__gte=until).exists()
    chosen = list(rows.filter(position__lt=until).values(*_NEEDED))
    return Portion(
        tuple(row["id"] for row in chosen), tuple(texts_in(chosen, layout)), until, is_last=is_last
    )


def texts_in(rows: Iterable[Mapping[str, Any]], layout: Layout) -> Iterator[Text]:
    """The open answers in rows of responses; those of versions that the layout doesn't know have none."""
    texts = {column.field for column in text_columns(layout)}
    readers = {pk: _reading(reader.questions, texts) for pk, reader in layout.readers.items()}
    for row in rows:
        for question, fields in readers.get(str(row["version_id"]), ()):
            answer = row["answers"].get(question.id)
            if answer is None or refusal_of(answer):
                continue
            cells = question.given(answer)
            for key, field in fields:
                if text := cells.get(key):
                    yield Text(row["id"], field, row["language"], str(text))


def _reading(
    questions: Iterable[ReadQuestion], texts: set[str]
) -> list[tuple[ReadQuestion, list[tuple[str, str]]]]:
    found = ((question, [each for each in question.fields if each[1] in texts]) for question in questions)
    return [(question, fields) for question, fields in found if fields]
