"""A report made of the answers of one moment."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.models import Report
from analytics.reports.blocks import ReportDocument, read_document
from analytics.reports.content import Content, ShownBlock
from analytics.reports.showing import Show
from analytics.reports.sources import NotShown, Sources
from analytics.showing import formats
from surveys.languages import direction
from tenants.scope import organisation

type Told = Callable[[int], None]
"""Is told how many blocks are made."""


def content_of(
    report: Report, document: ReportDocument | None = None, *, may_read: bool, told: Told | None = None
) -> Content:
    """What a report shows now, in its language. ``may_read``: with the words of respondents.

    Blocks that can't be shown say why. Raises ``Survey.DoesNotExist``.
    """
    with translation.override(report.language.lower()):
        return _made(report, document or read_document(report.document), may_read=may_read, told=told)


def _made(report: Report, document: ReportDocument, *, may_read: bool, told: Told | None) -> Content:
    moment = timezone.now()
    sources = Sources(report.survey, document, report.language)
    show = Show(sources, moment, may_read=may_read)
    blocks: list[ShownBlock] = []
    for number, block in enumerate(document.blocks, start=1):
        blocks += show.block(block)
        if told:
            told(number)
    responses, about = _selected(sources)
    return Content(
        name=report.name,
        survey=report.survey.title,
        organisation=organisation().name,
        language=report.language,
        direction=direction(report.language),
        paper=document.paper,
        moment=moment,
        zone=organisation().time_zone,
        moment_words=moment_words(moment),
        responses=responses,
        groups=sources.groups(),
        about=about,
        blocks=tuple(blocks),
    )


def _selected(sources: Sources) -> tuple[str, tuple[str, ...]]:
    """How many responses the report is about, and which, in words."""
    try:
        found = sources.of_report()
        return formats.whole(found.results.count(found.selection)), sources.about()
    except NotShown as problem:
        return formats.NONE, (str(problem),)
    except SelectionInvalid as refusal:
        return formats.NONE, (*sources.about(), " ".join(refusal.errors.values()))


def moment_words(moment: datetime) -> str:
    """A moment as people write it, in the organisation's time zone."""
    local = moment.astimezone(zoneinfo.ZoneInfo(organisation().time_zone))
    return _("%(day)s, %(time)s") % {"day": formats.day(local.date()), "time": formats.time(local.time())}
