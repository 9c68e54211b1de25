"""Workers die while they send a report or make a file: both are there once. With real processes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from analytics.domain import order_export
from analytics.exporting.options import ExportOptions
from analytics.exporting.orders import LOOK_AFTER, content_of, folder_of
from analytics.exporting.wanted import Wanted
from analytics.models import Edition, EditionLetter, Export, Occurrence
from analytics.results import Selection
from analytics.schedules import keeping
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tenants.scope import Scope
from tests.analytics.made import respond
from tests.analytics.schedules.kept import make_all, schedule_of
from tests.builders import published_survey
from tests.processes.nursery import Nursery
from tests.processes.nursery import nursery as nursery
from tests.processes.running import Broker, wait_until
from webhooks.models import Event

pytestmark = pytest.mark.timeout(240)


def test_what_killed_workers_left_is_done_once(committed: Scope, nursery: Nursery, tmp_path: Path) -> None:
    """The first dies when a report is made and no letter is written yet, the second when all rows of a file
    are written and it isn't stored yet."""
    survey = published_survey()
    schedule = schedule_of(survey, User.objects.get())
    keeping.run_now(schedule=schedule, token="now")
    make_all()
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    broker = Broker("folder://", tmp_path, queue=tmp_path, nursery=nursery)

    with broker.beat():
        with broker.worker(die="before_telling") as victim:
            assert victim.popen.wait(90) == -9
        assert not EditionLetter.objects.exists()
        order_file(survey)
        with broker.worker(die="before_storing") as victim:
            assert victim.popen.wait(90) == -9
        dead = Export.objects.get()
        its_time_is_over()
        with broker.worker():
            sent = EditionLetter.objects.exclude(sent_at=None)
            wait_until(sent.exists, what="a letter", seconds=60)
            wait_until(Export.objects.filter(status="ready").exists, what="the file", seconds=60)

    assert [each.status for each in Occurrence.objects.all()] == ["done"]
    assert Edition.objects.count() == EditionLetter.objects.count() == 1
    assert Event.objects.filter(type="report.made").count() == 1
    is_made_by_the_next(Export.objects.get(), dead)


def order_file(survey: Survey) -> None:
    """Ask for a file of one response, which is looked after from now on."""
    respond(survey)
    wanted = Wanted("csv", ExportOptions(), Selection())
    order_export(survey=survey, wanted=wanted, by=User.objects.get())
    its_time_is_over()


def its_time_is_over() -> None:
    """Let whoever holds the file have shown no sign of life for its minute."""
    long_ago = timezone.now() - timedelta(minutes=2)
    Export.objects.exclude(held_until=None).update(held_until=long_ago)
    DueWork.objects.filter(kind=LOOK_AFTER).update(due_at=long_ago)


def is_made_by_the_next(made: Export, dead: Export) -> None:
    """Claimed anew, whole, and beside nothing of the first."""
    assert (dead.status, dead.attempts) == ("running", 1)
    assert (made.attempts, made.claim == dead.claim) == (2, False)
    assert default_storage.listdir(folder_of(made))[1] == [str(made.claim)]
    with content_of(made) as content:  # type: ignore[attr-defined]
        assert len(content.read().splitlines()) == 2
