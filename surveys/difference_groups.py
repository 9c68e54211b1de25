"""Differences as people read them: what came, what went, what reads or works otherwise; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from surveys.comparing_logic import Difference, Kind
from surveys.question_types.elements import Words

_HEADINGS: Mapping[Kind, Words] = {
    "added": _("Added"),
    "removed": _("Removed"),
    "retyped": _("Of another type"),
    "reworded": _("Reworded"),
    "moved": _("Moved"),
    "changed": _("Logic and settings"),
}
_CONCERNING: frozenset[Kind] = frozenset({"removed", "retyped", "reworded", "changed"})


@dataclass(frozen=True, slots=True)
class Changed:
    """What is different about one subject, all of one kind. ``target`` is its id, where it has one;
    ``concerns_answers``: it may matter to answers already given."""

    subject: str
    target: str
    words: tuple[str, ...]
    concerns_answers: bool


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    """Differences of one kind under a heading."""

    kind: Kind
    heading: str
    changed: tuple[Changed, ...]


def grouped(differences: Iterable[Difference]) -> list[DifferenceGroup]:
    """Differences by kind, in each the subjects in the order of the survey; kinds without any left out."""
    by_kind: dict[Kind, list[Difference]] = {}
    for difference in differences:
        by_kind.setdefault(difference.kind, []).append(difference)
    return [
        DifferenceGroup(kind, str(heading), tuple(_changed(kind, by_kind[kind])))
        for kind, heading in _HEADINGS.items()
        if kind in by_kind
    ]


def questions_changed(differences: Iterable[Difference]) -> set[str]:
    """The ids of questions of which stored answers may mean something else now."""
    return {each.target for each in differences if each.kind in _CONCERNING and each.target.startswith("q_")}


def _changed(kind: Kind, differences: list[Difference]) -> Iterable[Changed]:
    for (target, subject), found in groupby(differences, key=lambda each: each.about):
        is_question = kind in _CONCERNING and target.startswith("q_")
        yield Changed(subject, target, tuple(each.words for each in found), is_question)
