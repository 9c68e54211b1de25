"""Two people's changes of one definition put together, and what both changed, to be decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.changes.bench import Bench
from surveys.changes.patches import Patch, Step, difference, inverted, overlapping, touched
from surveys.changes.pieces import keys_above, members, parts_of_unit, units_of, unmarked
from surveys.definition import Definition
from surveys.exceptions import StaleDraft

MINE = "mine"
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both changed. ``key`` names it in forms; ``subject`` is the key of the part.

    Of a text ``mine``, ``theirs`` and ``base`` are its wordings; of anything else they are ``None``, and
    ``path`` may be empty: the part itself was taken away or brought elsewhere.
    """

    key: str
    subject: str
    path: tuple[str, ...]
    my_steps: Patch
    their_steps: Patch
    base: str | None = None
    mine: str | None = None
    theirs: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether a third wording can be given."""
        return self.mine is not None


@dataclass(frozen=True, slots=True)
class Merge:
    """What two people made of ``base``: ``theirs`` is stored, ``mine`` is to be brought in."""

    base: Definition
    mine: Definition
    theirs: Definition
    my_patch: Patch
    their_patch: Patch
    clashes: tuple[Clash, ...]

    def settled(self, decisions: Mapping[str, str]) -> Definition:
        """``theirs`` with my changes; of what clashes as decided: ``mine``, ``theirs`` or other words.

        ``decisions`` are by the keys of the clashes, other words behind ``words:``; without one theirs
        stays. Raises ``StepsBlocked`` and ``DefinitionInvalid`` where a part can't be so; whether the parts
        fit together is for ``surveys.definition.checked`` to say.
        """
        bench = Bench(self.theirs)
        clashing = {id(step) for clash in self.clashes for step in clash.my_steps}
        chosen = {clash.key: decisions.get(clash.key, THEIRS) for clash in self.clashes}
        mine = {id(step) for c in self.clashes if chosen[c.key] == MINE for step in c.my_steps}
        back = {id(step) for c in self.clashes if chosen[c.key] == MINE for step in c.their_steps}
        bench.apply(inverted(tuple(step for step in self.their_patch if id(step) in back)))
        bench.apply(tuple(s for s in self.my_patch if id(s) not in clashing or id(s) in mine))
        for clash in self.clashes:
            if chosen[clash.key] not in (MINE, THEIRS) and clash.is_text:
                words = chosen[clash.key].removeprefix("words:")
                bench.apply((Step("value", clash.subject, clash.path, _set(clash.theirs), [words]),))
        return bench.definition()


class EditsClash(StaleDraft):
    """An edit of an older revision changes what was changed since: ``merge`` says what."""

    def __init__(self, *, seen: int, current: int, merge: Merge) -> None:
        self.merge = merge
        super().__init__(seen=seen, current=current)


def merge(base: Definition, mine: Definition, theirs: Definition) -> Merge:
    """See what of two people's changes of ``base`` clashes; what both did alike doesn't."""
    their_patch = difference(base, theirs)
    my_patch = _without_alike(difference(base, mine), their_patch)
    merging = Merge(base, mine, theirs, my_patch, their_patch, ())
    clashes = tuple(_clashes(merging))
    return Merge(base, mine, theirs, my_patch, their_patch, clashes)


def _without_alike(mine: Patch, theirs: Patch) -> Patch:
    """My steps but for those about things to which both did exactly the same."""
    my_groups, their_groups = _by_thing(mine), _by_thing(theirs)
    return tuple(s for s in mine if my_groups[_thing(s)] != their_groups.get(_thing(s)))


def _by_thing(patch: Patch) -> dict[tuple[str, ...], Patch]:
    groups: dict[tuple[str, ...], Patch] = {}
    for step in patch:
        groups[_thing(step)] = (*groups.get(_thing(step), ()), step)
    return groups


def _thing(step: Step) -> tuple[str, ...]:
    return step.address if _is_field(step) else (step.subject,)


def text_at(definition: Definition, key: str, path: tuple[str, ...]) -> Any:
    """The value of a field of a part, ``None`` where it isn't set."""
    unit = key.partition("/")[0]
    known = units_of(definition).get(unit)
    found: Any = parts_of_unit(unit, known).get(key) if known else None
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _set(value: str | None) -> list[str]:
    return [value] if value else []


def _clashes(merging: Merge) -> Iterator[Clash]:
    theirs = touched(merging.their_patch)
    clashing = [step for step in merging.my_patch if overlapping(touched([step]), theirs)]
    done: set[int] = set()
    for step in clashing:
        if id(step) in done:
            continue
        against = [t for t in merging.their_patch if overlapping(touched([step]), touched([t]))]
        if all(_is_field(each) for each in (step, *against)):
            clash = _field_clash(merging, step, against)
        elif all(each.kind == "place" for each in (step, *against)):
            clash = _place_clash(merging, step)
        else:
            clash = _part_clash(merging, [step, *against])
        done |= {id(each) for each in clash.my_steps}
        yield clash


def _is_field(step: Step) -> bool:
    return step.kind in ("value", "splice")


def _field_clash(merging: Merge, step: Step, against: list[Step]) -> Clash:
    path = min((each.path for each in (step, *against)), key=len)
    mine = tuple(s for s in merging.my_patch if _is_field(s) and _lies_in(s, step.key, path))
    theirs = tuple(s for s in merging.their_patch if _is_field(s) and _lies_in(s, step.key, path))
    wordings = [text_at(each, step.key, path) or "" for each in (merging.base, merging.mine, merging.theirs)]
    is_text = len(path) > 1 and all(isinstance(words, str) for words in wordings)
    base, my_words, their_words = wordings if is_text else (None, None, None)
    key = ".".join((step.key, *path))
    return Clash(key, step.key, path, mine, theirs, base, my_words, their_words)


def _lies_in(step: Step, key: str, path: tuple[str, ...]) -> bool:
    return step.key == key and step.path[: len(path)] == path


def _place_clash(merging: Merge, step: Step) -> Clash:
    """A part that both brought elsewhere: only where it stands is asked, not what it says."""
    mine, theirs = (
        tuple(each for each in patch if each.kind == "place" and each.subject == step.subject)
        for patch in (merging.my_patch, merging.their_patch)
    )
    return Clash(step.subject, step.subject, (), mine, theirs)


def _part_clash(merging: Merge, steps: list[Step]) -> Clash:
    """A part that one took away and the other changed: all that is about it goes one way."""
    subjects = {step.subject for step in steps if step.kind == "part"}
    both = (*merging.my_patch, *merging.their_patch)
    while more := {key for s in both if _is_about(s, subjects) for key in (s.subject, *_held(s))} - subjects:
        subjects |= more
    return Clash(
        key=min(subjects),
        subject=next(step.subject for step in steps if step.kind == "part"),
        path=(),
        my_steps=tuple(s for s in merging.my_patch if _is_about(s, subjects)),
        their_steps=tuple(s for s in merging.their_patch if _is_about(s, subjects)),
    )


def _is_about(step: Step, subjects: Iterable[str]) -> bool:
    known = {*keys_above(step.subject), *(keys_above(step.key) if step.kind == "place" else ()), *_held(step)}
    return not known.isdisjoint(subjects)


def _held(step: Step) -> list[str]:
    """The questions on a page that came or went."""
    fields = (step.before or step.after) if step.kind == "part" else None
    return members(unmarked(fields), "elements") if fields else []
