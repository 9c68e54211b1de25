"""Reading the revisions of a draft: what was done, by whom, and the draft as it was."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Max, QuerySet

from surveys.changes import Deed, Patch, deed_words, patch_from_json
from surveys.changes.bench import rewound
from surveys.definition import Definition
from surveys.exceptions import RevisionUnknown
from surveys.models import Revision, Survey
from surveys.queries import draft_of
from tenants.people.models import User

UNDONE = "undone"
REDONE = "redone"


def revisions_of(survey: Survey) -> QuerySet[Revision]:
    """All revisions of a survey, the newest first, without their patches."""
    return survey.revisions.defer("patch").order_by("-number")


def revision_words(revision: Revision) -> str:
    """What was done, in the active language."""
    return deed_words(deed_told(revision))


def deed_told(revision: Revision) -> Deed:
    """What was done, as it was written down."""
    return Deed(revision.code, revision.subject, revision.details)


def patches_since(survey: Survey, number: int) -> list[Patch]:
    """The patches after a revision, the newest first. Raises ``RevisionUnknown`` where one is missing."""
    rows = survey.revisions.filter(number__gt=number, number__lte=survey.draft_revision)
    found = [patch_from_json(data) for data in rows.order_by("-number").values_list("patch", flat=True)]
    if number < 1 or len(found) != survey.draft_revision - number:
        raise RevisionUnknown(number)
    return found


def draft_at(survey: Survey, number: int) -> Definition:
    """The draft as it was at a revision. Raises ``RevisionUnknown``."""
    if number == survey.draft_revision:
        return draft_of(survey)
    return rewound(draft_of(survey), patches_since(survey, number))


def oldest_known(survey: Survey) -> int:
    """The oldest revision whose draft can be shown: before it nothing was written down."""
    last = survey.draft_revision
    count = survey.revisions.filter(number__lte=last).count()
    if count == last - 1 or not count:
        return last - count
    numbers = survey.revisions.order_by("-number").values_list("number", flat=True)
    kept = 0
    for number in numbers:
        if number != last - kept:
            break
        kept += 1
    return last - kept


def to_undo(survey: Survey, person: User, passing: Collection[int] = ()) -> Revision | None:
    """The last change of a person that holds; those of the numbers ``passing`` are passed over."""
    mine = revisions_of(survey).filter(author=person.pk)
    return mine.filter(takes_back=None, taken_back_by=None).exclude(number__in=passing).first()


def to_redo(survey: Survey, person: User) -> Revision | None:
    """The last undoing of a person that holds, unless they have changed something since."""
    mine = revisions_of(survey).filter(author=person.pk)
    undone = mine.filter(code=UNDONE, taken_back_by=None).first()
    if undone is None:
        return None
    newest = mine.filter(takes_back=None).aggregate(newest=Max("number"))["newest"] or 0
    return undone if newest < undone.number else None


def names_of(authors: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """What people are called, by their ids; who has left isn't there."""
    known = {author for author in authors if author}
    people = User.objects.filter(pk__in=known) if known else ()
    return {person.pk: str(person) for person in people}
