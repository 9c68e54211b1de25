"""Turning what the validator found into problems with a place, a code and words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import ValidationError

from surveys.exceptions import Problem, TextRefused

_MAXIMUM_PROBLEMS = 100
_MAXIMUM_STEP = 80

_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("missing", gettext_noop("This is missing.")),
    "extra_forbidden": ("unknown_field", gettext_noop("This field is not known here.")),
    "union_tag_not_found": ("missing", gettext_noop("The question's type is missing.")),
    "union_tag_invalid": ("unknown_type", gettext_noop("There is no question type of this name.")),
    "string_type": ("wrong_type", gettext_noop("This must be a text.")),
    "string_unicode": ("lone_surrogate", gettext_noop("This holds half of a character (a lone surrogate).")),
    "string_pattern_mismatch": ("wrong_form", gettext_noop("This must have the form %(pattern)s.")),
    "int_type": ("wrong_type", gettext_noop("This must be a whole number.")),
    "float_type": ("wrong_type", gettext_noop("This must be a number.")),
    "bool_type": ("wrong_type", gettext_noop("This must be true or false.")),
    "dict_type": ("wrong_type", gettext_noop("This must be an object with a text per language.")),
    "tuple_type": ("wrong_type", gettext_noop("This must be a list.")),
    "model_type": ("wrong_type", gettext_noop("This must be an object.")),
    "model_attributes_type": ("wrong_type", gettext_noop("This must be an object.")),
    "literal_error": ("not_offered", gettext_noop("This must be one of: %(expected)s.")),
    "too_long": (
        "too_many",
        gettext_noop("There are %(actual_length)s entries, at most %(max_length)s are possible."),
    ),
    "too_short": ("too_few", gettext_noop("There must be at least %(min_length)s.")),
    "greater_than_equal": ("out_of_range", gettext_noop("This must be %(ge)s or more.")),
    "less_than_equal": ("out_of_range", gettext_noop("This must be %(le)s or less.")),
    "finite_number": ("not_a_number", gettext_noop("This must be a number, neither endless nor undefined.")),
    "files_too_large": (
        "files_too_large",
        gettext_noop("All files together may have at most 50 MB: take fewer or smaller ones."),
    ),
    "range_reversed": ("range_reversed", gettext_noop("The lower limit is above the upper limit.")),
    "greater_than": ("out_of_range", gettext_noop("This must be more than %(gt)s.")),
    "not_a_date": (
        "not_a_date",
        gettext_noop("This must be a day that exists, as year-month-day, or one such as today+7."),
    ),
    "not_a_time": ("not_a_time", gettext_noop("This must be a time of day, as hours and minutes.")),
    "not_a_url": ("not_a_url", gettext_noop("This must be a web address such as https://example.com.")),
    "not_a_mask": (
        "not_a_mask",
        gettext_noop("This must be made of 9 for digits, A for letters, * for either, and separators."),
    ),
    "country_unknown": (
        "country_unknown",
        gettext_noop("This must be a country in two letters, such as GB."),
    ),
    "currency_unknown": (
        "currency_unknown",
        gettext_noop("This must be a currency in three letters, such as EUR."),
    ),
    # The codes of TextRefused
    "null_byte": ("null_byte", gettext_noop("This holds a null byte, which can't be stored.")),
    "lone_surrogate": ("lone_surrogate", gettext_noop("This holds half of a character (a lone surrogate).")),
    "text_too_long": (
        "too_long",
        gettext_noop("This text is too long: at most %(maximum)s characters are possible."),
    ),
    "language_unknown": (
        "language_unknown",
        gettext_noop("“%(language)s” is not the tag of a known language, such as en or pt-BR."),
    ),
}
_OTHERWISE = ("invalid", gettext_noop("This is not possible here."))


def problems_of(error: ValidationError) -> list[Problem]:
    """The validator's findings as problems, at most 100."""
    return [_problem(finding) for finding in error.errors(include_url=False)[:_MAXIMUM_PROBLEMS]]


def path_of(place: Sequence[int | str]) -> str:
    """``("pages", 0, "elements", 2, "nps", "text")`` as ``pages[0].elements[2].text``.

    After the index of an element the validator names its type; that isn't part of the document and left out.
    """
    path = ""
    for index, step in enumerate(place):
        if isinstance(step, int):
            path += f"[{step}]"
        elif step != "[key]" and not _is_type_name(place, index):
            shown = step[:_MAXIMUM_STEP]
            path += f".{shown}" if path else shown
    return path


def words_for(code: str, details: dict[str, Any]) -> tuple[str, str]:
    """The stable code and the words, in the active language, for a finding of the validator."""
    stable, words = _WORDS.get(code, _OTHERWISE)
    return stable, _(words) % details


def _problem(finding: Any) -> Problem:
    code, details = finding["type"], dict(finding.get("ctx", {}))
    refusal = details.get("error")
    if isinstance(refusal, TextRefused):
        code = "text_too_long" if refusal.code == "too_long" else refusal.code
        details = dict(refusal.details)
    stable, words = words_for(code, details)
    return Problem(path_of(finding["loc"]), words, stable)


def _is_type_name(place: Sequence[int | str], index: int) -> bool:
    return index >= 2 and isinstance(place[index - 1], int) and place[index - 2] == "elements"
