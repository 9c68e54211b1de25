"""What is refused, with which code, where, and what is suggested instead."""

import pytest
from django.utils import translation

from surveys.expressions import ExpressionInvalid, Name, Scope, compile_expression
from surveys.expressions.scope import POINTS
from surveys.expressions.value_types import DATE, NUMBER, ValueType
from tests.surveys.expressions.scenes import COLOUR, SCOPE, compiled, refusal_of

REFUSALS: list[tuple[str, str, str, str]] = [
    # source, code, what is pointed at, suggestion
    ("", "empty", "", ""),
    ("  # nothing\n", "syntax", "", ""),
    ("age >", "syntax", "", ""),
    ("(age", "syntax", "", ")"),
    ("[1, 2", "syntax", "", "]"),
    ("age)", "syntax", ")", ""),
    ("age]", "syntax", "]", ""),
    ("(age]", "syntax", "]", ""),
    ("and age", "syntax", "and", ""),
    ("age = = 3", "syntax", "=", ""),
    ("age is 3", "syntax", "is", ""),
    ("age averyveryverylongwordthatnobodywrites", "syntax", "averyveryverylongwordthatnobodywrites", ""),
    ("smokes = not smokes", "syntax", "not", ""),
    ('name = "Ann', "syntax", '"Ann', ""),
    ("name = “Ann”", "syntax", "“", '"'),
    ("{age} = 3", "syntax", "{", ""),
    ("`age = 3", "syntax", "`", ""),
    ("age & smokes", "syntax", "&", ""),
    ("1" * 31, "syntax", "1" * 31, ""),
    ("1 < age < 3", "chained_comparison", "1 < age < 3", ""),
    ("agee > 3", "unknown_name", "agee", "age"),
    ("xyzzy > 3", "unknown_name", "xyzzy", ""),
    ("today > born", "unknown_name", "today", "today()"),
    ('contact("email") = 3', "type_mismatch", 'contact("email") = 3', 'contact("email") = "3"'),
    ('url("sauce") = "x"', "unknown_name", '"sauce"', '"source"'),
    ('url("qqq") = "x"', "unknown_name", '"qqq"', ""),
    ('score("welbeing")', "unknown_name", '"welbeing"', '"wellbeing"'),
    ('score("qqq")', "unknown_name", '"qqq"', ""),
    ("service.dask", "unknown_part", "service.dask", "desk"),
    ('cell(service, "dask")', "unknown_part", '"dask"', "desk"),
    ("age.x", "unknown_part", "age.x", ""),
    ('colour = "Rde"', "unknown_code", '"Rde"', '"red"'),
    ('"rde" = colour', "unknown_code", '"rde"', '"red"'),
    ('colour in ["red", "bleu"]', "unknown_code", '"bleu"', '"blue"'),
    ('selected(colours, "rde")', "unknown_code", '"rde"', '"red"'),
    ('selected(colour, "rde")', "unknown_code", '"rde"', '"red"'),
    ('has_any(colours, "red", "gren")', "unknown_code", '"gren"', '"green"'),
    ('has_all(colours, ["red", "gren"])', "unknown_code", '"gren"', '"green"'),
    ('"rde" in colours', "unknown_code", '"rde"', '"red"'),
    ('rank(priorities, "prize")', "unknown_code", '"prize"', '"price"'),
    ('colours = ["red", "qqq"]', "unknown_code", '"qqq"', ""),
    ("rond(age)", "unknown_function", "rond", "round"),
    ("xyzzy(age)", "unknown_function", "xyzzy", ""),
    ("round()", "wrong_arguments", "round()", ""),
    ("round(1, 2, 3)", "wrong_arguments", "round(1, 2, 3)", ""),
    ("sum()", "wrong_arguments", "sum()", ""),
    ("refused(age + 1)", "wrong_arguments", "age + 1", ""),
    ("refused(service.desk)", "wrong_arguments", "service.desk", ""),
    ("label(age)", "wrong_arguments", "age", ""),
    ("cell(age + 1, 'x')", "wrong_arguments", "age + 1", ""),
    ("cell(service, name)", "wrong_arguments", "name", ""),
    ("url(name)", "wrong_arguments", "name", ""),
    ("score(3)", "wrong_arguments", "3", ""),
    ("matches(name, reason)", "wrong_arguments", "reason", ""),
    ('join(colours, ", ", "x")', "wrong_arguments", '"x"', ""),
    ('matches(name, "(a")', "pattern_invalid", '"(a"', ""),
    ('matches(name, "(?=a)")', "pattern_invalid", '"(?=a)"', ""),
    (r'matches(name, "(a)\1")', "pattern_invalid", r'"(a)\1"', ""),
    (f'matches(name, "{"a" * 501}")', "pattern_invalid", f'"{"a" * 501}"', ""),
    (r'matches(name, "\pL{60}")', "pattern_invalid", r'"\pL{60}"', ""),
    (r'matches(name, "\pL{1000}")', "pattern_invalid", r'"\pL{1000}"', ""),
    ('matches(name, "\ud800")', "pattern_invalid", '"\ud800"', ""),
    ('date("2026-02-30")', "date_invalid", '"2026-02-30"', ""),
    ('date("31-01-2026")', "date_invalid", '"31-01-2026"', ""),
    ('time("25:00")', "date_invalid", '"25:00"', ""),
    ('time("9:30 pm")', "date_invalid", '"9:30 pm"', ""),
    ('datetime("yesterday")', "date_invalid", '"yesterday"', ""),
    ("index() > 1", "not_in_repeat", "index()", ""),
    ('name = ""', "never_true", 'name = ""', "unanswered(name)"),
    ('"" != name', "never_true", '"" != name', "answered(name)"),
    # types
    ("age and smokes", "type_mismatch", "age", "answered(age)"),
    ("not age", "type_mismatch", "age", "answered(age)"),
    ("smokes or 3", "type_mismatch", "3", ""),
    ('age = "30"', "type_mismatch", 'age = "30"', "age = 30"),
    ("name = 3", "type_mismatch", "name = 3", 'name = "3"'),
    ("colour = 1", "type_mismatch", "colour = 1", 'colour = "1"'),
    ("age > name", "type_mismatch", "age > name", ""),
    ('born > "2000-01-01"', "type_mismatch", 'born > "2000-01-01"', 'born > date("2000-01-01")'),
    ('"09:00" < arrival', "type_mismatch", '"09:00" < arrival', 'time("09:00") < arrival'),
    ("born < now()", "type_mismatch", "born < now()", ""),
    ("smokes = 1", "type_mismatch", "smokes = 1", ""),
    ("name < reason", "type_mismatch", "name", ""),
    ("smokes > false", "type_mismatch", "smokes", ""),
    ("colours > liked", "type_mismatch", "colours", ""),
    ("service = service", "type_mismatch", "service", ""),
    ("papers = papers", "type_mismatch", "papers", ""),
    ("colours = colour", "type_mismatch", "colours = colour", ""),
    ("age in 3", "type_mismatch", "3", ""),
    ('age in ["a"]', "type_mismatch", '["a"]', ""),
    ("colours in [colour]", "type_mismatch", "colours", ""),
    ("service in [colour]", "type_mismatch", "service", ""),
    ("name + reason", "type_mismatch", "name", ""),
    ("1 + name", "type_mismatch", "name", ""),
    ("born + 1", "type_mismatch", "born", ""),
    ("name * 2", "type_mismatch", "name", "number(name)"),
    ("-name", "type_mismatch", "name", "number(name)"),
    ('[1, "a"]', "type_mismatch", '"a"', ""),
    ("[colours]", "type_mismatch", "[colours]", ""),
    ("length(age)", "type_mismatch", "age", "text(age)"),
    ("year(name)", "type_mismatch", "name", "date(name)"),
    ("round(colours)", "type_mismatch", "colours", ""),
    ("sum(service)", "type_mismatch", "service", ""),
    ("sum(name)", "type_mismatch", "name", "number(name)"),
    ("max(born, age)", "type_mismatch", "age", ""),
    ("max(colours)", "type_mismatch", "colours", ""),
    ('if(age, "a", "b")', "type_mismatch", "age", "answered(age)"),
    ('if(smokes, 1, "b")', "type_mismatch", '"b"', ""),
    ("coalesce(name, 3)", "type_mismatch", "3", ""),
    ('has(name, "A")', "type_mismatch", 'has(name, "A")', 'contains(name, "A")'),
    ('has(colour, "red")', "type_mismatch", 'has(colour, "red")', 'colour = "red"'),
    ("has(colours, 3)", "type_mismatch", "3", '"3"'),
    ('has(colours, ["red"])', "type_mismatch", '["red"]', "has_all"),
    ("has(age, 3)", "type_mismatch", "age", ""),
    ('join("x", colour)', "type_mismatch", "colour", "label(colour)"),
    ("between(name, 1, 2)", "type_mismatch", "1", '"1"'),
    ("between(name, 'a', 'b')", "type_mismatch", "name", ""),
]


@pytest.mark.parametrize(("source", "code", "place", "suggestion"), REFUSALS)
def test_an_expression_is_refused_with_place_and_suggestion(
    source: str, code: str, place: str, suggestion: str
) -> None:
    error = refusal_of(source)

    assert (error.code, source[error.start : error.end], error.suggestion) == (code, place, suggestion)


def test_the_message_says_the_problem_and_the_place() -> None:
    error = refusal_of("age > 3 and\n  agee < 5")

    assert error.message == (
        "There is no question with the name “agee”. Did you mean “age”? (line 2, column 3)"
    )
    assert (error.line, error.column) == (2, 3)
    assert str(error) == error.message


def test_the_message_is_in_the_active_language() -> None:
    with translation.override("nl"):
        error = refusal_of("age >")

    assert isinstance(error.message, str)


@pytest.mark.parametrize(("before", "is_refused"), [(0, True), (1, False), (None, False)])
def test_only_earlier_answers_can_be_read(before: int | None, *, is_refused: bool) -> None:
    scope = Scope({"age": Name(NUMBER, 0), "late": Name(NUMBER, 9), "url:a": Name(NUMBER)})

    assert compile_expression('url("a") = 1', scope, before=0).names == {"url:a"}
    if is_refused:
        with pytest.raises(ExpressionInvalid) as caught:
            compile_expression("age > 3", scope, before=before)
        assert caught.value.code == "forward_reference"
    else:
        assert compile_expression("age > 3", scope, before=before).names == {"age"}


def test_a_score_is_complete_before_it_is_read() -> None:
    assert refusal_of('score("wellbeing") > 3', before=3).code == "forward_reference"
    assert compiled('score("wellbeing") > 3', before=4).scores == {"wellbeing"}
    assert compiled("score() > 3", before=0).scores == {""}


@pytest.mark.parametrize("called", ["points()", "possible_points()"])
def test_points_are_read_behind_all_right_answers_and_only_of_a_quiz(called: str) -> None:
    assert refusal_of(f"{called} > 3", before=3).code == "forward_reference"
    assert compiled(f"{called} > 3", before=4).scores == {POINTS}
    with pytest.raises(ExpressionInvalid) as caught:
        compile_expression(f"{called} > 3", Scope({}))
    assert caught.value.code == "unknown_name"


def test_points_are_no_score_to_be_named() -> None:
    assert refusal_of('score("points()") > 3').code == "unknown_name"


def test_a_survey_without_scores_has_no_score_of_the_whole() -> None:
    with pytest.raises(ExpressionInvalid) as caught:
        compile_expression("score() > 3", Scope({}))

    assert (caught.value.code, caught.value.suggestion) == ("unknown_name", "")


EXPECTATIONS: list[tuple[str, object, str]] = [
    ("age > 3", "condition", ""),
    ("age", "condition", "type_mismatch"),
    ("whatever", "condition", ""),
    ("age", "number", ""),
    ("name", "number", "type_mismatch"),
    ("colour", "text", ""),
    ("born", "text", "type_mismatch"),
    ("born", "any", ""),
    ("born", DATE, ""),
    ("age", DATE, "type_mismatch"),
    ('"red"', COLOUR, ""),
    ('"rde"', COLOUR, "unknown_code"),
    ("name", COLOUR, ""),
    ('["red", "green"]', ValueType("set", codes=("red", "green")), ""),
    ('["red", "gren"]', ValueType("set", codes=("red", "green")), "unknown_code"),
    ("[1]", ValueType("set", codes=("red", "green")), "type_mismatch"),
    ('"red"', ValueType("set", codes=("red", "green")), "type_mismatch"),
    ("colours", ValueType("ranking", codes=("red", "green")), ""),
]


@pytest.mark.parametrize(("source", "expects", "code"), EXPECTATIONS)
def test_the_value_must_be_as_expected(source: str, expects: object, code: str) -> None:
    if code:
        assert refusal_of(source, expects=expects).code == code
    else:
        assert compiled(source, expects=expects).source == source


def test_an_expression_knows_what_it_reads() -> None:
    expression = compiled("age > 3 and year(born) < year(today()) or score(weight) > score()")

    assert expression.names == {"age", "born", "weight"}
    assert expression.functions == {"year", "today", "score"}
    assert expression.scores == {""}
    assert expression.type.kind == "boolean"
    assert repr(expression) == f"<Expression {expression.source!r}>"


def test_names_without_meaning_here_are_no_suggestion() -> None:
    assert refusal_of("url:sourc = 3").code == "syntax"
    assert refusal_of("sourcee = 3").suggestion == ""
    assert SCOPE.names["url:source"].place is not None
