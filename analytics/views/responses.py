"""The responses of a survey: the table, and a single one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics.results import Record, Records
from analytics.results.lines import LONGEST_SEARCH, Lines, Place, Wanted, count, lines, neighbours, read_order
from analytics.results.relation import answers_of
from analytics.saving import segments_of
from analytics.showing import formats
from analytics.showing.asked import Asked, asked_from
from analytics.showing.filters import filters_of
from analytics.showing.handling import history_of, tags_in_use
from analytics.showing.lines import Table, chosen_columns
from analytics.showing.reader import Reader
from analytics.showing.records import pages_in_words, record_in_words
from analytics.views.asking import person_of, survey_asked
from analytics.views.closed import unless_anonymous
from responses.handling.points import points_of
from responses.models import BinnedResponse, Response
from responses.queries import label_of_link, labels_of_links, responses_labelled
from surveys.models import Survey
from tenants.permissions import needs

PER_PAGE = 50
OF_THE_TABLE = ("sort", "show", "q")
"""Parameters of the table beside the selection."""


@needs("response.view")
@require_safe
@unless_anonymous
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The table, or only its next lines where those are all that is asked for."""
    survey = survey_asked(request, pk)
    records = Records.of(survey.pk)
    table, wanted = table_asked(request.GET, survey, records)
    with answers_of(survey.pk) as answers:
        page = lines(answers, wanted, size=PER_PAGE, **_place(request))
        told = {"total": count(answers, wanted), "tags": tags_in_use(answers)}
    context = _rows(survey, records, table, page)
    if "HX-Request" in request.headers and "after" in request.GET:
        answer = render(request, "analytics/responses.html#rows", context)
    else:
        context |= _around(request, survey, table, wanted, page) | told
        status = 422 if table.asked.errors else 200
        answer = render(request, "analytics/responses.html", context, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def table_asked(given: QueryDict, survey: Survey, records: Records) -> tuple[Table, Wanted]:
    """The table that an address chooses, and the lines that are in it."""
    asked = asked_of_table(given, records)
    order = read_order(given.get("sort", "-changed"), asked.columns)
    columns = chosen_columns(given.getlist("show"), asked.columns)
    search = " ".join(given.get("q", "")[:LONGEST_SEARCH].split())
    also = tuple(map(str, responses_labelled(survey.pk, search))) if search else ()
    table = Table(asked, order, columns, Reader.of(records.layout), survey.pk)
    return table, Wanted(asked.selection, order, search, also)


def asked_of_table(given: QueryDict, records: Records) -> Asked:
    """The selection of a table with the table's own parameters beside it."""
    more = tuple((name, str(value)) for name in OF_THE_TABLE for value in given.getlist(name) if value)
    asked = asked_from(given, records.layout).listing_all(given)
    return Asked(asked.selection, asked.columns, asked.errors, more, lists_all=True)


def _place(request: HttpRequest) -> dict[str, Place]:
    """Where in the table to go on; the beginning for a place that nobody was given."""
    for name in ("after", "before"):
        if wished := request.GET.get(name):
            try:
                return {name: Place.read(wished)}
            except ValueError:
                return {}
    return {}


def _rows(survey: Survey, records: Records, table: Table, page: Lines) -> dict[str, Any]:
    found = records.of_ids(page.ids)
    labels = labels_of_links(survey.pk, of=[record.id for record in found])
    return {
        "survey": survey,
        "lines": table.lines(found, labels),
        "query": table.asked.query(),
        "newer": table.address([("before", str(page.before))]) if page.before else "",
        "older": table.address([("after", str(page.after))]) if page.after else "",
        "width": len(table.columns) + 3,
    }


def _around(
    request: HttpRequest, survey: Survey, table: Table, wanted: Wanted, page: Lines
) -> dict[str, Any]:
    asked = table.asked
    file_query = Asked(asked.selection, asked.columns, {}).query()
    return {
        "errors": asked.errors,
        "filters": filters_of(Records.of(survey.pk).layout, asked, segments_of(survey.pk)),
        "heads": table.heads(),
        "started": table.head(asked.columns.by_field["started_on"]),
        "status_head": table.head(asked.columns.by_field["status"]),
        "changes": table.head_of_changes(),
        "offered": table.offered(),
        "search": wanted.search,
        "kept": [(name, value) for name, value in asked.parameters if name != "q"],
        "kept_beside_columns": [(name, value) for name, value in asked.parameters if name != "show"],
        "file_query": file_query,
        "binned": BinnedResponse.objects.filter(survey=survey).count(),
        "may_handle": person_of(request).can("response.edit") or person_of(request).can("response.delete"),
    }


@needs("response.view")
@require_safe
@unless_anonymous
def single(request: HttpRequest, pk: UUID, response_pk: UUID) -> HttpResponse:
    """One response, as it was asked and answered, and what became of it since."""
    survey = survey_asked(request, pk)
    return single_page(request, survey, response_pk)


def single_page(
    request: HttpRequest, survey: Survey, response_pk: UUID, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of a response, with what was refused on it."""
    records = Records.of(survey.pk)
    record = _found(records, response_pk)
    language = (get_language() or "en").partition("-")[0]
    table, wanted = table_asked(request.GET, survey, records)
    with answers_of(survey.pk) as answers:
        before, after = neighbours(answers, wanted, response_pk)
        tags = tags_in_use(answers)
    context = {
        "problem": problem,
        "before": before,
        "after": after,
        "tags": tags,
        "query": table.asked.query(),
        "back": table.address(),
        "line": table.lines([record], {})[0],
        "channel": table.about(record, "channel"),
        "device": table.about(record, "device"),
    }
    context |= _about_one(survey, record, language)
    return render(request, "analytics/response.html", context, status=status)


def _found(records: Records, response: UUID) -> Record:
    try:
        return records.one(response)
    except Response.DoesNotExist:
        raise Http404 from None


def _about_one(survey: Survey, record: Record, language: str) -> dict[str, Any]:
    history = history_of(record, language)
    return {
        "survey": survey,
        "row": record_in_words(record, language),
        "record": record,
        "pages": pages_in_words(record, language, history.originals),
        "link_label": label_of_link(record.id),
        "history": history,
        "quiz": _points(record.id),
        "flags": [(value, label, value == record.flag) for value, label in Response.Flag.choices],
    }


def _points(response: UUID) -> str:
    """The points of a response to a quiz in words; ``""`` for no quiz."""
    reached = points_of(Response.objects.get(pk=response))
    if reached is None:
        return ""
    words = {"points": formats.decimal(reached.points), "possible": formats.decimal(reached.possible)}
    return _("%(points)s of %(possible)s") % words
