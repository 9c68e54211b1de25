"""The shapes of schedules in the API."""

from typing import Any, get_args

from rest_framework import serializers

from analytics.api.serializers import ExportInput
from analytics.schedules.keeping import MOST_KEPT
from analytics.schedules.rules import Every, On, OnHoliday
from tenants.partners.rest.fields import StrictSerializer, Text

_EVERY, _ON, _ON_HOLIDAY = (get_args(each.__value__) for each in (Every, On, OnHoliday))


class RuleDocument(StrictSerializer):
    """When it is due; which fields count depends on `every`."""

    every = serializers.ChoiceField(choices=_EVERY)
    at = serializers.TimeField(
        format="%H:%M",
        input_formats=["%H:%M"],
        required=False,
        help_text="`09:00` on the organisation's clock.",
    )
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6),
        max_length=7,
        required=False,
        help_text="Of `week`; 0 is Monday.",
    )
    on = serializers.ChoiceField(choices=_ON, required=False, help_text="Of `month`.")
    day = serializers.IntegerField(min_value=1, max_value=31, required=False)
    nth = serializers.ChoiceField(choices=[1, 2, 3, 4, -1], required=False, help_text="-1 is the last.")
    weekday = serializers.IntegerField(min_value=0, max_value=6, required=False)
    each = serializers.IntegerField(
        min_value=1, max_value=10_000_000, required=False, help_text="Of `responses`: at most once an hour."
    )
    country = Text(
        max_length=10, allow_blank=True, required=False, help_text="Whose public holidays: `NL`, `GB-ENG`."
    )
    holidays = serializers.ChoiceField(choices=_ON_HOLIDAY, required=False)


class RegularChange(StrictSerializer):
    """A schedule: all that can be changed of it, each time."""

    name = Text(max_length=200)
    rule = RuleDocument()
    people = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=100,
        required=False,
        default=list,
        help_text="Ids of people of the organisation that a report is sent to.",
    )
    outside = serializers.ListField(
        child=Text(max_length=254),
        max_length=100,
        required=False,
        default=list,
        help_text="Addresses outside the organisation; only admins add any.",
    )
    folder = Text(
        max_length=100,
        allow_blank=True,
        required=False,
        default="",
        help_text="Where files lie in the organisation's storage.",
    )
    kept = serializers.IntegerField(
        min_value=1, max_value=MOST_KEPT, required=False, default=10, help_text="So many files are kept."
    )


class RegularInput(RegularChange):
    """A new schedule: of a `report` that is sent, or of a `file` of responses that is put by."""

    report = serializers.UUIDField(required=False, allow_null=True, default=None)
    file = ExportInput(required=False, allow_null=True, default=None)


class RegularOutput(serializers.Serializer[Any]):
    """A schedule. Times on the organisation's clock are in `rule`, moments in UTC."""

    id = serializers.UUIDField()
    survey = serializers.UUIDField()
    name = serializers.CharField()
    report = serializers.UUIDField(allow_null=True)
    file = serializers.DictField(allow_null=True, help_text="`format`, `options` and `selection`.")
    rule = serializers.DictField()
    people = serializers.ListField(child=serializers.UUIDField())
    outside = serializers.ListField(
        child=serializers.DictField(), help_text="`email`, and `left_at` of who wants it no more."
    )
    folder = serializers.CharField()
    kept = serializers.IntegerField()
    is_paused = serializers.BooleanField()
    next_at = serializers.DateTimeField(allow_null=True)
    reached = serializers.IntegerField(help_text="Of `responses`: up to how many it ran last.")
    by = serializers.CharField()
    made_at = serializers.DateTimeField()
    links = serializers.DictField(child=serializers.CharField(allow_null=True))


class LetterOutput(serializers.Serializer[Any]):
    """A report on its way to somebody."""

    email = serializers.CharField()
    state = serializers.ChoiceField(choices=["waiting", "sent", "given_up"])
    sent_at = serializers.DateTimeField(allow_null=True)


class OccurrenceOutput(serializers.Serializer[Any]):
    """One time that a schedule was due, and what came of it."""

    id = serializers.UUIDField()
    schedule = serializers.UUIDField()
    key = serializers.CharField(help_text="Names it within its schedule, which makes it once.")
    planned_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=["making", "done", "failed", "skipped", "missed"])
    is_late = serializers.BooleanField()
    edition = serializers.UUIDField(allow_null=True)
    file_name = serializers.CharField(allow_null=True, help_text="Null when no file is kept (any more).")
    size = serializers.IntegerField(help_text="Of the file, in bytes.")
    problem = serializers.DictField(allow_null=True, help_text="`code` and `message` of what went wrong.")
    letters = LetterOutput(many=True)
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    links = serializers.DictField(child=serializers.CharField(allow_null=True))
