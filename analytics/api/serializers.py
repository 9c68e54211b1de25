"""The shapes of results in the API."""

from typing import Any

from rest_framework import serializers

from analytics.results import STATUS_CHOICES


class ResultsFilter(serializers.Serializer[Any]):
    """Which responses the results are of."""

    status = serializers.ChoiceField(choices=STATUS_CHOICES, required=False)
    language = serializers.CharField(required=False)
    since = serializers.DateField(required=False, help_text="First day, in the organisation's time zone.")
    until = serializers.DateField(required=False, help_text="Last day.")


class SummaryOutput(serializers.Serializer[Any]):
    """What the answers to a question add up to; which figures there are depends on `kind`."""

    kind = serializers.CharField(
        help_text="choices, scale, nps, csat, ces, number, numbers, date, time, datetime, matrix, parts,"
        " ranking, sums or text."
    )
    question = serializers.DictField()
    base = serializers.DictField(
        help_text="How many were selected, asked, answered, refused (two ways), skipped, and not shown."
    )
    counts = serializers.ListField(child=serializers.DictField(), required=False)
    rows = serializers.ListField(child=serializers.DictField(), required=False)
    bins = serializers.ListField(child=serializers.DictField(), required=False)
    periods = serializers.ListField(child=serializers.DictField(), required=False)
    moments = serializers.DictField(required=False, allow_null=True)
    nps = serializers.DictField(required=False, allow_null=True)
    share = serializers.DictField(required=False, allow_null=True)
    latest = serializers.ListField(child=serializers.DictField(), required=False)
    hours = serializers.JSONField(required=False)
    ranks = serializers.ListField(child=serializers.DictField(), required=False)
    amounts = serializers.ListField(child=serializers.DictField(), required=False)
    texts = serializers.ListField(child=serializers.DictField(), required=False)
    parts = serializers.ListField(child=serializers.DictField(), required=False)


class ResultsOutput(serializers.Serializer[Any]):
    """All results of a survey, of one moment."""

    survey = serializers.UUIDField()
    selection = serializers.DictField(child=serializers.CharField())
    overview = serializers.DictField()
    questions = SummaryOutput(many=True)
