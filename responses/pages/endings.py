"""The last page: the survey's own thanks, or ours."""

from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.template.loader import get_template
from django.utils.translation import override

from responses.pages.feedback import QUIZ_STYLES
from responses.pages.frames import IN_SLOTS, MARK, shell_context, slot
from responses.pages.packing import Packed
from responses.pages.quizzes import ToldPoints, points_told
from responses.pages.shelf import Shelf
from responses.pages.surroundings import Surroundings
from responses.pages.told import ToldPage, quiz_answers_told
from responses.versions import Running
from surveys.definition import Ending
from surveys.flow import Journey, ending_of, ending_with_id, is_told_alike, told_ending
from surveys.languages import interface_language
from surveys.question_types.wordings import worded, worded_rich
from surveys.shared_results import address_of_results


class Offers(NamedTuple):
    """What can be done at the end: take the answers along, change them, see how others answered (at the
    address ``results``)."""

    copy: bool = False
    edit: bool = False
    results: str = ""

    @property
    def is_form(self) -> bool:
        """Whether any of it is sent by a form."""
        return self.copy or self.edit


class QuizEnding(NamedTuple):
    """What is told of a quiz at the end: the points, which answers were right, and the address that leads on,
    ``""`` for none."""

    points: ToldPoints | None
    pages: list[ToldPage]
    onwards: str = ""


NOTHING = Offers()
ENDINGS: Shelf[Any, Packed] = Shelf(most=800)


def ending_of_journey(
    ready: Running,
    journey: Journey,
    language: str,
    around: Surroundings,
    *,
    reached: str = "",
    offers: Offers = NOTHING,
    quiz: QuizEnding | None = None,
) -> Packed:
    """Return the page that thanks, as it was kept; made each time for a draft and where answers are in it.

    It is open where a form's hidden fields go, if it has one. ``reached`` is the id of the ending that the
    response came to, if it was stored; ``quiz`` is what is told of a quiz.
    """
    ending = ending_reached(journey, reached)
    if quiz is not None:
        return _opened(_rendered(journey, ending, language, around, offers, quiz), is_kept=False)
    if ready.version is None or (ending is not None and not is_told_alike(journey, ending)):
        return _opened(_rendered(journey, ending, language, around, offers), is_kept=False)
    key = (ready.version, ending.id if ending else "", language, around, offers)
    return ENDINGS.get(key, lambda: _opened(_rendered(journey, ending, language, around, offers)))


def quiz_ending(journey: Journey, language: str, *, onwards: str = "") -> QuizEnding | None:
    """Return what is told of a quiz at its end; ``None`` where nothing is.

    After each page that is only the points, for the rest was told there.
    """
    with override(interface_language(language)):
        points = points_told(journey, language)
        at_end = journey.survey.definition.settings.quiz_feedback == "end"
        pages = quiz_answers_told(journey, language) if at_end else []
    return QuizEnding(points, pages, onwards) if points or pages else None


def ending_reached(journey: Journey, reached: str) -> Ending | None:
    """Return the ending of this id, or the one that the journey leads to."""
    return ending_with_id(journey, reached) or ending_of(journey)


def results_after(survey_id: UUID, ending: Ending | None, language: str) -> str:
    """Where respondents see how others answered after an ending, in their language; ``""`` for nowhere."""
    address = address_of_results(survey_id, ending.results) if ending else ""
    return f"{address}?{urlencode({'lang': language})}" if address else ""


def _opened(html: str, *, is_kept: bool = True) -> Packed:
    """The page, open where its form's hidden fields go."""
    before, *rest = IN_SLOTS.split(html)
    return Packed(before, rest[-1] if rest else "", is_kept=is_kept)


def _rendered(
    journey: Journey,
    ending: Ending | None,
    language: str,
    around: Surroundings,
    offers: Offers,
    quiz: QuizEnding | None = None,
) -> str:
    base = journey.survey.base_language
    told = told_ending(journey, ending) if ending else None
    context = shell_context(journey.survey.definition, language, around) | {
        "progress": 100,
        "is_preview": around.is_preview,
        "again": around.again,
        "offers_copy": offers.copy,
        "offers_edit": offers.edit,
        "results_url": offers.results,
        "quiz": quiz,
        "question_styles": QUIZ_STYLES if quiz else [],
        "mark": slot(MARK),
        "ending_title": worded(told.title, language, base) if told else "",
        "ending_text": worded_rich(told.text, language, base) if told else "",
    }
    with override(interface_language(language)):
        return get_template("responses/thanks.html").render(context)
