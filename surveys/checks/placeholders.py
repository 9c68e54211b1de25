"""Words that nobody has written: those that a question began with, and what is left of a pasted text."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.checks.findings import Finding
from surveys.definition import Definition
from surveys.editing.choices import lists_of
from surveys.editing.placeholders import placeholders_in
from surveys.pasting import is_to_be_checked


def placeholder_findings(definition: Definition) -> Iterator[Finding]:
    """A hint for each question that has any; it names the first."""
    base = definition.base_language
    for element in definition.elements:
        for text in (element.text, getattr(element.settings, "body", {})):
            if is_to_be_checked(words := text.get(base, ""), base):
                message = _("Left from the pasted text: make a jump or a condition of it, then delete it.")
                yield Finding("wording", "unchecked", message, element.id, base, seen=words, is_hint=True)
        left = [words for items in lists_of(element).values() for words in placeholders_in(items, base)]
        if left:
            message = _("“%(words)s” still has the words that it began with.") % {"words": left[0]}
            yield Finding(
                "wording", "placeholder", message, element.id, base, seen="\n".join(left), is_hint=True
            )
