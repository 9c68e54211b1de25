"""Where surveys are kept and what they are marked with: folder, tags, owner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from surveys.domain.telling import locked_anywhere, tell
from surveys.exceptions import FilingRefused, TextRefused
from surveys.models import Folder, Survey
from surveys.texts import clean_plain
from tenants.people.models import User
from webhooks.outbox import emit

MOST_TAGS, LONGEST_TAG = 20, 40

_RENAME = """
    UPDATE surveys_survey SET tags = (
        SELECT jsonb_agg(tag ORDER BY place) FROM (
            SELECT CASE tag WHEN %(old)s THEN %(new)s ELSE tag END AS tag, min(place) AS place
            FROM jsonb_array_elements_text(tags) WITH ORDINALITY AS had (tag, place) GROUP BY 1
        ) AS renamed
    ) WHERE tags @> jsonb_build_array(%(old)s::text)
"""
_DELETE = (
    "UPDATE surveys_survey SET tags = tags - %(old)s::text WHERE tags @> jsonb_build_array(%(old)s::text)"
)


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a survey is kept: all of it, as a form has it."""

    folder: Folder | None
    tags: Sequence[str]
    owner: User | None


def file_survey(*, survey: Survey, filing: Filing, by: User | None) -> Survey:
    """Keep a survey so. Neither what respondents see nor when it was changed is touched by this.

    Raises ``FilingRefused``.
    """
    tags = checked_tags(filing.tags)
    if filing.owner is not None and not filing.owner.is_active:
        raise FilingRefused(_("An owner has to be somebody who can sign in."), "unknown_owner")
    with transaction.atomic():
        row = locked_anywhere(survey)
        _change(
            row, {"folder_id": filing.folder and filing.folder.pk, "tags": tags, "owner": filing.owner}, by
        )
    return row


def move_survey(*, survey: Survey, folder: Folder | None, by: User | None) -> Survey:
    """Put a survey into a folder, or out of all."""
    with transaction.atomic():
        row = locked_anywhere(survey)
        _change(row, {"folder_id": folder and folder.pk}, by)
    return row


def tag_survey(
    *, survey: Survey, by: User | None, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> Survey:
    """Put tags on a survey and take others off. Raises ``FilingRefused``."""
    gone = set(checked_tags(remove))
    with transaction.atomic():
        row = locked_anywhere(survey)
        kept = [tag for tag in row.tags if tag not in gone]
        _change(row, {"tags": checked_tags([*kept, *add])}, by)
    return row


def rename_tag(*, tag: str, name: str, by: User | None) -> str:
    """Call a tag something else wherever it is; where there is such a tag already, both become one.

    Returns the tag as it is called now. Raises ``FilingRefused``.
    """
    new = next(iter(checked_tags([name])), "")
    if not new:
        raise FilingRefused(_("Give it a name."), "name_missing")
    with transaction.atomic(), connection.cursor() as cursor:
        if new != tag:
            cursor.execute(_RENAME, {"old": tag, "new": new})
            _tell(cursor.rowcount, "tag.renamed", {"tag": tag, "name": new}, by)
    return new


def delete_tag(*, tag: str, by: User | None) -> None:
    """Take a tag off all surveys."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DELETE, {"old": tag})
        _tell(cursor.rowcount, "tag.deleted", {"tag": tag}, by)


def _tell(changed: int, event: str, payload: dict[str, str], by: User | None) -> None:
    """Tell of a tag that was on a survey; of what was on none there is nothing to tell."""
    if changed:
        emit(event, payload, subject="organisation", actor=by.email if by else "")


def checked_tags(words: Iterable[str]) -> list[str]:
    """The tags that words make: in small letters, each once. Raises ``FilingRefused``."""
    tags = list(dict.fromkeys(tag for each in words if (tag := _cleaned(each))))
    if len(tags) > MOST_TAGS:
        message = _("At most %(maximum)d tags are possible.") % {"maximum": MOST_TAGS}
        raise FilingRefused(message, "too_many")
    return tags


def _cleaned(words: str) -> str:
    try:
        return " ".join(clean_plain(words, maximum=LONGEST_TAG).replace(",", " ").split()).lower()
    except TextRefused as refusal:
        message = _("A tag has at most %(most)d characters, and none that can't be seen.")
        raise FilingRefused(message % {"most": LONGEST_TAG}, "too_long") from refusal


def _change(row: Survey, wanted: dict[str, Any], by: User | None) -> None:
    """Store what differs, and tell of it; what is the same is no happening."""
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=[name.removesuffix("_id") for name in changed])
    told = {
        "folder": str(row.folder_id or ""),
        "tags": row.tags,
        "owner": row.owner.email if row.owner else "",
    }
    tell("survey.filed", row, by=by, changed=sorted(name.removesuffix("_id") for name in changed), **told)
