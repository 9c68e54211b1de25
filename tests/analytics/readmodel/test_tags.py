"""Tags of open answers, where answers lie in files and come in transactions of their own."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from analytics.models import AnswerTag, AnswerWords, TextState
from analytics.results import ChoicesSummary, Results, Selection
from analytics.results.versions import read_layout
from analytics.tasks import read_texts
from analytics.texts import keeping
from analytics.texts.codebook import TagFields, add_tag
from analytics.texts.columns import text_column
from analytics.texts.keeping import READ, keep_up
from analytics.texts.ruling import add_rule
from analytics.texts.searching import Sought, answers_found
from analytics.texts.tagging import tag_answers, untag_answers
from responses.models import Response
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tenants.scope import schema
from tests.analytics.column_files import another_process, compacted, gathered, small_files
from tests.analytics.made import definition, question, respond
from tests.builders import published_survey
from tests.tenants.kinds_of_work import message

FIELD = "text:q_00000008"


@pytest.fixture
def survey() -> Iterator[Survey]:
    """Four answers, which are in a file, and one who didn't answer."""
    with small_files():
        survey = published_survey(definition([question(8, "long_text", "words")]))
        for text in ("late", "too late", "cheap", "fine"):
            respond(survey, {"q_00000008": text})
        respond(survey, {"q_00000008": None})
        gathered(survey.pk)
        yield survey


@pytest.fixture
def tag(survey: Survey) -> AnswerTag:
    return add_tag(survey_id=survey.pk, field=FIELD, fields=TagFields("Late"), by=User.objects.get())


def counts(survey: Survey) -> tuple[int, int]:
    """How many answers have the tag, and how many there are; read by this process, and by another."""
    found = []
    for _process in range(2):
        results = Results.of(survey.pk)
        (question,) = [each for each in results.questions if each.is_coded]
        summary = results.summary(question)
        assert isinstance(summary, ChoicesSummary)
        found.append((summary.counts[0].n, summary.base.answered if summary.base else 0))
        another_process()
    assert found[0] == found[1]
    return found[0]


def said(text: str) -> list[UUID]:
    return list(Response.objects.filter(answers__q_00000008__icontains=text).values_list("pk", flat=True))


def test_tags_are_counted_where_answers_lie_in_files(survey: Survey, tag: AnswerTag) -> None:
    by = User.objects.get()
    assert counts(survey) == (0, 4)

    tag_answers(tag=tag, responses=said("late"), by=by)
    assert counts(survey) == (2, 4)

    gathered(survey.pk)
    compacted(survey.pk)
    assert counts(survey) == (2, 4)

    untag_answers(tag=tag, responses=said("too"), by=by)
    assert counts(survey) == (1, 4)

    Response.objects.filter(pk__in=said("cheap")).delete()
    assert counts(survey) == (1, 3)


def test_of_many_answers_workers_read_the_rest(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 2)

    assert not keep_up(survey.pk)
    assert AnswerWords.objects.filter(survey=survey.pk).count() == 2
    assert DueWork.objects.filter(kind=READ, key=str(survey.pk)).exists()
    assert not keep_up(survey.pk)
    assert keep_up(survey.pk)
    assert AnswerWords.objects.filter(survey=survey.pk).count() == 4
    before = TextState.objects.get(pk=survey.pk).watermark
    respond(survey, {"q_00000008": "late again"})
    column = text_column(read_layout(survey.pk), "words")
    keep_up(survey.pk)
    assert answers_found(survey.pk, Sought(column, Selection(), "late"), size=9).count == 3
    assert TextState.objects.get(pk=survey.pk).watermark >= before


def test_answers_that_come_ask_for_their_tags_where_there_are_rules(survey: Survey, tag: AnswerTag) -> None:
    keep_up(survey.pk)
    respond(survey, {"q_00000008": "late once more"})
    assert not DueWork.objects.filter(kind=READ).exists()

    add_rule(tag=tag, search="late", by=User.objects.get())
    respond(survey, {"q_00000008": "late again"}, status="started")
    assert not DueWork.objects.filter(kind=READ).exists()
    come = respond(survey, {"q_00000008": "late again"})
    assert DueWork.objects.filter(kind=READ, key=str(survey.pk)).exists()

    DueWork.objects.filter(kind=READ).update(due_at=come.changed_at, sends=1)
    message(read_texts, str(survey.pk), organisation=schema())
    assert counts(survey) == (4, 6)
