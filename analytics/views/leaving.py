"""Getting a report no more: pages for readers outside the organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from analytics.models import ScheduleReader
from analytics.schedules.readers import leave, reader_of
from analytics.views.shared_frames import frame_of, language_of
from surveys.languages import interface_language


@require_safe
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to leave; programs that only look at links change nothing."""
    return _page(request, _reader(token), token)


@require_POST
def leave_now(request: HttpRequest, token: str) -> HttpResponse:
    """Leave, and say so."""
    reader = _reader(token)
    leave(reader=reader)
    return _page(request, _reader(token), token)


def _reader(token: str) -> ScheduleReader:
    reader = reader_of(token)
    if reader is None:
        raise Http404
    return reader


def _page(request: HttpRequest, reader: ScheduleReader, token: str) -> HttpResponse:
    context = {"name": reader.schedule.name, "email": reader.email, "has_left": reader.left_at is not None}
    frame = frame_of(None, language_of(request, None))
    with translation.override(interface_language(str(frame["language"]))):
        return render(request, "analytics/leave.html", frame | context | {"token": token})
