"""Whose answers the blocks of a report show: one moment of each survey, and the selections of it."""

import zoneinfo
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.models import SavedSegment, WeightScheme
from analytics.reports.blocks import ReportDocument
from analytics.reports.numbers.answering import Asked
from analytics.results import Results, Selection
from analytics.results.crosstabs import Scheme
from analytics.results.filtering import Filter, FilterColumns, columns_of
from analytics.results.filtering.reading import checked
from analytics.results.relation import Answers
from analytics.saving import scheme_of
from analytics.showing.columns import filter_words
from analytics.showing.filters import status_labels
from analytics.showing.reader import Reader
from surveys.models import Survey
from tenants.scope import organisation


class NotShown(LookupError):
    """A block can't be shown; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A survey's results at one moment, and which of them a block is about.

    ``about`` says so in words, where it narrows down what the report is about.
    """

    survey: Survey
    results: Results
    columns: FilterColumns
    reader: Reader
    selection: Selection
    about: str = ""

    def opened(self) -> AbstractContextManager[Answers]:
        """The answers of that moment, open to SQL."""
        return self.results.opened()

    def scheme(self, weight: UUID | None) -> Scheme | None:
        """A weighting; raise ``NotShown`` where it is gone."""
        if weight is None:
            return None
        saved = WeightScheme.objects.filter(survey_id=self.survey.pk, pk=weight).first()
        if saved is None:
            raise NotShown(_("The weighting is gone."))
        return scheme_of(saved, self.columns)

    def asked(self, moment: datetime) -> Asked:
        """What live numbers are asked of."""
        zone = zoneinfo.ZoneInfo(organisation().time_zone)
        return Asked(
            results=self.results,
            selection=self.selection,
            columns=self.columns,
            reader=self.reader,
            title=self.survey.title,
            today=moment.astimezone(zone).date(),
        )


class Sources:
    """The surveys of a report, each read once, so that all its figures are of one moment."""

    def __init__(self, survey: Survey, document: ReportDocument, language: str) -> None:
        self._survey, self._document, self._language = survey, document, language
        self._known: dict[UUID, Source] = {}

    def of_report(self) -> Source:
        """The report's own survey and selection; raise ``NotShown``."""
        return self._narrowed(
            self._read(self._survey.pk), self._document.segment, self._document.where, is_narrower=False
        )

    def of(self, survey: UUID | None, segment: UUID | None, where: Filter) -> Source:
        """What a block is about; raise ``NotShown``."""
        if survey is None or survey == self._survey.pk:
            return self._narrowed(self.of_report(), segment, where, is_narrower=True)
        found = self._narrowed(self._read(survey), segment, where, is_narrower=True)
        return replace(found, about=" · ".join(filter(None, (found.survey.title, found.about))))

    def groups(self) -> dict[str, int]:
        """How small groups may be, of each survey that was read."""
        return {str(survey): source.results.threshold for survey, source in self._known.items()}

    def about(self) -> tuple[str, ...]:
        """Whose answers the report is about, in words."""
        found = self.of_report()
        words = filter_words(found.selection.where, found.columns, found.reader)
        return (status_labels()[found.selection.status], *words)

    def _read(self, survey_id: UUID) -> Source:
        if survey_id not in self._known:
            survey = Survey.objects.defer("draft").filter(pk=survey_id).first()
            if survey is None or survey.status == Survey.Status.BINNED:
                raise NotShown(_("The survey is gone."))
            results = Results.of(survey_id)
            self._known[survey_id] = Source(
                survey=survey,
                results=results,
                columns=columns_of(results.layout),
                reader=Reader(self._language, results.layout.base_language),
                selection=Selection(status=self._document.status),
            )
        return self._known[survey_id]

    def _narrowed(self, source: Source, segment: UUID | None, where: Filter, *, is_narrower: bool) -> Source:
        try:
            extra = checked(_segment(source.survey, segment) & where, source.columns)
        except SelectionInvalid as refusal:
            raise NotShown(" ".join(refusal.errors.values())) from None
        if not extra:
            return source
        wanted = replace(source.selection, where=source.selection.where & extra)
        about = " · ".join(filter_words(extra, source.columns, source.reader)) if is_narrower else ""
        return replace(source, selection=wanted, about=about)


def _segment(survey: Survey, segment: UUID | None) -> Filter:
    if segment is None:
        return Filter()
    saved = SavedSegment.objects.filter(survey_id=survey.pk, pk=segment).first()
    if saved is None:
        raise NotShown(_("The segment is gone."))
    return Filter.model_validate(saved.document)
