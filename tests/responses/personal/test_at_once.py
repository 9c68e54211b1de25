"""One personal link in many hands in the same moment, outside any test transaction."""

import random

from responses.domain import delete_response
from responses.models import PersonalLink, Response
from responses.personal.codes import code_of
from responses.personal.making import make_labelled_links, make_links, revoke_link
from surveys.access import Access, Gates
from surveys.domain import change_access
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from tests.responses.test_concurrency import at_once
from webhooks.models import Event

NAME = make_question("short_text", "name")
TEAM = make_question("short_text", "team")
HANDS = 12


def asking_for_links(limit: int | None = None) -> Survey:
    survey = published_survey(make_definition([NAME], [TEAM]))
    access = Access(gates=Gates(personal=True, limit=limit))
    change_access(survey=survey, change=lambda _found: access, by=None)
    return survey


def test_all_who_open_and_answer_by_one_link_give_one_response(committed: Scope) -> None:
    survey = asking_for_links()
    make_links(survey=survey, count=1, by=None)
    query = f"?k={code_of(PersonalLink.objects.get())}"

    def answer(number: int) -> int:
        ada = Respondent(survey, host=committed.host).open(query)
        ada.send(**{NAME["id"]: f"r{number}"})
        return ada.send(**{TEAM["id"]: f"t{number}"}).status

    statuses = at_once(HANDS, answer)

    row = Response.objects.get()
    assert set(statuses) <= {200, 409}
    assert (row.status, PersonalLink.objects.get().response) == ("complete", row.pk)
    assert Event.objects.filter(type="response.completed").count() == 1


def test_links_revoked_and_responses_deleted_meanwhile_leave_nothing_unbound(committed: Scope) -> None:
    survey = asking_for_links(limit=1_000)
    make_links(survey=survey, count=1, by=None)
    link = PersonalLink.objects.get()
    query = f"?k={code_of(link)}"

    def act(number: int) -> None:
        if number % 4 == 0:
            for row in Response.objects.all():
                try:
                    delete_response(response=row, by=None)
                except Response.DoesNotExist:
                    continue
        elif number == HANDS - 1:
            revoke_link(link=link, by=None)
        else:
            ada = Respondent(survey, host=committed.host).open(query)
            if ada.status == 200:
                ada.send(**{NAME["id"]: f"r{number}"})

    at_once(HANDS, act)

    link.refresh_from_db()
    assert [*Response.objects.values_list("pk", flat=True)] in ([], [link.response])


def test_the_same_list_pasted_by_many_makes_each_link_once(committed: Scope) -> None:
    survey = asking_for_links()
    labels = [f"Person {number}" for number in range(40)]

    def make(number: int) -> int:
        mine = random.Random(number).sample(labels, 30)
        return make_labelled_links(survey=survey, labels=mine, by=None).count

    made = sum(at_once(6, make))

    rows = PersonalLink.objects.filter(survey=survey)
    assert (made, rows.count()) == (rows.count(), len(set(rows.values_list("label", flat=True))))
    assert [*rows.values_list("number", flat=True)] == list(range(1, made + 1))
