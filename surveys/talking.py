"""What is shown of the comments on a survey, on a page or a question of it, with the form to add one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from surveys.building.places import owner_of
from surveys.comment_models import Comment, PreviewLink
from surveys.comments import State, Thread, open_counts, subjects_about, subjects_in, threads_of
from surveys.models import Survey
from surveys.queries import draft_of

STATES: tuple[State, ...] = ("open", "resolved", "all")


@dataclass(frozen=True, slots=True)
class Talk:
    """Threads about what somebody looks at; ``on`` is its id, ``""`` for everything.

    ``subjects`` are what can be commented on from here, ``(id, title)``. ``words``, ``name`` and ``subject``
    are what was typed in a form that was refused for the reason ``error``, in the thread ``thread`` or a new
    one.
    """

    survey: Survey
    on: str
    state: State
    subjects: tuple[tuple[str, str], ...]
    threads: tuple[Thread, ...]
    error: str = ""
    words: str = ""
    name: str = ""
    subject: str = ""
    thread: str = ""

    @property
    def marks(self) -> list[tuple[str, int]]:
        """How many threads are open about each subject, for marks elsewhere on the screen. One query."""
        counts = open_counts(self.survey) if self.on else {}
        return [(subject, counts.get(subject, 0)) for subject, _title in self.subjects if self.on]

    @property
    def states(self) -> tuple[tuple[State, str], ...]:
        """Which comments can be looked at, in words."""
        return (("open", _("Open")), ("resolved", _("Resolved")), ("all", _("All")))

    def refused(self, error: str, form: Mapping[str, Any], *, name: str = "") -> "Talk":
        """The same after a comment couldn't be stored, with what was typed."""
        words, subject, thread = (str(form.get(field, "")) for field in ("words", "subject", "thread"))
        return replace(self, error=error, name=name, words=words, subject=subject, thread=thread)


def talk_about(
    survey: Survey,
    *,
    on: str = "",
    state: str = "open",
    language: str = "",
    name: str = "",
    link: PreviewLink | None = None,
) -> Talk:
    """The talk about a page with its questions, about one question, or about everything.

    What is gone has its threads still. ``language`` is that of the titles, ``link`` a reviewer's.
    """
    definition = draft_of(survey)
    titles = subjects_in(definition, language)
    about = subjects_about(definition, on) if on else None
    subjects = list(titles) if about is None else [each for each in about if each in titles]
    shown: State = next((each for each in STATES if each == state), "open")
    return Talk(
        survey=survey,
        on=owner_of(definition, on) if on else "",
        state=shown,
        subjects=tuple((each, titles[each]) for each in subjects),
        threads=tuple(threads_of(survey, titles, subjects=about, state=shown, link=link)),
        name=name,
    )


def comment_in(survey: Survey, identity: str, link: PreviewLink | None = None) -> Comment | None:
    """A comment on this survey, in a thread begun through ``link`` if one is given; ``None`` without."""
    try:
        pk = UUID(identity)
    except ValueError:
        return None
    found = Comment.objects.filter(survey=survey, pk=pk).select_related("thread").first()
    if found is None or link is None or (found.thread or found).link_id == link.pk:
        return found
    return None
