"""What holds for a report as a whole: its name, language, paper, and whose answers it is about."""

from typing import Any

import pytest
from django.test import Client

from analytics.models import Report
from tests.analytics.pages import path, said
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport

SETTINGS = {"name": "Neu", "language": "de", "paper": "us-letter", "status": "all", "segment": ""}
LIKELY = {"c0": "likely", "g0": "0", "o0": "ge", "a0": "9"}


def at(report: Report, rest: str = "") -> str:
    return path(report.survey, f"reports/{report.pk}/{rest}")


@pytest.fixture
def report(report_of: MakeReport) -> Report:
    """A report of one block."""
    return report_of(block("title", words="Begin"))


def set_report(client: Client, report: Report, **fields: Any) -> Any:
    """Send the settings of a report as they were shown now."""
    revision = fields.pop("revision", Report.objects.get(pk=report.pk).revision)
    return client.post(at(report, "edit/settings/"), {"revision": revision} | SETTINGS | fields)


def test_the_report_itself_is_set(report: Report, owner: Client) -> None:
    assert set_report(owner, report).status_code == 302
    changed = Report.objects.get()
    assert (changed.name, changed.language) == ("Neu", "de")
    assert (changed.document["paper"], changed.document["status"]) == ("us-letter", "all")
    for field, wrong in {"name": "", "language": "nothing", "paper": "a3", "where": "nothing~is~1"}.items():
        refused = set_report(owner, report, **{field: wrong})
        assert (refused.status_code, f'id="report-{field}_error"' in said(refused)) == (422, True), field
    assert Report.objects.get().revision == 2


def test_a_report_as_a_whole_is_of_those_whom_its_conditions_select(report: Report, owner: Client) -> None:
    added = set_report(owner, report, add="likely", name="Typed already")
    wrong = set_report(owner, report, **LIKELY | {"a0": "many"})
    saved = set_report(owner, report, **LIKELY, where="opinion~ge~4", language="en")

    assert [each.status_code for each in (added, wrong, saved)] == [200, 422, 302]
    assert all(words in said(added) for words in ('id="report-o0"', "Typed already", 'id="settings" open'))
    assert "“many” is no number." in said(wrong)
    assert len(Report.objects.get().document["where"]["groups"]) == 2
    page = said(owner.get(at(report, "edit/")))
    assert 'name="c0" value="likely"' in page
    assert "is at least 9" in said(owner.get(at(report)))


def test_settings_that_somebody_else_changed_are_not_overwritten(report: Report, owner: Client) -> None:
    set_report(owner, report, name="Theirs")

    stale = set_report(owner, report, name="Mine", revision=1)

    assert (stale.status_code, Report.objects.get().name) == (422, "Theirs")
    assert "Somebody changed these settings" in said(stale)
    title = Report.objects.get().document["blocks"][0]["id"]
    owner.post(at(report, f"edit/{title}/"), {"revision": "2", "words": "Beside it", "level": "1"})
    assert set_report(owner, report, name="Mine", revision=2).status_code == 302
