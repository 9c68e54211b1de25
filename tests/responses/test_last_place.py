"""The last place of a survey that takes so many responses, outside any test transaction."""

from collections import Counter

from responses.models import Response
from surveys.access import Access, Gates
from surveys.domain import change_access
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from tests.responses.test_concurrency import at_once
from webhooks.models import Event

NAME = make_question("short_text", "name")


def test_fifty_who_finish_at_once_never_share_the_last_place(committed: Scope) -> None:
    survey = published_survey(make_definition([NAME]))
    gates = Access(gates=Gates(limit=3))
    change_access(survey=survey, change=lambda _found: gates, by=None)
    waiting = [Respondent(survey, host=committed.host).open() for _each in range(50)]

    pages = at_once(50, lambda number: waiting[number].send(**{NAME["id"]: f"r{number}"}).html)

    thanked = sum(">Thank you</h1>" in page for page in pages)
    full = sum("This survey is full" in page for page in pages)
    assert (thanked, full) == (3, 47)
    stored = Counter(Response.objects.values_list("status", flat=True))
    assert stored["complete"] == 3
    assert stored["started"] <= 47
    assert Event.objects.filter(type="response.completed").count() == 3
