"""Questions for personal data that nobody was asked consent for before, and that aren't marked as such."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.checks.findings import Finding
from surveys.definition import Definition, Element
from surveys.question_types.elements import Words

CONSENT = "consent"
_BY_TYPE: Mapping[str, Words] = {
    "email": gettext_lazy("an e-mail address"),
    "phone": gettext_lazy("a telephone number"),
    "contact": gettext_lazy("names and ways to reach people"),
    "address": gettext_lazy("a postal address"),
    "geo_point": gettext_lazy("a place on the map"),
    "signature": gettext_lazy("a signature"),
}
_TYPED = frozenset({"short_text", "long_text", "multiple_short_texts", "number", "date"})
_WORDED: tuple[tuple[Words, re.Pattern[str]], ...] = (
    (
        gettext_lazy("an e-mail address"),
        re.compile(r"\be-?mail|\bcourriel\b|\bcorreo electr[oó]nico", re.IGNORECASE),
    ),
    (
        gettext_lazy("a telephone number"),
        re.compile(
            r"\b(tele)?phone number|\btelefoonnummer|\bTelefonnummer|\bnum[ée]ro de t[ée]l[ée]phone"
            r"|\bn[uú]mero de tel[eé]fono",
            re.IGNORECASE,
        ),
    ),
    (
        gettext_lazy("a date of birth"),
        re.compile(
            r"\bdate of birth|\bgeboortedatum|\bGeburtsdatum|\bdate de naissance"
            r"|\bfecha de nacimiento",
            re.IGNORECASE,
        ),
    ),
    (
        gettext_lazy("a postal address"),
        re.compile(
            r"\b(home|postal) address|\bwoonadres|\b(Post|Wohn)anschrift|\badresse postale"
            r"|\bdirecci[oó]n postal",
            re.IGNORECASE,
        ),
    ),
    (
        gettext_lazy("a name"),
        re.compile(
            r"\byour (full |first |last |family )?name\b|\b(uw|je) (volledige |voor|achter)?naam\b"
            r"|\b(Ihr|dein) (Vor|Nach|Familien)?name\b|\bvotre (nom|pr[ée]nom)\b"
            r"|\bsu (nombre|apellido)\b",
            re.IGNORECASE,
        ),
    ),
)


def privacy_findings(definition: Definition) -> Iterator[Finding]:
    """Every such question without the mark in front of the first consent, or without any."""
    for element in definition.elements:
        if element.type == CONSENT:
            return
        if not element.sensitive and (what := personal_in(element)):
            message = _(
                "This asks for %(data)s: no consent is asked for before, and it isn't marked as personal or"
                " sensitive."
            )
            yield Finding(
                "privacy",
                "no_consent",
                message % {"data": what},
                element.id,
                seen=f"{element.type} {element.text}",
                is_hint=True,
            )


def personal_in(element: Element[Any]) -> str:
    """Which personal data a question asks for, by its type or its words; ``""`` for none that is known."""
    if element.type in _BY_TYPE:
        return str(_BY_TYPE[element.type])
    if element.type in _TYPED:
        words = " ".join(element.text.values())
        for what, pattern in _WORDED:
            if pattern.search(words):
                return str(what)
    return ""
