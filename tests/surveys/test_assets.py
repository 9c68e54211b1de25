"""Pictures of surveys are kept under the name of what they hold, and served for ever."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from surveys.domain import store_asset
from surveys.domain.assets import asset_path
from surveys.exceptions import PictureRefused
from surveys.file_names import clean_file_name
from surveys.models import Asset
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from tests.builders import small_picture


def test_a_picture_is_stored_once_under_the_name_of_its_content(acme: Scope, editor: User) -> None:
    first = store_asset(content=small_picture(), name="C:\\Photos\\red.png", by=editor)
    second = store_asset(content=small_picture(), name="other.png", by=None)

    assert (first.pk, first.name, first.added_by) == (second.pk, "red.png", editor.pk)
    assert (first.width, first.height, first.content_type) == (30, 20, "image/png")
    assert Asset.objects.count() == 1
    assert default_storage.size(asset_path(first.pk)) == first.size
    assert asset_path(first.pk) == f"organisations/t_acme/assets/{first.pk}"
    assert len(first.pk) == 34


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"<svg/>", "svg"), (b"nothing", "not_a_picture"), (bytes(10 * 1024 * 1024 + 1), "too_large")],
)
def test_other_files_are_refused(acme: Scope, content: bytes, code: str) -> None:
    with pytest.raises(PictureRefused) as refusal:
        store_asset(content=content, name="a.png", by=None)

    assert refusal.value.code == code
    assert not Asset.objects.exists()


def test_a_picture_is_served_to_everybody_and_kept_by_browsers(stranger: Client) -> None:
    asset = store_asset(content=small_picture(), name="a.png", by=None)

    answer = stranger.get(f"/s/-/files/{asset.pk}")
    again = stranger.get(f"/s/-/files/{asset.pk}", headers={"If-None-Match": answer.headers["ETag"]})

    headers = answer.headers
    assert (answer.status_code, headers["Content-Type"]) == (200, "image/png")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (again.status_code, again.content) == (304, b"")
    assert stranger.post(f"/s/-/files/{asset.pk}").status_code == 405


def test_what_isnt_there_or_is_anothers_is_not_found(stranger: Client, other: Scope) -> None:
    with tenant_scope(other):
        theirs = store_asset(content=small_picture(), name="a.png", by=None)
    ours = store_asset(content=small_picture((5, 5)), name="a.png", by=None)
    default_storage.delete(asset_path(ours.pk))

    found = [stranger.get(f"/s/-/files/{name}").status_code for name in (theirs.pk, ours.pk, "a_0", "..")]

    assert found == [404] * 4


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.PDF", "y.PDF"),
        ("a<b>|c?.png", "a_b_c_.png"),
        ("\x00\u202egnp.exe", "gnp.exe"),
        ("", "file"),
        ("///", "file"),
        (" .. ", "file"),
        (".htaccess", "htaccess"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("\ud800.txt", "_.txt"),
    ],
)
def test_names_of_files_are_words_and_no_paths(name: str, clean: str) -> None:
    assert clean_file_name(name) == clean
    assert clean_file_name(clean) == clean
