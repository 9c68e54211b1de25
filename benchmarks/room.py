"""An organisation to measure in, and short ways to its surveys."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command

from surveys.definition import Definition, new_id, parse_definition
from surveys.domain import create_survey_from, publish_survey
from surveys.models import Survey
from tenants.domain import create_organisation
from tenants.models import Organisation
from tenants.queries import organisation_of
from tenants.scope import public_scope, tenant_scope
from tenants.upgrade import upgrade

HOST = "room.localhost"


@contextmanager
def organisation_made() -> Iterator[None]:
    """Enter an organisation of this run, made where it isn't there; quietly."""
    list(upgrade())
    call_command("collectstatic", interactive=False, verbosity=0)
    with public_scope():
        is_there = Organisation.objects.filter(schema_name="t_room").exists()
    if not is_there:
        create_organisation(
            schema="room",
            name="Room",
            host=HOST,
            owner_email="owner@room.example",
            owner_password=secrets.token_hex(),
        )
    logging.disable(logging.INFO)
    try:
        with tenant_scope(organisation_of("t_room")):
            yield
    finally:
        logging.disable(logging.NOTSET)


def document(pages: list[list[dict[str, Any]]]) -> Definition:
    """A survey of these pages of questions."""
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": {"en": "Flow"},
            "languages": ["en"],
            "pages": [{"id": new_id("p"), "elements": elements} for elements in pages],
            "endings": [{"id": new_id("e"), "title": {"en": "Thank you"}}],
        }
    )


def published(asked: Definition) -> Survey:
    """The survey, open."""
    survey = create_survey_from(definition=asked, by=None)
    publish_survey(survey=survey, by=None)
    return Survey.objects.get(pk=survey.pk)
