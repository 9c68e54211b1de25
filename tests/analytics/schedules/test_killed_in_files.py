"""Workers die while they make a file or put it by; there is one occurrence, one whole file, one event.

Death is an exception that nothing catches: whatever the database was told in the transaction is undone, and
what lies in the storage stays, as after ``kill -9``.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from analytics.exporting import making, orders
from analytics.models import Export, Occurrence, Schedule
from analytics.schedules import copies, keeping, running
from surveys.models import Survey
from tests.analytics.exported import WANTED
from tests.analytics.pages import People
from tests.analytics.schedules.kept import A_LITTLE, do_what_is_due, make_all, plan
from tests.analytics.schedules.test_running import FRIDAY, MONDAY
from tests.gathering import gathered
from webhooks.models import Event


class Killed(BaseException):
    """The end of a process."""


def dying(work: Callable[..., Any]) -> Callable[..., Any]:
    """The work, and then death."""

    def work_and_die(*given: Any, **more: Any) -> None:
        work(*given, **more)
        raise Killed

    return work_and_die


def half_saved(place: str, content: Any) -> None:
    """The first bytes of a file reach the storage, and no more."""
    whole = content.read()
    FileSystemStorage.save(default_storage._wrapped, place, ContentFile(whole[: len(whole) // 2]))  # type: ignore[attr-defined]


def nothing(*_given: Any, **_more: Any) -> None:
    """Death comes before."""


def made_and_delivered() -> None:
    make_all()
    do_what_is_due(running.DELIVER)


def taken_up_again() -> None:
    """What the beat hands to other workers, some of it twice."""
    for export in Export.objects.filter(status__in=Export.UNDER_WAY):
        orders.look_after(export_id=export.pk)
        making.make_export(export_id=export.pk)
    for kind in (running.RUN, running.DELIVER, running.DELIVER):
        do_what_is_due(kind)


def assert_one_whole_file(schedule: Schedule) -> None:
    occurrence = Occurrence.objects.get()
    _folders, files = default_storage.listdir(copies.folder_of(schedule))
    assert (occurrence.status, [occurrence.place.rpartition("/")[2]]) == ("done", files)
    made: Any = orders.content_of(Export.objects.get())
    with default_storage.open(occurrence.place) as file, made:
        assert file.read() == made.read()


SEAMS: list[tuple[str, Any, str, Callable[..., Any]]] = [
    ("before the file is stored", making, "_store", nothing),
    ("after the file is stored", making, "_store", making._store),
    ("in the middle of the copy", copies.default_storage, "save", half_saved),
    ("after the copy", running, "told", nothing),
    ("after the event", running, "told", running.told),
    ("after the occurrence is done", running, "forget_old", nothing),
]


@gathered("seam", SEAMS, ids=lambda seam: str(seam[0]), undone=True)
def test_a_file_is_put_by_once_whenever_its_worker_dies(
    seam: tuple[str, Any, str, Callable[..., Any]],
    survey: Survey,
    make_person: People,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _when, room, name, work = seam
    owner = make_person("owner", email="sender@acme.example")
    with time_machine.travel(FRIDAY, tick=False) as clock:
        schedule = keeping.make_schedule(survey=survey, plan=plan("Files"), by=owner, wanted=WANTED)
        clock.move_to(MONDAY)
        do_what_is_due(running.RUN)
        clock.shift(A_LITTLE)
        if room is not making:
            make_all()
        with monkeypatch.context() as trap:
            trap.setattr(room, name, dying(work))
            with pytest.raises(Killed):
                made_and_delivered()
        assert [each.status for each in Occurrence.objects.all()] == ["making"]

        clock.shift(orders.HELD + timedelta(minutes=1))
        taken_up_again()

        assert_one_whole_file(schedule)
    assert Event.objects.filter(type="export.made").count() == 1
