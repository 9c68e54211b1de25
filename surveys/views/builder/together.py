"""Working together: what others changed, piece by piece, and who is here; asked for every few seconds."""

from uuid import UUID
from zlib import crc32

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from surveys.building.places import Place, find_place
from surveys.building.screens import Screen
from surveys.comments import state_of_talk
from surveys.definition import Definition
from surveys.models import Survey
from surveys.presence import Present, present_with
from surveys.queries import draft_of
from surveys.views.asking import person_of, survey_asked
from surveys.views.builder.answering import BESIDE, before_shown, rendered
from surveys.views.builder.undoing import Undoing
from tenants.permissions import needs

_LONGEST_ID = 20


@needs("survey.edit")
@require_safe
def changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is different from revision ``since``, as pieces of the builder; 204 for nothing.

    ``at`` and ``language`` are the place on the screen, ``window`` names the window, ``here`` is the mark of
    the people and comments that it shows.
    """
    survey = survey_asked(request, pk)
    at, window = (request.GET.get(name, "")[:_LONGEST_ID] for name in ("at", "window"))
    people = present_with(survey=survey.pk, person=person_of(request), window=window, at=at)
    since, mark = request.GET.get("since", ""), _mark(people, state_of_talk(survey))
    if since == str(survey.draft_revision) and request.GET.get("here", "") == mark:
        return HttpResponse(status=204)
    before = draft_of(survey) if since == str(survey.draft_revision) else _before(survey, since)
    if before is None:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return _pieces(request, survey, before, people, mark)


def _before(survey: Survey, since: str) -> Definition | None:
    return before_shown(survey, int(since)) if since.isdecimal() and len(since) < 10 else None


def _mark(people: list[Present], talk: str = "") -> str:
    """What tells one set of people, places and comments from another."""
    return str(crc32(repr(([(each.person, each.at) for each in people], talk)).encode()))


def _pieces(
    request: HttpRequest, survey: Survey, before: Definition, people: list[Present], mark: str
) -> HttpResponse:
    definition = draft_of(survey)
    place = find_place(definition, request.GET)
    screen = Screen(survey, definition, place, before=before)
    pieces = ["_people.html", "_talk_marks.html"]
    if before is not definition:
        pieces += [*_of_canvas(screen, before, place), *BESIDE, "_title.html"]
    return rendered(
        request,
        screen,
        pieces,
        undoing=Undoing.of(request, survey),
        people=[(each, _where(definition, each.at)) for each in people],
        mark=mark,
        changed=_changed_cards(screen, before),
    )


def _of_canvas(screen: Screen, before: Definition, place: Place) -> list[str]:
    """The cards that changed, or the whole canvas where more did than the words of questions."""
    was = next((page for page in before.pages if page.id == place.page_id), None)
    if was is None or _beside_elements(screen, was) or find_place(before, {"at": place.at}).at != place.at:
        return ["_canvas.html"]
    current = screen.element is not None and screen.element not in was.elements
    return ["_changed_cards.html", *(["_card.html", "_panel.html"] if current else [])]


def _beside_elements(screen: Screen, was: object) -> bool:
    """Whether the page itself changed, or which questions stand on it in which order."""
    page = screen.page
    ids = [element.id for element in page.elements]
    old = page.model_copy(update={"elements": ()}), ids
    elements = getattr(was, "elements", ())
    return old != (was.model_copy(update={"elements": ()}), [each.id for each in elements])  # type: ignore[attr-defined]


def _changed_cards(screen: Screen, before: Definition) -> list[SafeString]:
    """The cards of the page that changed, but for the question being edited."""
    old = {element.id: element for element in before.elements}
    return [
        screen.drawn_card(element).swapped
        for element in screen.page.elements
        if element.id != screen.place.element_id and element != old.get(element.id)
    ]


def _where(definition: Definition, at: str) -> str:
    """The number of the page that somebody is on, and of the question on it: ``2.3``."""
    for number, page in enumerate(definition.pages, start=1):
        if page.id == at:
            return str(number)
        for place, element in enumerate(page.elements, start=1):
            if element.id == at:
                return f"{number}.{place}"
    return ""
