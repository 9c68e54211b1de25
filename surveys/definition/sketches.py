"""What checks of the whole need to know of each part: found once per part, as parts never change."""

from dataclasses import dataclass
from typing import Any

from surveys.definition.documents import Page
from surveys.definition.remembering import Remembered
from surveys.definition.walking import parts_of, texts_of
from surveys.question_types.elements import DocumentPart, Element
from surveys.question_types.registry import question_type


@dataclass(frozen=True, slots=True)
class Sketch:
    """``identities`` are all ids inside, ``languages`` those of its texts, ``worded`` the sets of languages
    that its texts are in, each once and empty texts left out. ``is_distinct`` says whether no id or code
    clashes inside."""

    identities: tuple[str, ...]
    languages: frozenset[str]
    worded: tuple[frozenset[str], ...]
    is_distinct: bool


def _sketched(part: DocumentPart) -> Sketch:
    identities, codes, is_distinct = list[str](), set[tuple[str, str]](), True
    for path, inner in parts_of(part):
        if (identity := getattr(inner, "id", None)) is not None:
            identities.append(identity)
        if (code := getattr(inner, "code", None)) is not None:
            key = (path.rpartition("[")[0], code)
            is_distinct = is_distinct and key not in codes
            codes.add(key)
    texts = dict.fromkeys(frozenset(place.text) for place in texts_of(part))
    return Sketch(
        identities=tuple(identities),
        languages=frozenset[str]().union(*texts),
        worded=tuple(languages for languages in texts if languages),
        is_distinct=is_distinct and len(set(identities)) == len(identities),
    )


def _head_sketched(page: Page) -> Sketch:
    return _sketched(page.model_copy(update={"elements": ()}))


def _page_sketched(page: Page) -> Sketch:
    """The sketch of a page with its questions, put together from theirs."""
    every = (sketch_of_head(page), *(sketch_of(element) for element in page.elements))
    identities = tuple(identity for each in every for identity in each.identities)
    return Sketch(
        identities=identities,
        languages=frozenset[str]().union(*(each.languages for each in every)),
        worded=tuple(dict.fromkeys(languages for each in every for languages in each.worded)),
        is_distinct=all(each.is_distinct for each in every) and len(set(identities)) == len(identities),
    )


def _takes_choices(element: Element[Any]) -> bool:
    """Whether a question offers anything from elsewhere."""
    settings = element.settings
    listed = getattr(settings, "choice_list", None), getattr(settings, "carried", None)
    return listed != (None, None) or bool(question_type(element.type).depends_on(element))


sketch_of = Remembered[DocumentPart, Sketch](_sketched)
sketch_of_head = Remembered[Page, Sketch](_head_sketched)
sketch_of_page = Remembered[Page, Sketch](_page_sketched)
takes_choices = Remembered[Element[Any], bool](_takes_choices)
