"""The table of functions: names, arguments, results and words, in one place for checker, docs and builder."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from surveys.expressions.parts import Part
from surveys.expressions.tree import Call
from surveys.expressions.wording import Words

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

type Group = Literal["answers", "choices", "logic", "numbers", "texts", "dates", "survey"]
type Build = Callable[["Compiler", Call], Part]

_SIGNATURE = re.compile(r"(?P<name>[a-z_]+)\((?P<parameters>.*)\) -> (?P<result>[a-z]+)")
_PARAMETER = re.compile(r"(?P<many>\*?)(?P<name>[a-z_]+)(?P<optional>\??): (?P<kind>[a-z]+)")


def _nothing() -> None:
    """Stands in for what a function that compiles its own calls doesn't evaluate."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a function takes: ``kind`` is a value's kind or ``value`` (of any kind), ``name``, ``pattern``."""

    name: str
    kind: str
    is_optional: bool = False
    is_repeated: bool = False


@dataclass(frozen=True)
class Function:
    """A function of the language.

    ``signature`` reads as in ``round(number: number, digits?: number) -> number``: ``?`` marks what may be
    left out, ``*`` what may be repeated. ``evaluate`` gets the values, none of them unanswered, and the facts
    before them where ``reads_facts``; ``build``, in its stead, compiles the call itself.
    """

    signature: str
    group: Group
    words: Words
    example: str
    evaluate: Callable[..., Any] = _nothing
    build: Build | None = None
    reads_facts: bool = False

    @cached_property
    def name(self) -> str:
        """The name it is called by."""
        return self._parsed["name"]

    @cached_property
    def result(self) -> str:
        """The kind of its result; ``value`` where that depends on the arguments."""
        return self._parsed["result"]

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes, in order."""
        written = self._parsed["parameters"]
        return tuple(
            Parameter(found["name"], found["kind"], bool(found["optional"]), bool(found["many"]))
            for found in (_match(_PARAMETER, each) for each in written.split(", ") if each)
        )

    @property
    def fewest(self) -> int:
        """How many arguments it needs."""
        return sum(not parameter.is_optional for parameter in self.parameters)

    @property
    def most(self) -> int | None:
        """How many arguments it takes; ``None`` for any number."""
        repeats = any(parameter.is_repeated for parameter in self.parameters)
        return None if repeats else len(self.parameters)

    def parameter(self, index: int) -> Parameter:
        """The parameter that the argument at ``index`` is for."""
        return self.parameters[min(index, len(self.parameters) - 1)]

    @cached_property
    def _parsed(self) -> re.Match[str]:
        return _match(_SIGNATURE, self.signature)


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(f"not the signature of a function: {text}")
    return found
