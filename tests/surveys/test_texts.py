import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.exceptions import TextRefused
from surveys.texts import MAXIMUM_LENGTH, clean_plain, clean_rich, localised, rich_source, wording

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200)
pieces = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<a href='x'>", "&amp;", "&lt;", "<", ">", "\n", "\n\n", " ", "é", "a"]
    ),
    max_size=12,
).map("".join)


@given(texts)
def test_cleaning_a_plain_text_twice_changes_nothing(text):
    assert clean_plain(clean_plain(text)) == clean_plain(text)


@given(texts | pieces)
def test_cleaning_a_rich_text_twice_changes_nothing(text):
    assert clean_rich(clean_rich(text)) == clean_rich(text)


@given(texts | pieces)
def test_the_source_of_a_rich_text_cleans_to_it(text):
    assert clean_rich(rich_source(clean_rich(text))) == clean_rich(text)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  How are you?\r\nWell\rdone \n", "How are you?\nWell\ndone"),
        ("a\x07b\x9fc\ufeff", "abc"),
        ("abc\u202egpj.exe\u202c", "abcgpj.exe"),
        ("\u200fשלום\u2066x\u2069", "\u200fשלום\u2066x\u2069"),
        ("e\u0301", "é"),
        ("a <b> & c", "a <b> & c"),
        ("one\u2028two", "one\ntwo"),
    ],
)
def test_plain_texts_are_cleaned(text, cleaned):
    assert clean_plain(text) == cleaned


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\x00b", "null_byte"), ("\ud83d", "lone_surrogate"), ("x" * (MAXIMUM_LENGTH + 1), "too_long")],
)
@pytest.mark.parametrize("clean", [clean_plain, clean_rich])
def test_what_cannot_be_stored_is_refused(clean, text, code):
    with pytest.raises(TextRefused) as refusal:
        clean(text)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("<p>Hi <strong>you</strong></p>", "<p>Hi <strong>you</strong></p>"),
        ("<script>alert(1)</script>hi", "hi"),
        ("<style>*{}</style>hi", "hi"),
        ('<p onclick="x()" style="color:red" class="c" id="i">hi</p>', "<p>hi</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="JaVaScRiPt&#58;alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="data:text/html,x">x</a>', '<a rel="noopener noreferrer">x</a>'),
        (
            '<a href="https://e.org" target="_top">x</a>',
            '<a href="https://e.org" rel="noopener noreferrer">x</a>',
        ),
        ('<svg onload="x()"><script>1</script></svg>', ""),
        ('<img src="x" onerror="x()">', ""),
        ("<iframe src='//e.org'></iframe><object></object><embed>", ""),
        ("<form action='/'><input name='a'><button>b</button></form>", "b"),
        ("<math><mi xlink:href='javascript:1'>x</mi></math>", ""),
        ("<!-- <b>no</b> -->yes", "yes"),
        ('<bdi lang="ar" dir="rtl" data-x="t">x</bdi>', '<bdi lang="ar" dir="rtl">x</bdi>'),
        ("<p>open", "<p>open</p>"),
        ("R&D", "R&amp;D"),
        ("3 < 4", "3 &lt; 4"),
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("R&D\nlab", "<p>R&amp;D<br>lab</p>"),
        ("just words", "just words"),
    ],
)
def test_rich_texts_are_sanitised(text, cleaned):
    assert clean_rich(text) == cleaned


@pytest.mark.parametrize(
    ("stored", "source"),
    [
        ("just words", "just words"),
        ("R&amp;D", "R&D"),
        ("<p>one<br>two</p><p>three</p>", "one\ntwo\n\nthree"),
        ("<p>one</p>", "<p>one</p>"),
        ("<p>one <b>bold</b></p>", "<p>one <b>bold</b></p>"),
    ],
)
def test_a_text_area_shows_lines_where_nothing_else_is_marked(stored, source):
    assert rich_source(stored) == source


def test_words_fall_back_from_language_to_kin_to_base_to_any():
    text = {"fr": "Oui", "nl": "Ja", "en": "Yes"}

    assert wording(text, "nl", "en") == ("Ja", "nl")
    assert wording(text, "nl-BE", "en") == ("Ja", "nl")
    assert wording(text, "de", "en") == ("Yes", "en")
    assert wording(text, "de") == ("Oui", "fr")
    assert wording({}, "de", "en") == ("", "de")
    assert localised({"pt-BR": "Sim", "en": "Yes"}, "pt", "en") == "Sim"
