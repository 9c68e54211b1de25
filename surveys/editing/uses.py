"""Who names a question, page or ending: so that nothing that is named goes, or moves, without a word."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.definition import Definition, rebuilt
from surveys.definition.logic import names_of
from surveys.definition.written import written_in
from surveys.editing.following import rewritten
from surveys.editing.parts import finished
from surveys.exceptions import EditRefused, Problem
from surveys.expressions import normalised_names, text_with_names
from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.pieces import pieces_of
from surveys.offering import source_of
from surveys.question_types import question_type
from surveys.question_types.elements import DocumentPart, Words
from surveys.texts import localised

_LONGEST = 60
_MOST_TOLD = 5
_FIELDS: dict[str, Words] = {
    "visible_if": gettext_lazy("shown if"),
    "required_if": gettext_lazy("required if"),
    "valid_if": gettext_lazy("check"),
    "right_if": gettext_lazy("right answer"),
    "default": gettext_lazy("proposed answer"),
    "expression": gettext_lazy("calculation"),
    "condition": gettext_lazy("condition"),
    "to": gettext_lazy("jump"),
    "terms": gettext_lazy("counted"),
    "carried": gettext_lazy("choices"),
    "filters": gettext_lazy("choices"),
    "ending": gettext_lazy("ending"),
}
_NEEDED = {"checks": "valid_if", "variants": "visible_if", "sections": "visible_if", "jumps": "condition"}


@dataclass(frozen=True, slots=True)
class Use:
    """A place that names something: ``target`` is the id of the part it belongs to, ``field`` what it is."""

    target: str
    field: str


def removed(before: Definition, rest: Definition, *, clearing: bool) -> Definition:
    """The definition with what ``rest`` left out of ``before`` gone for good.

    What names it is cleared away too with ``clearing``; without, ``EditRefused`` (``in_use``) tells where.
    """
    gone = _identities(before) - _identities(rest)
    uses = uses_of(before, rest, gone)
    if uses and not clearing:
        message = _("This is still used: %(places)s. Change that first.")
        raise EditRefused(message % {"places": told_uses(rest, uses)}, "in_use")
    return finished(_cleared(rest, _names(before, gone), gone) if uses else rest)


def uses_of(before: Definition, rest: Definition, gone: Collection[str]) -> list[Use]:
    """The places in ``rest`` that name anything of ``before`` that is ``gone``, each once, in order."""
    names = _names(before, gone)
    found = [Use(each.target, _field(each.path)) for each in written_in(rest) if _says(each.source, names)]
    return list(dict.fromkeys([*found, *_references(rest, gone)]))


def told_uses(definition: Definition, uses: Collection[Use]) -> str:
    """The places in words, of many the first few: ``“Cigarettes?” (shown if)``."""
    known = [f"{called(definition, use.target)} ({_FIELDS.get(use.field, _('text'))})" for use in uses]
    told = list(dict.fromkeys(known))
    return ", ".join(told[:_MOST_TOLD]) + (" …" if len(told) > _MOST_TOLD else "")


def called(definition: Definition, target: str) -> str:
    """What a part of the survey is called, in quotation marks; that of the survey for an unknown one."""
    base = definition.base_language
    for number, page in enumerate(definition.pages, start=1):
        if page.id == target:
            return f"“{localised(page.title, base) or _('Page %(number)d') % {'number': number}}”"
        for element in page.elements:
            if element.id == target:
                return f"“{Truncator(localised(element.text, base) or element.name).chars(_LONGEST)}”"
    others: tuple[Any, ...] = (
        *definition.endings,
        *definition.blocks,
        *definition.quotas,
        *definition.scores,
    )
    for part in others:
        if part.id == target:
            text = localised(getattr(part, "title", {}), base) or getattr(part, "name", "") or _("an ending")
            return f"“{Truncator(text).chars(_LONGEST)}”"
    return f"“{Truncator(localised(definition.title, base)).chars(_LONGEST)}”"


def explained(definition: Definition, change: Callable[[], Definition]) -> Definition:
    """What ``change`` returns; where it is refused for what stands elsewhere, the words say where."""
    try:
        return change()
    except EditRefused as refusal:
        problem = refusal.problem
        if problem is None or not problem.target:
            raise
        message = f"{place_told(definition, problem)}: {refusal.message}"
        raise EditRefused(message, refusal.code, problem=problem) from refusal


def place_told(definition: Definition, problem: Problem) -> str:
    """Where a problem lies, in words: ``“Cigarettes?” (shown if)``."""
    return told_uses(definition, [Use(problem.target, _field(problem.path))])


def _identities(definition: Definition) -> set[str]:
    pages = [identity for page in definition.pages for identity in (page.id, *(e.id for e in page.elements))]
    return {*pages, *(ending.id for ending in definition.endings)}


def _names(definition: Definition, gone: Collection[str]) -> frozenset[str]:
    return frozenset(name for identity, name in names_of(definition).items() if identity in gone)


def _field(path: str) -> str:
    """``required_if`` of ``pages[0].elements[1].required_if``."""
    steps = [step.partition("[")[0] for step in path.split(".")]
    return next((step for step in reversed(steps) if step in _FIELDS), "text")


def _says(source: str, names: Collection[str]) -> bool:
    """Whether an expression or a text with braces names any of these."""
    near = {name: f"{name}_" for name in names if name.rpartition(".")[2] in source}
    if not near:
        return False
    if "{{" in source:
        return text_with_names(source, near) != source
    return normalised_names(source, near) != source


def _references(definition: Definition, gone: Collection[str]) -> Iterator[Use]:
    """What is referred to by id, not by name."""
    for page in definition.pages:
        if any(jump.to in gone for jump in page.jumps):
            yield Use(page.id, "to")
    for element in definition.elements:
        if source_of(element) in gone:
            yield Use(element.id, "carried")
        if set(question_type(element.type).depends_on(element)) & set(gone):
            yield Use(element.id, "filters")
    for quota in definition.quotas:
        if quota.ending in gone:
            yield Use(quota.id, "ending")
    for score in definition.scores:
        if any(term.question in gone for term in score.terms):
            yield Use(score.id, "terms")


def _cleared(definition: Definition, names: Collection[str], gone: Collection[str]) -> Definition:
    def drop(part: DocumentPart) -> dict[str, object]:
        return _kept(part, names, gone)

    return rewritten(
        rebuilt(definition, drop),
        lambda source: "" if _says(source, names) else source,
        lambda words, is_rich: _without_braces(words, names, is_rich=is_rich),
    )


def _kept(part: DocumentPart, names: Collection[str], gone: Collection[str]) -> dict[str, object]:
    """What stays of the lists and references of a part."""
    kept: dict[str, Any] = {}
    for listed, condition in _NEEDED.items():
        if rules := getattr(part, listed, ()):
            kept[listed] = tuple(
                rule
                for rule in rules
                if not _says(getattr(rule, condition), names) and getattr(rule, "to", "") not in gone
            )
    if (quiz := getattr(part, "quiz", None)) and _says(quiz.right_if, names):
        kept["quiz"] = None
    if (carried := getattr(part, "carried", None)) and carried.question in gone:
        kept["carried"] = None
    if filters := getattr(part, "filters", ()):
        kept["filters"] = tuple(each for each in filters if each.question not in gone)
    if terms := getattr(part, "terms", ()):
        kept["terms"] = tuple(term for term in terms if term.question not in gone)
    if getattr(part, "ending", None) in gone:
        kept["ending"] = None
    return kept


def _without_braces(words: str, names: Collection[str], *, is_rich: bool) -> str:
    try:
        pieces = list(pieces_of(words))
    except ExpressionInvalid:
        return words
    kept = []
    for _start, piece, is_piped in pieces:
        source = unescape(piece) if is_rich else piece
        if not is_piped:
            kept.append(piece)
        elif not _says(source, names):
            kept.append("{{" + piece + "}}")
    return "".join(kept)
