"""What stands in a page to be read: its texts, and the words in attributes that are read out or shown."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

READ_OUT = frozenset({"aria-label", "alt", "placeholder", "title"})
WORDS = re.compile(r"[^\W\d_]{2}")
SENTENCE = re.compile(r"[A-Z][a-z]+$|[A-Za-z]+ [a-z]+")
VOID = frozenset({"area", "br", "circle", "hr", "img", "input", "link", "meta", "path", "source", "use"})
UNREAD = frozenset({"bdi", "script", "style", "textarea"})


class Reader(HTMLParser):
    """Gathers what is read, but for what is marked as ``foreign`` (a language) or as of any direction."""

    def __init__(self, html: str, *, foreign: str = "") -> None:
        super().__init__()
        self.foreign = foreign
        self.skipping: list[bool] = []
        self.said: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.skipping.append(tag in UNREAD or self._is_of_others(given))
        if not any(self.skipping):
            self.said |= {value for value in _words_in(given) if WORDS.search(value)}

    def _is_of_others(self, given: dict[str, str | None]) -> bool:
        return given.get("dir") == "auto" or (bool(self.foreign) and given.get("lang") == self.foreign)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.skipping:
            self.skipping.pop()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and WORDS.search(words) and not any(self.skipping):
            self.said.add(words)


def _words_in(attributes: dict[str, str | None]) -> Iterator[str]:
    for name, value in attributes.items():
        if value and (name in READ_OUT or (name.startswith("data-") and SENTENCE.search(value))):
            yield value
