"""Approval before publishing: who may, for what, and that nothing is published without it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from surveys.definition import Definition
from surveys.domain import (
    approve,
    ask_for_review,
    delete_survey,
    dismiss_hint,
    edit_draft,
    publish_survey,
    send_back,
)
from surveys.editing import set_title
from surveys.exceptions import ReviewRefused, StaleDraft, SurveyActionRefused
from surveys.models import DismissedHint, Review, Survey
from surveys.review_letters import send_review_letter
from surveys.reviews import approving_review, may_decide, reviews_waiting_for
from tenants.models import DueWork, Organisation
from tenants.people.models import User
from tenants.permissions import Role
from tenants.presenting import change_approval
from tests.builders import make_survey, reread
from webhooks.models import Event

Approval = Organisation.Approval
type People = Callable[..., User]


@pytest.fixture
def admin(make_person: People) -> User:
    return make_person(Role.ADMIN)


@pytest.fixture
def colleague(make_person: People) -> User:
    return make_person(Role.EDITOR)


@pytest.fixture
def survey(editor: User) -> Survey:
    change_approval(rule=Approval.COLLEAGUES, by="")
    return make_survey(by=editor)


def changed(survey: Survey, by: User) -> Survey:
    def operation(draft: Definition) -> Definition:
        name = f"Pulse {reread(survey).draft_revision}"
        return set_title(draft, language="en", text=name)

    return edit_draft(survey=survey, revision=reread(survey).draft_revision, operation=operation, by=by)


def asked(survey: Survey, by: User, words: str = "") -> Review:
    return ask_for_review(survey=survey, revision=reread(survey).draft_revision, words=words, by=by)


def publish(survey: Survey, by: User | None) -> int:
    return publish_survey(survey=survey, by=by).number


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises((ReviewRefused, SurveyActionRefused)) as caught:
        work()
    problem: Any = caught.value
    return str(problem.code)


def test_without_the_rule_nothing_is_asked(survey: Survey, editor: User) -> None:
    change_approval(rule=Approval.NOBODY, by="")

    assert not may_decide(editor, Review(survey=survey, revision=1))
    assert refusal(lambda: asked(survey, editor)) == "not_asked_for"
    assert refusal(lambda: approve(survey=survey, revision=1, by=editor)) == "not_asked_for"
    assert publish(survey, editor) == 1


@pytest.mark.parametrize("by_whom", ["editor", "admin", "nobody"])
def test_nobody_publishes_what_isnt_approved(survey: Survey, editor: User, admin: User, by_whom: str) -> None:
    person = {"editor": editor, "admin": admin, "nobody": None}[by_whom]

    assert refusal(lambda: publish(survey, person)) == "not_approved"
    assert reread(survey).current_version is None


def test_a_colleague_approves_and_it_can_be_published(survey: Survey, editor: User, colleague: User) -> None:
    asked(survey, editor)
    approve(survey=survey, revision=1, by=colleague)

    assert publish(survey, editor) == 1


def test_nobody_approves_what_they_asked_for(survey: Survey, editor: User) -> None:
    asked(survey, editor)

    assert refusal(lambda: approve(survey=survey, revision=1, by=editor)) == "not_yours"


def test_by_the_rule_of_colleagues_somebody_has_to_ask(survey: Survey, colleague: User) -> None:
    assert refusal(lambda: approve(survey=survey, revision=1, by=colleague)) == "not_yours"


def test_only_admins_decide_where_the_rule_says_so(
    survey: Survey, editor: User, colleague: User, admin: User
) -> None:
    change_approval(rule=Approval.ADMINS, by="")
    asked(survey, editor)

    assert refusal(lambda: approve(survey=survey, revision=1, by=colleague)) == "not_yours"
    approve(survey=survey, revision=1, by=admin)
    assert publish(survey, editor) == 1


def test_admins_may_approve_unasked(survey: Survey, admin: User) -> None:
    change_approval(rule=Approval.ADMINS, by="")

    approve(survey=survey, revision=1, by=admin)

    assert publish(survey, None) == 1


def test_an_approval_is_for_one_revision(survey: Survey, editor: User, colleague: User) -> None:
    asked(survey, editor)
    approve(survey=survey, revision=1, by=colleague)
    changed(survey, editor)

    assert refusal(lambda: publish(survey, editor)) == "not_approved"
    with pytest.raises(StaleDraft):
        approve(survey=survey, revision=1, by=colleague)


def test_who_approved_by_another_rule_is_asked_again(
    survey: Survey, editor: User, colleague: User, admin: User
) -> None:
    asked(survey, editor)
    approve(survey=survey, revision=1, by=colleague)
    change_approval(rule=Approval.ADMINS, by="")
    assert approving_review(survey) is None

    changed(survey, editor)
    approve(survey=survey, revision=2, by=admin)
    assert approving_review(reread(survey)) is not None
    change_approval(rule=Approval.COLLEAGUES, by="")
    assert approving_review(reread(survey)) is None


def test_what_was_sent_back_waits_for_words_and_can_be_asked_again(
    survey: Survey, editor: User, colleague: User
) -> None:
    asked(survey, editor)

    assert refusal(lambda: send_back(survey=survey, revision=1, by=colleague, words=" ")) == "words_missing"
    review = send_back(survey=survey, revision=1, by=colleague, words="Shorter, please.\x00")
    assert (review.reply, refusal(lambda: publish(survey, editor))) == ("Shorter, please.", "not_approved")
    assert refusal(lambda: approve(survey=survey, revision=1, by=colleague)) == "decided"
    assert asked(survey, editor).decision == "waiting"


def test_asking_twice_is_refused_and_asking_anew_takes_the_place(
    survey: Survey, editor: User, colleague: User
) -> None:
    asked(survey, editor)
    assert refusal(lambda: asked(survey, colleague)) == "waiting"

    changed(survey, editor)
    asked(survey, editor)
    assert [review.revision for review in Review.objects.all()] == [2]

    approve(survey=survey, revision=2, by=colleague)
    assert refusal(lambda: asked(survey, editor)) == "approved"


def test_words_have_an_end(survey: Survey, editor: User) -> None:
    assert refusal(lambda: asked(survey, editor, "x" * 2_001)) == "too_long"


def test_what_waits_is_told_to_those_who_may_decide(
    survey: Survey, editor: User, colleague: User, admin: User, make_person: People
) -> None:
    viewer = make_person(Role.VIEWER)
    review = asked(survey, editor)

    assert reviews_waiting_for(colleague) == reviews_waiting_for(admin) == [review]
    assert reviews_waiting_for(editor) == reviews_waiting_for(viewer) == []
    change_approval(rule=Approval.ADMINS, by="")
    assert (reviews_waiting_for(colleague), reviews_waiting_for(admin)) == ([], [review])
    changed(survey, editor)
    assert reviews_waiting_for(admin) == []


def test_events_say_what_happened(survey: Survey, editor: User, colleague: User) -> None:
    asked(survey, editor)
    send_back(survey=survey, revision=1, by=colleague, words="No")
    asked(survey, editor)
    approve(survey=survey, revision=1, by=colleague)

    told = Event.objects.filter(subject=f"survey:{survey.pk}").order_by("pk").values_list("type", "actor")
    assert list(told)[1:] == [
        ("survey.review_asked", editor.email),
        ("survey.sent_back", colleague.email),
        ("survey.review_asked", editor.email),
        ("survey.approved", colleague.email),
    ]


def letters() -> list[str]:
    """Send every mail that is due, and say to whom."""
    keys = list(DueWork.objects.filter(kind="surveys.send_review_letter").values_list("key", flat=True))
    mail.outbox.clear()
    for key in keys:
        send_review_letter(key=key)
    return sorted(message.to[0] for message in mail.outbox)


def test_reviewers_get_a_mail_with_the_words(
    survey: Survey, editor: User, colleague: User, admin: User
) -> None:
    asked(survey, editor, "Is question 3 clear?")

    told = letters()

    assert {colleague.email, admin.email} <= set(told)
    assert editor.email not in told
    assert "Is question 3 clear?" in mail.outbox[0].body
    assert f"/surveys/{survey.pk}/publish/" in mail.outbox[0].body
    assert mail.outbox[0].subject == "“Team pulse” waits for your approval"


@pytest.mark.parametrize(
    ("decide", "subject"),
    [(approve, "“Team pulse” is approved"), (send_back, "“Team pulse” was sent back")],
)
def test_who_asked_is_told_and_reviewers_no_longer(
    survey: Survey, editor: User, colleague: User, decide: Callable[..., Review], subject: str
) -> None:
    asked(survey, editor)
    decide(survey=survey, revision=1, by=colleague, words="Because")

    assert letters() == [editor.email]
    assert (mail.outbox[0].subject, "Because" in mail.outbox[0].body) == (subject, True)


def test_no_mail_for_what_is_outdated_or_gone(survey: Survey, editor: User, colleague: User) -> None:
    asked(survey, editor)
    changed(survey, editor)
    assert letters() == []

    Review.objects.all().delete()
    assert letters() == []


def test_a_survey_takes_its_reviews_and_hints_along(survey: Survey, editor: User) -> None:
    asked(survey, editor)
    dismiss_hint(survey=survey, key="absolute:q_aaaaaaaa:en:0011223344556677", by=editor)

    delete_survey(survey=survey, typed_title=survey.title, by=editor)

    assert not Review.objects.exists()
    assert not DismissedHint.objects.exists()
    assert letters() == []
