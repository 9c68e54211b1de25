"""Names of questions for expressions and exports, made from what the questions say."""

import re
import unicodedata
from collections.abc import Collection

_WORD = re.compile(r"[a-z0-9]+")
_UNNAMED = re.compile(r"question_[0-9]+")
_LONGEST = 40
_WORDS = 3
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "here",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "per",
        "please",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "us",
        "was",
        "we",
        "were",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)


def name_from(text: str, *, taken: Collection[str] = ()) -> str:
    """A name of up to three telling words of ``text``, such as ``what_matters_most``; not one of ``taken``.

    Texts without Latin letters or digits give ``question_1``, ``question_2`` and so on.
    """
    name = "_".join(_telling_words(text))[:_LONGEST].rstrip("_")
    if not name:
        return _numbered("question", taken, first=1)
    if not name[0].isalpha():
        name = f"q_{name}"
    return name if name not in taken else _numbered(name, taken, first=2)


def is_unnamed(name: str) -> bool:
    """Whether the name was given for want of a text, and may follow the text once there is one."""
    return _UNNAMED.fullmatch(name) is not None


def copied_name(name: str, *, taken: Collection[str]) -> str:
    """A free name for a copy of the question called ``name``."""
    return _numbered(re.sub(r"_[0-9]+$", "", name), taken, first=2)


def _telling_words(text: str) -> list[str]:
    plain = (
        unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
        .encode("ascii", "ignore")
        .decode()
    )
    words = _WORD.findall(plain.lower())
    telling = [word for word in words if word not in _SMALL_WORDS]
    return (telling or words)[:_WORDS]


def _numbered(stem: str, taken: Collection[str], *, first: int) -> str:
    number = first
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"
