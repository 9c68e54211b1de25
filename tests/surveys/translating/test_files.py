"""Translators' files: out and in again is nothing changed, whatever the texts are."""

import io
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from surveys.definition import Definition, parse_definition
from surveys.editing import set_translations
from surveys.texts import clean_plain, clean_rich
from surveys.translating.files.codes import Code, text_of, tokens_of
from surveys.translating.files.csv_files import csv_of
from surveys.translating.files.delivery import Pair, deliveries_from, deliveries_json, pair_of
from surveys.translating.files.reading import read_file
from surveys.translating.files.xliff_writing import xliff_of
from surveys.translating.files.xlsx_files import xlsx_of
from surveys.translating.keys import texts_in
from surveys.translating.states import wording_of
from surveys.translating.taking import Plan, planned
from tests.surveys.definitions import definition_of, element_data
from tests.surveys.translating.test_keys import with_everything
from tests.surveys.translating.xliff_rules import broken_rules

WRITERS = {"xliff": lambda pairs: xliff_of(pairs[0]), "xlsx": xlsx_of, "csv": lambda pairs: csv_of(pairs[0])}
SURVEY = "0198c0de-0000-7000-8000-000000000001"
RICH = (
    "Hello {{ question_1 | &quot;you &amp; me&quot; }}, "
    '<a href="https://a.example/?b={{ question_1 }}&amp;c=1">go <b>on</b></a><br>now &lt;i&gt;'
)


def rich_keys(definition: Definition) -> frozenset[str]:
    return frozenset(text.key for text in texts_in(definition) if text.is_rich)


def pair(definition: Definition, language: str = "ar", published: Definition | None = None) -> Pair:
    return pair_of(definition, language, {}, survey=SURVEY, published=published)


def read_again(content: bytes, definition: Definition) -> list[Plan]:
    deliveries = read_file(content, survey=SURVEY, rich=rich_keys(definition))
    again = deliveries_from(deliveries_json(deliveries))
    assert again == deliveries
    return [planned(definition, each, {}) for each in again]


def hello(source: str, words: str = "", *, field: str = "hint") -> Definition:
    """A second question with a hint in English and maybe in Arabic."""
    text = {"en": source} | ({"ar": words} if words else {})
    return definition_of([element_data("short_text", 1), element_data("short_text", 2, **{field: text})])


@pytest.mark.parametrize("kind", WRITERS)
def test_what_goes_out_comes_in_as_it_was(kind: str) -> None:
    definition = parse_definition(with_everything())
    half = [text.key for text in texts_in(definition)][::2]
    definition = set_translations(
        definition, language="ar", words={key: "كلمة" for key in half if not key.endswith("url")}
    )

    (plan,) = read_again(WRITERS[kind]([pair(definition)]), definition)

    assert (plan.takings, plan.refusals, plan.unknown, plan.confirmed) == ((), (), (), ())
    assert plan.same + plan.empty == len(list(texts_in(definition)))


def cleaned(clean: Any) -> Any:
    """Texts as they are stored, full of what files have trouble with."""
    marks = ["&nbsp;", "<b>", "</b>", "<br>", "{{ question_1 }}"]
    signs = st.sampled_from([*"<>&\"'=+-@;,\t\n {}|\u00a0\u200féع漢😀_", *marks])
    texts = st.lists(
        st.one_of(signs, st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=12
    )
    return texts.map("".join).map(clean)


def acceptable(source: str, words: str, field: str) -> Definition | None:
    try:
        return hello(source, words, field=field)
    except Exception:  # noqa: BLE001 - braces that mean nothing
        return None


@settings(max_examples=60)
@given(st.data(), st.sampled_from(["hint", "text"]), st.sampled_from(sorted(WRITERS)))
def test_any_text_goes_out_and_in(data: Any, field: str, kind: str) -> None:
    clean = clean_rich if field == "hint" else clean_plain
    source, words = data.draw(cleaned(clean)), data.draw(cleaned(clean))
    definition = acceptable(source, words, field)
    if definition is None or not source:
        return

    (plan,) = read_again(WRITERS[kind]([pair(definition)]), definition)

    assert (plan.takings, plan.refusals) == ((), ())


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("published", [False, True])
def test_states_say_how_far_each_text_is(kind: str, published: bool) -> None:
    definition = hello("Hi", "أهلا")
    content = WRITERS[kind]([pair(definition, published=definition if published else None)])

    if kind == "xliff":
        segments = fromstring(content).iter("{urn:oasis:names:tc:xliff:document:2.0}segment")
        states = [segment.get("state") for segment in segments]
        wanted = "final" if published else "translated"
        assert states == [wanted, "initial", "initial", wanted, "initial"]
    elif kind == "csv":
        last = "final" if published else "translated"
        assert [line.split(",")[-2] for line in content.decode("utf-8-sig").splitlines()[1:]] == [
            last,
            "missing",
            "missing",
            last,
            "missing",
        ]


def test_xliff_keeps_the_rules_of_the_standard() -> None:
    whole = with_everything()
    hint = {"en": RICH, "ar": f"{RICH} <br>{{{{ question_1 }}}}"}
    whole["pages"] = [*whole["pages"], {"id": "p_77777777", "description": hint}]
    content = xliff_of(pair(parse_definition(whole)))

    assert broken_rules(content) == []


def test_placeholders_and_marks_are_codes() -> None:
    definition = hello(RICH)

    text = xliff_of(pair(definition)).decode()

    source = text.partition("q_00000002.hint")[2].partition("<source")[2].partition("</source>")[0]
    assert 'subType="xlf:var"' in source
    assert '<pc id="2" type="link"' in source
    assert "now &lt;i&gt;" in source
    assert "{{" not in source.replace('equiv="{{', "").replace('disp="{{', "")


def test_a_translation_made_of_the_codes_is_taken() -> None:
    definition = hello("Hello {{ question_1 }}, <b>go</b> on")
    text = xliff_of(pair(definition)).decode()
    start = text.index("<source", text.index("q_00000002.hint"))
    target = (
        '<target><pc id="2" dataRefStart="d2" dataRefEnd="d3">اذهب</pc> <mrk id="m1"><ph id="1"/></mrk>'
        '<ph id="9" copyOf="1"/> &amp;<cp hex="0041"/></target></segment>'
    )
    end = text.index("</segment>", start)
    changed = text[:end].rstrip() + target + text[end + len("</segment>") :]

    older = changed.replace('version="2.1"', 'version="2.0"')

    (plan,) = read_again(changed.encode(), definition)

    assert read_again(older.encode(), definition) == [plan]
    (taking,) = plan.takings
    assert taking.words == "<b>اذهب</b> {{ question_1 }}{{ question_1 }} &amp;A"
    assert taking.since is None


@pytest.mark.parametrize(
    ("source", "inside", "message"),
    [
        ("Hello {{ question_1 }}", '<ph id="8" dataRef="d99"/>', "doesn't say what it stands for"),
        ("Hello {{ question_1 }}", "<unheard/>", "doesn't say what it stands for"),
        ("Hello {{ question_1 }}", '{{ other }} <ph id="1" dataRef="d1"/>', "has no placeholder {{ other }}"),
        ("Hello {{ question_1 }}", "Hallo", "lacks the placeholder {{ question_1 }}"),
        ("Hello {{ question_1 }}", '<ph id="1" dataRef="d1"/><cp hex="0"/>', "null byte"),
        ("Hello {{ question_1 }}<hr>", '<ph id="1" dataRef="d1"/>', "1 of the mark <hr>, the translation 0"),
    ],
)
def test_codes_that_are_lost_refuse_their_text_alone(source: str, inside: str, message: str) -> None:
    definition = hello(source)

    (plan,) = read_again(with_target(xliff_of(pair(definition)), inside), definition)

    assert plan.takings == ()
    (refusal,) = plan.refusals
    assert message in refusal.message
    assert refusal.where == "Question 2 · Hint"


def with_target(content: bytes, inside: str) -> bytes:
    """The file with a translation of the hint."""
    text = content.decode()
    end = text.index("</segment>", text.index("q_00000002.hint"))
    return f"{text[:end]}<target>{inside}</target>{text[end:]}".encode()


def test_segments_that_a_tool_made_of_one_are_put_together() -> None:
    definition = hello("One. Two.")
    text = xliff_of(pair(definition)).decode()
    start = text.index("<segment", text.index("q_00000002.hint"))
    end = text.index("</segment>", start) + len("</segment>")
    parts = "<segment id='a' state='translated'><source>One.</source><target>واحد.</target></segment>"
    parts += "<ignorable><source> </source></ignorable>"
    parts += "<segment id='b' state='reviewed'><source>Two.</source>{}</segment>"

    (whole,) = read_again(
        (text[:start] + parts.format("<target>اثنان.</target>") + text[end:]).encode(), definition
    )
    (half,) = read_again((text[:start] + parts.format("") + text[end:]).encode(), definition)

    assert [taking.words for taking in whole.takings] == ["واحد. اثنان."]
    assert half.takings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_read_as_spreadsheets_save_them(encoding: str, delimiter: str) -> None:
    definition = hello("Hi")
    text = csv_of(pair(definition)).decode("utf-8-sig").replace("Pulse,نبض", "Pulse,نبضة")
    sent = text.replace(",", delimiter).encode(encoding)

    (plan,) = read_again(sent, definition)

    assert [(taking.row.key, taking.words) for taking in plan.takings] == [("survey.title", "نبضة")]


def test_what_spreadsheets_would_calculate_stands_behind_an_apostrophe() -> None:
    definition = hello("=1+1", "'t", field="text")

    text = csv_of(pair(definition)).decode("utf-8-sig")

    assert ",'=1+1,''t," in text


def test_a_workbook_has_a_sheet_for_each_language_and_is_locked_but_for_what_is_typed() -> None:
    definition = hello("Hi")

    book = load_workbook(io.BytesIO(xlsx_of([pair(definition), pair(definition, "nl")])))

    assert book.sheetnames == ["en to ar", "en to nl"]
    sheet = book["en to ar"]
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[2]] == [True, True, True, False, False, True]


def test_changed_originals_are_told_with_what_they_were() -> None:
    definition = hello("Hi", "أهلا")
    made = {wording_of("q_00000002.hint", "ar", "أهلا"): {"en": "Hello"}}

    content = xliff_of(pair_of(definition, "ar", made, survey=SURVEY, published=None))

    assert broken_rules(content) == []
    text = content.decode().partition("q_00000002.hint")[2]
    assert '<note category="former-source">Hello</note>' in text
    assert 'state="initial" subState="canvass:changed"' in text
    (plan,) = (
        planned(definition, each, made)
        for each in read_file(content, survey=SURVEY, rich=rich_keys(definition))
    )
    assert plan.confirmed == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a </b> b", ["empty"]),
        ("<b>a", ["empty"]),
        ("<b><i>a</b></i>", ["empty", "open", "empty", "close"]),
        ("{{ open", []),
        ("{{ a }}<br>", ["placeholder", "empty"]),
    ],
)
def test_codes_that_dont_pair_stand_alone(text: str, kinds: list[str]) -> None:
    tokens = tokens_of(text, is_rich=True)

    assert [token.kind for token in tokens if isinstance(token, Code)] == kinds
    assert text_of(tokens, is_rich=True) == text


def test_what_is_no_character_says_nothing() -> None:
    definition = hello("Hi")

    (plan,) = read_again(
        with_target(xliff_of(pair(definition)), 'أهلا<cp hex="zz"/><sm id="m"/>'), definition
    )

    assert [taking.words for taking in plan.takings] == ["أهلا"]


def test_originals_that_were_tampered_with_are_not_believed() -> None:
    definition = hello("Hi", "أهلا")
    was = hello("Hello", "أهلا")
    content = csv_of(pair(was)).decode("utf-8-sig").replace(",Hello,أهلا,", ",Ola\x00,نعم,")

    (plan,) = read_again(content.encode(), definition)

    (taking,) = plan.asked
    assert (taking.since, taking.older) == ("source", "")
