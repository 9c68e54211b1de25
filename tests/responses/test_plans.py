"""How the database finds a response: by its id, whatever it knows of the tables."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope, owner_scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent

NAME = make_question(required=True)
SCORE = make_question("nps", "score")
MANY = 1000
SCAN = re.compile(r"Scan (?:using (\w+) )?on responses_response")


@pytest.mark.parametrize("settings", [{}, {"moves_on": True}], ids=["plain", "read first"])
@pytest.mark.parametrize("is_counted", [False, True], ids=["new table", "one response a survey"])
def test_a_journey_never_reads_the_other_responses(
    acme: Scope, settings: dict[str, bool], is_counted: bool
) -> None:
    survey = published_survey(make_definition([NAME], [SCORE], settings=settings))
    if is_counted:
        count_surveys_of_one_response(survey)
    ada = Respondent(survey).open()

    with CaptureQueriesContext(connection) as captured:
        ada.send(**{NAME["id"]: "Ada"}).open().send()

    plans = [plan(query["sql"]) for query in captured if "responses_response" in query["sql"]]
    scans = [found for each in plans for found in SCAN.findall(each)]
    assert len(scans) >= 2
    assert set(scans) == {"responses_response_pkey"}


def count_surveys_of_one_response(survey: Survey) -> None:
    """Let the database learn that a survey has one response, which makes an index by survey look good."""
    assert survey.current_version_id is not None
    surveys = [Survey(slug=f"s{number}", title="One", draft={}) for number in range(MANY)]
    Survey.objects.bulk_create(surveys)
    Response.objects.bulk_create(
        Response(survey=each, version_id=survey.current_version_id, seed=1, language="en") for each in surveys
    )
    with owner_scope(), connection.cursor() as cursor:
        cursor.execute("ANALYZE responses_response, surveys_survey")


def plan(statement: str) -> str:
    """What the database would do, without doing it, with a table that is worth an index."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {statement.replace('%', '%%')}")
        return "\n".join(line for (line,) in cursor.fetchall())
