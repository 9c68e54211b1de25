"""Double clicks, reloads, the back button and two windows: nothing is stored twice, nothing is lost."""

import pytest

from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from webhooks.models import Event

NAME = make_question(name="name", required=True)
TOWN = make_question(name="town")
SCORE = make_question("nps", "score", required=True)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME, TOWN], [SCORE]))


@pytest.fixture
def ada(survey: Survey) -> Respondent:
    return Respondent(survey).open()


def other_window(respondent: Respondent, survey: Survey) -> Respondent:
    """A second window of the same browser."""
    window = Respondent(survey)
    window.client = respondent.client
    return window.open()


def stored() -> Response:
    return Response.objects.get()


def test_a_page_sent_twice_is_stored_once(ada: Respondent) -> None:
    form = ada.form(**{NAME["id"]: "Ada"})

    answers = [ada.post(form) for _click in range(3)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (303, f"{ada.path}?page=2")
    ] * 3
    assert stored().revision == 1


def test_a_last_page_sent_twice_completes_once(ada: Respondent) -> None:
    form = ada.send(**{NAME["id"]: "Ada"}).form(**{SCORE["id"]: "9"})

    answers = [ada.post(form) for _click in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, ada.path)] * 2
    assert stored().revision == 2
    assert Event.objects.filter(type="response.completed").count() == 1


def test_the_browsers_back_button_lets_an_answer_be_changed(ada: Respondent) -> None:
    first_page = ada.form(**{NAME["id"]: "Ada"})
    ada.post(first_page)
    ada.post(first_page | {NAME["id"]: "Ada Lovelace"})

    assert (ada.status, ada.answer["Location"]) == (303, f"{ada.path}?page=2")
    assert stored().answers[NAME["id"]] == "Ada Lovelace"


def test_the_back_button_over_two_pages_too(ada: Respondent) -> None:
    first_page = ada.form(**{NAME["id"]: "Ada"})
    ada.post(first_page)
    second_page = ada.follow().form(**{SCORE["id"]: ""})
    ada.post(second_page)
    ada.post(first_page | {TOWN["id"]: "Utrecht"})

    assert stored().answers == {NAME["id"]: "Ada", TOWN["id"]: "Utrecht"}


def test_a_form_refused_after_the_back_button_is_no_conflict(ada: Respondent) -> None:
    first_page = ada.form(**{NAME["id"]: "Ada"})
    ada.post(first_page)
    ada.post(first_page | {NAME["id"]: ""})
    ada.send(**{NAME["id"]: "Eve"})

    assert ada.answer.request["QUERY_STRING"] == "page=2"
    assert stored().answers[NAME["id"]] == "Eve"


def test_changing_something_back_is_a_change(ada: Respondent) -> None:
    form = ada.form(**{NAME["id"]: "Ada", TOWN["id"]: "Utrecht"})
    for town in ("Utrecht", "", "Utrecht", ""):
        ada.post(form | {TOWN["id"]: town})

    assert stored().answers == {NAME["id"]: "Ada", TOWN["id"]: None}
    assert stored().revision == 4


def test_two_windows_answer_one_response(ada: Respondent, survey: Survey) -> None:
    window = other_window(ada, survey)
    ada.send(**{NAME["id"]: "Ada"})
    window.send(**{NAME["id"]: "Ada"})

    assert window.answer.request["QUERY_STRING"] == "page=2"
    assert stored().revision == 1


def test_another_windows_answers_are_not_overwritten_unseen(ada: Respondent, survey: Survey) -> None:
    window = other_window(ada, survey)
    ada.send(**{NAME["id"]: "Ada", TOWN["id"]: "Utrecht"})

    window.send(**{NAME["id"]: "Eve"})

    assert window.status == 409
    assert "This page was answered in another window" in window.html
    assert f'<a href="#{NAME["id"]}">What is your name?</a>: <bdi>Ada</bdi>' in window.html
    assert window.form()[NAME["id"]] == ["Eve"]
    assert stored().answers == {NAME["id"]: "Ada", TOWN["id"]: "Utrecht"}


def test_only_what_is_asked_and_differs_is_told(acme: Scope) -> None:
    more = make_question(name="more", visible_if="town = 'Utrecht'", text="And {{ name }}?")
    survey = published_survey(make_definition([NAME, TOWN, more, make_question("timing", "took")], [SCORE]))
    ada = Respondent(survey).open()
    window = other_window(ada, survey)
    ada.send(**{NAME["id"]: "Ada", TOWN["id"]: "Utrecht"}).send(**{more["id"]: "A park"})

    window.send(**{NAME["id"]: "Eve"})

    assert (window.status, window.html.count("<bdi>")) == (409, 2)
    assert f'<a href="#{TOWN["id"]}">What is your town?</a>: <bdi>Utrecht</bdi>' in window.html


def test_the_same_answers_in_another_time_are_the_same(acme: Scope) -> None:
    took = make_question("timing", "took")
    survey = published_survey(make_definition([NAME, took], [SCORE]))
    ada = Respondent(survey).open()
    window = other_window(ada, survey)
    ada.send(**{NAME["id"]: "Ada"})
    Response.objects.update(answers={NAME["id"]: "Ada", took["id"]: 90})

    window.send(**{NAME["id"]: "Ada"})

    assert window.answer.request["QUERY_STRING"] == "page=2"


def test_whoever_insists_puts_their_answers_in_the_place_of_the_others(
    ada: Respondent, survey: Survey
) -> None:
    window = other_window(ada, survey)
    ada.send(**{NAME["id"]: "Ada"})

    window.send(**{NAME["id"]: "Eve"}).send()

    assert window.answer.request["QUERY_STRING"] == "page=2"
    assert stored().answers[NAME["id"]] == "Eve"


def test_going_back_in_an_overtaken_window_asks_too(ada: Respondent, survey: Survey) -> None:
    ada.send(**{NAME["id"]: "Ada"})
    window = other_window(ada, survey)
    ada.send("back", **{SCORE["id"]: "2"})

    window.send("back", **{SCORE["id"]: "9"})

    assert window.status == 409
    assert stored().answers[SCORE["id"]] == 2


def test_windows_on_different_pages_dont_disturb_each_other(ada: Respondent, survey: Survey) -> None:
    ada.send(**{NAME["id"]: "Ada"})
    window = other_window(ada, survey)
    ada.send("back").send(**{NAME["id"]: "Ada Lovelace"})

    window.send(**{SCORE["id"]: "9"})

    assert "Thank you" in window.html
    assert stored().answers[NAME["id"]] == "Ada Lovelace"


def test_a_completed_response_is_never_written_again(ada: Respondent, survey: Survey) -> None:
    window = other_window(ada, survey)
    ada.send(**{NAME["id"]: "Ada"}).send(**{SCORE["id"]: "9"})

    window.send(**{NAME["id"]: "Eve"})

    assert (window.status, "Thank you" in window.html) == (200, True)
    assert stored().answers[NAME["id"]] == "Ada"


def test_windows_opened_at_the_same_moment_answer_one_response(survey: Survey) -> None:
    ada, window = Respondent(survey).open(), Respondent(survey).open()
    window.client.cookies = ada.client.cookies

    ada.send(**{NAME["id"]: "Ada"})
    window.send(**{NAME["id"]: "Ada"})

    assert stored().answers[NAME["id"]] == "Ada"


def test_a_response_deleted_meanwhile_begins_anew(ada: Respondent) -> None:
    form = ada.send(**{NAME["id"]: "Ada"}).form(**{SCORE["id"]: "9"})
    Response.objects.all().delete()

    ada.post(form)

    assert (ada.status, ada.answer["Location"]) == (303, f"{ada.path}?page=1")
    assert not Response.objects.exists()
