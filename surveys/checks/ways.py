"""Ways that nobody can go, beside those that ``definition.reaching`` knows: conditions that are never true,
endings that say nothing, quotas without a place."""

from collections.abc import Iterator
from itertools import product

from django.utils.translation import gettext as _

from surveys.checks.findings import Finding
from surveys.definition import Definition
from surveys.definition.logic import Scopes
from surveys.expressions import Facts, Scope, ValueType, compile_expression

MOST_TRIED = 2_000
"""So many combinations of answers are tried of a condition; one with more is not judged."""


def way_findings(definition: Definition) -> Iterator[Finding]:
    """What no respondent sees or gets, and where the survey ends without a word."""
    scopes = Scopes(definition)
    for page in definition.pages:
        if _is_never_true(page.visible_if, scopes.of(None)):
            yield Finding(
                "ways", "never_shown", _("Nobody sees this page: its condition is never true."), page.id
            )
        for element in page.elements:
            if _is_never_true(element.visible_if, scopes.of(element.in_group)):
                message = _("Nobody is asked this question: its condition is never true.")
                yield Finding("ways", "never_shown", message, element.id)
    for ending in definition.endings:
        if not (ending.title or ending.text or ending.url or ending.sections):
            message = _(
                "This ending says nothing and leads nowhere: respondents don't know that they are done."
            )
            yield Finding("ways", "ending_silent", message, ending.id)
    for quota in definition.quotas:
        if quota.limit == 0 and quota.action == "end":
            message = _("The quota “%(name)s” has no place: it turns away everybody it counts.")
            yield Finding("ways", "quota_without_place", message % {"name": quota.name}, quota.id)


def _is_never_true(source: str, scope: Scope) -> bool:
    """Whether a condition about choices alone is false for every combination of answers."""
    if not source:
        return False
    condition = compile_expression(source, scope, expects="condition")
    if condition.functions or condition.scores:
        return False
    names = sorted(condition.names)
    possible = [_values_of(scope.names[name].type) for name in names]
    count = 1
    for values in possible:
        count *= len(values)
    if not 0 < count <= MOST_TRIED:
        return False
    return not any(
        condition.is_true(Facts(dict(zip(names, tried, strict=True)))) for tried in product(*possible)
    )


def _values_of(value_type: ValueType) -> tuple[object, ...]:
    """Every value that a name can have, unanswered included; none where that can't be said."""
    if value_type.kind == "boolean":
        return (True, False, None)
    if value_type.kind == "choice" and value_type.codes:
        return (*value_type.codes, None)
    return ()
