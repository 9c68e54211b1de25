"""The last page: the survey's own thanks, or ours."""

from typing import Any

from django.template.loader import get_template
from django.utils.translation import override

from responses.pages.frames import shell_context
from responses.pages.packing import Packed, packed
from responses.pages.shelf import Shelf
from responses.pages.surroundings import Surroundings
from responses.versions import Running
from surveys.flow import Journey, ending_of
from surveys.languages import interface_language
from surveys.question_types.wordings import worded, worded_rich

ENDINGS: Shelf[Any, Packed] = Shelf(most=800)


def ending_of_journey(ready: Running, journey: Journey, language: str, around: Surroundings) -> Packed:
    """Return the page that thanks, as it was kept; a draft's is made each time."""
    if ready.version is None:
        return packed(_rendered(journey, language, around), "")
    ending = ending_of(journey)
    key = (ready.version, ending.id if ending else "", language, around)
    return ENDINGS.get(key, lambda: packed(_rendered(journey, language, around), ""))


def _rendered(journey: Journey, language: str, around: Surroundings) -> str:
    ending, base = ending_of(journey), journey.survey.base_language
    context = shell_context(journey.survey.definition, language, around) | {
        "progress": 100,
        "is_preview": around.is_preview,
        "ending_title": worded(ending.title, language, base) if ending else "",
        "ending_text": worded_rich(ending.text, language, base) if ending else "",
    }
    with override(interface_language(language)):
        return get_template("responses/thanks.html").render(context)
