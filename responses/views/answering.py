"""A survey page by page: shown by GET, sent by POST, and no session in between."""

from dataclasses import replace
from http import HTTPStatus
from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import override

from responses.answering import Kept, Moved, Outcome, seen_by, send_page, typed
from responses.clocks import is_over
from responses.directions import direction_in
from responses.editing import may_edit, reopen_response
from responses.exceptions import PasswordNeeded, SurveyNotOpen, SurveyUnknown
from responses.identity import REVIEW, FormMark
from responses.own_buttons import pressed, problems_of, reading_more
from responses.queries import survey_at
from responses.quick import landed, send_quickly
from responses.repeats import with_repeats
from responses.reviewing import may_review, resumes_at_review
from responses.sittings import Sitting, sit_down
from responses.uploads import let_go_of_missing, with_files
from responses.views.anew import AGAIN, begun_anew
from responses.views.feedback import feedback_shown, is_read_only, looked_at_again, told_page, where_ended
from responses.views.http import (
    FROM_REVIEW,
    FormUnreadable,
    SeeOther,
    claim_of,
    comes_from_elsewhere,
    form_of,
    not_allowed,
    query_of,
    remember,
)
from responses.views.notices import damaged, notice_for
from responses.views.password import FIELD, password_asked
from responses.views.personal import FIELD as LINK_CODE
from responses.views.personal import code_taken, is_about_links, link_asked
from responses.views.resuming import FIELD as CODE
from responses.views.resuming import pause_shown, resumed
from responses.views.reviewing import review_shown, review_taken
from responses.views.showing import ending_shown, page_again, page_shown, places_again
from responses.views.timing import notice_on, page_moved, time_taken, time_up
from responses.views.unavailable import form_unreadable, not_from_here, survey_not_open, survey_unknown
from surveys.exceptions import PageNotOpen
from surveys.flow import (
    CompiledPage,
    first_page,
    open_page,
    page_to_resume,
    position,
    read_page,
    visible_pages,
)
from surveys.languages import interface_language


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page where the respondent is, or take the one they send."""
    if refusal := not_allowed(request):
        return refusal
    try:
        return _take(request, slug) if request.method == "POST" else _show(request, slug)
    except SurveyUnknown:
        return survey_unknown(request)
    except SurveyNotOpen as problem:
        return link_asked(request, problem) if is_about_links(problem) else survey_not_open(request, problem)
    except PasswordNeeded as problem:
        return password_asked(request, problem, slug, show=_show)


def _show(request: HttpRequest, slug: str) -> HttpResponse:
    if request.META.get("QUERY_STRING") == AGAIN:
        return begun_anew(request, slug)
    claim, asked, now = claim_of(request), query_of(request)[0], timezone.now()
    if not claim.code and (found := landed(slug, claim, asked, now=now)):
        sitting, wanted = found
        response = page_shown(request, sitting, wanted) if wanted else ending_shown(request, sitting)
        return _unkept(response, asked)
    sitting = sit_down(slug, claim, now=now)
    told = _wanted(sitting, asked) if asked else None
    if told is not None and is_read_only(sitting, told):
        response = feedback_shown(request, sitting, told)
    elif sitting.is_complete:
        response = ending_shown(request, sitting)
    elif is_over(sitting, now):
        response = time_up(request, sitting)
    elif (asked == REVIEW and may_review(sitting)) or (not asked and resumes_at_review(sitting)):
        response = review_shown(request, sitting)
    elif wanted := _wanted(sitting, asked):
        response = _page_or_told(request, sitting, wanted)
    elif asked:
        response = HttpResponseRedirect(request.path)
    else:
        raise SurveyUnknown(slug)  # without a page there is nothing to answer
    return remember(request, _unkept(response, asked), sitting)


def _page_or_told(request: HttpRequest, sitting: Sitting, page: CompiledPage) -> HttpResponse:
    """A page to be answered, or with what was right once that was told."""
    if is_read_only(sitting, page):
        return feedback_shown(request, sitting, page)
    return page_shown(request, sitting, page, notice_on(sitting, page))


def _unkept(response: HttpResponse, asked: str) -> HttpResponse:
    """What stands at the survey's own address changes with every answer: browsers may not keep it."""
    if not asked:
        response.headers["Cache-Control"] = "no-store"
    return response


def _wanted(sitting: Sitting, asked: str) -> CompiledPage | None:
    """The page whose number was asked for, the one to go on with where none was; ``None`` for another."""
    journey = sitting.journey
    if not asked:
        return page_to_resume(journey)
    pages = visible_pages(journey)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    try:
        return open_page(journey, pages[number - 1].id) if 0 < number <= len(pages) else None
    except PageNotOpen:
        return None


def _take(request: HttpRequest, slug: str) -> HttpResponse:
    if comes_from_elsewhere(request):
        return not_from_here(request)
    try:
        form = form_of(request)
    except FormUnreadable:
        return form_unreadable(request)
    if LINK_CODE in form:
        return code_taken(request, slug, form)
    if CODE in form:
        return resumed(request, slug, form, show=_show)
    claim = claim_of(request, form)
    goes_on = "_language" not in form and form.get("_go", "next") == "next"
    if goes_on and (sent := send_quickly(slug, claim, form, now=timezone.now())):
        response = SeeOther(f"{request.path}?page={sent.page.index + 1}" if sent.page else request.path)
        return remember(request, response, sent.sitting, sent.landing)
    sitting = sit_down(slug, claim, now=timezone.now())
    with override(interface_language(sitting.language)):
        return remember(request, _taken(request, sitting, form), sitting)


def _taken(request: HttpRequest, sitting: Sitting, form: QueryDict) -> HttpResponse:
    if form.get("_go") == "edit" and may_edit(sitting):
        return _opened_again(request, sitting)
    if sitting.is_complete:
        return _move(request, sitting, where_ended(sitting))
    if FIELD in form:  # the password was given before, or is no longer asked for
        return SeeOther(request.path)
    if sitting.mark is None:
        return _damaged(request, sitting, form)
    if sitting.mark.page == REVIEW:
        taken = review_taken(request, sitting, sitting.mark, form)
        return _move(request, sitting, taken) if isinstance(taken, Moved) else taken
    return _page_taken(request, sitting, sitting.mark, form)


def _page_taken(request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict) -> HttpResponse:
    if told := told_page(sitting, mark):
        return looked_at_again(request, sitting, told, form) or _sent_on(request, sitting, mark, form)
    form, asked_again = _with_files(request, sitting, mark, form)
    if mark.version != sitting.running.version:
        return page_moved(request, sitting, mark, form)
    if timed := time_taken(request, sitting, mark, form):
        return _move(request, sitting, timed) if isinstance(timed, Moved) else timed
    if "_language" in form:
        return _in_language(request, sitting, mark, form)
    if form.get("_go") == "look":
        return _looked_at(request, sitting, mark, form)
    if asked_again:
        return _asked_again(request, sitting, asked_again, mark, form)
    return _sent_on(request, sitting, mark, form)


def _sent_on(request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict) -> HttpResponse:
    direction = direction_in(form.get("_go", ""))
    return _answer(request, sitting, send_page(sitting, mark, form, direction, now=timezone.now()))


def _opened_again(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Open a response that was handed in again, at the review or at its first page."""
    reopen_response(sitting, now=timezone.now())
    found = survey_at(sitting.survey.slug, sitting.response)
    sitting = replace(sitting, survey=found)
    place: Literal["page", "review"] = "review" if may_review(sitting) else "page"
    return _move(request, sitting, Moved(sitting.journey, first_page(sitting.journey), place))


def _answer(request: HttpRequest, sitting: Sitting, outcome: Outcome) -> HttpResponse:
    if isinstance(outcome, Moved):
        return _move(request, sitting, outcome)
    notice = notice_for(outcome, sitting.running.compiled, sitting.language, kept_url=request.path)
    status = HTTPStatus.CONFLICT if outcome.problem == "overtaken" else HTTPStatus.UNPROCESSABLE_ENTITY
    return page_again(request, sitting, outcome, notice, status=status)


def _move(request: HttpRequest, sitting: Sitting, moved: Moved) -> HttpResponse:
    """Send the browser on; one that keeps no cookies is shown the page at once, lest it lose its way."""
    if moved.place == "pause":
        return pause_shown(request, _as_stored(sitting))
    if sitting.ticket is not None:
        return SeeOther(_address_of(request, moved))
    sitting = replace(sitting, journey=moved.journey, from_review=moved.from_review)
    if moved.place == "review":
        return review_shown(request, _as_stored(sitting))
    if moved.page is None:
        return ending_shown(request, _as_stored(sitting))
    if moved.place == "told" or is_read_only(sitting, moved.page):
        return feedback_shown(request, _as_stored(sitting), moved.page)
    return page_shown(request, sitting, moved.page)


def _as_stored(sitting: Sitting) -> Sitting:
    """The sitting with the response as it is now."""
    return replace(sitting, survey=survey_at(sitting.survey.slug, sitting.response))


def _address_of(request: HttpRequest, moved: Moved) -> str:
    if moved.place == "review":
        return f"{request.path}?page={REVIEW}"
    if moved.page is None:
        return request.path
    number = position(moved.journey, moved.page).number
    return f"{request.path}?page={number}{FROM_REVIEW if moved.from_review else ''}"


def _with_files(
    request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict
) -> tuple[QueryDict, CompiledPage | None]:
    """The form with its files stored, and its page if a question's own button sent it."""
    page = sitting.running.compiled.page_by_id.get(mark.page)
    more = reading_more(page) if page else []
    if page is None or not more:
        return form, None
    files = with_files(more, form, request.FILES, survey=sitting.survey.id, response=sitting.response)
    repeated = with_repeats(page.elements, files)
    if repeated is not files:
        let_go_of_missing(more, files, repeated, response=sitting.response)
    return repeated, page if pressed(more, form) else None


def _asked_again(
    request: HttpRequest, sitting: Sitting, page: CompiledPage, mark: FormMark, form: QueryDict
) -> HttpResponse:
    """The same page with what a button of a question changed, and what is wrong with that question."""
    try:
        page = open_page(sitting.journey, page.id)
    except PageNotOpen:
        return SeeOther(request.path)
    kept = replace(typed(sitting.journey, page, form), seen=seen_by(sitting, mark))
    errors = problems_of(pressed(reading_more(page), form), kept.raw)
    kept = replace(kept, problem="invalid" if errors else "language", errors=errors)
    if errors:
        return _answer(request, sitting, kept)
    return page_again(request, sitting, kept, notice=("", ""), status=HTTPStatus.OK)


def _in_language(request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict) -> HttpResponse:
    """The same page in another language, with what was typed and not yet sent."""
    try:
        page = open_page(sitting.journey, mark.page)
    except PageNotOpen:
        return SeeOther(request.path)
    kept = replace(typed(sitting.journey, page, form), seen=seen_by(sitting, mark))
    return page_again(request, sitting, kept, notice=("", ""), status=HTTPStatus.OK)


def _looked_at(request: HttpRequest, sitting: Sitting, mark: FormMark, form: QueryDict) -> HttpResponse:
    """What the page shows by what is typed there now; nothing is stored."""
    try:
        page = open_page(sitting.journey, mark.page)
    except PageNotOpen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return places_again(request, sitting, typed(sitting.journey, page, form))


def _damaged(request: HttpRequest, sitting: Sitting, form: QueryDict) -> HttpResponse:
    """The page where they are, with what was typed: a form whose mark can't be trusted stores nothing."""
    page = page_to_resume(sitting.journey)
    if page is None:
        return form_unreadable(request)
    if is_read_only(sitting, page):
        return SeeOther(request.path)
    raw = read_page(sitting.journey, page, form)
    kept = Kept(page, raw, "damaged", seen=sitting.page_forms.get(page.id, ""))
    return page_again(request, sitting, kept, damaged(), status=HTTPStatus.BAD_REQUEST)
