"""The figures of the results page as files."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from analytics.exceptions import SelectionInvalid
from analytics.exporting.comparison_files import comparison_rows
from analytics.exporting.crosstab_files import Figure, crosstab_csv, crosstab_xlsx
from analytics.exporting.summary_files import summary_rows
from analytics.results import Results
from analytics.showing.reader import Reader
from analytics.views.asking import survey_asked
from analytics.views.figures import summaries_shown
from analytics.views.shown import Shown, shown_of
from tenants.permissions import needs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
type Write = Callable[[Iterable[list[Figure]]], str | bytes]


@needs("results.view")
@require_GET
def file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """What the page of this address shows, as a file; the page itself where it shows no figures."""
    survey = survey_asked(request, pk)
    found = Results.of(survey.pk)
    shown = shown_of(request, survey.pk, found)
    try:
        if shown.asked.errors:
            raise SelectionInvalid(shown.asked.errors)
        rows = list(_rows(request, found, shown))
    except SelectionInvalid:
        page = reverse("analytics:results", args=[survey.pk])
        return redirect(f"{page}?{request.META['QUERY_STRING']}")
    content_type, write = _FILES[kind]
    name = content_disposition_header(as_attachment=True, filename=f"{survey.slug}-results.{kind}")
    headers = {"Content-Disposition": name or "", "Cache-Control": "private, no-store"}
    return HttpResponse(write(rows), content_type=content_type, headers=headers)


def _rows(request: HttpRequest, found: Results, shown: Shown) -> Iterable[list[Figure]]:
    """Groups side by side where the page has such, else the figures of its cards."""
    summaries, comparison = summaries_shown(request, found, shown)
    reader, display = Reader.of(found.layout), shown.display
    if comparison is not None:
        return comparison_rows(summaries, comparison, reader, display.base)
    return summary_rows(summaries, reader, with_missing=display.missing)


def _sheet(rows: Iterable[list[Figure]]) -> bytes:
    return crosstab_xlsx(rows, title=_("Results"))


_FILES: Mapping[str, tuple[str, Write]] = {
    "csv": ("text/csv; charset=utf-8", crosstab_csv),
    "xlsx": (XLSX, _sheet),
}
