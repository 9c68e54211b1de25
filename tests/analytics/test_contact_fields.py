"""What personal links say of people: stored with a response as it begins, asked for like any answer."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from analytics.results import ChoicesSummary, HiddenSummary, Results, Selection, TextSummary
from analytics.results.anonymity import GroupTooSmall
from analytics.results.crosstabs import CrosstabInvalid, crosstab_of, opening, read_request
from analytics.results.filtering import FilterInvalid, columns_of, read_filter
from responses.anonymity import set_anonymity
from responses.domain import delete_response
from responses.exceptions import LinksRefused
from responses.models import ContactField, PersonalLink, Response
from responses.personal.codes import code_of
from responses.personal.fields import MOST_FIELDS, fields_of
from responses.personal.making import make_labelled_links
from responses.submitting import submit_response
from surveys.models import Survey
from tenants.partners.domain import grant_tokens
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tests.analytics.made import choice, definition, question
from tests.analytics.pages import People, path, said
from tests.api.conftest import Caller
from tests.builders import published_survey
from tests.conftest import PASSWORD
from tests.responses.respondent import Respondent

TEAM = "Team; of “Ada”"
"""A name that filters have to write otherwise."""
ONE = question(1, "single_choice", "one", choices=[choice("a"), choice("b")])
ASKED = question(2, "short_text", "asked") | {"visible_if": f'contact("{TEAM}") = "Red"'}
FROM_LINK = question(3, "hidden_field", "campaign")


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return published_survey(definition([ONE, ASKED, FROM_LINK]))


def linked(survey: Survey, teams: dict[str, str]) -> dict[str, PersonalLink]:
    fields = {label: {TEAM: team, "since": " 2020 "} for label, team in teams.items()}
    make_labelled_links(survey=survey, labels=list(teams), by=None, fields=fields)
    return {link.label: link for link in PersonalLink.objects.filter(survey=survey)}


def people(survey: Survey, sizes: dict[str, int]) -> None:
    """So many of each team answer a, through the API."""
    teams = {f"{team}{number}": team for team, size in sizes.items() for number in range(size)}
    for link in linked(survey, teams).values():
        submit_response(survey=survey, answers={"q_00000001": "c_aaaaaaaa"}, link=link.pk)


def selected(results: Results, *groups: str) -> int:
    where = read_filter(groups, columns_of(results.layout))
    return results.count(Selection(where=where))


def test_a_response_keeps_what_its_link_said_when_it_began(survey: Survey, owner: Client) -> None:
    links = linked(survey, {"Ada": "Red", "Bob": "Blue"})
    ada = Respondent(survey).open(f"?k={code_of(links['Ada'])}")
    bob = Respondent(survey).open(f"?k={code_of(links['Bob'])}")
    assert ('name="q_00000002"' in ada.html, 'name="q_00000002"' in bob.html) == (True, False)

    ada.send(q_00000001="c_aaaaaaaa", q_00000002="Hello")
    linked(survey, {"Ada": "Green"})
    row = Response.objects.get()

    assert row.contact == {TEAM: "Red", "since": "2020"}
    assert row.answers["q_00000002"] == "Hello"
    assert PersonalLink.objects.get(label="Ada").fields[TEAM] == "Green"
    privacy = said(Respondent(survey).open(f"privacy/?k={code_of(links['Bob'])}").answer)
    assert f"It also tells them this about you: since, {TEAM}." in privacy
    assert "<dd><bdi>2020</bdi></dd>" in said(owner.get(path(survey, f"responses/{row.pk}/")))
    assert "contact.since" in owner.get(path(survey, "export.csv")).getvalue().decode()
    assert selected(Results.of(survey.pk), "contact.since~in~2020") == 1
    delete_response(response=row, by=None)
    assert not Response.objects.exists()
    assert selected(Results.of(survey.pk), "contact.since~in~2020") == 0


def test_filters_comparisons_and_cross_tabs_ask_for_it(survey: Survey, owner: Client) -> None:
    people(survey, {"Red": 3, "Blue, light": 2})
    submit_response(survey=survey, answers={"q_00000001": "c_bbbbbbbb"})
    results = Results.of(survey.pk)
    name = "contact.Team%3B of “Ada”"

    asked = ["in~Red", "not_in~Red", "contains~BLUE", "answered", "not_answered", "eq~blue%2C light"]
    assert [selected(results, f"{name}~{each}") for each in asked] == [3, 2, 2, 5, 1, 2]
    table = owner.get(path(survey, "results/crosstab.csv"), {"rows": "one", "banner": f"contact.{TEAM}"})
    assert table.content.decode().splitlines()[0] == 'What about one?,Measure,All,Red,"Blue, light"'
    turned = owner.get(path(survey, "results/crosstab.csv"), {"rows": f"contact.{TEAM}", "banner": "one"})
    assert "Red,Count,3,3," in turned.content.decode()
    page = said(owner.get(path(survey), {"compare": f"contact.{TEAM}", "group": ["Blue, light"]}))
    assert 'name="group" value="Blue, light" checked' in page
    assert 'name="group" value="Red">' in page
    file = owner.get(path(survey, "results.csv"), {"compare": f"contact.{TEAM}"}).content.decode()
    assert ",a,A,5,83.3,,3,100.0,,2,100.0," in file
    with pytest.raises(FilterInvalid):
        selected(results, "contact.nothing~answered")


def test_small_groups_are_neither_told_nor_named(survey: Survey) -> None:
    people(survey, {"Red": 6, "Blue": 5, "Ada herself": 1})
    set_anonymity(survey_id=survey.pk, threshold=5, by=User())
    results = Results.of(survey.pk)

    for refused in ("in~Blue", "in~Ada herself", "contains~lue", "starts~Ada"):
        with pytest.raises(GroupTooSmall):
            selected(results, f"contact.Team%3B of “Ada”~{refused}")
    assert selected(results, "contact.Team%3B of “Ada”~in~Red") == 6
    columns = columns_of(results.layout)
    wanted = read_request(["one"], [f"contact.{TEAM}"], "", columns)
    with results.opened() as answers:
        found = crosstab_of(answers, wanted, Selection(), threshold=5)
    assert [column.key for column in found.columns] == [(), ("Red",)]
    assert [base and base.n for base in found.tables[0].bases] == [12, 6]


def test_texts_that_links_tell_make_groups_too(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    for campaign in ("mail", "mail", "poster", "poster", "for Ada alone"):
        respondent = Respondent(survey).open(f"?campaign={campaign}")
        respondent.send(q_00000001="c_aaaaaaaa")
    results = Results.of(survey.pk)
    columns = columns_of(results.layout)
    wanted = read_request(["one"], ["campaign"], "", columns)

    with results.opened() as answers:
        found = crosstab_of(answers, wanted, Selection())
        monkeypatch.setattr(opening, "MOST_DIFFERENT", 1)
        with pytest.raises(CrosstabInvalid, match="more than 1 different values"):
            crosstab_of(answers, wanted, Selection())

    told = zip(found.columns, found.tables[0].bases, strict=True)
    assert [(column.key, base and base.n) for column, base in told] == [
        ((), 5),
        (("mail",), 2),
        (("poster",), 2),
    ]


def test_lists_and_partners_bring_fields(survey: Survey, owner: Client, make_person: People) -> None:
    address = f"/surveys/{survey.pk}/links/label/"
    content = b"name,team,empty\r\nAda,Red,\r\nBob,,x\r\n"
    for with_fields in ("", "on"):
        file = SimpleUploadedFile("people.csv", content)
        assert owner.post(address, {"file": file, "with_fields": with_fields}).status_code == 302
        kept = dict(PersonalLink.objects.values_list("label", "fields"))
        assert kept == (
            {"Ada": {"team": "Red"}, "Bob": {"empty": "x"}} if with_fields else {"Ada": {}, "Bob": {}}
        )
    listed = said(owner.get(f"/surveys/{survey.pk}/links/"))
    assert "<bdi>team</bdi>: <bdi>Red</bdi>" in listed
    file = owner.get(f"/surveys/{survey.pk}/links/links.csv").getvalue().decode()
    assert file.splitlines()[0].endswith("code,team,empty")

    person = make_person(Role.OWNER, email="partner@acme.example")
    api = Caller(token=grant_tokens(email=person.email, password=PASSWORD).access)
    made = api.post(f"surveys/{survey.pk}/links/", {"people": [{"label": "Eve", "fields": {"team": "Blue"}}]})
    assert made.status_code == 201, made.content
    assert [each["fields"] for each in made.json()["data"]["made"]] == [{"team": "Blue"}]
    for body in ({"count": 1, "people": [{"label": "x"}]}, {"people": [{"label": "x", "fields": {"": "y"}}]}):
        assert api.post(f"surveys/{survey.pk}/links/", body).status_code in (400, 422), json.dumps(body)


def test_a_survey_has_so_many_fields_and_no_more(survey: Survey) -> None:
    many = {f"field {number}": "x" for number in range(MOST_FIELDS)}
    make_labelled_links(survey=survey, labels=["Ada"], by=None, fields={"Ada": many})

    for fields in ({"one more": "x"}, {"a": "x", " a ": "y"}, {"a": "x" * 201}, many | {"one more": "x"}):
        with pytest.raises(LinksRefused):
            make_labelled_links(survey=survey, labels=["Bob"], by=None, fields={"Bob": fields})
    assert len(fields_of(survey.pk)) == MOST_FIELDS
    assert {str(each) for each in ContactField.objects.all()} == set(many)
    assert PersonalLink.objects.count() == 1


def test_what_links_tell_is_shown_as_choices_unless_it_is_somebody_s_own(survey: Survey) -> None:
    for campaign in ("mail", "mail", "poster", "poster"):
        Respondent(survey).open(f"?campaign={campaign}").send(q_00000001="c_aaaaaaaa")
    before = Results.of(survey.pk)
    shared = before.summary(before.question("q_00000003"))

    Respondent(survey).open("?campaign=for Ada").send(q_00000001="c_aaaaaaaa")
    after = Results.of(survey.pk)

    assert isinstance(shared, ChoicesSummary)
    assert [(count.code, count.n) for count in shared.counts] == [("mail", 2), ("poster", 2)]
    assert isinstance(after.summary(after.question("q_00000003")), TextSummary)
    set_anonymity(survey_id=survey.pk, threshold=3, by=User())
    hidden = before.of_groups(3)
    assert isinstance(hidden.summary(hidden.question("q_00000003")), HiddenSummary)
