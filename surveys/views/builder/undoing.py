"""What the builder's head offers to undo and to do again."""

from dataclasses import dataclass

from django.http import HttpRequest

from surveys.history import revision_words, to_redo, to_undo
from surveys.models import Revision, Survey
from surveys.views.asking import person_of

_PASSED = "undo_passed"
_MOST_PASSED = 100


@dataclass(frozen=True, slots=True)
class Undoing:
    """A person's last change and their last undoing, where there are any."""

    change: Revision | None
    undone: Revision | None

    @classmethod
    def of(cls, request: HttpRequest, survey: Survey) -> "Undoing":
        """What who asks can undo and do again now."""
        person = person_of(request)
        change = to_undo(survey, person, passed_over(request, survey))
        is_newest = change is not None and change.number == survey.draft_revision
        return cls(change, None if is_newest else to_redo(survey, person))

    @property
    def change_words(self) -> str:
        """What would be undone."""
        return revision_words(self.change) if self.change else ""

    @property
    def undone_words(self) -> str:
        """What would be done again."""
        if self.undone is None:
            return ""
        details = {name: value for name, value in self.undone.details.items() if name != "of"}
        done = Revision(code=self.undone.details["of"], subject=self.undone.subject, details=details)
        return revision_words(done)

    def others_between(self, shown: int, before: int, after: int) -> bool:
        """Whether somebody else changed the draft since what a browser shows.

        ``before`` is the revision when its request came, ``after`` the one after its own edit.
        """
        own = self.change.number if self.change else 0
        return shown != before or after - before > 1 or (after - before == 1 and own != after)


def passed_over(request: HttpRequest, survey: Survey) -> list[int]:
    """The changes of a survey that somebody left as they are, to undo what came before them."""
    found: list[int] = request.session.get(_PASSED, {}).get(str(survey.pk), [])
    return found


def pass_over(request: HttpRequest, survey: Survey, number: int) -> None:
    """Leave a change as it is, as long as this person is signed in."""
    kept = [*passed_over(request, survey), number][-_MOST_PASSED:]
    request.session[_PASSED] = request.session.get(_PASSED, {}) | {str(survey.pk): kept}
