"""Folders: made, renamed, moved within others, and deleted, whereupon what lies in them goes up."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from surveys.exceptions import FilingRefused, TextRefused
from surveys.folders import DEEPEST, Tree, tree_of, with_inner
from surveys.models import Folder, Survey
from surveys.texts import clean_plain
from tenants.people.models import User
from webhooks.outbox import emit

LONGEST_NAME = 80
MOST_FOLDERS = 500


def make_folder(*, name: str, parent: Folder | None, by: User | None) -> Folder:
    """Make a folder, within another or by itself. Raises ``FilingRefused``."""
    folder = Folder(name=_checked(name), parent=parent)
    with _folders_held() as tree:
        if sum(map(len, tree.values())) >= MOST_FOLDERS:
            message = _("At most %(most)d folders are possible.") % {"most": MOST_FOLDERS}
            raise FilingRefused(message, "too_many")
        _refuse_too_deep(tree, folder, parent)
        folder.save(force_insert=True)
        _tell("folder.created", folder, by)
    return folder


def rename_folder(*, folder: Folder, name: str, by: User | None) -> Folder:
    """Call a folder something else. Raises ``FilingRefused``."""
    with _folders_held():
        folder.name = _checked(name)
        folder.save(update_fields=["name"])
        _tell("folder.renamed", folder, by)
    return folder


def move_folder(*, folder: Folder, parent: Folder | None, by: User | None) -> Folder:
    """Put a folder, with all within it, into another or by itself. Raises ``FilingRefused``."""
    with _folders_held() as tree:
        if parent is not None and parent.pk in with_inner(tree, folder.pk):
            raise FilingRefused(_("A folder can't be put into itself."), "within_itself")
        _refuse_too_deep(tree, folder, parent)
        folder.parent = parent
        folder.save(update_fields=["parent"])
        _tell("folder.moved", folder, by)
    return folder


def delete_folder(*, folder: Folder, by: User | None) -> None:
    """Delete a folder; its surveys and the folders within it go up to where it was itself.

    Raises ``FilingRefused`` (``name_taken``) where a folder of the same name is there already.
    """
    with _folders_held():
        Survey.objects.filter(folder=folder).update(folder=folder.parent_id)
        Folder.objects.filter(parent=folder).update(parent=folder.parent_id)
        _tell("folder.deleted", folder, by)
        folder.delete()


@contextmanager
def _folders_held() -> Iterator[Tree]:
    """Hold all folders while one of them changes: where each of them lies decides what is possible."""
    try:
        with transaction.atomic():
            yield tree_of(Folder.objects.select_for_update().order_by("pk"))
    except IntegrityError as error:
        raise FilingRefused(_("There is a folder of this name already."), "name_taken") from error


def _refuse_too_deep(tree: Tree, folder: Folder, parent: Folder | None) -> None:
    if _above(tree, parent.pk if parent else None) + _height(tree, folder.pk) > DEEPEST:
        message = _("Folders are at most %(deepest)d deep.") % {"deepest": DEEPEST}
        raise FilingRefused(message, "too_deep")


def _above(tree: Tree, folder: UUID | None) -> int:
    """How many folders there are from the top down to this one."""
    parents = {each.pk: each.parent_id for inner in tree.values() for each in inner}
    depth = 0
    while folder is not None:
        folder, depth = parents[folder], depth + 1
    return depth


def _height(tree: Tree, folder: UUID) -> int:
    """How many folders there are from this one down to the deepest within it."""
    return 1 + max((_height(tree, inner.pk) for inner in tree.get(folder, ())), default=0)


def _checked(words: str) -> str:
    try:
        name = " ".join(clean_plain(words, maximum=LONGEST_NAME).split())
    except TextRefused as refusal:
        message = _("A name has at most %(most)d characters, and none that can't be seen.")
        raise FilingRefused(message % {"most": LONGEST_NAME}, "too_long") from refusal
    if not name:
        raise FilingRefused(_("Give it a name."), "name_missing")
    return name


def _tell(event: str, folder: Folder, by: User | None) -> None:
    payload = {"folder": str(folder.pk), "name": folder.name, "parent": str(folder.parent_id or "")}
    emit(event, payload, subject=f"folder:{folder.pk}", actor=by.email if by else "")
