"""A survey's personal links with what became of them."""

from typing import Literal, get_args

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from responses.models import PersonalLink, Response
from responses.personal.codes import PARAMETER, code_of
from surveys.models import Survey
from tenants.queries import organisation_url
from tenants.scope import organisation

type State = Literal["unused", "started", "answered", "revoked"]
STATES: tuple[State, ...] = get_args(State.__value__)
OF_STATES: dict[State, Q] = {
    "unused": Q(revoked_at=None, answering=None),
    "started": Q(revoked_at=None, answering=Response.Status.STARTED),
    "answered": Q(revoked_at=None, answering__in=Response.ENDED),
    "revoked": Q(revoked_at__isnull=False),
}


def links_of(survey: Survey) -> QuerySet[PersonalLink]:
    """Return the links of a survey, each with its response's status as ``answering``, ``None`` for none."""
    status = Response.objects.filter(pk=OuterRef("response")).values("status")
    return PersonalLink.objects.filter(survey=survey).annotate(answering=Subquery(status)).order_by("number")


def links_found(survey: Survey, *, state: str = "", search: str = "") -> QuerySet[PersonalLink]:
    """Return those in a state (``""``: any) whose label holds the words or whose number they are."""
    found = links_of(survey)
    if state in STATES:
        found = found.filter(OF_STATES[state])
    if search := search.replace("\x00", "").strip():
        is_number = search.isascii() and search.isdigit() and len(search) < 10
        named = Q(label__icontains=search) | (Q(number=int(search)) if is_number else Q())
        found = found.filter(named)
    return found


def counts_of_states(survey: Survey) -> dict[State, int]:
    """Return how many links are in each state. One query, which looks at every response once."""
    is_revoked = ExpressionWrapper(Q(revoked_at__isnull=False), BooleanField())
    rows = links_of(survey).order_by().values_list(is_revoked, "answering").annotate(count=Count("pk"))
    counts: dict[State, int] = dict.fromkeys(STATES, 0)
    for revoked, answering, count in rows:
        counts[_state(answering, is_revoked=revoked)] += count
    return counts


def state_of(link: PersonalLink) -> State:
    """Return the state of a link that ``links_of`` gave."""
    return _state(getattr(link, "answering", None), is_revoked=link.revoked_at is not None)


def _state(answering: str | None, *, is_revoked: bool) -> State:
    if is_revoked:
        return "revoked"
    if answering is None:
        return "unused"
    return "started" if answering == Response.Status.STARTED else "answered"


def address_of(link: PersonalLink, survey: Survey) -> str:
    """Return what to send to a person: the link itself."""
    return base_address(survey) + code_of(link)


def base_address(survey: Survey) -> str:
    """Return what all links of a survey begin with; their codes follow."""
    path = reverse("responses:page", args=[survey.slug])
    return organisation_url(organisation(), f"{path}?{PARAMETER}=")
