"""The pages of results, responses, files, and the home page."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from analytics.results import Results
from responses.models import Response
from surveys.domain import pause_survey
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope, public_scope
from tests.analytics.made import definition, question, respond
from tests.builders import make_survey, published_survey
from webhooks.models import Event

ANSWERS = {
    "q_00000001": "c_aaaaaaaa",
    "q_00000002": ["c_dddddddd"],
    "q_00000003": 9,
    "q_00000004": 4,
    "q_00000005": 12.5,
    "q_00000006": "2026-03-10",
    "q_00000007": {"r_xxxxxxxx": "c_gggggggg"},
    "q_00000008": "<script>alert(1)</script>",
    "q_00000009": None,
}

type Browsers = Callable[[User], Client]
type People = Callable[..., User]


@pytest.fixture
def survey(acme: Scope) -> Survey:
    """A survey of every kind with one complete and one unfinished response."""
    survey = published_survey(definition())
    respond(survey, ANSWERS, page_seconds={"p_00000001": 30.5})
    respond(survey, {"q_00000001": None}, status="started")
    return survey


@pytest.fixture
def owner(client_of: Browsers, make_person: People) -> Client:
    """An owner's browser."""
    return client_of(make_person(Role.OWNER))


def path(survey: Survey, rest: str = "results/") -> str:
    return f"/surveys/{survey.pk}/{rest}"


def said(response: Any) -> str:
    return " ".join(response.content.decode().split())


@contextmanager
def queries() -> Iterator[list[str]]:
    """Gather the statements of the block, but for the organisation's, which are kept for seconds."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    statements = [query["sql"].strip() for query in captured.captured_queries]
    kept = ("SET ROLE", 'SELECT "tenants_')
    found += [statement for statement in statements if not statement.startswith(kept)]


# --- Results


def test_the_page_shows_every_question_escaped(survey: Survey, owner: Client) -> None:
    response = owner.get(path(survey))

    assert response.status_code == 200
    page = said(response)
    assert all(f"What about {each.name}?" in page for each in Results.of(survey.pk).questions)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "n = 1 of 2" in page


def test_a_viewer_sees_numbers_and_no_one_s_words(
    survey: Survey, client_of: Browsers, make_person: People
) -> None:
    page = said(client_of(make_person(Role.VIEWER)).get(path(survey)))

    assert "alert(1)" not in page
    assert "1 different answers" in page
    assert path(survey, "export/") not in page


def test_filters_narrow_and_can_be_taken_away(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey) + "?status=all&language=nl&since=2026-01-01&until=2026-12-31"))

    assert "n = 0 of 2" in page
    assert "Answered in Dutch" in page
    assert "From 1 January 2026" in page
    assert 'href="?status=all&amp;since=2026-01-01&amp;until=2026-12-31"' in page


def test_a_selection_that_cannot_be_read_is_said(survey: Survey, owner: Client) -> None:
    response = owner.get(path(survey) + "?since=soon")

    assert response.status_code == 422
    assert "Write the day as year-month-day" in said(response)
    assert "n = 1 of 2" in said(response)


@pytest.mark.parametrize("publish", [True, False])
def test_a_survey_without_answers_says_the_next_step(acme: Scope, owner: Client, publish: bool) -> None:
    empty = published_survey() if publish else make_survey()

    page = said(owner.get(path(empty)))

    assert ("No answers yet" if publish else "Nothing to count yet") in page


def test_unchanged_figures_cost_one_query_and_no_rendering(survey: Survey, owner: Client) -> None:
    tag = owner.get(path(survey, "results/live/")).headers["ETag"]

    with queries() as made:
        response = owner.get(path(survey, "results/live/"), headers={"if-none-match": tag})

    session, person, stamp = made
    assert 'FROM "django_session"' in session
    assert 'FROM "people_user"' in person
    assert stamp.startswith("SELECT survey.results_changed_at")
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", tag)


def test_the_page_and_its_figures_agree_on_the_etag(survey: Survey, owner: Client) -> None:
    tag = owner.get(path(survey)).context["etag"]

    assert owner.get(path(survey, "results/live/")).headers["ETag"] == tag


def test_new_answers_change_the_figures(survey: Survey, owner: Client) -> None:
    before = owner.get(path(survey, "results/live/"))
    respond(survey, ANSWERS)

    after = owner.get(path(survey, "results/live/"), headers={"if-none-match": before.headers["ETag"]})

    assert after.status_code == 200
    assert "n = 2 of 3" in said(after)
    assert "<html" not in said(after)
    assert 'hx-swap-oob="true"' in said(after)
    assert after.headers["Cache-Control"] == "private, no-cache"


def test_the_etag_tells_selections_languages_and_rights_apart(
    survey: Survey, owner: Client, client_of: Browsers, make_person: People
) -> None:
    viewer = client_of(make_person(Role.VIEWER))
    tags = {
        owner.get(path(survey, "results/live/")).headers["ETag"],
        owner.get(path(survey, "results/live/?status=all")).headers["ETag"],
        owner.get(path(survey, "results/live/"), headers={"accept-language": "nl"}).headers["ETag"],
        viewer.get(path(survey, "results/live/")).headers["ETag"],
    }

    assert len(tags) == 4


def test_figures_of_nothing_are_not_there(acme: Scope, owner: Client) -> None:
    assert owner.get(f"/surveys/{uuid4()}/results/live/").status_code == 404
    assert owner.get(f"/surveys/{uuid4()}/results/").status_code == 404


def test_a_stranger_under_htmx_is_sent_to_sign_in(survey: Survey, stranger: Client) -> None:
    response = stranger.get(path(survey, "results/live/"), headers={"hx-request": "true"})

    assert response.headers["HX-Redirect"].startswith("/sign-in/")


@pytest.mark.parametrize("address", ["results/", "results/live/", "responses/"])
def test_queries_do_not_grow_with_questions_and_answers(acme: Scope, owner: Client, address: str) -> None:
    counts = []
    for number in (1, 3):
        survey = published_survey(
            definition([question(index, "short_text", f"q{index}") for index in range(number)])
        )
        for _ in range(number):
            respond(survey, {"q_00000000": "x"})
        with queries() as made:
            owner.get(path(survey, address))
        counts.append(len(made))

    assert counts[0] == counts[1]


def test_answers_are_read_page_by_page(survey: Survey, owner: Client) -> None:
    now = timezone.now()
    for index in range(60):
        respond(survey, {"q_00000008": f"Text {index}"}, changed_at=now + datetime.timedelta(seconds=index))
    address = path(survey, "results/answers/q_00000008/")

    pages = {
        number: said(owner.get(f"{address}?page={number}")) for number in ("1", "2", "0", "99", "x", "²")
    }

    assert "Text 59" in pages["1"]
    assert "Text 9<" not in pages["1"]
    assert "Text 9<" in pages["2"]
    assert "Page 2 of 2" in pages["99"]
    assert all("Page 1 of 2" in pages[number] for number in ("0", "1", "x", "²"))


def test_answers_are_only_of_questions_in_words(survey: Survey, owner: Client) -> None:
    assert owner.get(path(survey, "results/answers/q_00000001/")).status_code == 404
    assert owner.get(path(survey, "results/answers/nonsense/")).status_code == 404
    assert owner.get(path(survey, "results/answers/q_00000008/?since=x")).status_code == 422


# --- Responses


def test_the_list_shows_all_and_first_answers(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey, "responses/")))

    assert page.count("<tr>") == 3
    assert "All responses" in page
    assert ">A</bdi>" in page


def test_the_list_can_be_filtered_and_paged(
    survey: Survey, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.views.responses.PER_PAGE", 1)
    first = owner.get(path(survey, "responses/"))

    second = owner.get(first.context["links"]["older"])

    assert list(first.context["links"]) == ["older"]
    assert list(second.context["links"]) == ["newer"]
    assert first.context["rows"][0].record.id != second.context["rows"][0].record.id
    back = owner.get(second.context["links"]["newer"])
    assert back.context["rows"][0].record.id == first.context["rows"][0].record.id
    assert len(owner.get(path(survey, "responses/?status=complete")).context["rows"]) == 1


@pytest.mark.parametrize("query", ["?older_than=x", "?newer_than=2026-01-01_x"])
def test_a_made_up_place_shows_the_beginning(survey: Survey, owner: Client, query: str) -> None:
    assert len(owner.get(path(survey, f"responses/{query}")).context["rows"]) == 2


def test_empty_lists_say_why(acme: Scope, owner: Client) -> None:
    survey = published_survey()

    assert "No responses yet" in said(owner.get(path(survey, "responses/")))
    assert "No response fits" in said(owner.get(path(survey, "responses/?language=nl")))
    assert owner.get(path(survey, "responses/?since=x")).status_code == 422


def test_a_single_response_reads_as_it_was_asked(survey: Survey, owner: Client) -> None:
    response = Response.objects.get(status="complete")

    page = owner.get(path(survey, f"responses/{response.pk}/"))

    shown = [
        (each.question, each.answer, each.state) for part in page.context["pages"] for each in part.answers
    ]
    assert shown[0] == ("What about one?", "A", "answered")
    assert shown[6] == ("What about grid?", "X: G", "answered")
    assert shown[8] == ("What about agreed?", "", "skipped")
    assert [part.time for part in page.context["pages"]] == ["30\u00a0s", ""]
    unfinished = Response.objects.get(status="started")
    page = owner.get(path(survey, f"responses/{unfinished.pk}/"))
    assert "Not shown" in said(page)
    assert "Unfinished" in said(page)


def test_a_response_is_found_in_its_own_survey_only(survey: Survey, owner: Client) -> None:
    elsewhere, response = published_survey(), Response.objects.all()[0]

    assert owner.get(path(elsewhere, f"responses/{response.pk}/")).status_code == 404
    assert owner.post(path(elsewhere, f"responses/{response.pk}/delete/")).status_code == 404
    assert owner.get(path(survey, f"responses/{uuid4()}/")).status_code == 404


def test_deleting_asks_first_and_then_is_felt_everywhere(survey: Survey, owner: Client) -> None:
    response = Response.objects.get(status="complete")
    address = path(survey, f"responses/{response.pk}/delete/")
    assert "Delete the response begun on" in said(owner.get(address))
    assert Results.of(survey.pk).count() == 1

    answer = owner.post(address)

    assert answer.headers["Location"] == path(survey, "responses/")
    assert not Response.objects.filter(pk=response.pk).exists()
    assert Results.of(survey.pk).count() == 0
    assert Event.objects.filter(type="response.deleted").count() == 1


# --- Files


def file_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_file_has_one_row_for_each_response_and_leaves_a_trace(survey: Survey, owner: Client) -> None:
    response = owner.get(path(survey, "export.csv?status=all&values=codes&bom=on"))
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]

    assert text.startswith("\ufeff")
    assert len(text.splitlines()) == 3
    name = f"{survey.slug}-{timezone.localdate().isoformat()}.csv"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    event = Event.objects.get(type="survey.exported")
    assert (event.subject, event.payload["selection"]) == (f"survey:{survey.pk}", {"status": "all"})
    assert event.payload["options"]["values"] == "codes"


def test_without_options_the_file_holds_complete_responses_in_words(survey: Survey, owner: Client) -> None:
    head, first = file_of(owner, path(survey, "export.csv")).splitlines()

    assert head.startswith('"response_id","status"')
    assert ',"A",1,0,0,9,4,12.5,"2026-03-10","G",,"<script>' in first


def test_the_file_comes_from_its_organisation_when_it_is_sent_later(
    survey: Survey, owner: Client, other: Scope
) -> None:
    response = owner.get(path(survey, "export.csv"))

    with public_scope():
        text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize(
    "query", ["?since=x", "?values=secret", "?language=tlh", "?words=fr", "?separator=x"]
)
def test_options_that_make_no_sense_are_said(survey: Survey, owner: Client, query: str) -> None:
    response = owner.get(path(survey, f"export.csv{query}"))

    assert response.status_code == 422
    assert "needs your attention" in said(response)
    assert not Event.objects.filter(type="survey.exported").exists()
    assert owner.get(path(survey, f"export/{query}")).status_code == 422


def test_the_form_offers_the_survey_s_languages(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey, "export/")))

    assert '<option value="nl">Nederlands</option>' in page
    assert owner.get(path(make_survey(), "export/")).status_code == 200


# --- Home


def test_home_shows_surveys_and_what_happened(survey: Survey, owner: Client, editor: User) -> None:
    pause_survey(survey=survey, by=editor)

    response = owner.get("/")

    (row,) = response.context["rows"]
    assert (row.complete, row.unfinished, row.activity.lately) == ("1", "1", 2)
    assert "“Everything” was paused" in said(response)
    assert editor.email in said(response)


@pytest.mark.parametrize(
    ("role", "words"), [(Role.EDITOR, "Make a survey"), (Role.VIEWER, "There are no surveys yet")]
)
def test_an_empty_home_says_the_next_step(
    client_of: Browsers, make_person: People, role: Role, words: str
) -> None:
    assert words in said(client_of(make_person(role)).get("/"))


def test_home_lists_some_surveys_and_leads_to_all(acme: Scope, owner: Client) -> None:
    for number in range(9):
        make_survey(title=f"Survey {number}")

    response = owner.get("/")

    assert len(response.context["rows"]) == 8
    assert "All surveys" in said(response)


def test_home_s_queries_do_not_grow_with_surveys(acme: Scope, owner: Client) -> None:
    counts = []
    for number in (1, 2):
        for _ in range(number):
            respond(published_survey())
        with queries() as made:
            owner.get("/")
        counts.append(len(made))

    assert counts[0] == counts[1]


def test_what_happened_to_what_is_gone_is_still_told(acme: Scope, owner: Client) -> None:
    Event.objects.create(type="response.deleted", payload={"survey": str(uuid4())})
    Event.objects.create(type="person.joined", payload={"name": "Ada"})
    Event.objects.create(type="something.unknown", payload={})

    sentences = [each.sentence for each in owner.get("/").context["happenings"]]

    assert sentences[:2] == ["Ada joined", "A response was deleted"]


# --- Who may

PAGES = {
    "results/": set(Role) - {Role.OPERATOR},
    "results/live/": set(Role) - {Role.OPERATOR},
    "results/answers/q_00000008/": {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST},
    "responses/": {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST},
    "export/": {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST},
    "export.csv": {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST},
}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
def test_pages_open_for_those_who_may(
    survey: Survey, client_of: Browsers, make_person: People, role: Role
) -> None:
    client, response = client_of(make_person(role)), Response.objects.all()[0]

    found = {page: client.get(path(survey, page)).status_code for page in PAGES}

    assert found == {page: 200 if role in roles else 403 for page, roles in PAGES.items()}
    deleting = client.get(path(survey, f"responses/{response.pk}/delete/")).status_code
    assert deleting == (200 if role in {Role.OWNER, Role.ADMIN} else 403)


@pytest.mark.parametrize("page", ["", *PAGES])
def test_strangers_sign_in_first(survey: Survey, stranger: Client, page: str) -> None:
    response = stranger.get(path(survey, page) if page else "/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in/")
