"""What happens to a link between looking at it and storing by it."""

from uuid import uuid4

import pytest

from responses.exceptions import LinksRefused, SurveyNotOpen
from responses.models import PersonalLink, Response
from responses.personal.admitting import hold_link, with_link_held
from responses.personal.lists import links_csv
from responses.personal.making import make_labelled_links, make_links, revoke_link
from responses.queries import FoundSurvey, survey_at
from surveys.domain import Availability
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import published_survey


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey()


@pytest.fixture
def link(survey: Survey) -> PersonalLink:
    make_links(survey=survey, count=1, by=None)
    PersonalLink.objects.update(response=uuid4())
    return PersonalLink.objects.get()


@pytest.fixture
def found(survey: Survey) -> FoundSurvey:
    return survey_at(survey.slug, None)


def test_a_link_revoked_meanwhile_stores_nothing(link: PersonalLink, found: FoundSurvey) -> None:
    assert link.response is not None
    revoke_link(link=link, by=None)

    with pytest.raises(SurveyNotOpen) as refused:
        with_link_held(link.pk, link.response, found, lambda: pytest.fail("nothing is to be written"))

    assert refused.value.availability == "link_revoked"


def test_nor_does_one_that_another_response_comes_of_or_that_is_gone(
    link: PersonalLink, found: FoundSurvey
) -> None:
    for identity, response in ((link.pk, uuid4()), (uuid4(), uuid4())):
        with pytest.raises(SurveyNotOpen) as refused:
            hold_link(identity, response, found)

        assert refused.value.availability == "link_needed"


def test_what_was_written_before_a_refusal_stays(link: PersonalLink, found: FoundSurvey) -> None:
    assert link.response is not None

    def write() -> None:
        PersonalLink.objects.update(label="written")
        raise SurveyNotOpen(found.id, Availability.FULL)

    with pytest.raises(SurveyNotOpen):
        with_link_held(link.pk, link.response, found, write)

    assert PersonalLink.objects.get().label == "written"


def test_a_survey_has_so_many_links_and_no_more(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responses.personal.making.MOST_OF_SURVEY", 3)
    make_links(survey=survey, count=2, by=None)

    with pytest.raises(LinksRefused) as refused:
        make_links(survey=survey, count=2, by=None)
    with pytest.raises(LinksRefused):
        make_labelled_links(survey=survey, labels=["a", "b"], by=None)

    assert (refused.value.code, PersonalLink.objects.count()) == ("too_many", 2)


@pytest.mark.parametrize("count", [0, 10_001])
def test_nobody_makes_none_or_more_than_ten_thousand(survey: Survey, count: int) -> None:
    with pytest.raises(LinksRefused) as refused:
        make_links(survey=survey, count=count, by=None)

    assert (refused.value.code, PersonalLink.objects.count()) == ("count", 0)


def test_long_files_come_in_portions(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    make_links(survey=survey, count=5, by=None)
    whole = "".join(links_csv(PersonalLink.objects.all(), survey))
    monkeypatch.setattr("responses.personal.lists.ROWS_AT_ONCE", 2)

    portions = list(links_csv(PersonalLink.objects.all(), survey))

    assert ("".join(portions), len(portions)) == (whole, 3)
    assert not Response.objects.exists()
