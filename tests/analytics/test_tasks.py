"""What workers do for files and reports: every step is known by the name under which it is asked for."""

from typing import Any

from celery import current_app
from django.utils import timezone

from analytics import tasks
from analytics.domain import order_edition, order_export, send_edition
from analytics.exporting import orders
from analytics.exporting.options import ExportOptions
from analytics.exporting.wanted import Wanted
from analytics.models import Edition, EditionLetter, Export
from analytics.reports import editions, letters
from analytics.results import Selection
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tenants.work import due
from tests.analytics.reported import kept_edition
from tests.responses.work import done


def worked(task: Any, key: str) -> None:
    """Do what the beat handed over, as a worker does."""
    DueWork.objects.filter(key=key).update(sends=1)
    done(task, key)


def test_every_step_is_known_to_workers() -> None:
    asked = {orders.MAKE, orders.LOOK_AFTER, orders.FORGET}
    asked |= {editions.MAKE, editions.LOOK_AFTER, letters.SEND, letters.LOOK_AFTER}

    assert asked - set(current_app.tasks) == set()


def test_a_file_is_made_looked_after_and_forgotten(survey: Survey, editor: User) -> None:
    export = order_export(survey=survey, wanted=Wanted("csv", ExportOptions(), Selection()), by=editor)
    key = str(export.pk)

    worked(tasks.look_after_export, key)
    worked(tasks.make_export, key)
    made = Export.objects.get()
    due(orders.FORGET, key, timezone.now())
    worked(tasks.forget_export, key)

    assert (made.status, Export.objects.get().status) == ("ready", "expired")
    assert not DueWork.objects.filter(key=key).exists()


def test_an_edition_and_its_letters_are_looked_after(survey: Survey) -> None:
    kept = Edition.objects.get(pk=kept_edition(survey)["edition_id"])
    letter = send_edition(edition=kept, to=["ada@example.com"])[0]
    Edition.objects.filter(pk=kept.pk).update(status="failed")
    EditionLetter.objects.update(problem="given_up")
    ordered = order_edition(report=kept.report)
    Edition.objects.filter(pk=ordered.pk).update(attempts=3)

    worked(tasks.look_after_letter, str(letter.pk))
    worked(tasks.look_after_edition, str(ordered.pk))

    assert Edition.objects.get(pk=ordered.pk).problem == "worker_lost"
    assert not DueWork.objects.filter(kind=letters.LOOK_AFTER).exists()
