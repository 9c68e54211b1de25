"""The page of files: asking, previews, the list, links; and the CSV that is sent while it is read."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from analytics.exporting import making
from analytics.exporting.formats import FORMATS
from analytics.models import Export
from responses.models import Anonymity
from surveys.models import Survey
from tenants.permissions import Role
from tenants.scope import Scope, public_scope
from tests.analytics.pages import Browsers, People, path, said
from tests.builders import make_survey
from webhooks.models import Event


def file_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def order(client: Client, survey: Survey, **chosen: Any) -> Export:
    answer = client.post(path(survey, "exports/"), {"sent": "1"} | chosen)
    address, _mark, query = answer.headers["Location"].removesuffix("#files").partition("?")
    assert (answer.status_code, address) == (302, path(survey, "export/"))
    assert set(QueryDict(query)) == {"sent", *chosen}, "what was chosen stays chosen"
    return Export.objects.all()[0]


def link_in(page: str) -> str:
    found = re.search(r'href="([^"]+/exports/[^"]+)"', page)
    assert found
    return found[1]


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


def test_a_filter_of_the_results_selects_the_rows(survey: Survey, owner: Client) -> None:
    address = path(survey, "export.csv?status=all&where=one~in~a&where=likely~ge~9")
    none = path(survey, "export.csv?status=all&where=one~in~b")

    assert [len(file_of(owner, each).splitlines()) for each in (address, none)] == [2, 1]


def test_the_file_comes_from_its_organisation_when_it_is_sent_later(
    survey: Survey, owner: Client, other: Scope
) -> None:
    response = owner.get(path(survey, "export.csv"))

    with public_scope():
        text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert len(text.splitlines()) == 2


@pytest.mark.parametrize(
    "query",
    ["?since=x", "?values=secret", "?language=tlh", "?words=fr", "?separator=x", "?where=nothing~is~1"],
)
def test_options_that_make_no_sense_are_said(survey: Survey, owner: Client, query: str) -> None:
    response = owner.get(path(survey, f"export.csv{query}"))

    assert response.status_code == 422
    assert "needs your attention" in said(response)
    assert not Event.objects.filter(type="survey.exported").exists()
    assert owner.get(path(survey, f"export/{query}")).status_code == 422
    assert owner.post(path(survey, f"exports/{query}"), {"format": "abc"}).status_code == 422


def test_the_form_offers_the_survey_s_languages_and_all_formats(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey, "export/")))

    assert '<option value="nl">Nederlands</option>' in page
    assert all(f'name="format" value="{key}"' in page for key in FORMATS)
    assert owner.get(path(make_survey(), "export/")).status_code == 200


def test_the_page_shows_the_first_rows(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey, "export/?values=codes&where=one~in~a")))

    assert '<th scope="col"><bdi>one</bdi></th>' in page
    assert "<td><bdi>a</bdi></td>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert '<input type="hidden" name="where" value="one~in~a">' in page


def test_a_preview_follows_the_form(survey: Survey, owner: Client) -> None:
    chosen = {"sent": "1", "header": "texts", "about": ["language"]}

    piece = said(owner.post(path(survey, "export/preview/"), chosen, headers={"HX-Request": "true"}))
    whole = said(owner.post(path(survey, "export/preview/"), chosen))
    wrong = owner.post(path(survey, "export/preview/"), {"words": "fr"}, headers={"HX-Request": "true"})

    assert piece.startswith('<section class="card preview" id="preview"')
    assert "<bdi>Language</bdi></th>" in piece
    assert "<bdi>Status</bdi></th>" not in piece
    assert (piece in whole, wrong.status_code) == (True, 422)


@pytest.mark.parametrize("key", sorted(FORMATS))
def test_every_format_is_made_and_had_by_its_link(survey: Survey, owner: Client, key: str) -> None:
    made = order(owner, survey, format=key, status="all")

    page = said(owner.get(path(survey, "export/")))
    answer = owner.get(link_in(page))

    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (made.status, made.problem, made.size) == ("ready", "", len(content))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{made.file_name}"'
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        FORMATS[key].content_type,
        "private, no-store",
    )


def test_a_link_is_for_those_who_may_and_ends_with_its_time(
    survey: Survey, owner: Client, client_of: Browsers, make_person: People
) -> None:
    made = order(owner, survey)
    link = link_in(said(owner.get(path(survey, "export/"))))

    viewer = client_of(make_person(Role.VIEWER)).get(link).status_code
    forged = owner.get(link[:-3] + "xx/").status_code
    Export.objects.filter(pk=made.pk).update(expires_at=timezone.now())
    late = owner.get(link)

    assert (viewer, forged, late.status_code) == (403, 410, 410)
    assert "This file is no longer kept" in said(late)


def test_the_list_tells_how_far_a_file_is_and_can_call_it_off(
    survey: Survey, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "SMALL", 0)
    waiting = order(owner, survey)
    Export.objects.update(status="running", rows=1, total=4)

    found = owner.get(path(survey, "exports/live/"))
    same = owner.get(path(survey, "exports/live/"), headers={"If-None-Match": found.headers["ETag"]})
    cancelled = owner.post(path(survey, f"exports/{waiting.pk}/cancel/"))
    after = owner.get(path(survey, "exports/live/"), headers={"If-None-Match": found.headers["ETag"]})

    assert '<progress class="bar" value="25" max="100"' in said(found)
    assert "0 files are ready, 1 is being made" in said(found)
    assert (same.status_code, cancelled.status_code, after.status_code) == (304, 302, 200)
    assert "Cancelled" in said(after)


def test_what_went_wrong_stands_in_the_list(survey: Survey, owner: Client) -> None:
    order(owner, survey)
    Export.objects.update(status="failed", problem="no_space")

    assert "There is no room left where files are kept." in said(owner.get(path(survey, "export/")))


def test_what_failed_is_made_again_as_it_was_asked_for(survey: Survey, owner: Client) -> None:
    owner.post(path(survey, "exports/"), {"format": "jsonl", "sent": "1", "status": "all"})
    Export.objects.update(status="failed", problem="worker_lost")
    assert "Make again" in said(owner.get(path(survey, "export/")))

    owner.post(path(survey, f"exports/{Export.objects.get().pk}/again/"))

    made, failed = Export.objects.all()
    assert (made.status, failed.status, made.wanted == failed.wanted) == ("ready", "failed", True)
    Anonymity.objects.create(survey=survey, threshold=5)
    page = owner.post(path(survey, f"exports/{failed.pk}/again/"), follow=True)
    assert ("speak of groups only" in said(page), Export.objects.count()) == (True, 2)


def test_where_results_speak_of_groups_the_page_says_so(survey: Survey, owner: Client) -> None:
    Anonymity.objects.create(survey=survey, threshold=5)

    page = owner.get(path(survey, "export/"))

    assert "groups of at least 5 people" in said(page)
    assert 'name="format"' not in said(page)
    assert owner.post(path(survey, "exports/"), {}).status_code == 422
    assert "groups of at least 5 people" in said(owner.get(path(survey, "export.csv")))
