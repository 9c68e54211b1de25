"""Workers die while they send a report; it goes out once. With real processes."""

from pathlib import Path

import pytest

from analytics.models import Edition, EditionLetter, Occurrence
from analytics.schedules import keeping
from tenants.people.models import User
from tenants.scope import Scope
from tests.analytics.schedules.kept import make_all, schedule_of
from tests.builders import published_survey
from tests.processes.nursery import Nursery
from tests.processes.nursery import nursery as nursery
from tests.processes.running import Broker, wait_until
from webhooks.models import Event

pytestmark = pytest.mark.timeout(180)


def test_a_report_whose_worker_was_killed_goes_out_once(
    committed: Scope, nursery: Nursery, tmp_path: Path
) -> None:
    """It dies when the report is made and no letter is written yet."""
    schedule = schedule_of(published_survey(), User.objects.get())
    keeping.run_now(schedule=schedule, token="now")
    make_all()
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    broker = Broker("folder://", tmp_path, queue=tmp_path, nursery=nursery)

    with broker.beat():
        with broker.worker(die="before_telling") as victim:
            assert victim.popen.wait(90) == -9
        assert not EditionLetter.objects.exists()
        with broker.worker():
            sent = EditionLetter.objects.exclude(sent_at=None)
            wait_until(sent.exists, what="a letter", seconds=60)

    assert [each.status for each in Occurrence.objects.all()] == ["done"]
    assert Edition.objects.count() == EditionLetter.objects.count() == 1
    assert Event.objects.filter(type="report.made").count() == 1
