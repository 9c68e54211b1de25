"""Times as the API speaks of them: ISO 8601 in UTC, and never without a zone."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


def utc(at: datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


class UtcTime(serializers.DateTimeField):
    """``2026-11-21T10:37:00Z``; a time without a zone is refused, not guessed at."""

    default_error_messages = {"naive": _("Say the zone too, as in 2026-11-21T10:37:00Z.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=UTC, **options)

    def to_internal_value(self, value: Any) -> datetime:
        """Return the time that a text names."""
        try:
            found = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is not None and timezone.is_naive(found):
            self.fail("naive")
        return super().to_internal_value(value)


class Text(serializers.CharField):
    """A string; numbers are not turned into one."""

    def to_internal_value(self, data: Any) -> str:
        """Return the string."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class StrictSerializer(serializers.Serializer[Any]):
    """Input of which every field is known; an unknown one is an error, not a silent loss."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the validated input; raise ValidationError."""
        if isinstance(data, dict) and (unknown := data.keys() - self.fields.keys()):
            message = str(_("There is no such field."))
            raise serializers.ValidationError(
                {
                    name[:100]: [serializers.ErrorDetail(message, "unknown_field")]
                    for name in sorted(unknown)[:20]
                }
            )
        return super().to_internal_value(data)
