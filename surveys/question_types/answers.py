"""Judging raw input, from a form or from JSON alike: shared by the question types.

Every function returns a value that may be stored or raises ``AnswerInvalid`` with words for the respondent.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.exceptions import AnswerInvalid, TextRefused
from surveys.texts import clean_plain

_RAW_FACTOR = 4


def text_answer(raw: object, *, maximum: int) -> str | None:
    """Clean a text of at most ``maximum`` characters; ``None`` for nothing or only white space."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise AnswerInvalid(_("This must be a text."), "wrong_type")
    if len(raw) > maximum * _RAW_FACTOR:
        raise too_long(maximum)
    try:
        return clean_plain(raw, maximum=maximum) or None
    except TextRefused as refusal:
        if refusal.code == "too_long":
            raise too_long(maximum) from refusal
        raise AnswerInvalid(
            _("This holds characters that can't be stored. Please type it again."), refusal.code
        ) from refusal


def choice_answer(raw: object, allowed: Mapping[str, object]) -> str | None:
    """Return the id in ``allowed`` that ``raw`` is; ``None`` for nothing."""
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str):
        raise AnswerInvalid(_("Please choose one of the answers offered."), "wrong_type")
    if raw not in allowed:
        raise AnswerInvalid(_("Please choose one of the answers offered."), "not_offered")
    return raw


def too_long(maximum: int) -> AnswerInvalid:
    """The refusal of a text over ``maximum`` characters."""
    message = ngettext(
        "This is too long: at most %(maximum)d character is possible.",
        "This is too long: at most %(maximum)d characters are possible.",
        maximum,
    )
    return AnswerInvalid(message % {"maximum": maximum}, "too_long")
