"""The shapes of reports in the API."""

from typing import Any

from rest_framework import serializers

from analytics.reports.starters import STARTERS


class ReportInput(serializers.Serializer[Any]):
    """A report to begin with."""

    starter = serializers.ChoiceField(choices=list(STARTERS), required=False, help_text="`empty` without.")
    name = serializers.CharField(max_length=200, required=False)
    language = serializers.CharField(required=False, help_text="The survey's own without.")


class ReportOutput(serializers.Serializer[Any]):
    """A report: what it is composed of (`document`), and where it was asked for what it shows (`content`)."""

    id = serializers.UUIDField()
    survey = serializers.UUIDField()
    name = serializers.CharField()
    language = serializers.CharField()
    revision = serializers.IntegerField()
    document = serializers.DictField(help_text="Its blocks, and whose answers they are of.")
    changed_by = serializers.CharField()
    changed_at = serializers.DateTimeField()
    content = serializers.DictField(
        allow_null=True, help_text="Every word and figure, as the page has them. Null in lists."
    )
    links = serializers.DictField(child=serializers.CharField())


class EditionOutput(serializers.Serializer[Any]):
    """A report as it was made at one moment."""

    id = serializers.UUIDField()
    report = serializers.UUIDField()
    name = serializers.CharField()
    language = serializers.CharField()
    revision = serializers.IntegerField(help_text="Which state of the report it was made of.")
    status = serializers.ChoiceField(choices=["waiting", "running", "ready", "failed"])
    percent = serializers.IntegerField()
    occasion = serializers.CharField(help_text="What it was made for; empty where somebody asked for it.")
    by = serializers.CharField()
    asked_at = serializers.DateTimeField()
    made_at = serializers.DateTimeField(allow_null=True)
    size = serializers.IntegerField(help_text="Of the PDF, in bytes; 0 where there is none.")
    problem = serializers.DictField(allow_null=True)
    content = serializers.DictField(allow_null=True, help_text="What it shows. Null in lists.")
    links = serializers.DictField(child=serializers.CharField(allow_null=True))
