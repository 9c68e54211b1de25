"""Consent: agreement to a text, kept with which text it was.

What is agreed to is the element's title, its rich text and the words beside the box, in the language shown.
The answer names that wording by ``version``, a hash. Published versions of surveys never change, so the
wording can be found again for ever: take the response's version of the survey, its element, and the answer's
language; ``agreed_text`` gives what stood there, and ``wording_hash`` of it is the answer's ``version``.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override
from pydantic import Field

from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import BOOLEAN, ValueType
from surveys.languages import interface_language, is_known_language, language_name
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Category, Cell, Column
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.question_types.wordings import in_every_language, worded, worded_rich
from surveys.texts import PlainText, RichText, localised

_TOKEN = re.compile(r"(no\.)?([A-Za-z0-9-]{2,35})\.([0-9a-f]{16})")
_AGREED, _DECLINED = gettext_noop("Agreed"), gettext_noop("Not agreed")
_VERSION, _LANGUAGE = gettext_noop("Version of the text"), gettext_noop("Language of the text")
_FIELDS = {"agreed", "version", "language"}
_PIPE = "{{"

type Asking = Literal["tick", "choice"]


class ConsentSettings(TypeSettings):
    """Settings of a consent."""

    body: Annotated[RichText, Panel(gettext_lazy("What is agreed to"))] = Field(default_factory=dict)
    agree_label: Annotated[PlainText, Panel(gettext_lazy("Words beside the box"))] = Field(
        default_factory=dict
    )
    asking: Annotated[
        Asking,
        Panel(
            gettext_lazy("Asked by"),
            help=gettext_lazy("An empty box is no answer; a choice also keeps who doesn't agree."),
            options=(
                ("tick", gettext_lazy("A box to tick")),
                ("choice", gettext_lazy("A choice: agree or not")),
            ),
        ),
    ] = "tick"


def agreed_text(element: Element[ConsentSettings], language: str, base_language: str | None) -> list[str]:
    """What a reader of ``language`` is asked to agree to: title, rich text as HTML, words beside the box."""
    texts = (element.text, element.settings.body, element.settings.agree_label)
    return [localised(text, language, base_language) for text in texts]


def wording_hash(wording: list[str]) -> str:
    """The name of a wording: the first 16 hexadecimal digits of the SHA-256 of its JSON."""
    return hashlib.sha256(json.dumps(wording, ensure_ascii=False).encode()).hexdigest()[:16]


@register
class Consent(QuestionType[ConsentSettings]):
    """``{"agreed": true, "version": ..., "language": ...}``; an unticked box is no answer."""

    key = "consent"
    label = gettext_lazy("Consent")
    description = gettext_lazy("Agreement to a text, kept with what was agreed to.")
    synonyms = gettext_lazy("gdpr privacy terms agreement permission checkbox informed")
    icon = "shield-check"
    group = "special"
    place = 6
    template = "consent.html"
    styles = ("css/questions_text.css",)
    summary_kind = "choices"
    column_kind = "category"
    operators = operators.ANSWERED
    settings_model = ConsentSettings

    def problems(self, element: Element[ConsentSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        settings = element.settings
        texts = {
            "text": element.text,
            "settings.body": settings.body,
            "settings.agree_label": settings.agree_label,
        }
        for path, text in texts.items():
            if any(_PIPE in words for words in text.values()):
                message = _("What is agreed to must read the same for everybody: no answers can stand in it.")
                yield Problem(path, message, "consent_piped", target=element.id)

    def clean(self, element: Element[ConsentSettings], raw: object) -> dict[str, AnswerValue] | None:
        if raw is None or raw == "":
            return None
        agreed, version, language = _read(raw)
        if version not in self._versions(element, language):
            message = _("The text has changed since it was shown. Please read it again.")
            raise AnswerInvalid(message, "text_changed")
        if not agreed and element.settings.asking == "tick":
            return None
        return {"agreed": agreed, "version": version, "language": language}

    @staticmethod
    def _versions(element: Element[ConsentSettings], language: str) -> set[str]:
        """The hashes of what a reader of the language may have seen, whatever it fell back to."""
        settings = element.settings
        bases = {None, *element.text, *settings.body, *settings.agree_label}
        return {wording_hash(agreed_text(element, language, base)) for base in bases}

    def check_complete(self, element: Element[ConsentSettings], value: AnswerValue | None) -> None:
        if value is None and element.settings.asking == "tick":
            raise AnswerInvalid(_("Please tick the box if you want to go on."), "required")
        super().check_complete(element, value)

    def value_type(self, element: Element[ConsentSettings]) -> ValueType:
        return BOOLEAN

    def fact(self, element: Element[ConsentSettings], value: AnswerValue) -> object:
        return value.get("agreed") is True if isinstance(value, dict) else None

    def input_context(self, element: Element[ConsentSettings], shown: Shown) -> dict[str, object]:
        language, base, settings = shown.language, shown.base_language, element.settings
        now = f"{language}.{wording_hash(agreed_text(element, language, base))}"
        given = _token(shown.content)
        is_declined = given.startswith("no.")
        return {
            "body": worded_rich(settings.body, language, base),
            "agree_label": worded(settings.agree_label, language, base),
            "asking": settings.asking,
            "agree_value": given if given and not is_declined else now,
            "decline_value": given if is_declined else f"no.{now}",
            "agrees": bool(given) and not is_declined,
            "declines": is_declined,
        }

    def display(
        self,
        element: Element[ConsentSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, dict):
            return ""
        with override(interface_language(language)):
            answer = _(_AGREED) if value.get("agreed") is True else _(_DECLINED)
        read_in = language_name(str(value.get("language")), in_language=language)
        return f"{answer} ({read_in})"

    def columns(self, element: Element[ConsentSettings]) -> list[Column]:
        categories = (
            Category("yes", "yes", in_every_language(_AGREED)),
            Category("no", "no", in_every_language(_DECLINED)),
        )
        details = (("version", _VERSION), ("language", _LANGUAGE))
        return [
            Column(element.id, element.name, self.column_kind, element.text, categories),
            *(
                Column(
                    key=f"{element.id}.{part}",
                    name=f"{element.name}_{part}",
                    kind="text",
                    label=element.text,
                    part=part,
                    part_label=in_every_language(words),
                    part_code=part,
                    makes_groups=True,
                )
                for part, words in details
            ),
        ]

    def cells(self, element: Element[ConsentSettings], value: AnswerValue | None) -> dict[str, Cell]:
        given = value if isinstance(value, dict) else {}
        agreed = {True: "yes", False: "no"}.get(given.get("agreed"))  # type: ignore[arg-type]
        details = {f"{element.id}.{part}": given.get(part) for part in ("version", "language")}
        return {element.id: agreed, **details}

    def sample_settings(self) -> dict[str, object]:
        return {
            "body": {
                "en": "<p>We keep your answers for <strong>two</strong> years.</p>",
                "ar": "<p>سنتان</p>",
            },
            "agree_label": {"en": "I have read this and agree"},
            "asking": "choice",
        }

    def sample_answers(self, element: Element[ConsentSettings]) -> SampleAnswers:
        version = wording_hash(agreed_text(element, "en", None))
        agreed = {"agreed": True, "version": version, "language": "en"}
        return SampleAnswers(
            valid=(
                *((agreed, agreed), (f" en.{version} ", agreed), ("", None), (None, None)),
                (f"no.en.{version}", {**agreed, "agreed": False}),
            ),
            invalid=(
                *((f"en.{'0' * 16}", "text_changed"), ({**agreed, "version": "0" * 16}, "text_changed")),
                *(("yes", "wrong_type"), (True, "wrong_type"), ({"agreed": True}, "wrong_type")),
                *(({**agreed, "agreed": 1}, "wrong_type"), ({**agreed, "language": "xx-"}, "wrong_type")),
                *(
                    ([agreed], "wrong_type"),
                    ({**agreed, "at": "now"}, "wrong_type"),
                    ("x" * 10_000, "wrong_type"),
                ),
            ),
        )

    def random_answer(self, element: Element[ConsentSettings], random: Random) -> AnswerValue:
        language = next(iter(element.text or element.settings.body), "en")
        agreed = element.settings.asking == "tick" or random.random() < 0.9
        version = wording_hash(agreed_text(element, language, None))
        return {"agreed": agreed, "version": version, "language": language}


def _read(raw: object) -> tuple[bool, str, str]:
    """What an answer says: whether it agrees, to which wording, in which language."""
    if isinstance(raw, str) and (found := _TOKEN.fullmatch(raw.strip())):
        agreed, language, version = found[1] is None, found[2], found[3]
    elif isinstance(raw, Mapping) and raw.keys() == _FIELDS and isinstance(raw["agreed"], bool):
        agreed, language, version = raw["agreed"], raw["language"], raw["version"]
    else:
        raise _wrong()
    if not isinstance(version, str) or not isinstance(language, str) or not is_known_language(language):
        raise _wrong()
    return agreed, version, language


def _token(content: object) -> str:
    """What the form sends for an answer, stored or sent before; ``""`` for what is none."""
    if not content:
        return ""
    try:
        agreed, version, language = _read(content)
    except AnswerInvalid:
        return ""
    return f"{'' if agreed else 'no.'}{language}.{version}"


def _wrong() -> AnswerInvalid:
    return AnswerInvalid(_("Please say whether you agree."), "wrong_type")
