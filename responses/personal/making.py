"""Making personal links, taking them back, saying what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from responses.exceptions import LinksRefused
from responses.models import PersonalLink
from responses.personal.fields import Fields, clean_fields, note_fields
from responses.places import hold_survey
from surveys.exceptions import SurveyArchived, TextRefused
from surveys.models import Survey
from surveys.texts import clean_plain
from tenants.people.models import User
from webhooks.outbox import emit

MOST_AT_ONCE = 10_000
MOST_OF_SURVEY = 200_000
LONGEST_LABEL = 200
NO_FIELDS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Made:
    """How many links were made, from which number on; how many labels got none, for they have one."""

    count: int
    had_one: int = 0
    first: int = 0


def make_links(*, survey: Survey, count: int, by: User | None) -> Made:
    """Make links that bear nobody's name.

    Raises ``LinksRefused`` (``count``, ``too_many``), ``SurveyArchived``.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise LinksRefused(_("Between 1 and 10,000 links can be made at once."), "count")
    return _make(survey, [""] * count, by)


def make_labelled_links(
    *, survey: Survey, labels: Iterable[str], by: User | None, fields: Mapping[str, Fields] = NO_FIELDS
) -> Made:
    """Make a link for each label that hasn't one which works; the same label twice is one.

    ``fields`` is by label what is known of the person. A link that there was says so from now on, too; a
    response that has begun keeps what it said then.
    Raises ``LinksRefused`` (``count``, ``label``, ``fields``, ``too_many``), ``SurveyArchived``.
    """
    wanted = list(dict.fromkeys(filter(None, map(_clean, labels))))
    if not 1 <= len(wanted) <= MOST_AT_ONCE:
        raise LinksRefused(_("Between 1 and 10,000 links can be made at once."), "count")
    return _make(survey, wanted, by, {_clean(label): clean_fields(given) for label, given in fields.items()})


def _clean(label: str) -> str:
    try:
        return " ".join(clean_plain(label, maximum=LONGEST_LABEL).split())
    except TextRefused as refusal:
        message = _("“%(label)s” is too long or unreadable; a label has at most 200 characters.")
        raise LinksRefused(message % {"label": label[:40].replace("\x00", "")}, "label") from refusal


def _make(
    survey: Survey, labels: Sequence[str], by: User | None, fields: Mapping[str, dict[str, str]] = NO_FIELDS
) -> Made:
    links = PersonalLink.objects.filter(survey=survey)
    with transaction.atomic():
        hold_survey(survey=survey.pk)  # numbers and labels are given by one at a time
        _refuse_archived(survey.pk)
        note_fields(survey.pk, (name for given in fields.values() for name in given))
        taken = set(links.filter(revoked_at=None).exclude(label="").values_list("label", flat=True))
        _say(links.filter(revoked_at=None, label__in=taken & fields.keys()), fields)
        last = links.order_by("-number").values_list("number", flat=True).first() or 0
        wanted = [label for label in labels if label not in taken]
        if last + len(wanted) > MOST_OF_SURVEY:
            raise LinksRefused(_("A survey has at most 200,000 personal links."), "too_many")
        PersonalLink.objects.bulk_create(
            PersonalLink(survey=survey, number=number, label=label, fields=fields.get(label, {}))
            for number, label in enumerate(wanted, start=last + 1)
        )
        made = Made(len(wanted), len(labels) - len(wanted), last + 1)
        if made.count:
            _tell("survey.links_made", survey.pk, by, count=made.count)
    return made


def _say(links: QuerySet[PersonalLink], fields: Mapping[str, dict[str, str]]) -> None:
    """Let links say something else of the people they are for."""
    changed = [link for link in links.only("label", "fields") if link.fields != fields[link.label]]
    for link in changed:
        link.fields = fields[link.label]
    PersonalLink.objects.bulk_update(changed, ["fields"], batch_size=500)


def revoke_link(*, link: PersonalLink, by: User | None) -> None:
    """Let nobody in by a link any more; what was answered stays. Doing it twice changes nothing."""
    with transaction.atomic():
        working = PersonalLink.objects.filter(pk=link.pk, revoked_at=None)
        if working.update(revoked_at=timezone.now()):
            _tell("survey.link_revoked", link.survey_id, by, link=str(link.pk))


def restore_link(*, link: PersonalLink, by: User | None) -> None:
    """Let a link work again.

    Raises ``LinksRefused`` (``label``) where its label has another by now, and ``SurveyArchived``.
    """
    with transaction.atomic():
        hold_survey(survey=link.survey_id)
        _refuse_archived(link.survey_id)
        working = PersonalLink.objects.filter(survey=link.survey_id, revoked_at=None)
        if link.label and working.filter(label=link.label).exclude(pk=link.pk).exists():
            raise LinksRefused(_("“%(label)s” has another link by now.") % {"label": link.label}, "label")
        if PersonalLink.objects.filter(pk=link.pk).exclude(revoked_at=None).update(revoked_at=None):
            _tell("survey.link_restored", link.survey_id, by, link=str(link.pk))


def _refuse_archived(survey: UUID) -> None:
    """Whoever got a link to a survey in the archive would find it closed."""
    if Survey.objects.filter(pk=survey, status=Survey.Status.ARCHIVED).exists():
        raise SurveyArchived(_("This survey is in the archive. Restore it to make links."), survey)


def _tell(type: str, survey: UUID, by: User | None, **payload: object) -> None:
    emit(type, {"survey": str(survey)} | payload, subject=f"survey:{survey}", actor=by.email if by else "")
