"""The shapes of responses in the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from responses.models import Response as Row
from tenants.partners.rest.fields import StrictSerializer, Text, UtcTime

EARLIEST_YEAR = 2000
STATUSES = (*Row.Status.values, "all")
ANSWERS_HELP = (
    "By question name. Text, e-mail, date (YYYY-MM-DD): a string; number, rating, scale: a number; yes or "
    "no: true or false; single choice: a code; multiple choice: a list of codes; matrix: an object of row "
    'codes and column codes. Files: a list of ids of uploads; a signature: {"drawn": id}. null is shown and '
    'skipped, {"missing": "refused"} or {"missing": "dont_know"} where that is offered. In a repeat group, '
    "the number of the instance follows the name: age.2."
)


class Submission(StrictSerializer):
    """A whole response."""

    answers = serializers.DictField(child=serializers.JSONField(allow_null=True), help_text=ANSWERS_HELP)
    language = Text(required=False, max_length=35, help_text="One of the survey's; its first if left out.")
    started_at = UtcTime(required=False, help_text="When the respondent began, if you know.")
    link = serializers.UUIDField(
        required=False, help_text="The id of the personal link that the response comes of."
    )

    def validate_started_at(self, value: Any) -> Any:
        """Refuse a beginning in the future, and one that calendars can't hold in every zone."""
        if value.year < EARLIEST_YEAR:
            raise serializers.ValidationError(_("This time lies too long ago."), "long_ago")
        if value > timezone.now():
            raise serializers.ValidationError(_("This time lies in the future."), "future")
        return value


class ResponseChange(StrictSerializer):
    """What is to be changed about a response; what is left out stays."""

    answers = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        required=False,
        help_text="Answers to correct, as in a submission; needs If-Match.",
    )
    why = Text(required=False, max_length=500, allow_blank=True, help_text="Kept beside the corrections.")
    flag = serializers.ChoiceField(
        choices=Row.Flag.choices, required=False, allow_blank=True, help_text="Excluded leave all figures."
    )
    tags = serializers.ListField(child=Text(max_length=200), required=False, max_length=100)


class BinnedOutput(serializers.Serializer[Any]):
    """A response in the bin."""

    id = serializers.UUIDField()
    survey = serializers.UUIDField()
    status = serializers.CharField(help_text="As it was.")
    started_at = UtcTime()
    binned_at = UtcTime()
    erased_at = UtcTime(help_text="When it is erased for good.")
    by = serializers.CharField()


class ResponseFilter(serializers.Serializer[Any]):
    """Which responses a list has."""

    status = serializers.ChoiceField(choices=STATUSES, default="complete")
    language = serializers.CharField(max_length=35, required=False, allow_blank=True)
    since = UtcTime(required=False, help_text="Started at or after this time.")
    until = UtcTime(required=False, help_text="Started before this time.")


class QuizQuestionOutput(serializers.Serializer[Any]):
    """How a question with a right answer went."""

    question = serializers.CharField(help_text="Its name, in a repeat group followed by the instance.")
    right = serializers.BooleanField(allow_null=True, help_text="null: it was not answered.")
    points = serializers.FloatField()
    possible = serializers.FloatField()


class QuizOutput(serializers.Serializer[Any]):
    """The points of a response, by the version that was answered."""

    points = serializers.FloatField()
    possible = serializers.FloatField(help_text="Of the questions that were shown.")
    questions = QuizQuestionOutput(many=True)


class OfLink(serializers.Serializer[Any]):
    """The personal link that a response came by."""

    id = serializers.UUIDField()
    label = serializers.CharField(help_text="Empty for nobody's in particular.")  # type: ignore[assignment]


class ResponseOutput(serializers.Serializer[Any]):
    """What a respondent answered."""

    id = serializers.UUIDField()
    survey = serializers.UUIDField()
    version = serializers.IntegerField(help_text="The version of the survey that was answered.")
    status = serializers.ChoiceField(choices=Row.Status.values)
    language = serializers.CharField()
    channel = serializers.CharField()
    device = serializers.CharField(
        help_text="What it began on: phone, tablet or desktop; empty where that is not known."
    )
    started_at = UtcTime()
    changed_at = UtcTime()
    completed_at = UtcTime(allow_null=True)
    link = OfLink(allow_null=True)
    answers = serializers.DictField(help_text=ANSWERS_HELP)
    flag = serializers.ChoiceField(choices=Row.Flag.choices, help_text="What staff found; empty for none.")
    tags = serializers.ListField(child=serializers.CharField())
    marks = serializers.ListField(
        child=serializers.CharField(), help_text="The rules of quality that marked it."
    )
    quiz = QuizOutput(allow_null=True, help_text="null where no question has a right answer.")
    links = serializers.DictField(child=serializers.URLField())
