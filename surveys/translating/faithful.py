"""Whether a translation keeps what its original holds: placeholders, and marks of HTML.

Each placeholder of the original (``{{ age | format "percent" }}``) must be there, once or more, and no other;
what is said where there is no answer (``{{ name | "there" }}``) is the translator's. So are paragraphs, line
breaks and marks of direction and language; other marks (links, lists, emphasis, …) must be as many of each
kind as in the original.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _

from surveys.expressions import ExpressionInvalid
from surveys.expressions.parsing import parse_piping, tokens_of
from surveys.expressions.pieces import pieces_of
from surveys.texts import is_allowed_tag

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*)?)>")
"""A tag as the allow-list leaves it: its slash, name and attributes."""
_FREE = frozenset({"p", "br", "span", "bdi"})
_SAME = {"b": "strong", "i": "em"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a translation, in words.

    Codes: ``placeholder_lost``, ``placeholder_unknown``, ``mark_lost``, ``mark_unknown`` (too many of them),
    ``mark_refused`` (in no text), ``braces_open``.
    """

    code: str
    message: str


def faults(source: str, words: str, *, is_rich: bool) -> list[Fault]:
    """Everything that is wrong with ``words`` as a translation of ``source``; nothing for no words."""
    if not words.strip():
        return []
    found = list(_placeholder_faults(source, words, is_rich))
    return [*found, *(_mark_faults(source, words) if is_rich else ())]


def placeholders(text: str, *, is_rich: bool) -> dict[str, str]:
    """The placeholders of a text: what each reads, in one spelling, and as it is written first.

    Raises ``ExpressionInvalid`` for braces that don't close.
    """
    found: dict[str, str] = {}
    for _start, inner, is_piped in pieces_of(text):
        if is_piped:
            found.setdefault(_spelt(unescape(inner) if is_rich else inner), f"{{{{{inner}}}}}")
    return found


def _spelt(inner: str) -> str:
    """The value and the style between braces, without what is said for want of an answer."""
    try:
        tree = parse_piping(inner)
        value = " ".join(str(token) for token in tokens_of(inner[tree.value.start : tree.value.end]))
    except ExpressionInvalid:
        return " ".join(inner.split())
    return f"{value} | {tree.style}" if tree.style else value


def _placeholder_faults(source: str, words: str, is_rich: bool) -> Iterator[Fault]:
    try:
        wanted = placeholders(source, is_rich=is_rich)
    except ExpressionInvalid:
        return  # the original is refused where it is written
    try:
        given = placeholders(words, is_rich=is_rich)
    except ExpressionInvalid as problem:
        yield Fault("braces_open", problem.message)
        return
    for spelt, written in wanted.items():
        if spelt not in given:
            message = _("The translation lacks the placeholder %(placeholder)s of the original.")
            yield Fault("placeholder_lost", message % {"placeholder": written})
    for spelt, written in given.items():
        if spelt not in wanted:
            message = _("The original has no placeholder %(placeholder)s.")
            yield Fault("placeholder_unknown", message % {"placeholder": written})


def _mark_faults(source: str, words: str) -> Iterator[Fault]:
    names = {name.lower() for _slash, name, _rest in TAG.findall(words)}
    if refused := sorted(name for name in names if not is_allowed_tag(name)):
        message = _("This can't be used in texts: %(marks)s.")
        yield Fault("mark_refused", message % {"marks": ", ".join(f"<{name}>" for name in refused)})
        return
    wanted, given = _marks(source), _marks(words)
    for name in wanted | given:
        if given[name] < wanted[name]:
            message = _("The original has %(wanted)d of the mark <%(name)s>, the translation %(given)d.")
            yield Fault("mark_lost", message % {"name": name, "wanted": wanted[name], "given": given[name]})
        elif given[name] > wanted[name]:
            message = _("The translation has %(given)d of the mark <%(name)s>, the original %(wanted)d.")
            yield Fault(
                "mark_unknown", message % {"name": name, "wanted": wanted[name], "given": given[name]}
            )


def _marks(text: str) -> Counter[str]:
    names = (_SAME.get(name.lower(), name.lower()) for slash, name, _rest in TAG.findall(text) if not slash)
    return Counter(name for name in names if name not in _FREE)
