"""The figures of a page of results, and the tools above them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from analytics.exceptions import SelectionInvalid
from analytics.results import Layout, Overview, Results, Selection, Summary
from analytics.results.bases import based_on
from analytics.results.comparing import Comparison, group_filters, weighed
from analytics.results.filtering import Filter
from analytics.results.questions import Value
from analytics.showing.cards import Card, card_of
from analytics.showing.compare import compare_form
from analytics.showing.compared import compared_card
from analytics.showing.display_form import display_form
from analytics.showing.group_overviews import group_overview
from analytics.showing.headline import page_bars, tiles, trend
from analytics.showing.looks import Look, sorted_as
from analytics.showing.quality_notes import quality_notes
from analytics.showing.reader import Reader
from analytics.showing.weights import WeightingFacts, weighting_facts
from analytics.views.asking import person_of
from analytics.views.shown import Shown
from analytics.views.weighted import offered_weights


def figures(request: HttpRequest, pk: UUID, found: Results, shown: Shown) -> dict[str, Any]:
    """Everything that changes when answers come in; only why, where it can't be shown."""
    common = {"survey_id": pk, "total": found.overview().responses}
    try:
        return common | _figures(request, found, shown)
    except SelectionInvalid as refusal:
        return common | {"refused": " ".join(refusal.errors.values()), "count": None}


def _figures(request: HttpRequest, found: Results, shown: Shown) -> dict[str, Any]:
    selection, person, reader = shown.asked.selection, person_of(request), Reader.of(found.layout)
    asked = shown.cards(found.questions)
    overview = found.overview(selection)
    summaries = found.summaries_for(person, selection, [question for question, _look in asked])
    comparison = _comparison(found, shown)
    summaries = _weighed(summaries, comparison)
    return {
        "count": found.count(selection),
        "overview": overview,
        "quality": quality_notes(found, shown.asked),
        "tiles": tiles(overview, summaries),
        "trend": trend(overview),
        "pages": page_bars(overview.pages, reader),
        "groups": _groups(found, shown, comparison, reader),
        "weighting": _weighting(comparison),
        "offered_groups": comparison.offered if comparison else (),
        "cards": _cards(summaries, [look for _question, look in asked], shown, comparison, reader),
        "may_read": person.can("response.view"),
        "query": shown.asked.query(),
    }


def summaries_shown(
    request: HttpRequest, found: Results, shown: Shown
) -> tuple[list[Summary], Comparison | None]:
    """The summaries of the page, of its base and weighted as it is, and its groups side by side, if it has
    such; raise ``SelectionInvalid``."""
    questions = [question for question, _look in shown.cards(found.questions)]
    summaries = found.summaries_for(person_of(request), shown.asked.selection, questions)
    comparison = _comparison(found, shown)
    weighted = _weighed(summaries, comparison)
    based = [
        based_on(sorted_as(each, look.order), shown.display.base)
        for each, (_question, look) in zip(weighted, shown.cards(found.questions), strict=True)
    ]
    return based, comparison if shown.compare.wanted else None


def _comparison(found: Results, shown: Shown) -> Comparison | None:
    """The groups that are wanted, and weighted counts; ``None`` where neither is."""
    wanted, selection = shown.compare.wanted, shown.asked.selection
    if not wanted and shown.scheme is None:
        return None
    questions = [question for question, _look in shown.cards(found.questions)]
    with_bases = bool(wanted) and shown.display.base != "answered" and found.threshold <= 1
    return found.comparison(wanted, selection, questions, scheme=shown.scheme, with_bases=with_bases)


def _weighed(summaries: list[Summary], comparison: Comparison | None) -> list[Summary]:
    if comparison is None or comparison.weighting is None:
        return summaries
    return [
        weighed(each, comparison.tables, comparison.weights.get(each.question.key, {}).get(""))
        for each in summaries
    ]


def _cards(
    summaries: Sequence[Summary],
    looks: Sequence[Look],
    shown: Shown,
    comparison: Comparison | None,
    reader: Reader,
) -> list[Card]:
    base = shown.display.base
    based = [(based_on(each, base), look) for each, look in zip(summaries, looks, strict=True)]
    if comparison is None or comparison.column is None:
        return [card_of(each, reader, look, shown.marks) for each, look in based]
    return [compared_card(each, comparison, reader, look, base) for each, look in based]


def _groups(
    found: Results, shown: Shown, comparison: Comparison | None, reader: Reader
) -> dict[str, object] | None:
    """The groups as a whole, side by side."""
    if comparison is None or comparison.column is None:
        return None
    selection, column = shown.asked.selection, comparison.column
    narrowed = [Filter(), *group_filters(shown.compare.wanted, column)]
    overviews = [_overview(found, selection, where) for where in narrowed]
    return group_overview(comparison, overviews, reader)


def _overview(found: Results, selection: Selection, where: Filter) -> Overview | None:
    """The overview of those selected who are in a group; ``None`` where it can't be told, as of too few."""
    try:
        return found.overview(replace(selection, where=selection.where & where))
    except SelectionInvalid:
        return None


def _weighting(comparison: Comparison | None) -> WeightingFacts | None:
    return weighting_facts(comparison.weighting) if comparison and comparison.weighting else None


def toolbar(layout: Layout, shown: Shown, groups: Sequence[Value] = ()) -> dict[str, Any]:
    """How results are shown, as forms that can be changed; ``groups`` are all that could be compared."""
    reader, asked = Reader.of(layout), shown.asked
    weights = offered_weights(shown.survey_id, shown.weights)
    return {
        "display": display_form(asked, shown.display, weights),
        "view": shown.view,
        "views": shown.choices(),
        "compare": compare_form(shown.compare, asked.columns, shown.segments, reader, groups),
        "kept_beside_groups": shown.kept_beside_groups(),
    }
