"""Pages that stay open follow what colleagues keep beside the answers, too."""

import datetime
from collections.abc import Callable
from typing import Any

import time_machine
from django.test import Client

from analytics.reports.composing import create_report
from analytics.reports.starters import STARTERS, document_of
from analytics.results.filtering import Condition, Filter, Group
from analytics.results.versions import read_layout
from analytics.saving import Targets, TargetShares, forget_saved, save_segment, save_weights
from analytics.showing.views import ViewDocument
from analytics.texts.quoting import drop_quote, pick_quote
from analytics.viewing import forget_kept, save_benchmark, save_view
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.pages import path

REGION = Condition(column="category:q_00000002", operator="in", values=("c_kkkkkkkk",))
THOSE = Filter(groups=(Group(conditions=(REGION,)),))
SHARES = TargetShares(column="category:q_00000001", shares={"c_aaaaaaaa": 40, "c_bbbbbbbb": 60})


def deeds(survey: Survey, by: User) -> dict[str, Callable[[], object]]:
    pk = survey.pk
    segment = save_segment(survey_id=pk, name="Old", wanted=THOSE, by=by)
    weights = save_weights(survey_id=pk, name="Old", targets=Targets(targets=(SHARES,)), by=by)
    view = save_view(survey_id=pk, name="Old", document=ViewDocument(), owner=None, is_default=False)
    first = Response.objects.filter(survey=survey).earliest("started_at")
    words = first.answers["q_00000008"]
    more: dict[str, Any] = {"response": first.pk, "field": "text:q_00000008", "text": words, "facts": ()}
    quote = pick_quote(survey_id=pk, by=by, **more)
    mark: dict[str, Any] = {"question": "q_00000003", "measure": "nps", "value": "40"}
    mark["offered"] = read_layout(pk).questions
    benchmark = save_benchmark(survey_id=pk, name="Old", **mark)
    return {
        "a segment is saved": lambda: save_segment(survey_id=pk, name="Old", wanted=THOSE, by=by),
        "a segment is gone": lambda: forget_saved(segment),
        "weights are saved": lambda: save_weights(
            survey_id=pk, name="Old", targets=Targets(targets=(SHARES,), cap=5), by=by
        ),
        "weights are gone": lambda: forget_saved(weights),
        "a view is saved": lambda: save_view(
            survey_id=pk, name="Old", document=ViewDocument(), owner=None, is_default=True
        ),
        "a view is gone": lambda: forget_kept(view),
        "a benchmark is saved": lambda: save_benchmark(survey_id=pk, name="New", **mark),
        "a benchmark is gone": lambda: forget_kept(benchmark),
        "a quote is picked": lambda: pick_quote(survey_id=pk, by=by, **more),
        "a quote is dropped": lambda: drop_quote(quote=quote, by=by),
    }


def test_nothing_that_is_kept_beside_answers_leaves_an_open_page_behind(
    crowd: Survey, owner: Client, editor: User
) -> None:
    live, seen = path(crowd, "results/live/"), dict[str, tuple[int, int]]()

    def asked(tag: str) -> int:
        return owner.get(live, headers={"If-None-Match": tag}).status_code

    for words, deed in deeds(crowd, editor).items():
        tag = owner.get(live).headers["ETag"]
        before = asked(tag)
        deed()
        seen[words] = (before, asked(tag))

    assert seen == dict.fromkeys(seen, (304, 200))


def test_a_report_that_stays_open_over_midnight_is_of_the_new_day(
    crowd: Survey, owner: Client, editor: User
) -> None:
    report = create_report(
        survey=crowd, name="Today", language="en", document=document_of(STARTERS["empty"], crowd), by=editor
    )
    live = path(crowd, f"reports/{report.pk}/live/")
    late = datetime.datetime(2026, 4, 27, 23, 59, tzinfo=datetime.UTC)
    with time_machine.travel(late, tick=False) as clock:
        tag = owner.get(live).headers["ETag"]
        before = owner.get(live, headers={"If-None-Match": tag}).status_code
        clock.shift(datetime.timedelta(minutes=2))
        after = owner.get(live, headers={"If-None-Match": tag}).status_code

    assert (before, after) == (304, 200)
