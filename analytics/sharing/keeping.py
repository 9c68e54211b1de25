"""What readers of shared results are shown: figures that are kept until the next ones may follow.

All links to one selection of a survey show the same figures, each question's since the same moment: two
links can't be held against each other. ``ShownFigures.revision`` tells whether anything changed; looking
whether something could have costs one query, and each process does so once in ``EVERY`` seconds.
"""

import datetime
import hashlib
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from analytics.exceptions import SelectionInvalid
from analytics.models import SharedResults, ShownFigures
from analytics.results import HiddenSummary, Question, Results, Selection, Summary, TextSummary, stamp
from analytics.results.anonymity.summaries import without_ends
from analytics.results.filtering import Filter
from analytics.sharing.delicate import tells_places
from analytics.sharing.following import may_follow, speaks_of_enough
from analytics.sharing.stored import FiguresUnreadable, read_summary, written_summary
from responses.anonymity import threshold_of
from tenants.scope import schema

EVERY = 1.5
MOST_LOOKED = 10_000
MOST_KEPT = 200
MOST_QUOTES = 12
_COUNT = ""
"""Stands among the questions for how many people are counted."""

_looked: OrderedDict[tuple[str, int], tuple[float, str]] = OrderedDict()
_documents: OrderedDict[tuple[str, int, int], dict[str, Any]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of a selection as they are shown. ``document`` is that of ``ShownFigures``, ``seen`` the
    stamp of the results when this process last looked at them."""

    revision: int
    changed_at: datetime.datetime
    document: Mapping[str, Any]
    seen: str

    @property
    def count(self) -> int:
        """How many people are counted; 0 while that may not be told."""
        held = self.document.get(_COUNT, {})
        return 0 if "hidden" in held else int(held.get("count", 0))

    def summary(self, question: Question) -> Summary | None:
        """What is shown of a question; ``None`` for nothing yet."""
        held = self.document.get(identity_of(question), {})
        if hidden := held.get("hidden"):
            return HiddenSummary(question, hidden)
        return _readable(held, question)

    def quoted(self, question: Question) -> list[str]:
        """The responses that a question's texts are shown of."""
        held: list[str] = self.document.get(identity_of(question), {}).get("quoted", [])
        return held


def identity_of(question: Question) -> str:
    """What a question is followed by through versions; the tags of its answers by a name of their own."""
    return question.key if question.is_coded else question.asked_field.partition(":")[2]


def selection_of(share: SharedResults) -> Selection:
    """Whose answers are shown."""
    return Selection(where=Filter.model_validate(share.document))


def smallest_group(survey_id: UUID) -> int:
    """From how many people on the shared results of a survey speak of a group: the largest number that the
    survey or any of its links promises. Two queries."""
    links = SharedResults.objects.filter(survey_id=survey_id, revoked_at=None)
    promised = links.aggregate(most=Max("smallest"))["most"] or 0
    return max(promised, threshold_of(survey_id))


def shown_to(share: SharedResults) -> Shown:
    """What is shown by a link now. Three queries while nothing changes, one between looks."""
    row = _row_of(share)
    key, now = (schema(), row.pk), time.monotonic()
    wanted = set(share.questions)
    looked, seen = _looked.get(key, (-EVERY, ""))
    if now - looked < EVERY and wanted <= _document(row).keys():
        return _as_kept(row, seen)
    seen, k = stamp(share.survey_id), smallest_group(share.survey_id)
    _note_look(key, now, seen)
    tag = f"{seen}.{k}"
    if row.stamp == tag and wanted <= _document(row).keys():
        return _as_kept(row, seen)
    return _followed(row, share, tag, k)


def forget_looks() -> None:
    """Let the next reader see what is new, and read again what is kept."""
    _looked.clear()
    _documents.clear()


def _row_of(share: SharedResults) -> ShownFigures:
    text = Filter.model_validate(share.document).model_dump_json()
    named = hashlib.blake2s(text.encode(), digest_size=16).hexdigest()
    rows = ShownFigures.objects.defer("document").filter(survey_id=share.survey_id, selection=named)
    if row := rows.first():
        return row
    fresh = ShownFigures(survey_id=share.survey_id, selection=named)
    ShownFigures.objects.bulk_create([fresh], ignore_conflicts=True)
    return rows.get()


def _document(row: ShownFigures) -> dict[str, Any]:
    """What a row holds; read once a revision."""
    key = (schema(), row.pk, row.revision)
    known = _documents.get(key)
    if known is None:
        known = ShownFigures.objects.values_list("document", flat=True).get(pk=row.pk)
        _keep(row, known)
    return known


def _keep(row: ShownFigures, document: dict[str, Any]) -> None:
    _documents[schema(), row.pk, row.revision] = document
    while len(_documents) > MOST_KEPT:
        _documents.popitem(last=False)


def _as_kept(row: ShownFigures, seen: str) -> Shown:
    return Shown(row.revision, row.changed_at, _document(row), seen)


def _note_look(key: tuple[str, int], now: float, seen: str) -> None:
    _looked[key] = (now, seen)
    _looked.move_to_end(key)
    while len(_looked) > MOST_LOOKED:
        _looked.popitem(last=False)


def _followed(row: ShownFigures, share: SharedResults, tag: str, k: int) -> Shown:
    """Let what may follow take the place of what was shown; where another process was quicker, it has."""
    before = _document(row)
    after = _next(before, share, k)
    changes: dict[str, Any] = {"stamp": tag}
    if after != before:
        changes |= {"document": after, "revision": row.revision + 1, "changed_at": timezone.now()}
    mine = ShownFigures.objects.filter(pk=row.pk, revision=row.revision).update(**changes)
    if not mine:
        row.refresh_from_db(fields=["revision", "document", "changed_at"])
        return Shown(row.revision, row.changed_at, row.document, tag.partition(".")[0])
    row.revision, row.changed_at = (
        changes.get("revision", row.revision),
        changes.get("changed_at", row.changed_at),
    )
    _keep(row, after)
    return _as_kept(row, tag.partition(".")[0])


def _next(before: dict[str, Any], share: SharedResults, k: int) -> dict[str, Any]:
    """What follows on what was shown before."""
    live, selection = Results.of(share.survey_id), selection_of(share)
    wanted = {*before, *share.questions}
    questions = [each for each in live.questions if identity_of(each) in wanted]
    after = {key: before.get(key, {}) for key in wanted}
    try:
        results = live.of_groups(k)
        count, fresh = results.count(selection), results.summaries(selection, questions)
    except SelectionInvalid:  # what was shown may stay, unless more was promised since
        return {key: {**held, "hidden": k} if held.get("k", k) < k else held for key, held in after.items()}
    after[_COUNT] = _counted(before.get(_COUNT, {}), count, k)
    for question, summary in zip(questions, fresh, strict=True):
        quoted = _quoted(live, question, selection)
        after[identity_of(question)] = _entry(after[identity_of(question)], question, summary, quoted, k)
    return after


def _entry(
    held: dict[str, Any], question: Question, summary: Summary, quoted: list[str], k: int
) -> dict[str, Any]:
    """What is kept of a question from now on. What is hidden stays in mind: it comes back by steps too."""
    if isinstance(summary, HiddenSummary):
        return {**held, "hidden": k, "k": k}
    known = _readable(held, question)
    if known is None or may_follow(known, summary, k):
        return {"figures": written_summary(summary), "quoted": quoted, "k": k}
    return _shown_again(held) if "hidden" in held and speaks_of_enough(known, k) else held


def _counted(before: dict[str, Any], count: int, k: int) -> dict[str, Any]:
    """How many people are counted: none, or a number at least ``k`` from the one before."""
    known = before.get("count", 0)
    if abs(count - known) >= k:
        return {"count": count, "k": k}
    return _shown_again(before) if known >= k else before


def _shown_again(held: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in held.items() if name != "hidden"}


def _quoted(live: Results, question: Question, selection: Selection) -> list[str]:
    """The responses whose texts may be shown: none where the survey promises that rows are closed."""
    if live.threshold or question.summary_kind != "text":
        return []
    summary = live.summary(question, selection)
    assert isinstance(summary, TextSummary)  # noqa: S101 - that is what its kind says
    return [quote.response_id for quote in summary.latest[:MOST_QUOTES]]


def _readable(held: Mapping[str, Any], question: Question) -> Summary | None:
    """What was written down; ``None`` for nothing, or for what classes of another release wrote."""
    try:
        return without_ends(read_summary(held["figures"], question)) if "figures" in held else None
    except FiguresUnreadable:
        return None


def wanted_questions(share: SharedResults, questions: Iterable[Question]) -> list[Question]:
    """The questions that a link shows, in its order; never places on earth."""
    known = {identity_of(each): each for each in questions if not tells_places(each)}
    return [known[key] for key in share.questions if key in known]
