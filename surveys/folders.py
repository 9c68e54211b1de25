"""Reading folders and tags: the tree with its counts, and which surveys lie below a folder."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID
from zlib import crc32

from django.db import connection
from django.db.models import Count

from surveys.models import Folder, Survey

DEEPEST = 3
TAG_COLOURS = 8
AWAY = (Survey.Status.ARCHIVED, Survey.Status.BINNED)

type Tree = Mapping[UUID | None, Collection[Folder]]
"""The folders within each folder, by name."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder in the tree: ``depth`` from 1, and how many surveys lie in it and in those within it."""

    folder: Folder
    depth: int
    count: int
    path: str


def tree_of(folders: Collection[Folder]) -> dict[UUID | None, list[Folder]]:
    """The folders within each folder, by name; under ``None`` those that are in no other."""
    tree: dict[UUID | None, list[Folder]] = {}
    for folder in sorted(folders, key=lambda each: (each.name.casefold(), each.pk)):
        tree.setdefault(folder.parent_id, []).append(folder)
    return tree


def shelves() -> list[Shelf]:
    """All folders as they are read down the tree, with the number of listed surveys. Two queries."""
    counted = Survey.objects.exclude(status__in=AWAY).exclude(folder=None).values("folder")
    own = Counter({row["folder"]: row["number"] for row in counted.annotate(number=Count("pk")).order_by()})
    return list(_below(tree_of(Folder.objects.all()), None, own, 1, ""))


def within(folder: UUID) -> set[UUID]:
    """The ids of a folder and of all folders within it. One query."""
    return with_inner(tree_of(Folder.objects.all()), folder)


def with_inner(tree: Tree, folder: UUID) -> set[UUID]:
    """The ids of a folder and of all folders within it."""
    return {folder}.union(*(with_inner(tree, inner.pk) for inner in tree.get(folder, ())))


def tags_in_use() -> list[tuple[str, int]]:
    """The tags of listed surveys with how many have them, the commonest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tag, count(*) FROM surveys_survey, jsonb_array_elements_text(tags) AS tag"
            " WHERE status <> ALL (%s) GROUP BY tag ORDER BY count(*) DESC, tag",
            [list(AWAY)],
        )
        return list(cursor.fetchall())


def tag_colour(tag: str) -> int:
    """Which colour of the series a tag has, from 1: always the same for the same words."""
    return crc32(tag.encode()) % TAG_COLOURS + 1


def _below(tree: Tree, parent: UUID | None, own: Counter[UUID], depth: int, path: str) -> Iterator[Shelf]:
    for folder in tree.get(parent, ()):
        whole = f"{path} / {folder.name}" if path else folder.name
        inner = list(_below(tree, folder.pk, own, depth + 1, whole))
        count = own[folder.pk] + sum(shelf.count for shelf in inner if shelf.depth == depth + 1)
        yield Shelf(folder, depth, count, whole)
        yield from inner
