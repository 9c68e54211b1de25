"""A board in short, for who has a minute: what rose and fell most, and how many targets are reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.showing.boards import ShownTile


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be known of a board: what it is, of which tile (its title and id, both ``""`` for
    several), and its figure. ``tone`` is "good", "bad" or ""."""

    label: str
    words: str
    title: str = ""
    tile: str = ""
    tone: str = ""


def remarks_of(tiles: Sequence[ShownTile]) -> list[Remark]:
    """The remarks on a board; none where it has fewer than two figures."""
    return list(_remarks(tiles)) if sum(tile.standing is not None for tile in tiles) > 1 else []


def _remarks(tiles: Sequence[ShownTile]) -> Iterator[Remark]:
    moved = _sorted(tiles, "gained")
    if moved and moved[-1][0] > 0:
        yield _of(_("Improved most"), moved[-1][1], moved[-1][1].change, "good")
    if moved and moved[0][0] < 0:
        yield _of(_("Worsened most"), moved[0][1], moved[0][1].change, "bad")
    aimed = _sorted(tiles, "beyond")
    if aimed:
        reached = sum(way >= 0 for way, _tile in aimed)
        told = {"reached": reached, "all": len(aimed)}
        tone = "good" if reached == len(aimed) else "bad" if not reached else ""
        yield Remark(_("Targets reached"), _("%(reached)s of %(all)s") % told, tone=tone)
    if aimed and aimed[0][0] < 0:
        gauge = aimed[0][1].gauge
        yield _of(_("Farthest from its target"), aimed[0][1], gauge.words if gauge else "", "bad")


def _of(label: str, tile: ShownTile, words: str, tone: str) -> Remark:
    return Remark(label, words, tile.title, tile.id, tone)


def _sorted(tiles: Sequence[ShownTile], way: str) -> list[tuple[float, ShownTile]]:
    """The tiles that went such a way, with how far, the worst first."""
    known = [(getattr(tile.standing, way), tile) for tile in tiles if tile.standing]
    return sorted(((far, tile) for far, tile in known if far is not None), key=lambda each: each[0])
