"""A file is what it holds, and only if its name says the same."""

import io

import pytest
from PIL import Image

from responses.uploads.judging import FileRefused, judged
from surveys.question_types.files import TYPES, FilesWanted
from tests.responses.uploads import files

EVERYTHING = FilesWanted(tuple(TYPES), 5_000_000, 3)


def named(value: object) -> str:
    """What a case is called: a package's bytes hold the time it was made at."""
    return value if isinstance(value, str) else "content"


def refusal(content: bytes, name: str, wanted: FilesWanted = EVERYTHING) -> str:
    with pytest.raises(FileRefused) as refused:
        judged(content, name, wanted)
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (files.PDF, "Letter.PDF", "application/pdf"),
        (b"a;b\r\n1;2\r\n", "table.csv", "text/csv"),
        ("a\tü\n".encode("utf-16"), "table.tsv", "text/tab-separated-values"),
        ("Zoë".encode("cp1252"), "old.txt", "text/plain"),
        (files.word(), "cv.docx", TYPES["documents"]["docx"]),
        (files.word(("word/vbaProject.bin", b"x")), "cv.docm", TYPES["documents"]["docm"]),
        (
            files.package([("mimetype", TYPES["documents"]["odt"].encode()), ("content.xml", b"x")]),
            "cv.odt",
            TYPES["documents"]["odt"],
        ),
        (b"{\\rtf1\\ansi hello}", "cv.rtf", "application/rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet.xls", "application/vnd.ms-excel"),
        (files.MP3, "song.mp3", "audio/mpeg"),
        (files.MP4, "film.mp4", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska" + bytes(64), "film.mkv", "video/x-matroska"),
    ],
    ids=named,
)
def test_an_honest_file_is_kept_as_it_came(content: bytes, name: str, content_type: str) -> None:
    file = judged(content, name, EVERYTHING)

    assert (file.name, file.content_type, file.content) == (name, content_type, content)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.SVG, "picture.svg"),
        (files.SVG, "picture.png"),
        (files.EXE, "letter.pdf"),
        (files.EXE, "setup.exe"),
        (files.PDF, "letter.docx"),
        (b" " + files.PDF, "letter.pdf"),
        (files.package([("a.txt", b"x")]), "cv.docx"),
        (files.package([("mimetype", b"text/html"), ("content.xml", b"x")]), "cv.odt"),
        (b"#!" + files.word(), "cv.docx"),
        (files.word()[:60], "cv.docx"),
        (b"text with \x00", "notes.txt"),
        (files.MP3, "film.mp4"),
        (files.PDF, "picture.png"),
        (files.PDF, "no_ending"),
        (files.PDF, "letter.pdf.html"),
    ],
    ids=named,
)
def test_a_file_that_is_something_else_is_refused(content: bytes, name: str) -> None:
    assert refusal(content, name) == "wrong_kind"


def test_a_document_that_unpacks_to_far_too_much_is_refused() -> None:
    assert refusal(files.word(("word/media/image1.bin", bytes(40_000_000))), "cv.docx") == "wrong_kind"
    assert refusal(files.word(*((f"word/{n}", b"") for n in range(5_000))), "cv.docx") == "wrong_kind"


def test_a_picture_is_drawn_anew_without_place_and_without_what_hides_behind_it() -> None:
    sent = files.picture("JPEG", place=True) + b"PK\x03\x04<script>alert(1)</script>"

    file = judged(sent, "IMG_1.jpg", EVERYTHING)

    assert b"secret garden" in sent
    assert (b"secret" in file.content, b"script" in file.content) == (False, False)
    with Image.open(io.BytesIO(file.content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (30, 20), {})


def test_a_picture_with_the_name_of_another_format_is_renamed() -> None:
    file = judged(files.picture("PNG"), "photo.jpg", EVERYTHING)

    assert (file.name, file.content_type) == ("photo.png", "image/png")


def test_a_bomb_called_png_is_refused_at_once() -> None:
    assert refusal(files.bomb(), "nice.png") == "unreadable"


def test_empty_large_and_unwanted_files_are_refused() -> None:
    pictures = FilesWanted(("pictures",), 1_000, 1)

    assert refusal(b"", "a.png") == "empty"
    assert refusal(bytes(1_001), "a.png", pictures) == "too_large"
    assert refusal(files.PDF, "a.pdf", pictures) == "wrong_kind"


def test_a_picture_that_grows_over_the_limit_when_drawn_anew_is_refused() -> None:
    sent = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(sent, "JPEG", quality=5)

    assert (
        refusal(sent.getvalue(), "a.jpg", FilesWanted(("pictures",), len(sent.getvalue()), 1)) == "too_large"
    )
