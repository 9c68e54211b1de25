"""What becomes of the row of a response when a page of it is judged: kept, handed in, turned away."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from responses.domain import finish_with_page, save_page, turn_away_with_page
from responses.exceptions import NoPlaceLeft
from responses.finishing import counted_by
from responses.gates import not_open
from responses.identity import FormMark
from responses.overtaking import as_read, noticing
from responses.quotas import full_quotas
from responses.rows import PageWrite
from responses.sittings import Sitting
from surveys.access import stored_access
from surveys.definition import Quota
from surveys.domain import Availability
from surveys.flow import Journey, quotas_certain, settled
from surveys.question_types import AnswerValue

MOST_SECONDS = 86_400


def keep_page(sitting: Sitting, write: PageWrite, journey: Journey) -> bool:
    """Store a page of a response that goes on; ``False`` where a quota that is full has ended it.

    Raises ``PageOvertaken``, ``JudgedTooEarly``, ``SurveyUnknown``.
    """
    write = with_logic(sitting, write, journey)
    with noticing(sitting, write):
        if full := _full_early(sitting, journey):
            turn_away_with_page(write=write, journey=journey, quota=full)
            return False
        save_page(write=write)
    return True


def hand_in(sitting: Sitting, write: PageWrite, journey: Journey) -> None:
    """Store what is written last and end the response; it stays unfinished where another took the last place.

    Raises ``PageOvertaken``, ``JudgedTooEarly``, ``SurveyNotOpen``, ``SurveyUnknown``.
    """
    write = replace(with_logic(sitting, write, journey), current=sitting.survey.current_version)
    with noticing(sitting, write):
        _hand_in(sitting, write, journey)


def _hand_in(sitting: Sitting, write: PageWrite, journey: Journey) -> None:
    if full := _full_early(sitting, journey):
        turn_away_with_page(write=write, journey=journey, quota=full)
        return
    gates = stored_access(sitting.survey.access).gates
    try:
        limit = gates.limit if gates else None
        finish_with_page(write=write, journey=journey, counted=_counted(sitting, journey), limit=limit)
    except NoPlaceLeft:
        save_page(write=write)
        raise not_open(sitting.survey, Availability.FULL) from None


def with_logic(sitting: Sitting, write: PageWrite, journey: Journey) -> PageWrite:
    """The write with everything else that a page changes: what no longer counts, and what counts again.

    It holds only as long as no other page changes.
    """
    if journey.survey.is_plain:
        return write
    stored = sitting.survey.stored
    before, aside = (stored.answers, stored.aside) if stored else ({}, {})
    after = settled(journey)
    changed = {
        key: value
        for key, value in after.counted.items()
        if key in write.answers or key not in before or before[key] != value
    }
    put_aside = {key: value for key, value in after.aside.items() if key not in aside or aside[key] != value}
    return replace(
        as_read(sitting, write),
        answers=changed,
        removed=tuple(key for key in before if key not in after.counted),
        aside=put_aside,
        restored=tuple(key for key in aside if key in after.counted),
    )


def page_write(
    sitting: Sitting, mark: FormMark, values: dict[str, AnswerValue | None], now: datetime, **more: Any
) -> PageWrite:
    """Return what is to be written of a page; ``more`` are fields of ``PageWrite``."""
    stored = sitting.survey.stored
    fields: dict[str, Any] = {"page": mark.page, "form": mark.form, "seen": mark.seen, **more}
    return PageWrite(
        response=sitting.response,
        survey=sitting.survey.id,
        slug=sitting.survey.slug,
        version=stored.version if stored else mark.version,
        begun=stored is not None,
        held=stored.quotas if stored and stored.is_reopened else None,
        answers=values,
        language=sitting.language,
        channel="personal" if sitting.invited else "link",
        device=sitting.device,
        seed=sitting.journey.seed,
        seconds=_seconds_on(sitting, mark, now),
        shown_at=_shown_at(mark, now),
        now=now,
        **fields,
    )


def _seconds_on(sitting: Sitting, mark: FormMark, now: datetime) -> float:
    """How long the page was open this time; where its time is limited by the clock, not the form."""
    clock = sitting.clock
    if not clock.at or clock.page != mark.page:
        return seconds_since(mark, now)
    stored = sitting.survey.stored
    before = stored.page_seconds.get(mark.page, 0) if stored else 0
    return min(max(now.timestamp() - clock.at / 1000 - before, 0), MOST_SECONDS)


def seconds_since(mark: FormMark, now: datetime) -> float:
    """How long the form was open."""
    return min((now - _shown_at(mark, now)).total_seconds(), MOST_SECONDS)


def _shown_at(mark: FormMark, now: datetime) -> datetime:
    return min(datetime.fromtimestamp(mark.shown_at / 1000, tz=UTC), now)


def _counted(sitting: Sitting, journey: Journey) -> Journey:
    """The journey through the version that is published now: its quotas count for everybody."""
    return counted_by(journey, sitting.survey.current_version, own=sitting.running.version)


def _full_early(sitting: Sitting, journey: Journey) -> Quota | None:
    """The first quota that is full and doesn't wait for the end to say so."""
    journey = _counted(sitting, journey)
    if not journey.survey.quotas:
        return None
    held = sitting.survey.stored.quotas if sitting.survey.stored else ()
    early = [quota for quota in quotas_certain(journey) if quota.checked_early and quota.id not in held]
    return next(iter(full_quotas(survey=sitting.survey.id, quotas=early)), None)
