"""Reading what was said about a survey: threads, how many are open, who was mentioned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from surveys.building.places import owner_of
from surveys.comment_models import Comment, Mention, PreviewLink
from surveys.definition import Definition
from surveys.mentions import Mentionable
from surveys.models import Survey
from surveys.texts import localised
from tenants.people.models import User

type State = Literal["open", "resolved", "all"]

SHOWN = 200
MOST_PEOPLE = 1_000
MOST_WAITING = 20
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A comment; ``by`` is what its author is called, ``""`` for somebody who has left."""

    comment: Comment
    by: str
    is_guest: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies. ``is_gone``: what it was about was deleted since."""

    first: Said
    replies: tuple[Said, ...]
    title: str
    is_gone: bool
    resolved_by: str

    @property
    def is_resolved(self) -> bool:
        """Whether somebody has said that it is dealt with."""
        return self.first.comment.resolved_at is not None


@dataclass(frozen=True, slots=True)
class MentionWaiting:
    """A comment that names somebody who hasn't done with it yet."""

    comment: Comment
    by: str


def subjects_in(definition: Definition, language: str = "") -> dict[str, str]:
    """What can be commented on, by id: ``""`` is the survey; pages and questions in order, in words."""
    base = definition.base_language
    found = {"": _cut(localised(definition.title, language or base, base))}
    for number, page in enumerate(definition.pages, start=1):
        title = localised(page.title, language or base, base)
        found[page.id] = _cut(f"{number} · {title}") if title else _("Page %(number)d") % {"number": number}
        for element in page.elements:
            found[element.id] = _cut(localised(element.text, language or base, base) or element.name)
    return found


def subjects_about(definition: Definition, about: str) -> list[str]:
    """The ids that belong to what somebody looks at: a page's with its questions, a question's alone."""
    about = owner_of(definition, about)
    for page in definition.pages:
        if page.id == about:
            return [page.id, *(element.id for element in page.elements)]
    return [about]


def threads_of(
    survey: Survey,
    titles: Mapping[str, str],
    *,
    subjects: Iterable[str] | None = None,
    state: State = "open",
    link: PreviewLink | None = None,
) -> list[Thread]:
    """Threads, the newest first; those about ``subjects`` where they are given. Three queries at most.

    ``titles`` are those of what there is in the survey now (``subjects_in``). Those who come by a ``link``
    see what was begun through it and what came of that; addresses of people are none of their business.
    """
    first = _beginnings(survey, subjects, state).order_by("-at", "-pk")
    begun = list((first if link is None else first.filter(link=link))[:SHOWN])
    replies: dict[UUID, list[Comment]] = {}
    if begun:
        for reply in Comment.objects.filter(thread__in=[each.pk for each in begun]).order_by("at", "pk"):
            replies.setdefault(reply.thread_id, []).append(reply)  # type: ignore[arg-type]
    every = [*begun, *(reply for some in replies.values() for reply in some)]
    people = {each.author for each in every} | {each.resolved_by for each in begun}
    names = names_of(people, with_addresses=link is None)
    return [_thread(each, replies.get(each.pk, []), titles, names) for each in begun]


def open_counts(survey: Survey) -> dict[str, int]:
    """How many threads are open, by the id of what they are about. One query."""
    found = _beginnings(survey, None, "open").values_list("subject").annotate(count=Count("pk")).order_by()
    return dict(found)


def state_of_talk(survey: Survey) -> str:
    """What tells one state of a survey's comments from another; ``""`` while there are none. One query."""
    found = Comment.objects.filter(survey=survey).aggregate(
        count=Count("pk"), last=Max("at"), resolved=Count("resolved_at"), last_resolved=Max("resolved_at")
    )
    return repr(sorted(found.items())) if found["count"] else ""


def mentions_waiting_for(person: User) -> list[MentionWaiting]:
    """The comments that name a person who hasn't done with them, the newest first. Two queries at most."""
    rows = Mention.objects.filter(person=person.pk, seen_at=None).select_related("comment__survey")
    rows = rows.exclude(comment__survey__status=Survey.Status.BINNED)
    rows = rows.defer("comment__survey__draft").order_by("-comment__at")[:MOST_WAITING]
    comments = [row.comment for row in rows]
    names = names_of({comment.author for comment in comments}) if comments else {}
    return [MentionWaiting(each, _called(each, names)) for each in comments]


def people_to_mention() -> list[Mentionable]:
    """Everybody who can be named in a comment, in the order of their names. One query."""
    rows = User.objects.filter(is_active=True, joined_at__isnull=False).order_by("name", "email")
    found = rows.values_list("pk", "name", "email")[:MOST_PEOPLE]
    return [Mentionable(str(pk), name, email) for pk, name, email in found]


def names_of(people: Iterable[UUID | None], *, with_addresses: bool = True) -> dict[UUID, str]:
    """What people are called, by id; who has left isn't there. One query."""
    rows = User.objects.filter(pk__in=[pk for pk in people if pk]).values_list("pk", "name", "email")
    nameless = _("A colleague of the survey")
    return {pk: name or (email if with_addresses else nameless) for pk, name, email in rows}


def _beginnings(survey: Survey, subjects: Iterable[str] | None, state: State) -> QuerySet[Comment]:
    wanted = Q(survey=survey, thread=None)
    if subjects is not None:
        wanted &= Q(subject__in=list(subjects))
    if state != "all":
        wanted &= Q(resolved_at__isnull=state == "open")
    return Comment.objects.filter(wanted)


def _thread(
    first: Comment, replies: list[Comment], titles: Mapping[str, str], names: Mapping[UUID, str]
) -> Thread:
    is_gone = first.subject not in titles
    return Thread(
        first=_said(first, names),
        replies=tuple(_said(reply, names) for reply in replies),
        title=first.subject_words if is_gone else titles[first.subject],
        is_gone=is_gone,
        resolved_by=names.get(first.resolved_by, "") if first.resolved_by else "",
    )


def _said(comment: Comment, names: Mapping[UUID, str]) -> Said:
    return Said(comment, _called(comment, names), is_guest=bool(comment.guest))


def _called(comment: Comment, names: Mapping[UUID, str]) -> str:
    return comment.guest or (names.get(comment.author, "") if comment.author else "")


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"
