"""What each function gives, with answers and without."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from surveys.expressions import Facts, Scope, compile_expression
from surveys.expressions.functions import FUNCTIONS, Function
from surveys.expressions.value_types import TEXT, ValueType
from surveys.expressions.wording import KIND_WORDS
from tests.surveys.expressions.scenes import NOTHING, NOW, SCOPE, compiled, facts, value_of

RESULTS: list[tuple[str, object, object]] = [
    # source, for the respondent, for one who answered nothing
    ("answered(name)", True, False),
    ('answered("")', False, False),
    ("answered(service)", True, False),
    ("answered(children.name)", True, False),
    ("unanswered(colours)", False, True),
    ("answered(age + 1)", True, False),
    ("shown(name)", True, False),
    ("skipped(name)", False, False),
    ("refused(name)", False, False),
    ("dont_know(name)", False, False),
    ('if(age < 18, "minor", "adult")', "adult", None),
    ("if(smokes, 1, 2)", 2, None),
    ("if(true, 1, age)", 1, 1),
    ("if(smokes, colour, name)", "Ann", None),
    ("if(true, colours, priorities)", ("red", "green"), None),
    ("if(true, colour, second)", "red", None),
    ('coalesce(contact("phone"), name, "you")', "Ann", "you"),
    ("coalesce(age, weight)", 30, None),
    ('coalesce("", "x")', "x", "x"),
    ("coalesce(whatever, 3)", 3, 3),
    ("between(age, 18, 30)", True, None),
    ("between(age, 31, 40)", False, None),
    ("between(born, visited, today())", False, None),
    ('has(colours, "red")', True, None),
    ("has(colours, second)", False, None),
    ("has(children.age, 9)", True, None),
    ("has(children.age, 8)", None, None),
    ('has_any(colours, "blue", "green")', True, None),
    ('has_any(colours, ["blue"], second)', False, None),
    ('has_all(colours, ["red", "green"])', True, None),
    ('has_all(colours, "red", "blue")', False, None),
    ("has_all(colours, colour)", True, None),
    ('has_any(["red"], colour)', True, None),
    ('has_all(["red"], "blue", colour)', False, False),
    ('selected(colour, "red")', True, None),
    ("selected(colour, second)", False, None),
    ('selected(colours, "blue")', False, None),
    ('selected(priorities, "speed")', True, None),
    ('rank(priorities, "price")', 2, None),
    ('rank(priorities, "service")', None, None),
    ('cell(service, "desk")', "good", None),
    ('cell(service, "front-desk")', None, None),
    ('cell(table, "r1", "c2")', 2, None),
    ('cell(table.r1, "c2")', 2, None),
    ("label(colour)", "RED", None),
    ("label(colours)", ("RED", "GREEN"), None),
    ("label(children.colour)", ("RED", "BLUE"), None),
    ("label(children.liked)", ("GREEN", "RED", "BLUE"), None),
    ("label(service.desk)", "service/desk=good", None),
    ('count(age, name, contact("phone"))', 2, 0),
    ("count(colours)", 2, 0),
    ("count(children)", 3, 0),
    ("count(children.age)", 2, 0),
    ("count(service)", 1, 0),
    ("count(papers, age)", 2, 0),
    ("count(whatever)", 0, 0),
    ("count_true(age > 18, smokes, true)", 2, 1),
    ("sum(age, weight)", 101.5, None),
    ("sum(hours)", 40.5, None),
    ("sum(table)", 3, None),
    ("sum(children.age, 1)", 14, 1),
    ("sum([0.1, 0.2])", 0.3, 0.3),
    ("mean(children.age)", 6.5, None),
    ("mean(1, 2)", 1.5, 1.5),
    ("min(children.age)", 4, None),
    ("max(children.age, age)", 30, None),
    ("max(born, visited)", date(2026, 1, 31), None),
    ('min(arrival, time("08:00"))', time(8), time(8)),
    ("max(whatever)", None, None),
    ("round(2.5)", 3, 3),
    ("round(-2.5)", -3, -3),
    ("round(2.345, 2)", 2.35, 2.35),
    ("round(1234, -2)", 1200, 1200),
    ("round(weight, age)", 71.5, None),
    ("round(power(10, 40), 2)", 1e40, 1e40),
    ("floor(-2.5)", -3, -3),
    ("ceil(weight)", 72, None),
    ("abs(-4)", 4, 4),
    ("sqrt(16)", 4, 4),
    ("sqrt(-1)", None, None),
    ("power(2, 10)", 1024, 1024),
    ("power(2, 0.5)", 1.4142135623731, 1.4142135623731),
    ("power(10, 400)", None, None),
    ("power(-8, 0.5)", None, None),
    ("power(0, -1)", None, None),
    ('number("3.5")', 3.5, 3.5),
    ('number(" -3,25 ")', -3.25, -3.25),
    ('number("1,2345")', 1.2345, 1.2345),
    ('number("1,234")', None, None),
    ('number("abc")', None, None),
    ("number(smokes)", 0, None),
    ("number(age)", 30, None),
    ("text(1/3)", "0.333333333333333", "0.333333333333333"),
    ("text(power(10, 20))", "1e+20", "1e+20"),
    ("text(smokes)", "false", None),
    ("text(true)", "true", "true"),
    ("text(name)", "Ann", None),
    ("text(colour)", "red", None),
    ("text(born)", "1996-02-29", None),
    ("text(arrival)", "09:30", None),
    ("text(started)", "2026-01-31T23:30+00:00", None),
    ('join("Dear ", name, "!")', "Dear Ann!", "Dear !"),
    ("join(name, age)", "Ann30", None),
    ('join(label(colours), " / ")', "RED / GREEN", None),
    ("join(children.name)", "Bo, Cy", None),
    ("join(colours, name)", "redAnngreen", None),
    ("join([age, weight])", "30, 71.5", None),
    ("length(reason)", 8, None),
    ("lower(name)", "ann", None),
    ("upper(colour)", "RED", None),
    ('trim("  a ")', "a", "a"),
    ('contains(reason, "dear")', True, None),
    ('starts_with(reason, "dear")', False, None),
    ('ends_with(reason, "dear")', True, None),
    ('replace(reason, "o", "0")', "T00 dear", None),
    ('replace(reason, "", "x")', "Too dear", None),
    ("substring(reason, 5)", "dear", None),
    ("substring(reason, 5, 2)", "de", None),
    ("substring(reason, -5, 2)", "To", None),
    ("substring(reason, 2, -2)", "", None),
    ('matches(name, "[A-Z][a-z]+")', True, None),
    ('matches(name, "nn")', False, None),
    (r'matches("é1", "\pL\d")', True, True),
    (r'matches(name, "[\pL -]{2,40}")', True, None),
    ("today()", date(2026, 2, 14), date(2026, 2, 14)),
    ("now()", NOW, NOW),
    ('date("2026-01-31")', date(2026, 1, 31), date(2026, 1, 31)),
    ("date(started)", date(2026, 1, 31), None),
    ("date(born)", date(1996, 2, 29), None),
    ("date(name)", None, None),
    ('time("09:30")', time(9, 30), time(9, 30)),
    ("time(started)", time(23, 30), None),
    ("time(arrival)", time(9, 30), None),
    ("time(name)", None, None),
    (
        'datetime("2026-01-31T09:30")',
        datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
        datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
    ),
    ("datetime(born)", datetime(1996, 2, 29, tzinfo=UTC), None),
    ("datetime(started)", datetime(2026, 1, 31, 23, 30, tzinfo=UTC), None),
    ("datetime(reason)", None, None),
    ("year(born)", 1996, None),
    ("month(started)", 1, None),
    ("day(born)", 29, None),
    ("weekday(visited)", 6, None),
    ("hour(arrival)", 9, None),
    ("minute(started)", 30, None),
    ("days_between(visited, today())", 14, None),
    ("days_between(today(), visited)", -14, None),
    ("months_between(visited, today())", 0, None),
    ('months_between(visited, date("2026-02-28"))', 1, None),
    ("months_between(born, visited)", 359, None),
    ("years_between(born, visited)", 29, None),
    ("years_between(visited, born)", -29, None),
    ('years_between(born, date("2026-02-28"))', 30, None),
    ("add_days(visited, 1)", date(2026, 2, 1), None),
    ("add_days(visited, 9999999)", None, None),
    ("add_days(visited, 3999999)", None, None),
    ("add_months(visited, 1)", date(2026, 2, 28), None),
    ("add_months(visited, -1)", date(2025, 12, 31), None),
    ("add_months(visited, 999999)", None, None),
    ("add_months(visited, power(10, 12))", None, None),
    ("score()", 50, None),
    ('score("wellbeing")', 9, None),
    ("score(age)", 3, None),
    ('band("wellbeing")', "Well", None),
    ("points()", 4, None),
    ("possible_points()", 5, None),
    ("language()", "en", "en"),
    ('url("source")', "mail", None),
    ('contact("email")', "ann@example.org", None),
]

SCORES = {("survey", ""): 50, ("section", "wellbeing"): 9, ("question", "age"): 3} | {
    ("points", ""): 4,
    ("possible_points", ""): 5,
}


def _label(name: str, parts: tuple[str, ...], code: str) -> str:
    return f"{'/'.join((name, *parts))}={code}" if parts else code.upper()


def _known() -> Facts:
    bands = {"wellbeing": "Well"}
    return facts(score=lambda of, name: SCORES[of, name], label=_label, band=bands.get)


@pytest.mark.parametrize(("source", "given", "nothing"), RESULTS)
def test_a_function_gives(source: str, given: object, nothing: object) -> None:
    for expected, known in ((given, _known()), (nothing, NOTHING)):
        found = value_of(source, known)
        assert (found, type(found)) == (expected, type(expected))


def test_every_function_is_tried() -> None:
    tried = {name for source, _given, _nothing in RESULTS for name in compiled(source).functions}

    assert set(FUNCTIONS) - tried == {"index"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_table_of_functions_is_sound(name: str) -> None:
    function = FUNCTIONS[name]
    kinds = {*KIND_WORDS, "value", "name", "pattern"}

    assert function.name == name
    assert {parameter.kind for parameter in function.parameters} | {function.result} <= kinds
    assert (function.build is None) or not function.reads_facts
    assert f"{name}(" in function.example
    assert str(function.words).endswith(".")


REASONS = {"not_shown": (False, False, False, False), "skipped": (True, True, False, False)} | {
    "refused": (True, False, True, False),
    "dont_know": (True, False, False, True),
}


@pytest.mark.parametrize(("reason", "expected"), REASONS.items())
def test_reasons_of_missing_answers_are_told_apart(reason: Any, expected: tuple[bool, ...]) -> None:
    known = facts({}, missing=lambda name: reason if name == "age" else None)

    asked = ("shown(age)", "skipped(age)", "refused(age)", "dont_know(age)")
    assert tuple(value_of(source, known) for source in asked) == expected


def test_without_being_told_an_absent_answer_was_not_shown_and_none_was_skipped() -> None:
    known = facts({"age": None, "weight": 3})

    assert value_of("shown(name)", known) is False
    assert value_of("skipped(age)", known) is True
    assert value_of("skipped(weight)", known) is False


def test_an_instance_knows_its_number() -> None:
    inside = Scope(SCOPE.names, in_repeat=True)

    expression = compile_expression("index() > 1", inside)

    assert [expression.evaluate(facts({}, index=number)) for number in (1, 2, None)] == [False, True, None]


def test_a_label_left_out_is_the_code() -> None:
    assert value_of("label(colour)") == "red"


def test_a_list_of_texts_is_offered_where_types_differ() -> None:
    assert compiled("if(smokes, colours, priorities)").type == ValueType("list", item=TEXT)


@pytest.mark.parametrize("signature", ["round", "round(number) -> number", "round(number: number)"])
def test_a_signature_that_cannot_be_read_is_refused(signature: str) -> None:
    function = Function(signature, "numbers", "", "")

    with pytest.raises(ValueError, match="not the signature"):
        _ = function.name, function.parameters
