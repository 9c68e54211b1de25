"""Reviewers without an account: they see the draft through a link, and what is said through it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from responses.models import Response
from responses.views import reviewers
from surveys.comment_models import PreviewLink
from surveys.domain.commenting import comment_on
from surveys.domain.preview_links import revoke_preview, share_preview
from surveys.exceptions import PreviewLinkRefused
from surveys.models import Comment, Survey
from surveys.preview_codes import link_with, token_of
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from tests.builders import make_definition, make_question, make_survey
from tests.responses.respondent import Respondent
from webhooks.models import Event

NAME = make_question(text="Name?")
SCORE = make_question("nps", "score", text="Score?")
HX = {"HX-Request": "true"}
PAGES = ("reviewing", "reviewed_page", "reviewed_talk")


@pytest.fixture
def survey(editor: User) -> Survey:
    return make_survey(make_definition([NAME], [SCORE]), by=editor)


@pytest.fixture
def link(survey: Survey, editor: User) -> PreviewLink:
    return share_preview(survey=survey, by=editor, note="Works council")


@pytest.fixture
def framed(survey: Survey, link: PreviewLink, stranger: Client) -> Respondent:
    respondent = Respondent(survey)
    respondent.client, respondent.path = stranger, address("reviewed_page", link)
    return respondent


def address(name: str, link: PreviewLink) -> str:
    return reverse(f"responses:{name}", args=[token_of(link)])


def comment(client: Client, link: PreviewLink, *, htmx: bool = True, **form: str) -> tuple[int, str]:
    sent = {"name": "Grace", "words": "Fine", "subject": "", "on": ""} | form
    answer = client.post(address("review_comment", link), sent, headers=HX if htmx else {})
    return answer.status_code, answer.content.decode() or answer["Location"]


def test_the_draft_is_walked_through_and_nothing_is_stored(framed: Respondent) -> None:
    first = framed.open("?seed=7").html
    framed.send(**{NAME["id"]: "Ada"})
    framed.send(**{SCORE["id"]: "9"})

    assert "This is a preview of the draft" in first
    assert "Thank you" in framed.html
    assert not Response.objects.exists()


@pytest.mark.parametrize("name", PAGES)
def test_no_search_engine_and_no_cache_keeps_it(name: str, link: PreviewLink, stranger: Client) -> None:
    answer = stranger.get(address(name, link))

    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_page_says_what_it_is(link: PreviewLink, stranger: Client) -> None:
    html = stranger.get(address("reviewing", link)).content.decode()

    assert "Preview of a draft. Nothing that you answer is stored." in html
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "Works council" not in html
    assert "surveys/" not in html.partition("<body")[2].replace("/review/", "")


def test_a_link_is_over_after_its_days(link: PreviewLink, stranger: Client) -> None:
    days = link.expires_at - link.made_at
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert days == timedelta(days=7)
    assert {stranger.get(address(name, link)).status_code for name in PAGES} == {404}


def test_a_revoked_link_works_no_longer_and_what_was_said_stays(
    link: PreviewLink, stranger: Client, editor: User
) -> None:
    comment(stranger, link)

    revoke_preview(link=link, by=editor)
    revoke_preview(link=link, by=editor)

    assert {stranger.get(address(name, link)).status_code for name in PAGES} == {404}
    assert Comment.objects.get().guest == "Grace"
    assert Event.objects.filter(type="survey.preview_revoked").count() == 1


@pytest.mark.parametrize("spoil", [lambda token: token[:-1] + "x", lambda token: token[:40], lambda _: "é"])
def test_a_forged_token_opens_nothing(spoil: Callable[[str], str], link: PreviewLink) -> None:
    assert link_with(token_of(link)) == link
    assert link_with(spoil(token_of(link))) is None


def test_a_token_of_one_organisation_means_nothing_at_another(link: PreviewLink, other: Scope) -> None:
    token = token_of(link)

    with tenant_scope(other):
        assert link_with(token) is None


def test_a_reviewer_comments_with_a_name(link: PreviewLink, stranger: Client, survey: Survey) -> None:
    status, html = comment(stranger, link, subject=NAME["id"], words="<b>Too short</b>", on=NAME["id"])

    made = Comment.objects.get()
    assert (status, made.guest, made.subject, made.link) == (200, "Grace", NAME["id"], link)
    assert "&lt;b&gt;Too short&lt;/b&gt;" in html
    assert 'value="Grace"' in html


def test_without_a_name_a_comment_is_refused_and_kept_on_the_screen(
    link: PreviewLink, stranger: Client
) -> None:
    piece = comment(stranger, link, name=" ", words="My words")
    page = comment(stranger, link, name=" ", words="My words", htmx=False)

    for status, html in (piece, page):
        assert status == 422
        assert "Please say who you are." in html
        assert "My words" in html
    assert ("<html" in piece[1], "<html" in page[1]) == (False, True)
    assert not Comment.objects.exists()


def test_without_a_script_a_comment_leads_back_to_the_preview(link: PreviewLink, stranger: Client) -> None:
    status, location = comment(stranger, link, htmx=False, on="p_x")

    assert (status, location) == (302, address("reviewing", link) + "?at=p_x#talk")


def test_a_reviewer_sees_what_was_begun_through_the_same_link(
    link: PreviewLink, survey: Survey, stranger: Client, editor: User
) -> None:
    comment_on(survey=survey, subject="", words="Among ourselves", by=editor)
    other = share_preview(survey=survey, by=editor)
    comment(stranger, other, words="Somebody else's")
    comment(stranger, link, words="Mine")
    thread = Comment.objects.get(words="Mine")
    comment_on(survey=survey, subject="", words="Thanks!", by=editor, thread=thread)

    _status, html = comment(stranger, link, words="Welcome", thread=str(thread.pk))

    assert [words in html for words in ("Mine", "Thanks!", "Welcome")] == [True] * 3
    assert [words in html for words in ("Among", "Somebody else", editor.email)] == [False] * 3
    assert "A colleague of the survey" in html


def test_a_reviewer_replies_only_where_they_can_read(
    link: PreviewLink, survey: Survey, stranger: Client, editor: User
) -> None:
    inner = comment_on(survey=survey, subject="", words="Among ourselves", by=editor)

    assert comment(stranger, link, thread=str(inner.pk))[0] == 404
    assert comment(stranger, link, thread="nonsense")[0] == 404


def test_a_flood_is_stopped(link: PreviewLink, stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewers, "MOST_COMMENTS", 1)

    assert [comment(stranger, link)[0] for _ in range(2)] == [200, 422]


@pytest.mark.parametrize(
    ("days", "note", "code"), [(0, "", "days"), (91, "", "days"), (7, "x" * 201, "note")]
)
def test_links_have_limits(survey: Survey, editor: User, days: int, note: str, code: str) -> None:
    with pytest.raises(PreviewLinkRefused) as refusal:
        share_preview(survey=survey, by=editor, days=days, note=note)

    assert refusal.value.code == code


def test_there_is_an_end_to_links(
    link: PreviewLink, survey: Survey, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surveys.domain.preview_links.MOST_LINKS", 1)

    with pytest.raises(PreviewLinkRefused) as refusal:
        share_preview(survey=survey, by=editor)

    assert refusal.value.code == "too_many"
