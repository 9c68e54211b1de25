"""Texts that answers are piped into."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from surveys.expressions import ExpressionInvalid, Facts, Template, compile_text
from surveys.expressions.formatting import format_value
from surveys.expressions.value_types import ANY, BOOLEAN, DATE, DATETIME, NUMBER, TEXT, TIME, ValueType
from tests.surveys.expressions.scenes import NOTHING, SCOPE, facts

PIPED: list[tuple[str, str, str]] = [
    # text, for the respondent, for one who answered nothing
    ("Hello", "Hello", "Hello"),
    ("", "", ""),
    ('Hello {{ name | "there" }}!', "Hello Ann!", "Hello there!"),
    ("{{name}}{{age}}", "Ann30", ""),
    ("In a year you are {{ age + 1 }}.", "In a year you are 31.", "In a year you are ."),
    ("{{ weight }} kg", "71.5 kg", " kg"),
    ("{{ 1234567.5 }}", "1,234,567.5", "1,234,567.5"),
    ('{{ weight | format "0.00" }}', "71.50", ""),
    ('{{ weight / 100 | format "percent" }}', "72%", ""),
    ("{{ born }}", "February 29, 1996", ""),
    ('{{ born | format "short" | "unknown" }}', "2/29/96", "unknown"),
    ('{{ born | "unknown" | format "short" }}', "2/29/96", "unknown"),
    ("{{ arrival }}", "9:30\u202fAM", ""),
    ("{{ colour }}", "RED", ""),
    ("{{ colours }}", "RED and GREEN", ""),
    ('{{ colours | format "or" }}', "RED or GREEN", ""),
    ('{{ service.desk | "?" }}', "GOOD", "?"),
    ("{{ label(colour) }}", "RED", ""),
    ("{{ children.colour }}", "RED and BLUE", ""),
    ("{{ children.liked }}", "GREEN, RED, and BLUE", ""),
    ("{{ children.name }}", "Bo and Cy", ""),
    ('{{ smokes | "?" }}', "no", "?"),
    ('{{ coalesce(contact("phone"), name) | language() }}', "Ann", "en"),
    ('{{ "}}" }} }} {', "}} }} {", "}} }} {"),
    (r'{{ "\"}}" }}', '"}}', '"}}'),
]


def _label(name: str, parts: tuple[str, ...], code: str) -> str:
    return code.upper()


@pytest.mark.parametrize(("text", "given", "nothing"), PIPED)
def test_answers_are_piped(text: str, given: str, nothing: str) -> None:
    template = compile_text(text, SCOPE)

    assert template.render(facts(label=_label)) == given
    assert template.render(NOTHING) == nothing


def test_a_template_knows_what_it_reads() -> None:
    template = compile_text('{{ name | contact("email") }} {{ year(born) }}', SCOPE)

    assert template.names == {"name", "contact:email", "born"}
    assert template.functions == {"contact", "year"}
    assert (template.is_plain, template.is_rich) == (False, False)
    assert compile_text("Hello", SCOPE).is_plain is True
    assert repr(compile_text("Hello", SCOPE)) == "<Template 'Hello'>"


def test_what_is_piped_into_rich_texts_is_escaped() -> None:
    source = "<p>{{ name | &quot;&lt;i&gt;&quot; }} {{ age &gt; 18 }}</p>"
    known = facts({"name": "<b>&", "age": 30})

    template = compile_text(source, SCOPE, rich=True)

    assert template.render(known) == "<p>&lt;b&gt;&amp; yes</p>"
    assert template.render(NOTHING) == "<p>&lt;i&gt; </p>"
    assert template.render(known, escape=False) == "<p><b>& yes</p>"
    assert compile_text("{{ name }}", SCOPE).render(known, escape=True) == "&lt;b&gt;&amp;"


def test_what_is_piped_into_an_address_of_html_stays_a_part_of_it() -> None:
    text = '<a href="{{ name }}">x</a><a href="https://a.example/?who={{ name }}">{{ name }}</a>'
    template = compile_text(text, SCOPE, rich=True)

    told = template.render(facts({"name": 'javascript:alert("&{{ name }}")'}))

    encoded = "javascript%3Aalert%28%22%26%7B%7B%20name%20%7D%7D%22%29"
    words = "javascript:alert(&quot;&amp;{{ name }}&quot;)"
    assert told == (f'<a href="{encoded}">x</a><a href="https://a.example/?who={encoded}">{words}</a>')


def test_the_formatter_is_the_callers() -> None:
    def formatter(value: Any, value_type: ValueType, language: str, style: str = "", /) -> str:
        return f"{value_type.kind}:{language}:{style}:{value}"

    template: Template = compile_text('{{ age | format "0.0" }} {{ colour }} {{ contact("x") | 3 }}', SCOPE)

    assert template.render(facts(), formatter) == "number:en:0.0:30 text:en::red number:en::3"


def test_a_code_without_words_is_shown_itself() -> None:
    known = facts(label=lambda *_: None)

    assert compile_text("{{ colour }} {{ colours }}", SCOPE).render(known) == "red red and green"


def test_moments_are_shown_in_the_zone_of_now() -> None:
    known: Facts = facts(now=datetime(2026, 2, 1, tzinfo=timezone(timedelta(hours=2))))

    shown = compile_text('{{ started | format "short" }}', SCOPE).render(known)

    assert shown == "2/1/26, 1:30\u202fAM"


def test_a_moment_at_the_end_of_time_is_shown_as_it_is() -> None:
    known = facts(
        {"started": datetime.max.replace(tzinfo=UTC)},
        now=datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=9))),
    )

    assert compile_text('{{ started | format "short" }}', SCOPE).render(known) == "12/31/99, 11:59\u202fPM"


REFUSED: list[tuple[str, str, str]] = [
    ("Hello {{ name", "syntax", "{{ name"),
    ('{{ "}} ', "syntax", '{{ "}} '),
    ("Hello {{ }}", "empty", " "),
    ("Hello {{ nam }}", "unknown_name", "nam"),
    ("{{ name | agee }}", "unknown_name", "agee"),
    ("{{ service }}", "type_mismatch", "service"),
    ('{{ born | format "lnog" }}', "wrong_arguments", "born"),
    ('{{ name | format "long" }}', "wrong_arguments", "name"),
    ('{{ name | fromat "long" }}', "syntax", "fromat"),
    ('{{ name | "a" | "b" }}', "syntax", '"b"'),
    ('{{ born | format "long" | format "short" }}', "syntax", 'format "short"'),
]


@pytest.mark.parametrize(("text", "code", "place"), REFUSED)
def test_a_text_is_refused_where_it_is_wrong(text: str, code: str, place: str) -> None:
    with pytest.raises(ExpressionInvalid) as caught:
        compile_text(text, SCOPE)

    assert (caught.value.code, text[caught.value.start : caught.value.end]) == (code, place)


def test_the_place_of_an_error_is_that_in_the_text() -> None:
    with pytest.raises(ExpressionInvalid) as caught:
        compile_text("Hello\n{{ nam }}", SCOPE)

    assert (caught.value.line, caught.value.column, caught.value.suggestion) == (2, 4, "name")


def test_texts_read_only_what_comes_before() -> None:
    with pytest.raises(ExpressionInvalid) as caught:
        compile_text("{{ age | 1 }}", SCOPE, before=0)

    assert caught.value.code == "forward_reference"


WRITTEN: list[tuple[object, ValueType, str, str, str]] = [
    (1234.5, NUMBER, "de", "", "1.234,5"),
    (1234.5, NUMBER, "ar", "", "1,234.5"),
    (0.256, NUMBER, "fr", "percent", "26\u00a0%"),
    (3, NUMBER, "nl", "0.00", "3,00"),
    (date(2026, 1, 31), DATE, "nl", "", "31 januari 2026"),
    (date(2026, 1, 31), DATE, "en-GB", "short", "31/01/2026"),
    (time(9, 30), TIME, "de", "", "09:30"),
    (datetime(2026, 1, 31, 9, 30, tzinfo=UTC), DATETIME, "de", "short", "31.01.26, 09:30"),
    (("a", None, "b", "c"), ValueType("list", item=TEXT), "es", "", "a, b y c"),
    ((1.5, 2), ValueType("list", item=NUMBER), "nl", "or", "1,5 of 2"),
    ((None,), ValueType("list"), "nl", "", ""),
    ("x", ANY, "xx", "", "x"),
    (1234, NUMBER, "xx-YY", "", "1,234"),
    (True, BOOLEAN, "en", "", "yes"),
]


@pytest.mark.parametrize(("value", "value_type", "language", "style", "expected"), WRITTEN)
def test_values_are_written_in_the_language(
    value: object, value_type: ValueType, language: str, style: str, expected: str
) -> None:
    assert format_value(value, value_type, language, style) == expected


def test_many_open_braces_are_refused_at_once() -> None:
    with pytest.raises(ExpressionInvalid):
        compile_text("{{" * 10_000, SCOPE)
