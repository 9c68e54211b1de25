"""Signature: drawn on the page, or the name typed where nothing can be drawn."""

from collections.abc import Mapping
from random import Random
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import FILE, ValueType
from surveys.question_types import operators
from surveys.question_types.answers import text_answer
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Cell
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.files import (
    FileRecord,
    FilesWanted,
    clean_files,
    files_shown,
    names_of,
    records_of,
)
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown

MOST_BYTES = 100 * 1024
LONGEST_NAME = 200
_WANTED = FilesWanted(("pictures",), MOST_BYTES, 1, drawn=True)
_NAMES = ("A. de Vries", "Sofia Lindqvist", "Omar Haddad", "M. Okafor", "Chen Wei")


class SignatureSettings(TypeSettings):
    """Settings of a signature. Without ``typed``, the name is asked for only where nothing can be drawn."""

    typed: Annotated[bool, Panel(gettext_lazy("Ask for the name in letters too"))] = False


@register
class Signature(QuestionType[SignatureSettings]):
    """A signature; the answer is ``{"drawn": <file>, "typed": "<name>"}``, with one of them or both."""

    key = "signature"
    label = gettext_lazy("Signature")
    description = gettext_lazy("Drawn with finger, pen or mouse, or typed.")
    synonyms = gettext_lazy("sign autograph draw agreement")
    icon = "signature"
    group = "media"
    place = 2
    template = "signature.html"
    summary_kind = "files"
    column_kind = "file"
    operators = operators.ANSWERED
    styles = ("css/questions_media.css",)
    scripts = ("js/question_signature.js",)
    reads_more = True
    settings_model = SignatureSettings

    def files_wanted(self, element: Element[SignatureSettings]) -> FilesWanted:
        return _WANTED

    def files_of(self, value: AnswerValue) -> list[FileRecord]:
        return [value["drawn"]] if isinstance(value, dict) and "drawn" in value else []

    def read(self, element: Element[SignatureSettings], form: FormData) -> dict[str, object] | None:
        drawn = records_of(form.getlist(element.id), form.getlist(f"{element.id}.remove"))
        typed = [text for text in form.getlist(f"{element.id}.typed") if text.strip()]
        found: dict[str, object] = {"drawn": drawn[-1]} if drawn else {}
        return (found | {"typed": typed[-1]} if typed else found) or None

    def clean(self, element: Element[SignatureSettings], raw: object) -> dict[str, object] | None:
        if raw is None or raw == {}:
            return None
        if not isinstance(raw, Mapping) or not raw.keys() <= {"drawn", "typed"}:
            raise AnswerInvalid(_("Please sign, or type your name."), "wrong_type")
        found: dict[str, object] = {}
        if raw.get("drawn") is not None and (files := clean_files([raw["drawn"]], _WANTED)):
            found["drawn"] = files[0]
        if typed := text_answer(raw.get("typed"), maximum=LONGEST_NAME):
            found["typed"] = typed
        return found or None

    def check_complete(self, element: Element[SignatureSettings], value: AnswerValue | None) -> None:
        super().check_complete(element, value)
        if element.settings.typed and isinstance(value, dict) and "typed" not in value:
            raise AnswerInvalid(_("Please type your name as well."), "incomplete")

    def input_context(self, element: Element[SignatureSettings], shown: Shown) -> dict[str, object]:
        given = shown.content if isinstance(shown.content, Mapping) else {}
        typed = given.get("typed")
        return {
            "drawn": next(files_shown([given.get("drawn")]), None),
            "content": typed if isinstance(typed, str) else "",
            "asks_for_name": element.settings.typed,
        }

    def value_type(self, element: Element[SignatureSettings]) -> ValueType:
        return FILE

    def fact(self, element: Element[SignatureSettings], value: AnswerValue) -> tuple[str, ...]:
        return tuple(_names(value))

    def display(
        self,
        element: Element[SignatureSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        return ", ".join(_names(value))

    def cells(self, element: Element[SignatureSettings], value: AnswerValue | None) -> dict[str, Cell]:
        return {element.id: _names(value) or None}

    def sample_settings(self) -> dict[str, object]:
        return {"typed": True}

    def sample_answers(self, element: Element[SignatureSettings]) -> SampleAnswers:
        drawn = _drawn("0190a000-0000-7000-8000-000000000001", 900)
        return SampleAnswers(
            valid=(
                *(({"drawn": drawn}, {"drawn": drawn}), ({"typed": " Ann  "}, {"typed": "Ann"})),
                ({"drawn": drawn, "typed": "Ann"}, {"drawn": drawn, "typed": "Ann"}),
                *(({"typed": ""}, None), ({"drawn": None}, None), ({}, None), (None, None)),
            ),
            invalid=(
                *(("Ann", "wrong_type"), ([drawn], "wrong_type"), ({"signed": True}, "wrong_type")),
                *(({"drawn": "data:image/png;base64,AA"}, "wrong_type"), ({"typed": "x" * 201}, "too_long")),
                *(({"drawn": drawn | {"size": 200_000}}, "too_large"), ({"typed": 1}, "wrong_type")),
                ({"drawn": drawn | {"type": "application/pdf"}}, "wrong_kind"),
                ({"drawn": {"name": "signature.png", "refused": "unreadable"}}, "unreadable"),
            ),
        )

    def random_answer(self, element: Element[SignatureSettings], random: Random) -> AnswerValue | None:
        drawn = _drawn(str(UUID(int=random.getrandbits(128), version=4)), random.randint(1_500, 20_000))
        return {"drawn": drawn, "typed": random.choice(_NAMES)}


def _drawn(identity: str, size: int) -> dict[str, object]:
    return {"id": identity, "name": "signature.png", "size": size, "type": "image/png"}


def _names(value: object) -> list[str]:
    given = value if isinstance(value, dict) else {}
    return [str(given["typed"])] if "typed" in given else names_of([given.get("drawn")])
