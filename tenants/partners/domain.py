"""Granting, refreshing and revoking tokens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tenants.models import DueWork
from tenants.partners.exceptions import CredentialsRefused, TokenRefused
from tenants.partners.models import Allowance, Grant, KeptAnswer
from tenants.partners.tokens import (
    ACCESS_LIFETIME,
    REFRESH_LIFETIME,
    AccessToken,
    OrganisationToken,
    RefreshToken,
    new_token,
    read_token,
)
from tenants.people.models import User
from tenants.scope import schema
from tenants.work import due

KEPT_FOR = timedelta(hours=24)
SWEEP = "partners.sweep"


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a partner system is given: two signed tokens and how long they last, in seconds."""

    access: str
    refresh: str
    access_expires_in: int = int(ACCESS_LIFETIME.total_seconds())
    refresh_expires_in: int = int(REFRESH_LIFETIME.total_seconds())


def grant_tokens(*, email: str, password: str) -> TokenPair:
    """Return the first pair of tokens of a new grant; raise CredentialsRefused."""
    person = authenticate(username=email, password=password)
    if not isinstance(person, User):
        raise CredentialsRefused
    grant = Grant(person=person, password_stamp=person.get_session_auth_hash())
    pair = _next_pair(grant)
    with transaction.atomic():
        grant.save(force_insert=True)
        sweep_later()
    return pair


def refresh_tokens(*, refresh: str) -> TokenPair:
    """Return the next pair for the newest refresh token of a grant.

    A refresh token works once. Coming back after it was used, it ends the grant with all its tokens,
    for one of the two who hold it is a thief. Raises TokenRefused.
    """
    token = read_token(RefreshToken, refresh)
    with transaction.atomic():
        grant = _living_grant(token, lock=True)
        if is_reused := not constant_time_compare(grant.refresh_id, str(token["jti"])):
            grant.revoked_at = timezone.now()
            grant.save(update_fields=["revoked_at"])
        else:
            pair = _next_pair(grant)
            grant.save(update_fields=["refresh_id", "refreshed_at", "expires_at"])
    if is_reused:
        raise TokenRefused("token_reused", _("The refresh token was used before; please sign in again."))
    return pair


def revoke_tokens(*, refresh: str) -> None:
    """End the grant of a refresh token, and with it every token of the grant; safe to repeat.

    Raises TokenRefused for what is no refresh token of this organisation.
    """
    token = read_token(RefreshToken, refresh)
    Grant.objects.filter(pk=token["sid"], revoked_at=None).update(revoked_at=timezone.now())


def person_of(access: str) -> User:
    """Return the person an access token stands for, as they are now; raise TokenRefused."""
    return _living_grant(read_token(AccessToken, access)).person


def sweep_later() -> None:
    """Let what is no longer needed be deleted within a day or so; a sweep already waiting stays as it is."""
    at = timezone.now() + KEPT_FOR
    DueWork.objects.bulk_create(
        [DueWork(tenant=schema(), kind=SWEEP, key="all", due_at=at)], ignore_conflicts=True
    )


def sweep(*, now: datetime) -> None:
    """Delete grants, kept answers and allowances past their time; come back tomorrow if any are left."""
    Grant.objects.filter(expires_at__lt=now - KEPT_FOR).delete()
    KeptAnswer.objects.filter(kept_at__lt=now - KEPT_FOR).delete()
    Allowance.objects.filter(since__lt=now - KEPT_FOR).delete()
    if any(model._default_manager.exists() for model in (Grant, KeptAnswer, Allowance)):
        due(SWEEP, "all", now + KEPT_FOR)


def _next_pair(grant: Grant) -> TokenPair:
    refresh = new_token(RefreshToken, person=grant.person, grant=grant.pk)
    access = new_token(AccessToken, person=grant.person, grant=grant.pk)
    grant.refresh_id = refresh["jti"]
    grant.refreshed_at = timezone.now()
    grant.expires_at = grant.refreshed_at + REFRESH_LIFETIME
    return TokenPair(access=str(access), refresh=str(refresh))


def _living_grant(token: OrganisationToken, *, lock: bool = False) -> Grant:
    grants: Any = Grant.objects.select_related("person")
    if lock:
        grants = grants.select_for_update(of=("self",))
    grant: Grant | None = grants.filter(
        pk=token["sid"], person=token["sub"], revoked_at=None, person__is_active=True
    ).first()
    if grant is None or not _password_unchanged(grant):
        raise TokenRefused("token_revoked", _("The token has been revoked; please sign in again."))
    return grant


def _password_unchanged(grant: Grant) -> bool:
    return constant_time_compare(grant.password_stamp, grant.person.get_session_auth_hash())
