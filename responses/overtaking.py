"""Windows of one respondent at the same moment, where what one page holds decides about another.

Such a page is written only if the response is still as it was when the page was judged. If other pages have
changed meanwhile, it is judged once more, by what is stored now, while nobody else can write the response.
So is the last page where another version, maybe with other quotas, was published meanwhile.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from typing import Concatenate, cast

from django.db import transaction

from responses.exceptions import PageOvertaken, SurveyNotOpen
from responses.identity import REVIEW
from responses.queries import survey_at
from responses.quotas import hold_counters
from responses.rows import PageWrite, lock_response
from responses.sittings import Sitting, as_stored

type Writer[**P, T] = Callable[Concatenate[Sitting, P], T]


class JudgedTooEarly(Exception):
    """Nothing was stored, for other pages have changed since this one was judged, or the quotas have; its own
    answers stand."""


def as_read(sitting: Sitting, write: PageWrite) -> PageWrite:
    """The write, to be stored only if the response is still as it was read."""
    return replace(write, revision=sitting.survey.stored.revision if sitting.survey.stored else 0)


@contextmanager
def noticing(sitting: Sitting, write: PageWrite) -> Iterator[None]:
    """Say ``JudgedTooEarly`` instead of ``PageOvertaken`` where the page itself is as it was."""
    try:
        yield
    except PageOvertaken:
        if _is_only_early(sitting, write):
            raise JudgedTooEarly from None
        raise


def judged_in_time[**P, T](send: Writer[P, T]) -> Writer[P, T]:
    """Let a function that judges and writes a page do so again where it was too early.

    What was written before ``SurveyNotOpen`` is raised stays written.
    """

    @wraps(send)
    def sent(sitting: Sitting, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return send(sitting, *args, **kwargs)
        except JudgedTooEarly:
            pass
        with transaction.atomic():
            hold_counters(survey=sitting.survey.id)
            lock_response(sitting.response)
            try:
                return send(as_stored(sitting), *args, **kwargs)
            except SurveyNotOpen as problem:
                late = problem
        raise late

    return cast("Writer[P, T]", sent)


def _is_only_early(sitting: Sitting, write: PageWrite) -> bool:
    """Whether a page could be stored if it were judged, or counted, by what is stored now."""
    if write.revision is None and write.current is None:
        return False
    found = survey_at(sitting.survey.slug, sitting.response)
    stored = found.stored
    if stored is not None and stored.is_complete:
        return False
    if write.current not in (None, found.current_version):
        return True
    if write.revision is None or write.page == REVIEW or stored is None:
        return False
    if stored.version != write.version or stored.revision == write.revision:
        return False
    form = stored.page_forms.get(write.page, "")
    is_new = form == write.form and not write.answers.items() <= stored.answers.items()
    return form == write.seen or is_new
