"""What the form of a block can offer of a survey: questions, columns, measures, segments, weightings."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.utils.translation import gettext as _

from analytics.models import SavedSegment, WeightScheme
from analytics.results import Layout, Question
from analytics.results.filtering import FilterColumn, FilterColumns, columns_of
from analytics.results.trends import UNITS, Measure, is_measured, measures_of
from analytics.results.trends.measures import OF_RESPONSES
from analytics.showing.columns import column_words
from analytics.showing.reader import Reader
from analytics.showing.trend_words import short_words, unit_words
from surveys.models import Survey

type Choices = list[tuple[str, Any]]


def offered_units() -> Choices:
    """The periods of trends."""
    return [("", _("What suits the span")), *((unit, unit_words(unit)) for unit in UNITS)]


class Offered:
    """What the form of a block can offer of a survey."""

    def __init__(self, survey_id: UUID, layout: Layout, surveys: Sequence[Survey]) -> None:
        self.survey_id, self.layout, self.surveys = survey_id, layout, surveys
        self.columns: FilterColumns = columns_of(layout)
        self.reader = Reader.of(layout)

    def questions(self, kinds: Iterable[str] = ()) -> Choices:
        """The questions of these kinds of summary, or all."""
        wanted = set(kinds)
        return [("", _("Choose a question"))] + [
            (each.key, self._words(each))
            for each in self.layout.questions
            if not wanted or each.summary_kind in wanted
        ]

    def texts(self) -> Choices:
        """The questions that are answered in words, behind the quotes that were picked."""
        return [("", _("Quotes that were picked")), *self.questions({"text"})[1:]]

    def measures(self) -> Choices:
        """What can be followed over time, the measures of a question together."""
        of_responses = [(kind, short_words(Measure(kind), self.reader)) for kind in OF_RESPONSES]
        groups: Choices = [("", _("Responses by day")), (_("The survey"), of_responses)]
        for column in filter(is_measured, self.columns.all):
            found = [(_identity(each), short_words(each, self.reader)) for each in measures_of(column)]
            groups += [(column_words(column, self.reader), found)] if found else []
        return groups

    def _words(self, question: Question) -> str:
        words = self.reader.words(question.text) or question.name
        return f"{question.number} · {words}" if question.number else words

    def named(self, columns: Iterable[FilterColumn], empty: str = "") -> Choices:
        """Columns by their fields, those of questions before what is known about responses."""
        known = list(columns)
        asked = self._as_choices(each for each in known if each.question)
        about = self._as_choices(each for each in known if not each.question)
        groups = [(_("Questions"), asked), (_("About the response"), about)]
        first: Choices = [("", empty)] if empty else []
        return first + [group for group in groups if group[1]]

    def _as_choices(self, columns: Iterable[FilterColumn]) -> Choices:
        return [(each.field, column_words(each, self.reader)) for each in columns]

    def segments(self, empty: str = "") -> Choices:
        """The segments of the survey; ``empty`` says who is meant without one."""
        saved = SavedSegment.objects.filter(survey_id=self.survey_id)
        first = empty or _("Everybody that the report is about")
        return [("", first)] + [(str(each.pk), each.name) for each in saved]

    def weights(self) -> Choices:
        """The weightings of the survey."""
        saved = WeightScheme.objects.filter(survey_id=self.survey_id)
        return [("", _("Not weighted"))] + [(str(each.pk), each.name) for each in saved]


def _identity(measure: Measure) -> str:
    """A measure as documents have it, by the field of its column and the identities of values."""
    field = measure.column.field if measure.column else ""
    return "~".join(
        filter(None, (measure.kind, quote(field, safe=":"), ",".join(map(quote, measure.values))))
    )
