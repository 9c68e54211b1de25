"""The page on which all answers are looked through before they are sent."""

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import override

from responses.answering import Moved
from responses.clocks import extended
from responses.directions import direction_in
from responses.identity import REVIEW, FormMark
from responses.pages import Surroundings
from responses.pages.contents import contents_shown
from responses.pages.frames import RUNNING_STYLES, own_words, shell_context
from responses.pages.told import answers_told
from responses.reviewing import go_from_review, may_review, seen_in_review, send_reviewed
from responses.sittings import Sitting, sit_down
from responses.views.clock import clock_shown
from responses.views.http import claim_of, html_response
from responses.views.showing import around_of, hidden_fields, with_clock
from surveys.flow import Journey
from surveys.languages import interface_language


def review_shown(
    request: HttpRequest, sitting: Sitting, *, is_changed: bool = False, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Show all answers in words, each with a button that leads to where it is changed."""
    hidden = hidden_fields(sitting, REVIEW, seen=seen_in_review(sitting.survey))
    around = around_of(request, sitting)
    clock = clock_shown(sitting, None, timezone.now())
    html = review_html(sitting.journey, sitting.language, around, hidden, clock=clock, is_changed=is_changed)
    return with_clock(html_response(request, html, status=status), sitting)


def review_html(
    journey: Journey,
    language: str,
    around: Surroundings,
    hidden: SafeString,
    *,
    clock: str = "",
    is_changed: bool = False,
) -> str:
    """Return the page; ``hidden`` is what its form carries unseen, ``clock`` HTML that tells of time."""
    definition = journey.survey.definition
    with override(interface_language(language)):
        context = shell_context(definition, language, around) | {
            "pages": answers_told(journey, language),
            "mark": hidden,
            "words": own_words(definition, language),
            "contents": contents_shown(journey, None, language) if definition.settings.contents else "",
            "clock": SafeString(clock),
            "is_changed": is_changed,
            "is_preview": around.is_preview,
            "question_styles": RUNNING_STYLES,
            "progress": 100 if definition.settings.progress == "bar" else None,
        }
        return get_template("responses/review.html").render(context)


def review_taken(
    request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict
) -> Moved | HttpResponse:
    """Hand in what was reviewed, or say where the respondent goes to change it."""
    if "_language" in form:
        return review_shown(request, sitting)
    if form.get("_go") == "more-time":
        return review_shown(request, extended(sitting, None, timezone.now()))
    direction = direction_in(form.get("_go", ""))
    if direction.way == "to":
        moved = go_from_review(sitting, direction.page)
        return moved if not may_review(sitting) else replace(moved, from_review=True)
    sent = send_reviewed(sitting, mark, now=timezone.now())
    if isinstance(sent, Moved):
        return sent
    found = sit_down(sitting.survey.slug, claim_of(request, form), now=timezone.now())
    return review_shown(request, found, is_changed=True, status=HTTPStatus.CONFLICT)
