"""Addresses of shared results: at the organisation's stored host, never at the request's."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.models import SharedResults
from analytics.sharing.looks import today
from analytics.sharing.tokens import NOWHERE, token_of
from analytics.showing import formats
from tenants.queries import organisation_url
from tenants.scope import organisation


def shared_link(share: SharedResults, name: str = "shared", *more: str) -> str:
    """The address of a link's page, or of a piece of it, to give to readers."""
    return organisation_url(organisation(), reverse(f"analytics:{name}", args=[token_of(share), *more]))


def open_results(survey_id: UUID) -> list[tuple[str, str]]:
    """The links of a survey that show something today, by id, in words; for ``surveys.shared_results``."""
    return [(str(share.pk), _words(share)) for share in _in_force(survey_id) if not share.is_over(today())]


def open_address(survey_id: UUID, results: str) -> str:
    """The address of a link of a survey, ``""`` while it shows nothing; for ``surveys.shared_results``."""
    share = _in_force(survey_id).filter(pk=results).first()
    return shared_link(share) if share and not share.is_over(today()) else ""


def _in_force(survey_id: UUID) -> QuerySet[SharedResults]:
    return SharedResults.objects.filter(survey_id=survey_id, revoked_at=None).exclude(
        survey__status__in=NOWHERE
    )


def _words(share: SharedResults) -> str:
    """What a link is called: its title and when it was made, and that it asks for a password."""
    named = f"{share.title or _('Shared results')}, {formats.day(share.made_at.date())}"
    return _("%(name)s (with a password)") % {"name": named} if share.password else named
