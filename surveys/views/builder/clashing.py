"""When two people changed the same: both are shown, and what becomes of it is asked; nothing is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from surveys.building.clashes import CHOICE, WORDS, clashes_shown, decisions_sent
from surveys.building.places import Place
from surveys.changes import EditsClash
from surveys.domain import Decisions
from surveys.history import names_of, revisions_of
from surveys.models import Survey
from surveys.views.asking import wants_piece

_OWN = frozenset({"csrfmiddlewaretoken", "revision", "shown", "seen"})


def number_sent(request: HttpRequest, name: str) -> int:
    """A revision that a form carries; 0 for none."""
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def decisions_of(request: HttpRequest) -> Decisions:
    """What a form says about clashes that it was shown."""
    return Decisions(decisions_sent(request.POST), number_sent(request, "seen"))


def ask(
    request: HttpRequest, survey: Survey, place: Place, clash: EditsClash, *, leaving: str = ""
) -> HttpResponse:
    """409: both wordings side by side, in a form that does the same edit again with what is decided.

    ``leaving`` is where it leads to leave all as it is; without, to the builder.
    """
    context = {
        "survey": survey,
        "place": place,
        "clashes": clashes_shown(clash.merge, place, request.POST.dict()),
        "seen": clash.seen,
        "current": clash.current,
        "others": _others(survey, clash.seen),
        "kept": _kept(request),
        "again": request.get_full_path(),
        "leaving": leaving or f"{reverse('surveys:build', args=[survey.pk])}?{place.query}",
    }
    if not wants_piece(request):
        return render(request, "surveys/builder/clash.html", context, status=409)
    response = render(request, "surveys/builder/clash.html#notice", context, status=409)
    response.headers["HX-Reswap"] = "none"
    return response


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the edit, to be sent again."""
    names = (name for name in request.POST if name not in _OWN and not name.startswith((CHOICE, WORDS)))
    return [(name, str(value)) for name in names for value in request.POST.getlist(name)]


def _others(survey: Survey, since: int) -> str:
    """Who changed the survey since a revision."""
    authors = revisions_of(survey).filter(number__gt=since).order_by().values_list("author", flat=True)
    return ", ".join(sorted(names_of(authors.distinct()[:20]).values()))
