"""An organisation's own settings: name, time zone, languages, colour and logo."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django.fixtures import Settings

from tenants import presenting
from tenants.models import Organisation
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from webhooks.models import Event

FORM = {"name": "Acme & Sons", "time_zone": "Europe/Amsterdam", "languages": ["nl", "en"]}


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def acme_row() -> Organisation:
    row: Organisation = Organisation.objects.get()
    return row


def png() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "#00705f").save(out, "PNG")
    return SimpleUploadedFile("../../logo.svg", out.getvalue(), content_type="image/svg+xml")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_name_zone_and_languages_are_saved_and_told(at_desk: Client, owner: User) -> None:
    answer = at_desk.post("/settings/organisation/", FORM)

    row, event = acme_row(), Event.objects.get(type="organisation.changed")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/settings/")
    assert (row.name, row.time_zone, row.languages) == ("Acme & Sons", "Europe/Amsterdam", ["nl", "en"])
    assert (event.actor, event.payload) == (owner.email, {"fields": ["name", "time_zone", "languages"]})
    assert "Acme &amp; Sons" in at_desk.get("/people/").content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "a\u202eb"},
        {"name": "a" * 201},
        {"time_zone": "Mars/Base"},
        {"languages": ["tlh"]},
    ],
    ids=str,
)
def test_what_cant_be_is_refused(at_desk: Client, change: dict[str, object]) -> None:
    answer = at_desk.post("/settings/organisation/", FORM | change)

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert acme_row().name == "Acme"


def test_a_colour_is_saved_in_its_plain_form(at_desk: Client) -> None:
    answer = at_desk.post("/settings/colour/", {"colour": " #1234AB "})

    assert answer.status_code == 302
    assert acme_row().brand_colour == "#1234ab"


def test_an_unreadable_colour_is_refused_with_the_nearest_that_works(at_desk: Client) -> None:
    refused = at_desk.post("/settings/colour/", {"colour": "#ffe600"})
    page = refused.content.decode()
    taken = at_desk.post("/settings/colour/", {"colour": "#827500"})

    assert refused.status_code == 422
    assert '<button class="button" name="colour" value="#827500">' in page
    assert taken.status_code == 302
    assert acme_row().brand_colour == "#827500"


@pytest.mark.parametrize("colour", ["", "red", "#12", "url(x)", "#00705f;}", "#00705f" * 10])
def test_what_is_no_colour_is_refused(at_desk: Client, colour: str) -> None:
    assert at_desk.post("/settings/colour/", {"colour": colour}).status_code == 422
    assert acme_row().brand_colour == "#00705f"


def test_a_logo_is_kept_reencoded_and_served(at_desk: Client, media: Path, stranger: Client) -> None:
    answer = at_desk.post("/settings/logo/", {"logo": png()})
    page = at_desk.get("/settings/").content.decode()
    served = stranger.get("/brand/logo")

    assert answer.status_code == 302
    assert [path.suffix for path in files(media)] == [".webp"]
    assert files(media)[0].parent == media / "organisations" / "t_acme"
    assert 'src="/brand/logo?v=' in page
    assert (served.headers["Content-Type"], served.headers["X-Content-Type-Options"]) == (
        "image/webp",
        "nosniff",
    )
    assert served.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Image.open(io.BytesIO(served.content)).size == (60, 30)


def test_a_new_logo_removes_the_old_file(
    at_desk: Client, media: Path, django_capture_on_commit_callbacks
) -> None:
    at_desk.post("/settings/logo/", {"logo": png()})
    before = files(media)
    with django_capture_on_commit_callbacks(execute=True):
        at_desk.post("/settings/logo/", {"logo": png()})

    assert len(files(media)) == 1
    assert files(media) != before


def test_a_logo_is_removed_with_its_file(
    at_desk: Client, media: Path, django_capture_on_commit_callbacks
) -> None:
    at_desk.post("/settings/logo/", {"logo": png()})
    with django_capture_on_commit_callbacks(execute=True):
        at_desk.post("/settings/logo/remove/")

    assert files(media) == []
    assert at_desk.get("/brand/logo").status_code == 404


def test_a_logo_that_cant_be_saved_leaves_no_file(
    at_desk: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise InterruptedError

    monkeypatch.setattr(presenting, "_save", fail)

    with pytest.raises(InterruptedError):
        at_desk.post("/settings/logo/", {"logo": png()})

    assert files(media) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg/>", "SVG files may contain scripts"),
        (b"text", "not a picture"),
        (b"x" * 1_100_000, "larger than 1"),
    ],
    ids=["svg", "text", "large"],
)
def test_what_is_no_logo_is_refused_in_words(
    at_desk: Client, media: Path, content: bytes, words: str
) -> None:
    answer = at_desk.post("/settings/logo/", {"logo": SimpleUploadedFile("logo.png", content)})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert files(media) == []


def test_no_file_at_all_is_refused(at_desk: Client) -> None:
    assert at_desk.post("/settings/logo/").status_code == 422


def test_a_lost_file_is_404(at_desk: Client, media: Path, stranger: Client) -> None:
    at_desk.post("/settings/logo/", {"logo": png()})
    default_storage.delete(acme_row().logo.name)

    assert stranger.get("/brand/logo").status_code == 404


def test_the_brand_css_costs_no_query_and_is_kept_for_ever(
    acme: Scope, stranger: Client, django_assert_num_queries
) -> None:
    stranger.get("/brand/colours.css")
    with django_assert_num_queries(0):
        current = stranger.get(f"/brand/colours.css?v={acme.brand_stamp}")
        old = stranger.get("/brand/colours.css?v=1")

    assert current.headers["Content-Type"] == "text/css; charset=utf-8"
    assert current.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert old.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in current.headers
    assert "--brand:#00705f" in current.content.decode()


def test_a_new_colour_changes_the_address_of_the_stylesheet(at_desk: Client, acme: Scope) -> None:
    before = at_desk.get("/people/").content.decode().partition("/brand/colours.css?v=")[2][:16]
    at_desk.post("/settings/colour/", {"colour": "#1234ab"})
    after = at_desk.get("/people/").content.decode().partition("/brand/colours.css?v=")[2][:16]

    assert before != after
    assert "--brand:#1234ab" in at_desk.get("/brand/colours.css").content.decode()


def test_others_keep_theirs(at_desk: Client, other: Scope) -> None:
    at_desk.post("/settings/colour/", {"colour": "#1234ab"})
    at_desk.post("/settings/organisation/", FORM)

    with tenant_scope(other):
        row = acme_row()
    assert (row.name, row.brand_colour, row.time_zone) == ("Other", "#00705f", "UTC")


def test_the_admins_stylesheet_is_there_at_the_main_host_too(stranger: Client, db: None) -> None:
    assert "--color-primary-600:#00705f" in stranger.get("/brand/admin.css").content.decode()
    assert Client(headers={"host": "localhost"}).get("/brand/admin.css").status_code == 200


def test_the_look_of_surveys_is_saved_and_shown(at_desk: Client) -> None:
    words = {"ground": "tinted", "font": "serif", "corners": "square", "density": "compact"}

    answer = at_desk.post("/settings/look/", words)
    page = at_desk.get("/settings/").content.decode()

    assert answer.status_code == 302
    assert acme_row().look == words
    assert '<option value="serif" selected>' in page


@pytest.mark.parametrize(("rule", "status"), [("admins", 302), ("colleagues", 302), ("me", 422), ("", 422)])
def test_who_approves_surveys_is_saved(at_desk: Client, rule: str, status: int) -> None:
    answer = at_desk.post("/settings/approval/", {"approval": rule})

    assert answer.status_code == status
    assert acme_row().approval == (rule if status == 302 else "nobody")
    assert "Who approves a survey before it is published?" in at_desk.get("/settings/").content.decode()


def test_how_long_editions_are_kept_is_saved(at_desk: Client) -> None:
    for days, status, kept in (("365", 302, 365), ("7", 422, 365), ("", 422, 365), ("0", 302, None)):
        assert at_desk.post("/settings/keeping/", {"editions_kept": days}).status_code == status
        assert acme_row().editions_kept == kept


@pytest.mark.parametrize("change", [{"font": "comic"}, {"ground": "picture"}, {"density": ""}], ids=str)
def test_a_look_that_doesnt_exist_is_refused(at_desk: Client, change: dict[str, str]) -> None:
    words = {"ground": "plain", "font": "serif", "corners": "square", "density": "compact"}

    assert at_desk.post("/settings/look/", words | change).status_code == 422
    assert acme_row().look == {}
