"""The pages of open answers."""

from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client

from analytics.models import AnswerTag, PickedQuote, Tagging, TextState
from analytics.results import Results
from analytics.showing.formats import percentage
from analytics.texts import tagging
from analytics.texts.quoting import quotes_of
from analytics.texts.searching import Place
from responses.anonymity import set_anonymity
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tests.analytics.conftest import Browsers, People
from tests.analytics.made import definition, question
from tests.analytics.pages import path
from tests.analytics.texts.conftest import TEXTS, WORDS, responses_in_order
from tests.analytics.texts.test_tagging import make_tag
from tests.builders import published_survey


@pytest.fixture
def browser(client_of: Browsers, editor: User) -> Client:
    return client_of(editor)


def address(survey: Survey, rest: str = "answers/", **query: str) -> str:
    return path(survey, f"text/{rest}") + "?" + urlencode({"question": "words"} | query)


def read(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return unescape(response.content.decode())


def test_the_questions_with_open_answers_are_listed(browser: Client, survey: Survey, editor: User) -> None:
    tag = make_tag(survey, editor)
    tagging.tag_answers(tag=tag, responses=responses_in_order()[:2], by=editor)

    page = read(browser, path(survey, "text/"))

    assert "What about words?" in page
    assert 'data-label="Answers">5<' in page
    assert f'data-label="Tagged">2 <span class="soft">({percentage(40)})</span>' in page


def test_answers_are_searched_and_marked(browser: Client, survey: Survey) -> None:
    page = read(browser, address(survey, q="late -again"))

    assert "2 of 5 answers" in page
    assert "The delivery was <mark>late</mark>, and <mark>late</mark> deliveries annoy me." in page
    assert "Friendly staff" not in page


def test_answers_are_read_page_by_page(browser: Client, survey: Survey) -> None:
    with_place = str(Place.read(f"2026-03-10T11:58:00_{responses_in_order()[2]}"))

    page = read(browser, address(survey, older_than=with_place))

    assert TEXTS[4][1] in page
    assert TEXTS[0][1] not in page
    assert TEXTS[0][1] in read(browser, address(survey, older_than="2026-03-10T11:58:00+00:00_x"))


def test_a_tag_is_made_put_on_and_taken_off(browser: Client, survey: Survey) -> None:
    fields = {"name": "Late", "colour": "2", "description": "Too late"}
    made = browser.post(address(survey, "tags/add/"), fields)
    tag = AnswerTag.objects.get()
    first, *_rest = responses_in_order()

    on = browser.post(address(survey, f"answers/{first}/tag/"), {"tag": tag.pk})
    page = read(browser, address(survey, "tags/"))
    assert (made.status_code, on.status_code, on["Location"]) == (302, 302, address(survey))
    assert (tag.name, tag.colour, tag.code, tag.field) == ("Late", "2", "late", WORDS)
    assert "Of 5 answers." in page
    assert f">{percentage(20)}<" in page

    off = browser.post(
        address(survey, f"answers/{first}/tag/"), {"tag": tag.pk, "off": "1"}, headers={"HX-Request": "true"}
    )
    assert off.status_code == 200
    assert b'aria-pressed="false"' in off.content
    assert not Tagging.objects.filter(is_on=True).exists()


def test_what_a_search_finds_is_tagged_at_once(
    browser: Client, survey: Survey, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = make_tag(survey, editor)
    several = address(survey, "answers/tag/", q="late -again")

    for data, told in (
        ({}, "“Late” is on 2 more answers."),
        ({}, "All of them have “Late” already."),
        ({"off": "1"}, "“Late” is off 2 answers."),
    ):
        assert told in unescape(browser.post(several, {"tag": tag.pk} | data, follow=True).content.decode())

    monkeypatch.setattr(tagging, "MOST_AT_ONCE", 1)
    refused = browser.post(several, {"tag": tag.pk}, follow=True)
    assert "At most 1 answers can be tagged at once." in refused.content.decode()
    assert browser.post(several, {"tag": uuid4()}).status_code == 404


def test_a_tag_is_changed_ruled_and_deleted(browser: Client, survey: Survey, editor: User) -> None:
    tag, group = make_tag(survey, editor), make_tag(survey, editor, "Delivery")
    own = path(survey, f"text/tags/{tag.pk}/")

    assert "Late" in read(browser, own)
    assert browser.post(own, {"name": "Slow", "group": group.pk}).status_code == 302
    assert browser.post(own, {"name": "", "group": "x"}).status_code == 422
    tag.refresh_from_db()
    assert (tag.name, tag.parent_id) == ("Slow", group.pk)

    assert browser.post(f"{own}rules/", {"search": "late"}).status_code == 302
    assert browser.post(f"{own}rules/", {"search": " late "}).status_code == 422
    assert browser.post(f"{own}rules/", {"search": "-late"}).status_code == 422
    rule = tag.rules.get()
    assert "by rule" in read(browser, address(survey, "tags/"))
    assert TextState.objects.get().has_rules

    assert browser.post(path(survey, f"text/rules/{rule.pk}/drop/")).status_code == 302
    assert not TextState.objects.get().has_rules
    assert browser.post(f"{own}delete/").status_code == 302
    assert AnswerTag.objects.get() == group


def test_a_tag_that_is_refused_is_shown_again(browser: Client, survey: Survey, editor: User) -> None:
    make_tag(survey, editor)

    refused = browser.post(address(survey, "tags/add/"), {"name": "late", "description": "A reason"})

    assert refused.status_code == 422
    assert "There is a tag of that name." in refused.content.decode()
    assert 'value="A reason"' in refused.content.decode()


def test_words_are_counted_and_left_out(browser: Client, survey: Survey) -> None:
    page = read(browser, address(survey, "words/"))
    assert "Share of 5 answers that say it" in page
    assert ">delivery</a>" in page

    assert browser.post(address(survey, "words/leave-out/"), {"more": "delivery"}).status_code == 302
    assert ">delivery</a>" not in read(browser, address(survey, "words/list/"))
    assert browser.post(address(survey, "words/leave-out/"), {"words": "late\n\nLATE"}).status_code == 302
    assert TextState.objects.get().stop_words == ["late"]
    assert browser.post(address(survey, "words/leave-out/"), {"words": "x" * 61}).status_code == 422
    assert "Nothing to count here yet." in read(browser, address(survey, "words/", length="3", spoken="nl"))


def test_quotes_are_picked_changed_moved_and_dropped(browser: Client, survey: Survey) -> None:
    first, second, *_rest = responses_in_order()
    facts = ["category:q_00000001", "number:q_00000003"]

    assert TEXTS[0][1] in read(browser, address(survey, f"answers/{first}/quote/"))
    for response, text in ((first, "The delivery was late […] annoy [us]."), (second, "Friendly staff!")):
        picked = browser.post(address(survey, f"answers/{response}/quote/"), {"text": text, "facts": facts})
        assert picked.status_code == 302
    page = read(browser, path(survey, "text/quotes/"))
    assert "The delivery was late […] annoy [us]." in page
    assert "A, 9 of 10" in page

    one = PickedQuote.objects.get(response=first)
    own = path(survey, f"text/quotes/{one.pk}/")
    assert browser.post(f"{own}move/", {"way": "down"}).status_code == 302
    assert [quote.response for quote in quotes_of(survey.pk)] == [second, first]
    assert [quote.id for quote in quotes_of(survey.pk, only=[one.pk, uuid4()])] == [one.pk]
    assert "annoy [us]" in read(browser, own)
    assert browser.post(own, {"text": "late deliveries"}).status_code == 302
    assert quotes_of(survey.pk)[1].text == "late deliveries"
    assert browser.post(own, {"text": "annoy … late"}).status_code == 422
    assert browser.post(f"{own}drop/").status_code == 302
    assert [quote.response for quote in quotes_of(survey.pk)] == [second]


def test_quotes_that_answers_do_not_say_are_refused(browser: Client, survey: Survey) -> None:
    first, *_rest = responses_in_order()
    pick = address(survey, f"answers/{first}/quote/")

    wrong = ("The staff was friendly", "", "[]")
    for data in (*({"text": text} for text in wrong), {"text": "late", "facts": [WORDS]}):
        assert browser.post(pick, data).status_code == 422
    assert browser.get(address(survey, f"answers/{uuid4()}/quote/")).status_code == 404
    assert not PickedQuote.objects.exists()


def test_quotes_go_with_their_answers(browser: Client, survey: Survey) -> None:
    first, second, third, *_rest = responses_in_order()
    for response, text in ((first, "late"), (second, "again"), (third, "vriendelijk")):
        browser.post(address(survey, f"answers/{response}/quote/"), {"text": text})

    Response.objects.filter(pk=first).update(answers={"q_00000008": "In time"})
    Response.objects.filter(pk=third).update(answers={})
    Response.objects.get(pk=second).delete()

    assert not PickedQuote.objects.filter(response=second).exists()
    assert quotes_of(survey.pk) == []
    assert not PickedQuote.objects.exists()


def test_where_results_are_anonymous_only_tags_are_counted(
    browser: Client, survey: Survey, editor: User
) -> None:
    tag = make_tag(survey, editor)
    tagging.tag_answers(tag=tag, responses=responses_in_order()[:1], by=editor)
    set_anonymity(survey_id=survey.pk, threshold=6, by=editor)

    closed = ("answers/", "words/", "words/list/", "quotes/")
    assert {browser.get(address(survey, rest)).status_code for rest in closed} == {403}
    assert "anonymous" in read(browser, path(survey, "text/"))
    page = read(browser, address(survey, "tags/"))
    assert "Late" in page
    assert f">{percentage(20)}<" not in page
    assert quotes_of(survey.pk) == []


def test_who_may_not_see_responses_reads_no_answer(
    client_of: Browsers, make_person: People, survey: Survey, editor: User
) -> None:
    make_tag(survey, editor)
    viewer = client_of(make_person(Role.VIEWER))

    assert "/text/answers/" not in read(viewer, path(survey, "text/"))
    assert "/text/answers/" not in read(viewer, address(survey, "tags/"))
    assert viewer.get(address(survey)).status_code == 403
    assert viewer.post(address(survey, "tags/add/"), {"name": "New"}).status_code == 403


def test_addresses_that_ask_for_nothing_there_is(browser: Client, survey: Survey) -> None:
    numbers_only = published_survey(definition([question(1, "number", "age")]))

    assert "No open questions" in read(browser, path(numbers_only, "text/"))
    assert browser.get(path(numbers_only, "text/answers/")).status_code == 404
    assert browser.get(address(survey, question="nothing")).status_code == 404
    assert browser.get(address(survey, where="no~in~x")).status_code == 422


def test_tags_stand_on_the_results_page_beside_their_question(
    browser: Client, survey: Survey, editor: User
) -> None:
    tag = make_tag(survey, editor)
    tagging.tag_answers(tag=tag, responses=responses_in_order()[:1], by=editor)

    page = read(browser, path(survey))

    assert "What about words? · Tags" in page
    assert [each.name for each in Results.of(survey.pk).questions] == [
        "team",
        "likely",
        "words",
        "words_tags",
    ]
    assert browser.get(path(survey, "export.csv")).status_code == 200
