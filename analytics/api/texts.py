"""Open answers through the API: searched, counted by words, quoted."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from analytics.api.text_serializers import (
    AnswersFilter,
    AnswersOutput,
    QuoteInput,
    QuoteOutput,
    TextFilter,
    WordsFilter,
    WordsOutput,
)
from analytics.exceptions import QuestionUnknown, SelectionInvalid, TagInvalid
from analytics.models import AnswerTag, PickedQuote
from analytics.results import Layout, Selection
from analytics.results.versions import read_layout
from analytics.showing.asked import asked_from
from analytics.texts.columns import TextColumn, text_column, text_columns
from analytics.texts.frequencies import frequencies_of
from analytics.texts.keeping import keep_up
from analytics.texts.quoting import Quote, drop_quote, pick_quote, quotes_of
from analytics.texts.searching import UNTAGGED, Answer, Place, Sought, answers_found
from responses.anonymity import check_open
from responses.models import Response as Answered
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.partners.rest.once import once
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid

TAGS = ["open answers"]
READ, EDIT = "response.view", "results.edit"


def survey_of(request: PartnerRequest, pk: UUID) -> Survey:
    """The survey, if this person may see it; everybody else gets 404."""
    return get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)


def column_of(layout: Layout, name: str) -> TextColumn:
    """The column that is asked about, the first without a name; 404 for one that isn't there."""
    columns = text_columns(layout)
    try:
        return text_column(layout, name) if name or not columns else columns[0]
    except QuestionUnknown:
        raise NotFound from None


def _asked(request: PartnerRequest, pk: UUID) -> tuple[Layout, TextColumn, Selection]:
    """What is asked about, of whom. Raises ``ResponsesClosed``, ``SelectionInvalid``."""
    check_open(pk)
    layout = read_layout(pk)
    asked = asked_from(request.query_params, layout)
    if asked.errors:
        raise SelectionInvalid(asked.errors)
    return layout, column_of(layout, request.query_params.get("question", "")), asked.selection


class TextAnswers(ApiView):
    """Open answers to a question."""

    needs = {"GET": READ}

    @extend_schema(
        operation_id="search_answers", parameters=[AnswersFilter], responses={200: AnswersOutput}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Search the open answers to a question: full text in every language of the survey."""
        survey = survey_of(request, pk)
        given = valid(AnswersFilter, request.query_params)
        _layout, column, selection = _asked(request, survey.pk)
        is_complete = keep_up(survey.pk)
        tags = {str(tag.pk): tag.code for tag in AnswerTag.objects.filter(survey_id=survey.pk)}
        wanted = {code: tag for tag, code in tags.items()} | {UNTAGGED: UNTAGGED}
        tag = given.get("tag", "")
        sought = Sought(column, selection, given.get("q", ""), wanted.get(tag, tag))
        page = answers_found(
            survey.pk, sought, size=given.get("per_page", 50), older_than=_place(given.get("older_than", ""))
        )
        return Response(
            {
                "question": column.field,
                "count": page.count,
                "base": page.base,
                "is_complete": is_complete,
                "answers": [_answer(answer, tags) for answer in page.answers],
                "older_than": str(page.older) if page.older else None,
            }
        )


def _answer(answer: Answer, tags: dict[str, str]) -> dict[str, Any]:
    return {
        "response": str(answer.response),
        "language": answer.language,
        "text": answer.text,
        "tags": [tags[tag] for tag in answer.tags if tag in tags],
    }


def _place(text: str) -> Place | None:
    try:
        return Place.read(text) if text else None
    except ValueError:
        raise serializers.ValidationError({"older_than": ["This is no place in the list."]}) from None


class TextWords(ApiView):
    """Words of open answers."""

    needs = {"GET": READ}

    @extend_schema(
        operation_id="count_words", parameters=[WordsFilter], responses={200: WordsOutput}, tags=TAGS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Count the words or phrases of a question's answers, by how many answers say them."""
        survey = survey_of(request, pk)
        given = valid(WordsFilter, request.query_params)
        _layout, column, selection = _asked(request, survey.pk)
        found = frequencies_of(
            survey.pk,
            column,
            selection,
            length=given.get("length", 1),
            language=given.get("spoken", ""),
            most=given.get("most", 100),
        )
        words = [asdict(row) for row in found.rows]
        return Response(
            {"question": column.field, "base": found.base, "answered": found.answered, "words": words}
        )


class TextQuotes(ApiView):
    """Quotes picked from open answers."""

    needs = {"GET": READ}

    @extend_schema(operation_id="list_quotes", responses={200: QuoteOutput(many=True)}, tags=TAGS)
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the quotes of a survey in their order."""
        survey = survey_of(request, pk)
        check_open(survey.pk)
        language = (get_language() or "en").partition("-")[0]
        return Response([_quote(quote) for quote in quotes_of(survey.pk, language=language)])


class AnswerQuotes(ApiView):
    """Quotes out of one answer."""

    needs = {"POST": EDIT}

    @extend_schema(
        operation_id="pick_quote",
        parameters=[TextFilter],
        request=QuoteInput,
        responses={201: QuoteOutput},
        tags=TAGS,
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID, response_id: UUID) -> Response:
        """Keep an answer, or parts of it, as a quote; it goes with its response."""
        survey = survey_of(request, pk)
        check_open(survey.pk)
        given = valid(QuoteInput, request.data)
        column = column_of(read_layout(survey.pk), request.query_params.get("question", ""))
        get_object_or_404(Answered, pk=response_id, survey_id=survey.pk)
        try:
            quote = pick_quote(
                survey_id=survey.pk,
                response=response_id,
                field=column.field,
                text=given["text"],
                facts=given["facts"],
                by=request.user,
            )
        except TagInvalid as refusal:
            raise refused(refusal) from None
        (kept,) = quotes_of(survey.pk, only=[quote.pk])
        return Response(_quote(kept), status=201)


class TextQuote(ApiView):
    """A quote."""

    needs = {"DELETE": EDIT}

    @extend_schema(operation_id="drop_quote", request=None, responses={204: None}, tags=TAGS)
    @once
    def delete(self, request: PartnerRequest, pk: UUID, quote_id: UUID) -> Response:
        """Keep a quote no longer; the answer stays."""
        survey = survey_of(request, pk)
        drop_quote(quote=get_object_or_404(PickedQuote, pk=quote_id, survey_id=survey.pk), by=request.user)
        return Response(status=204)


def refused(refusal: TagInvalid) -> serializers.ValidationError:
    """What can't be kept so, by field."""
    return serializers.ValidationError({name: [words] for name, words in refusal.errors.items()})


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "id": str(quote.id),
        "response": str(quote.response),
        "question": quote.field,
        "language": quote.language,
        "text": quote.text,
        "facts": list(quote.facts),
    }
