"""A definition made of what was understood of a questionnaire."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.definition import Definition, parse_definition
from surveys.definition.documents import MAXIMUM_ELEMENTS, MAXIMUM_PAGES
from surveys.editing import name_from
from surveys.exceptions import DefinitionInvalid
from surveys.ids import NewId, new_id
from surveys.languages import interface_language
from surveys.pasting import marks
from surveys.pasting.lines import Asked, Section, Told
from surveys.pasting.reading import PasteRefused, Reading
from surveys.question_types.elements import MAXIMUM_CHOICES

_LONGEST_TITLE = 200
_LONGEST_LIST = 12
_DATE = re.compile(r"\b(?:date|datum|fecha)\b", re.IGNORECASE)
_EMAIL = re.compile(r"\be-?mail\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\bhow (?:many|old)\b|\bnumber of\b|\bwie (?:viele|alt)\b|\bhoe(?:veel| oud)\b", re.IGNORECASE
)
_RANK = re.compile(
    r"^rank\b|\bin order of\b|\b(?:reihenfolge|rangfolge|volgorde|ordre)\b|^orden[ea]\b", re.IGNORECASE
)
_RECOMMEND = re.compile(r"recommend|empfehl|weiterempfehl|aanbevelen|recommand|recomend", re.IGNORECASE)
_LONG = re.compile(
    r"\b(?:why|describe|explain|comments?|suggestions?|feedback|tell us|warum|beschreib\w*|erläuter\w*|"
    r"anmerkung\w*|waarom|toelicht\w*|opmerking\w*|pourquoi|décri\w*|commentaires?|comentarios?)\b|por qué",
    re.IGNORECASE,
)


def definition_from(reading: Reading, *, language: str, title: str = "", ids: NewId = new_id) -> Definition:
    """The survey, in ``language``; ``title`` where the text has none.

    Raises ``PasteRefused`` in words where there is more than a survey can hold.
    """
    check_limits(reading)
    with override(interface_language(language)):
        maker = _Maker(language, ids)
        try:
            return parse_definition(maker.document(reading, title))
        except DefinitionInvalid as error:
            raise PasteRefused(error.problems[0].message) from error


def type_of(question: Asked) -> str:
    """The key of the type that a question is made."""
    if question.columns and question.rows:
        return "matrix_multiple" if question.is_several else "matrix_single"
    if choices := question.choices or question.columns:
        if marks.is_yes_no(choices) and not question.is_several:
            return "yes_no"
        if _RANK.search(question.text):
            return "ranking"
        if question.is_several or question.has_boxes:
            return "multiple_choice"
        has_other = any(marks.is_other(choice) for choice in choices)
        return "dropdown" if len(choices) > _LONGEST_LIST and not has_other else "single_choice"
    if question.is_yes_no:
        return "yes_no"
    if question.scale:
        is_nps = (question.scale.low, question.scale.high) == (0, 10) and _RECOMMEND.search(question.text)
        return "nps" if is_nps else "opinion_scale"
    return _type_to_write(question)


def _type_to_write(question: Asked) -> str:
    for key, pattern in (("email", _EMAIL), ("number", _NUMBER), ("date", _DATE)):
        if question.blanks < 2 and len(question.text) < 120 and pattern.search(question.text):
            return key
    return "long_text" if question.blanks > 1 or _LONG.search(question.text) else "short_text"


def check_limits(reading: Reading) -> None:
    """Raise ``PasteRefused`` in words where there is more than a survey can hold."""
    parts = sum(len(section.parts) for section in reading.sections)
    if parts > MAXIMUM_ELEMENTS:
        message = _("There are %(count)d questions, at most %(maximum)d are possible.")
        raise PasteRefused(message % {"count": parts, "maximum": MAXIMUM_ELEMENTS})
    if len(reading.sections) > MAXIMUM_PAGES:
        message = _("There are %(count)d pages, at most %(maximum)d are possible.")
        raise PasteRefused(message % {"count": len(reading.sections), "maximum": MAXIMUM_PAGES})
    most = max((len(part) for asked in reading.questions for part in (asked.choices, asked.rows)), default=0)
    if most > MAXIMUM_CHOICES:
        message = _("A list can hold at most %(maximum)d choices.") % {"maximum": MAXIMUM_CHOICES}
        raise PasteRefused(message)


def is_to_be_checked(text: str, language: str) -> bool:
    """Whether a text says where to go on, or who is asked, and was kept to make a jump or a condition of it.

    ``language`` is the one that the survey was made in.
    """
    with override(interface_language(language)):
        return text.removeprefix("<p>").startswith(_to_be_checked("").strip())


def _to_be_checked(words: str) -> str:
    return _("To be checked: %(words)s") % {"words": words}


class _Maker:
    def __init__(self, language: str, ids: NewId) -> None:
        self._language = language
        self._ids = ids
        self._names: set[str] = set()

    def document(self, reading: Reading, title: str) -> dict[str, Any]:
        """The whole definition, JSON-like."""
        sections = [section for section in reading.sections if section.parts or section.title]
        name = title or reading.title or _("Survey from a text")
        thanks = (_("Thank you"), _("Your answers have been recorded."))
        return {
            "schema_version": "1.0",
            "title": self._text(name),
            "languages": [self._language],
            "pages": [self._page(section) for section in sections or [Section()]],
            "endings": [
                {"id": self._ids("e"), "title": self._text(thanks[0]), "text": self._text(thanks[1])}
            ],
        }

    def _page(self, section: Section) -> dict[str, Any]:
        elements = [
            self._told(part) if isinstance(part, Told) else self._asked(part) for part in section.parts
        ]
        return {"id": self._ids("p"), "title": self._text(section.title), "elements": elements}

    def _asked(self, question: Asked) -> dict[str, Any]:
        kind = type_of(question)
        hint = "".join(f"<p>{escape(each)}</p>" for each in question.hints)
        return self._element(kind, question.text) | {
            "text": self._text(question.text),
            "hint": self._text(hint),
            "required": question.is_required,
            "settings": self._settings(question, kind),
        }

    def _told(self, told: Told) -> dict[str, Any]:
        words = _to_be_checked(told.text) if told.is_skip else told.text
        element = self._element("statement", "check" if told.is_skip else "text")
        if len(words) <= _LONGEST_TITLE and "\n" not in words:
            return element | {"text": self._text(words), "settings": {}}
        paragraphs = (escape(each).replace("\n", "<br>") for each in words.split("\n\n"))
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return element | {"settings": {"body": self._text(body)}}

    def _element(self, kind: str, words: str) -> dict[str, Any]:
        name = name_from(words, taken=self._names)
        self._names.add(name)
        return {"id": self._ids("q"), "type": kind, "name": name}

    def _settings(self, question: Asked, kind: str) -> dict[str, Any]:
        if kind.startswith("matrix"):
            rows = list(self._items("r", question.rows))
            return {"rows": rows, "columns": list(self._items("c", question.columns, asks_others=False))}
        if kind == "yes_no":
            yes, no = question.choices or ("", "")
            return {"yes_label": self._text(yes), "no_label": self._text(no)}
        if kind in ("single_choice", "multiple_choice", "dropdown", "ranking"):
            return self._choices(question, kind)
        return self._scale(question, kind) if kind in ("opinion_scale", "nps") else {}

    def _choices(self, question: Asked, kind: str) -> dict[str, Any]:
        labels = question.choices or question.columns
        items = self._items("c", labels, question.codes, asks_others=kind != "ranking")
        settings: dict[str, Any] = {"choices": list(items)}
        if kind == "multiple_choice" and question.at_most:
            settings["maximum_choices"] = min(question.at_most, len(labels))
        return settings

    def _scale(self, question: Asked, kind: str) -> dict[str, Any]:
        scale = question.scale
        assert scale is not None  # noqa: S101 - it made the type
        ends = {"low_label": self._text(scale.low_words), "high_label": self._text(scale.high_words)}
        return ends if kind == "nps" else {"first": scale.low, "last": scale.high} | ends

    def _items(
        self, prefix: str, labels: list[str], codes: Sequence[int] = (), *, asks_others: bool = True
    ) -> Iterator[dict[str, Any]]:
        """The parts that labels make, with their ``codes`` where each has one of its own."""
        own = codes if len(set(codes)) == len(labels) == len(codes) else range(1, len(labels) + 1)
        for code, label in zip(own, labels, strict=True):
            is_other = prefix == "c" and asks_others and marks.is_other(label)
            words = marks.labelled_blank(label) or label if is_other else label
            item = {"id": self._ids(prefix), "code": str(code), "label": self._text(words)}
            yield item | ({"other": True} if is_other else {})

    def _text(self, words: str) -> dict[str, str]:
        return {self._language: words} if words else {}
