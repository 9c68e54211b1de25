"""What the builder's head offers to undo and to do again."""

from dataclasses import dataclass

from surveys.history import revision_words, to_redo, to_undo
from surveys.models import Revision, Survey
from tenants.people.models import User


@dataclass(frozen=True, slots=True)
class Undoing:
    """A person's last change and their last undoing, where there are any."""

    change: Revision | None
    undone: Revision | None

    @classmethod
    def of(cls, survey: Survey, person: User) -> "Undoing":
        """What a person can undo and do again now."""
        change = to_undo(survey, person)
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
