"""Answers in names and codes and back, for every question type."""

from random import Random
from typing import Any

import pytest

from surveys.compiled import CompiledSurvey
from surveys.compiling import compile_definition
from surveys.exceptions import AnswerInvalid
from surveys.flow import judge_response
from surveys.question_types import QuestionType, question_types
from surveys.vocabulary import Vocabulary
from tests.builders import make_definition, make_question
from tests.gathering import gathered

ANSWERED = [
    kind for kind in question_types() if kind.stores_answer and kind.filled_by not in ("expression", "draw")
]


def compiled(*questions: dict[str, Any]) -> CompiledSurvey:
    return compile_definition(make_definition(list(questions), languages=("en", "ar")))


def of_kind(kind: QuestionType[Any]) -> CompiledSurvey:
    return compiled(make_question(kind.key, "asked", settings=kind.sample_settings()))


@gathered("kind", ANSWERED, ids=lambda kind: kind.key)
def test_what_is_spoken_is_understood_as_the_same(kind: QuestionType[Any]) -> None:
    survey = of_kind(kind)
    (part,) = survey.question_by_id.values()
    words = Vocabulary(survey)
    values = [value for _raw, value in kind.sample_answers(part.element).valid]
    values += [kind.random_answer(part.element, Random(seed)) for seed in range(20)]

    for value in values:
        spoken = words.spoken({part.id: value})
        assert judge_response(survey, words.understood(spoken)).values == {part.id: value}


@gathered("kind", ANSWERED, ids=lambda kind: kind.key)
def test_nothing_that_is_spoken_holds_an_id(kind: QuestionType[Any]) -> None:
    survey = of_kind(kind)
    (part,) = survey.question_by_id.values()
    known = {category.value for column in kind.columns(part.element) for category in column.categories or ()}
    places = {each for column in kind.columns(part.element) for each in (column.part, column.cell) if each}
    ids = {part.id} | {value for value in known | places if str(value)[:2] in ("c_", "r_")}

    spoken = str(Vocabulary(survey).spoken({part.id: kind.random_answer(part.element, Random(7))}))

    assert [identity for identity in ids if str(identity) in spoken] == []


@gathered("kind", ANSWERED, ids=lambda kind: kind.key)
def test_what_is_wrong_in_ids_is_wrong_in_names(kind: QuestionType[Any]) -> None:
    survey = of_kind(kind)
    (part,) = survey.question_by_id.values()
    codes = {category.code for column in kind.columns(part.element) for category in column.categories or ()}

    for raw, code in kind.sample_answers(part.element).invalid:
        if isinstance(raw, str) and raw in codes:
            continue
        errors = judge_response(survey, Vocabulary(survey).understood({"asked": raw})).errors
        assert errors[part.id].code == code


def test_a_code_comes_before_an_id() -> None:
    choices = [
        {"id": "c_aaaaaaa1", "code": "one", "label": {"en": "One"}},
        {"id": "c_aaaaaaa2", "code": "c_aaaaaaa1", "label": {"en": "Two"}},
    ]
    question = make_question("single_choice", "asked", settings={"choices": choices})
    words = Vocabulary(compiled(question))

    assert words.understood({"asked": "c_aaaaaaa1"}) == {question["id"]: "c_aaaaaaa2"}
    assert words.understood({"asked": "c_aaaaaaa2"}) == {question["id"]: "c_aaaaaaa2"}


def test_a_name_comes_before_an_id_and_no_question_is_answered_twice() -> None:
    question = make_question("short_text", "asked")
    words = Vocabulary(compiled(question))

    assert words.understood({"asked": "a", "other": "b"}) == {question["id"]: "a", "other": "b"}
    with pytest.raises(AnswerInvalid) as refusal:
        words.understood({"asked": "a", question["id"]: "b"})
    assert (refusal.value.code, refusal.value.parts) == ("answered_twice", (question["id"],))


def test_what_is_no_question_keeps_its_key() -> None:
    words = Vocabulary(compiled(make_question("short_text", "asked")))

    assert (words.name_of("q_unknown1"), words.part_code("q_unknown1", "r_x")) == ("q_unknown1", "r_x")
    assert words.spoken({"q_unknown1": "a"}) == {}


def test_what_was_refused_stays_refused_in_every_type() -> None:
    for kind in ANSWERED:
        survey = of_kind(kind)
        (identity,) = survey.question_by_id
        words, answers = Vocabulary(survey), {identity: {"missing": "refused"}}

        assert words.spoken(answers) == {"asked": {"missing": "refused"}}
        assert words.understood(words.spoken(answers)) == answers


def test_instances_of_a_repeat_group_have_their_number_behind_the_name() -> None:
    group = make_question("repeat_group", "people", settings={"maximum": 12})
    choices = [{"id": "c_aaaaaaaa", "code": "a"}, {"id": "c_bbbbbbbb", "code": "b"}]
    liked = make_question("single_choice", "liked", settings={"choices": choices}, in_group=group["id"])
    words, key = Vocabulary(compiled(group, liked)), liked["id"]
    answers = {f"{key}.10": "c_aaaaaaaa", f"{key}.2": "c_bbbbbbbb", group["id"]: 10}

    spoken = words.spoken(answers)

    assert list(spoken.items()) == [("people", 10), ("liked.2", "b"), ("liked.10", "a")]
    assert words.understood(spoken) == answers
    assert words.name_of(f"{key}.2") == "liked.2"
    with pytest.raises(AnswerInvalid, match="twice"):
        words.understood({"liked.2": "a", f"{key}.2": "b"})
