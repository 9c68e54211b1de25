"""Putting the check list together."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.checks.access import access_findings
from surveys.checks.effort import effort_findings
from surveys.checks.findings import GROUPS, Finding, Group
from surveys.checks.personal_data import privacy_findings
from surveys.checks.placeholders import placeholder_findings
from surveys.checks.translations import translation_findings
from surveys.checks.ways import way_findings
from surveys.checks.wording import wording_findings
from surveys.definition import Definition, problems_before_publishing
from surveys.exceptions import Problem
from surveys.lengths import minutes_of
from surveys.translating.states import Made

MOST_OF_A_GROUP = 100
_WAYS = frozenset({"page_unreachable", "jump_unreachable", "ending_unreachable"})
_ACCESS = frozenset({"picture_missing", "text_missing"})


@dataclass(frozen=True, slots=True)
class CheckList:
    """What stands in the way (``errors``), what is worth a look (``findings``), how many hints were
    dismissed, and about how many ``minutes`` respondents need."""

    errors: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    dismissed: int
    minutes: int

    @property
    def by_group(self) -> list[tuple[Group, str, list[Finding]]]:
        """``(group, its words, its findings)``, groups without any left out."""
        found = [
            (group, str(words), [each for each in self.findings if each.group == group])
            for group, words in GROUPS.items()
        ]
        return [each for each in found if each[2]]


def check_list(
    definition: Definition,
    *,
    dismissed: Collection[str] = (),
    nearest_colour: str | None = None,
    made: Made | None = None,
) -> CheckList:
    """Look at a draft from all sides.

    ``dismissed`` are the keys of hints that nobody wants to see again; ``nearest_colour`` is the one that can
    be read where the survey's own can't; ``made`` says of which originals translations were made.
    """
    problems, minutes = problems_before_publishing(definition), minutes_of(definition)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    every = [*_warnings(problems), *_findings(definition, minutes, made or {}), *_of_look(nearest_colour)]
    shown = [each for each in every if not (each.is_hint and each.key in dismissed)]
    kept = tuple(each for group in GROUPS for each in _first(shown, group))
    return CheckList(errors, kept, len(every) - len(shown), minutes)


def _first(findings: list[Finding], group: Group) -> list[Finding]:
    return [each for each in findings if each.group == group][:MOST_OF_A_GROUP]


def _warnings(problems: list[Problem]) -> Iterator[Finding]:
    """The warnings that question types and the definition give; translations are told more closely below."""
    for problem in problems:
        if problem.severity == "warning" and problem.code != "translation_missing":
            yield Finding(_group_of(problem), problem.code, problem.message, problem.target)


def _of_look(nearest_colour: str | None) -> Iterator[Finding]:
    if nearest_colour:
        words = _("The survey's colour is hard to read on its ground. The nearest that works is %(colour)s.")
        yield Finding("access", "unreadable", words % {"colour": nearest_colour})


def _group_of(problem: Problem) -> Group:
    if problem.code in _WAYS:
        return "ways"
    return "access" if problem.code in _ACCESS else "rest"


def _findings(definition: Definition, minutes: int, made: Made) -> Iterator[Finding]:
    yield from way_findings(definition)
    yield from translation_findings(definition, made)
    yield from privacy_findings(definition)
    yield from access_findings(definition)
    yield from effort_findings(definition, minutes)
    yield from placeholder_findings(definition)
    yield from wording_findings(definition)
