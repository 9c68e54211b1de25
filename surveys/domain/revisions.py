"""Every change of a draft is a revision: written down with the way back, taken back, and restored."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.changes import (
    Bench,
    Deed,
    Patch,
    StepsBlocked,
    deed_of,
    difference,
    inverted,
    overlapping,
    patch_from_json,
    patch_json,
    replayed,
    touched,
)
from surveys.changes.orders import Order, order_before
from surveys.definition import Definition, checked
from surveys.domain.storing import store_draft
from surveys.domain.telling import locked
from surveys.domain.translation_notes import note_edit
from surveys.domain.words import keep_words
from surveys.exceptions import DefinitionInvalid, RevisionUnknown, StepInTheWay, UndoRefused
from surveys.history import REDONE, UNDONE, draft_at, to_redo, to_undo
from surveys.models import Revision, Survey
from surveys.queries import draft_of, remember_draft
from tenants.people.models import User


def undo(*, survey: Survey, by: User, number: int | None = None, passing: Collection[int] = ()) -> Revision:
    """Take back the person's last change that isn't one of ``passing``, or that of revision ``number``,
    whoever made it.

    What others have changed since stays. Raises ``UndoRefused`` (``nothing``, ``not_possible``) and
    ``StepInTheWay`` where something that it touches was changed since.
    """
    with transaction.atomic():
        row = locked(survey)
        target = to_undo(row, by, passing) if number is None else _known(row, number)
        if target is None:
            raise UndoRefused(_("There is nothing of yours to undo."), "nothing")
        if target.takes_back is not None or target.taken_back_by is not None:
            raise UndoRefused(_("This has been undone already."), "not_possible")
        made = _take_back(row, target, _deed_about(target, UNDONE), by)
        _mark(row, target.number, made.number)
    return made


def redo(*, survey: Survey, by: User, number: int | None = None) -> Revision:
    """Do again what the person undid last, or what the undoing of revision ``number`` took back.

    Raises as ``undo`` does.
    """
    with transaction.atomic():
        row = locked(survey)
        target = to_redo(row, by) if number is None else _undoing(row, number)
        if target is None or target.takes_back is None:
            raise UndoRefused(_("There is nothing to do again."), "nothing")
        made = _take_back(row, target, _deed_about(_known(row, target.takes_back), REDONE), by)
        _mark(row, target.number, made.number)
        _mark(row, target.takes_back, None)
    return made


def restore(*, survey: Survey, number: int, by: User | None) -> Survey:
    """Bring the draft back to what it was at a revision, as a new revision. Raises ``RevisionUnknown``.

    ``DefinitionInvalid`` where what was right then isn't now.
    """
    with transaction.atomic():
        row = locked(survey)
        after = checked(draft_at(row, number))
        keep(row, after, by=by, deed=Deed("restored", details={"number": number}))
    return row


def keep(
    row: Survey, after: Definition, *, by: User | None, deed: Deed | None = None, about: str = ""
) -> Revision | None:
    """Store a changed draft and its revision; ``None`` where nothing differs. ``row`` is locked.

    ``about`` is the id of what was edited, where that is known.
    """
    before = draft_of(row)
    patch = difference(before, after, about)
    if not patch:
        return None
    return _store(row, after, patch, deed or deed_of(patch, before, after), by, is_new=deed is None)


def _store(
    row: Survey,
    after: Definition,
    patch: Patch,
    deed: Deed,
    by: User | None,
    *,
    takes_back: int | None = None,
    is_new: bool = False,
) -> Revision:
    before = draft_of(row)
    store_draft(row, after, patch)
    keep_words(row, before, after)
    note_edit(row, before, after, patch, is_new=is_new)
    remember_draft(row, after)
    return Revision.objects.create(
        survey=row,
        number=row.draft_revision,
        author=by.pk if by else None,
        code=deed.code,
        subject=deed.subject,
        details=dict(deed.details),
        patch=patch_json(patch),
        takes_back=takes_back,
    )


def _known(row: Survey, number: int) -> Revision:
    found = row.revisions.filter(number=number).first()
    if found is None:
        raise RevisionUnknown(number)
    return found


def _undoing(row: Survey, number: int) -> Revision | None:
    """The undoing that holds of a revision."""
    return row.revisions.filter(takes_back=number, code=UNDONE, taken_back_by=None).first()


def _mark(row: Survey, number: int, taken_back_by: int | None) -> None:
    row.revisions.filter(number=number).update(taken_back_by=taken_back_by)


def _deed_about(target: Revision, code: str) -> Deed:
    return Deed(code, target.subject, {**target.details, "of": target.code})


@dataclass(frozen=True, slots=True)
class _Change:
    """A revision as far as taking back asks for it."""

    number: int
    patch: Patch
    takes_back: int | None
    taken_back_by: int | None

    @property
    def holds(self) -> bool:
        """Whether it is a change of its own that wasn't taken back."""
        return self.takes_back is None and self.taken_back_by is None


def _take_back(row: Survey, target: Revision, deed: Deed, by: User) -> Revision:
    patch = patch_from_json(target.patch)
    before = draft_of(row)
    origin = target.takes_back or target.number
    later = [change for change in _changes_after(row, target.number) if change.holds]
    bench = Bench(before)
    try:
        bench.apply(tuple(step for step in inverted(patch) if step.kind != "place"))
        _put_in_order(row, bench, inverted(patch), later, origin, counts=target.takes_back is not None)
        after = checked(bench.definition())
    except StepsBlocked as blocked:
        steps = blocked.steps or patch
        raise StepInTheWay(_in_the_way(later, steps)) from blocked
    except DefinitionInvalid as problem:
        raise UndoRefused(problem.problems[0].message, "not_possible") from problem
    return _store(row, after, difference(before, after), deed, by, takes_back=target.number)


def _in_the_way(later: list[_Change], steps: Patch) -> int | None:
    """The number of the newest change that touched one of these steps."""
    wanted = touched(steps)
    for change in reversed(later):
        if overlapping(touched(change.patch), wanted):
            return change.number
    return None


def _put_in_order(
    row: Survey, bench: Bench, patch: Patch, later: list[_Change], origin: int, *, counts: bool
) -> None:
    """Bring lists into the order in which they would be with, or without, the change ``origin``."""
    places = [step for step in patch if step.kind == "place"]
    moved_since = {step.at for change in later for step in change.patch if step.kind == "place"}
    if blocked := [step for step in places if step.at in moved_since]:
        raise StepsBlocked(blocked)
    for key, path in dict.fromkeys((step.key, step.path) for step in places):
        here = [step for step in places if (step.key, step.path) == (key, path)]
        present = bench.order(key, path)
        if present is None:
            raise StepsBlocked(here)
        wanted = _members_after(present, here)
        order = _order_of(row, key, path, present, origin, counts=counts)
        bench.put_order(key, path, order if set(order) == wanted else _simply(present, here))


def _members_after(present: Order, steps: list[Any]) -> set[str]:
    members = set(present)
    for step in steps:
        if (step.at in members) != bool(step.before):
            raise StepsBlocked(steps)
        members ^= {step.at}
    return members


def _simply(present: Order, steps: list[Any]) -> Order:
    """The order with the steps taken next to the neighbours that they name, without regard to the rest."""
    order = list(present)
    for step in steps:
        if step.before:
            order.remove(step.at)
        else:
            neighbour = step.after[0]
            order.insert(order.index(neighbour) + 1 if neighbour in order else 0, step.at)
    return order


def _order_of(
    row: Survey, key: str, path: tuple[str, ...], present: Order, origin: int, *, counts: bool
) -> Order:
    """The order of a list if all changes held that do, and ``origin`` did or not."""
    changes = _all_that_matter(row, origin)
    orders: list[tuple[Order, Order, bool]] = []
    after = list(present)
    for change in reversed(changes):
        before = order_before(after, change.patch, key, path)
        holds = counts if change.number == origin else change.holds
        orders.append((before, after, holds))
        after = before
    return replayed(orders[::-1])


def _all_that_matter(row: Survey, origin: int) -> list[_Change]:
    """The changes from ``origin`` on, and from where those began that were taken back or done again since."""
    start = origin
    while True:
        changes = list(_changes_after(row, start - 1))
        known = {change.number for change in changes}
        roots = {root for change in changes if (root := change.takes_back) and root not in known}
        if not roots:
            return changes
        start = min(roots)


def _changes_after(row: Survey, number: int) -> Iterator[_Change]:
    fields = ("number", "patch", "takes_back", "taken_back_by")
    for known in row.revisions.filter(number__gt=number).order_by("number").values_list(*fields):
        yield _Change(known[0], patch_from_json(known[1]), known[2], known[3])
