"""Where the approval of a draft stands."""

from dataclasses import dataclass

from surveys.models import Review, Survey
from surveys.reviews import approval_rule, approving_review, may_decide, newest_review, people_named
from tenants.models import Organisation
from tenants.people.models import User


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """Where the approval of a draft stands, for one person.

    ``state``: ``not_needed``, ``none`` (nobody asked yet), ``waiting``, ``approved``, ``sent_back``, or
    ``outdated`` (the draft has changed since it was approved or sent back).
    """

    state: str
    rule: str = ""
    review: Review | None = None
    asker: User | None = None
    decider: User | None = None
    may_decide: bool = False

    @property
    def may_publish(self) -> bool:
        """Whether approval stands in nobody's way."""
        return self.state in {"not_needed", "approved"}

    @classmethod
    def of(cls, survey: Survey, person: User) -> "ReviewShown":
        """Read where it stands. One query where the organisation asks for no approval."""
        rule = approval_rule()
        if rule == Organisation.Approval.NOBODY:
            return cls("not_needed", rule)
        approval = approving_review(survey)
        newest = approval or newest_review(survey)
        if newest is None or (newest.decision == Review.Decision.APPROVED and approval is None):
            state = "none" if newest is None or newest.revision == survey.draft_revision else "outdated"
            return cls(state, rule, may_decide=_may_alone(survey, person))
        named = people_named(newest)
        is_current = newest.revision == survey.draft_revision
        state = str(newest.decision) if is_current else "outdated"
        may = may_decide(person, newest) if state == "waiting" else _may_alone(survey, person)
        return cls(state, rule, newest, named.get("asked"), named.get("decided"), may)


def _may_alone(survey: Survey, person: User) -> bool:
    """Whether a person may approve without being asked."""
    return may_decide(person, Review(survey=survey, revision=survey.draft_revision))
