"""The pages of comments and of links for reviewers: pieces for scripts, pages without, refusals."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from surveys.definition import Definition
from surveys.domain.commenting import comment_on
from surveys.models import Comment, Mention, PreviewLink, Survey
from surveys.preview_codes import token_of
from surveys.queries import draft_of
from tenants.people.models import User
from tenants.permissions import Role
from tests.builders import make_definition, make_question, make_survey

HX = {"HX-Request": "true"}
FIRST = make_question(text="First <i>?")

type ClientOf = Callable[[User], Client]
type People = Callable[..., User]


@pytest.fixture
def survey(editor: User) -> Survey:
    return make_survey(make_definition([FIRST], [make_question("email", "mail")]), by=editor)


@pytest.fixture
def browser(client_of: ClientOf, editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def viewer(client_of: ClientOf, make_person: People) -> Client:
    return client_of(make_person(Role.VIEWER))


def address(name: str, survey: Survey, *more: object) -> str:
    return reverse(f"surveys:{name}", args=[survey.pk, *more])


def post(browser: Client, name: str, survey: Survey, *more: object, htmx: bool = True, **form: Any) -> Any:
    return browser.post(address(name, survey, *more), form, headers=HX if htmx else {})


def said(survey: Survey, by: User, words: str = "Hm, said one", subject: str = "") -> Comment:
    return comment_on(survey=survey, subject=subject, words=words, by=by)


def counts(html: str, identity: str) -> list[str]:
    """What is told in each place of a page about the comments on something."""
    places = html.split(f'data-talk-place="{identity}">')[1:]
    return [
        place.partition('title="')[2].partition('"')[0] if "title" in place[:60] else "" for place in places
    ]


def test_a_comment_comes_back_as_a_piece(browser: Client, survey: Survey) -> None:
    answer = post(browser, "add_comment", survey, words="<b>Hi</b>", subject=FIRST["id"], on=FIRST["id"])

    html = answer.content.decode()
    assert (answer.status_code, "<html" in html) == (200, False)
    assert "&lt;b&gt;Hi&lt;/b&gt;" in html
    assert "First &lt;i&gt;?" in html
    assert Comment.objects.get().subject == FIRST["id"]


def test_without_a_script_it_leads_to_its_place(browser: Client, survey: Survey) -> None:
    answer = post(browser, "add_comment", survey, words="Hi", state="all", htmx=False)

    made = Comment.objects.get()
    assert answer["Location"] == f"{address('comments', survey)}?state=all#comment-{made.pk}"
    assert f'id="comment-{made.pk}"' in browser.get(address("comments", survey)).content.decode()


@pytest.mark.parametrize("htmx", [True, False])
def test_a_refused_comment_stays_on_the_screen(browser: Client, survey: Survey, htmx: bool) -> None:
    answer = post(browser, "add_comment", survey, words="x" * 4_001, subject="", htmx=htmx)

    html = answer.content.decode()
    assert (answer.status_code, "<html" in html) == (422, not htmx)
    assert "At most 4000 characters, please." in html
    assert "x" * 4_001 in html


def test_a_refused_reply_stays_in_its_thread(browser: Client, survey: Survey, editor: User) -> None:
    thread = said(survey, editor)

    html = post(browser, "add_comment", survey, words=" ", thread=str(thread.pk)).content.decode()

    assert '<details class="talk-reply" open>' in html
    assert html.index("Write something first.") < html.index('name="subject"')


def test_a_reply_needs_a_thread_of_this_survey(browser: Client, survey: Survey, editor: User) -> None:
    other = said(make_survey(by=editor), editor)

    for thread in (str(other.pk), "nonsense"):
        assert post(browser, "add_comment", survey, words="Hi", thread=thread).status_code == 404


def test_threads_are_resolved_and_opened_again(browser: Client, survey: Survey, editor: User) -> None:
    thread = said(survey, editor)

    resolved = post(browser, "resolve_thread", survey, thread.pk).content.decode()
    listed = browser.get(address("comments", survey) + "?state=resolved", headers=HX).content.decode()
    post(browser, "reopen_thread", survey, thread.pk, htmx=False)

    assert ("Hm, said one" in resolved, "Hm, said one" in listed) == (False, True)
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_viewers_may_comment_and_not_resolve(viewer: Client, survey: Survey, editor: User) -> None:
    thread = said(survey, editor)

    html = post(viewer, "add_comment", survey, words="Hi", subject="").content.decode()

    assert Comment.objects.filter(words="Hi").exists()
    assert "/resolve/" not in html
    assert post(viewer, "resolve_thread", survey, thread.pk).status_code == 403
    assert post(viewer, "share_preview", survey, days="7").status_code == 403


def test_only_own_comments_can_be_deleted_by_viewers(viewer: Client, survey: Survey, editor: User) -> None:
    theirs = said(survey, editor)
    post(viewer, "add_comment", survey, words="Mine", subject="")

    refused = post(viewer, "delete_comment", survey, theirs.pk, htmx=False)
    post(viewer, "delete_comment", survey, Comment.objects.get(words="Mine").pk, htmx=False)

    assert refused.status_code == 302
    assert [comment.words for comment in Comment.objects.all()] == ["Hm, said one"]


def test_an_unknown_comment_is_not_there(browser: Client, survey: Survey) -> None:
    gone = "01a1ffef-469e-70b0-b648-2cb38e89c846"

    for name in ("resolve_thread", "reopen_thread", "delete_comment", "done_with_mention"):
        assert post(browser, name, survey, gone).status_code == 404


def test_colleagues_are_offered_while_they_are_typed(
    browser: Client, survey: Survey, make_person: People
) -> None:
    make_person(Role.VIEWER, email="grace@acme.example")

    offered = post(browser, "people_to_mention", survey, written="Ask @gra").json()["offers"]
    far = post(browser, "people_to_mention", survey, written="x" * 4_100 + " @gra").json()["offers"]

    assert [(offer["text"], offer["start"]) for offer in offered] == [("@grace ", 4)]
    assert [offer["start"] for offer in far] == [4_101]


def test_a_mention_is_on_the_home_page_until_it_is_done(
    survey: Survey, editor: User, make_person: People, client_of: ClientOf
) -> None:
    grace = make_person(Role.VIEWER, email="grace@acme.example")
    made = said(survey, editor, "@grace please")
    client = client_of(grace)

    before = client.get("/").content.decode()
    done = post(client, "done_with_mention", survey, made.pk)
    after = client.get("/").content.decode()

    assert (done.status_code, done["Location"]) == (302, "/")
    assert ("You were mentioned" in before, "You were mentioned" in after) == (True, False)
    assert Mention.objects.get().seen_at is not None


def test_the_builder_counts_what_is_open(browser: Client, survey: Survey, editor: User) -> None:
    page = draft_of(survey).pages[0].id
    said(survey, editor, subject=FIRST["id"])
    said(survey, editor, subject=FIRST["id"])
    said(survey, editor, subject=page)

    other = browser.get(f"{address('build', survey)}?at={draft_of(survey).pages[1].id}").content.decode()
    here = browser.get(f"{address('build', survey)}?at={FIRST['id']}").content.decode()

    assert (counts(other, FIRST["id"]), counts(other, page)) == (["2 open comments"], ["1 open comment"])
    assert counts(here, FIRST["id"]) == ["2 open comments", "2 open comments"]
    assert counts(here, draft_of(survey).elements[1].id) == [""]
    assert f'data-talk-from="{address("comments", survey)}?on={FIRST["id"]}"' in here


def test_comments_on_a_choice_are_those_on_its_question(browser: Client, editor: User) -> None:
    choice = make_question("single_choice", "colour")
    survey = make_survey(make_definition([choice]), by=editor)
    said(survey, editor, "About colours", subject=choice["id"])
    definition: Definition = draft_of(survey)
    item = definition.elements[0].settings.choices[0].id

    html = browser.get(f"{address('comments', survey)}?on={item}").content.decode()

    assert "About colours" in html


def test_links_are_made_shown_and_revoked(browser: Client, survey: Survey) -> None:
    made = post(browser, "share_preview", survey, days="3", note=" For <you> ")
    link = PreviewLink.objects.get()
    shown = browser.get(address("previews", survey)).content.decode()
    revoked = post(browser, "revoke_preview", survey, link.pk)
    after = browser.get(address("previews", survey)).content.decode()

    assert {made["Location"], revoked["Location"]} == {address("previews", survey)}
    assert f"http://acme.localhost:8000/review/{token_of(link)}/" in shown
    assert "For &lt;you&gt;" in shown
    assert (token_of(link) in after, "revoked" in after) == (False, True)


@pytest.mark.parametrize("days", ["", "0", "1000", "x", "-1", "٣"])
def test_a_link_that_cannot_be_made_keeps_what_was_typed(browser: Client, survey: Survey, days: str) -> None:
    answer = post(browser, "share_preview", survey, days=days, note="For you")

    assert answer.status_code == 422
    assert 'value="For you"' in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_the_lists_cost_the_same_for_one_and_for_three(
    browser: Client, survey: Survey, editor: User, django_assert_num_queries: Any
) -> None:
    page = address("comments", survey)
    browser.get(page)
    said(survey, editor)
    with django_assert_num_queries(6) as one:
        browser.get(page)
    for _ in range(2):
        comment_on(survey=survey, subject="", words="Re", by=editor, thread=said(survey, editor))
    with django_assert_num_queries(len(one)):
        browser.get(page)
