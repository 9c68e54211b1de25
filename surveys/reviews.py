"""Reading reviews of drafts: what the organisation asks for, who may decide, what waits for whom."""

from collections.abc import Iterable

from django.db.models import F, QuerySet

from surveys.models import Review, Survey
from tenants.models import Organisation
from tenants.people.models import User
from tenants.permissions import ADMINS, PERMISSIONS
from tenants.scope import schema

MOST_WAITING = 20
Approval = Organisation.Approval


def approval_rule() -> str:
    """Who approves surveys before they are published, as it is set now. One query."""
    rule: str = Organisation.objects.values_list("approval", flat=True).get(schema_name=schema())
    return rule


def approval_asked() -> bool:
    """Whether surveys need an approval before they are published."""
    return approval_rule() != Approval.NOBODY


def newest_review(survey: Survey) -> Review | None:
    """What was asked or said last about a survey's draft, whatever its revision."""
    return Review.objects.filter(survey=survey).order_by("-asked_at", "-pk").first()


def approving_review(survey: Survey) -> Review | None:
    """The approval of the draft as it is now; ``None`` without one that the organisation's rule takes."""
    found = Review.objects.filter(
        survey=survey, revision=survey.draft_revision, decision=Review.Decision.APPROVED
    ).order_by("-decided_at")
    return next((review for review in found if _counts(review)), None)


def may_decide(person: User, review: Review) -> bool:
    """Whether a person may approve what is asked for in a review, or send it back."""
    rule = approval_rule()
    if not person.can("survey.publish") or rule == Approval.NOBODY:
        return False
    if rule == Approval.ADMINS:
        return person.role in ADMINS
    return review.asked_by is not None and person.pk != review.asked_by


def reviewers_of(review: Review) -> QuerySet[User]:
    """Who may decide, without the one who asked."""
    roles: Iterable[str] = ADMINS if approval_rule() == Approval.ADMINS else PERMISSIONS["survey.publish"]
    people = User.objects.filter(is_active=True, joined_at__isnull=False, role__in=roles)
    return people.exclude(pk=review.asked_by) if review.asked_by else people


def reviews_waiting_for(person: User) -> list[Review]:
    """What waits to be decided by a person, the oldest first. Two queries, one where nothing is asked for."""
    if not person.can("survey.publish") or not approval_asked():
        return []
    waiting = Review.objects.filter(
        decision=Review.Decision.WAITING, revision=F("survey__draft_revision")
    ).select_related("survey")
    waiting = waiting.defer("survey__draft").order_by("asked_at")
    if approval_rule() == Approval.ADMINS:
        return list(waiting[:MOST_WAITING]) if person.role in ADMINS else []
    return list(waiting.exclude(asked_by=person.pk)[:MOST_WAITING])


def people_named(review: Review) -> dict[str, User]:
    """Who ``asked`` and who ``decided``, as far as they are still here. One query."""
    ids = {"asked": review.asked_by, "decided": review.decided_by}
    people = {person.pk: person for person in User.objects.filter(pk__in=[pk for pk in ids.values() if pk])}
    return {part: people[pk] for part, pk in ids.items() if pk in people}


def _counts(review: Review) -> bool:
    """Whether whoever approved could do so by the rule as it is now."""
    rule = approval_rule()
    if rule == Approval.ADMINS:
        return "decided" in (found := people_named(review)) and found["decided"].role in ADMINS
    return None not in (review.asked_by, review.decided_by) and review.decided_by != review.asked_by
