"""The page that tells what was right on the page before it."""

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import override

from responses.pages.contents import contents_shown
from responses.pages.frames import RUNNING_STYLES, own_words, shell_context
from responses.pages.surroundings import Surroundings
from responses.pages.told import page_told
from surveys.flow import CompiledPage, Journey, position, previous_page
from surveys.languages import interface_language

QUIZ_STYLES = [*RUNNING_STYLES, "css/survey_quiz.css"]


def feedback_html(
    journey: Journey, page: CompiledPage, language: str, around: Surroundings, hidden: SafeString
) -> str:
    """Return the page: what was answered, only to be read, with what was right of it.

    ``hidden`` is what its form carries unseen.
    """
    definition, place = journey.survey.definition, position(journey, page)
    with override(interface_language(language)):
        told = page_told(journey, page, place.number, language, with_quiz=True)
        context = shell_context(definition, language, around) | {
            "page": told,
            "right": sum(each.quiz.is_right for each in told.answers if each.quiz),
            "asked": sum(each.quiz is not None for each in told.answers),
            "mark": hidden,
            "words": own_words(definition, language),
            "contents": contents_shown(journey, page, language) if definition.settings.contents else "",
            "can_go_back": previous_page(journey, page) is not None,
            "page_number": place.number,
            "page_count": place.count if definition.settings.progress != "hidden" else None,
            "progress": _progress(journey, place.number, place.count),
            "is_preview": around.is_preview,
            "question_styles": QUIZ_STYLES,
        }
        return get_template("responses/feedback.html").render(context)


def _progress(journey: Journey, done: int, count: int) -> int | None:
    is_shown = journey.survey.definition.settings.progress == "bar"
    return round(100 * done / count) if is_shown else None
