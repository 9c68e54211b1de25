"""Schedules of a survey: the list, making and changing one, and what can be done with it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Prefetch
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from analytics.exceptions import ExportGone, ExportImpossible, ScheduleInvalid
from analytics.exporting.formats import FORMATS
from analytics.exporting.wanted import Wanted
from analytics.forms import ExportForm
from analytics.models import Occurrence, Report, Schedule
from analytics.reports.composing import reports_of
from analytics.results.filtering import columns_of
from analytics.results.versions import read_layout
from analytics.schedule_forms import BEGINNING, ScheduleForm, initial_of
from analytics.schedules import keeping
from analytics.schedules.again import send_again
from analytics.schedules.copies import opened
from analytics.schedules.keeping_editions import days_kept
from analytics.schedules.readers import addresses_by_schedule
from analytics.schedules.running import rule_of
from analytics.showing.columns import filter_words
from analytics.showing.reader import Reader
from analytics.showing.schedules import shown_schedule
from analytics.views.asking import person_of, survey_asked
from responses.anonymity import threshold_of
from surveys.models import Survey
from tenants.permissions import needs

LISTED = 8


@needs("results.view")
@require_safe
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All schedules of the survey, what is next and what came of the last."""
    survey = survey_asked(request, pk)
    found = Occurrence.objects.select_related("schedule", "edition__report")
    latest = Prefetch("occurrences", found.prefetch_related("edition__letters")[:LISTED], to_attr="latest")
    schedules = list(keeping.schedules_of(survey).prefetch_related(latest))
    readers = addresses_by_schedule(schedules)
    context = {
        "survey": survey,
        "schedules": [shown_schedule(each, readers[each.pk], each.latest) for each in schedules],
        "reports": list(reports_of(survey)),
        "threshold": threshold_of(survey.pk),
        "token": uuid4().hex,
    }
    return render(request, "analytics/schedules.html", context)


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: UUID, report: UUID) -> HttpResponse:
    """Let a report be sent."""
    survey = survey_asked(request, pk)
    found = get_object_or_404(reports_of(survey), pk=report)
    me = [str(person_of(request).pk)]
    begun = BEGINNING | {"name": found.name, "people": me}
    form = ScheduleForm(request.POST or None, initial=begun, is_file=False)
    if request.method == "POST" and _made(request, survey, form, report=found):
        return redirect("analytics:schedules", pk=survey.pk)
    return _form(request, survey, form, of=found.name)


@needs("results.export")
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let files be put by, of the responses and in the form that the address says."""
    survey = survey_asked(request, pk)
    layout = read_layout(survey.pk)
    given = request.POST if request.method == "POST" else request.GET
    export = ExportForm.of(survey, given, person_of(request))
    begun = BEGINNING | {"name": _("Responses"), "format": export["format"].value()}
    form = ScheduleForm(request.POST or None, initial=begun, is_file=True)
    if request.method == "POST" and export.is_valid() and _made(request, survey, form, export=export):
        return redirect("analytics:schedules", pk=survey.pk)
    who: list[str] = []
    if export.is_valid():
        who = filter_words(export.selection.where, columns_of(layout), Reader.of(layout))
    known = {*form.fields, "csrfmiddlewaretoken", *(("personal",) if export.personal_names else ())}
    along = [(name, value) for name, values in given.lists() for value in values if name not in known]
    more = {"export": export, "who": who, "along": along, "problems": export.errors}
    return _form(request, survey, form, of="", **more)


def _made(
    request: HttpRequest,
    survey: Survey,
    form: ScheduleForm,
    *,
    report: Report | None = None,
    export: ExportForm | None = None,
) -> bool:
    """Whether the schedule that the form asks for was made; else the form says why not."""
    if not form.is_valid():
        return False
    wanted = export.wanted().as_json() if export else None
    try:
        keeping.make_schedule(
            survey=survey, plan=form.plan(), by=person_of(request), report=report, wanted=wanted
        )
    except ScheduleInvalid as refusal:
        _refuse(form, refusal)
        return False
    except ExportImpossible:
        form.add_error(None, _("Results speak of groups only, so there are no files of responses."))
        return False
    messages.success(request, _("The schedule is kept."))
    return True


def _refuse(form: ScheduleForm, refusal: ScheduleInvalid) -> None:
    for name, words in refusal.errors.items():
        form.add_error(name if name in form.fields else None, words)


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: UUID, schedule: UUID) -> HttpResponse:
    """Change when it is due, and for whom."""
    found = _schedule(request, pk, schedule)
    form = ScheduleForm(request.POST or None, initial=_initial(found), is_file=found.report_id is None)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.change_schedule(schedule=found, plan=form.plan(), by=person_of(request))
        except ScheduleInvalid as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("The schedule is kept."))
            return redirect("analytics:schedules", pk=pk)
    return _form(request, found.survey, form, of=found.report.name if found.report else "", schedule=found)


def _initial(schedule: Schedule) -> dict[str, Any]:
    readers = list(schedule.readers.all())
    about = {
        "name": schedule.name,
        "folder": schedule.folder,
        "kept": schedule.kept,
        "format": (schedule.wanted or {}).get("format"),
        "people": [str(each.person) for each in readers if each.person],
        "outside": "\n".join(each.email for each in readers if each.email),
    }
    return initial_of(rule_of(schedule)) | about


def _schedule(request: HttpRequest, pk: UUID, schedule: UUID) -> Schedule:
    return get_object_or_404(keeping.schedules_of(survey_asked(request, pk)), pk=schedule)


def _form(request: HttpRequest, survey: Survey, form: ScheduleForm, *, of: str, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {"survey": survey, "form": form, "of": of, "is_file": "folder" in form.fields}
    context |= {"days_kept": days_kept()} | more
    return render(request, "analytics/schedule.html", context, status=422 if form.errors else 200)


@needs("results.edit")
@require_POST
def pause(request: HttpRequest, pk: UUID, schedule: UUID) -> HttpResponse:
    """Send nothing for now."""
    keeping.pause_schedule(schedule=_schedule(request, pk, schedule))
    return redirect("analytics:schedules", pk=pk)


@needs("results.edit")
@require_POST
def resume(request: HttpRequest, pk: UUID, schedule: UUID) -> HttpResponse:
    """Go on with the next one."""
    keeping.resume_schedule(schedule=_schedule(request, pk, schedule))
    return redirect("analytics:schedules", pk=pk)


@needs("results.edit")
@require_POST
def skip(request: HttpRequest, pk: UUID, schedule: UUID) -> HttpResponse:
    """Leave out the next one."""
    keeping.skip_next(schedule=_schedule(request, pk, schedule))
    return redirect("analytics:schedules", pk=pk)


@needs("results.edit")
@require_POST
def run(request: HttpRequest, pk: UUID, schedule: UUID) -> HttpResponse:
    """Make one now, beside those that are planned; once however often the button is pressed."""
    keeping.run_now(schedule=_schedule(request, pk, schedule), token=request.POST.get("token", uuid4().hex))
    messages.success(request, _("It is being made."))
    return redirect("analytics:schedules", pk=pk)


@needs("results.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, schedule: UUID) -> HttpResponse:
    """Forget a schedule and its files."""
    keeping.delete_schedule(schedule=_schedule(request, pk, schedule))
    messages.success(request, _("The schedule is deleted."))
    return redirect("analytics:schedules", pk=pk)


@needs("results.edit")
@require_POST
def again(request: HttpRequest, pk: UUID, schedule: UUID, occurrence: UUID) -> HttpResponse:
    """Send an edition again to those whom it didn't reach."""
    found = get_object_or_404(_schedule(request, pk, schedule).occurrences, pk=occurrence)
    sent = send_again(occurrence=found)
    words = ngettext("It is sent again to %(n)s person.", "It is sent again to %(n)s people.", sent)
    messages.success(request, words % {"n": sent})
    return redirect("analytics:schedules", pk=pk)


@needs("results.export")
@require_GET
def file(request: HttpRequest, pk: UUID, schedule: UUID, occurrence: UUID, token: str) -> HttpResponseBase:
    """Send a file that was put by, as long as its link holds."""
    found = get_object_or_404(_schedule(request, pk, schedule).occurrences, pk=occurrence)
    try:
        content: Any = opened(found, token)
    except ExportGone:
        return render(request, "analytics/export_gone.html", {"survey": found.schedule.survey}, status=410)
    return sent(found, content)


def sent(occurrence: Occurrence, content: Any) -> FileResponse:
    """A file that was put by, on its way to whoever asked."""
    name = occurrence.place.rpartition("/")[2]
    wanted = Wanted.from_json(occurrence.schedule.wanted or {})
    content_type = "application/zip" if name.endswith(".zip") else FORMATS[wanted.format].content_type
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
