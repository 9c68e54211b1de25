"""What a page tells of time limits: how long it may take, how much is left, how to have more."""

from datetime import datetime
from typing import Literal

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from responses.clocks import TimeLimit, limit_ahead, limit_of, survey_limit
from responses.limits import has_limits
from responses.sittings import Sitting
from responses.versions import Running
from surveys.flow import CompiledPage, Journey, first_page
from surveys.languages import interface_language

MINUTE = 60
HOUR = 3_600


def clock_shown(sitting: Sitting, page: CompiledPage | None, now: datetime) -> str:
    """Return what to say of time on a page, or on the review, as HTML; ``""`` where nothing is limited."""
    journey = sitting.journey
    if not has_limits(sitting.running):
        return ""
    return _rendered(
        sitting.language,
        limit=limit_of(sitting, page, now),
        whole=survey_limit(sitting, now) if page and first_page(journey) is page else None,
        ahead=limit_ahead(journey, page) if page else None,
        is_closed=page is not None and page.id in journey.over,
    )


def clock_in_trial(running: Running, journey: Journey, page: CompiledPage | None, language: str) -> str:
    """Return the same for a page, or the review, that is tried out: there time doesn't run."""
    if not has_limits(running):
        return ""
    whole = _standing("survey", running.compiled.definition.settings.seconds)
    limits = [limit for limit in (whole, _standing("page", page.page.seconds if page else None)) if limit]
    return _rendered(
        language,
        limit=min(limits, key=lambda limit: limit.left, default=None),
        whole=whole if page and first_page(journey) is page else None,
        ahead=limit_ahead(journey, page) if page else None,
        is_trial=True,
    )


def _standing(of: Literal["page", "survey"], seconds: int | None) -> TimeLimit | None:
    return TimeLimit(of, seconds, seconds, can_extend=False) if seconds else None


def _rendered(
    language: str, *, limit: TimeLimit | None, whole: TimeLimit | None, ahead: int | None, **more: bool
) -> str:
    with override(interface_language(language)):
        context = {
            "limit": limit,
            "left": max(int(limit.left), 0) if limit else 0,
            "left_in_words": seconds_in_words(max(limit.left, 0)) if limit else "",
            "portion": seconds_in_words(limit.portion) if limit else "",
            "whole": seconds_in_words(whole.portion) if whole else "",
            "ahead": seconds_in_words(ahead) if ahead else "",
        }
        return render_to_string("responses/_clock.html", context | more)


def seconds_in_words(seconds: float) -> str:
    """Return a length of time as it is spoken, in the language that is active: at most two units."""
    whole = round(seconds)
    if whole >= HOUR:
        hours, minutes = whole // HOUR, whole % HOUR // MINUTE
        first = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
        return _joined(first, _minutes(minutes)) if minutes else first
    minutes, rest = whole // MINUTE, whole % MINUTE
    if not minutes:
        return _seconds(rest)
    return _joined(_minutes(minutes), _seconds(rest)) if rest else _minutes(minutes)


def _minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def _seconds(count: int) -> str:
    return ngettext("%(count)d second", "%(count)d seconds", count) % {"count": count}


def _joined(first: str, second: str) -> str:
    return _("%(first)s and %(second)s") % {"first": first, "second": second}
