"""What the link of a survey tells along with it, as in ``/s/pulse/?team=sales``."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from surveys.exceptions import AnswerInvalid
from surveys.flow import CompiledElement, CompiledSurvey

MOST_FIELDS = 100
MOST_LENGTH = 8_000


def link_answers(survey: CompiledSurvey, link: str) -> dict[str, Any]:
    """Return the answers, by question id, that a link's query gives to the survey's hidden fields.

    What can't be an answer is left out: nobody could mend it.
    """
    asked = _asked(survey)
    if not asked or not link:
        return {}
    given = _given(link)
    found: dict[str, Any] = {}
    for part in asked:
        parameter = part.type.parameter(part.element)
        if parameter in given:
            try:
                found[part.id] = part.type.clean(part.element, given[parameter])
            except AnswerInvalid:
                continue
    return found


def link_kept(survey: CompiledSurvey, link: str) -> str:
    """Return what of a link's query the survey asks for, to be kept in its forms until it is stored."""
    asked = _asked(survey)
    if not asked or not link:
        return ""
    names = {part.type.parameter(part.element) for part in asked}
    return urlencode({name: value for name, value in _given(link).items() if name in names})


def _given(link: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(link[:MOST_LENGTH], max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


def _asked(survey: CompiledSurvey) -> list[CompiledElement]:
    """The questions that a link answers."""
    return [part for part in survey.question_by_id.values() if part.type.filled_by == "link"]
