"""The check list as a whole, and each of its looks at a survey."""

import json
from typing import Any

import pytest

from surveys.checks import check_list
from surveys.checks.personal_data import personal_in
from surveys.checks.ways import way_findings
from surveys.definition import Definition
from surveys.pasting import cleaned, definition_from, read
from surveys.translating.states import wording_of
from tests.builders import Document, make_choices, make_definition, make_question


def codes(definition: Definition, *groups: str) -> list[str]:
    return [each.code for each in check_list(definition).findings if each.group in groups]


def picture() -> Document:
    return {"asset": "a_" + "0" * 32, "width": 10, "height": 10}


def test_nothing_is_found_where_nothing_is() -> None:
    found = check_list(make_definition([make_question(text="What do you do?")]))

    assert (found.errors, found.findings, found.by_group, found.minutes) == ((), (), [], 1)


def test_errors_are_not_findings() -> None:
    found = check_list(make_definition([make_question(text=" ")]))

    assert [problem.code for problem in found.errors] == ["text_missing"]
    assert found.findings == ()


def test_warnings_of_the_definition_are_in_their_groups() -> None:
    definition = make_definition([make_question(text="What?")], [])

    assert codes(definition, "rest") == ["page_empty"]


def test_pages_that_nobody_reaches_are_told_with_the_ways() -> None:
    document = make_definition([make_question()], [make_question(name="b")], [make_question(name="c")])
    pages = document.model_dump(mode="json")["pages"]
    pages[0]["jumps"] = [{"to": pages[2]["id"]}]
    definition = Definition.model_validate_json(
        json.dumps(document.model_dump(mode="json") | {"pages": pages})
    )

    assert codes(definition, "ways") == ["page_unreachable"]


def test_missing_translations_are_listed_with_their_places() -> None:
    questions = [make_question(name=f"n{number}", text=f"What is {number}?") for number in range(12)]
    definition = make_definition(questions, languages=("en", "nl", "de"))

    found = [each for each in check_list(definition).findings if each.language == "nl"]

    assert (found[0].target, found[1].target) == ("", questions[0]["id"])
    assert "“What is 0?”" in found[1].message
    assert found[-1].message == "6 more texts are not translated into Dutch."
    assert len(found) == 9


def test_choices_that_nobody_has_worded_are_told() -> None:
    choices = make_choices("Soup", "Choice 2", "Choice 3")
    question = make_question("single_choice", "meal", text="Which meal?", settings={"choices": choices})

    found = check_list(make_definition([question])).findings

    assert [(each.target, each.message) for each in found] == [
        (question["id"], "“Choice 2” still has the words that it began with.")
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_left_of_a_pasted_text_is_told(language: str) -> None:
    reading = read(cleaned(f"1. Sure?\n- Yes\n- No → 3\n2. Why?\n3. Then?\nIf no, go to {'question ' * 30}4"))
    definition = definition_from(reading, language=language)

    found = check_list(definition).findings

    left = [element.id for element in definition.elements if element.type == "statement"]
    assert [(each.code, each.target) for each in found] == [("unchecked", target) for target in left]
    assert len(left) == 2


def test_what_isnt_a_hint_cant_be_dismissed() -> None:
    definition = make_definition([make_question("yes_no", "q", text="Warm and dry?")], languages=("en", "nl"))
    before = check_list(definition)

    after = check_list(definition, dismissed=[each.key for each in before.findings])

    assert (after.dismissed, [each.code for each in after.findings]) == (1, ["untranslated"] * 3)


def test_a_look_that_cant_be_read_is_told() -> None:
    found = check_list(make_definition([make_question(text="What?")]), nearest_colour="#123456").findings

    assert [each.code for each in found] == ["unreadable"]
    assert "#123456" in found[0].message


def choice_question() -> Document:
    return make_question("single_choice", "colour", settings={"choices": make_choices("Red", "Green")})


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("colour = '1' and colour = '2'", True),
        ("colour = '1' or colour = '2'", False),
        ("not (colour = '1')", False),
        ("1 = 2", True),
        ("smokes and not smokes", True),
        ("smokes", False),
        ("today() < today()", False),
        ("age > 5 and age < 3", False),
    ],
)
def test_conditions_that_are_never_true_are_found(condition: str, found: bool) -> None:
    hidden = make_question(name="hidden", visible_if=condition)
    definition = make_definition(
        [choice_question(), make_question("number", "age"), make_question("yes_no", "smokes")], [hidden]
    )

    assert [each.target for each in way_findings(definition)] == ([hidden["id"]] if found else [])


def test_pages_silent_endings_and_full_quotas_are_found() -> None:
    definition = make_definition([choice_question()], [make_question(name="b")])
    document = definition.model_dump(mode="json")
    document["pages"][1]["visible_if"] = "false"
    document["endings"][0]["title"] = {}
    document["quotas"] = [{"id": "k_aaaaaaaa", "name": "None", "limit": 0}]

    found = [each.code for each in way_findings(Definition.model_validate_json(json.dumps(document)))]

    assert found == ["never_shown", "ending_silent", "quota_without_place"]


def test_personal_data_without_consent_is_found() -> None:
    mail, consent = make_question("email", "mail"), make_question("consent", "consent")

    assert codes(make_definition([mail, consent]), "privacy") == ["no_consent"]
    assert codes(make_definition([consent, mail]), "privacy") == []
    assert codes(make_definition([mail | {"sensitive": True}]), "privacy") == []


@pytest.mark.parametrize(
    ("type", "text", "told"),
    [
        ("phone", "Call?", "a telephone number"),
        ("short_text", "What is your full name?", "a name"),
        ("short_text", "Wat is uw e-mailadres?", "an e-mail address"),
        ("date", "Wie lautet Ihr Geburtsdatum?", "a date of birth"),
        ("short_text", "Quelle est votre adresse postale ?", "a postal address"),
        ("short_text", "What is the name of the town?", ""),
        ("nps", "Your name?", ""),
    ],
)
def test_personal_data_is_known_by_type_and_words(type: str, text: str, told: str) -> None:
    assert personal_in(make_definition([make_question(type, "q", text=text)]).elements[0]) == told


def test_long_surveys_and_matrices_are_hinted_at() -> None:
    rows = [
        {"id": f"r_{number:08d}", "code": str(number), "label": {"en": f"Row {number}"}}
        for number in range(11)
    ]
    grid = make_question("matrix_single", "grid", required=True)
    grid["settings"] |= {"rows": rows, "columns": make_choices("Bad", "Good")}
    many = [make_question("long_text", f"t{number}") for number in range(40)]

    assert codes(make_definition([grid], many), "effort") == ["too_long", "rows_required"]
    assert codes(make_definition([grid | {"required": False}]), "effort") == []
    assert codes(make_definition([_with(grid, rows=rows[:10])]), "effort") == []


def _with(question: Document, **settings: Any) -> Document:
    return question | {"settings": question["settings"] | settings}


def test_pictures_films_and_time_limits_are_looked_at() -> None:
    statement = _with(make_question("statement", "s", text="Look"), picture=picture())
    film = _with(make_question("video", "v", text="Watch"), address="https://example.com/v")
    cards = make_question("image_choice", "c", text="Which?")
    pictures = [each | {"image": "a_" + "0" * 32} for each in make_choices("Red", "Green")] + [
        make_choices("Blue")[0] | {"code": "3"}
    ]
    definition = make_definition(
        [statement, film, _with(cards, choices=pictures, show_labels=False)], settings={"seconds": 60}
    )
    page = definition.pages[0].model_copy(update={"seconds": 30})
    definition = definition.model_copy(update={"pages": (page,)})
    assert codes(definition, "access") == [
        *["time_limit"] * 2,
        "alternative_missing",
        "video_unlabelled",
        "pictures_only",
        "pictures_uneven",
    ]


def test_what_translations_lost_is_told_and_what_changed_since() -> None:
    first, second = make_question(name="a"), make_question(name="b", text="Hi {{ a }}")
    first["text"]["nl"], second["text"]["nl"] = "Wat is uw a?", "Hoi"
    definition = make_definition([first, second], languages=("en", "nl"))
    key = f"{first['id']}.text"
    made = {wording_of(key, "nl", "Wat is uw a?"): {"en": "Your a?"}}

    found = [each for each in check_list(definition, made=made).findings if each.group == "languages"]

    told = {each.code: (each.message, each.target) for each in found if each.code != "untranslated"}
    assert told == {
        "placeholder_lost": (
            "In Dutch: “Hoi” The translation lacks the placeholder {{ a }} of the original.",
            second["id"],
        ),
        "original_changed": (
            "The original of 1 text has changed since it was translated into Dutch.",
            first["id"],
        ),
    }
