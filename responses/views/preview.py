"""The draft as respondents will see it: judged by the same code, and nothing stored.

What was answered so far travels in the form itself, signed, so that pages can be sent, gone back to
and left without a row anywhere.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from responses.answering import Kept, kept_page, lacks_nothing, typed
from responses.closing import tells_answers
from responses.directions import direction_in
from responses.identity import REVIEW
from responses.languages import offered_language
from responses.own_buttons import pressed, problems_of, reading_more
from responses.pages import (
    Offers,
    PageToShow,
    Surroundings,
    ending_of_journey,
    ending_reached,
    frame_of,
    questions_shown,
    quiz_ending,
    show_page,
    surroundings,
)
from responses.pages.endings import results_after
from responses.pages.feedback import feedback_html
from responses.repeats import with_repeats
from responses.trying import Options, Trial, begun, page_at, taken_up
from responses.uploads import tried_files
from responses.versions import Running
from responses.views.clock import clock_in_trial
from responses.views.http import coding_of, html_response, page_response
from responses.views.notices import Notice, notice_for
from responses.views.reviewing import review_html
from responses.views.trials import trial_fields, trial_state
from responses.views.unavailable import nothing_to_preview
from surveys.definition import Definition
from surveys.flow import (
    CompiledPage,
    Journey,
    compile_definition,
    first_page,
    judge_page,
    next_page,
    previous_page,
    sent_page,
    visible_pages,
)
from surveys.languages import interface_language
from surveys.looks import look_text
from surveys.queries import draft_of, surveys_for
from surveys.ready import ready_survey
from tenants.permissions import needs
from tenants.policies import framed_by


@needs("survey.view")
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a page of the draft, or judge the one that was sent."""
    survey = get_object_or_404(surveys_for(request.user), pk=pk)  # type: ignore[arg-type]
    return tried_out(request, definition=draft_of(survey), about=str(pk), look=look_text(survey))


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def preview_ready(request: HttpRequest, ready: str) -> HttpResponse:
    """Show a page of a ready template, or judge the one that was sent; there is no survey of it yet."""
    template = ready_survey(ready)
    if template is None:
        raise Http404
    return tried_out(request, definition=template.definition, about=f"ready.{ready}", look=None)


def tried_out(request: HttpRequest, *, definition: Definition, about: str, look: str | None) -> HttpResponse:
    """A page of ``definition`` as respondents see it, which may stand in a frame of ours.

    ``about`` tells its forms from those of others.
    """
    trial = trial_asked(request, definition=definition, about=about, look=look)
    with override(interface_language(trial.language)):
        if request.method == "POST":
            return framed_by(_sent(request, trial))
        return framed_by(_shown(request, trial, _page_asked(request, trial)))


def trial_asked(
    request: HttpRequest,
    *,
    definition: Definition,
    about: str,
    look: str | None,
    options: Options | None = None,
) -> Trial:
    """What is being tried out: as the form carries it, else begun as ``options`` or the address say."""
    compiled = compile_definition(definition)
    language = offered_language(_wanted_language(request), compiled.languages) or compiled.base_language
    state = trial_state(request, about)
    if state:
        options = Options.read(QueryDict(state.get("options", "")).dict())
        journey = taken_up(compiled, state, options, language)
    else:
        options = options or Options.read(request.GET.dict())
        journey = begun(compiled, options, language, request.META.get("QUERY_STRING", ""))
    return Trial(about, Running(None, compiled), journey, language, look, options, state.get("page", ""))


def _page_asked(request: HttpRequest, trial: Trial) -> CompiledPage | None:
    found = page_at(trial.journey, trial.options.at) if trial.options.at else None
    return found or _page_by_number(trial.journey, request.GET.get("page", ""))


def _wanted_language(request: HttpRequest) -> str:
    return request.POST.get("_language") or request.POST.get("_in") or request.GET.get("lang", "")


def _sent(request: HttpRequest, trial: Trial) -> HttpResponse:
    if trial.page == REVIEW:
        return _from_review(request, trial)
    page = page_at(trial.journey, trial.page)
    if page is None:
        return _shown(request, trial, first_page(trial.journey))
    if page.id in trial.journey.over:
        return _left(request, trial, page)
    more = reading_more(page)
    form = with_repeats(page.elements, tried_files(more, request.POST, request.FILES))
    own = pressed(more, form)
    kept = typed(trial.journey, page, form)
    if form.get("_go") == "look":
        return _places(request, trial, kept)
    problems = problems_of(own, kept.raw)
    if "_language" in form or (own and not problems):
        return _again(request, trial, kept, ("", ""), HTTPStatus.OK)
    if own:
        return _refused(request, trial, replace(kept, problem="invalid", errors=problems))
    return _judged(request, trial, page, form)


def _judged(request: HttpRequest, trial: Trial, page: CompiledPage, form: QueryDict) -> HttpResponse:
    sent = sent_page(trial.journey, page, form)
    judgement = judge_page(trial.journey, page, sent)
    journey = trial.journey.with_answers(judgement.values)
    trial = replace(trial, journey=journey)
    direction = direction_in(request.POST.get("_go", ""))
    if direction.way == "back":
        return _shown(request, trial, previous_page(journey, page) or page)
    if direction.way == "to":
        return _gone_to(request, trial, direction.page, page)
    if not judgement.is_accepted:
        return _refused(request, trial, kept_page(page, sent, judgement, journey))
    if tells_answers(journey, page):
        told = replace(journey, over=journey.over | {page.id})
        return _shown(request, replace(trial, journey=told), page)
    return _next(request, trial, page)


def _left(request: HttpRequest, trial: Trial, page: CompiledPage) -> HttpResponse:
    """From a page whose right answers were told to where its form leads."""
    direction = direction_in(request.POST.get("_go", ""))
    if "_language" in request.POST:
        return _shown(request, trial, page)
    if direction.way == "back":
        return _shown(request, trial, previous_page(trial.journey, page) or page)
    if direction.way == "to":
        return _gone_to(request, trial, direction.page, page)
    return _next(request, trial, page)


def _next(request: HttpRequest, trial: Trial, page: CompiledPage) -> HttpResponse:
    journey = trial.journey
    target = next_page(journey, page)
    if target is None and journey.survey.definition.settings.review:
        return _reviewed(request, trial)
    return _shown(request, trial, target)


def _gone_to(request: HttpRequest, trial: Trial, wanted: str, page: CompiledPage) -> HttpResponse:
    """The page that the table of contents leads to, as far as it is open."""
    if wanted == REVIEW and lacks_nothing(trial.journey):
        return _reviewed(request, trial)
    return _shown(request, trial, page_at(trial.journey, wanted) or page)


def _reviewed(request: HttpRequest, trial: Trial) -> HttpResponse:
    around = _around(trial)
    hidden = trial_fields(request, trial, REVIEW)
    clock = clock_in_trial(trial.running, trial.journey, None, trial.language)
    return html_response(request, review_html(trial.journey, trial.language, around, hidden, clock=clock))


def _from_review(request: HttpRequest, trial: Trial) -> HttpResponse:
    """From the review to a page that is to be changed, or to the end."""
    if "_language" in request.POST:
        return _reviewed(request, trial)
    direction = direction_in(request.POST.get("_go", ""))
    wanted = page_at(trial.journey, direction.page) if direction.way == "to" else None
    return _shown(request, trial, wanted)


def _refused(request: HttpRequest, trial: Trial, kept: Kept) -> HttpResponse:
    notice = notice_for(kept, trial.running.compiled, trial.language, kept_url="")
    return _again(request, trial, kept, notice, HTTPStatus.UNPROCESSABLE_ENTITY)


def _shown(request: HttpRequest, trial: Trial, page: CompiledPage | None) -> HttpResponse:
    around = _around(trial)
    if page is None and first_page(trial.journey) is None:
        return nothing_to_preview(request, trial.running.compiled, trial.language, around)
    if page is not None and page.id in trial.journey.over:
        hidden = trial_fields(request, trial, page.id)
        html = feedback_html(trial.journey, page, trial.language, around, hidden)
        return html_response(request, html)
    if page is None:
        quiz = quiz_ending(trial.journey, trial.language)
        offers = Offers(results=_results(trial))
        ending = ending_of_journey(
            trial.running, trial.journey, trial.language, around, quiz=quiz, offers=offers
        )
        hidden = trial_fields(request, trial, "")
        return page_response(request, ending.coded(hidden.encode(), coding_of(request)))
    show = _to_show(request, trial, trial.journey, page)
    return page_response(request, show_page(show, coding_of(request)))


def _results(trial: Trial) -> str:
    """Where others' answers are shown; only drafts of surveys have such."""
    try:
        survey_id = UUID(trial.about)
    except ValueError:
        return ""
    return results_after(survey_id, ending_reached(trial.journey, ""), trial.language)


def _again(request: HttpRequest, trial: Trial, kept: Kept, notice: Notice, status: int) -> HttpResponse:
    show = _kept(request, trial, kept, notice)
    return page_response(request, show_page(show, coding_of(request)), status=status)


def _places(request: HttpRequest, trial: Trial, kept: Kept) -> HttpResponse:
    return html_response(request, "".join(questions_shown(_kept(request, trial, kept, ("", ""))).values()))


def _kept(request: HttpRequest, trial: Trial, kept: Kept, notice: Notice) -> PageToShow:
    return _to_show(
        request,
        trial,
        kept.journey or trial.journey,
        kept.page,
        raw=kept.raw,
        errors=kept.errors,
        notice=notice[0],
        alert=notice[1],
        reminded=kept.reminded,
    )


def _to_show(
    request: HttpRequest, trial: Trial, journey: Journey, page: CompiledPage, **more: Any
) -> PageToShow:
    around = _around(trial)
    return PageToShow(
        frame=frame_of(trial.running, journey, page, trial.language, around),
        journey=journey,
        page=page,
        language=trial.language,
        hidden=trial_fields(request, trial, page.id),
        clock=clock_in_trial(trial.running, journey, page, trial.language),
        **more,
    )


def _around(trial: Trial) -> Surroundings:
    around = surroundings(trial.look, is_preview=True)
    chosen = trial.options
    return replace(around, theme=chosen.theme, direction=chosen.direction, restart=chosen.query)


def _page_by_number(journey: Journey, number: str) -> CompiledPage | None:
    """Any page may be looked at, whatever was answered before it; the first where none is named."""
    pages = visible_pages(journey)
    index = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 6 else 0
    return pages[index] if 0 <= index < len(pages) else first_page(journey)
