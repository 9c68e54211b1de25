"""A respondent's copy of the answers: as a page to print, as PDF, by e-mail."""

from collections.abc import Callable
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from responses.exceptions import (
    PasswordNeeded,
    PdfNotPossible,
    SurveyNotOpen,
    SurveyUnknown,
    TooManyLetters,
)
from responses.letters import ask_for_letter
from responses.models import RespondentLetter
from responses.pages.feedback import QUIZ_STYLES
from responses.pages.frames import RUNNING_STYLES, shell_context
from responses.pages.pdf import answers_pdf
from responses.pages.quizzes import points_told, tells_quiz
from responses.pages.told import ToldPage, answers_told
from responses.sittings import Sitting, sit_down
from responses.views.http import (
    FormUnreadable,
    claim_of,
    comes_from_elsewhere,
    form_of,
    html_response,
    not_allowed,
)
from responses.views.showing import around_of, hidden_fields
from responses.views.unavailable import form_unreadable, not_from_here, survey_unknown
from surveys.languages import interface_language
from surveys.texts import localised
from tenants.addresses import client_address
from tenants.scope import organisation
from tenants.tries import count_try, key_of_tries

MOST_MAILS = 20
COPY = "copy"

type Answer = Callable[[HttpRequest, Sitting], HttpResponse]


class AddressForm(forms.Form):
    """Where a mail goes."""

    email = forms.EmailField(max_length=254)


def answers_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all answers, to be read and printed."""
    return _answer(request, slug, copy_shown)


def answers_as_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Give all answers as a file; where a script can't be written in one, say so and how it is done then."""
    return _answer(request, slug, _pdf)


def answers_by_mail(request: HttpRequest, slug: str) -> HttpResponse:
    """Send all answers to an address that isn't stored with them."""
    return _answer(request, slug, _mailed if request.method == "POST" else copy_shown)


def is_offered(sitting: Sitting) -> bool:
    """Whether this respondent may have a copy."""
    return sitting.is_complete and sitting.journey.survey.definition.settings.copy_offered


def _answer(request: HttpRequest, slug: str, answer: Answer) -> HttpResponse:
    """Let only those in whose cookie or form proves that the response is theirs."""
    if refusal := not_allowed(request):
        return refusal
    if comes_from_elsewhere(request) and request.method == "POST":
        return not_from_here(request)
    try:
        form = form_of(request) if request.method == "POST" else None
        sitting = sit_down(slug, claim_of(request, form), now=timezone.now())
    except FormUnreadable:
        return form_unreadable(request)
    except SurveyUnknown:
        return survey_unknown(request)
    except (SurveyNotOpen, PasswordNeeded):
        return HttpResponseRedirect(f"/s/{slug}/")
    if not is_offered(sitting):
        return HttpResponseRedirect(f"/s/{slug}/")
    with override(interface_language(sitting.language)):
        response = answer(request, sitting)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def copy_shown(
    request: HttpRequest, sitting: Sitting, *, said: str = "", problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """Show the copy, with what was done (``said``) or what is wrong with the address (``problem``)."""
    language = sitting.language
    context = shell_context(sitting.journey.survey.definition, language, around_of(request, sitting)) | {
        "pages": _told(sitting),
        "points": points_told(sitting.journey, language),
        "question_styles": QUIZ_STYLES if tells_quiz(sitting.journey) else RUNNING_STYLES,
        "mark": hidden_fields(sitting, COPY, seen=""),
        "base": f"/s/{sitting.survey.slug}/",
        "languages": [],
        "said": said,
        "problem": problem,
        "typed": request.POST.get("email", "") if problem else "",
    }
    html = get_template("responses/copy.html").render(context)
    return html_response(request, html, status=status)


def _told(sitting: Sitting) -> list[ToldPage]:
    return answers_told(sitting.journey, sitting.language, with_quiz=tells_quiz(sitting.journey))


def _pdf(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    compiled = sitting.journey.survey
    title = localised(compiled.definition.title, sitting.language, compiled.base_language)
    points = points_told(sitting.journey, sitting.language)
    try:
        content = answers_pdf(
            _told(sitting),
            title=title,
            organisation=organisation().name,
            note=" · ".join(filter(None, (_("Your answers"), points.words if points else ""))),
            unanswered=_("Not answered"),
            language=sitting.language,
        )
    except PdfNotPossible:
        said = _("These answers are written in characters that our PDF can’t hold. Please print this page.")
        return copy_shown(request, sitting, said=said)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="answers.pdf"'
    return response


def _mailed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    said, problem, status = mail_asked_for(request, sitting, RespondentLetter.Kind.COPY)
    return copy_shown(request, sitting, said=said, problem=problem, status=status)


def mail_asked_for(request: HttpRequest, sitting: Sitting, kind: str) -> tuple[str, str, int]:
    """Have a mail sent to the address in the form; return what to say, what is wrong, and the status."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        words = _("Please enter an e-mail address, such as name@example.org.")
        return "", words, HTTPStatus.UNPROCESSABLE_ENTITY
    tries = key_of_tries("letters", str(sitting.survey.id), client_address(request))
    try:
        if count_try(tries) > MOST_MAILS:
            raise TooManyLetters
        ask_for_letter(response=sitting.response, kind=kind, email=form.cleaned_data["email"])
    except TooManyLetters:
        words = _("So many mails were sent already that this one wasn’t. Please look in your inbox.")
        return "", words, HTTPStatus.TOO_MANY_REQUESTS
    return _("The mail is on its way. The address is not kept with your answers."), "", HTTPStatus.OK
