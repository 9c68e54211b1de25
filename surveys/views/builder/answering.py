"""How the builder answers: an edit as a redirect or as the pieces of the screen that changed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from surveys.building import canvas_changes
from surveys.building.canvas_changes import OnCanvas, is_reordered, left_for, looking_different
from surveys.building.cards import HEADER, Card, cards_sent
from surveys.building.places import Place, find_place, newest_of
from surveys.building.saving import FieldsRefused
from surveys.building.screens import Screen
from surveys.changes import EditsClash
from surveys.definition import Definition
from surveys.domain import edit_draft
from surveys.exceptions import EditRefused, RevisionUnknown, StaleDraft
from surveys.history import draft_at
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.views.asking import person_of, survey_asked, wants_piece
from surveys.views.builder.clashing import ask, decisions_of, number_sent
from surveys.views.builder.undoing import Undoing

type Operation = Callable[[Definition], Definition]
type Refused = Callable[[FieldsRefused | EditRefused], HttpResponse]
type Shows = Literal[
    "canvas",
    "order",
    "card",
    "choice",
    "from_card",
    "from_panel",
    "from_page",
    "from_choice",
    "from_elsewhere",
]
"""What follows an edit on the screen: the page, the ``order`` of its questions (or the page, where more has
changed), the question's card, or what the form itself doesn't show.

``from_elsewhere`` comes from a form that has left the screen with words that hadn't been sent yet.
"""

_NOT_WORDS = frozenset(
    {"revision", "shown", "csrfmiddlewaretoken", "form", "required", "sensitive", "direction", "position"}
)
BESIDE = ("_outline_changes.html", "_state.html", "_undo.html")
"""The pieces beside the canvas that follow every change."""
UNKNOWN = frozenset(
    {
        "question_unknown",
        "page_unknown",
        "choice_unknown",
        "list_unknown",
        "part_unknown",
        "rule_unknown",
        "ending_unknown",
    }
)


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit to make.

    ``about`` is the id of what the form is about, where that is sure to be on the screen; ``then`` that of
    something new to edit next; ``heir`` that of what takes the place of what was edited, if it does;
    ``added_to`` the list that grew, ``choice`` the one whose details are shown.
    ``leads_to`` is the address to go to afterwards, for forms of pages beside the builder's; ``refused``
    shows the form again that was refused, where that isn't one of the builder's.
    """

    operation: Operation
    shows: Shows = "canvas"
    about: str = ""
    then: str = ""
    heir: str = ""
    added_to: str = ""
    choice: str = ""
    leads_to: str = ""
    refused: Refused | None = None


def place_asked(request: HttpRequest, survey: Survey) -> Place:
    """The place in the request's address."""
    return find_place(draft_of(survey), request.GET)


def show(request: HttpRequest, screen: Screen, *, status: int = 200) -> HttpResponse:
    """The whole builder."""
    context = _context(screen) | {"undoing": Undoing.of(request, screen.survey)}
    response = render(request, "surveys/builder/page.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def render_canvas(request: HttpRequest, screen: Screen) -> HttpResponse:
    """The canvas alone, for HTMX to swap in."""
    screen = replace(screen, known=cards_sent(request.headers.get(HEADER, "")))
    left = left_for(screen, _on_canvas(request))
    if left is None:
        response = render(request, "surveys/builder/_canvas.html", _context(screen))
    else:
        response = _another_question(request, screen, left)
    patch_vary_headers(response, ["HX-Request", HEADER, canvas_changes.HEADER])
    return response


def _another_question(request: HttpRequest, screen: Screen, left: Card) -> HttpResponse:
    """The pieces of the canvas that are different when another question of the page is edited."""
    context = _context(screen) | {"left": left, "changed": looking_different(screen)}
    response = render(request, "surveys/builder/_another_question.html", context)
    response.headers["HX-Reswap"] = "none"
    return response


def _on_canvas(request: HttpRequest) -> OnCanvas:
    return OnCanvas.read(request.headers.get(canvas_changes.HEADER, ""))


def make(request: HttpRequest, pk: UUID, edit: Edit) -> HttpResponse:
    """Make an edit of the draft, and answer with where it leads."""
    survey = survey_asked(request, pk)
    before, place = draft_of(survey), place_asked(request, survey)
    place = place.moved_to(before, edit.about) if edit.about else place
    place = place.with_choice(before, edit.choice) if edit.choice else place
    try:
        changed = _edited(request, survey, edit)
    except EditsClash as clash:
        return _stale(request, survey, place) if request.FILES else ask(request, survey, place, clash)
    except StaleDraft:
        return _stale(request, survey, place)
    except (FieldsRefused, EditRefused) as refusal:
        return _not_made(request, Screen(survey, before, place), refusal, edit)
    if edit.leads_to:
        return redirect(edit.leads_to)
    return _made(request, survey, changed, place, edit)


def _made(request: HttpRequest, survey: Survey, changed: Survey, place: Place, edit: Edit) -> HttpResponse:
    """What the edit changed; where others changed something too, all that may have."""
    shown = number_sent(request, "shown") or number_sent(request, "revision")
    undoing = Undoing.of(request, changed)
    others = undoing.others_between(shown, survey.draft_revision, changed.draft_revision)
    edit = replace(edit, shows="canvas") if others else edit
    before = None if shown == survey.draft_revision else before_shown(changed, shown)
    screen = _screen_after(changed, place, edit, before or draft_of(survey))
    screen = replace(screen, known=cards_sent(request.headers.get(HEADER, "")))
    if edit.shows == "order" and not is_reordered(screen, _on_canvas(request)):
        edit = replace(edit, shows="canvas")
    return _done(request, screen, edit, {"undoing": undoing, "others": others})


def _not_made(
    request: HttpRequest, screen: Screen, refusal: FieldsRefused | EditRefused, edit: Edit
) -> HttpResponse:
    if isinstance(refusal, EditRefused) and refusal.code in UNKNOWN:
        raise Http404(refusal.message) from refusal
    if edit.refused:
        return edit.refused(refusal)
    if isinstance(refusal, EditRefused):
        return _refused(request, replace(screen, note=refusal.message), edit)
    note = _lost(refusal) if edit.shows == "from_elsewhere" else ""
    return _refused(request, replace(screen, errors=refusal.errors, typed=request.POST, note=note), edit)


def _edited(request: HttpRequest, survey: Survey, edit: Edit) -> Survey:
    return edit_draft(
        survey=survey,
        revision=number_sent(request, "revision"),
        operation=edit.operation,
        by=person_of(request),
        decisions=decisions_of(request),
        about=_about(request),
    )


def _about(request: HttpRequest) -> str:
    """The id of what the address is about."""
    found = request.resolver_match.kwargs if request.resolver_match else {}
    return next((str(found[name]) for name in ("choice", "question", "page", "part") if name in found), "")


def _screen_after(survey: Survey, place: Place, edit: Edit, before: Definition) -> Screen:
    after = draft_of(survey)
    then = edit.then or (edit.heir if any(part.id == edit.heir for part in after.elements) else "")
    place = place.moved_to(after, then or place.at)
    return Screen(
        survey,
        after,
        place.with_choice(after, edit.choice) if edit.choice else place,
        takes_focus=bool(then),
        added=newest_of(before, after, edit.about, edit.added_to),
        before=before,
    )


def _done(request: HttpRequest, screen: Screen, edit: Edit, more: dict[str, Any]) -> HttpResponse:
    if not wants_piece(request):
        return redirect(f"{reverse('surveys:build', args=[screen.survey.pk])}?{screen.place.query}#current")
    pieces = [*_main(screen, edit), *BESIDE, *(["_title.html"] if more["others"] else [])]
    if edit.shows == "order":
        more |= {"changed": looking_different(screen)}
    response = rendered(request, screen, pieces, **more)
    if edit.shows == "canvas":
        response.headers["HX-Push-Url"] = f"{_builder(screen)}?{screen.place.query}"
    return response


def _main(screen: Screen, edit: Edit) -> list[str]:
    """The pieces beside the outline that follow an edit; none of them is where somebody is typing."""
    if edit.shows == "from_card":
        return ["_name_field.html"] if screen.has_new_name else []
    pieces = {
        "canvas": ["_canvas.html"],
        "order": ["_reordered.html"],
        "card": ["_card.html", "_choice_more.html"],
        "choice": ["_card.html", "_choice_more.html"],
        "from_choice": ["_card.html"] if screen.has_other_lists else ["_choice_marks.html"],
        "from_panel": ["_meta.html", "_preview.html"],
    }
    return pieces.get(edit.shows, [])


def rendered(
    request: HttpRequest, screen: Screen, pieces: list[str], *, status: int = 200, **more: Any
) -> HttpResponse:
    """Pieces that find their places by their ids; ``more`` is for them to show."""
    known = cards_sent(request.headers.get(HEADER, ""))
    context = _context(replace(screen, known=known)) | {"oob": True} | more
    html = "\n".join(
        render_to_string(f"surveys/builder/{piece}", context, request=request) for piece in pieces
    )
    return HttpResponse(html, status=status, headers={"HX-Reswap": "none", "Vary": "HX-Request"})


def before_shown(survey: Survey, shown: int) -> Definition | None:
    """The draft as a browser shows it; ``None`` where that isn't known."""
    try:
        return draft_at(survey, shown)
    except RevisionUnknown:
        return None


def _refused(request: HttpRequest, screen: Screen, edit: Edit) -> HttpResponse:
    """422, with the words next to the fields they are about, and everything that was typed."""
    if not wants_piece(request):
        return show(request, screen, status=422)
    pieces = [] if screen.note else [_form_piece(screen, edit)]
    return rendered(request, screen, [*pieces, "_state.html"], status=422)


def _lost(refusal: FieldsRefused) -> str:
    """What to say of words whose form is no longer there to show what is wrong with them."""
    reasons = " ".join(refusal.errors.values())
    return _("What you typed last in another question can't be saved: %(reasons)s") % {"reasons": reasons}


def _form_piece(screen: Screen, edit: Edit) -> str:
    """The form that was refused, with its errors."""
    if edit.shows == "from_panel" and screen.element:
        return "_panel.html"
    if edit.shows == "from_choice":
        return "_choice_more.html"
    return "_card.html" if screen.element else "_page_head.html"


def _stale(request: HttpRequest, survey: Survey, place: Place) -> HttpResponse:
    """409: what was typed stays on the screen, what is stored is a click away."""
    survey.refresh_from_db()
    definition = draft_of(survey)
    screen = Screen(survey, definition, place.moved_to(definition, place.at))
    context = _context(screen) | {"typed": _texts(request.POST)}
    if not wants_piece(request):
        return render(request, "surveys/builder/stale.html", context, status=409)
    response = render(request, "surveys/builder/stale.html#notice", context, status=409)
    response.headers["HX-Reswap"] = "none"
    return response


def _context(screen: Screen) -> dict[str, Any]:
    return {"screen": screen, "place": screen.place, "survey": screen.survey}


def _texts(form: QueryDict) -> list[str]:
    """What somebody typed that would be a pity to lose."""
    kept = (str(words) for key, words in form.items() if key not in _NOT_WORDS)
    return [words for words in kept if words.strip()]


def _builder(screen: Screen) -> str:
    return reverse("surveys:build", args=[screen.survey.pk])
