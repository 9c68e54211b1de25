"""Tables of choices, searched while a respondent types."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse, QueryDict
from django.views.decorators.http import require_safe

from surveys.languages import is_known_language
from surveys.question_types.tables import table_of

HEADERS = {
    "Cache-Control": "public, max-age=86400, immutable",
    "Cross-Origin-Resource-Policy": "same-site",
    "X-Robots-Tag": "noindex",
}
MOST_TYPED = 200
MOST_NARROWED = 5
_WITH = "with."


@require_safe
def table_search(request: HttpRequest, identity: str) -> HttpResponse:
    """The rows of a table that fit ``q``, at most 50, as ``{"found": [{"value", "label"}], "more"}``.

    ``language`` and ``base`` are those of the labels, ``with.<column>`` narrows. A table is named by its
    content, so that what a browser has of an answer is never out of date.
    """
    table = table_of(identity)
    if table is None:
        raise Http404
    if request.headers.get("If-None-Match") == f'"{identity}"':
        return HttpResponseNotModified(headers=HEADERS)
    asked = request.GET
    language, base = (_language(asked.get(name, "")) for name in ("language", "base"))
    found = table.search(
        asked.get("q", "")[:MOST_TYPED], language=language, base_language=base, only=_only(asked)
    )
    rows = [{"value": code, "label": table.label(code, language, base)} for code in found.codes]
    return JsonResponse({"found": rows, "more": found.has_more}, headers=HEADERS | {"ETag": f'"{identity}"'})


def _language(tag: str) -> str:
    return tag if is_known_language(tag) else ""


def _only(asked: QueryDict) -> dict[str, list[str]]:
    columns = [name for name in asked if name.startswith(_WITH)][:MOST_NARROWED]
    return {name.removeprefix(_WITH): asked.getlist(name) for name in columns}
