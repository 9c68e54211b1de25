"""Whose answers a block is about, as rows of its form: added, taken away, saved, and what is gone."""

import re
from typing import Any

from django.test import Client

from analytics.models import Report
from surveys.models import Survey
from tests.analytics.pages import path, said
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport

ONE, LIKELY = "category:q_00000001", "number:q_00000003"
ROW = {"c0": "likely", "g0": "0", "o0": "ge", "a0": "9"}
FORM = {"question": "q_00000001", "chart": "usual", "order": "asked", "base": "answered", "revision": "1"}


def where(condition: dict[str, Any]) -> dict[str, Any]:
    return {"groups": [{"conditions": [condition]}]}


def at(report: Report) -> str:
    return path(report.survey, f"reports/{report.pk}/edit/")


def opened(owner: Client, report: Report) -> str:
    return said(owner.get(f"{at(report)}?block={report.document['blocks'][0]['id']}"))


def sent(owner: Client, report: Report, **more: str) -> Any:
    return owner.post(f"{at(report)}{report.document['blocks'][0]['id']}/", FORM | more)


def stored(report: Report) -> list[Any]:
    report.refresh_from_db()
    groups: list[Any] = report.document["blocks"][0]["where"]["groups"]
    return [[(each["column"], each["values"]) for each in group["conditions"]] for group in groups]


def test_rows_come_and_go_before_anything_is_saved(report_of: MakeReport, owner: Client) -> None:
    report = report_of(block("question", question="q_00000001"))

    added = sent(owner, report, add="likely", title="Typed already")
    beside = sent(owner, report, **ROW, add="one", into="0")
    away = sent(owner, report, **ROW, remove="0")

    assert [answer.status_code for answer in (added, beside, away)] == [200, 200, 200]
    assert 'name="c0" value="likely"' in said(added)
    assert "Typed already" in said(added)
    assert "error-summary" not in said(sent(owner, report, question="", add="likely"))
    assert 'name="c1" value="one"' in said(beside)
    assert 'name="g1" value="0"' in said(beside)
    assert 'name="c0"' not in said(away)
    assert stored(report) == []


def test_rows_are_saved_with_what_was_typed_beside_them(report_of: MakeReport, owner: Client) -> None:
    report = report_of(block("question", question="q_00000001"))
    more = {"c1": "one", "g1": "0", "o1": "in", "v1": "c_aaaaaaaa"}

    assert sent(owner, report, **ROW, **more, where="opinion~ge~4").status_code == 302

    assert stored(report) == [[(LIKELY, ["9"]), (ONE, ["c_aaaaaaaa"])], [("number:q_00000004", ["4"])]]
    page = opened(owner, report)
    assert 'value="c_aaaaaaaa" checked' in page
    assert 'name="c2" value="opinion"' in page
    assert "opinion~ge~4" not in page


def test_a_row_that_can_t_be_read_says_so_and_is_kept(report_of: MakeReport, owner: Client) -> None:
    report = report_of(block("question", question="q_00000001"))
    more = {"c1": "opinion", "g1": "1", "o1": "ge", "a1": "4"}

    wrong = sent(owner, report, **(ROW | {"a0": "many"}), **more)

    assert wrong.status_code == 422
    assert 'value="many" aria-invalid="true" aria-describedby="e0"' in said(wrong)
    assert told_at_rows(said(wrong)) == ["0: likely: “many” is no number."]
    assert 'aria-labelledby="form-errors"' in said(wrong)
    assert "<details open><summary" not in said(wrong)
    assert stored(report) == []
    assert told_at_rows(said(sent(owner, report, **(ROW | {"a0": "many"}), add="one"))) == []


def told_at_rows(page: str) -> list[str]:
    """What is said to be wrong with rows, each by its place."""
    return [": ".join(found) for found in re.findall(r'<p class="errorlist" id="e(\d+)">([^<]+)</p>', page)]


def test_rows_of_the_report_as_a_whole_say_what_is_wrong_too(report_of: MakeReport, owner: Client) -> None:
    report = report_of(block("question", question="q_00000001"))
    form = {"name": "Ours", "language": "en", "paper": "a4", "status": "all", "revision": "1"}

    wrong = owner.post(f"{at(report)}settings/", form | ROW | {"a0": "many"})

    assert wrong.status_code == 422
    assert '<p class="errorlist" id="report-e0">likely: “many” is no number.</p>' in said(wrong)


def test_a_condition_on_what_is_gone_is_told_before_it_goes(
    survey: Survey, report_of: MakeReport, owner: Client
) -> None:
    gone = where({"column": "number:q_zzzzzzzz", "operator": "ge", "values": ["1"]})
    report = report_of(block("question", question="q_00000001", where=gone))

    assert "A condition asks what is gone" in opened(owner, report)
    assert sent(owner, report).status_code == 302
    assert stored(report) == []


def test_somebody_else_s_conditions_are_told_in_words(report_of: MakeReport, owner: Client) -> None:
    likely = where({"column": LIKELY, "operator": "ge", "values": ["9"]})
    report = report_of(block("question", question="q_00000001", where=likely))
    assert sent(owner, report, **(ROW | {"a0": "10"}), title="Theirs").status_code == 302

    stale = sent(owner, report, title="Mine")

    assert stale.status_code == 422
    assert "Somebody changed this block" in said(stale)
    assert "is at least 10" in said(stale)
