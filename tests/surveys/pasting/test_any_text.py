"""Any text at all gives a valid draft, or words that say why not; and nothing of it is lost."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.definition import definition_json, parse_definition, texts_of
from surveys.pasting import KINDS, PasteRefused, Reading, cleaned, definition_from, read
from surveys.pasting.lines import CHOSEN

PIECES = [
    *("1. ", "2) ", "Q3: ", "- ", "* ", "☐ ", "( ) ", "[ ] ", "a) ", "# ", "## ", "---", "**"),
    *("_____", "| ", "\t", "What", "is", "your", "name", "?", ":", "*", "(required)"),
    *("(select all that apply)", "Yes / No", "1 2 3 4 5", "1–5", "→ Q7", "if no, go to 4", "Other"),
    *("{{", "}}", "<b>", "&", "\n", "\n\n", "\n   ", " ", " ", "Ünï", "日本", "\u202e"),
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
CHOICES = st.dictionaries(st.integers(1, 30), st.sampled_from(sorted(CHOSEN)), max_size=8)
_WORD = re.compile(r"[^\W_]{2,}")


def words_in(reading: Reading) -> set[str]:
    definition = definition_from(reading, language="en")
    texts = [text for place in texts_of(definition) for text in place.text.values()]
    return set(_WORD.findall(" ".join(texts)))


@settings(max_examples=150, deadline=None)
@given(TEXTS, CHOICES)
def test_any_text_gives_a_valid_draft_or_words(text: str, kinds: dict[int, str]) -> None:
    try:
        reading = read(cleaned(text), kinds)  # type: ignore[arg-type]
        definition = definition_from(reading, language="en")
    except PasteRefused:
        with pytest.raises(PasteRefused, match=r"\w+ \w+"):
            cleaned(text)
        return

    assert parse_definition(definition_json(definition)) == definition
    assert {line.kind for line in reading.lines} <= {*KINDS, "blank"}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Who", "came", "Reds", "greens"]), min_size=1, max_size=6), TEXTS)
def test_no_word_of_an_unmarked_text_is_lost(words: list[str], before: str) -> None:
    text = f"{before}\n\nPlease read this about {' '.join(words)} first.\n"

    assert set(words) <= words_in(read(cleaned(text)))


def test_braces_that_meet_when_what_was_between_them_is_dropped_pipe_nothing() -> None:
    assert definition_from(read(cleaned("{\u202e{ name")), language="en").title == {"en": "{ { name"}


def test_the_worst_text_is_read_quickly() -> None:
    worst = [
        "_" * 99_999 + "x",
        "1-" * 49_999,
        "(" * 99_999,
        "if " * 33_000,
        "\n".join(["1. " + "a " * 900] * 50),
        "| " * 49_999,
        "a:" * 49_999 + "_",
        "[ ] " * 24_999,
    ]

    started = time.process_time()
    for text in worst:
        read(cleaned(text))

    assert time.process_time() - started < 5
