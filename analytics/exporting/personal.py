"""Questions whose answers a file leaves out where that was asked for.

They ask who people are, or are marked as personal or sensitive. What personal links say of people goes along.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from analytics.exporting.about import LINK_LABEL
from analytics.exporting.options import ExportOptions
from analytics.exporting.shapes import LeftOut
from analytics.results import Layout, Question
from analytics.sharing.delicate import delicate_questions, is_delicate
from surveys.models import Survey
from surveys.texts import localised

NOTHING: frozenset[str] = frozenset()


def left_out_of(survey_id: UUID, options: ExportOptions) -> frozenset[str]:
    """The ids of the questions that a file so written leaves out. Raises ``Survey.DoesNotExist``."""
    if options.personal == "with":
        return NOTHING
    return delicate_questions(Survey.objects.get(pk=survey_id))


def personal_questions(layout: Layout, ids: frozenset[str]) -> list[Question]:
    """Those that a layout has of these questions, each once however often it can be asked."""
    found = (each for each in layout.questions if is_delicate(each, ids) and not each.is_coded)
    return list({each.key: each for each in found}.values())


def without(layout: Layout, ids: frozenset[str]) -> Layout:
    """The layout without these questions, and without what was tagged in them."""
    return replace(layout, questions=tuple(each for each in layout.questions if not is_delicate(each, ids)))


def impersonal(options: ExportOptions) -> ExportOptions:
    """The options without what links say of people, where personal answers are left out."""
    if options.personal == "with":
        return options
    return replace(options, about=tuple(name for name in options.about if name != LINK_LABEL))


def told(questions: Iterable[Question], layout: Layout, options: ExportOptions) -> tuple[LeftOut, ...]:
    """What codebooks tell of questions that are left out."""
    return tuple(
        LeftOut(
            each.id,
            each.name,
            localised(each.text, options.language, layout.base_language) or each.name,
            each.type,
        )
        for each in questions
    )
