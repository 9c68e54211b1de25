"""Links to the preview of a draft for reviewers without an account."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.comment_models import PreviewLink
from surveys.domain.telling import tell
from surveys.exceptions import PreviewLinkRefused, TextRefused
from surveys.models import Survey
from surveys.texts import clean_plain
from tenants.people.models import User

DAYS = 7
MOST_DAYS = 90
MOST_LINKS = 200
LONGEST_NOTE = 200


def share_preview(*, survey: Survey, by: User, days: int = DAYS, note: str = "") -> PreviewLink:
    """Make a link that works for so many days.

    Raises ``PreviewLinkRefused`` (``days``, ``note``, ``too_many``).
    """
    if not 1 <= days <= MOST_DAYS:
        message = _("Between 1 and %(maximum)d days, please.") % {"maximum": MOST_DAYS}
        raise PreviewLinkRefused(message, "days")
    now = timezone.now()
    with transaction.atomic():
        working = survey.preview_links.filter(revoked_at=None, expires_at__gt=now)
        if working.count() >= MOST_LINKS:
            raise PreviewLinkRefused(_("There are too many links that work. Revoke some first."), "too_many")
        link = PreviewLink.objects.create(
            survey=survey,
            note=_cleaned(note),
            made_at=now,
            made_by=by.pk,
            expires_at=now + timedelta(days=days),
        )
        tell("survey.preview_shared", survey, by=by, link=str(link.pk), days=days)
    return link


def revoke_preview(*, link: PreviewLink, by: User) -> None:
    """Let a link work no longer; what was said through it stays."""
    with transaction.atomic():
        if PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
            tell("survey.preview_revoked", link.survey, by=by, link=str(link.pk))


def _cleaned(note: str) -> str:
    try:
        return " ".join(clean_plain(note, maximum=LONGEST_NOTE).split())
    except TextRefused as refusal:
        message = _("At most %(maximum)d characters, please.") % {"maximum": LONGEST_NOTE}
        raise PreviewLinkRefused(message, "note") from refusal
