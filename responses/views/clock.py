"""What a page tells of time limits: how long it may take, how much is left, how to have more."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from responses.clocks import limit_ahead, limit_of, survey_limit
from responses.limits import has_limits
from responses.sittings import Sitting
from surveys.flow import CompiledPage, first_page
from surveys.languages import interface_language

MINUTE = 60
HOUR = 3_600


def clock_shown(sitting: Sitting, page: CompiledPage, now: datetime) -> str:
    """Return what to say of time on a page, as HTML; ``""`` where nothing is limited."""
    if not has_limits(sitting.running):
        return ""
    limit, ahead = limit_of(sitting, page, now), limit_ahead(sitting.journey, page)
    whole = survey_limit(sitting, now) if first_page(sitting.journey) is page else None
    with override(interface_language(sitting.language)):
        context = {
            "limit": limit,
            "left": max(int(limit.left), 0) if limit else 0,
            "left_in_words": seconds_in_words(max(limit.left, 0)) if limit else "",
            "portion": seconds_in_words(limit.portion) if limit else "",
            "whole": seconds_in_words(whole.portion) if whole else "",
            "ahead": seconds_in_words(ahead) if ahead else "",
            "is_closed": page.id in sitting.journey.timed_out,
        }
        return render_to_string("responses/_clock.html", context)


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
