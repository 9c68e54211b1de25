"""The translations of a survey's draft: how far they are, and their texts by lasting keys."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from surveys.api.surveys import SURVEYS, survey_for
from surveys.domain import translate
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.translating.contexts import Contexts
from surveys.translating.files.delivery import MOST_LINES
from surveys.translating.states import Progress, progress_of, translations
from surveys.translation_notes import made_of, progress_by_language
from tenants.partners.rest.fields import StrictSerializer, Text
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import IF_MATCH, require_match_if_given, tagged
from tenants.partners.rest.views import ApiView, valid


class TranslationInput(StrictSerializer):
    """Texts by key; those left out stay as they are, an empty one is taken away."""

    texts = serializers.DictField(child=Text(allow_blank=True, max_length=20_000), allow_empty=True)

    def validate_texts(self, texts: dict[str, str]) -> dict[str, str]:
        """Take no more than any survey has."""
        if len(texts) > MOST_LINES:
            raise serializers.ValidationError("Too many texts.", "too_many")
        return texts


class ProgressOutput(serializers.Serializer[Any]):
    """How far a translation is."""

    language = serializers.CharField()
    total = serializers.IntegerField()
    translated = serializers.IntegerField()
    missing = serializers.IntegerField()
    changed = serializers.IntegerField(help_text="Whose original has changed since.")


class TextOutput(serializers.Serializer[Any]):
    """A text beside its original. Of rich texts, words are HTML."""

    key = serializers.CharField()
    where = serializers.CharField()
    rich = serializers.BooleanField()
    original = serializers.CharField()
    translation = serializers.CharField()
    state = serializers.ChoiceField(choices=["missing", "changed", "translated"])
    former_original = serializers.CharField(help_text="What the original was, where it has changed since.")


class TranslationOutput(ProgressOutput):
    """A translation: its texts in the order of the survey."""

    source_language = serializers.CharField()
    texts = TextOutput(many=True)


class Translations(ApiView):
    """How far the draft is translated."""

    needs = {"GET": "survey.view"}

    @extend_schema(operation_id="list_translations", responses={200: ProgressOutput(many=True)}, tags=SURVEYS)
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """List the languages beside the base language, each with how many texts are in which state."""
        found = progress_by_language(survey_for(request, pk))
        return Response([_told(language, progress) for language, progress in found.items()])


class OneTranslation(ApiView):
    """The texts of the draft in one language beside its base language."""

    needs = {"GET": "survey.view", "PUT": "survey.edit"}

    @extend_schema(operation_id="read_translation", responses={200: TranslationOutput}, tags=SURVEYS)
    def get(self, request: PartnerRequest, pk: UUID, language: str) -> Response:
        """Read all texts with their originals; the ETag is that of the definition."""
        return _answer(_translated(survey_for(request, pk), language), language)

    @extend_schema(
        operation_id="write_translation",
        request=TranslationInput,
        parameters=[IF_MATCH],
        responses={200: TranslationOutput},
        tags=SURVEYS,
    )
    def put(self, request: PartnerRequest, pk: UUID, language: str) -> Response:
        """Word texts by their keys, all or none of them; placeholders of originals must be kept."""
        survey = _translated(survey_for(request, pk), language)
        require_match_if_given(request, str(survey.draft_revision))
        changed = translate(
            survey=survey,
            revision=survey.draft_revision,
            language=language,
            words=valid(TranslationInput, request.data)["texts"],
            by=request.user,
        )
        return _answer(changed, language)


def _translated(survey: Survey, language: str) -> Survey:
    if language not in draft_of(survey).languages[1:]:
        raise Http404("the survey is not translated into this language")
    return survey


def _answer(survey: Survey, language: str) -> Response:
    definition = draft_of(survey)
    contexts = Contexts(definition)
    rows = list(translations(definition, language, made_of(survey, language)))
    texts = [
        {
            "key": row.key,
            "where": contexts.words(row.text),
            "rich": row.text.is_rich,
            "original": row.source,
            "translation": row.words,
            "state": row.state,
            "former_original": row.former,
        }
        for row in rows
    ]
    told = _told(language, progress_of(rows)) | {"source_language": definition.base_language, "texts": texts}
    return tagged(Response(told), str(survey.draft_revision))


def _told(language: str, progress: Progress) -> dict[str, Any]:
    return {
        "language": language,
        "total": progress.total,
        "translated": progress.translated,
        "missing": progress.missing,
        "changed": progress.changed,
    }
