"""Responses that are erased while a worker makes an edition with their words."""

import json
from typing import Any

import pytest
from django.core.files.storage import default_storage

from analytics.domain import make_edition
from analytics.models import Edition
from analytics.reports import editions
from analytics.reports.editions import folder_of, forget_words_of, make
from analytics.reports.making import content_of
from responses.models import Response
from surveys.models import Survey
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport

WORDS = "A word that is erased"


@pytest.fixture
def quoted(survey: Survey) -> Response:
    response = Response.objects.filter(answers__has_key="q_00000008").latest("changed_at")
    response.answers["q_00000008"] = WORDS
    response.save()
    return response


def erased(response: Response) -> None:
    pk = response.pk
    Response.objects.filter(pk=pk).delete()
    forget_words_of(response=pk)


def test_words_erased_while_they_are_read_are_not_kept(
    quoted: Response, report_of: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(*args: Any, **more: Any) -> Any:
        content = content_of(*args, **more)
        assert WORDS in content.model_dump_json()
        erased(quoted)
        return content

    monkeypatch.setattr(editions, "content_of", made)
    monkeypatch.setattr(editions, "pdf_of", lambda content: content.model_dump_json().encode())
    edition = make_edition(report=report_of(block("quotes", question="q_00000008")))

    assert (edition.status, edition.quoted.count(str(quoted.pk))) == ("ready", 0)
    assert WORDS not in json.dumps(edition.content)


def test_no_file_stays_of_words_erased_while_it_is_set(
    quoted: Response, report_of: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pdf(content: Any) -> bytes:
        if Response.objects.filter(pk=quoted.pk).exists():
            erased(quoted)
        return str(content.model_dump_json()).encode()

    monkeypatch.setattr(editions, "pdf_of", pdf)
    edition = make_edition(report=report_of(block("quotes", question="q_00000008")))
    assert edition.status == "waiting"
    assert default_storage.listdir(folder_of(edition))[1] == []

    make(edition_id=edition.pk)

    again = Edition.objects.get(pk=edition.pk)
    assert again.status == "ready"
    assert default_storage.listdir(folder_of(edition))[1] == [str(again.claim)]
