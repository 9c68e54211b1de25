"""What is wrong with an expression that doesn't parse, in words."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from lark import Token

from surveys.expressions.exceptions import ExpressionInvalid

_CURLY = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‹›′", "'")
_CLOSING = {"RIGHT": ("(", ")"), "CLOSE": ("[", "]")}
_OPERATORS = frozenset(
    {"_AND", "_OR", "COMPARE", "IN", "PLUS", "TIMES", "OVER", "MODULO", "VBAR", "PIPE", "COMMA"}
)
_SHOWN = 30


def character_problem(source: str, place: int) -> ExpressionInvalid:
    """The error for a character that starts nothing."""
    character = source[place]
    suggestion = ""
    if character in "\"'":
        problem = _("This text isn't closed: its last quotation mark is missing.")
        return _invalid(problem, source, place, len(source))
    if character in _CURLY:
        problem = _("Write texts in straight quotation marks.")
        suggestion = _CURLY[character]
    elif character in "{}":
        problem = _("Names are written without braces.")
    elif character == "`":
        problem = _("This name isn't closed: its last backtick is missing.")
    else:
        problem = _("“%(character)s” means nothing here.") % {"character": character}
    return _invalid(problem, source, place, place + 1, suggestion)


def token_problem(source: str, token: Token, expected: Collection[str]) -> ExpressionInvalid:
    """The error for a word or sign where it can't stand, or for an end that comes too early."""
    if token.type == "$END":
        return _end_problem(source, expected)
    start, end = token.start_pos or 0, token.end_pos or 0
    shown = token.value if len(token.value) <= _SHOWN else token.value[: _SHOWN - 1] + "…"
    if token.type in _CLOSING and token.type not in expected:
        opening, closing = _CLOSING[token.type]
        if source.count(closing, 0, end) > source.count(opening, 0, end):
            problem = _("The bracket “%(bracket)s” has no partner.") % {"bracket": closing}
            return _invalid(problem, source, start, end)
    if token.type in _OPERATORS and token.type not in expected:
        problem = _("Something is missing before “%(word)s”.") % {"word": shown}
    else:
        problem = _("“%(word)s” can't stand here.") % {"word": shown}
    return _invalid(problem, source, start, end)


def _end_problem(source: str, expected: Collection[str]) -> ExpressionInvalid:
    end = len(source.rstrip())
    for closing in _CLOSING:
        if closing in expected:
            problem = _("A bracket isn't closed: “%(bracket)s” is missing.")
            bracket = _CLOSING[closing][1]
            return _invalid(problem % {"bracket": bracket}, source, end, end, bracket)
    return _invalid(_("Something is missing at the end."), source, end, end)


def _invalid(problem: str, source: str, start: int, end: int, suggestion: str = "") -> ExpressionInvalid:
    return ExpressionInvalid(problem, "syntax", source=source, start=start, end=end, suggestion=suggestion)
