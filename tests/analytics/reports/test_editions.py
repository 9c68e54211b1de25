"""Editions: made once, kept as they are, without the words of responses that are deleted."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from analytics.domain import delete_report, make_edition, order_edition
from analytics.exceptions import EditionGone, PdfImpossible
from analytics.models import Edition
from analytics.reports import editions
from analytics.reports.editions import (
    file_name_of,
    folder_of,
    forget_editions_of_survey,
    forget_words_of,
    look_after,
    make,
    pdf_file,
    shown_content,
)
from analytics.reports.making import content_of
from responses.domain import delete_response
from responses.models import Response
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tests.analytics.made import respond
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Editions with a PDF that costs nothing."""
    monkeypatch.setattr(editions, "pdf_of", lambda content: f"%PDF {content.name}".encode())


def again(edition: Edition) -> Edition:
    return Edition.objects.select_related("report__survey").get(pk=edition.pk)


def text(content: Any, place: int) -> str:
    """The first paragraph of a block."""
    return str(content.blocks[place].pieces[0].text)


def file_of(edition: Edition) -> bytes:
    with pdf_file(edition) as file:
        content: bytes = file.read()
    return content


def test_an_edition_stays_as_it_was_made(quick: None, survey: Survey, report_of: MakeReport) -> None:
    report = report_of(block("text", words="{{ n }}"))

    made = make_edition(report=report, occasion="Monday", by="ada@acme.example")
    respond(survey, {})

    assert (made.status, made.occasion, made.by, made.percent) == ("ready", "Monday", "ada@acme.example", 100)
    assert text(shown_content(again(made)), 0) == "1"
    assert text(content_of(report, may_read=True), 0) == "2"
    assert file_of(made) == b"%PDF Quarterly"
    assert made.size == len(b"%PDF Quarterly")
    assert not DueWork.objects.filter(key=str(made.pk)).exists()


def test_it_is_made_once_and_by_one(quick: None, report_of: MakeReport) -> None:
    edition = order_edition(report=report_of(block("figures")))
    with pytest.raises(EditionGone):
        pdf_file(edition)
    with pytest.raises(EditionGone):
        shown_content(edition)
    make(edition_id=edition.pk)
    first = again(edition)

    make(edition_id=edition.pk)

    assert again(edition).claim == first.claim
    assert default_storage.listdir(folder_of(first))[1] == [str(first.claim)]


def test_one_whose_worker_died_is_made_with_the_numbers_it_had(
    quick: None, survey: Survey, report_of: MakeReport
) -> None:
    edition = make_edition(report=report_of(block("text", words="{{ n }}")))
    late = timezone.now() - timedelta(seconds=1)
    Edition.objects.update(status="running", claim=uuid.uuid4(), held_until=late, size=0)
    respond(survey, {})

    make(edition_id=edition.pk)

    assert text(shown_content(again(edition)), 0) == "1"
    assert file_of(again(edition)) == b"%PDF Quarterly"


def test_what_nobody_makes_is_looked_after(
    quick: None, report_of: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[str] = []
    monkeypatch.setattr(editions, "queue", lambda task, _key: queued.append(task))
    edition = order_edition(report=report_of(block("figures")))
    held, late = timezone.now() + timedelta(seconds=9), timezone.now() - timedelta(seconds=9)

    Edition.objects.update(status="running", held_until=held)
    look_after(edition_id=edition.pk)
    assert DueWork.objects.get(kind=editions.LOOK_AFTER).due_at == held + timedelta(seconds=5)
    Edition.objects.update(held_until=late)
    look_after(edition_id=edition.pk)
    assert queued == [editions.MAKE, editions.MAKE]
    Edition.objects.update(attempts=3)
    look_after(edition_id=edition.pk)
    look_after(edition_id=edition.pk)

    assert (again(edition).status, again(edition).problem) == ("failed", "worker_lost")


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        (MemoryError(), "failed", "too_large"),
        (Survey.DoesNotExist(), "failed", "survey_gone"),
        (PdfImpossible("too_large"), "ready", "pdf_too_large"),
    ],
    ids=["memory", "gone", "pdf"],
)
def test_what_went_wrong_is_noted(
    problem: Exception, status: str, code: str, report_of: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_content: Any) -> bytes:
        raise problem

    monkeypatch.setattr(editions, "pdf_of", refuse)

    made = make_edition(report=report_of(block("figures")))

    assert (made.status, made.problem, made.size) == (status, code, 0)


def test_the_unforeseen_is_noted_and_raised(report_of: MakeReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "pdf_of", lambda _content: 1 / 0)
    report = report_of(block("figures"))

    with pytest.raises(ZeroDivisionError):
        make_edition(report=report)

    assert Edition.objects.get().problem == "unexpected"


def test_the_words_of_a_deleted_response_go_from_what_was_made(
    quick: None, survey: Survey, report_of: MakeReport, editor: User
) -> None:
    report = report_of(block("quotes", question="q_00000008"), block("text", words="{{ n }}"))
    quoting, other = (
        make_edition(report=report),
        make_edition(report=report_of(block("figures"), name="Other")),
    )
    response = Response.objects.get(status="complete")
    claim = quoting.claim
    delete_response(response=response, by=editor)

    forget_words_of(response=response.pk)

    kept = again(quoting)
    assert (kept.status, kept.quoted, again(other).status) == ("waiting", [], "ready")
    assert "alert(1)" not in json.dumps(kept.content)
    make(edition_id=quoting.pk)
    assert text(shown_content(again(quoting)), 1) == "1"
    assert default_storage.listdir(folder_of(kept))[1] == [str(again(quoting).claim)]
    assert again(quoting).claim != claim


def test_a_deleted_report_takes_its_files_with_it(
    quick: None, report_of: MakeReport, django_capture_on_commit_callbacks: Any
) -> None:
    report = report_of(block("figures"))
    edition = make_edition(report=report)

    with django_capture_on_commit_callbacks(execute=True):
        delete_report(report=report)

    assert not Edition.objects.exists()
    with pytest.raises(FileNotFoundError):
        default_storage.open(f"{folder_of(edition)}/{edition.claim}")


def test_the_files_of_a_deleted_survey_go(quick: None, survey: Survey, report_of: MakeReport) -> None:
    edition = make_edition(report=report_of(block("figures")))

    forget_editions_of_survey(survey=survey.pk)

    with pytest.raises(EditionGone):
        pdf_file(edition)


def test_the_file_is_called_after_report_and_day(quick: None, report_of: MakeReport) -> None:
    edition = make_edition(report=report_of(block("figures"), name="Führung: Q4 / 2026"))
    edition.made_at = timezone.now().replace(year=2026, month=3, day=1)

    assert file_name_of(edition) == "führung-q4-2026-2026-03-01.pdf"
