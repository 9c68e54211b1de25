"""Pictures from strangers are drawn anew, and nothing else of them is kept."""

import io

import pytest
from PIL import Image

from tenants.exceptions import PictureInvalid
from tenants.pictures import drawn_anew
from tests.responses.uploads import files


def made(kind: str, mode: str = "RGB", size: tuple[int, int] = (30, 20), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 100 if mode not in ("RGB", "RGBA", "CMYK", "LA") else None).save(out, kind, **more)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("kind", "mode", "content_type"),
    [
        *(("PNG", mode, "image/png") for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")),
        *(("JPEG", mode, "image/jpeg") for mode in ("L", "RGB", "CMYK")),
        *(("WEBP", mode, "image/webp") for mode in ("RGB", "RGBA")),
        ("GIF", "P", "image/gif"),
        ("AVIF", "RGB", "image/avif"),
    ],
)
def test_each_format_and_mode_stays_what_it_is(kind: str, mode: str, content_type: str) -> None:
    picture = drawn_anew(made(kind, mode))

    assert (picture.content_type, picture.width, picture.height) == (content_type, 30, 20)
    assert opened(picture.content).format == kind


def test_what_isnt_pixels_is_gone_and_what_it_said_about_them_is_done() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "secret garden"  # lying on its side
    sent = made("JPEG", exif=exif) + b"<script>"

    picture = drawn_anew(sent)

    assert b"secret garden" in sent
    assert (b"secret" in picture.content, b"<script>" in picture.content) == (False, False)
    assert (picture.width, picture.height) == (20, 30)


def test_colours_of_another_space_are_brought_into_srgb() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    picture = drawn_anew(made("PNG", icc_profile=profile))

    assert "icc_profile" not in opened(picture.content).info


def test_a_large_one_is_shrunk() -> None:
    picture = drawn_anew(made("PNG", "P", (400, 100)), longest_side=200)

    assert (picture.width, picture.height) == (200, 50)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_moving_ones_keep_moving(kind: str) -> None:
    first, *others = (Image.new("RGB", (6, 4), (40 * n, 0, 0)) for n in range(4))
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=others, duration=80, loop=0)

    assert opened(drawn_anew(out.getvalue()).content).n_frames == 4  # type: ignore[attr-defined]


def test_many_large_frames_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.pictures.MOST_PIXELS_OF_FRAMES", 1_000)
    first, second = (Image.new("RGB", (30, 20), (n, 0, 0)) for n in (1, 200))
    out = io.BytesIO()
    first.save(out, "GIF", save_all=True, append_images=[second])

    with pytest.raises(PictureInvalid, match="too_many_pixels"):
        drawn_anew(out.getvalue())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "not_a_picture"),
        (files.PDF, "not_a_picture"),
        (files.SVG, "svg"),
        (b"\xef\xbb\xbf  <SVG>", "svg"),
        (b"<!doctype html><svg>", "svg"),
        (files.bomb(), "too_many_pixels"),
        (made("PNG", "1", (6_500, 6_500)), "too_many_pixels"),
        (made("TIFF"), "not_a_picture"),
        (made("PNG")[:45], "not_a_picture"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(PictureInvalid) as refusal:
        drawn_anew(content)

    assert refusal.value.reason == reason
