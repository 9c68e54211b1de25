"""The expressions and piped texts of a definition: where they stand, and which answers they may name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from django.utils.translation import gettext as _

from surveys.definition.documents import Definition, Page, Score, SurveySettings
from surveys.definition.remembering import Remembered
from surveys.definition.walking import parts_of, texts_of
from surveys.expressions import ExpressionInvalid, Scope, compile_expression, compile_text
from surveys.expressions.scope import POINTS
from surveys.question_types.elements import DocumentPart, Element
from surveys.question_types.elements import Expression as ExpressionSource

PIPE = "{{"
_OWN_ANSWER = ("checks", "quiz")
_JUDGES_OWN_ANSWER = ("valid_if", "right_if")
_ANY = ("default", "expression")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression, or a text that answers are piped into (``is_text``), and where it stands.

    It may name the questions before the place ``before``, counted from 0 in the order of the document.
    ``target`` and ``page`` are the ids of the part and the page it belongs to, ``group`` that of the repeat
    group in whose instances it is evaluated. Texts that are the same for everybody aren't ``is_filled``:
    nothing can be piped into them.
    """

    path: str
    source: str
    before: int
    expects: Literal["condition", "any", "text"]
    is_text: bool
    target: str
    page: str = ""
    group: str | None = None
    is_rich: bool = False
    is_filled: bool = True

    def placed(self, before: int, page: str = "") -> "Written":
        """The same at another place of the survey."""
        return replace(self, before=before, page=page)

    def compiled(self, scope: Scope) -> Any:
        """The ``Expression`` or ``Template`` it is. Raises ``ExpressionInvalid``."""
        if not self.is_filled:
            problem = _("This text is the same for everybody: answers can't be shown in it.")
            raise self._refused(problem, "not_filled")
        if self.is_text:
            return compile_text(self.source, scope, before=self.before, rich=self.is_rich)
        expression = compile_expression(self.source, scope, before=self.before, expects=self.expects)
        if POINTS in expression.scores and self.path.endswith(_JUDGES_OWN_ANSWER):
            problem = _("Points can't decide whether an answer is right or taken.")
            raise self._refused(problem, "forward_reference")
        return expression

    def _refused(self, problem: str, code: str) -> ExpressionInvalid:
        return ExpressionInvalid(problem, code, source=self.source, start=0, end=len(self.source))


def written_in(definition: Definition) -> Iterator[Written]:
    """Every expression and piped text of the survey, in document order."""
    end = len(definition.elements)
    place = 0
    for index, page in enumerate(definition.pages):
        path = f"pages[{index}]"
        yield from _placed(written_on_head(page), path, place, page.id)
        for number, element in enumerate(page.elements):
            yield from _placed(written_on(element), f"{path}.elements[{number}]", place, page.id)
            place += 1
        yield from _placed(written_on_jumps(page), path, place, page.id)
    yield from written_on_title(definition, end)
    for name, parts in parts_beside(definition):
        for index, part in enumerate(parts):
            yield from _placed(written_on(part), f"{name}[{index}]", end, "")
    yield from _placed(written_on(definition.settings), "settings", end, "")
    for index, block in enumerate(definition.blocks):
        yield from _placed(written_on(block), f"blocks[{index}]", start_of_block(definition, block.id), "")


def parts_beside(definition: Definition) -> tuple[tuple[str, tuple[DocumentPart, ...]], ...]:
    """The parts of the survey beside its pages and blocks, by the name of the list they are in."""
    return (
        ("endings", definition.endings),
        ("choice_lists", definition.choice_lists),
        ("quotas", definition.quotas),
        ("scores", definition.scores),
    )


def written_on_title(definition: Definition, before: int) -> Iterator[Written]:
    """The survey's title, where answers are to be piped into it, which nobody can."""
    for language, words in definition.title.items():
        if PIPE in words:
            yield Written(f"title.{language}", words, before, "text", True, "", is_filled=False)


def start_of_block(definition: Definition, block_id: str) -> int:
    """How many elements come before the first page of a block; all where it has no page."""
    place = 0
    for page in definition.pages:
        if page.block == block_id:
            break
        place += len(page.elements)
    return place


@lru_cache(maxsize=512)
def expression_fields(model: type[DocumentPart]) -> tuple[str, ...]:
    """The names of the fields of a part that hold expressions."""
    source: object = ExpressionSource
    return tuple(name for name, field in model.model_fields.items() if field.annotation == source)


def _placed(found: tuple[Written, ...], path: str, place: int, page: str) -> Iterator[Written]:
    for each in found:
        yield replace(each, path=f"{path}.{each.path}", before=place + each.before, page=page)


def _of_part(part: DocumentPart) -> tuple[Written, ...]:
    """What is written on a part, as if it were the survey's first: paths and places are those inside it."""
    target = getattr(part, "id", "")
    if not isinstance(part, Element):
        is_same = isinstance(part, SurveySettings | Score)
        return tuple(
            replace(each, is_filled=not (is_same and each.is_text)) for each in _written(part, target)
        )
    found = (
        replace(each, before=1) if each.path.startswith(_OWN_ANSWER) else each
        for each in _written(part, target)
    )
    return tuple(replace(each, group=part.in_group) for each in found)


def _of_head(page: Page) -> tuple[Written, ...]:
    """What is written on a page itself, before its questions."""
    return tuple(_written(page.model_copy(update={"elements": (), "jumps": ()}), page.id))


def _of_jumps(page: Page) -> tuple[Written, ...]:
    """The conditions of a page's jumps."""
    jumps = enumerate(page.jumps)
    return tuple(
        replace(each, path=f"jumps[{index}].{each.path}")
        for index, jump in jumps
        for each in _written(jump, page.id)
    )


def _written(part: DocumentPart, target: str) -> Iterator[Written]:
    for path, inner in parts_of(part):
        for name in expression_fields(type(inner)):
            if source := getattr(inner, name):
                where = f"{path}.{name}" if path else name
                expects: Literal["condition", "any"] = "any" if name in _ANY else "condition"
                yield Written(where, source, 0, expects, False, getattr(inner, "id", None) or target)
    for text in texts_of(part, owner=target):
        for language, words in text.text.items():
            if PIPE in words:
                where = f"{text.path}.{language}"
                owner = text.owner or target
                yield Written(where, words, 0, "text", True, owner, is_rich=text.is_rich)


written_on = Remembered[DocumentPart, tuple[Written, ...]](_of_part)
written_on_head = Remembered[Page, tuple[Written, ...]](_of_head)
written_on_jumps = Remembered[Page, tuple[Written, ...]](_of_jumps)
