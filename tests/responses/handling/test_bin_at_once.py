"""The bin while somebody else does something to the same response, outside any test transaction."""

from responses.handling.binning import bin_responses, restore_responses
from responses.models import BinnedResponse, Response
from tenants.scope import Scope
from tests.analytics.made import respond
from tests.builders import published_survey
from tests.responses.test_concurrency import at_once
from tests.responses.test_windows_at_once import in_the_same_moment
from webhooks.models import Event


def test_of_several_who_restore_a_response_at_once_one_does(committed: Scope) -> None:
    survey = published_survey()
    response = respond(survey, {"q": 1})
    bin_responses(survey=survey.pk, responses=[response.pk], by=None)

    found = at_once(4, lambda _number: restore_responses(survey=survey.pk, responses=[response.pk], by=None))

    assert sorted(len(each.responses) for each in found) == [0, 0, 0, 1]
    assert Response.objects.get(pk=response.pk).answers == {"q": 1}
    assert Event.objects.filter(type="response.restored").count() == 1


def test_who_begins_anew_while_the_response_is_restored_goes_first(committed: Scope) -> None:
    survey = published_survey()
    response, other = respond(survey, {"q": 1}), respond(survey)
    both = [response.pk, other.pk]
    bin_responses(survey=survey.pk, responses=both, by=None)

    back = in_the_same_moment(
        lambda: restore_responses(survey=survey.pk, responses=both, by=None),
        lambda: None,
        hold=lambda: respond(survey, {"q": 2}, id=response.pk),
    )

    assert (back.responses, back.answered_again) == ((other.pk,), (response.pk,))
    assert Response.objects.get(pk=response.pk).answers == {"q": 2}
    assert list(BinnedResponse.objects.values_list("pk", flat=True)) == [response.pk]
