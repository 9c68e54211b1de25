"""The tags of a question with how many answers have each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from analytics.exceptions import QuestionUnknown
from analytics.models import AnswerTag
from analytics.results import ChoicesSummary, Results, Selection
from analytics.results.anonymity import GroupTooSmall
from analytics.showing.asked import Asked
from analytics.showing.bars import Bar, bar
from analytics.texts.columns import TextColumn

type Counts = Mapping[str, tuple[int, float | None]]
"""How many answers have a tag, and what percentage that is, by the tag's id."""


@dataclass(frozen=True, slots=True)
class TagInWords:
    """A tag; ``bar`` is ``None`` where its figures can't be shown; ``query`` finds the answers with it."""

    tag: AnswerTag
    is_in_group: bool
    bar: Bar | None
    rules: int
    query: str


def counts_of(survey_id: UUID, column: TextColumn, selection: Selection) -> tuple[Counts, int | None]:
    """Counts by tag, and how many answered; without figures where results can't speak of so few people."""
    found = Results.of(survey_id)
    if column.tags is None:
        return {}, None
    try:
        summary = found.summary(found.question(column.tags.key), selection)
    except (GroupTooSmall, QuestionUnknown):
        return {}, None
    if not isinstance(summary, ChoicesSummary) or summary.base is None:
        return {}, None
    counts = {str(count.value): (count.n, count.percent) for count in summary.counts}
    return counts, summary.base.answered


def tags_in_words(tags: Sequence[AnswerTag], counts: Counts, asked: Asked) -> list[TagInWords]:
    """Tags in their order, groups before what belongs to them."""
    rules = {tag.pk: 0 for tag in tags}
    for tag_id in AnswerTag.objects.filter(pk__in=rules, rules__isnull=False).values_list("pk", flat=True):
        rules[tag_id] += 1
    return [
        TagInWords(
            tag,
            tag.parent_id is not None,
            bar(tag.name, *counts[str(tag.pk)]) if str(tag.pk) in counts else None,
            rules[tag.pk],
            asked.query([("tag", tag.code)]),
        )
        for tag in tags
    ]
