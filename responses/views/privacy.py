"""What is kept about a respondent, in words: what is true of this survey, and of how they came."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import override

from responses.exceptions import PasswordNeeded, SurveyNotOpen, SurveyUnknown
from responses.identity import COOKIE_DAYS
from responses.languages import language_for
from responses.limits import has_limits
from responses.pages import surroundings
from responses.pages.frames import shell_context
from responses.queries import FoundSurvey, link_of_response, survey_at
from responses.sittings import sit_down
from responses.versions import Running, running
from responses.views.http import claim_of, html_response, mode_of
from responses.views.personal import is_about_links
from responses.views.unavailable import survey_not_open, survey_unknown
from surveys.access import stored_access
from surveys.languages import interface_language


class _Read(NamedTuple):
    """The survey that is read about; ``is_labelled`` and ``contact``, the names of what it says of the
    person, tell of the reader's personal link, if there is one."""

    survey: FoundSurvey
    running: Running
    language: str
    is_labelled: bool | None = None
    contact: tuple[str, ...] = ()


def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is stored with answers; the page stores nothing itself, not even a cookie.

    It can be read before a password or a personal link was shown.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        read = _read(request, slug)
    except SurveyUnknown:
        return survey_unknown(request)
    except SurveyNotOpen as problem:
        if not is_about_links(problem):
            return survey_not_open(request, problem)
        read = _read_outside(request, slug)
    except PasswordNeeded:
        read = _read_outside(request, slug)
    around = surroundings(read.survey.look, mode=mode_of(request))
    shell = shell_context(read.running.compiled.definition, read.language, around)
    with override(interface_language(read.language)):
        html = get_template("responses/privacy.html").render(shell | _facts(read))
    return html_response(request, html)


def _read(request: HttpRequest, slug: str) -> _Read:
    sitting = sit_down(slug, claim_of(request), now=timezone.now())
    link = link_of_response(sitting.response)
    stored = sitting.survey.stored
    contact = stored.contact if stored else (link.fields if link else {})
    is_labelled = bool(link.label) if link else None
    return _Read(sitting.survey, sitting.running, sitting.language, is_labelled, tuple(contact))


def _read_outside(request: HttpRequest, slug: str) -> _Read:
    """Before the gate: nothing is known of whoever reads."""
    found = survey_at(slug, None)
    assert found.current_version is not None  # noqa: S101 - without one, there would have been no gate
    ready = running(found.current_version)
    wanted, accepted = request.GET.get("lang", ""), request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    return _Read(found, ready, language_for(ready.compiled, wanted, accepted))


def _facts(read: _Read) -> dict[str, object]:
    """What of the page applies."""
    definition, access = read.running.compiled.definition, stored_access(read.survey.access)
    settings, gates = definition.settings, access.gates
    has_password = gates is not None and bool(gates.password)
    return {
        "cookie_days": COOKIE_DAYS,
        "is_timed": has_limits(read.running),
        "is_resumable": settings.resumable,
        "sends_mail": settings.resumable or settings.copy_offered,
        "is_limited": bool(definition.quotas) or (gates is not None and gates.limit is not None),
        "counts_tries": has_password or settings.resumable or access.asks_for_links,
        "has_password": has_password,
        "asks_for_links": access.asks_for_links,
        "is_labelled": read.is_labelled,
        "contact": read.contact,
    }
