"""Tables of choices, searched while a respondent types, and without a script by a button."""

from django.test import Client

from responses.models import Response
from surveys.domain import store_table
from tenants.scope import Scope, tenant_scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent

TOWNS = b"code,label:en,label:nl,province\nhag,The Hague,Den Haag,zh\nzst,Zeist,Zeist,ut\nzwo,Zwolle,,ov\n"


def search(identity: str, **query: str) -> dict[str, object]:
    answer = Client(headers={"host": "acme.localhost"}).get(f"/s/-/tables/{identity}", query)
    assert answer.status_code == 200
    found: dict[str, object] = answer.json()
    return found


def test_a_search_answers_with_codes_and_words(acme: Scope) -> None:
    table = store_table(content=TOWNS, name="towns.csv", by=None).pk

    assert search(table, q="z", language="en") == {
        "found": [{"value": "zst", "label": "Zeist"}, {"value": "zwo", "label": "Zwolle"}],
        "more": False,
    }
    assert search(table, q="den", language="nl")["found"] == [{"value": "hag", "label": "Den Haag"}]
    assert search(table, q="", **{"with.province": "ut"})["found"] == [{"value": "zst", "label": "Zeist"}]


def test_what_was_found_may_be_kept(acme: Scope) -> None:
    table = store_table(content=TOWNS, name="towns.csv", by=None).pk
    client = Client(headers={"host": "acme.localhost"})

    first = client.get(f"/s/-/tables/{table}")
    again = client.get(f"/s/-/tables/{table}", headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=86400, immutable"
    assert (again.status_code, again.content) == (304, b"")


def test_a_hostile_search_finds_nothing(acme: Scope) -> None:
    table = store_table(content=TOWNS, name="towns.csv", by=None).pk

    assert search(table, q="z" * 1_000, language="<b>", base="../x")["found"] == []
    assert search(table, **{"with.river": "x"})["found"] == []


def test_the_other_organisations_table_is_not_there(acme: Scope, other: Scope) -> None:
    with tenant_scope(other):
        table = store_table(content=TOWNS + b"x,Theirs,,zh\n", name="towns.csv", by=None).pk

    assert Client(headers={"host": "acme.localhost"}).get(f"/s/-/tables/{table}").status_code == 404


def test_without_a_script_the_button_searches_and_a_row_is_chosen(acme: Scope) -> None:
    table = store_table(content=TOWNS, name="towns.csv", by=None).pk
    question = make_question("table_choice", "town", settings={"table": table})
    respondent = Respondent(published_survey(make_definition([question]))).open()
    here = question["id"]

    respondent.post(respondent.form(**{f"{here}.typed": "zw", f"{here}.search": "1"}))
    found = respondent.html
    stored = Response.objects.exists()
    respondent.send(**{here: "zwo"})

    assert 'value="zwo"' in found
    assert not stored
    assert Response.objects.get().answers == {here: "zwo"}


def test_a_name_typed_whole_is_taken_and_half_of_one_is_asked_about(acme: Scope) -> None:
    table = store_table(content=TOWNS, name="towns.csv", by=None).pk
    question = make_question("table_choice", "town", settings={"table": table})
    respondent = Respondent(published_survey(make_definition([question]))).open()

    respondent.send(**{f"{question['id']}.typed": "zw"})
    half = respondent.status
    respondent.send(**{f"{question['id']}.typed": "den haag"})

    assert half == 422
    assert Response.objects.get().answers == {question["id"]: "hag"}
