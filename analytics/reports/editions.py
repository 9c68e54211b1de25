"""Editions: a report as it was made at one moment, kept with its PDF.

An edition is made by whoever claims its row; the content comes first and never changes after that, the PDF
is made of it. A file is stored under the claim that made it, so that nobody ever has half of one.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial, reduce
from typing import Any
from uuid import UUID, uuid4

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from analytics.exceptions import EditionClosed, EditionGone, PdfImpossible
from analytics.models import Edition, Report
from analytics.reports.content import Content
from analytics.reports.making import content_of
from analytics.reports.typesetting import pdf_of
from responses.anonymity import thresholds_of
from responses.models import Response
from surveys.models import Survey
from tenants.domain import delete_folder
from tenants.files import organisation_folder
from tenants.scope import schema
from tenants.work import due, not_due, queue

MAKE = "analytics.make_edition"
LOOK_AFTER = "analytics.look_after_edition"
HELD = timedelta(seconds=120)
"""How long a worker holds an edition without a sign of life."""
MOST_ATTEMPTS = 3
FEW_BLOCKS = 12
FEW_ROWS = 20_000
"""A report of so few blocks of so few responses is made while one waits."""

logger = structlog.get_logger("canvass.reports")


def order_edition(*, report: Report, occasion: str = "", by: str = "") -> Edition:
    """Ask for an edition; a worker makes it. ``by`` is the address of whoever asks, or empty."""
    with transaction.atomic():
        edition = Edition.objects.create(
            report=report,
            name=report.name,
            language=report.language,
            revision=report.revision,
            occasion=occasion,
            by=by,
            total=max(1, len(report.document.get("blocks", ()))),
        )
        queue(MAKE, str(edition.pk))
        due(LOOK_AFTER, str(edition.pk), timezone.now() + HELD)
    return edition


def make_edition(*, report: Report, occasion: str = "", by: str = "") -> Edition:
    """Make an edition here and now, with the numbers of this moment, and return it: ready, or failed.

    For workers; a page asks by :func:`order_edition` and shows how far it is.
    """
    edition = order_edition(report=report, occasion=occasion, by=by)
    make(edition_id=edition.pk)
    return Edition.objects.select_related("report").get(pk=edition.pk)


def make_at_once(*, edition: Edition, responses: int) -> Edition:
    """Make a small edition here instead of waiting for a worker; return it as it is then."""
    if edition.total <= FEW_BLOCKS and responses <= FEW_ROWS:
        make(edition_id=edition.pk)
    return Edition.objects.select_related("report").get(pk=edition.pk)


def make(*, edition_id: UUID) -> None:
    """Make an edition, unless somebody else does, or it is there already."""
    edition = _claimed(edition_id)
    if edition is None:
        return
    try:
        content = _content(edition)
        _finish(edition, content)
    except Survey.DoesNotExist:
        _failed(edition, "survey_gone")
    except (MemoryError, SoftTimeLimitExceeded):
        _failed(edition, "too_large")
    except Exception:
        _failed(edition, "unexpected")
        raise


def _claimed(edition_id: UUID) -> Edition | None:
    now = timezone.now()
    free = Q(status=Edition.Status.WAITING) | Q(status=Edition.Status.RUNNING, held_until__lt=now)
    claim = uuid4()
    taken = Edition.objects.filter(free, pk=edition_id).update(
        status=Edition.Status.RUNNING, claim=claim, held_until=now + HELD, attempts=F("attempts") + 1
    )
    if not taken:
        return None
    return Edition.objects.select_related("report__survey").get(pk=edition_id, claim=claim)


def _content(edition: Edition) -> Content:
    """The content that was fixed by an earlier attempt, or that of now."""
    if edition.content is not None:
        return Content.model_validate(edition.content)
    report = edition.report
    report.name, report.language = edition.name, edition.language

    def told(blocks: int) -> None:
        _held(edition).update(done=blocks, held_until=timezone.now() + HELD)

    content = content_of(report, may_read=True, told=told)
    _keep(edition, content)
    known = set(Response.objects.filter(pk__in=content.quoted).values_list("pk", flat=True))
    if gone := [each for each in content.quoted if UUID(each) not in known]:
        content = reduce(Content.without, gone, content)
        _keep(edition, content)
    return content


def _keep(edition: Edition, content: Content) -> None:
    """Store what an edition shows. Responses that are deleted after that are looked for in it; for those that
    were deleted before, whoever stores it has to look."""
    edition.content, edition.quoted = content.model_dump(mode="json"), content.quoted
    edition.made_at = content.moment
    _held(edition).update(content=edition.content, quoted=edition.quoted, made_at=edition.made_at)


def _finish(edition: Edition, content: Content) -> None:
    """Add the PDF, where there can be one, and say that it is ready; none stays that nobody waits for."""
    size, problem = 0, ""
    try:
        file = pdf_of(content)
        size = len(file)
        default_storage.save(place_of(edition), ContentFile(file))
    except PdfImpossible as refusal:
        problem = f"pdf_{refusal.code}"
        logger.warning("pdf_impossible", edition=str(edition.pk), problem=problem, detail=refusal.detail)
    if not _ended(edition, status=Edition.Status.READY, size=size, problem=problem):
        default_storage.delete(place_of(edition))


def _failed(edition: Edition, problem: str) -> None:
    _ended(edition, status=Edition.Status.FAILED, problem=problem)


def _ended(edition: Edition, **fields: Any) -> bool:
    """Note how it ended; whether this worker still held it."""
    with transaction.atomic():
        is_mine = bool(_held(edition).update(held_until=None, **fields))
        if is_mine:
            not_due(LOOK_AFTER, str(edition.pk))
    return is_mine


def _held(edition: Edition) -> QuerySet[Edition]:
    """The row, as long as this worker holds it."""
    return Edition.objects.filter(pk=edition.pk, claim=edition.claim, status=Edition.Status.RUNNING)


def look_after(*, edition_id: UUID) -> None:
    """Let an edition be made again that no worker holds any more; give it up after three times."""
    edition = Edition.objects.select_for_update().filter(pk=edition_id, status__in=Edition.UNDER_WAY).first()
    now = timezone.now()
    if edition is None:
        return
    if edition.held_until and edition.held_until > now:
        due(LOOK_AFTER, str(edition.pk), edition.held_until + timedelta(seconds=5))
    elif edition.attempts >= MOST_ATTEMPTS:
        edition.status, edition.problem = Edition.Status.FAILED, "worker_lost"
        edition.save(update_fields=["status", "problem"])
    else:
        queue(MAKE, str(edition.pk))
        due(LOOK_AFTER, str(edition.pk), now + HELD)


def shown_content(edition: Edition) -> Content:
    """What an edition shows; raise ``EditionGone`` while there is nothing, ``EditionClosed`` where nobody may
    see it any more."""
    if edition.content is None:
        raise EditionGone(edition.pk)
    if closed_among([edition]):
        raise EditionClosed(edition.pk)
    return Content.model_validate(edition.content)


def pdf_file(edition: Edition) -> Any:
    """Return the open PDF; raise ``EditionGone`` when there is none, ``EditionClosed`` where nobody may see
    it any more."""
    if not (edition.is_ready and edition.size):
        raise EditionGone(edition.pk)
    if closed_among([edition]):
        raise EditionClosed(edition.pk)
    try:
        return default_storage.open(place_of(edition))
    except FileNotFoundError:
        raise EditionGone(edition.pk) from None


def closed_among(editions: Iterable[Edition], promised: Mapping[UUID, int] | None = None) -> set[UUID]:
    """The ids of those that speak of smaller groups than one of their surveys promises now; one query, where
    it isn't known already what they promise."""
    groups = {each.pk: _groups_of(each) for each in editions if each.content is not None}
    if promised is None:
        promised = thresholds_of({UUID(survey) for known in groups.values() for survey in known})
    return {
        pk
        for pk, known in groups.items()
        if any(promised.get(UUID(survey), 0) > smallest for survey, smallest in known.items())
    }


def _groups_of(edition: Edition) -> dict[str, int]:
    """How small the groups are that it speaks of, by survey; any, where that wasn't noted yet."""
    noted: dict[str, int] = (edition.content or {}).get("groups") or {str(edition.report.survey_id): 0}
    return noted


def file_name_of(edition: Edition) -> str:
    """What the PDF is called when it is downloaded."""
    day = (edition.made_at or edition.asked_at).date().isoformat()
    kept = "".join(letter if letter.isalnum() else "-" for letter in edition.name.lower())
    return f"{'-'.join(filter(None, kept.split('-')))[:80] or 'report'}-{day}.pdf"


def forget_words_of(*, response: UUID) -> None:
    """A response was deleted: its words go from every edition, whose PDF is made anew without them."""
    for edition in Edition.objects.filter(quoted__contains=[str(response)]):
        content = Content.model_validate(edition.content).without(str(response))
        delete_folder(folder_of(edition))
        Edition.objects.filter(pk=edition.pk).update(
            content=content.model_dump(mode="json"),
            quoted=content.quoted,
            status=Edition.Status.WAITING,
            claim=None,
            held_until=None,
            size=0,
            attempts=0,
        )
        queue(MAKE, str(edition.pk))
        due(LOOK_AFTER, str(edition.pk), timezone.now() + HELD)


def forget_editions_of_survey(*, survey: UUID) -> None:
    """Delete the files of a survey's editions; their rows went with it."""
    delete_folder(f"{organisation_folder(schema())}/reports/{survey}")


def delete_report(*, report: Report) -> None:
    """Delete a report with all its editions."""
    folder = f"{organisation_folder(schema())}/reports/{report.survey_id}/{report.pk}"
    with transaction.atomic():
        report.delete()
        transaction.on_commit(partial(delete_folder, folder))


def folder_of(edition: Edition) -> str:
    """Where the files of an edition lie in the storage."""
    report = edition.report
    return f"{organisation_folder(schema())}/reports/{report.survey_id}/{report.pk}/{edition.pk}"


def place_of(edition: Edition) -> str:
    """Where the PDF lies that the worker made whose claim held."""
    return f"{folder_of(edition)}/{edition.claim}"


def state_of(editions: Iterable[Edition]) -> str:
    """A text that changes whenever what a list of editions shows does."""
    found = list(editions)
    closed = closed_among(found)
    return "|".join(
        f"{each.pk}.{each.status}.{each.percent}.{each.size}.{each.pk in closed}" for each in found
    )
