"""The figures that the overview of a survey loads."""

from uuid import uuid4

from django.test import Client

from surveys.models import Survey
from tests.analytics.pages import path, said
from tests.builders import published_survey


def test_the_overview_loads_the_headline_figures(survey: Survey, owner: Client) -> None:
    overview = owner.get(f"/surveys/{survey.pk}/").content.decode()
    piece = said(owner.get(path(survey, "results/teaser/")))

    assert f'hx-get="{path(survey, "results/teaser/")}"' in overview
    assert ("Complete responses" in piece, "Median time" in piece) == (True, True)
    assert "<html" not in piece


def test_figures_of_nothing_are_shown_too(owner: Client) -> None:
    survey = published_survey()

    assert owner.get(path(survey, "results/teaser/")).status_code == 200


def test_an_unknown_survey_has_no_figures(owner: Client) -> None:
    assert owner.get(f"/surveys/{uuid4()}/results/teaser/").status_code == 404
