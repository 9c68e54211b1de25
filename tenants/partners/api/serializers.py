"""The shapes of signing in."""

from rest_framework import serializers

from tenants.partners.rest.fields import StrictSerializer, Text

LONGEST_PASSWORD = 4096


class Credentials(StrictSerializer):
    """An e-mail address and a password of a person of this organisation."""

    email = Text(max_length=254, help_text="As typed at sign-in; case doesn't matter.")
    password = Text(max_length=LONGEST_PASSWORD, trim_whitespace=False)


class RefreshInput(StrictSerializer):
    """The newest refresh token of a grant."""

    refresh = Text(max_length=LONGEST_PASSWORD)


class TokenPairOutput(serializers.Serializer[object]):
    """An access token for requests and a refresh token for the next pair."""

    token_type = serializers.CharField(default="Bearer")
    access = serializers.CharField()
    access_expires_in = serializers.IntegerField(help_text="Seconds.")
    refresh = serializers.CharField()
    refresh_expires_in = serializers.IntegerField(help_text="Seconds.")


class OrganisationOutput(serializers.Serializer[object]):
    """The organisation at whose host the request arrived."""

    id = serializers.CharField(help_text="Its schema, which the tokens' `org` names.")
    name = serializers.CharField()
    host = serializers.CharField()
    time_zone = serializers.CharField()


class PersonOutput(serializers.Serializer[object]):
    """Whom the token stands for, and what they may do now."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField(allow_blank=True)
    role = serializers.CharField()
    permissions = serializers.ListField(child=serializers.CharField())
    organisation = OrganisationOutput()
