"""Hints about the wording of questions: two things asked at once, leading, absolute, negated. Only hints.

No grammar is parsed. A word list and a few rules say where it is worth to read a question again: what joins
is looked for where one judgement is given (scales, matrices, yes or no), not where several things may be
chosen or written; sentences with digits, which describe scales, and what stands in brackets are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from surveys.checks.findings import Finding
from surveys.checks.lexicons import LEXICONS, Lexicon
from surveys.definition import Definition, Element
from surveys.question_types import question_type

_JUDGING_GROUPS = frozenset({"scale", "matrix"})
_YES_NO = "yes_no"
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{\{.*?\}\}")
_SENTENCE = re.compile(r"[^.!?;:\n]+[.!?;:\n]?")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a question in a language. ``is_judged``: the answer to them is one judgement."""

    text: str
    language: str
    is_judged: bool
    is_statement: bool


def wording_findings(definition: Definition) -> Iterator[Finding]:
    """Hints about every question, in each of its languages that there are words for."""
    for element in definition.elements:
        if question_type(element.type).stores_answer and not question_type(element.type).is_hidden:
            for words in _words_of(element, definition):
                for code, message in hints_about(
                    words.text, words.language, is_judged=words.is_judged, is_statement=words.is_statement
                ):
                    yield Finding(
                        "wording", code, message, element.id, words.language, seen=words.text, is_hint=True
                    )


def hints_about(
    text: str, language: str, *, is_judged: bool = True, is_statement: bool = False
) -> list[tuple[str, str]]:
    """``(code, words)`` of what a text makes one think of; none in a language without a list.

    ``is_statement``: it is agreed to or not, so that one negation is enough to mislead.
    """
    lexicon = LEXICONS.get(language.partition("-")[0].lower())
    if lexicon is None:
        return []
    plain = _BRACKETS.sub(" ", text)
    found = [_leading(plain, lexicon), _absolute(plain, lexicon), _negated(plain, lexicon, is_statement)]
    if is_judged:
        found.insert(0, _double(plain, lexicon))
    return [hint for hint in found if hint is not None]


def _words_of(element: Element[Any], definition: Definition) -> Iterator[_Words]:
    kind = question_type(element.type)
    is_matrix = kind.group == "matrix"
    for language in definition.languages:
        if text := element.text.get(language):
            is_judged = not is_matrix and (kind.group in _JUDGING_GROUPS or element.type == _YES_NO)
            yield _Words(text, language, is_judged, element.type == _YES_NO)
        for row in getattr(element.settings, "rows", ()) if is_matrix else ():
            if text := row.label.get(language):
                yield _Words(text, language, True, True)


def _double(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    for sentence in _SENTENCE.findall(lexicon.joined_fine.sub(" ", text)):
        joined = lexicon.joined.search(sentence.strip())
        if joined and joined.start() > 0 and not _DIGIT.search(sentence):
            message = _("“%(word)s”: does this ask two things at once? Who agrees to one only can't answer.")
            return "double_barrelled", message % {"word": joined[0]}
    return None


def _leading(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    if found := lexicon.leading.search(text):
        message = _("“%(words)s” may lead respondents to an answer. Ask so that every answer is as welcome.")
        return "leading", message % {"words": found[0]}
    return None


def _absolute(text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    if found := lexicon.absolute.search(text):
        message = _("“%(word)s” leaves no room: hardly anything is so without exception.")
        return "absolute", message % {"word": found[0]}
    return None


def _negated(text: str, lexicon: Lexicon, is_statement: bool) -> tuple[str, str] | None:
    for sentence in _SENTENCE.findall(lexicon.leading.sub(" ", text)):
        found = [each.strip() for each in lexicon.negations.findall(sentence)]
        if len(found) > 1:
            message = _("Two negations in one sentence (%(words)s) are often read as the opposite.")
            return "negated_twice", message % {"words": ", ".join(found)}
        if found and is_statement:
            message = _("“%(word)s”: to answer no to something negated is easily misread.")
            return "negated", message % {"word": found[0]}
    return None
