"""What is asked of answers: words, phrases in quotation marks, ``OR``, ``-`` for words that must be missing.

A word is found in its forms too, as the languages of the survey have them; a phrase as it stands, without
regard to accents and case. ``deliver*`` finds what begins so.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery

from surveys.draft_words import PLAIN, config_of, tokens

LONGEST = 300
MOST_TERMS = 30
_PIECE = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_OR = ("OR", "|")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: words in a row as they are compared. ``text`` is what was typed."""

    text: str
    atoms: tuple[str, ...]
    is_missing: bool = False
    is_begun: bool = False

    @property
    def has_forms(self) -> bool:
        """Whether other forms of it are meant as well."""
        return len(self.atoms) == 1 and not self.is_begun and '"' not in self.text


type Wanted = tuple[tuple[Term, ...], ...]
"""Groups of terms: all of one group must hold."""


def read_search(text: str) -> Wanted:
    """What was typed, read; nothing where it has no words."""
    groups: list[list[Term]] = [[]]
    for piece in _pieces(text[:LONGEST].replace("\x00", "")):
        if isinstance(piece, Term):
            groups[-1].append(piece)
        else:
            groups.append([])
    return tuple(tuple(group) for group in groups if group)


def _pieces(text: str) -> Iterator[Term | None]:
    """Terms, and ``None`` for each OR between them."""
    for found in list(_PIECE.finditer(text))[:MOST_TERMS]:
        if found["word"] in _OR and not found["minus"]:
            yield None
            continue
        phrase = found["phrase"]
        typed = f'"{phrase}"' if phrase is not None else found["word"]
        atoms = tuple(atom for word in tokens(typed) for atom in word)
        if atoms:
            yield Term(typed, atoms, bool(found["minus"]), phrase is None and typed.endswith("*"))


def query_of(wanted: Wanted, languages: Iterable[str]) -> SearchQuery | None:
    """What PostgreSQL looks for; ``None`` where there is nothing to look for."""
    configs = configs_of(languages)
    groups = [reduce(and_, [_term(term, configs) for term in group]) for group in wanted]
    return reduce(or_, groups) if groups else None


def configs_of(languages: Iterable[str]) -> list[str]:
    """How PostgreSQL tells the words of these languages, each way once."""
    return sorted({config_of(language) for language in languages} - {PLAIN})


def _term(term: Term, configs: Sequence[str]) -> Any:
    return reduce(and_ if term.is_missing else or_, _forms(term, configs))


def _forms(term: Term, configs: Sequence[str]) -> list[SearchQuery]:
    """The forms of a term: as it is, and as each configuration has it; none of them if it must be missing."""
    exact = " <-> ".join(f"'{atom}'" for atom in term.atoms) + (":*" if term.is_begun else "")
    not_ = term.is_missing
    plain = SearchQuery(exact, config=PLAIN, search_type="raw", invert=not_)
    forms = (SearchQuery(term.text, config=config, invert=not_) for config in configs if term.has_forms)
    return [plain, *forms]
