"""What a file from a stranger is: by what it holds, and only if its name says the same.

Pictures are drawn anew, so that what else was in the file is gone. Everything else is kept as it came and
only ever handed out to be saved (``Content-Disposition: attachment``, ``nosniff``, a sandbox), never shown.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import puremagic

from surveys.file_names import clean_file_name
from surveys.question_types.files import TYPES, FileFamily, FilesWanted
from tenants.exceptions import PictureInvalid
from tenants.pictures import drawn_anew

HEAD = 8 * 1024
_MOST_MEMBERS = 5_000
_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_RATIO = 200
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What puremagic may take a file of this ending for: containers look alike in their first bytes.
_ALSO: Mapping[str, frozenset[str]] = {
    "mp3": frozenset({"mp1", "mp2"}),
    "m4a": frozenset({"mp4", "f4a"}),
    "m4v": frozenset({"mp4", "m4a", "mov"}),
    "mov": frozenset({"mp4"}),
    "mp4": frozenset({"m4v", "mov", "m4a"}),
    "3gp": frozenset({"3ga", "3g2", "mp4"}),
    "mkv": frozenset({"webm"}),
    "webm": frozenset({"mkv"}),
    "opus": frozenset({"ogg"}),
}
_PARTS: Mapping[str, str] = {
    "docx": "word/",
    "docm": "word/",
    "xlsx": "xl/",
    "xlsm": "xl/",
    "pptx": "ppt/",
    "pptm": "ppt/",
}
_OPEN_DOCUMENTS = frozenset({"odt", "ods", "odp"})


class FileRefused(Exception):
    """A file isn't taken; ``code`` is one of ``surveys.question_types.files.REFUSALS``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """A file that may be kept."""

    name: str
    content_type: str
    content: bytes


def judged(content: bytes, name: str, wanted: FilesWanted) -> JudgedFile:
    """Return the file as it may be kept. Raises ``FileRefused``."""
    if not content:
        raise FileRefused("empty")
    if len(content) > wanted.maximum_size:
        raise FileRefused("too_large")
    clean = clean_file_name(name)
    ending = clean.rpartition(".")[2].lower()
    family = next((family for family in wanted.families if ending in TYPES[family]), None)
    if family is None:
        raise FileRefused("wrong_kind")
    if family == "pictures":
        return _picture(content, clean, wanted)
    if not _JUDGES[family](content, ending):
        raise FileRefused("wrong_kind")
    return JudgedFile(clean, TYPES[family][ending], content)


def _picture(content: bytes, name: str, wanted: FilesWanted) -> JudgedFile:
    """A picture drawn anew; one that is of another format than its name says is renamed."""
    try:
        picture = drawn_anew(content)
    except PictureInvalid as problem:
        raise FileRefused("unreadable" if problem.reason == "too_many_pixels" else "wrong_kind") from problem
    if len(picture.content) > wanted.maximum_size:
        raise FileRefused("too_large")
    stem, _dot, ending = name.rpartition(".")
    if TYPES["pictures"].get(ending.lower()) != picture.content_type:
        ending = picture.content_type.removeprefix("image/")
    return JudgedFile(f"{stem}.{ending}", picture.content_type, picture.content)


def _is_what_it_says(content: bytes, ending: str) -> bool:
    found = {match.extension.removeprefix(".") for match in _matches(content)}
    return bool(found & (_ALSO.get(ending, frozenset()) | {ending}))


def _matches(content: bytes) -> list[puremagic.PureMagicWithConfidence]:
    try:
        return puremagic.magic_string(content[:HEAD])
    except puremagic.PureError:
        return []


def _is_pdf(content: bytes, ending: str) -> bool:
    return content.startswith(b"%PDF-")


def _is_text(content: bytes, ending: str) -> bool:
    """Whether it is a text, in an encoding that spreadsheets write, without control characters."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return not any((ord(sign) < 32 and sign not in "\t\n\r\f") or sign == "\x7f" for sign in text)


def _is_document(content: bytes, ending: str) -> bool:
    if ending == "rtf":
        return content.startswith(b"{\\rtf")
    if ending in ("doc", "xls", "ppt"):
        return content.startswith(_OLE)
    return content.startswith(b"PK\x03\x04") and _is_package(content, ending)


def _is_package(content: bytes, ending: str) -> bool:
    """Whether it is an office document in a ZIP that unpacks to something of sensible size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > _MOST_MEMBERS or _is_bomb(members):
                return False
            names = {member.filename for member in members}
            if ending in _OPEN_DOCUMENTS:
                return "mimetype" in names and _mimetype(package) == TYPES["documents"][ending]
            return "[Content_Types].xml" in names and any(name.startswith(_PARTS[ending]) for name in names)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return False


def _is_bomb(members: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    return unpacked > _MOST_UNPACKED or (unpacked > 1024 * 1024 and unpacked > _MOST_RATIO * packed)


def _mimetype(package: zipfile.ZipFile) -> str:
    with package.open("mimetype") as file:
        return file.read(100).decode("ascii", "replace").strip()


_JUDGES: Mapping[FileFamily, Callable[[bytes, str], bool]] = {
    "pdf": _is_pdf,
    "texts": _is_text,
    "documents": _is_document,
    "sound": _is_what_it_says,
    "films": _is_what_it_says,
}
