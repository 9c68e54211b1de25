"""Files that are damaged, gone or half made: said, made anew, and never a wrong number."""

import datetime
import errno
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from analytics.models import ReadModel
from analytics.readmodel import codes, compacting, files, gathering
from analytics.readmodel.files import stored_ids
from analytics.results import Results, Selection
from responses.models import Response
from surveys.models import Survey
from tests.analytics.column_files import (
    chosen,
    compacted,
    damage,
    damage_codes,
    due,
    figures,
    from_postgresql,
    gathered,
    live_files,
    rebuilt,
)
from tests.analytics.made import respond
from webhooks.models import Event

A, B = "c_aaaaaaaa", "c_bbbbbbbb"
EVERYBODY = Selection(status="all")


@pytest.mark.parametrize("content", [b"PAR1 something else PAR1", b"", None], ids=["other", "empty", "gone"])
def test_a_damaged_file_is_said_and_never_gives_a_wrong_number(kept: Survey, content: bytes | None) -> None:
    before = figures(kept)
    respond(kept, {"q_00000001": A})
    gathered(kept.pk)
    whole = figures(kept)

    damage(live_files(kept.pk)[0], content)

    assert chosen(kept) == {A: 4, B: 1}
    assert figures(kept) == whole != before
    told = Event.objects.get(type="results.file_damaged", subject=f"survey:{kept.pk}")
    assert len(told.payload["files"]) == 1
    assert due("analytics.rebuild")
    rebuilt(kept.pk)
    assert figures(kept) == whole


def test_a_damaged_file_is_not_gathered_or_compacted_upon(kept: Survey) -> None:
    before = figures(kept)
    damage(live_files(kept.pk)[0])
    compacted(kept.pk)
    compact_made = [file.rows for file in live_files(kept.pk)]
    damage(live_files(kept.pk)[0])

    gathered(kept.pk)
    respond(kept)
    gathered(kept.pk)

    assert (compact_made, [file.rows for file in live_files(kept.pk)]) == ([4], [5])
    assert figures(kept)[0].responses == before[0].responses + 1


def test_a_copy_that_is_swept_while_in_use_is_fetched_again(kept: Survey) -> None:
    before = Results.of(kept.pk).summaries()
    (file,) = live_files(kept.pk)
    files.local_path(kept.pk, file.pk).unlink()

    assert Results.of(kept.pk).summaries() == before


@pytest.mark.parametrize("content", [b"nonsense" * 9, b"", None], ids=["other", "empty", "gone"])
def test_codes_that_are_damaged_are_made_anew(kept: Survey, content: bytes | None) -> None:
    before = figures(kept)
    (file,) = live_files(kept.pk)
    path = files.codes_path(files.local_path(kept.pk, file.pk))
    whole = path.read_bytes()

    damage_codes(file, content)

    assert figures(kept) == before
    assert path.read_bytes() == whole
    assert not due("analytics.rebuild")


def test_where_there_is_no_room_for_codes_statements_count(
    kept: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = figures(kept)
    (file,) = live_files(kept.pk)
    damage_codes(file, None)

    def full(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(codes, "write_codes", full)
    respond(kept, {"q_00000001": A})
    gathered(kept.pk)

    assert figures(kept)[0].responses == before[0].responses + 1
    assert figures(kept) == from_postgresql(kept)
    made = {path.suffix for path in files.local_folder(kept.pk).iterdir()}
    assert made == {".parquet"}


def test_codes_that_end_too_early_are_not_read(kept: Survey) -> None:
    (file,) = live_files(kept.pk)
    found = codes.codes_of(files.local_path(kept.pk, file.pk))
    assert found is not None
    damage_codes(file, b"")

    with pytest.raises(OSError, match="ends too early"):
        found.codes("status")


def test_copies_and_codes_that_nobody_reads_are_swept(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = files.local_folder(kept.pk)
    monkeypatch.setattr(files, "_swept", {})
    files.sweep_now_and_then()
    once = len(list(folder.iterdir()))
    monkeypatch.setattr(files, "KEPT_UNREAD", datetime.timedelta(days=-1))
    files.sweep_now_and_then()
    again = len(list(folder.iterdir()))

    files.sweep()

    assert (once, again, list(folder.iterdir())) == (2, 2, [])


def test_codes_go_with_their_file(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = live_files(kept.pk)
    path = files.codes_path(files.local_path(kept.pk, file.pk))
    was_there = path.exists()
    monkeypatch.setattr(compacting, "KEPT_RETIRED", datetime.timedelta(0))
    rebuilt(kept.pk)

    compacted(kept.pk)

    assert (was_there, path.exists()) == (True, False)
    assert len(list(files.local_folder(kept.pk).iterdir())) == 2


def test_a_full_disk_leaves_everything_as_it_was(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    before, stored = figures(kept), list(stored_ids(kept.pk))

    def full(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage._wrapped, "_save", full)
    with pytest.raises(OSError, match="No space"):
        gathered(kept.pk)

    assert (figures(kept), list(stored_ids(kept.pk))) == (before, stored)


def test_what_a_dead_worker_left_is_swept_up(kept: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        gathering.gather(kept.pk)
        transaction.set_rollback(True)
    left = len(list(stored_ids(kept.pk)))
    monkeypatch.setattr(compacting, "KEPT_RETIRED", datetime.timedelta(0))

    compacted(kept.pk)

    assert (left, len(list(stored_ids(kept.pk)))) == (2, 1)
    assert figures(kept) == from_postgresql(kept)


def test_an_organisation_that_moved_to_another_cluster_starts_anew(kept: Survey) -> None:
    """Positions of the old cluster mean nothing; some are still to come in the new one."""
    before = figures(kept)
    ReadModel.objects.update(cluster="another", watermark=2**60)
    with transaction.atomic():
        Response.objects.filter(status="started").update(answers={"q_00000001": B})

    assert figures(kept) == before
    assert due("analytics.rebuild")
    rebuilt(kept.pk)
    assert figures(kept) == before == from_postgresql(kept)


def test_a_file_never_takes_the_place_of_another(kept: Survey) -> None:
    (file,) = live_files(kept.pk)
    with files.being_made() as made:
        made.write_bytes(b"another")
        with pytest.raises(FileExistsError):
            files.keep(kept.pk, file.pk, made)
