"""The tags that there are for the answers in a column."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from analytics.exceptions import TagInvalid
from analytics.models import AnswerTag, Tagging
from analytics.texts.state import note_codebook
from tenants.people.models import User
from webhooks.outbox import emit

MOST_TAGS = 200


@dataclass(frozen=True, slots=True)
class TagFields:
    """What can be said of a tag. ``group`` is the tag that it belongs to, which must belong to none."""

    name: str
    description: str = ""
    colour: str = AnswerTag.Colour.TEAL
    group: UUID | None = None


def add_tag(*, survey_id: UUID, field: str, fields: TagFields, by: User) -> AnswerTag:
    """Add a tag for the answers in a column. Raises ``TagInvalid``."""
    with transaction.atomic():
        note_codebook(survey_id)
        known = AnswerTag.objects.filter(survey_id=survey_id, field=field)
        if known.count() >= MOST_TAGS:
            raise TagInvalid({"name": _("At most %(most)s tags can be kept.") % {"most": MOST_TAGS}})
        tag = AnswerTag(survey_id=survey_id, field=field, made_by=by.email)
        _set(tag, fields)
        tag.code = _free_code(tag)
        tag.place = max((place for (place,) in known.values_list("place")), default=0) + 1
        tag.save()
        _tell("tag.added", tag, by)
    return tag


def change_tag(*, tag: AnswerTag, fields: TagFields, by: User) -> AnswerTag:
    """Say something else of a tag; its code stays. Raises ``TagInvalid``."""
    with transaction.atomic():
        note_codebook(tag.survey_id)
        group = tag.parent_id
        _set(tag, fields)
        if tag.parent_id is not None and tag.children.exists():
            raise TagInvalid({"group": _("A group of tags can't belong to another.")})
        tag.save()
        if group != tag.parent_id:
            _count_again(Q(tag=tag))
        _tell("tag.changed", tag, by)
    return tag


def delete_tag(*, tag: AnswerTag, by: User) -> None:
    """Take a tag off all answers and forget it; tags that belonged to it stand by themselves."""
    with transaction.atomic():
        note_codebook(tag.survey_id)
        _tell("tag.deleted", tag, by)
        _count_again(Q(tag__parent=tag))
        tag.delete()
        note_codebook(tag.survey_id)


def _set(tag: AnswerTag, fields: TagFields) -> None:
    tag.name = " ".join(fields.name.split())
    tag.description = fields.description.strip()[:500]
    tag.colour, tag.parent_id = fields.colour, fields.group
    others = AnswerTag.objects.filter(survey_id=tag.survey_id, field=tag.field).exclude(pk=tag.pk)
    if not tag.name or len(tag.name) > 80:
        raise TagInvalid({"name": _("Write a name of 1 to 80 letters.")})
    if others.filter(name__iexact=tag.name).exists():
        raise TagInvalid({"name": _("There is a tag of that name.")})
    if tag.colour not in AnswerTag.Colour.values:
        raise TagInvalid({"colour": _("Choose one of the colours.")})
    if tag.parent_id is not None and not others.filter(pk=tag.parent_id, parent=None).exists():
        raise TagInvalid({"group": _("Choose a tag that belongs to no group itself.")})


def _free_code(tag: AnswerTag) -> str:
    """A code made of the name, which no other tag of the column has."""
    wished = slugify(tag.name)[:32].replace("-", "_") or "tag"
    taken = set(
        AnswerTag.objects.filter(survey_id=tag.survey_id, field=tag.field).values_list("code", flat=True)
    )
    found, number = wished, 2
    while found in taken:
        found, number = f"{wished}_{number}", number + 1
    return found


def _count_again(taggings: Q) -> None:
    """Let results read answers again whose tags count for another group."""
    Tagging.objects.filter(taggings).update(at=F("at"))


def _tell(event: str, tag: AnswerTag, by: User) -> None:
    payload = {"survey": str(tag.survey_id), "tag": str(tag.pk), "name": tag.name}
    emit(event, payload, subject=f"survey:{tag.survey_id}", actor=by.email)
