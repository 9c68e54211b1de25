"""What a request to the builder asks for, beside the survey."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from surveys.building.places import find_place
from surveys.building.removing import removal_words
from surveys.definition import Definition
from surveys.queries import draft_of
from surveys.texts import localised
from surveys.views.asking import survey_asked


def language_asked(request: HttpRequest, draft: Definition) -> str:
    """The language being written in."""
    return find_place(draft, request.GET).language


def position_asked(request: HttpRequest, now: int, count: int) -> int:
    """Where something at position ``now`` of ``count`` goes: ``position``, or one ``up`` or ``down``."""
    position = request.POST.get("position", "")
    if position.isdecimal() and len(position) < 6:
        return min(int(position), count)
    step = {"up": -1, "down": 1}.get(request.POST.get("direction", ""), 0)
    return max(now + step, 0)


def confirmed(request: HttpRequest, pk: UUID, target: str) -> HttpResponse | None:
    """Nothing once a deletion is confirmed; until then the page that asks."""
    if request.POST.get("confirmed") == "yes":
        return None
    survey = survey_asked(request, pk)
    definition = draft_of(survey)
    place = find_place(definition, {"at": target, "language": request.GET.get("language", "")})
    if place.at != target:
        return None
    page = next(page for page in definition.pages if page.id == place.page_id)
    texts = {element.id: element.text for element in page.elements} | {page.id: page.title}
    context = {
        "survey": survey,
        "place": place,
        "subject": localised(texts[target], place.language, place.base_language),
        "count": len(page.elements),
        "is_page": page.id == target,
        "removal": removal_words(definition, target),
    }
    return render(request, "surveys/builder/confirm.html", context)
