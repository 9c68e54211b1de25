"""Whether live numbers can be told of a survey: what is wrong, where, and what was probably meant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from analytics.reports.numbers.functions import CHANGING, FUNCTIONS, Function
from analytics.reports.numbers.parsing import Call, Place, PlaceUnreadable, Span, Text, parted, read_place
from analytics.reports.numbers.targets import Target, target_of
from analytics.results.filtering import FilterColumns
from analytics.results.questions import Value


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a place; ``at`` is the index in the words, ``line`` the line it is in, from 1."""

    message: str
    source: str
    at: int
    line: int

    def __str__(self) -> str:
        words = {"line": self.line, "source": self.source.strip(), "message": self.message}
        return _("Line %(line)s, {{ %(source)s }}: %(message)s") % words


def wrong_in(words: str, columns: FilterColumns) -> list[Wrong]:
    """What is wrong with the places in words, in order; nothing where all can be told."""
    return list(_wrong(words, columns))


def _wrong(words: str, columns: FilterColumns) -> Iterator[Wrong]:
    for part in parted(words):
        if isinstance(part, Place):
            try:
                check(read_place(part.source), columns)
            except PlaceUnreadable as problem:
                at = part.at + problem.at
                yield Wrong(str(problem), part.source, at, _line(words, at))
        elif "{{" in part:
            at = words.rindex("{{")
            yield Wrong(
                _("The closing }} is missing."), part[part.index("{{") + 2 :][:40], at, _line(words, at)
            )


def _line(words: str, at: int) -> int:
    return words.count("\n", 0, at) + 1


def check(call: Call, columns: FilterColumns) -> None:
    """Raise ``PlaceUnreadable`` if a number can't be told of a survey with these columns."""
    function = _function(call)
    if function.takes == "nothing":
        if call.arguments:
            raise PlaceUnreadable(_("“%(name)s” takes nothing in brackets.") % {"name": call.name}, call.at)
    elif function.takes == "change":
        _check_change(call, columns)
    else:
        target = target_in(call, columns)
        _check_target(call, function, target)
        for text in call.arguments[1:]:
            answer_in(text, target)


def _function(call: Call) -> Function:
    found = FUNCTIONS.get(call.name)
    if found is None:
        words = _("There is no number “%(name)s”.") % {"name": call.name}
        raise PlaceUnreadable(_suggested(words, call.name, FUNCTIONS), call.at)
    return found


def _suggested(words: str, name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"{words} " + _("Did you mean “%(name)s”?") % {"name": near[0]} if near else words


def _check_change(call: Call, columns: FilterColumns) -> None:
    if len(call.arguments) != 2 or not isinstance(call.arguments[1], Span):
        raise PlaceUnreadable(_("Write a number and a time: change(n, 30 days)."), call.at)
    of = call.arguments[0]
    if not isinstance(of, Call) or of.name not in CHANGING:
        offered = ", ".join(name for name in FUNCTIONS if name in CHANGING)
        raise PlaceUnreadable(
            _("A change can be told of: %(offered)s.") % {"offered": offered},
            of.at,
        )
    if not call.arguments[1].days:
        raise PlaceUnreadable(_("The time must be a day or more."), call.arguments[1].at)
    check(of, columns)


def target_in(call: Call, columns: FilterColumns) -> Target:
    """The question that a function is of; raise ``PlaceUnreadable``."""
    first = call.arguments[0] if call.arguments else None
    if first is None:
        raise PlaceUnreadable(
            _("Name a question: %(name)s(question).") % {"name": call.name}, call.at + len(call.name)
        )
    name = first.words if isinstance(first, Text) else first.name if isinstance(first, Call) else ""
    column = columns.named.get(name)
    target = target_of(column) if column else None
    if target is None:
        known = [each.name for each in columns.all if each.question]
        words = _("The survey has no question “%(name)s”.") % {"name": name}
        raise PlaceUnreadable(_suggested(words, name, known), first.at)
    return target


def _check_target(call: Call, function: Function, target: Target) -> None:
    if function.kinds and target.summary_kind not in function.kinds:
        words = {"name": call.name, "question": target.column.name}
        raise PlaceUnreadable(_("“%(question)s” has no %(name)s.") % words, call.at)
    answers = len(call.arguments) - 1
    if function.takes == "question" and answers:
        raise PlaceUnreadable(_("“%(name)s” takes one question alone.") % {"name": call.name}, call.at)
    if function.takes == "answers" and not answers and target.summary_kind not in ("csat", "ces"):
        words = {"name": call.name, "question": target.column.name}
        raise PlaceUnreadable(
            _('Name an answer: %(name)s(%(question)s, "…").') % words,
            call.at,
        )
    if answers > 1 and target.is_multiple:
        raise PlaceUnreadable(_("Where several answers are possible, name one alone."), call.at)


def answer_in(given: Call | Text | Span, target: Target) -> Value:
    """The answer that is named by its words, code or id; raise ``PlaceUnreadable``."""
    name = given.words if isinstance(given, Text) else given.name if isinstance(given, Call) else ""
    wanted = name.strip().casefold()
    for value in target.values:
        known = {str(value.value), value.code, *value.label.values()}
        if wanted in {each.strip().casefold() for each in known}:
            return value
    offered = [words for value in target.values for words in (*value.label.values(), value.code)]
    words = _("“%(name)s” is no answer to %(question)s.") % {"name": name, "question": target.column.name}
    raise PlaceUnreadable(_suggested(words, name, offered), given.at)
