"""What the demo organisation holds: its people, five published surveys, weeks of answers, a history."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from config.demo import customer_nps, employee_pulse, event_feedback, market_research, showcase
from config.demo.handled import handle_responses
from config.demo.imagined import imagined_responses
from config.demo.people import Respondent
from config.demo.reported import hang_board, report_weekly, share_with_everybody
from config.demo.showcase.filling import store_guests, stored_pictures, stored_towns
from responses.models import Response
from surveys.definition import Definition, definition_checksum, definition_json, parse_definition
from surveys.domain import Filing, file_survey, make_folder
from surveys.domain.words import keep_words
from surveys.models import Survey, SurveyVersion
from tenants.domain import create_organisation
from tenants.models import Domain, Organisation
from tenants.people.models import User
from tenants.permissions import Role
from tenants.queries import organisation_of
from tenants.scope import public_scope, tenant_scope
from webhooks.models import Event

type Say = Callable[[str], object]

SCHEMA = "t_demo"
HOST = "demo.localhost"
PASSWORD = "northwind-demo"  # noqa: S105 - a demo on this machine only
OPERATOR = "operator@canvass.example"
PEOPLE = (
    (Role.OWNER, "olivia@northwind.example", "Olivia Marsh"),
    (Role.ADMIN, "amir@northwind.example", "Amir Haddad"),
    (Role.EDITOR, "esther@northwind.example", "Esther de Vries"),
    (Role.ANALYST, "anton@northwind.example", "Anton Krüger"),
    (Role.VIEWER, "violet@northwind.example", "Violet Osei"),
)
LANGUAGES = ["en", "nl", "de", "ar"]


class Content(Protocol):
    """What each module of a demo survey offers."""

    SLUG: str
    LANGUAGES: dict[str, float]
    DEFINITION: dict[str, Any]

    def answers(self, person: Respondent) -> dict[str, Any]: ...


SURVEYS: tuple[tuple[Content, int, int], ...] = (
    (employee_pulse, 2_846, 6),
    (customer_nps, 4_127, 10),
    (event_feedback, 2_218, 4),
    (market_research, 3_052, 5),
)
"""Each survey's content, number of responses, and weeks of fieldwork."""
GUESTS, WEEKS_OF_GUESTS = 400, 3
FILED = {
    employee_pulse.SLUG: ("People", ["pulse", "quarterly"]),
    customer_nps.SLUG: ("Customers", ["nps", "quarterly"]),
    event_feedback.SLUG: ("Customers", ["events"]),
    market_research.SLUG: ("Research", ["brand"]),
}
"""The folder and the tags of surveys, by address."""


def fill(say: Say) -> None:
    """Make the demo organisation with everything in it, unless it is there."""
    with public_scope():
        if Organisation.objects.filter(schema_name=SCHEMA).exists():
            return
        say("Filling the demo organisation …")
        with transaction.atomic():
            _make_organisation()
            hashed = make_password(PASSWORD)  # the same for all: it takes a third of a second
            with tenant_scope(organisation_of(SCHEMA)):
                owner = _make_people(hashed)
                for content, count, weeks in SURVEYS:
                    say(f"  {count:,} answers to {content.SLUG}")
                    _make_survey(content, count=count, weeks=weeks, by=owner)
                say(f"  {GUESTS:,} answers to {showcase.SLUG}")
                _make_showcase(by=owner)
                _file_surveys(by=owner)
                handle_responses(slug=market_research.SLUG, by=owner)
                report_weekly(by=owner)
                hang_board(by=owner)
                share_with_everybody(by=owner)
            _make_operator(hashed)


def _make_organisation() -> None:
    row = create_organisation(
        schema=SCHEMA, name="Northwind", host=HOST, owner_email=PEOPLE[0][1], owner_password=PASSWORD
    )
    row.languages = LANGUAGES
    row.time_zone = "Europe/Amsterdam"
    row.save(update_fields=["languages", "time_zone", "changed_at"])
    Domain.objects.filter(tenant=row).update(is_primary=True)


def _make_people(hashed: str) -> User:
    for role, email, name in PEOPLE:
        person = User.objects.filter(email=email).first() or User(email=email)
        person.role, person.name, person.password = role, name, hashed
        person.save()
    return User.objects.get(role=Role.OWNER)


def _make_operator(hashed: str) -> None:
    User(email=OPERATOR, name="Operator", role=Role.OPERATOR, password=hashed).save()


def _make_survey(content: Content, *, count: int, weeks: int, by: User) -> None:
    definition = parse_definition(content.DEFINITION)
    until = timezone.now()
    opened = until - timedelta(weeks=weeks, hours=3)
    version = _publish(definition, slug=content.SLUG, at=opened, by=by)
    responses = imagined_responses(content, definition, version, count=count, weeks=weeks, until=until)
    Response.objects.bulk_create(responses, batch_size=500)
    _tell_of(version, responses, by=by)


def _make_showcase(*, by: User) -> None:
    definition = showcase.definition(stored_pictures(by=by), stored_towns(by=by))
    until = timezone.now()
    opened = until - timedelta(weeks=WEEKS_OF_GUESTS)
    version = _publish(definition, slug=showcase.SLUG, at=opened, by=by)
    store_guests(version=version, definition=definition, count=GUESTS, until=until)
    _tell_of(version, [], by=by)


def _publish(definition: Definition, *, slug: str, at: datetime, by: User) -> SurveyVersion:
    """Publish with a date in the past, which the domain rightly has no word for."""
    document = definition_json(definition)
    survey = Survey.objects.create(
        slug=slug,
        title=definition.title[definition.base_language],
        draft=document,
        languages=list(definition.languages),
        status=Survey.Status.OPEN,
        created_by=by,
        owner=by,
        created_at=at - timedelta(days=2),
    )
    keep_words(survey, None, definition)
    version = SurveyVersion.objects.create(
        survey=survey,
        number=1,
        definition=document,
        checksum=definition_checksum(definition),
        draft_revision=survey.draft_revision,
        published_at=at,
        published_by=by.pk,
    )
    survey.current_version = version
    survey.save(update_fields=["current_version"])
    return version


def _file_surveys(*, by: User) -> None:
    folders = {
        name: make_folder(name=name, parent=None, by=by) for name in ("Customers", "People", "Research")
    }
    for survey in Survey.objects.filter(slug__in=FILED):
        folder, tags = FILED[survey.slug]
        file_survey(survey=survey, filing=Filing(folders[folder], tags, by), by=by)


def _tell_of(version: SurveyVersion, responses: list[Response], *, by: User) -> None:
    survey = version.survey
    about = {"survey": str(survey.pk), "title": survey.title, "slug": survey.slug}
    history: list[tuple[str, datetime, str, dict[str, Any]]] = [
        ("survey.created", survey.created_at, by.email, {"status": "draft"}),
        ("survey.published", version.published_at, by.email, {"status": "open", "number": 1}),
    ]
    Event.objects.bulk_create(
        Event(
            type=event,
            subject=f"survey:{survey.pk}",
            payload=about | more,
            actor=actor,
            happened_at=at,
            relayed_at=at,
        )
        for event, at, actor, more in history
    )
    Event.objects.bulk_create(_last_completions(responses))


def _last_completions(responses: list[Response]) -> Iterator[Event]:
    for response in responses[-40:]:
        if response.completed_at:
            yield Event(
                type="response.completed",
                subject=f"response:{response.pk}",
                payload={"survey": str(response.survey_id), "response": str(response.pk)},
                happened_at=response.completed_at,
                relayed_at=response.completed_at,
            )
