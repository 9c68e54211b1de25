"""Reading the organisation's library of questions."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from surveys.definition import Definition, parse_definition
from surveys.finding import languages_in_use, word_asked
from surveys.lengths import questions_in
from surveys.models import LibraryItem
from surveys.texts import localised
from tenants.people.models import User

MOST_TAGS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """An item of the library with its questions."""

    item: LibraryItem
    fragment: Definition

    @property
    def questions(self) -> list[tuple[str, str]]:
        """``(key of the type, text)`` of each element, in the base language."""
        base = self.fragment.base_language
        return [(element.type, localised(element.text, base)) for element in self.fragment.elements]

    @property
    def count(self) -> int:
        """How many questions it has."""
        return questions_in(self.fragment)


def library_for(user: User) -> QuerySet[LibraryItem]:
    """The items that a person may use, by name."""
    found = LibraryItem.objects.defer("vector")
    return found if user.can("survey.edit") else found.none()


def library_found(user: User, *, search: str = "", tag: str = "") -> QuerySet[LibraryItem]:
    """The items with all words of ``search`` in name, tags or questions, and with a tag."""
    found = library_for(user)
    if tag:
        found = found.filter(tags__contains=[tag])
    words = search.replace("\x00", "").split()[:10]
    if words:
        found = found.annotate(tag_words=Cast("tags", TextField()))
    languages = languages_in_use() if words else []
    for word in words:
        named = Q(name__icontains=word) | Q(tag_words__icontains=word)
        asked = word_asked(word, languages)
        found = found.filter(named if asked is None else named | Q(vector=asked))
    return found


def tags_for(user: User) -> list[str]:
    """The tags in use, the commonest first."""
    counted = Counter(tag for tags in library_for(user).values_list("tags", flat=True) for tag in tags)
    return [tag for tag, _count in counted.most_common(MOST_TAGS_SHOWN)]


def kept(item: LibraryItem) -> Kept:
    """The item with its questions read."""
    return Kept(item, parse_definition(item.content))
