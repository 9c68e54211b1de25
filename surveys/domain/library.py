"""The organisation's library of questions: kept from surveys, renamed, deleted."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.definition import Definition, definition_json
from surveys.domain.words import keep_item_words
from surveys.exceptions import LibraryRefused, TextRefused
from surveys.models import LibraryItem
from surveys.texts import clean_plain
from tenants.people.models import User

NAME_LENGTH = 200
MOST_TAGS, TAG_LENGTH = 10, 40
MOST_ITEMS = 5_000


def keep_in_library(*, name: str, tags: Iterable[str], fragment: Definition, by: User | None) -> LibraryItem:
    """Keep the questions of a fragment (``editing.fragment_of``) under a name. Raises ``LibraryRefused``."""
    if LibraryItem.objects.count() >= MOST_ITEMS:
        raise LibraryRefused(_("The library is full. Delete what is no longer needed."), "full")
    with transaction.atomic():
        item = LibraryItem.objects.create(
            name=_name(name),
            tags=_tags(tags),
            content=definition_json(fragment),
            added_by=by.pk if by else None,
        )
        keep_item_words(item, fragment)
    return item


def change_library_item(*, item: LibraryItem, name: str, tags: Iterable[str]) -> LibraryItem:
    """Name an item, and tag it, anew. Raises ``LibraryRefused``."""
    item.name, item.tags = _name(name), _tags(tags)
    item.save(update_fields=["name", "tags", "changed_at"])
    return item


def delete_library_item(*, item: LibraryItem) -> None:
    """Take an item out of the library. Surveys that it was put into keep their questions."""
    item.delete()


def _name(words: str) -> str:
    name = _cleaned(words, NAME_LENGTH)
    if not name:
        raise LibraryRefused(_("Give it a name."), "name_missing")
    return name


def _tags(words: Iterable[str]) -> list[str]:
    tags = list(dict.fromkeys(tag for each in words if (tag := _cleaned(each, TAG_LENGTH).lower())))
    if len(tags) > MOST_TAGS:
        message = _("At most %(maximum)d tags are possible.") % {"maximum": MOST_TAGS}
        raise LibraryRefused(message, "too_many_tags")
    return tags


def _cleaned(words: str, maximum: int) -> str:
    try:
        return " ".join(clean_plain(words, maximum=maximum).split())
    except TextRefused as refusal:
        message = _("This can't be stored: at most %(maximum)d characters, and none that can't be seen.")
        raise LibraryRefused(message % {"maximum": maximum}, refusal.code) from refusal
