"""Reports on pages: begun, composed, undone, read live, made, sent; by forms without scripts."""

import re
from typing import Any

import pytest
from django.test import Client

from analytics.models import Edition, EditionLetter, Report
from analytics.reports import editions
from analytics.reports.blocks import MOST_BLOCKS, new_block_id
from analytics.reports.starters import STARTERS
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tests.analytics.made import respond
from tests.analytics.pages import Browsers, People, path, said
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport


def at(report: Report, rest: str = "") -> str:
    return path(report.survey, f"reports/{report.pk}/{rest}")


def blocks(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Report.objects.get(pk=report.pk).document["blocks"]
    return found


def set_block(client: Client, report: Report, place: int, **fields: Any) -> Any:
    """Send the form of a block as it was shown now."""
    revision = fields.pop("revision", Report.objects.get(pk=report.pk).revision)
    return client.post(at(report, f"edit/{blocks(report)[place]['id']}/"), {"revision": revision} | fields)


@pytest.fixture
def report(report_of: MakeReport) -> Report:
    """A report of three blocks."""
    return report_of(block("title", words="Begin"), block("text", words="{{ n }} people"), block("figures"))


def test_a_report_is_begun_with_one_click(survey: Survey, owner: Client) -> None:
    page = owner.get(path(survey, "reports/"))
    begun = owner.post(path(survey, "reports/new/"), {"starter": "one-page"})

    report = Report.objects.get()
    assert all(f'value="{key}"' in said(page) for key in STARTERS)
    assert (begun.status_code, begun.headers["Location"]) == (302, at(report, "edit/"))
    assert (report.name, report.language, report.revision) == ("Management one-pager", "en", 1)
    assert "Management one-pager" in said(owner.get(path(survey, "reports/")))
    assert owner.post(path(survey, "reports/new/"), {"language": "nothing"}).status_code == 422
    for _again in range(2):
        owner.post(path(survey, "reports/new/"))
    assert {"Report", "Report 2"} < set(Report.objects.values_list("name", flat=True))


def test_whoever_may_not_compose_reads(report: Report, client_of: Browsers, make_person: People) -> None:
    viewer = client_of(make_person(Role.VIEWER))

    assert viewer.get(at(report)).status_code == 200
    assert "Make an edition" not in said(viewer.get(at(report)))
    assert {
        viewer.get(at(report, "edit/")).status_code,
        viewer.post(at(report, "editions/")).status_code,
    } == {403}


def test_each_kind_of_block_is_added_and_opens(report: Report, owner: Client) -> None:
    first = blocks(report)[0]["id"]
    for kind in ("title", "text", "figures", "question", "crosstab", "trend", "quotes", "break"):
        added = owner.post(at(report, "edit/add/"), {"kind": kind, "after": first})
        page = owner.get(added.headers["Location"])

        assert (added.status_code, page.status_code) == (302, 200), kind
        assert blocks(report)[1]["kind"] == kind
        assert f'action="{at(report, "edit/")}{blocks(report)[1]["id"]}/"' in said(page)
    assert owner.post(at(report, "edit/add/"), {"kind": "none"}).status_code == 422


def test_a_block_is_set_moved_and_taken_away_and_all_of_it_undone(report: Report, owner: Client) -> None:
    ids = [each["id"] for each in blocks(report)]

    assert set_block(owner, report, 0, words="Start", level="2").status_code == 302
    assert owner.post(at(report, f"edit/{ids[0]}/move/"), {"place": "2"}).status_code == 302
    assert owner.post(at(report, f"edit/{ids[1]}/remove/")).status_code == 302
    assert [(each["id"], each.get("words")) for each in blocks(report)] == [(ids[2], None), (ids[0], "Start")]
    for _change in range(3):
        assert owner.post(at(report, "edit/undo/")).status_code == 302

    assert [each.get("words") for each in blocks(report)] == ["Begin", "{{ n }} people", None]
    assert Report.objects.get().revision == 7
    assert 'id="undo"' not in said(owner.get(at(report, "edit/")))
    owner.post(at(report, "edit/undo/"))
    assert Report.objects.get().revision == 7


def test_a_change_of_nothing_is_no_revision(report: Report, owner: Client) -> None:
    set_block(owner, report, 1, words="{{ n }} people")

    assert Report.objects.get().revision == 1


def test_settings_of_every_kind_are_kept_as_they_were_sent(
    survey: Survey, report_of: MakeReport, owner: Client
) -> None:
    report = report_of(block("question"), block("crosstab"), block("trend"), block("quotes"), block("break"))
    sent: list[dict[str, Any]] = [
        {
            "question": "q_00000001",
            "chart": "table",
            "compare": "category:q_00000001",
            "where": "likely~ge~9",
            "order": "share",
            "base": "asked",
        },
        {"rows": ["category:q_00000001"], "banner_0": "category:q_00000001", "measures": ["n"], "test": "bh"},
        {"measure": "nps~number:q_00000003", "unit": "week", "window": "3", "with_table": "on"},
        {"question": "q_00000008", "most": "9"},
        {},
    ]
    for place, fields in enumerate(sent):
        assert set_block(owner, report, place, **fields).status_code == 302, place

    question, crosstab, trend, quotes, line = blocks(report)
    assert (question["chart"], question["with_table"], question["compare"]) == (
        "table",
        False,
        "category:q_00000001",
    )
    assert (question["order"], question["base"]) == ("share", "asked")
    assert question["where"]["groups"][0]["conditions"][0]["column"] == "number:q_00000003"
    assert (crosstab["banners"], crosstab["measures"], crosstab["test"]) == (
        [["category:q_00000001"]],
        ["n"],
        "bh",
    )
    assert (trend["unit"], trend["window"], trend["with_table"], quotes["most"]) == ("week", 3, True, 9)
    assert line["page"] is False
    page = said(owner.get(at(report, f"edit/?block={question['id']}")))
    assert 'name="c0" value="likely"' in page
    assert '<option value="table" selected>' in page


def test_what_can_not_be_set_is_said_beside_its_field(report: Report, owner: Client) -> None:
    wrong = set_block(owner, report, 1, words="{{ nsp(likely) }}")
    where = set_block(owner, report, 2, where="nothing~is~1")

    assert (wrong.status_code, where.status_code) == (422, 422)
    assert "There is no number “nsp”. Did you mean “nps”?" in said(wrong)
    assert "{{ nsp(likely) }}</textarea>" in said(wrong)
    assert "“nothing” is no column of this survey." in said(where)
    assert Report.objects.get().revision == 1


def test_a_number_is_put_in_without_scripts(report: Report, owner: Client) -> None:
    page = said(owner.get(at(report, f"edit/?block={blocks(report)[1]['id']}")))

    set_block(owner, report, 1, words="Score:", number="{{ nps(likely) }}", insert="1")

    assert '<option value="{{ nps(likely) }}">' in page
    assert blocks(report)[1]["words"] == "Score: {{ nps(likely) }}"


def test_a_block_that_somebody_else_set_is_not_overwritten(report: Report, owner: Client) -> None:
    set_block(owner, report, 1, words="Theirs, as it is now")

    stale = set_block(owner, report, 1, words="Mine, as I wrote it", revision=1)
    beside = set_block(owner, report, 0, words="Another block", level="1", revision=1)

    page = said(stale)
    assert stale.status_code == 422
    assert "Somebody changed this block" in page
    assert page.index("Mine, as I wrote it</textarea>") < page.index("Theirs, as it is now</textarea>")
    assert (beside.status_code, blocks(report)[0]["words"]) == (302, "Another block")
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    again = set_block(owner, report, 1, words="Mine, as I wrote it", revision=Report.objects.get().revision)
    assert (again.status_code, blocks(report)[1]["words"]) == (302, "Mine, as I wrote it")


def test_a_report_holds_so_many_blocks(report_of: MakeReport, owner: Client) -> None:
    report = report_of(*(block("break") for _number in range(MOST_BLOCKS)))

    assert owner.post(at(report, "edit/add/"), {"kind": "title"}).status_code == 422


def test_what_is_nowhere_is_not_found(report: Report, owner: Client) -> None:
    gone = new_block_id()

    for rest in (f"edit/{gone}/", f"edit/{gone}/move/", f"edit/{gone}/remove/"):
        assert owner.post(at(report, rest)).status_code == 404
    assert owner.get(at(report, f"edit/?block={gone}")).status_code == 200


def test_the_page_is_live(survey: Survey, report: Report, owner: Client) -> None:
    page = owner.get(at(report))
    tag = re.search(r'data-live="([^"]+)"', page.content.decode())
    assert tag
    etag = tag[1].replace("&quot;", '"')

    same = owner.get(at(report, "live/"), headers={"If-None-Match": etag})
    respond(survey, {})
    other = owner.get(at(report, "live/"), headers={"If-None-Match": etag})

    assert (same.status_code, other.status_code) == (304, 200)
    assert '<b class="num live-number">2</b> people' in said(other)


def test_an_edition_is_made_read_downloaded_and_sent(
    survey: Survey, report: Report, owner: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "pdf_of", lambda _content: b"%PDF")
    made = owner.post(at(report, "editions/"))
    edition = Edition.objects.get()
    own = f"editions/{edition.pk}/"
    respond(survey, {})

    file = owner.get(at(report, f"{own}pdf/"))
    nobody = owner.post(at(report, f"{own}send/"), {"to": ["nobody"]})
    sent = owner.post(at(report, f"{own}send/"), {"to": [str(editor.pk)], "note": "Look"})

    assert (made.status_code, made.headers["Location"]) == (302, at(report, "#editions"))
    assert '<b class="num live-number">1</b> people' in said(owner.get(at(report, own)))
    assert b"".join(file.streaming_content) == b"%PDF"  # type: ignore[attr-defined]
    assert file.headers["Content-Type"] == "application/pdf"
    assert (nobody.status_code, sent.status_code) == (422, 302)
    letter = EditionLetter.objects.get()
    assert (letter.email, letter.note) == (editor.email, "Look")
    assert "on its way" in said(owner.get(at(report, f"{own}send/")))
    assert "1 on its way" in said(owner.get(at(report, "editions/live/")))


def test_a_large_report_waits_for_a_worker_and_says_how_far_it_is(
    report: Report, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "FEW_BLOCKS", 1)
    owner.post(at(report, "editions/"))
    edition = Edition.objects.get()
    Edition.objects.update(status="running", done=1)

    listed = owner.get(at(report, "editions/live/"))
    again = owner.get(at(report, "editions/live/"), headers={"If-None-Match": listed["ETag"]})

    assert '<progress class="bar" value="30"' in said(listed)
    assert again.status_code == 304
    assert owner.get(at(report, f"editions/{edition.pk}/")).status_code == 302
    assert owner.get(at(report, f"editions/{edition.pk}/pdf/")).status_code == 404
    Edition.objects.update(status="failed", problem="worker_lost")
    assert "never came to an end" in said(owner.get(at(report)))


def test_a_report_is_deleted_with_its_editions(report: Report, owner: Client) -> None:
    Edition.objects.create(report=report, name="Kept")

    assert owner.post(at(report, "delete/")).status_code == 302
    assert not Report.objects.exists()
    assert not Edition.objects.exists()


def test_words_of_respondents_are_not_shown_to_viewers(
    report_of: MakeReport, client_of: Browsers, make_person: People, owner: Client
) -> None:
    report = report_of(block("quotes", question="q_00000008"))
    viewer = client_of(make_person(Role.VIEWER))

    assert "&lt;script&gt;alert(1)" in said(owner.get(at(report)))
    assert "alert(1)" not in said(viewer.get(at(report)))
