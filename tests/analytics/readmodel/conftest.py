"""An organisation outside any test transaction, and a survey with files."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from analytics.models import ColumnFile, ReadModel, RemovedRow
from analytics.readmodel import files
from analytics.results.snapshots import forget_snapshots
from responses.models import Response
from surveys.models import Survey, SurveyVersion
from tenants.domain import delete_organisation
from tenants.models import DueWork
from tenants.queries import organisation_of
from tenants.scope import Scope, public_scope, tenant_scope
from tests.analytics.column_files import (
    gathered,
    small_files,
)
from tests.analytics.made import definition, respond
from tests.builders import published_survey
from tests.conftest import make_organisation

A, B = "c_aaaaaaaa", "c_bbbbbbbb"


@pytest.fixture(scope="package")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scope]:
    """An organisation outside any test transaction, for all tests of this folder."""
    with django_db_blocker.unblock():
        row = make_organisation(f"c{uuid4().hex[:10]}")
        with tenant_scope(organisation_of(row.schema_name)) as scope:
            yield scope
        with public_scope():
            row.refresh_from_db()
            delete_organisation(organisation=row, typed_name=row.name)


@pytest.fixture(autouse=True)
def _emptied(house: Scope) -> Iterator[None]:
    """Forget everything that the test did."""
    yield
    forget_snapshots()
    for survey in Survey.objects.values_list("pk", flat=True):
        files.remove_all(survey)
    for model in (ColumnFile, ReadModel, Response, RemovedRow):
        model.objects.all().delete()
    Survey.objects.update(current_version=None)
    with transaction.atomic():
        SurveyVersion.objects.all().delete()
        Survey.objects.all().delete()
    RemovedRow.objects.all().delete()
    DueWork.objects.all().delete()


@pytest.fixture
def kept(house: Scope) -> Iterator[Survey]:
    """A survey with four responses, three of them in a file."""
    survey = published_survey(definition())
    for number in range(3):
        answers: dict[str, Any] = {"q_00000001": A, "q_00000002": ["c_dddddddd"], "q_00000005": number}
        respond(survey, answers | {"q_00000009": None})
    with small_files():
        gathered(survey.pk)
        respond(survey, {"q_00000001": B}, status="started")
        yield survey
