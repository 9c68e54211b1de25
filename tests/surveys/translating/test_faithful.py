"""What a translation must keep of its original."""

import pytest

from surveys.translating.faithful import faults


def codes(source: str, words: str, *, is_rich: bool = False) -> list[str]:
    return [fault.code for fault in faults(source, words, is_rich=is_rich)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Hello", "Hallo"),
        ("Hello {{ name }}", "Hallo {{name}}"),
        ("Hello {{ name }}", "{{ name }}, hallo {{ name }}"),
        ('Hello {{ name | "there" }}', 'Hallo {{ name | "daar" }}'),
        ("{{ a }} and {{ b }}", "{{ b }} en {{ a }}"),
        ("{{ n + 1 }}", "{{ n+1 }}"),
        ("broken {{ here", "kapot"),
        ("Hello {{ name }}", ""),
    ],
)
def test_what_is_kept_is_right(source: str, words: str) -> None:
    assert codes(source, words) == []


@pytest.mark.parametrize(
    ("source", "words", "wanted"),
    [
        ("Hello {{ name }}", "Hallo", ["placeholder_lost"]),
        ("Hello", "Hallo {{ name }}", ["placeholder_unknown"]),
        ("Hello {{ name }}", "Hallo {{ naam }}", ["placeholder_lost", "placeholder_unknown"]),
        ('{{ d | format "short" }}', '{{ d | format "long" }}', ["placeholder_lost", "placeholder_unknown"]),
        ("Hello {{ name }}", "Hallo {{ name", ["braces_open"]),
        ("{{ a + }}", "{{ b + }}", ["placeholder_lost", "placeholder_unknown"]),
    ],
)
def test_placeholders_that_are_lost_or_invented_are_told(source: str, words: str, wanted: list[str]) -> None:
    assert codes(source, words) == wanted


@pytest.mark.parametrize(
    ("source", "words", "wanted"),
    [
        ("<p>Read <a href='x'>this</a></p>", "<a href='y'>Dit</a> lezen", []),
        ("<p>a</p><p>b</p>", "a<br>b", []),
        ("a <b>b</b>", "a <strong>b</strong>", []),
        ("a", '<span dir="rtl">a</span>', []),
        ("Read <a href='x'>this</a>", "Lees dit", ["mark_lost"]),
        ("a b", "a <em>b</em>", ["mark_unknown"]),
        ("a b", "a <script>b</script>", ["mark_refused"]),
        ('{{ a &gt; b | "x &amp; y" }}', '{{ a &gt; b | "&lt;z&gt;" }}', []),
        ("a < b", "a &lt; b", []),
    ],
)
def test_marks_of_rich_texts_are_kept(source: str, words: str, wanted: list[str]) -> None:
    assert codes(source, words, is_rich=True) == wanted


def test_the_words_name_what_is_missing() -> None:
    lost, unknown = faults("Hi {{ name }}", "Dag {{ nam }}", is_rich=False)

    assert lost.message == "The translation lacks the placeholder {{ name }} of the original."
    assert unknown.message == "The original has no placeholder {{ nam }}."
    (mark,) = faults("<b>a</b> <b>b</b>", "<b>a</b>", is_rich=True)
    assert mark.message == "The original has 2 of the mark <strong>, the translation 1."


def test_plain_texts_hold_no_marks() -> None:
    assert codes("1 < 2 <b>", "1 < 2 <script>") == []
