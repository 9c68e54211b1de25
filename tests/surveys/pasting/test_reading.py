"""A questionnaire as text: what each line is taken for, and the survey that comes of it."""

from collections.abc import Mapping
from typing import Any

import pytest

from surveys.definition import Definition, problems_before_publishing
from surveys.pasting import Kind, PasteRefused, Reading, cleaned, definition_from, read

WHOLE = """# Staff canteen

Thank you for helping us.

## About you

1. What is your name?
______________

2. How old are you? *
3. Which department? (required)
   a) Sales
   b) Other (please specify) ______
4. Do you eat in the canteen? Yes / No
(If no, go to question 7)

SECTION 2: THE FOOD

5. What do you like? (select all that apply)
[ ] Soup
[ ] Salad
6. How do you rate the food?
1 2 3 4 5
7) How likely are you to recommend us?
0–10 (0 = not at all, 10 = extremely likely)
8. How satisfied are you with:
| | Poor | Fair | Good |
|---|---|---|---|
| Price | o | o | o |
| Taste | | | |

9. How often do you come?
1. Daily
2. Never
10. Any comments?
____________
____________
"""


def made(text: str, kinds: Mapping[int, Kind] | None = None) -> Definition:
    return definition_from(read(cleaned(text), kinds), language="en")


def kinds_of(reading: Reading) -> list[str]:
    return [line.kind for line in reading.lines if line.is_taken]


def only(text: str) -> Any:
    """The one question or text that a survey of ``text`` has."""
    (element,) = made(text).elements
    return element


def labels(items: Any) -> list[str]:
    return [item.label["en"] for item in items]


def test_a_whole_questionnaire_becomes_a_survey() -> None:
    definition = made(WHOLE)

    assert definition.title == {"en": "Staff canteen"}
    assert [page.title.get("en", "") for page in definition.pages] == ["", "About you", "SECTION 2: THE FOOD"]
    assert [(element.type, element.required) for element in definition.elements] == [
        ("statement", False),
        ("short_text", False),
        ("number", True),
        ("single_choice", True),
        ("yes_no", False),
        ("statement", False),
        ("multiple_choice", False),
        ("opinion_scale", False),
        ("nps", False),
        ("matrix_single", False),
        ("single_choice", False),
        ("long_text", False),
    ]
    assert problems_before_publishing(definition) == []


def test_marks_are_not_part_of_the_words() -> None:
    texts = [element.text["en"] for element in made(WHOLE).elements]

    assert texts[2:6] == [
        "How old are you?",
        "Which department?",
        "Do you eat in the canteen?",
        "To be checked: If no, go to question 7",
    ]
    assert texts[6] == "What do you like?"


def test_every_line_is_told() -> None:
    reading = read(cleaned(WHOLE))

    assert [line.source for line in reading.lines] == [line.strip() for line in cleaned(WHOLE).split("\n")]
    assert [line.number for line in reading.lines if line.doubt == "skip"] == [15]
    assert reading.doubts == 1


@pytest.mark.parametrize(
    "bullet", ["- ", "* ", "• ", "o ", "○ ", "a) ", "(b) ", "C. ", "– ", "( ) ", "◯", "   1. "]
)
def test_choices_have_many_marks(bullet: str) -> None:
    element = only(f"1. Which colour?\n{bullet}Red\n{bullet}Dark green")

    assert element.type == "single_choice"
    assert labels(element.settings.choices) == ["Red", "Dark green"]


@pytest.mark.parametrize("box", ["[ ]", "☐", "[x] ", "□ "])
def test_boxes_allow_several(box: str) -> None:
    element = only(f"Which colours?\n{box} Red\n{box} Green")

    assert (element.type, labels(element.settings.choices)) == ("multiple_choice", ["Red", "Green"])


def test_several_options_may_stand_on_a_line() -> None:
    assert labels(only("Which?\n☐ Red  ☐ Green\n☐ Blue").settings.choices) == ["Red", "Green", "Blue"]
    assert labels(only("How is it?\ngood / fair / poor").settings.choices) == ["good", "fair", "poor"]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Which? (choose all that apply)\n- A\n- B", None),
        ("Which? (choose up to two)\n- A\n- B\n- C", 2),
        ("Which? (select up to 9)\n- A\n- B", 2),
        ("Was?\nMehrere Antworten möglich\n- A\n- B", None),
    ],
)
def test_how_many_may_be_chosen(text: str, most: int | None) -> None:
    element = only(text)

    assert (element.type, element.settings.maximum_choices) == ("multiple_choice", most)


@pytest.mark.parametrize(
    "text", ["Sure? (Yes/No)", "Sure?\nyes / no", "Sure?\n- Yes\n- No", "Sure? Ja/Nein", "Sure?\n☐ Oui ☐ Non"]
)
def test_yes_and_no(text: str) -> None:
    assert only(text).type == "yes_no"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How? (1-5)", (1, 5, "", "")),
        ("How?\n1 2 3 4 5 6 7", (1, 7, "", "")),
        ("How?\nbad 0 - 1 - 2 - 3 good", (0, 3, "bad", "good")),
        ("How?\n1–5 (1 = poor, 5 = very good)", (1, 5, "poor", "very good")),
        ("How good is it on a scale of 1 to 10?", (1, 10, "", "")),
        ("How?\n0 to 10", (0, 10, "", "")),
    ],
)
def test_scales(text: str, expected: tuple[int, int, str, str]) -> None:
    element = only(text)
    settings = element.settings

    assert element.type == "opinion_scale"
    ends = settings.low_label.get("en", ""), settings.high_label.get("en", "")
    assert (settings.first, settings.last, *ends) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Your name: ______", "short_text"),
        ("E-mail address:", "email"),
        ("How many children have you?", "number"),
        ("Date of your visit:", "date"),
        ("Why did you come?", "long_text"),
        ("Your view?\n____\n____", "long_text"),
        ("Where do you live?", "short_text"),
        ("Country?\n" + "\n".join(f"- Country {number}" for number in range(13)), "dropdown"),
    ],
)
def test_questions_without_choices(text: str, kind: str) -> None:
    assert only(text).type == kind


@pytest.mark.parametrize("mark", ["*", " *", " (required)", " [mandatory]", " (Pflichtfeld)", " (verplicht)"])
def test_required(mark: str) -> None:
    element = only(f"1. Where do you live?{mark}")

    assert (element.required, element.text["en"]) == (True, "Where do you live?")


def test_other_asks_for_words() -> None:
    choices = only("Which?\n- Red\n- Other: ________\n- Something else").settings.choices

    assert labels(choices) == ["Red", "Other", "Something else"]
    assert [choice.other for choice in choices] == [False, True, True]


def test_tables_by_tabs_and_by_bars() -> None:
    tabs = only("How good is\t1\t2\nFood\t\t\nRooms\tquite warm\t")
    several = only("Which? (select all that apply)\n| | A | B |\n| X | | |")

    assert tabs.type == "matrix_single"
    assert (tabs.text["en"], labels(tabs.settings.columns)) == ("How good is", ["1", "2"])
    assert labels(tabs.settings.rows) == ["Food", "Rooms – quite warm"]
    assert several.type == "matrix_multiple"


def test_hints_and_long_questions() -> None:
    element = only("1. Which of these\nhave you bought?\nThink of last week.\n- Milk")

    assert element.text["en"] == "Which of these have you bought?"
    assert element.hint["en"] == "<p>Think of last week.</p>"


@pytest.mark.parametrize(
    "skip",
    ["→ Q7", "If no, go to question 7", "weiter mit Frage 3", "ga naar vraag 4", "- Skip to the end", "=> 9"],
)
def test_jumps_are_kept_to_be_checked(skip: str) -> None:
    reading = read(cleaned(f"1. Sure?\n{skip}"))

    assert reading.lines[1].doubt == "skip"
    assert [element.type for element in made(f"1. Sure?\n{skip}").elements] == ["short_text", "statement"]


GERMAN = """Kundenzufriedenheit 2026

Sehr geehrte Damen und Herren,

Teil 1: Ihr Besuch

1.\tWie oft besuchen Sie uns?
\to\tTäglich
\to\tSeltener

2.\tWürden Sie uns empfehlen?\t☐ Ja\t☐ Nein
3.\tWie wahrscheinlich ist eine Weiterempfehlung? (0 = gar nicht, 10 = sehr)
4. Wie sehen Sie uns?
☐ gut ☐ schlecht
"""
PLAIN = """Event feedback

Question 1: How old are you?
Under 18
18-24
35+

Question 2: Rate these on a scale of 1-3 (1 = poor, 3 = good)
Venue
Food

Q3. Gender
1 Male
2 Female

Q4. Which do you know? [MULTI]
1) Alpha
99) None of these
[IF Q4=99 GO TO Q6]

Q5. Rank these in order of importance:
- Price
- Other things

Q6. Which one?
This is for those who came. Say more.
"""


def test_a_document_with_tabs_is_read() -> None:
    definition = made(GERMAN)

    kinds = [element.type for element in definition.elements]
    assert definition.title == {"en": "Kundenzufriedenheit 2026"}
    assert kinds == ["statement", "single_choice", "yes_no", "nps", "multiple_choice"]
    assert labels(definition.elements[1].settings.choices) == ["Täglich", "Seltener"]
    assert definition.elements[3].settings.high_label == {"en": "sehr"}


def test_lines_without_marks_below_a_question_are_its_choices() -> None:
    ages, rated, gender, known, check, ranked, last = made(PLAIN).elements

    assert labels(ages.settings.choices) == ["Under 18", "18-24", "35+"]
    assert labels(rated.settings.rows) == ["Venue", "Food"]
    assert labels(rated.settings.columns) == ["1 – poor", "2", "3 – good"]
    assert labels(gender.settings.choices) == ["Male", "Female"]
    assert (known.type, labels(known.settings.choices)) == ("multiple_choice", ["Alpha", "None of these"])
    assert [choice.code for choice in known.settings.choices] == ["1", "99"]
    assert check.text["en"] == "To be checked: IF Q4=99 GO TO Q6"
    assert (ranked.type, labels(ranked.settings.choices)) == ("ranking", ["Price", "Other things"])
    assert (last.type, last.hint["en"]) == ("short_text", "<p>This is for those who came. Say more.</p>")


def test_jumps_behind_choices_are_kept_too() -> None:
    definition = made("1. Sure?\n- Yes → Q3\n- No")

    assert [element.type for element in definition.elements] == ["single_choice", "statement"]
    assert definition.elements[1].text["en"] == "To be checked: - Yes → Q3"


def test_codes_before_choices_are_theirs() -> None:
    coded = only("Q1. How often?\n0\tNever\n1\tDaily\n88\tDon't know")
    repeated = only("1. How often?\n   1) Daily\n   1) Never")

    assert [(choice.code, choice.label["en"]) for choice in coded.settings.choices] == [
        ("0", "Never"),
        ("1", "Daily"),
        ("88", "Don't know"),
    ]
    assert [choice.code for choice in repeated.settings.choices] == ["1", "2"]


def test_numbers_in_brackets_are_marks_of_choices() -> None:
    element = only("Q1a. Choose one:\n(1) Red\n(2) Green")

    assert element.text["en"] == "Choose one:"
    assert labels(element.settings.choices) == ["Red", "Green"]


def test_room_to_write_behind_a_numbered_question_is_no_part_of_it() -> None:
    element = only("27. Your name: ______")

    assert (element.type, element.text["en"]) == ("short_text", "Your name")


@pytest.mark.parametrize("text", ["Q2 [IF Q1 = YES] How many?", "[ASK IF Q1 = YES]\nQ2 How many?"])
def test_who_is_asked_is_kept_to_be_checked(text: str) -> None:
    definition = made(f"Q1 Children? Yes / No\n{text}")

    texts = [element.text["en"] for element in definition.elements]
    assert len(definition.pages) == 1
    assert sorted(texts) == ["Children?", "How many?", f"To be checked: {text.split(']')[0].split('[')[1]}"]


def test_jumps_inside_questions_are_kept_too() -> None:
    reading = read(cleaned("1. Sure? (if no, go to 3)"))

    assert reading.lines[0].doubt == "skip"
    definition = definition_from(reading, language="en")
    assert [element.text["en"] for element in definition.elements] == [
        "Sure?",
        "To be checked: if no, go to 3",
    ]


def test_a_second_line_about_a_scale_gives_its_words() -> None:
    element = only("1. How likely is it, on a scale of 0 to 5?\n0–5 (0 = never, 5 = surely)")

    assert element.type == "opinion_scale"
    assert element.settings.low_label == {"en": "never"}
    assert element.settings.high_label == {"en": "surely"}


def test_more_than_one_sentence_stays_the_question() -> None:
    assert only("1. Sure? Tell us what you think.").text["en"] == "Sure? Tell us what you think."


def test_a_jump_in_the_middle_of_a_line_is_kept() -> None:
    reading = read(cleaned("1. Sure?\nAll others skip to question 4"))

    assert (reading.lines[1].kind, reading.lines[1].doubt) == ("skip", "skip")


def test_a_range_in_a_sentence_is_no_scale() -> None:
    element = only("1. How was it?\nThink of the years 1 to 5 that you spent with us there")

    assert element.type == "short_text"


def test_what_a_survey_cannot_hold_is_told_in_words() -> None:
    with pytest.raises(PasteRefused, match="known language"):
        definition_from(read(cleaned("1. A?")), language="xx")


@pytest.mark.parametrize("line", ["7. Which?", "- Which?", "## Which?", "Which?"])
def test_marks_go_from_what_somebody_says(line: str) -> None:
    assert made(line, {1: "question"}).elements[0].text == {"en": "Which?"}


def test_pages_begin_at_headings_and_rules() -> None:
    definition = made("1. A?\n---\n2. B?\n**Now you**\n3. C?\nPart B\n4. D?")

    assert [page.title.get("en") for page in definition.pages] == [None, None, "Now you", "Part B"]
    assert [len(page.elements) for page in definition.pages] == [1, 1, 1, 1]


def test_bullets_may_be_questions() -> None:
    assert [element.type for element in made("- Who?\n- Where do you live?").elements] == ["short_text"] * 2


def test_lines_are_what_somebody_says_they_are() -> None:
    text = "Hello\nColour\nRed\nGreen\nlast\nwords\nnever mind\nyes / no"
    kinds: dict[int, Kind] = {
        1: "title",
        2: "question",
        3: "choice",
        4: "choice",
        5: "page",
        6: "question",
        7: "left_out",
        8: "answer",
    }

    reading = read(cleaned(text), kinds)
    definition = definition_from(reading, language="en")

    assert kinds_of(reading) == list(kinds.values())
    assert definition.title == {"en": "Hello"}
    assert [element.text["en"] for element in definition.elements] == ["Colour", "words"]
    assert labels(definition.elements[0].settings.choices) == ["Red", "Green"]
    assert definition.elements[1].type == "yes_no"


def test_said_without_a_question_is_kept_as_text() -> None:
    reading = read(cleaned("Red\n1. Which?\nMaybe"), {1: "choice", 3: "statement"})

    assert [(line.kind, line.doubt) for line in reading.lines] == [
        ("statement", "no_question"),
        ("question", ""),
        ("statement", ""),
    ]


def test_an_answer_that_says_nothing_is_a_hint() -> None:
    assert only_hint("1. Which?\nof these", {2: "answer"}) == "<p>of these</p>"
    assert only_hint("1. Which?\nof these", {2: "hint"}) == "<p>of these</p>"


def only_hint(text: str, kinds: dict[int, Kind]) -> str:
    (element,) = made(text, kinds).elements
    return str(element.hint["en"])


def test_hostile_words_are_only_words() -> None:
    definition = made("1. Name?\n<script>alert(1)</script>\n\nHello {{ name }} {{{x\n\n<b>\nsee\n\n&amp;")
    question, told = definition.elements

    assert question.hint["en"] == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert "{{" not in told.settings.body["en"]
    assert "&lt;b&gt;" in told.settings.body["en"]


def test_what_cannot_be_stored_is_left_out() -> None:
    assert only("1. A\x00b\ud800c?\x0b").text == {"en": "Abc?"}


@pytest.mark.parametrize("text", ["", "  \n\t", "\x00\x01"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(PasteRefused, match="nothing to read"):
        cleaned(text)


@pytest.mark.parametrize("text", ["x" * 100_001, "é" * 60_000])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(PasteRefused, match="100 kB"):
        cleaned(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Why?\n" * 1_001, "1001 questions"),
        ("# A\n" * 502, "pages"),
        ("Which?\n" + "- a\n" * 2_001, "2000 choices"),
    ],
)
def test_more_than_a_survey_holds_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(PasteRefused, match=words):
        made(text)


def test_a_line_without_end_is_kept() -> None:
    text = "<&" * 30_000

    bodies = [element.settings.body["en"] for element in made(text).elements]

    assert sum(body.count("&lt;&amp;") for body in bodies) == 30_000
