"""Pages of a quiz after their right answers were told: only to be read, and nothing more is taken."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict

from responses.answering import Moved
from responses.closing import is_told
from responses.identity import FormMark
from responses.pages.feedback import feedback_html
from responses.sittings import Sitting
from responses.views.http import html_response
from responses.views.showing import around_of, hidden_fields
from surveys.exceptions import PageNotOpen
from surveys.flow import CompiledPage, open_page


def feedback_shown(request: HttpRequest, sitting: Sitting, page: CompiledPage) -> HttpResponse:
    """Show what was answered on a page and what was right."""
    hidden = hidden_fields(sitting, page.id, seen=sitting.page_forms.get(page.id, ""))
    around = around_of(request, sitting)
    html = feedback_html(sitting.journey, page, sitting.language, around, hidden)
    response = html_response(request, html)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def is_read_only(sitting: Sitting, page: CompiledPage) -> bool:
    """Say whether a page is shown with its right answers, and no longer to be answered."""
    return is_told(sitting.journey, page, sitting.survey.stored)


def told_page(sitting: Sitting, mark: FormMark | None) -> CompiledPage | None:
    """Return the page that a form is of, where it is only to be read by now."""
    if mark is None:
        return None
    try:
        page = open_page(sitting.journey, mark.page)
    except PageNotOpen:
        return None
    return page if is_read_only(sitting, page) else None


def looked_at_again(
    request: HttpRequest, sitting: Sitting, page: CompiledPage, form: QueryDict
) -> HttpResponse | None:
    """Answer a form of such a page that doesn't lead anywhere; ``None`` for one that does."""
    if "_language" in form:
        return feedback_shown(request, sitting, page)
    if form.get("_go") == "look":
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return None


def where_ended(sitting: Sitting) -> Moved:
    """Return where a form leads that comes after the response was handed in: to the thanks, or to what was
    right where the form is older than that."""
    page = told_page(sitting, sitting.mark)
    is_older = page is not None and sitting.mark is not None and sitting.mark.seen != _written(sitting, page)
    return Moved(sitting.journey, page, "told") if is_older else Moved(sitting.journey, None)


def _written(sitting: Sitting, page: CompiledPage) -> str:
    return sitting.page_forms.get(page.id, "")
