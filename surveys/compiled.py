"""A definition compiled for running: everything looked up once, shared by all respondents, never changed.

Compiled parts are compared by identity: there is one of each per compiled survey.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from surveys.definition import Block, Definition, Ending, Page
from surveys.expressions import Expression, Facts, Group, Template
from surveys.question_types import Element, QuestionType


@dataclass(frozen=True, slots=True)
class Templates:
    """The texts of a part in which answers are piped, by their wording and whether it is HTML."""

    by_wording: Mapping[tuple[str, bool], Template] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_wording)

    def filled(self, words: str, facts: Facts, *, is_rich: bool) -> str:
        """``words`` with answers put in, if it has places for any."""
        template = self.by_wording.get((words, is_rich))
        return template.render(facts) if template else words


@dataclass(frozen=True, slots=True)
class CompiledCheck:
    """A condition that an answer must fulfil and what is said when it doesn't."""

    valid_if: Expression
    message: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ElementLogic:
    """What the answers so far, or chance, make of an element. ``parts`` are the conditions of its choices and
    rows by id, ``texts`` the templates of everything it says."""

    visible_if: Expression | None = None
    required_if: Expression | None = None
    default: Expression | None = None
    computed: Expression | None = None
    right_if: Expression | None = None
    right_rows: Group | None = None
    """The rows that say the same as ``right_if``; ``None`` where none can."""
    checks: tuple[CompiledCheck, ...] = ()
    variants: tuple[Expression, ...] = ()
    parts: Mapping[str, Expression] = field(default_factory=dict)
    texts: Templates = Templates()
    is_shuffled: bool = False
    carried_from: str | None = None
    depends_on: tuple[str, ...] = ()
    """Ids of earlier questions whose answers change what is offered."""

    @property
    def is_static(self) -> bool:
        """Whether the element looks the same to everybody who sees it."""
        return not (
            self.required_if
            or self.default
            or self.variants
            or self.parts
            or self.texts
            or self.is_shuffled
            or self.carried_from
            or self.depends_on
        )

    @property
    def offers_less(self) -> bool:
        """Whether some can't be given an answer that others can."""
        return bool(self.parts or self.carried_from or self.depends_on)


NO_LOGIC = ElementLogic()


@dataclass(frozen=True, slots=True, eq=False)
class CompiledElement:
    """A question or statement with its type. ``number`` counts questions from 1; a statement has ``None``."""

    element: Element[Any]
    type: QuestionType[Any]
    page_index: int
    number: int | None
    name: str = ""
    """How expressions name its answer: ``group.field`` in a repeat group."""
    id: str = ""
    """The element's id, the key of its answer; with its instance in a repeat group."""
    logic: ElementLogic = NO_LOGIC
    is_question: bool = False
    """Whether it has an answer, is not only read."""
    is_asked: bool = False
    """Whether the respondent answers it, not the page around it."""
    is_unseen: bool = False
    """Whether nothing of it is shown."""
    instance: tuple[int, ...] = ()
    """In which instance of a repeat group it is asked, outer group first; from 1."""

    @property
    def may_lack(self) -> bool:
        """Whether an answer that was given may turn out to be none, or not the right one."""
        logic = self.logic
        return self.is_asked and bool(self.element.required or logic.required_if or logic.checks)

    @property
    def is_simple(self) -> bool:
        """Whether it stands alone, is there for all to see, and takes whatever was answered."""
        logic, is_alone = self.logic, not self.type.is_group and self.element.in_group is None
        is_plain = is_alone and not self.is_unseen and self.is_asked is self.is_question
        return is_plain and logic.computed is None and not logic.offers_less

    @property
    def plain_id(self) -> str:
        """The id it has in the document, whichever instance of a repeat group it is asked in."""
        return self.element.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class CompiledJump:
    """On to ``to``, the id of a page or an ending, where the condition is true or there is none."""

    condition: Expression | None
    to: str


@dataclass(frozen=True, slots=True, eq=False)
class CompiledPage:
    """What is shown at once. Ask ``surveys.flow`` what of it is shown and what comes before and after.

    ``id`` is the page's own, followed by ``-`` and the id of a question where the survey goes question by
    question.
    """

    index: int
    id: str
    page: Page
    elements: tuple[CompiledElement, ...]
    visible_if: Expression | None = None
    jumps: tuple[CompiledJump, ...] = ()
    texts: Templates = Templates()
    is_dependent: bool = False
    """Whether something on the page depends on an answer given on the page."""
    is_lively: bool = False
    """Whether what the page shows differs from one respondent to another."""
    units: tuple[tuple[CompiledElement, ...], ...] = ()
    """The elements, a repeat group together with what it repeats."""
    is_conditional: bool = field(init=False)
    """Whether it may be that it isn't shown."""
    is_simple: bool = field(init=False)
    """Whether its elements stand in one order for all, and each of them is simple."""
    may_lack: bool = field(init=False)
    """Whether it may be unfinished though all was answered."""

    def __post_init__(self) -> None:
        found = {
            "is_conditional": self.visible_if is not None or self.page.block is not None,
            "is_simple": self.page.shuffle is None and all(part.is_simple for part in self.elements),
            "may_lack": any(part.may_lack for part in self.elements),
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)  # worked out once, before anybody sees it


@dataclass(frozen=True, slots=True)
class CompiledBlock:
    """Pages that belong together, and the condition that they are shown under."""

    block: Block
    visible_if: Expression | None


@dataclass(frozen=True, slots=True)
class CompiledEnding:
    """An ending with its condition, the conditions of its sections, and what is piped into it."""

    ending: Ending
    visible_if: Expression | None
    sections: tuple[Expression, ...]
    texts: Templates


@dataclass(frozen=True, slots=True, eq=False)
class CompiledSurvey:
    """A survey ready to run; made by ``compile_definition``.

    ``is_plain``: no expression, no chance and nothing computed, so that every respondent gets the same pages.
    """

    definition: Definition
    pages: tuple[CompiledPage, ...]
    endings: tuple[CompiledEnding, ...]
    blocks: Mapping[str, CompiledBlock]
    quotas: Mapping[str, Expression | None]
    page_by_id: Mapping[str, CompiledPage]
    question_by_id: Mapping[str, CompiledElement]
    question_by_name: Mapping[str, CompiledElement]
    languages: tuple[str, ...]
    names_used: frozenset[str]
    """What expressions name."""
    whole: CompiledPage | None
    """The one page of a survey that is all on one page."""
    is_plain: bool
    is_shuffled: bool
    takes_turns: bool
    """Whether something is shown evenly across respondents, so that responses are numbered."""
    fields_of: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    """Of each repeat group, by id: the names of what it repeats, and whether that is repeated in it again."""
    page_of: Mapping[str, str] = field(default_factory=dict)
    """The id of the page that a question stands on, by the question's id."""
    plain_elements: Mapping[str, tuple[CompiledElement, ...]] = field(default_factory=dict)
    ending_ids: frozenset[str] = frozenset()

    @property
    def base_language(self) -> str:
        """The language that texts fall back to."""
        return self.definition.base_language

    def question(self, identity: str) -> CompiledElement | None:
        """The question whose answer has this key, in its instance of a repeat group; ``None`` for none."""
        plain, *numbers = identity.split(".")
        found = self.question_by_id.get(plain)
        if found is None or not all(number.isascii() and number.isdigit() for number in numbers):
            return None
        return in_instance(found, tuple(map(int, numbers)))


def in_instance(part: CompiledElement, keys: tuple[int, ...]) -> CompiledElement:
    """``part`` as it is asked in an instance of its repeat group, with an id of its own: ``q_abc.2``."""
    return _in_instance(part, keys) if keys else part


@lru_cache(maxsize=4_096)
def _in_instance(part: CompiledElement, keys: tuple[int, ...]) -> CompiledElement:
    identity = in_instance_id(part.element.id, keys)
    element = part.element.model_copy(update={"id": identity})
    return replace(part, element=element, id=identity, number=None, instance=keys)


def in_instance_id(identity: str, keys: tuple[int, ...]) -> str:
    """The key of the answer to a question in an instance of its repeat group."""
    return ".".join((identity, *map(str, keys)))


def units_of(parts: Sequence[CompiledElement]) -> tuple[tuple[CompiledElement, ...], ...]:
    """Elements in a row as units: an element alone, or a repeat group with everything it repeats."""
    units: list[list[CompiledElement]] = []
    outer = parts[0].element.in_group if parts else None
    for part in parts:
        if part.element.in_group in (None, outer):
            units.append([])
        units[-1].append(part)
    return tuple(map(tuple, units))
