"""What became of former choices, step by step, and which can be said to mean what."""

import pytest

from surveys.definition import Definition
from surveys.exceptions import MappingRefused
from surveys.former_choices import FormerChoices, checked_mappings, former_choices
from surveys.meanings import apart_id, meanings, translated, version_apart
from tests.builders import Document, make_definition, make_question

Q = "q_aaaaaaaa"
A, B, C, D = "c_aaaaaaaa", "c_bbbbbbbb", "c_cccccccc", "c_dddddddd"


def choice(identity: str, words: str) -> Document:
    return {"id": identity, "code": identity[-1], "label": {"en": words}}


def asking(*choices: Document, type: str = "single_choice") -> Definition:
    return make_definition([make_question(type, "how", id=Q, settings={"choices": list(choices)})])


def test_steps_add_up() -> None:
    found = meanings([(1, {}), (2, {Q: {A: B}}), (3, {Q: {B: C}})])

    assert found == {1: {Q: {A: C, B: C}}, 2: {Q: {B: C}}, 3: {}}


def test_the_last_step_may_lead_back() -> None:
    found = meanings([(1, {}), (2, {Q: {A: B}}), (3, {Q: {B: A}})])

    assert found[1][Q] == {A: A, B: A}


def test_what_means_something_else_stays_apart_for_each_meaning() -> None:
    found = meanings([(1, {}), (2, {Q: {A: ""}}), (3, {}), (4, {Q: {A: ""}})])

    assert [found[number].get(Q) for number in (1, 2, 3, 4)] == [
        {A: "c_aaaaaaaa@1"},
        {A: "c_aaaaaaaa@3"},
        {A: "c_aaaaaaaa@3"},
        None,
    ]


def test_an_id_says_until_when_it_meant_that() -> None:
    assert version_apart(apart_id(A, 12)) == 12
    assert version_apart(A) is None


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (A, B),
        ([A, B, C], [B, C]),
        ({"choices": [A], "other": {A: "words"}}, {"choices": [B], "other": {B: "words"}}),
        ({"r_xxxxxxxx": A}, {"r_xxxxxxxx": B}),
        (7, 7),
        (None, None),
    ],
)
def test_answers_are_translated_wherever_they_name_choices(value: object, meant: object) -> None:
    assert translated(value, {A: B}) == meant


def former(*earlier: Definition, draft: Definition) -> tuple[FormerChoices, ...]:
    return former_choices([(definition, {}) for definition in earlier], draft)


def test_removed_and_reworded_choices_are_found() -> None:
    before = asking(choice(A, "Agree strongly"), choice(B, "Agree"), choice(C, "Disagree"))
    draft = asking(choice(D, "Strongly agree"), choice(B, "I agree"), choice(C, "Disagree"))

    (found,) = former(before, draft=draft)

    assert [(each.id, each.kind, each.words, each.now) for each in found.choices] == [
        (A, "removed", "Agree strongly", ""),
        (B, "reworded", "Agree", "I agree"),
    ]
    assert found.offered == ((D, "Strongly agree"), (B, "I agree"), (C, "Disagree"))


def test_what_was_removed_earlier_is_found_until_somebody_says_what_it_means() -> None:
    first, second = asking(choice(A, "Yes"), choice(B, "No")), asking(choice(B, "No"))
    draft = asking(choice(B, "No"), choice(C, "Sure"))

    (found,) = former_choices([(second, {}), (first, {})], draft)

    assert [each.id for each in found.choices] == [A]
    assert former_choices([(second, {Q: {A: B}}), (first, {})], draft) == ()


def test_questions_without_choices_have_none() -> None:
    draft = make_definition([make_question(name="how", id=Q)])

    assert former(asking(choice(A, "Yes")), draft=draft) == ()
    statement = make_definition([make_question("statement", "s", id=Q, text="Read this")])
    assert former(asking(choice(A, "Yes")), draft=statement) == ()
    assert former(make_definition([make_question("nps", "n", id=Q)]), draft=asking(choice(A, "Yes"))) == ()


@pytest.mark.parametrize(
    "sent",
    [
        {"q_zzzzzzzz": {A: D}},
        {Q: {D: B}},
        {Q: {A: ""}},
        {Q: {A: "c_zzzzzzzz"}},
        {Q: {B: B}},
    ],
)
def test_what_cant_be_meant_is_refused(sent: dict[str, dict[str, str]]) -> None:
    possible = former(
        asking(choice(A, "Agree strongly"), choice(B, "Agree")),
        draft=asking(choice(D, "Strongly agree"), choice(B, "I agree")),
    )

    assert checked_mappings({Q: {A: D, B: ""}, "q_zzzzzzzz": {}}, possible) == {Q: {A: D, B: ""}}
    with pytest.raises(MappingRefused):
        checked_mappings(sent, possible)
