"""Drafts as definitions: parsed once, kept in process, and brought forward by what was changed elsewhere.

What other processes change comes in as their patches: parts that they don't touch stay the same objects, and
with them stays all that was found out about these parts.
"""

from collections import OrderedDict
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from surveys.changes import Bench, StepsBlocked, patch_from_json
from surveys.definition import Definition, stored_definition
from surveys.exceptions import DefinitionInvalid
from surveys.models import Survey
from tenants.scope import schema

MOST_KEPT = 128
MOST_STEPS = 50
"""Of more changes than so many, reading the document anew is quicker."""

type Key = tuple[str, UUID, int, datetime]

_drafts: OrderedDict[Key, Definition] = OrderedDict()
_newest: OrderedDict[tuple[str, UUID], tuple[int, Definition]] = OrderedDict()
"""The newest draft of each survey that is sure to be stored, with its revision."""


def draft_of(survey: Survey) -> Definition:
    """The draft as a definition, made once per stored state and kept in process; it never changes."""
    kept = _drafts.get(_key(survey))
    if kept is None:
        kept = _brought_forward(survey) or stored_definition(survey.draft)
        remember_draft(survey, kept)
    return kept


def remember_draft(survey: Survey, definition: Definition) -> None:
    """Keep what the draft was made of by those who have just stored it.

    The moment of storing is part of the key: what a transaction takes back is never found again.
    """
    _put(_drafts, _key(survey), definition)
    transaction.on_commit(partial(_note, (schema(), survey.pk), survey.draft_revision, definition))


def _note(survey: tuple[str, UUID], revision: int, definition: Definition) -> None:
    known = _newest.get(survey)
    if known is None or known[0] <= revision:
        _put(_newest, survey, (revision, definition))


def _put[K, V](kept: OrderedDict[K, V], key: K, value: V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)


def _key(survey: Survey) -> Key:
    return (schema(), survey.pk, survey.draft_revision, survey.changed_at)


def _brought_forward(survey: Survey) -> Definition | None:
    """The draft, made of the newest that is known and the patches since; ``None`` where that can't be."""
    revision, known = _newest.get((schema(), survey.pk), (0, None))
    steps = survey.draft_revision - revision
    if known is None or not 0 < steps <= MOST_STEPS:
        return None
    rows = survey.revisions.filter(number__gt=revision, number__lte=survey.draft_revision)
    patches = list(rows.order_by("number").values_list("patch", flat=True))
    bench = Bench(known)
    try:
        for patch in patches:
            bench.apply(patch_from_json(patch))
        return bench.definition() if len(patches) == steps else None
    except (StepsBlocked, DefinitionInvalid):
        return None
