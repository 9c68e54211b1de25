"""A survey with open answers in three languages."""

import datetime
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from analytics.results import Selection
from analytics.results.versions import read_layout
from analytics.texts.columns import TextColumn, text_column
from analytics.texts.keeping import keep_up
from analytics.texts.searching import AnswersPage, Sought, answers_found
from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope
from tests.analytics.made import NOON, choice, definition, question, respond
from tests.builders import published_survey

WORDS = "text:q_00000008"
TEXTS = (
    ("en", "The delivery was late, and late deliveries annoy me."),
    ("en", "Late delivery again. Friendly staff!"),
    ("nl", "De bezorging was te laat, het personeel vriendelijk."),
    ("zh-Hans", "送货速度太慢了，服务非常满意"),
    ("en", "Café prices are fine; the coffee is not"),
)
PAGE = [
    question(1, "single_choice", "team", choices=[choice("a"), choice("b")]),
    question(3, "nps", "likely"),
    question(8, "long_text", "words"),
]


@pytest.fixture
def survey(acme: Scope) -> Survey:
    """Five answers, the first changed last; one who skipped the question, one who never saw it."""
    survey = published_survey(definition(PAGE))
    for number, (language, text) in enumerate(TEXTS):
        moment = NOON - datetime.timedelta(minutes=number)
        answers = {"q_00000001": "c_aaaaaaaa" if number < 2 else "c_bbbbbbbb", "q_00000003": 9 - number}
        respond(survey, answers | {"q_00000008": text}, language=language, changed_at=moment)
    respond(survey, {"q_00000008": None})
    respond(survey, {"q_00000001": "c_aaaaaaaa"})
    return survey


def column_of(survey: Survey) -> TextColumn:
    """The open answers, as they are now."""
    return text_column(read_layout(survey.pk), WORDS)


def search(survey: Survey, text: str = "", *, tag: str = "", size: int = 10, **more: Any) -> AnswersPage:
    """What a search finds."""
    keep_up(survey.pk)
    sought = Sought(column_of(survey), Selection(), text, tag)
    return answers_found(survey.pk, sought, size=size, **more)


def responses_in_order() -> list[UUID]:
    """Those with an answer, the first one first."""
    return list(
        Response.objects.filter(answers__q_00000008__isnull=False)
        .exclude(answers__q_00000008=None)
        .order_by("-changed_at")
        .values_list("pk", flat=True)
    )


def numbers(page: AnswersPage) -> Sequence[int]:
    """Which of ``TEXTS`` were found."""
    texts = [text for _language, text in TEXTS]
    return [texts.index(answer.text) for answer in page.answers]
