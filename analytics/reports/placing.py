"""Whose places a map in a report shows, so that it can go when one of them is deleted."""

from dataclasses import replace

from analytics.reports.sources import Source
from analytics.results import PartsSummary, Question
from analytics.results.asking import condition_of, quoted
from analytics.sharing.delicate import tells_places

MOST_PLACED = 5_000
LEAST_TOGETHER = 5
"""So many people are at least at each place of a map that is of more of them than can be kept with it."""


def of_groups(summary: PartsSummary) -> PartsSummary:
    """The summary with those places alone that several people share, and no texts: it speaks of nobody."""
    points = len(summary.question.plane.pairs) if summary.question.plane else 1
    shared = tuple(spot for spot in summary.spots if spot.n >= LEAST_TOGETHER * points)
    return replace(summary.without_texts(), spots=shared)


def responses_placed(question: Question, source: Source) -> tuple[str, ...] | None:
    """The ids of the responses that said a place on earth; none of other questions, and none where a survey
    promises to speak of groups only. ``None`` where they are too many to be kept."""
    if not tells_places(question) or source.results.threshold:
        return ()
    fields = {variable.key: quoted(variable.field) for variable in question.variables}
    pairs = question.plane.pairs if question.plane else ()
    known = [f"{fields[x]} IS NOT NULL" for x, y in pairs if x in fields and y in fields]
    if not known:
        return ()
    condition, parameters = condition_of(source.selection, source.results.layout)
    with source.opened() as answers:
        found = answers.ask(
            f"SELECT id FROM {answers.relation} WHERE ({condition}) AND ({' OR '.join(known)})"  # noqa: S608
            f" ORDER BY id LIMIT {MOST_PLACED + 1}",
            **parameters,
        )
    return tuple(str(row[0]) for row in found) if len(found) <= MOST_PLACED else None
