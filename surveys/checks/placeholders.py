"""Choices and rows that are still called as they were when their question was added."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.checks.findings import Finding
from surveys.definition import Definition
from surveys.editing.choices import lists_of
from surveys.editing.placeholders import placeholders_in


def placeholder_findings(definition: Definition) -> Iterator[Finding]:
    """A hint for each question that has any; it names the first."""
    base = definition.base_language
    for element in definition.elements:
        left = [words for items in lists_of(element).values() for words in placeholders_in(items, base)]
        if left:
            message = _("“%(words)s” still has the words that it began with.") % {"words": left[0]}
            yield Finding(
                "wording", "placeholder", message, element.id, base, seen="\n".join(left), is_hint=True
            )
