"""File upload: documents, pictures, sound and films, known by what they hold, not by their name."""

from collections.abc import Iterator
from random import Random
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import Problem
from surveys.expressions.value_types import FILE, ValueType
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Cell
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.files import (
    FAMILY_WORDS,
    LARGEST,
    MEGABYTE,
    TYPES,
    FileFamily,
    FileRecord,
    FilesWanted,
    clean_files,
    files_shown,
    listed,
    names_of,
    records_of,
    size_words,
)
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown

_FAMILIES: tuple[FileFamily, ...] = ("pictures", "pdf", "texts", "documents", "sound", "films")


class FileUploadSettings(TypeSettings):
    """Settings of a file upload; ``maximum_size`` is in megabytes (of 1,048,576 bytes) for each file."""

    pictures: Annotated[bool, Panel(FAMILY_WORDS["pictures"])] = True
    pdf: Annotated[bool, Panel(FAMILY_WORDS["pdf"])] = True
    texts: Annotated[bool, Panel(FAMILY_WORDS["texts"])] = False
    documents: Annotated[bool, Panel(FAMILY_WORDS["documents"])] = False
    sound: Annotated[bool, Panel(FAMILY_WORDS["sound"])] = False
    films: Annotated[bool, Panel(FAMILY_WORDS["films"])] = False
    maximum_count: Annotated[int, Field(ge=1, le=10), Panel(gettext_lazy("Files at most"))] = 1
    maximum_size: Annotated[
        int,
        Field(ge=1, le=20),
        Panel(gettext_lazy("Megabytes a file"), help=gettext_lazy("All files together may have 50 MB.")),
    ] = 10
    camera: Annotated[
        Literal["choose", "environment", "user"],
        Panel(
            gettext_lazy("On phones"),
            options=(
                ("choose", gettext_lazy("Choose a file or take a picture")),
                ("environment", gettext_lazy("Open the camera")),
                ("user", gettext_lazy("Open the camera on the screen's side")),
            ),
        ),
    ] = "choose"

    @model_validator(mode="after")
    def _together(self) -> "FileUploadSettings":
        if self.maximum_count * self.maximum_size * MEGABYTE > LARGEST:
            raise PydanticCustomError("files_too_large", "all files together may have at most 50 megabytes")
        return self


@register
class FileUpload(QuestionType[FileUploadSettings]):
    """Files; the answer is a list of ``{"id", "name", "size", "type"}``."""

    key = "file_upload"
    label = gettext_lazy("File upload")
    description = gettext_lazy("Pictures, documents, sound or films.")
    synonyms = gettext_lazy("attachment document photo image pdf video audio send")
    icon = "file-up"
    group = "media"
    place = 1
    template = "file_upload.html"
    summary_kind = "files"
    column_kind = "file"
    operators = operators.ANSWERED
    takes_files = True
    reads_more = True
    styles = ("css/questions_media.css",)
    scripts = ("js/question_files.js",)
    settings_model = FileUploadSettings

    def files_wanted(self, element: Element[FileUploadSettings]) -> FilesWanted:
        settings = element.settings
        families = tuple(family for family in _FAMILIES if getattr(settings, family))
        return FilesWanted(families, settings.maximum_size * MEGABYTE, settings.maximum_count)

    def files_of(self, value: AnswerValue) -> list[FileRecord]:
        return value if isinstance(value, list) else []

    def problems(self, element: Element[FileUploadSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        if not self.files_wanted(element).families:
            message = _("This question takes no kind of file.")
            yield Problem("settings.pictures", message, "unanswerable", target=element.id)

    def read(self, element: Element[FileUploadSettings], form: FormData) -> list[object]:
        return records_of(form.getlist(element.id), form.getlist(f"{element.id}.remove"))

    def asks_again(self, element: Element[FileUploadSettings], form: FormData) -> bool:
        return bool(form.getlist(f"{element.id}.add"))

    def clean(self, element: Element[FileUploadSettings], raw: object) -> list[dict[str, object]] | None:
        return clean_files(raw, self.files_wanted(element))

    def rule(self, element: Element[FileUploadSettings]) -> str:
        wanted = self.files_wanted(element)
        kinds, size = listed(wanted), size_words(wanted.maximum_size)
        if wanted.maximum_count == 1:
            return _("%(kinds)s; one file of at most %(size)s.") % {"kinds": kinds, "size": size}
        return _("%(kinds)s; at most %(n)d files of %(size)s each.") % {
            "kinds": kinds,
            "n": wanted.maximum_count,
            "size": size,
        }

    def input_context(self, element: Element[FileUploadSettings], shown: Shown) -> dict[str, object]:
        wanted = self.files_wanted(element)
        return {
            "files": list(files_shown(shown.content)),
            "accept": ",".join(f".{ending}" for ending in wanted.endings),
            "most": wanted.maximum_count,
            "largest": wanted.maximum_size,
            "camera": element.settings.camera,
        }

    def value_type(self, element: Element[FileUploadSettings]) -> ValueType:
        return FILE

    def fact(self, element: Element[FileUploadSettings], value: AnswerValue) -> tuple[str, ...]:
        return tuple(names_of(value))

    def display(
        self,
        element: Element[FileUploadSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        return ", ".join(names_of(value))

    def cells(self, element: Element[FileUploadSettings], value: AnswerValue | None) -> dict[str, Cell]:
        return {element.id: names_of(value) or None}

    def sample_settings(self) -> dict[str, object]:
        return {
            **dict.fromkeys(_FAMILIES, True),
            "maximum_count": 3,
            "maximum_size": 5,
            "camera": "environment",
        }

    def sample_answers(self, element: Element[FileUploadSettings]) -> SampleAnswers:
        one, two = (_sample(number) for number in (1, 2))
        return SampleAnswers(
            valid=(([one], [one]), ([one, two], [one, two]), ([], None), (None, None)),
            invalid=(
                *(([one, one], "duplicate"), ([_sample(number) for number in range(4)], "too_many")),
                *(([one | {"size": 6 * MEGABYTE}], "too_large"), ([one | {"size": 0}], "too_large")),
                *(([one | {"type": "text/html"}], "wrong_kind"), ([one | {"id": "1"}], "wrong_type")),
                *(([one | {"path": "/etc"}], "wrong_type"), ([one | {"name": ""}], "wrong_type")),
                *(([one | {"size": True}], "wrong_type"), ([{"id": one["id"]}], "wrong_type")),
                *((one, "wrong_type"), ("x.pdf", "wrong_type"), ([one] * 1_000_000, "wrong_type")),
                ([{"name": "x.exe", "refused": "wrong_kind"}], "wrong_kind"),
                ([{"name": 3, "refused": [1]}], "unreadable"),
            ),
        )

    def random_answer(self, element: Element[FileUploadSettings], random: Random) -> AnswerValue | None:
        wanted = self.files_wanted(element)
        if not wanted.endings:
            return None
        kinds = {ending: kind for family in wanted.families for ending, kind in TYPES[family].items()}
        return [
            {
                "id": str(UUID(int=random.getrandbits(128), version=4)),
                "name": f"{random.choice(('letter', 'receipt', 'IMG_2041', 'notes'))}.{ending}",
                "size": random.randint(2_000, wanted.maximum_size),
                "type": kinds[ending],
            }
            for ending in random.choices(wanted.endings, k=random.randint(1, wanted.maximum_count))
        ]


def _sample(number: int) -> dict[str, object]:
    return {
        "id": f"0190a000-0000-7000-8000-00000000000{number}",
        "name": f"Receipt <b>{number}</b>.pdf",
        "size": 1_000 + number,
        "type": "application/pdf",
    }
