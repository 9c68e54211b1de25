"""The shapes of surveys in the API."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from surveys.models import Survey
from tenants.partners.rest.fields import StrictSerializer, Text, UtcTime
from tenants.people.models import User

NOBODY = UUID(int=0)
STATUSES = [(value, value) for value in Survey.Status.values]
LISTED = [value for value in Survey.Status.values if value != Survey.Status.BINNED]


class NewSurvey(StrictSerializer):
    """A whole definition, or a title and languages to begin with."""

    definition = serializers.JSONField(
        required=False, help_text="A definition document; ids that are left out are given."
    )
    title = Text(required=False, max_length=500)
    languages = serializers.ListField(
        child=Text(max_length=35),
        required=False,
        allow_empty=False,
        max_length=100,
        help_text="BCP 47 tags, the base language first. Default: English.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Take the one or the other."""
        if ("definition" in attrs) == ("title" in attrs):
            raise serializers.ValidationError(_("Send either a definition or a title."), "one_of")
        if "definition" in attrs and "languages" in attrs:
            raise serializers.ValidationError(_("The definition has languages of its own."), "one_of")
        return attrs


class Publication(StrictSerializer):
    """What former choices mean from the new version on."""

    mappings = serializers.DictField(
        child=serializers.DictField(child=Text(max_length=40, allow_blank=True), allow_empty=True),
        required=False,
        help_text='By question id: `{former choice: choice}`, or `{choice: ""}` for one that means something '
        "else now, so that earlier answers are kept apart.",
    )


class Schedule(StrictSerializer):
    """When the survey opens and closes by itself; null for at once and for never."""

    opens_at = UtcTime(allow_null=True)
    closes_at = UtcTime(allow_null=True)


class Address(StrictSerializer):
    """The last part of the survey's public address."""

    slug = Text(max_length=64)


class SurveyFilter(serializers.Serializer[Any]):
    """Which surveys a list has."""

    status = serializers.ChoiceField(choices=LISTED, required=False)
    search = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="Words in title or address, or all in one question, page or ending of the draft.",
    )
    folder = serializers.UUIDField(required=False, help_text="With the folders within it.")
    tag = serializers.CharField(max_length=40, required=False)
    owner = serializers.EmailField(required=False)
    language = serializers.CharField(max_length=35, required=False, help_text="One of the draft's.")
    changed_since = UtcTime(required=False)
    changed_before = UtcTime(required=False)


def survey_wishes(given: dict[str, Any]) -> dict[str, Any]:
    """What ``surveys_found`` takes; nobody owns what somebody unknown does."""
    wishes = {
        name: value
        for name, value in given.items()
        if name in {"status", "search", "folder", "tag", "language"}
    }
    wishes |= {"since": given.get("changed_since"), "until": given.get("changed_before")}
    if email := given.get("owner"):
        owner = User.objects.filter(email__iexact=email).first()
        wishes["owner"] = owner.pk if owner else NOBODY
    return wishes


class FilingInput(StrictSerializer):
    """Where a survey is kept; what is left out stays."""

    folder = serializers.UUIDField(allow_null=True, required=False)
    tags = serializers.ListField(child=Text(max_length=100), required=False, max_length=100)
    owner = serializers.EmailField(allow_null=True, required=False)


class FolderOutput(serializers.Serializer[Any]):
    """A folder; ``surveys`` counts those in folders within it, too."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    parent_id = serializers.UUIDField(allow_null=True)
    path = serializers.CharField()
    surveys = serializers.IntegerField()


class TagOutput(serializers.Serializer[Any]):
    """A tag, and how many surveys have it."""

    tag = serializers.CharField()
    surveys = serializers.IntegerField()


class SurveyOutput(serializers.Serializer[Any]):
    """A survey without its document."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    slug = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUSES)
    availability = serializers.CharField(
        help_text="What respondents find now: open, not_yet, paused, closed or draft."
    )
    revision = serializers.IntegerField(help_text="Of the draft; the ETag of the definition.")
    version = serializers.IntegerField(allow_null=True, help_text="The published one.")
    has_unpublished_changes = serializers.BooleanField()
    opens_at = UtcTime(allow_null=True)
    closes_at = UtcTime(allow_null=True)
    created_at = UtcTime()
    changed_at = UtcTime()
    created_by = serializers.CharField(allow_null=True)
    owner = serializers.CharField(allow_null=True)
    folder = serializers.UUIDField(allow_null=True)
    tags = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    archived_at = UtcTime(allow_null=True)
    binned_at = UtcTime(allow_null=True)
    links = serializers.DictField(child=serializers.URLField())


class VersionOutput(serializers.Serializer[Any]):
    """A published version without its document."""

    number = serializers.IntegerField()
    checksum = serializers.CharField(help_text="SHA-256 of the document in canonical form.")
    revision = serializers.IntegerField(help_text="Of the draft that was published.")
    published_at = UtcTime()
    links = serializers.DictField(child=serializers.URLField())


class VersionWithDefinition(VersionOutput):
    """A published version, frozen for ever."""

    definition = serializers.JSONField()


class ProblemOutput(serializers.Serializer[Any]):
    """What is wrong with a draft, and where."""

    field = serializers.CharField()
    message = serializers.CharField()
    code = serializers.CharField()
    severity = serializers.ChoiceField(choices=["error", "warning"])
