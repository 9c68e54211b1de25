"""Personal links as those see them who hand them out."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from responses.models import PersonalLink
from responses.personal.codes import code_of
from responses.personal.listing import counts_of_states
from responses.personal.making import make_labelled_links, make_links, revoke_link
from surveys.access import access_of
from surveys.domain import archive_survey
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from tests.builders import make_definition, make_question, published_survey, reread
from tests.responses.respondent import Respondent
from webhooks.models import Event

NAME = make_question("short_text", "name")


@pytest.fixture
def browser(client_of: Callable[[User], Client], editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(make_definition([NAME]))


def address(name: str, survey: Survey, *more: Any) -> str:
    return reverse(f"responses:{name}", args=[survey.pk, *more])


def labels(survey: Survey) -> list[str]:
    return [*PersonalLink.objects.filter(survey=survey).order_by("number").values_list("label", flat=True)]


def saved(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


class TestMaking:
    def test_none_for_a_survey_in_the_archive(self, browser: Client, survey: Survey) -> None:
        make_links(survey=survey, count=1, by=None)
        link = PersonalLink.objects.get()
        revoke_link(link=link, by=None)
        archive_survey(survey=survey, by=None)

        html = browser.get(address("links", survey)).content.decode()
        more = browser.post(address("add_links", survey), {"count": "2"}, follow=True)
        again = browser.post(address("restore_link", survey, link.pk), follow=True)

        assert ("The survey is in the archive" in html, "Make the links" in html) == (True, False)
        assert all("Restore it to make links." in each.content.decode() for each in (more, again))
        assert [row.revoked_at is None for row in PersonalLink.objects.all()] == [False]

    def test_so_many_without_labels(self, browser: Client, survey: Survey, editor: User) -> None:
        answer = browser.post(address("add_links", survey), {"count": "120"}, follow=True)

        event = Event.objects.get(type="survey.links_made")
        assert "120 links were made." in answer.content.decode()
        assert labels(survey) == [""] * 120
        assert (event.payload, event.actor) == ({"survey": str(survey.pk), "count": 120}, editor.email)

    @pytest.mark.parametrize("count", ["0", "10001", "-1", "many", ""])
    def test_no_number_that_cannot_be(self, browser: Client, survey: Survey, count: str) -> None:
        answer = browser.post(address("add_links", survey), {"count": count})

        assert (answer.status_code, labels(survey)) == (422, [])

    def test_no_more_than_a_survey_may_have(
        self, browser: Client, survey: Survey, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("responses.personal.making.MOST_OF_SURVEY", 3)

        answer = browser.post(address("add_links", survey), {"count": "4"})

        assert (answer.status_code, "at most 200,000" in answer.content.decode()) == (422, True)
        assert labels(survey) == []

    def test_ten_thousand_at_once(self, browser: Client, survey: Survey) -> None:
        browser.post(address("add_links", survey), {"count": "10000"})

        assert PersonalLink.objects.count() == 10_000

    def test_one_for_each_line(self, browser: Client, survey: Survey) -> None:
        typed = " Ada  Lovelace \r\n\r\nDoe, Jane\nada@example.org\nDoe, Jane\n"

        browser.post(address("add_labelled_links", survey), {"labels": typed})

        assert labels(survey) == ["Ada Lovelace", "Doe, Jane", "ada@example.org"]

    def test_who_has_a_link_that_works_gets_no_second_one(self, browser: Client, survey: Survey) -> None:
        make_labelled_links(survey=survey, labels=["Ada", "Bea"], by=None)
        revoke_link(link=PersonalLink.objects.get(label="Bea"), by=None)

        answer = browser.post(address("add_labelled_links", survey), {"labels": "Ada\nBea\nCy"}, follow=True)

        assert labels(survey) == ["Ada", "Bea", "Bea", "Cy"]
        assert "1 label had a link that works, and got no second one." in answer.content.decode()

    @pytest.mark.parametrize(
        ("content", "column", "expected"),
        [
            (b"name;mail\nAda;a@x.org\n;\nBea;b@x.org\n", "", ["Ada", "Bea"]),
            (b"name;mail\nAda;a@x.org\nBea;\nCy;c@x.org\n", " Mail ", ["a@x.org", "c@x.org"]),
            ('\ufeffname,mail\n"Doe, Jane",j@x.org\n'.encode(), "name", ["Doe, Jane"]),
            ("name\tno\nZoë\t7\n".encode("utf-16"), "no", ["7"]),
        ],
    )
    def test_a_column_of_a_file(
        self, browser: Client, survey: Survey, content: bytes, column: str, expected: list[str]
    ) -> None:
        form = {"file": SimpleUploadedFile("people.csv", content), "column": column}

        browser.post(address("add_labelled_links", survey), form)

        assert labels(survey) == expected

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({}, "Type labels or choose a file"),
            ({"labels": " \n\t\n"}, "Type labels or choose a file"),
            ({"labels": "Ada", "file": SimpleUploadedFile("a.csv", b"n\nBea\n")}, "one of the two"),
            ({"labels": "x" * 201}, "a label has at most 200 characters"),
            ({"labels": "\n".join(map(str, range(10_001)))}, "Between 1 and 10,000"),
            ({"file": SimpleUploadedFile("a.csv", b"name\n")}, "no rows below its headings"),
            ({"file": SimpleUploadedFile("a.csv", b"\xff\xfe\xff")}, "Save the file as CSV UTF-8"),
            ({"file": SimpleUploadedFile("a.csv", b"name\nAda\n"), "column": "mail"}, "no column “mail”"),
        ],
    )
    def test_what_cannot_be_is_said_next_to_its_field(
        self, browser: Client, survey: Survey, form: dict[str, Any], words: str
    ) -> None:
        for file in (value for value in form.values() if not isinstance(value, str)):
            file.seek(0)

        answer = browser.post(address("add_labelled_links", survey), form)

        assert (answer.status_code, words in answer.content.decode(), labels(survey)) == (422, True, [])


class TestListing:
    @pytest.fixture
    def made(self, survey: Survey) -> dict[str, PersonalLink]:
        make_labelled_links(survey=survey, labels=["Ada", "Bea", "Cy", "Di"], by=None)
        found = {link.label: link for link in PersonalLink.objects.all()}
        Respondent(survey).open(f"?k={code_of(found['Ada'])}").send(**{NAME["id"]: "A"})
        Respondent(survey).open(f"?k={code_of(found['Bea'])}")
        revoke_link(link=found["Di"], by=None)
        return found

    def test_it_tells_what_became_of_each(self, survey: Survey, made: dict[str, PersonalLink]) -> None:
        assert counts_of_states(survey) == {"unused": 2, "started": 0, "answered": 1, "revoked": 1}

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("", ["Ada", "Bea", "Cy", "Di"]),
            ("?state=answered", ["Ada"]),
            ("?state=unused", ["Bea", "Cy"]),
            ("?state=revoked", ["Di"]),
            ("?state=lost", ["Ada", "Bea", "Cy", "Di"]),
            ("?q=b", ["Bea"]),
            ("?q=3", ["Cy"]),
            ("?q=nobody", []),
        ],
    )
    def test_it_is_narrowed_down_and_saved_so(
        self, browser: Client, survey: Survey, made: dict[str, PersonalLink], query: str, expected: list[str]
    ) -> None:
        page = browser.get(address("links", survey) + query).content.decode()
        file = saved(browser.get(address("links_file", survey) + query))

        assert [label for label in made if f"<bdi>{label}</bdi>" in page] == expected
        assert [row["label"] for row in file] == expected

    def test_the_file_s_links_work_and_hold_no_formulas(self, browser: Client, survey: Survey) -> None:
        make_labelled_links(survey=survey, labels=["=HYPERLINK(1)", "@x", "Ada"], by=None)

        answer = browser.get(address("links_file", survey))
        rows = saved(answer)

        assert answer.headers["Content-Disposition"] == f'attachment; filename="{survey.slug}-links.csv"'
        assert [row["label"] for row in rows] == ["'=HYPERLINK(1)", "'@x", "Ada"]
        assert [row["state"] for row in rows] == ["unused"] * 3
        query = rows[2]["link"].partition("/s/" + survey.slug + "/")[2]
        assert f'name="{NAME["id"]}"' in Respondent(survey).open(query).html

    def test_it_costs_the_same_however_many_there_are(self, browser: Client, survey: Survey) -> None:
        make_links(survey=survey, count=1, by=None)
        browser.get(address("links", survey))

        with CaptureQueriesContext(connection) as few:
            browser.get(address("links", survey))
        make_links(survey=survey, count=2, by=None)
        with CaptureQueriesContext(connection) as many:
            browser.get(address("links", survey))

        assert len(few) == len(many)

    def test_pages_of_twenty_five(self, browser: Client, survey: Survey) -> None:
        make_links(survey=survey, count=26, by=None)

        page = browser.get(address("links", survey) + "?page=2").content.decode()

        assert ('id="link-26"' in page, 'id="link-25"' in page) == (True, False)


class TestRevoking:
    @pytest.fixture
    def link(self, survey: Survey) -> PersonalLink:
        make_labelled_links(survey=survey, labels=["Ada"], by=None)
        return PersonalLink.objects.get()

    def test_there_and_back_leads_to_the_list_as_it_was(
        self, browser: Client, survey: Survey, link: PersonalLink
    ) -> None:
        revoked = browser.post(address("revoke_link", survey, link.pk) + "?state=unused")
        browser.post(address("revoke_link", survey, link.pk))
        was = PersonalLink.objects.get().revoked_at
        browser.post(address("restore_link", survey, link.pk))
        browser.post(address("restore_link", survey, link.pk))

        assert revoked.headers["Location"] == f"{address('links', survey)}?state=unused#links"
        assert was is not None
        assert PersonalLink.objects.get().revoked_at is None
        told = Event.objects.filter(type__startswith="survey.link_").values_list("type", flat=True)
        assert sorted(told) == ["survey.link_restored", "survey.link_revoked"]

    def test_not_back_where_the_label_has_another(
        self, browser: Client, survey: Survey, link: PersonalLink
    ) -> None:
        revoke_link(link=link, by=None)
        make_labelled_links(survey=survey, labels=["Ada"], by=None)

        page = browser.post(address("restore_link", survey, link.pk), follow=True).content.decode()

        assert "“Ada” has another link by now." in page
        assert PersonalLink.objects.filter(revoked_at=None).count() == 1

    def test_of_another_survey_there_is_none(
        self, browser: Client, survey: Survey, link: PersonalLink
    ) -> None:
        other = published_survey()

        assert browser.post(address("revoke_link", other, link.pk)).status_code == 404


def test_the_choice_is_on_the_page_of_who_can_answer(browser: Client, survey: Survey) -> None:
    page = browser.get(reverse("surveys:access", args=[survey.pk])).content.decode()
    warned = "everybody who has the public link can answer too" in _page(browser, survey)
    browser.post(reverse("surveys:save_personal", args=[survey.pk]), {"personal": "yes"})

    assert ("A personal link is a lock" in page, warned) == (True, True)
    assert access_of(reread(survey)).asks_for_links
    assert "everybody who has the public link can answer too" not in _page(browser, survey)
    shared = browser.get(reverse("surveys:share", args=[survey.pk])).content.decode()
    assert "asks for a personal link" in shared


def _page(browser: Client, survey: Survey) -> str:
    return browser.get(address("links", survey)).content.decode()


def test_other_organisations_and_viewers_see_none(
    client_of: Any, make_person: Any, survey: Survey, other: Scope
) -> None:
    with tenant_scope(other):
        theirs = published_survey()
        make_links(survey=theirs, count=1, by=None)

    assert client_of(make_person("analyst")).get(address("links", survey)).status_code == 403
    assert client_of(make_person("editor")).get(address("links", theirs)).status_code == 404
