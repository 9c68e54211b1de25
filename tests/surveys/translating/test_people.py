"""Who translates a survey and who builds it see each other."""

from collections.abc import Callable

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tenants.people.models import User
from tests.builders import make_definition, make_survey


def test_who_translates_and_who_builds_see_each_other(
    make_person: Callable[..., User], client_of: Callable[[User], Client]
) -> None:
    cache.clear()
    survey = make_survey(make_definition(languages=("en", "nl")))
    amir, esther = make_person(email="amir@acme.example"), make_person(email="esther@acme.example")
    translating = reverse("surveys:people_translating", args=[survey.pk, "nl"])
    building = reverse("surveys:build", args=[survey.pk]) + f"changes/?since={survey.draft_revision}&window=w"

    alone = client_of(amir).get(translating).content.decode()
    builder = client_of(esther).get(building).content.decode()
    together = client_of(amir).get(translating).content.decode()

    assert "avatar" not in alone
    assert 'data-person="amir@acme.example"' in builder
    assert 'title="esther@acme.example"' in together


def test_the_page_asks_who_is_there(
    make_person: Callable[..., User], client_of: Callable[[User], Client]
) -> None:
    survey = make_survey(make_definition(languages=("en", "nl")))
    page = client_of(make_person()).get(reverse("surveys:translate", args=[survey.pk, "nl"])).content.decode()

    assert f'data-people-url="/surveys/{survey.pk}/languages/nl/people/"' in page
    assert "js/translating_people" in page
