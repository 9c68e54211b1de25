"""The table of responses, a single one, and what is done with them there."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from analytics.results import Results
from responses.anonymity import set_anonymity
from responses.domain import submit_response
from responses.models import AnswerEdit, BinnedResponse, PersonalLink, Response, ResponseNote
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tests.analytics.pages import path, said
from tests.builders import published_survey
from tests.responses.quizzes import CAPITAL, PARIS, capital, quiz_of
from tests.responses.test_logic import CIGARETTES, NAME, SMOKER, number, quota, short, survey_of, yes_no
from webhooks.models import Event


def complete() -> Response:
    return Response.objects.get(status="complete")


def test_the_table_shows_all_and_first_answers(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey, "responses/")))

    assert page.count("<tr>") == 3
    assert "All responses" in page
    assert ">A</bdi>" in page
    assert "2 responses" in page


def test_the_table_goes_on_and_back(survey: Survey, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.views.responses.PER_PAGE", 1)
    first = owner.get(path(survey, "responses/?sort=one&show=amount&q="))

    second = owner.get(first.context["older"])
    more = owner.get(first.context["older"], headers={"HX-Request": "true"})

    assert (first.context["newer"], second.context["older"]) == ("", "")
    assert "sort=one&show=amount" in first.context["older"]
    shown = [page.context["lines"][0].record.id for page in (first, second, more)]
    assert shown[1] == shown[2] != shown[0]
    assert said(more).startswith("<tr>")
    assert owner.get(second.context["newer"]).context["lines"][0].record.id == shown[0]
    assert len(owner.get(path(survey, "responses/?status=complete")).context["lines"]) == 1


@pytest.mark.parametrize("query", ["?after=x", "?before=bnVsbA", "?sort=-none&show=none"])
def test_a_made_up_place_or_column_shows_the_beginning(survey: Survey, owner: Client, query: str) -> None:
    assert len(owner.get(path(survey, f"responses/{query}")).context["lines"]) == 2


def test_columns_are_chosen_and_stay_in_every_address(survey: Survey, owner: Client) -> None:
    page = owner.get(path(survey, "responses/?show=grid_x&show=many&show=when&show=response.version"))

    line = next(line for line in page.context["lines"] if line.record.status == "complete")
    assert [cell.words for cell in line.cells] == ["D", "10 March 2026", "G", "1"]
    assert all("show=many" in head.url for head in page.context["heads"])
    assert "show=many" in page.context["changes"].url


def test_words_are_looked_for_in_answers_and_labels(survey: Survey, owner: Client) -> None:
    PersonalLink.objects.create(survey=survey, number=1, label="Team North", response=complete().pk)

    for words in ("ALERT(1)", "team no", str(complete().pk)):
        page = owner.get(path(survey, "responses/"), {"q": words})
        assert [line.record.id for line in page.context["lines"]] == [complete().pk], words
    assert "No response fits" in said(owner.get(path(survey, "responses/?q=nowhere+to+be+found")))


def test_empty_tables_say_why(acme: Scope, owner: Client) -> None:
    survey = published_survey()

    assert "No responses yet" in said(owner.get(path(survey, "responses/")))
    assert "No response fits" in said(owner.get(path(survey, "responses/?language=nl")))
    assert owner.get(path(survey, "responses/?since=x")).status_code == 422


def test_a_single_response_reads_as_it_was_asked(survey: Survey, owner: Client) -> None:
    page = owner.get(path(survey, f"responses/{complete().pk}/"))

    shown = [
        (each.question, each.answer, each.state) for part in page.context["pages"] for each in part.answers
    ]
    assert shown[0] == ("What about one?", "A", "answered")
    assert shown[6] == ("What about grid?", "X: G", "answered")
    assert shown[8] == ("What about agreed?", "", "skipped")
    assert [part.time for part in page.context["pages"]] == ["30\u00a0s", ""]
    assert (page.context["channel"], page.context["device"]) == ("Open link", "")
    unfinished = Response.objects.get(status="started")
    page = owner.get(path(survey, f"responses/{unfinished.pk}/"))
    assert "Not shown" in said(page)
    assert "Unfinished" in said(page)


def test_a_single_response_leads_to_those_beside_it_in_the_table(survey: Survey, owner: Client) -> None:
    unfinished = Response.objects.get(status="started")

    page = owner.get(path(survey, f"responses/{complete().pk}/?sort=response.status"))

    beside = (page.context["before"], page.context["after"])
    assert beside == (unfinished.pk, None)
    assert f"responses/{unfinished.pk}/?sort=response.status" in said(page)


def test_a_response_is_found_in_its_own_survey_only(survey: Survey, owner: Client) -> None:
    elsewhere, response = published_survey(), Response.objects.all()[0]

    assert owner.get(path(elsewhere, f"responses/{response.pk}/")).status_code == 404
    for act in ("delete", "say", "note", "restore", "erase"):
        assert owner.post(path(elsewhere, f"responses/{response.pk}/{act}/")).status_code == 404
    assert owner.get(path(elsewhere, f"responses/{response.pk}/correct/p_00000001/")).status_code == 404
    assert owner.get(path(survey, f"responses/{uuid4()}/")).status_code == 404


def test_deleting_asks_first_and_is_felt_everywhere_until_restored(survey: Survey, owner: Client) -> None:
    response = complete()
    address = path(survey, f"responses/{response.pk}/delete/")
    assert "Put the response begun on" in said(owner.get(address))
    assert Results.of(survey.pk).count() == 1

    answer = owner.post(address)

    assert answer.headers["Location"] == path(survey, "responses/")
    assert Results.of(survey.pk).count() == 0
    assert "Bin" in said(owner.get(path(survey, "responses/")))
    assert "Restore" in said(owner.get(path(survey, "responses/bin/")))
    owner.post(path(survey, f"responses/{response.pk}/restore/"))
    assert Results.of(survey.pk).count() == 1
    owner.post(address)
    owner.post(path(survey, f"responses/{response.pk}/erase/"))
    assert "The bin is empty" in said(owner.get(path(survey, "responses/bin/")))
    told = Event.objects.filter(subject=f"response:{response.pk}").order_by("happened_at")
    assert [event.type for event in told] == [
        "response.binned",
        "response.restored",
        "response.binned",
        "response.deleted",
    ]


def test_who_comes_second_to_the_bin_is_told_how_things_are(survey: Survey, owner: Client) -> None:
    address = path(survey, f"responses/{complete().pk}/")

    owner.post(f"{address}delete/")
    again = said(owner.post(f"{address}delete/", follow=True))
    owner.post(f"{address}restore/")
    twice = said(owner.post(f"{address}restore/", follow=True))

    assert ("The response is in the bin already." in again, "The response is back already." in twice) == (
        True,
        True,
    )
    assert Event.objects.filter(type="response.restored").count() == 1


def test_one_erased_or_restored_by_another_in_the_same_moment_is_told_so(
    survey: Survey, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = path(survey, f"responses/{complete().pk}/")
    owner.post(f"{address}delete/")
    monkeypatch.setattr("analytics.views.binned.erase_binned", lambda **_given: [])

    page = said(owner.post(f"{address}erase/", follow=True))

    assert "The response isn’t in the bin any more." in page


def test_an_earlier_answer_in_the_bin_keeps_the_next_one_out(survey: Survey, owner: Client) -> None:
    response = complete()
    owner.post(path(survey, f"responses/{response.pk}/delete/"))
    response.save(force_insert=True)

    page = owner.post(path(survey, f"responses/{response.pk}/delete/"), follow=True)

    assert "An earlier response of this respondent lies in the bin." in said(page)


def test_a_response_answered_anew_cannot_be_restored(survey: Survey, owner: Client) -> None:
    response = complete()
    owner.post(path(survey, f"responses/{response.pk}/delete/"))
    BinnedResponse.objects.get().save()
    response.save(force_insert=True)

    page = owner.post(path(survey, f"responses/{response.pk}/restore/"), follow=True)

    assert "has begun to answer anew" in said(page)


def test_several_are_flagged_tagged_and_put_into_the_bin(survey: Survey, owner: Client) -> None:
    chosen = [str(pk) for pk in Response.objects.values_list("pk", flat=True)]
    form: dict[str, Any] = {"response": [*chosen, "x"], "query": "sort=one"}

    assert owner.post(path(survey, "responses/several/flag/"), form | {"flag": "excluded"}).status_code == 302
    assert Results.of(survey.pk).count() == 0
    owner.post(path(survey, "responses/several/tag/"), form | {"tags": "Odd, late"})
    page = owner.post(path(survey, "responses/several/untag/"), form | {"tags": "late"}, follow=True)
    assert "2 responses were changed." in said(page)
    assert page.redirect_chain[-1][0].endswith("?sort=one")
    assert set(Response.objects.values_list("flag", flat=True)) == {"excluded"}
    assert [row.tags for row in Response.objects.all()] == [["odd"], ["odd"]]
    asked = owner.post(path(survey, "responses/several/bin/"), form)
    assert "Put 2 responses into the bin?" in said(asked)
    done = owner.post(path(survey, "responses/several/bin/"), form | {"sure": "1"}, follow=True)
    assert "2 responses are in the bin, and the results no longer count them." in said(done)
    assert BinnedResponse.objects.count() == 2


def test_several_need_a_choice_and_words_that_can_be_tags(survey: Survey, owner: Client) -> None:
    none = owner.post(path(survey, "responses/several/bin/"), {}, follow=True)
    form = {"response": [str(complete().pk)], "flag": "strange", "tags": "x" * 300}

    assert "Choose responses first." in said(none)
    assert "Choose check, fine" in said(
        owner.post(path(survey, "responses/several/flag/"), form, follow=True)
    )
    assert "A tag has at most" in said(owner.post(path(survey, "responses/several/tag/"), form, follow=True))


def test_one_is_flagged_tagged_and_noted_on_its_page(survey: Survey, owner: Client) -> None:
    address = path(survey, f"responses/{complete().pk}/")

    owner.post(f"{address}say/?sort=one", {"flag": "check", "tags": "odd, late"})
    owner.post(f"{address}note/", {"words": "Called back on Monday."})
    page = said(owner.get(address))

    assert ("To check" in page, "Called back on Monday." in page, "Tags: odd, late" in page) == (True,) * 3
    note = ResponseNote.objects.get()
    owner.post(f"{address}notes/{note.pk}/delete/")
    assert "A note was deleted" in said(owner.get(address))
    owner.post(f"{address}say/", {"flag": "", "tags": ""})
    assert (complete().flag, complete().tags) == ("", [])
    assert owner.post(f"{address}note/", {"words": " "}).status_code == 422
    assert owner.post(f"{address}say/", {"flag": "strange"}).status_code == 422
    assert owner.post(f"{address}say/", {"flag": "fine", "tags": "x" * 300}).status_code == 422
    assert complete().flag == ""


def test_answers_are_corrected_on_their_page(survey: Survey, owner: Client) -> None:
    response = complete()
    address = path(survey, f"responses/{response.pk}/correct/p_00000001/")
    form = {
        "revision": "1",
        "shown": ["q_00000001", "q_00000002", "q_00000003"],
        "q_00000001": "c_bbbbbbbb",
        "q_00000002": ["c_dddddddd"],
        "q_00000003": "9",
        "why": "Read on paper",
    }
    assert "You are correcting the response" in said(owner.get(address))

    page = owner.post(address, form, follow=True)

    assert "1 answer was changed." in said(page)
    assert "Corrected. The respondent’s own answer:" in said(page)
    assert "Read on paper" in said(page)
    assert (complete().answers["q_00000001"], complete().revision) == ("c_bbbbbbbb", 2)
    overtaken = owner.post(address, form | {"q_00000001": "c_cccccccc"})
    assert (overtaken.status_code, complete().answers["q_00000001"]) == (409, "c_bbbbbbbb")
    wrong = owner.post(address, form | {"revision": "2", "q_00000003": "77"})
    assert (wrong.status_code, AnswerEdit.objects.count()) == (422, 1)
    same = owner.post(address, form | {"revision": "2"}, follow=True)
    assert "Nothing was changed." in said(same)
    assert owner.get(address.replace("p_00000001", "p_none")).status_code == 404


def test_what_a_correction_leaves_as_it_is_is_said(owner: Client, acme: Scope) -> None:
    survey = logic_survey()
    response = submit_response(survey=survey, answers={SMOKER: False, NAME: None})
    address = path(survey, f"responses/{response.pk}/correct/p_00000001/")

    page = owner.post(address, {"revision": "1", "shown": SMOKER, SMOKER: "yes"}, follow=True)

    assert "These answers don" in said(page)
    assert "It keeps its status and its places in quotas" in said(page)
    owner.post(address, {"revision": "2", "shown": SMOKER, SMOKER: "no"})
    told = said(owner.get(path(survey, f"responses/{response.pk}/")))
    assert ("not shown → no answer" in told, "no answer → not shown" in told) == (True, True)


def logic_survey() -> Any:
    return survey_of(
        [yes_no(SMOKER, "smoker", required=True)],
        [number(CIGARETTES, "cigarettes", required=True, visible_if="smoker")],
        [short(NAME, "name")],
        quotas=[quota(5)],
    )


def test_points_of_a_quiz_stand_beside_the_response(owner: Client, acme: Scope) -> None:
    survey = quiz_of([capital()])
    response = submit_response(survey=survey, answers={CAPITAL: PARIS})

    assert owner.get(path(survey, f"responses/{response.pk}/")).context["quiz"] == "2 of 2"


def test_a_link_that_was_answered_again_is_told_when_its_response_comes_back(
    survey: Survey, owner: Client
) -> None:
    response = complete()
    link = PersonalLink.objects.create(survey=survey, number=1, response=response.pk)
    owner.post(path(survey, f"responses/{response.pk}/delete/"))
    PersonalLink.objects.filter(pk=link.pk).update(response=uuid4())

    page = owner.post(path(survey, f"responses/{response.pk}/restore/"), follow=True)

    assert "another came of its personal link" in said(page)


def test_what_is_known_about_responses_can_be_columns(survey: Survey, owner: Client) -> None:
    Response.objects.update(channel="personal", language="nl", device="phone")
    names = ("language", "channel", "device")

    page = owner.get(path(survey, "responses/"), {"show": [f"response.{name}" for name in names]})

    assert [cell.words for cell in page.context["lines"][0].cells] == ["Dutch", "Personal link", "Phone"]


def test_who_still_answers_is_not_corrected(survey: Survey, owner: Client) -> None:
    unfinished = Response.objects.get(status="started")
    address = path(survey, f"responses/{unfinished.pk}/correct/p_00000001/")

    for answer in (owner.get(address, follow=True), owner.post(address, {"revision": "1"}, follow=True)):
        assert "The respondent is still answering" in said(answer)


def test_analysts_look_and_change_nothing(
    survey: Survey, client_of: Callable[[User], Client], make_person: Callable[..., User]
) -> None:
    analyst = client_of(make_person(Role.ANALYST))

    page = said(analyst.get(path(survey, "responses/")))
    single = said(analyst.get(path(survey, f"responses/{complete().pk}/")))

    assert ('id="several"' in page, "data-tick" in page) == (False, False)
    assert ("Correct" in single, "Add the note" in single) == (False, False)


def test_everything_is_closed_where_results_speak_of_groups(
    survey: Survey, owner: Client, make_person: Callable[..., User]
) -> None:
    set_anonymity(survey_id=survey.pk, threshold=5, by=make_person(Role.OWNER))
    response = complete()

    assert owner.get(path(survey, "responses/")).status_code == 403
    assert owner.get(path(survey, "responses/bin/")).status_code == 403
    assert owner.post(path(survey, "responses/several/flag/")).status_code == 403
    assert owner.get(path(survey, f"responses/{response.pk}/correct/p_00000001/")).status_code == 404
