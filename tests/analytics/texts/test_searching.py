"""Searching open answers."""

from uuid import uuid4

import pytest

from analytics.models import AnswerWords, TextState
from analytics.results import Selection
from analytics.results.filtering import Condition, Filter, Group
from analytics.texts.asking import read_search
from analytics.texts.keeping import keep_up
from analytics.texts.marking import marked
from analytics.texts.searching import Sought, answers_found
from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope
from tests.analytics.made import respond
from tests.analytics.texts.conftest import TEXTS, column_of, numbers, search
from tests.gathering import gathered

FOUND = [
    ("", [0, 1, 2, 3, 4]),
    ("delivery", [0, 1]),
    ("DELIVERIES", [0, 1]),
    ("late delivery", [0, 1]),
    ('"late delivery"', [1]),
    ('"late, DELIVERY"', [1]),
    ("late -again", [0, 2]),
    ("again OR annoy", [0, 1]),
    ("again | cafe", [1, 4]),
    ("cafe", [4]),
    ("café", [4]),
    ("deliver*", [0, 1]),
    ("vriendelijke", [2]),
    ("速度", [3]),
    ("满意 送货", [3]),
    ("送货满意", []),
    ("-late", [3, 4]),
    ("the", [0, 4]),
    ("' & ( :* \x00 \\ \"", [0, 1, 2, 3, 4]),
    ("zebra", []),
]


def test_words_are_found_in_their_forms_and_phrases_as_they_stand(survey: Survey) -> None:
    found = {text: numbers(search(survey, text)) for text, _expected in FOUND}

    assert found == dict(FOUND)


def test_a_search_says_how_many_it_found_and_where_to_go_on(survey: Survey) -> None:
    first = search(survey, "again OR cafe", size=1)
    second = search(survey, "again OR cafe", size=1, older_than=first.older)

    assert (first.count, first.base, numbers(first)) == (2, 5, [1])
    assert (second.count, numbers(second), second.older) == (2, [4], None)


def test_a_search_is_among_the_responses_selected(survey: Survey) -> None:
    keep_up(survey.pk)
    team = Condition(column="category:q_00000001", operator="in", values=("c_bbbbbbbb",))
    selection = Selection(where=Filter(groups=(Group(conditions=(team,)),)))

    page = answers_found(survey.pk, Sought(column_of(survey), selection, "-zebra"), size=9)

    assert (numbers(page), page.count, page.base) == ([2, 3, 4], 3, 3)


def test_answers_that_come_change_and_go_are_found_as_they_are(survey: Survey) -> None:
    assert search(survey, "zebra").count == 0

    zebra = respond(survey, {"q_00000008": "A zebra crossing"})
    assert search(survey, "zebra").count == 1

    Response.objects.filter(pk=zebra.pk).update(answers={"q_00000008": "A level crossing"})
    assert not AnswerWords.objects.filter(response=zebra.pk).exists()
    assert (search(survey, "zebra").count, search(survey, "level").count) == (0, 1)

    zebra.delete()
    assert not AnswerWords.objects.filter(response=zebra.pk).exists()
    assert search(survey, "level").count == 0


def test_of_an_answer_that_is_taken_back_no_word_is_kept(survey: Survey) -> None:
    begun = respond(survey, {"q_00000008": "A zebra crossing"}, status="started")
    keep_up(survey.pk)

    Response.objects.filter(pk=begun.pk).update(answers={"q_00000008": None})
    keep_up(survey.pk)

    assert not AnswerWords.objects.filter(response=begun.pk).exists()


def test_what_a_restored_database_holds_is_read_anew(survey: Survey) -> None:
    keep_up(survey.pk)
    TextState.objects.filter(pk=survey.pk).update(watermark=2**62, cluster="elsewhere")
    AnswerWords.objects.all().delete()

    assert search(survey, "delivery").count == 2


def test_words_of_no_survey_are_not_kept(acme: Scope) -> None:
    with pytest.raises(Survey.DoesNotExist):
        keep_up(uuid4())


MARKED = [
    ("late", "The delivery was [late], and [late] deliveries annoy me."),
    ("delivery", "The [delivery] was late, and late [deliveries] annoy me."),
    ('"late deliveries"', "The delivery was late, and [late deliveries] annoy me."),
    ("annoy* -late", "The delivery was late, and late deliveries [annoy] me."),
    ("zebra", "The delivery was late, and late deliveries annoy me."),
]


@gathered("asked, expected", MARKED)
def test_what_was_found_is_marked(survey: Survey, asked: str, expected: str) -> None:
    (pieces,) = marked([TEXTS[0][1]], read_search(asked), ["en"])

    assert "".join(f"[{each.text}]" if each.is_found else each.text for each in pieces) == expected


def test_forms_are_looked_for_among_so_many_words_at_most(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.texts.marking.MOST_WORDS", 1)

    (pieces,) = marked([TEXTS[0][1]], read_search("delivery"), ["en"])

    assert [each.text for each in pieces if each.is_found] == ["delivery"]


def test_signs_without_spaces_between_words_are_marked_alone(survey: Survey) -> None:
    (pieces,) = marked([TEXTS[3][1]], read_search("速度"), ["zh-Hans"])

    assert [tuple(piece) for piece in pieces] == [
        ("送货", False),
        ("速度", True),
        ("太慢了，服务非常满意", False),
    ]
