"""A survey's trends as of today: the organisation's day, its versions, its smallest group."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from analytics.results import Selection
from analytics.results.anonymity import threshold_of
from analytics.results.crosstabs import Scheme
from analytics.results.relation import Answers
from analytics.results.trends import Trend, TrendRequest, trend_of
from surveys.models import SurveyVersion
from tenants.scope import organisation


def survey_trend(
    survey_id: UUID,
    answers: Answers,
    wanted: TrendRequest,
    selection: Selection,
    scheme: Scheme | None = None,
) -> Trend:
    """Answer a trend of a survey, weighted by a scheme; raise ``SelectionInvalid`` of one kind or another,
    with words."""
    zone = ZoneInfo(organisation().time_zone)
    return trend_of(
        answers,
        wanted,
        selection,
        today=timezone.localdate(timezone=zone),
        threshold=threshold_of(survey_id),
        published=_published(survey_id, zone),
        scheme=scheme,
    )


def _published(survey_id: UUID, zone: ZoneInfo) -> dict[int, date]:
    """The days on which versions were published, by their numbers."""
    rows = SurveyVersion.objects.filter(survey_id=survey_id).values_list("number", "published_at")
    return {number: at.astimezone(zone).date() for number, at in rows}
