"""The home page: the surveys that are busy, and what happened lately."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics.results.activity import Activity, activity_of
from analytics.results.ends import definition_of_ends
from analytics.showing.formats import whole
from analytics.showing.happenings import WORDS, Happening, happening
from analytics.showing.sparklines import Sparkline, sparkline
from analytics.views.asking import person_of
from surveys.comments import mentions_waiting_for
from surveys.models import Review, Survey
from surveys.queries import surveys_for
from surveys.reviews import reviews_waiting_for
from tenants.people.models import User
from tenants.permissions import needs
from webhooks.queries import recent_events

MOST_SURVEYS = 8
MOST_EVENTS = 10


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey on the home page."""

    survey: Survey
    activity: Activity
    complete: str
    unfinished: str
    spark: Sparkline


@dataclass(frozen=True, slots=True)
class Waiting:
    """A survey that waits for an approval; ``asker`` is ``""`` for who has left."""

    review: Review
    asker: str


@needs("survey.view")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Surveys with their status and answers, what waits for the reader, and the latest events."""
    visible = surveys_for(person_of(request)).exclude(status=Survey.Status.ARCHIVED)
    surveys = list(visible[: MOST_SURVEYS + 1])
    shown = surveys[:MOST_SURVEYS]
    activity = activity_of(survey.pk for survey in shown)
    context = {
        "rows": [survey_row(survey, activity[survey.pk]) for survey in shown],
        "has_more": len(surveys) > MOST_SURVEYS,
        "waiting": waiting_for(person_of(request)),
        "mentions": mentions_waiting_for(person_of(request)),
        "happenings": happened_lately(),
        "definition": definition_of_ends(),
    }
    return render(request, "analytics/home.html", context)


def waiting_for(person: User) -> list[Waiting]:
    """The surveys whose publication waits for this person's approval."""
    reviews = reviews_waiting_for(person)
    names = named(str(review.asked_by) for review in reviews) if reviews else {}
    return [Waiting(review, names.get(str(review.asked_by), "")) for review in reviews]


def survey_row(survey: Survey, activity: Activity) -> SurveyRow:
    """A survey with its numbers as people write them."""
    ends = activity.ends
    return SurveyRow(survey, activity, whole(ends.complete), whole(ends.unfinished), sparkline(activity.days))


def happened_lately() -> list[Happening]:
    """The latest events that mean something to people, in words. Three queries at most."""
    events = recent_events(most=MOST_EVENTS, types=WORDS)
    wanted = {event.payload["survey"] for event in events if "survey" in event.payload}
    known = Survey.objects.filter(pk__in=wanted).exclude(status=Survey.Status.BINNED)
    titles = {str(pk): title for pk, title in known.values_list("pk", "title")}
    people = named(event.payload["person"] for event in events if "person" in event.payload)
    return [happening(event, titles, people) for event in events]


def named(people: Iterable[str]) -> dict[str, str]:
    """What people are called, or else their e-mail addresses, by id."""
    rows = User.objects.filter(pk__in=set(people)).values_list("pk", "name", "email")
    return {str(pk): name or email for pk, name, email in rows}
