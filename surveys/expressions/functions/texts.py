"""Functions over texts."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import re2
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.expressions.facts import Facts
from surveys.expressions.functions.table import Function
from surveys.expressions.parts import Part, constant_part
from surveys.expressions.tree import Call
from surveys.expressions.value_types import BOOLEAN, TEXT, Kind
from surveys.expressions.values import MAXIMUM_TEXT, bounded_text, is_answer, size_of

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_LONGEST_PATTERN = 500
_LARGEST_PROGRAM = 60_000
_PATTERN_MEMORY = 1 << 21
_STATES_A_STEP = 200
_SCALARS: tuple[Kind, ...] = ("text", "number", "boolean", "date", "time", "datetime")


def text_of(value: Any) -> str | None:
    """A single value as text, the same in every language: ``3.5``, ``true``, ``2026-01-31``, ``09:30``."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int() | float():
            return f"{value:.15g}" if abs(value) < 1e15 else repr(value)
        case datetime() | time():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
    return None


def _replaced(text: str, old: str, new: str) -> str | None:
    if not old:
        return text
    if len(text) + text.count(old) * (len(new) - len(old)) > MAXIMUM_TEXT:
        return None
    return text.replace(old, new)


def _substring(text: str, first: float, length: float = MAXIMUM_TEXT) -> str:
    start = max(1, int(first)) - 1
    return text[start : start + max(0, int(length))]


def _build_join(compiler: "Compiler", node: Call) -> Part:
    parts = compiler.parts(node.arguments)
    compiler.meter()
    if parts[0].type.kind in ("list", "set", "ranking", "file"):
        return _joined_list(compiler, node, parts)
    for part in parts:
        if part.type.kind == "choice" and part.name:
            written = compiler.source[part.node.start : part.node.end]
            problem = gettext("A choice is known by its code; its words are %(words)s.")
            words = f"label({written})"
            raise compiler.refusal(part.node, problem % {"words": words}, "type_mismatch", suggestion=words)
    runs = tuple(compiler.expect(part, (*_SCALARS, "choice")).run for part in parts)
    return Part(node, TEXT, lambda facts: _concatenated("", [run(facts) for run in runs], facts))


def _joined_list(compiler: "Compiler", node: Call, parts: list[Part]) -> Part:
    if len(parts) > 2:
        problem = gettext("After a list comes one text to put between its items.")
        raise compiler.refusal(parts[2].node, problem, "wrong_arguments")
    items = parts[0].run
    if len(parts) == 1:
        parts.append(constant_part(node, TEXT, ", "))
    between = compiler.expect(parts[1], ("text",)).run

    def run(facts: Facts) -> str | None:
        values, separator = items(facts), between(facts)
        return None if values is None or separator is None else _concatenated(separator, values, facts)

    return Part(node, TEXT, run)


def _concatenated(separator: str, values: Any, facts: Facts) -> str | None:
    """The answered values joined; unanswered when there is none."""
    texts = [text for value in values if is_answer(value) and (text := text_of(value)) is not None]
    length = sum(map(len, texts)) + len(separator) * len(texts)
    facts.charge(length + len(texts))
    return bounded_text(separator.join(texts)) if texts and length <= 2 * MAXIMUM_TEXT else None


def _build_matches(compiler: "Compiler", node: Call) -> Part:
    text = compiler.expect(compiler.part(node.arguments[0]), ("text", "choice")).run
    pattern = _compiled_pattern(compiler, node)
    cost = 1 + pattern.programsize // _STATES_A_STEP
    compiler.meter(cost)

    def run(facts: Facts) -> bool | None:
        value = text(facts)
        if value is None:
            return None
        facts.charge(size_of(value) * cost)
        return pattern.fullmatch(value.encode("utf-8", "replace")) is not None

    return Part(node, BOOLEAN, run)


def _compiled_pattern(compiler: "Compiler", node: Call) -> Any:
    part = compiler.part(node.arguments[1])
    if not isinstance(part.constant, str):
        problem = gettext("The pattern must be written out in quotation marks.")
        raise compiler.refusal(part.node, problem, "wrong_arguments")
    if len(part.constant) > _LONGEST_PATTERN:
        raise compiler.refusal(part.node, gettext("This pattern is too long."), "pattern_invalid")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _PATTERN_MEMORY
    options.never_capture = True
    try:
        pattern = re2.compile(part.constant, options)
    except (re2.error, UnicodeEncodeError) as error:
        reason = error.args[0].decode("utf-8", "replace") if isinstance(error, re2.error) else ""
        problem = gettext("This pattern can't be used: %(reason)s.") % {"reason": reason}
        raise compiler.refusal(part.node, problem, "pattern_invalid") from None
    if pattern.programsize > _LARGEST_PROGRAM:
        raise compiler.refusal(part.node, gettext("This pattern is too big."), "pattern_invalid")
    return pattern


TEXT_FUNCTIONS = (
    Function(
        "text(value: value) -> text",
        "texts",
        _("The value as text in every language: 3.5, true, 2026-01-31, 09:30, the code of a choice."),
        'text(age) = "18"',
        evaluate=text_of,
    ),
    Function(
        "join(*values: value) -> text",
        "texts",
        _(
            "The answered values one after the other; or the items of a list with a text between them, "
            "a comma when none is given."
        ),
        'join(label(colours), " / ")',
        build=_build_join,
    ),
    Function(
        "length(text: text) -> number",
        "texts",
        _("How many characters the text has."),
        "length(reason) >= 20",
        evaluate=len,
    ),
    Function(
        "lower(text: text) -> text",
        "texts",
        _("In small letters."),
        'lower(town) = "delft"',
        evaluate=str.lower,
    ),
    Function("upper(text: text) -> text", "texts", _("In capitals."), "upper(postcode)", evaluate=str.upper),
    Function(
        "trim(text: text) -> text",
        "texts",
        _("Without spaces at its ends."),
        "length(trim(name)) > 1",
        evaluate=str.strip,
    ),
    Function(
        "contains(text: text, part: text) -> boolean",
        "texts",
        _("Whether the part occurs in the text, capitals and small letters being different."),
        'contains(lower(reason), "price")',
        evaluate=str.__contains__,
    ),
    Function(
        "starts_with(text: text, part: text) -> boolean",
        "texts",
        _("Whether the text begins with the part."),
        'starts_with(postcode, "26")',
        evaluate=str.startswith,
    ),
    Function(
        "ends_with(text: text, part: text) -> boolean",
        "texts",
        _("Whether the text ends with the part."),
        'ends_with(lower(email), "@example.org")',
        evaluate=str.endswith,
    ),
    Function(
        "replace(text: text, old: text, new: text) -> text",
        "texts",
        _("The text with another in place of a part, wherever that occurs."),
        'replace(phone, " ", "")',
        evaluate=_replaced,
    ),
    Function(
        "substring(text: text, first: number, length?: number) -> text",
        "texts",
        _("A part of the text, from a character on, the first being 1; to the end, or so many characters."),
        "substring(postcode, 1, 2)",
        evaluate=_substring,
    ),
    Function(
        "matches(text: text, pattern: pattern) -> boolean",
        "texts",
        _("Whether the whole text is as a regular expression of the RE2 syntax says."),
        r'matches(postcode, "[1-9][0-9]{3} ?[A-Z]{2}")',
        build=_build_matches,
    ),
)
