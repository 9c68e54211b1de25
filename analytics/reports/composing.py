"""Reports made and changed, each change a revision that leads back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import ValidationError as PydanticError

from analytics.exceptions import ReportChanged, ReportInvalid
from analytics.models import Report, ReportRevision
from analytics.reports.blocks import BLOCKS, MOST_BLOCKS, ReportDocument, read_document
from analytics.reports.numbers.checking import wrong_in
from analytics.results import Layout
from analytics.results.filtering import columns_of
from analytics.results.versions import read_layout
from surveys.languages import is_known_language
from surveys.models import Survey
from surveys.texts import clean_plain
from tenants.people.models import User

MOST_REPORTS = 200
KEPT_REVISIONS = 100
LONGEST_NAME = 200

type Change = Callable[[ReportDocument], ReportDocument]


def reports_of(survey: Survey) -> QuerySet[Report]:
    """The reports of a survey, by name."""
    return Report.objects.filter(survey=survey).select_related("survey")


def create_report(*, survey: Survey, name: str, language: str, document: ReportDocument, by: User) -> Report:
    """Make a report. Raises ``ReportInvalid``."""
    fields = {"name": _name(name), "language": _language(language)}
    if reports_of(survey).count() >= MOST_REPORTS:
        raise ReportInvalid({"name": _("At most %(most)s can be saved.") % {"most": MOST_REPORTS}})
    with transaction.atomic():
        report = Report.objects.create(
            survey=survey, document=document.model_dump(mode="json"), changed_by=by.email, **fields
        )
        _note(report, before=None)
    return report


def change_report(
    *, report: Report, change: Change, by: User, name: str | None = None, language: str | None = None
) -> Report:
    """Change a report as it is now; a change of nothing makes no revision. Raises ``ReportInvalid``."""
    with transaction.atomic():
        current = Report.objects.select_for_update(of=("self",)).select_related("survey").get(pk=report.pk)
        document = change(read_document(current.document)).model_dump(mode="json")
        fields: dict[str, Any] = {
            "document": document,
            "name": current.name if name is None else _name(name),
            "language": current.language if language is None else _language(language),
        }
        if all(getattr(current, field) == value for field, value in fields.items()):
            return current
        return _saved(current, fields, by=by, before=current.revision)


def undo(*, report: Report, by: User) -> Report:
    """Take the last change back, and again the one before; with nothing to take back, change nothing."""
    with transaction.atomic():
        current = Report.objects.select_for_update(of=("self",)).select_related("survey").get(pk=report.pk)
        earlier = undoable(current)
        if earlier is None:
            return current
        fields = {"document": earlier.document, "name": earlier.name, "language": earlier.language}
        return _saved(current, fields, by=by, before=earlier.before)


def undoable(report: Report) -> ReportRevision | None:
    """The revision that undoing leads back to."""
    revisions = ReportRevision.objects.filter(report=report)
    latest = revisions.filter(number=report.revision).first()
    if latest is None or latest.before is None:
        return None
    return revisions.filter(number=latest.before).first()


def check_block_unchanged(*, report: Report, block: str, revision: int) -> None:
    """Raise ``ReportChanged`` if a block is no longer what it was at a revision, or is gone."""
    if revision == report.revision:
        return
    then = ReportRevision.objects.filter(report=report, number=revision).first()
    if then is None or _block(then.document, block) != _block(report.document, block):
        raise ReportChanged(revision)


def check_settings_unchanged(*, report: Report, revision: int) -> None:
    """Raise ``ReportChanged`` if a report is no longer named and set as it was at a revision."""
    if revision == report.revision:
        return
    then = ReportRevision.objects.filter(report=report, number=revision).first()
    if then is None or _settings(then) != _settings(report):
        raise ReportChanged(revision)


def _settings(report: Report | ReportRevision) -> tuple[str, str, ReportDocument]:
    """A report without its blocks."""
    return report.name, report.language, read_document(report.document | {"blocks": []})


def _block(document: Any, block: str) -> Any:
    return next((each for each in document.get("blocks", ()) if each["id"] == block), None)


def _saved(report: Report, fields: dict[str, Any], *, by: User, before: int | None) -> Report:
    for field, value in fields.items():
        setattr(report, field, value)
    report.revision += 1
    report.changed_by, report.changed_at = by.email, timezone.now()
    report.save(update_fields=[*fields, "revision", "changed_by", "changed_at"])
    _note(report, before=before)
    ReportRevision.objects.filter(report=report, number__lte=report.revision - KEPT_REVISIONS).delete()
    return report


def _note(report: Report, *, before: int | None) -> None:
    ReportRevision.objects.create(
        report=report,
        number=report.revision,
        before=before,
        name=report.name,
        language=report.language,
        document=report.document,
        saved_by=report.changed_by,
    )


def add_block(document: ReportDocument, kind: str, after: str = "", **fields: Any) -> ReportDocument:
    """A document with a new block behind another, at the end without one. Raises ``ReportInvalid``."""
    if kind not in BLOCKS:
        raise ReportInvalid({"kind": _("There is no such block.")})
    if len(document.blocks) >= MOST_BLOCKS:
        raise ReportInvalid({"kind": _("A report has at most %(most)s blocks.") % {"most": MOST_BLOCKS}})
    block = BLOCKS[kind](**fields)
    ids = [each.id for each in document.blocks]
    place = ids.index(after) + 1 if after in ids else len(ids)
    return document.with_blocks(lambda blocks: blocks.insert(place, block))


def move_block(document: ReportDocument, block_id: str, place: int) -> ReportDocument:
    """A document with a block at another place, from 0. Raises ``KeyError``."""
    block = document.block(block_id)
    rest = [each for each in document.blocks if each.id != block_id]
    rest.insert(min(max(place, 0), len(rest)), block)
    return document.model_copy(update={"blocks": tuple(rest)})


def remove_block(document: ReportDocument, block_id: str) -> ReportDocument:
    """A document without a block. Raises ``KeyError``."""
    document.block(block_id)
    rest = tuple(each for each in document.blocks if each.id != block_id)
    return document.model_copy(update={"blocks": rest})


def set_block(document: ReportDocument, block_id: str, fields: Any, survey_id: UUID) -> ReportDocument:
    """A document with other settings of a block. Raises ``KeyError``, and ``ReportInvalid`` with what is
    wrong with live numbers."""
    block = document.block(block_id)
    try:
        changed = type(block).model_validate(block.model_dump(mode="json") | fields)
    except PydanticError as problem:
        errors = {".".join(map(str, error["loc"])): error["msg"] for error in problem.errors()}
        raise ReportInvalid(errors) from None
    check_words(getattr(changed, "words", ""), read_layout(getattr(changed, "survey", None) or survey_id))
    blocks = tuple(changed if each.id == block_id else each for each in document.blocks)
    return document.model_copy(update={"blocks": blocks})


def check_words(words: str, layout: Layout) -> None:
    """Raise ``ReportInvalid`` if a live number in words can't be told."""
    wrong = wrong_in(words, columns_of(layout))
    if wrong:
        raise ReportInvalid({"words": " ".join(map(str, wrong))})


def _name(name: str) -> str:
    cleaned = " ".join(clean_plain(name).split())
    if not cleaned or len(cleaned) > LONGEST_NAME:
        raise ReportInvalid({"name": _("Write a name of 1 to 200 letters.")})
    return cleaned


def _language(language: str) -> str:
    if not is_known_language(language):
        raise ReportInvalid({"language": _("This is no language that Canvass knows.")})
    return language
