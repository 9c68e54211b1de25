"""One number, filtered or weighted, is the same wherever it is told: page, API, report, PDF, letter, file."""

import csv
from urllib.parse import quote

import pytest
from django.test import Client

from analytics.domain import make_edition
from analytics.models import Report
from analytics.reports.editions import pdf_file
from analytics.reports.letters import letter_of
from analytics.saving import Targets, TargetShares, save_weights
from surveys.models import Survey
from tenants.partners.domain import grant_tokens
from tenants.people.models import User
from tests.analytics.made import respond
from tests.analytics.pages import path, said
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport
from tests.analytics.reports.pdf_words import pdf_words
from tests.api.conftest import Caller
from tests.conftest import PASSWORD

ONE, REGION = "category:q_00000001", "category:q_00000002"
IN_K = {"groups": [{"conditions": [{"column": REGION, "operator": "in", "values": ["c_kkkkkkkk"]}]}]}


@pytest.fixture
def weight(crowd: Survey, editor: User) -> str:
    """Weights by which a tenth is in region k."""
    shares = {"c_kkkkkkkk": 10.0, "c_llllllll": 90.0}
    targets = Targets(targets=(TargetShares(column=REGION, shares=shares),))
    return str(save_weights(survey_id=crowd.pk, name="Tenths", targets=targets, by=editor).pk)


@pytest.fixture
def caller(editor: User) -> Caller:
    """A partner with an editor's token."""
    return Caller(token=grant_tokens(email=editor.email, password=PASSWORD).access)


def told(report: Report, owner: Client, caller: Caller) -> dict[str, str]:
    """Everything that a report says, by where it says it."""
    edition = make_edition(report=report)
    with pdf_file(edition) as file:
        pdf = pdf_words(file.read())
    letter = letter_of(edition)
    api = caller.get(f"surveys/{report.survey_id}/reports/{report.pk}/").json()["data"]["content"]
    return {
        "page": said(owner.get(path(report.survey, f"reports/{report.pk}/"))),
        "API": str(api["blocks"]),
        "edition": str(edition.content),
        "PDF": pdf,
        "letter": str(letter.context["blocks"]),
    }


def missing(number: str, places: dict[str, str]) -> list[str]:
    """The places that don't tell a number."""
    bare = "".join(number.split())
    return [name for name, words in places.items() if bare not in "".join(words.split()).replace("\\xa0", "")]


def test_a_filtered_share(crowd: Survey, owner: Client, caller: Caller, report_of: MakeReport) -> None:
    for _more in range(3):
        respond(crowd, {"q_00000001": "c_bbbbbbbb", "q_00000002": "c_kkkkkkkk"})
    words = block("text", words='{{ share(one, "A") }}', where=IN_K)
    report = report_of(words, block("question", question="q_00000001", where=IN_K), of=crowd)
    where = "where=region~in~k"

    page = owner.get(path(crowd, f"results/?{where}"))
    api = caller.get(f"surveys/{crowd.pk}/results/?{where}").json()["data"]["questions"][0]
    file = owner.get(path(crowd, f"export.csv?values=codes&{where}"))
    lines = b"".join(file.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    rows = [each["one"] for each in csv.DictReader(lines)]

    percent = round(100 * rows.count("a") / len(rows), 1)
    assert (rows.count("a"), len(rows), percent) == (12, 19, 63.2)
    assert api["counts"][0]["percent"] == percent
    assert missing(f"{percent} %", {"results": said(page), **told(report, owner, caller)}) == []


def test_a_weighted_share(
    crowd: Survey, owner: Client, caller: Caller, report_of: MakeReport, weight: str
) -> None:
    crosstab = block("crosstab", rows=[REGION], banners=[[ONE]], weight=weight, measures=["column"])
    trend = block("trend", measure="mean~number:q_00000003", unit="quarter", weight=weight)
    report = report_of(crosstab, trend, of=crowd)
    asked = f"rows=region&banner=one&weight={quote(weight)}"

    page = owner.get(path(crowd, f"results/crosstab/?{asked}"))
    api = caller.get(f"surveys/{crowd.pk}/crosstab/?{asked}").json()["data"]["tables"][0]
    file = owner.get(path(crowd, f"results/crosstab.csv?{asked}&show=column")).content.decode()

    over_time = f"surveys/{crowd.pk}/trend/?measure=mean~likely&unit=quarter&weight={quote(weight)}"
    mean = caller.get(over_time).json()["data"]["lines"][0]["points"][-1]["value"]
    plain = caller.get(over_time.partition("&weight")[0]).json()["data"]["lines"][0]["points"][-1]["value"]

    share = api["rows"][0]["cells"][1]["column"]
    assert round(share, 3) == 0.1
    assert "10.0" in file
    everywhere = told(report, owner, caller)
    assert missing("10.0 %", {"cross-tab": said(page), **everywhere}) == []
    assert (round(mean, 2) != round(plain, 2), missing(f"{mean:.2f}", everywhere)) == (True, [])
