"""From what went wrong to what the API answers: the one table, and the one handler."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import structlog
from django.core.exceptions import (
    BadRequest,
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.http import Http404, UnreadablePostError
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from analytics.exceptions import SelectionInvalid
from config.api.rendering import Failure
from config.envelope import FieldError
from responses.exceptions import (
    AnswersInvalid,
    CorrectedMeanwhile,
    FileNotTaken,
    HandlingRefused,
    LanguageNotOffered,
    LinksRefused,
    LinkUsed,
    NotInBin,
    ResponseReturned,
    ResponsesClosed,
    StillAnswering,
    SurveyNotOpen,
    SurveyUnknown,
)
from surveys.domain import Availability
from surveys.exceptions import (
    DefinitionInvalid,
    EditRefused,
    FilingRefused,
    LookRefused,
    MappingRefused,
    Problem,
    ScheduleInvalid,
    SlugRefused,
    StaleDraft,
    SurveyActionRefused,
    SurveyBinned,
    SurveyFileRefused,
    SurveyNotPublishable,
)
from surveys.translating.refusals import TranslationsRefused
from tenants.partners.exceptions import (
    AllowanceUsedUp,
    CredentialsRefused,
    KeyReused,
    RequestInProgress,
    TokenRefused,
)

logger = structlog.get_logger("canvass.api")

type Answer = tuple[int, Failure, dict[str, str]]
type Mapped = Callable[[Any], Answer]

UNAUTHORISED = {"WWW-Authenticate": 'Bearer realm="canvass"'}


def answer_error(problem: Exception, context: Mapping[str, Any]) -> Response:
    """Answer an exception that a view raised; the unforeseen is logged and told as 500 without details."""
    status, failure, headers = mapped(problem)
    if status >= 500:
        logger.error("unforeseen", exc_info=problem)
    set_rollback()
    return Response(failure, status=status, headers=headers)


def mapped(problem: Exception) -> Answer:
    """Return status, body and headers for an exception, by the nearest of its classes in the table."""
    for kind in type(problem).__mro__:
        if kind in ANSWERS:
            return ANSWERS[kind](problem)
    words = _("Something went wrong on our side; it has been noted.")
    return 500, Failure(words, "internal_server_error"), {}


def _plain(status: int, code: str, words: Callable[[], str], **headers: str) -> Mapped:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _problem: (status, Failure(words(), code), named)


def _told(status: int) -> Mapped:
    """The exception's own message and code."""
    return lambda problem: (status, Failure(problem.message, problem.code), {})


def _on_field(status: int) -> Mapped:
    """The exception's own message and code, on the field that it names."""

    def answer(problem: Any) -> Answer:
        error = FieldError(
            field=getattr(problem, "field", "slug"), message=problem.message, code=problem.code
        )
        return status, Failure(problem.message, problem.code, (error,)), {}

    return answer


def _problems(code: str, words: Callable[[], str]) -> Mapped:
    def answer(problem: Any) -> Answer:
        return 422, Failure(words(), code, tuple(map(_located, problem.problems))), {}

    return answer


def _located(problem: Problem) -> FieldError:
    return FieldError(field=problem.path, message=str(problem.message), code=problem.code)


def _faults(problem: TranslationsRefused) -> Answer:
    errors = tuple(
        FieldError(field=f"texts.{key}", message=words, code=problem.code)
        for key, words in problem.faults.items()
    )
    return 422, Failure(_("Some translations can't be taken; see the errors."), problem.code, errors), {}


def _stale(problem: StaleDraft) -> Answer:
    words = _("The draft is at revision %(current)d, not %(seen)d; read it again.")
    details = {"current": problem.current, "seen": problem.seen}
    return 412, Failure(words % details, "changed_meanwhile"), {"ETag": f'"{problem.current}"'}


def _answers(problem: AnswersInvalid) -> Answer:
    errors = tuple(
        FieldError(field=".".join(["answers", name, *part]), message=error.message, code=error.code)
        for name, error in problem.errors.items()
        for part in ([[part] for part in error.parts] or [[]])
    )
    return 422, Failure(_("Some answers can't be taken; see the errors."), "answers_invalid", errors), {}


def _not_open(problem: SurveyNotOpen) -> Answer:
    words = {
        Availability.DRAFT: _("This survey has not been published yet."),
        Availability.NOT_YET: _("This survey is not open yet."),
        Availability.PAUSED: _("This survey is paused."),
        Availability.FULL: _("This survey has as many responses as it takes."),
        Availability.LINK_NEEDED: _("This survey is answered by personal link; name one in `link`."),
        Availability.LINK_UNKNOWN: _("This survey has no such personal link."),
        Availability.LINK_REVOKED: _("This personal link was revoked."),
    }
    message = words.get(problem.availability, _("This survey is closed."))
    return 409, Failure(message, f"survey_{problem.availability.value}"), {}


def _language(problem: LanguageNotOffered) -> Answer:
    words = _("This survey is offered in: %(languages)s.") % {"languages": ", ".join(problem.offered)}
    error = FieldError(field="language", message=words, code="language_not_offered")
    return 422, Failure(words, "language_not_offered", (error,)), {}


def _look(problem: LookRefused) -> Answer:
    words = {
        "unreadable": _("White text on this colour is hard to read; the nearest that works is %(nearest)s."),
        "picture_missing": _("This ground needs a picture."),
    }
    field = "colour" if problem.code == "unreadable" else "picture"
    message = words[problem.code] % {"nearest": problem.nearest}
    error = FieldError(field=field, message=message, code=problem.code)
    return 422, Failure(message, problem.code, (error,)), {}


def _selection(problem: SelectionInvalid) -> Answer:
    errors = tuple(
        FieldError(field=name, message=message, code="invalid") for name, message in problem.errors.items()
    )
    return 400, Failure(_("The request isn't right; see the errors."), "invalid", errors), {}


def _used_up(problem: AllowanceUsedUp) -> Answer:
    words = _("Too many requests; wait %(seconds)d seconds.") % {"seconds": problem.seconds}
    return 429, Failure(words, "throttled"), {"Retry-After": str(problem.seconds)}


def _token(problem: TokenRefused) -> Answer:
    return 401, Failure(problem.message, problem.code), UNAUTHORISED


def _rest(problem: exceptions.APIException) -> Answer:
    headers = {"WWW-Authenticate": found} if (found := getattr(problem, "auth_header", "")) else {}
    code = problem.detail.code if isinstance(problem.detail, exceptions.ErrorDetail) else problem.default_code
    return problem.status_code, Failure(str(problem.detail), str(code)), headers


def _invalid(problem: exceptions.ValidationError) -> Answer:
    errors = tuple(_flattened(problem.detail))
    return 400, Failure(_("The request isn't right; see the errors."), "invalid", errors), {}


def _flattened(detail: Any, path: str = "") -> Iterator[FieldError]:
    """Yield the errors of a serializer, nested as its input is, with dotted paths."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flattened(inner, _below(path, name))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _flattened(inner, path)
    else:
        yield FieldError(field=path, message=str(detail), code=str(getattr(detail, "code", "invalid")))


def _below(path: str, name: str | int) -> str:
    if name == "non_field_errors":
        return path
    if isinstance(name, int):
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else name


_unreadable = _plain(400, "unreadable", lambda: _("The request can't be read."))
_too_large = _plain(413, "too_large", lambda: _("The body is too large."))
_not_found = _plain(404, "not_found", lambda: _("There is nothing at this address."))
_forbidden = _plain(403, "permission_denied", lambda: _("Your role doesn't allow this."))

ANSWERS: dict[type[BaseException], Mapped] = {
    exceptions.APIException: _rest,
    exceptions.ValidationError: _invalid,
    exceptions.NotFound: _not_found,
    exceptions.PermissionDenied: _forbidden,
    Http404: _not_found,
    ObjectDoesNotExist: _not_found,  # deleted after it was looked up
    SurveyUnknown: _not_found,
    PermissionDenied: _forbidden,
    BadRequest: _unreadable,
    SuspiciousOperation: _unreadable,
    UnreadablePostError: _unreadable,
    TooManyFieldsSent: _too_large,
    RequestDataTooBig: _too_large,
    TokenRefused: _token,
    CredentialsRefused: _plain(
        401,
        "credentials_refused",
        lambda: _("The e-mail address or the password is not right."),
        WWW_Authenticate='Bearer realm="canvass"',
    ),
    AllowanceUsedUp: _used_up,
    KeyReused: _plain(
        422,
        "idempotency_key_reused",
        lambda: _("This Idempotency-Key was used for another request; choose a new one."),
    ),
    RequestInProgress: _plain(
        409,
        "request_in_progress",
        lambda: _("The request with this Idempotency-Key is still being answered."),
        Retry_After="1",
    ),
    DefinitionInvalid: _problems("definition_invalid", lambda: _("This is no valid survey definition.")),
    SurveyNotPublishable: _problems("not_publishable", lambda: _("The draft can't be published yet.")),
    SurveyActionRefused: _told(409),
    SurveyBinned: _plain(410, "in_bin", lambda: _("This survey is in the bin. Restore it to use it.")),
    FilingRefused: _told(422),
    SurveyFileRefused: _told(422),
    TranslationsRefused: _faults,
    EditRefused: _told(422),
    MappingRefused: _told(422),
    ScheduleInvalid: _on_field(422),
    SlugRefused: _on_field(422),
    StaleDraft: _stale,
    AnswersInvalid: _answers,
    SurveyNotOpen: _not_open,
    LinkUsed: _plain(409, "link_used", lambda: _("A response has come of this personal link already.")),
    LinksRefused: _told(422),
    ResponsesClosed: _plain(
        403,
        "responses_closed",
        lambda: _("Results of this survey are anonymous; single responses are closed."),
    ),
    FileNotTaken: _on_field(422),
    HandlingRefused: _told(422),
    StillAnswering: _plain(409, "still_answering", lambda: _("The respondent is still answering.")),
    CorrectedMeanwhile: _plain(
        412, "changed_meanwhile", lambda: _("The response has changed since you read it; read it again.")
    ),
    NotInBin: _plain(409, "not_in_bin", lambda: _("This response is not in the bin.")),
    ResponseReturned: _plain(
        409, "answered_again", lambda: _("Its respondent answers anew under the same id.")
    ),
    LookRefused: _look,
    LanguageNotOffered: _language,
    SelectionInvalid: _selection,
}
