"""What the pages of open answers share: the survey, the question, and which responses are selected."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from analytics.exceptions import QuestionUnknown
from analytics.models import AnswerTag
from analytics.results import Layout
from analytics.results.codebooks import in_groups
from analytics.results.versions import read_layout
from analytics.saving import segments_of
from analytics.showing.filters import filters_of
from analytics.showing.reader import Reader
from analytics.texts.columns import TextColumn, text_column, text_columns
from analytics.views.asking import Asked, asked_of, survey_asked
from surveys.models import Survey
from surveys.texts import wording

OF_FORMS = frozenset({"q", "tag", "length", "spoken"})
"""Parameters that the forms of these pages have fields for."""


@dataclass(frozen=True, slots=True)
class TextAsked:
    """What a page of open answers is about; ``asked`` keeps the question in its addresses."""

    survey: Survey
    layout: Layout
    column: TextColumn
    asked: Asked

    @property
    def tags(self) -> list[AnswerTag]:
        """The tags of the question, groups before what belongs to them. One query."""
        return in_groups(AnswerTag.objects.filter(survey_id=self.survey.pk, field=self.column.field))

    def with_more(self, **parameters: str) -> "TextAsked":
        """The same with more parameters in its addresses."""
        more = tuple((name, value) for name, value in parameters.items() if value)
        return replace(self, asked=replace(self.asked, more=(*self.asked.more, *more)))

    def address(self, name: str) -> str:
        """The address of a page for this question and these responses."""
        return self.asked.address(name, self.survey.pk)

    def context(self) -> dict[str, Any]:
        """What every template of these pages needs."""
        reader = Reader.of(self.layout)
        title, written_in = wording(self.column.question.text, reader.language, reader.base_language)
        part = reader.words(self.column.variable.part_label)
        return {
            "survey": self.survey,
            "column": self.column,
            "title": title or self.column.name,
            "title_language": written_in,
            "part": part,
            "errors": self.asked.errors,
            "filters": filters_of(self.layout, self.asked, segments_of(self.survey.pk)),
            "query": self.asked.query(),
            "kept": [each for each in self.asked.parameters if each[0] not in OF_FORMS],
        }


def text_asked(request: HttpRequest, pk: UUID) -> TextAsked:
    """What an address asks about; a survey without open answers has no such page."""
    survey = survey_asked(request, pk)
    layout = read_layout(survey.pk)
    columns = text_columns(layout)
    wanted = request.GET.get("question", "")
    if not columns:
        raise Http404
    try:
        column = text_column(layout, wanted) if wanted else columns[0]
    except QuestionUnknown:
        raise Http404 from None
    asked = replace(asked_of(request, layout), more=(("question", name_of(layout, column)),))
    return TextAsked(survey, layout, column, asked)


def name_of(layout: Layout, column: TextColumn) -> str:
    """How addresses call a column: by its name, or its field where several have that name."""
    names = [each.name for each in text_columns(layout)]
    return column.name if names.count(column.name) == 1 else column.field


def back_to(request: HttpRequest, name: str, pk: UUID) -> HttpResponse:
    """Lead back to a page, with the parameters that the form was sent with."""
    query = request.META["QUERY_STRING"]
    return redirect(reverse(f"analytics:{name}", args=[pk]) + (f"?{query}" if query else ""))
