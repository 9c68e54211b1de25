"""Files made in the background: claimed once, told of as they go, kept a while, gone with what is in them."""

import errno
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from xlsxwriter.exceptions import FileCreateError

from analytics.domain import cancel_export, make_at_once, order_export
from analytics.exceptions import ExportGone, ExportImpossible
from analytics.exporting import making, orders
from analytics.exporting.options import ExportOptions
from analytics.exporting.orders import content_of, folder_of, look_after, place_of, token_of
from analytics.exporting.wanted import Wanted
from analytics.models import Export
from analytics.results import Selection
from analytics.results.filtering import Condition, Filter, Group
from responses.domain import delete_response
from responses.handling.binning import bin_responses
from responses.models import Anonymity, Response
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tests.analytics.made import respond
from webhooks.models import Event
from webhooks.outbox import subscribers_of

CSV = Wanted("csv", ExportOptions(), Selection(status="all"))


@pytest.fixture
def export(survey: Survey, editor: User) -> Export:
    """A CSV of two responses that somebody asked for."""
    return order_export(survey=survey, wanted=CSV, by=editor)


def again(export: Export) -> Export:
    return Export.objects.get(pk=export.pk)


def test_what_was_asked_for_is_told_and_due(export: Export, editor: User) -> None:
    event = Event.objects.get(type="survey.exported")

    assert (export.status, export.total, export.by) == ("waiting", 2, editor.email)
    assert event.payload["format"] == "csv"
    assert event.payload["selection"] == {"status": "all"}
    assert DueWork.objects.filter(kind=orders.LOOK_AFTER, key=str(export.pk)).exists()


def test_a_filter_that_no_event_can_hold_is_told_in_short(survey: Survey, editor: User) -> None:
    long = Condition(column="status", operator="in", values=tuple(f"{each:0500}" for each in range(100)))
    where = Filter(groups=(Group(conditions=(long,)),))

    orders.note_export(survey_id=survey.pk, wanted=replace(CSV, selection=Selection(where=where)), by=editor)

    event = Event.objects.get(type="survey.exported")
    assert event.payload["filter"] == {"groups": [], "conditions": 1}


def test_what_was_asked_for_comes_back_from_the_row(export: Export) -> None:
    assert Wanted.from_json(export.wanted) == CSV


def test_a_small_file_is_made_at_once_and_kept_for_a_week(export: Export) -> None:
    made = make_at_once(export=export)

    assert (made.status, made.rows, made.percent, made.problem) == ("ready", 2, 100, "")
    with content_of(made, token_of(made)) as content:
        text = content.read()
    assert len(text) == made.size
    assert len(text.decode().splitlines()) == 3
    due = DueWork.objects.get(key=str(export.pk))
    assert (due.kind, due.due_at) == (orders.FORGET, made.expires_at)
    assert made.expires_at - timezone.now() > timedelta(days=6.9)


@pytest.mark.parametrize("bound", ["SMALL", "SMALL_CELLS"])
def test_a_large_one_waits_for_a_worker(export: Export, bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, bound, 1)

    assert make_at_once(export=export).status == "waiting"


def test_it_is_made_once_however_often_it_is_asked(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    making.make_export(export_id=export.pk)
    first = again(export)

    making.make_export(export_id=export.pk)

    assert again(export).claim == first.claim
    assert default_storage.listdir(folder_of(first))[1] == [str(first.claim)]


def test_one_that_somebody_holds_is_left_alone(export: Export) -> None:
    held = timezone.now() + timedelta(seconds=30)
    Export.objects.update(status="running", claim=uuid.uuid4(), held_until=held)

    making.make_export(export_id=export.pk)
    look_after(export_id=export.pk)

    assert (again(export).status, again(export).rows) == ("running", 0)
    assert DueWork.objects.get(kind=orders.LOOK_AFTER).due_at == held + timedelta(seconds=5)


def test_one_that_its_worker_left_is_made_by_the_next(export: Export) -> None:
    late = timezone.now() - timedelta(seconds=1)
    Export.objects.update(status="running", claim=uuid.uuid4(), held_until=late, attempts=1)

    making.make_export(export_id=export.pk)

    assert (again(export).status, again(export).attempts) == ("ready", 2)


def test_after_three_times_it_is_given_up_in_words(export: Export) -> None:
    late = timezone.now() - timedelta(seconds=1)
    Export.objects.update(status="running", claim=uuid.uuid4(), held_until=late, attempts=3)

    look_after(export_id=export.pk)

    assert (again(export).status, again(export).problem) == ("failed", "worker_lost")


def test_what_nobody_took_is_asked_for_again(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[tuple[str, str]] = []
    monkeypatch.setattr(orders, "queue", lambda task, key: queued.append((task, key)))

    look_after(export_id=export.pk)

    assert queued == [(orders.MAKE, str(export.pk))]


def test_one_called_off_is_never_made(export: Export) -> None:
    cancel_export(export=export)

    making.make_export(export_id=export.pk)

    assert (again(export).status, again(export).size) == ("cancelled", 0)
    assert not DueWork.objects.filter(key=str(export.pk)).exists()


@pytest.mark.parametrize("ending", ["cancelled", "taken over", "deleted"])
def test_one_called_off_while_it_is_written_leaves_nothing(
    export: Export, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(making, "EVERY_SECONDS", 0.0)
    wrote = making._SignsOfLife.wrote

    def end_first(signs: Any, rows: int) -> None:
        if ending == "cancelled":
            cancel_export(export=export)
        elif ending == "deleted":
            Export.objects.all().delete()
        else:
            Export.objects.update(claim=uuid.uuid4())
        wrote(signs, rows)

    monkeypatch.setattr(making._SignsOfLife, "wrote", end_first)
    folder = folder_of(export)

    making.make_export(export_id=export.pk)

    assert Export.objects.filter(status="ready").count() == 0
    assert not default_storage.exists(folder)


def test_signs_of_life_tell_how_far_it_is(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "EVERY_SECONDS", 0.0)
    seen: list[tuple[int, int, bool]] = []
    store = making._store

    def look(held: Export, file: Any) -> None:
        now = again(export)
        seen.append((now.rows, now.percent, bool(now.held_until and now.held_until > timezone.now())))
        store(held, file)

    monkeypatch.setattr(making, "_store", look)

    making.make_export(export_id=export.pk)

    assert seen == [(2, 99, True)]


def wrapped(problem: BaseException) -> BaseException:
    """A problem as a library tells of it."""
    try:
        try:
            raise problem
        except OSError as found:
            raise FileCreateError(found) from found
    except FileCreateError as told:
        return told


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (OSError(errno.ENOSPC, "full"), "no_space"),
        (wrapped(OSError(errno.EDQUOT, "full")), "no_space"),
        (ExportImpossible("too_many_columns"), "too_many_columns"),
        (MemoryError(), "too_large"),
        (making.SoftTimeLimitExceeded(), "too_long"),
    ],
)
def test_what_goes_wrong_is_told_in_words(
    export: Export, monkeypatch: pytest.MonkeyPatch, problem: BaseException, code: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise problem

    monkeypatch.setattr(making, "write_entries", fail)

    making.make_export(export_id=export.pk)

    assert (again(export).status, again(export).problem) == ("failed", code)


def test_half_a_file_is_left_nowhere_when_the_disk_is_full(
    export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_half(place: str, content: Any) -> None:
        save(place, ContentFile(b"half of it"))
        raise OSError(errno.ENOSPC, "full")

    save = default_storage.save
    monkeypatch.setattr(default_storage, "save", save_half)

    making.make_export(export_id=export.pk)

    assert (again(export).problem, default_storage.exists(folder_of(export))) == ("no_space", False)


def test_a_file_that_another_worker_made_meanwhile_stays(
    export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = making._store

    def be_late(held: Export, file: Any) -> None:
        monkeypatch.setattr(making, "_store", store)
        Export.objects.update(held_until=timezone.now() - timedelta(seconds=1))
        making.make_export(export_id=held.pk)
        store(held, file)

    monkeypatch.setattr(making, "_store", be_late)

    making.make_export(export_id=export.pk)

    made = again(export)
    assert (made.status, made.attempts) == ("ready", 2)
    with content_of(made) as content:  # type: ignore[attr-defined]
        assert len(content.read()) == made.size
    assert default_storage.listdir(folder_of(made))[1] == [str(made.claim)]


def test_the_unforeseen_is_told_and_noted(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(making, "write_entries", fail)

    with pytest.raises(ZeroDivisionError):
        making.make_export(export_id=export.pk)

    assert (again(export).status, again(export).problem) == ("failed", "unexpected")


def test_its_time_over_the_file_goes_and_the_line_stays(export: Export) -> None:
    made = make_at_once(export=export)

    orders.forget_export(export_id=made.pk)

    assert (again(export).status, again(export).is_ready) == ("expired", False)
    assert not default_storage.exists(place_of(made))
    with pytest.raises(ExportGone):
        content_of(again(export))


def test_a_file_that_is_not_where_it_should_be_is_gone(export: Export) -> None:
    made = make_at_once(export=export)
    default_storage.delete(place_of(made))

    with pytest.raises(ExportGone):
        content_of(made)


def test_a_link_of_another_file_opens_none(export: Export, survey: Survey, editor: User) -> None:
    made = make_at_once(export=export)
    other = make_at_once(export=order_export(survey=survey, wanted=CSV, by=editor))

    with pytest.raises(ExportGone):
        content_of(made, token_of(other))


def deliver(event_type: str) -> None:
    from analytics import forgetting

    handlers = {
        "response.deleted": forgetting.forget_files_with_response,
        "survey.deleted": forgetting.forget_files_of_survey,
    }
    handlers[event_type](Event.objects.get(type=event_type))


def test_files_go_with_a_response_that_is_in_them(export: Export, survey: Survey, editor: User) -> None:
    made = make_at_once(export=export)
    running = order_export(survey=survey, wanted=CSV, by=editor)
    Export.objects.filter(pk=running.pk).update(status="running", claim=uuid.uuid4(), rows=1)

    delete_response(response=Response.objects.all()[0], by=editor)
    deliver("response.deleted")

    assert (again(made).status, again(made).problem) == ("expired", "response_deleted")
    assert not default_storage.exists(place_of(made))
    assert (again(running).status, again(running).claim, again(running).rows) == ("waiting", None, 0)


@pytest.mark.parametrize("event_type", ["response.binned", "response.deleted"])
def test_files_go_as_soon_as_a_response_leaves(
    export: Export, survey: Survey, editor: User, event_type: str
) -> None:
    made = make_at_once(export=export)
    response = Response.objects.all()[0]
    leave = delete_response if event_type == "response.deleted" else put_into_the_bin

    leave(response=response, by=editor)
    for told in subscribers_of(event_type).values():
        told(Event.objects.get(type=event_type))

    assert again(made).status == "expired"


def put_into_the_bin(*, response: Response, by: User) -> None:
    bin_responses(survey=response.survey_id, responses=[response.pk], by=by)


def test_files_go_with_their_survey(export: Export, survey: Survey, editor: User) -> None:
    made = make_at_once(export=export)
    path = place_of(made)

    orders.forget_exports_of_survey(survey=survey.pk)

    assert not default_storage.exists(path)


def test_where_results_speak_of_groups_there_are_no_rows(survey: Survey, editor: User) -> None:
    Anonymity.objects.create(survey=survey, threshold=5)

    with pytest.raises(ExportImpossible) as refused:
        order_export(survey=survey, wanted=CSV, by=editor)

    assert refused.value.code == "anonymous"
    assert not Export.objects.exists()


def test_files_from_before_can_not_be_had_any_more_then(export: Export, survey: Survey) -> None:
    made = make_at_once(export=export)
    Anonymity.objects.create(survey=survey, threshold=5)

    with pytest.raises(ExportGone):
        content_of(made)


def test_versions_apart_are_files_in_a_zip(survey: Survey, editor: User) -> None:
    import io
    import zipfile

    from tests.analytics.made import publish_again, question

    publish_again(survey, [question(5, "number", "amount"), question(11, "short_text", "more")])
    survey.refresh_from_db()
    respond(survey, {"q_00000011": "new", "q_00000005": 3})
    wanted = Wanted("csv", ExportOptions(versions="apart", about=("response_id",)), Selection(status="all"))

    made = make_at_once(export=order_export(survey=survey, wanted=wanted, by=editor))

    assert made.file_name.endswith(".zip")
    with content_of(made) as content, zipfile.ZipFile(io.BytesIO(content.read())) as archive:
        texts = [archive.read(name).decode().splitlines() for name in sorted(archive.namelist())]
    assert [len(lines) for lines in texts] == [3, 2]
    assert texts[1][0] == '"response_id","amount","more"'
    assert texts[1][1].endswith(',3,"new"')
