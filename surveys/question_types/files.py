"""Files as answers: which kinds there are, what an answer says of each. ``responses`` stores them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import AnswerInvalid
from surveys.question_types.answers import text_answer
from surveys.question_types.elements import Words

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
LARGEST = 50 * MEGABYTE
_MOST_LISTED = 100
_LONGEST_RECORD = 1_000
_FIELDS = {"id", "name", "size", "type"}

type FileFamily = Literal["pictures", "pdf", "texts", "documents", "sound", "films"]
type FileRecord = dict[str, object]
"""What an answer holds of a file: ``{"id": "<uuid>", "name": "x.pdf", "size": 123, "type": "<MIME>"}``."""

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: Mapping[FileFamily, Mapping[str, str]] = {
    "pictures": {
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "webp": "image/webp",
        "gif": "image/gif",
        "avif": "image/avif",
    },
    "pdf": {"pdf": "application/pdf"},
    "texts": {"txt": "text/plain", "csv": "text/csv", "tsv": "text/tab-separated-values"},
    "documents": {
        "docx": f"{OFFICE}.wordprocessingml.document",
        "xlsx": f"{OFFICE}.spreadsheetml.sheet",
        "pptx": f"{OFFICE}.presentationml.presentation",
        "docm": "application/vnd.ms-word.document.macroenabled.12",
        "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
        "pptm": "application/vnd.ms-powerpoint.presentation.macroenabled.12",
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "odp": "application/vnd.oasis.opendocument.presentation",
        "doc": "application/msword",
        "xls": "application/vnd.ms-excel",
        "ppt": "application/vnd.ms-powerpoint",
        "rtf": "application/rtf",
    },
    "sound": {
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "wav": "audio/wav",
        "ogg": "audio/ogg",
        "opus": "audio/ogg",
        "flac": "audio/flac",
        "aac": "audio/aac",
    },
    "films": {
        "mp4": "video/mp4",
        "m4v": "video/mp4",
        "mov": "video/quicktime",
        "webm": "video/webm",
        "mkv": "video/x-matroska",
        "3gp": "video/3gpp",
    },
}
"""The kinds of files that may be asked for: their endings, and the content type that each stands for."""

FAMILY_WORDS: Mapping[FileFamily, Words] = {
    "pictures": gettext_lazy("Pictures"),
    "pdf": gettext_lazy("PDF"),
    "texts": gettext_lazy("Texts and CSV"),
    "documents": gettext_lazy("Documents, sheets and slides"),
    "sound": gettext_lazy("Sound"),
    "films": gettext_lazy("Films"),
}


@dataclass(frozen=True, slots=True)
class FilesWanted:
    """What files a question takes: ``maximum_size`` in bytes each, ``maximum_count`` together.

    ``drawn``: as a picture in a form's field, drawn on the page, beside or instead of a file.
    """

    families: tuple[FileFamily, ...]
    maximum_size: int
    maximum_count: int
    drawn: bool = False

    @property
    def content_types(self) -> frozenset[str]:
        """The content types that are taken."""
        return frozenset(kind for family in self.families for kind in TYPES[family].values())

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings that are taken, without a dot."""
        return tuple(ending for family in self.families for ending in TYPES[family])


def clean_files(raw: object, wanted: FilesWanted) -> list[FileRecord] | None:
    """Return the files that ``raw`` lists, judged; ``None`` for none.

    Whether the files are there, and are this respondent's, ``responses.uploads`` has seen to: it puts
    ``{"name", "refused": code}`` in the place of what it did not take. Raises ``AnswerInvalid``.
    """
    if raw is None or raw == []:
        return None
    if not isinstance(raw, list) or len(raw) > _MOST_LISTED:
        raise AnswerInvalid(_("Please choose files to send."), "wrong_type")
    for item in raw:
        if isinstance(item, dict) and "refused" in item:
            raise refusal_of(item, wanted)
    records = [_record(item, wanted) for item in raw]
    if len({record["id"] for record in records}) != len(records):
        raise AnswerInvalid(_("The same file was given twice."), "duplicate")
    if len(records) > wanted.maximum_count:
        raise AnswerInvalid(_WORDS["too_many"]("", wanted), "too_many")
    return records


def _record(item: object, wanted: FilesWanted) -> FileRecord:
    if not isinstance(item, dict) or item.keys() != _FIELDS:
        raise _unusable()
    name = text_answer(item["name"], maximum=LONGEST_NAME)
    size = item["size"]
    if not name or not _is_uuid(item["id"]) or not isinstance(size, int) or isinstance(size, bool):
        raise _unusable()
    if not isinstance(item["type"], str) or item["type"] not in wanted.content_types:
        raise AnswerInvalid(_WORDS["wrong_kind"](name, wanted), "wrong_kind")
    if not 0 < size <= wanted.maximum_size:
        raise AnswerInvalid(_WORDS["too_large"](name, wanted), "too_large")
    return {"id": item["id"], "name": name, "size": size, "type": item["type"]}


def _is_uuid(text: object) -> bool:
    try:
        return isinstance(text, str) and str(UUID(text)) == text
    except ValueError:
        return False


def _unusable() -> AnswerInvalid:
    return AnswerInvalid(_("Please choose files to send."), "wrong_type")


def refusal_of(item: Mapping[str, object], wanted: FilesWanted) -> AnswerInvalid:
    """Return what to say about a file that was not taken."""
    code = item["refused"] if isinstance(item["refused"], str) and item["refused"] in _WORDS else "unreadable"
    name = item.get("name")
    return AnswerInvalid(_WORDS[code](name[:LONGEST_NAME] if isinstance(name, str) else "", wanted), code)


def listed(wanted: FilesWanted) -> str:
    """The kinds of files that are taken, in words."""
    return ", ".join(str(FAMILY_WORDS[family]) for family in wanted.families)


def size_words(size: int) -> str:
    """A size as people of the active language write it."""
    if size % MEGABYTE == 0:
        return _("%(n)d MB") % {"n": size // MEGABYTE}
    return filesizeformat(size).replace("\xa0", " ")


def _of_kind(name: str, wanted: FilesWanted) -> str:
    return _("“%(name)s” can't be taken. Please choose from: %(kinds)s.") % {
        "name": name,
        "kinds": listed(wanted),
    }


def _not_over(name: str, wanted: FilesWanted) -> str:
    return _("“%(name)s” is too large: at most %(size)s is possible.") % {
        "name": name,
        "size": size_words(wanted.maximum_size),
    }


def _not_more(name: str, wanted: FilesWanted) -> str:
    if wanted.maximum_count == 1:
        return _("Please send one file only.")
    return _("Please send at most %(n)d files.") % {"n": wanted.maximum_count}


def _empty(name: str, wanted: FilesWanted) -> str:
    return _("“%(name)s” is empty.") % {"name": name}


def _unreadable(name: str, wanted: FilesWanted) -> str:
    return _("“%(name)s” can't be read. Please save it anew and try again.") % {"name": name}


def _gone(name: str, wanted: FilesWanted) -> str:
    return _("A file is no longer here. Please choose it again.")


_WORDS: Mapping[str, Callable[[str, FilesWanted], str]] = {
    "wrong_kind": _of_kind,
    "too_large": _not_over,
    "too_many": _not_more,
    "empty": _empty,
    "unreadable": _unreadable,
    "gone": _gone,
}
REFUSALS = frozenset(_WORDS)
"""Why a file may not be taken; the words to each are here."""


# --- In forms


def records_of(values: Sequence[str], removed: Iterable[str] = ()) -> list[object]:
    """The records that hidden fields hold, without those to be removed; what is no record as it came."""
    gone = frozenset(removed)
    found = [_parsed(value) for value in values[:_MOST_LISTED] if value]
    return [item for item in found if not (isinstance(item, dict) and _text(item.get("id")) in gone)]


def _parsed(value: str) -> object:
    if len(value) > _LONGEST_RECORD:
        return value[:_LONGEST_RECORD]
    try:
        found: object = json.loads(value)
        json.dumps(found, ensure_ascii=False).encode()  # no page can show half of a character
    except (ValueError, RecursionError):
        return value
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def files_shown(content: object) -> Iterator[dict[str, object]]:
    """What a template shows of the files there are: id, name, size in words, and the record to send back."""
    for item in content if isinstance(content, list) else ():
        if isinstance(item, dict) and item.keys() == _FIELDS and _is_uuid(item["id"]):
            size = item["size"]
            yield {
                "id": item["id"],
                "name": str(item["name"])[:LONGEST_NAME],
                "size": size_words(size) if isinstance(size, int) and abs(size) < 2**60 else "",
                "record": json.dumps(item, ensure_ascii=False, sort_keys=True),
            }


def names_of(value: object) -> list[str]:
    """The names of the files of a stored answer."""
    items = value if isinstance(value, list) else []
    return [str(item["name"]) for item in items if isinstance(item, dict) and "name" in item]
