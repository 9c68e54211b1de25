"""What is published stays as it is: the database itself refuses changes."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from surveys.domain import delete_survey, edit_draft, note_results_changed, publish_survey
from surveys.models import Survey, SurveyVersion
from tenants.scope import Scope
from tests.builders import make_definition, published_survey, reread


def settle() -> None:
    """Let the constraints that wait for the end of the transaction speak now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize(
    "change", [{"definition": {}}, {"number": 7}, {"checksum": ""}, {"published_by": None}]
)
def test_a_version_cannot_be_changed(acme: Scope, change: dict[str, Any]) -> None:
    published_survey()

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        SurveyVersion.objects.update(**change)


def test_a_version_cannot_be_deleted_alone(acme: Scope) -> None:
    published_survey()
    Survey.objects.update(current_version=None)

    SurveyVersion.objects.all().delete()

    with pytest.raises(IntegrityError, match="only together with its survey"), transaction.atomic():
        settle()
    transaction.set_rollback(True)


def test_a_version_goes_with_its_survey(acme: Scope) -> None:
    survey = published_survey()

    delete_survey(survey=survey, typed_title=survey.title, by=None)
    settle()

    assert (Survey.objects.count(), SurveyVersion.objects.count()) == (0, 0)


def test_an_earlier_version_stays_when_the_next_is_published(acme: Scope) -> None:
    survey = published_survey()
    first = survey.current_version
    edit_draft(survey=survey, revision=1, operation=lambda _: make_definition(title="Autumn"), by=None)

    second = publish_survey(survey=survey, by=None)

    assert second.number == 2
    assert [version.definition["title"]["en"] for version in survey.versions.order_by("number")] == [
        "Team pulse",
        "Autumn",
    ]
    assert (first and first.number, reread(survey).current_version) == (1, second)


def test_surveys_and_versions_have_names_for_people(acme: Scope) -> None:
    survey = published_survey(title="Pulse")

    assert (str(survey), str(survey.current_version)) == ("Pulse", f"{survey.pk} v1")


def test_a_change_of_results_is_noted(acme: Scope) -> None:
    survey = published_survey()

    moment = note_results_changed(survey_id=survey.pk)

    assert reread(survey).results_changed_at == moment > survey.results_changed_at
