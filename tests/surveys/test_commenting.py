"""Comments: said, answered, resolved; they follow what they are about; who is mentioned is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from surveys import editing
from surveys.comment_letters import send_mention_letter
from surveys.comments import (
    Thread,
    mentions_waiting_for,
    open_counts,
    subjects_about,
    subjects_in,
    threads_of,
)
from surveys.definition import Definition
from surveys.domain import commenting, delete_survey, edit_draft
from surveys.domain.commenting import (
    comment_as_guest,
    comment_on,
    delete_comment,
    done_with_mention,
    reopen_thread,
    resolve_thread,
)
from surveys.domain.preview_links import share_preview
from surveys.exceptions import CommentRefused, SurveyArchived
from surveys.models import Comment, Mention, Survey
from surveys.preview_codes import link_with, token_of
from surveys.queries import draft_of
from tenants.models import DueWork
from tenants.people.models import User
from tenants.permissions import Role
from tests.builders import make_definition, make_question, make_survey, reread
from webhooks.models import Event

type People = Callable[..., User]


@pytest.fixture
def colleague(make_person: People) -> User:
    return make_person(Role.VIEWER, email="ada@acme.example")


@pytest.fixture
def survey(editor: User) -> Survey:
    first, second = make_question(text="First?"), make_question("number", "second", text="Second?")
    return make_survey(make_definition([first, second], [make_question("email", "mail")]), by=editor)


def question(survey: Survey, place: int = 0) -> str:
    return draft_of(reread(survey)).elements[place].id


def changed(survey: Survey, operation: Callable[[Definition], Definition], by: User) -> None:
    edit_draft(survey=survey, revision=reread(survey).draft_revision, operation=operation, by=by)


def reworded(draft: Definition, about: str, text: str) -> Definition:
    return editing.set_question_text(draft, question_id=about, field="text", language="en", text=text)


def threads(survey: Survey, **more: Any) -> list[Thread]:
    row = reread(survey)
    return threads_of(row, subjects_in(draft_of(row)), **more)


def test_a_comment_is_kept_with_what_it_is_about(survey: Survey, editor: User) -> None:
    made = comment_on(survey=survey, subject=question(survey), words=" Too long? \r\n<b>Yes</b>", by=editor)

    (thread,) = threads(survey)
    assert (thread.first.comment, thread.title, thread.first.by) == (made, "First?", editor.email)
    assert (made.words, made.subject_words) == ("Too long? \n<b>Yes</b>", "First?")
    event = Event.objects.filter(type="survey.commented").get()
    assert (event.payload["comment"], event.payload["about"]) == (str(made.pk), question(survey))


def test_replies_stand_in_their_thread(survey: Survey, editor: User, colleague: User) -> None:
    first = comment_on(survey=survey, subject="", words="Good?", by=editor)
    reply = comment_on(survey=survey, subject="ignored", words="Yes", by=colleague, thread=first)
    comment_on(survey=survey, subject="", words="Fine", by=editor, thread=reply)

    (thread,) = threads(survey)

    assert [said.comment.words for said in thread.replies] == ["Yes", "Fine"]
    assert (thread.title, thread.first.comment.subject) == ("Team pulse", "")


def test_comments_follow_a_question_that_is_moved_and_renamed(survey: Survey, editor: User) -> None:
    about = question(survey)
    comment_on(survey=survey, subject=about, words="Here", by=editor)
    last = draft_of(survey).pages[1].id

    changed(survey, lambda draft: editing.move_question(draft, question_id=about, page_id=last), editor)
    changed(survey, lambda draft: reworded(draft, about, "New?"), editor)

    (thread,) = threads(survey)
    assert (thread.title, thread.is_gone) == ("New?", False)
    assert about in subjects_about(draft_of(reread(survey)), last)


def test_comments_on_a_deleted_question_stay(survey: Survey, editor: User) -> None:
    about = question(survey, 1)
    comment_on(survey=survey, subject=about, words="Why?", by=editor)

    changed(survey, lambda draft: editing.delete_question(draft, question_id=about), editor)

    (thread,) = threads(survey)
    assert (thread.title, thread.is_gone) == ("Second?", True)
    assert threads(survey, subjects=[about]) == [thread]


def test_only_open_ones_are_counted(survey: Survey, editor: User) -> None:
    about = question(survey)
    first = comment_on(survey=survey, subject=about, words="One", by=editor)
    comment_on(survey=survey, subject=about, words="Two", by=editor)
    comment_on(survey=survey, subject=about, words="Reply", by=editor, thread=first)

    before = open_counts(survey)
    resolve_thread(thread=first, by=editor)

    assert (before, open_counts(survey)) == ({about: 2}, {about: 1})


def test_a_thread_is_resolved_once_and_opened_again(survey: Survey, editor: User) -> None:
    thread = comment_on(survey=survey, subject="", words="One", by=editor)

    resolve_thread(thread=thread, by=editor)
    resolve_thread(thread=thread, by=editor)
    (resolved,) = threads(survey, state="resolved")
    reopen_thread(thread=thread, by=editor)

    assert (resolved.is_resolved, resolved.resolved_by) == (True, editor.email)
    assert [each.is_resolved for each in threads(survey)] == [False]
    told = Event.objects.filter(type__startswith="survey.thread").order_by("happened_at")
    assert [event.type for event in told] == ["survey.thread_resolved", "survey.thread_reopened"]


def test_who_is_mentioned_is_told_once(survey: Survey, editor: User, colleague: User) -> None:
    made = comment_on(survey=survey, subject="", words=f"@ada @{editor.email} look: @ada", by=editor)
    key = f"{made.pk}:{colleague.pk}"

    assert send_mention_letter(key=key)

    assert [mention.person for mention in Mention.objects.all()] == [colleague.pk]
    assert DueWork.objects.filter(kind="surveys.send_mention_letter", key=key).exists()
    assert [waiting.comment for waiting in mentions_waiting_for(colleague)] == [made]
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([colleague.email], "You were mentioned in “Team pulse”")
    assert f"/surveys/{survey.pk}/comments/?state=all#comment-{made.pk}" in letter.body
    assert "@ada" in letter.body


def test_a_reply_a_click_or_resolving_ends_a_mention(survey: Survey, editor: User, colleague: User) -> None:
    one, two, three = (
        comment_on(survey=survey, subject="", words=f"@ada {number}", by=editor) for number in range(3)
    )

    comment_on(survey=survey, subject="", words="Done", by=colleague, thread=one)
    done_with_mention(comment=two, by=colleague)
    still = mentions_waiting_for(colleague)
    resolve_thread(thread=three, by=editor)

    assert [waiting.comment for waiting in still] == [three]
    assert mentions_waiting_for(colleague) == []
    assert send_mention_letter(key=f"{two.pk}:{colleague.pk}") is False


def test_nobody_who_has_left_is_written_to(survey: Survey, editor: User, colleague: User) -> None:
    made = comment_on(survey=survey, subject="", words="@ada", by=editor)
    User.objects.filter(pk=colleague.pk).update(is_active=False)

    assert send_mention_letter(key=f"{made.pk}:{colleague.pk}") is False


def test_authors_who_have_left_are_not_named(survey: Survey, editor: User, colleague: User) -> None:
    comment_on(survey=survey, subject="", words="Bye", by=colleague)
    colleague.delete()

    assert [thread.first.by for thread in threads(survey)] == [""]


@pytest.mark.parametrize(
    ("words", "code"),
    [("", "words_missing"), (" \n", "words_missing"), ("x" * 4_001, "too_long"), ("a\x00", "unreadable")],
)
def test_what_cannot_be_a_comment_is_refused(survey: Survey, editor: User, words: str, code: str) -> None:
    with pytest.raises(CommentRefused) as refusal:
        comment_on(survey=survey, subject="", words=words, by=editor)

    assert refusal.value.code == code
    assert not Comment.objects.exists()


def test_what_is_not_in_the_survey_has_no_comments(survey: Survey, editor: User) -> None:
    with pytest.raises(CommentRefused) as refusal:
        comment_on(survey=survey, subject="q_nowhere0", words="Hi", by=editor)

    assert refusal.value.code == "subject_unknown"


def test_there_is_an_end_to_comments(survey: Survey, editor: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(commenting, "MOST_OF_SURVEY", 1)
    comment_on(survey=survey, subject="", words="One", by=editor)

    with pytest.raises(CommentRefused) as refusal:
        comment_on(survey=survey, subject="", words="Two", by=editor)

    assert refusal.value.code == "too_many"


def test_own_comments_can_be_taken_back_and_any_by_editors(
    survey: Survey, editor: User, colleague: User, make_person: People
) -> None:
    made = comment_on(survey=survey, subject="", words="Mine", by=colleague)
    comment_on(survey=survey, subject="", words="Reply", by=editor, thread=made)

    with pytest.raises(CommentRefused) as refusal:
        delete_comment(comment=made, by=make_person(Role.VIEWER))
    delete_comment(comment=Comment.objects.get(words="Reply"), by=editor)
    delete_comment(comment=made, by=colleague)

    assert refusal.value.code == "not_yours"
    assert not Comment.objects.exists()


def test_a_guest_gives_a_name_and_mentions_nobody(survey: Survey, editor: User, colleague: User) -> None:
    link = share_preview(survey=survey, by=editor)

    made = comment_as_guest(link=link, subject="", words="@ada Nice", name=" Grace  Hopper ")
    reply = comment_as_guest(link=link, subject="", words="Too", name="Grace", thread=made)

    (thread,) = threads(survey)
    assert (thread.first.by, thread.first.is_guest) == ("Grace Hopper", True)
    assert [said.comment for said in thread.replies] == [reply]
    assert not Mention.objects.exists()


@pytest.mark.parametrize(("name", "code"), [("", "name_missing"), ("x" * 81, "name_unreadable")])
def test_a_guest_without_a_name_is_refused(survey: Survey, editor: User, name: str, code: str) -> None:
    link = share_preview(survey=survey, by=editor)

    with pytest.raises(CommentRefused) as refusal:
        comment_as_guest(link=link, subject="", words="Hi", name=name)

    assert refusal.value.code == code


def test_a_link_is_good_for_so_many_comments(survey: Survey, editor: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(commenting, "MOST_OF_LINK", 1)
    link = share_preview(survey=survey, by=editor)
    comment_as_guest(link=link, subject="", words="One", name="G")

    with pytest.raises(CommentRefused) as refusal:
        comment_as_guest(link=link, subject="", words="Two", name="G")

    assert refusal.value.code == "too_many"


def test_comments_go_with_their_survey(survey: Survey, editor: User, colleague: User) -> None:
    link = share_preview(survey=survey, by=editor)
    first = comment_as_guest(link=link, subject="", words="One", name="G")
    comment_on(survey=survey, subject="", words="@ada", by=editor, thread=first)

    delete_survey(survey=survey, typed_title=survey.title, by=editor)

    assert not Comment.objects.exists()
    assert not Mention.objects.exists()


def test_rows_are_called_by_what_they_say(survey: Survey, editor: User, colleague: User) -> None:
    link = share_preview(survey=survey, by=editor, note="Council")
    made = comment_on(survey=survey, subject="", words="@ada look", by=editor)

    assert [str(link), str(made), str(Mention.objects.get())] == [
        "Council",
        f"{survey.pk}: @ada look",
        f"{made.pk} @{colleague.pk}",
    ]


def test_in_the_bin_and_in_the_archive_nothing_is_said(survey: Survey, editor: User, colleague: User) -> None:
    made = comment_on(survey=survey, subject="", words="@ada look", by=editor)
    link = share_preview(survey=survey, by=editor)
    waiting, working = {}, {}

    for status in (Survey.Status.ARCHIVED, Survey.Status.BINNED):
        Survey.objects.filter(pk=survey.pk).update(status=status)
        waiting[status] = len(mentions_waiting_for(colleague))
        working[status] = link_with(token_of(link))
        with pytest.raises((SurveyArchived, Survey.DoesNotExist)):
            comment_on(survey=survey, subject="", words="More", by=editor)

    assert list(waiting.values()) == [1, 0]
    assert list(working.values()) == [None, None]
    assert send_mention_letter(key=f"{made.pk}:{colleague.pk}") is False
