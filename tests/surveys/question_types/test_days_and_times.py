"""Days, times, moments and ranges: limits counted from today, what people type, what expressions meet."""

import datetime
from random import Random

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from config.translations import compile_translations
from surveys.exceptions import AnswerInvalid, DefinitionInvalid
from surveys.question_types import question_type, render_question
from surveys.question_types.date import DateSettings
from surveys.question_types.times import time_of
from tests.surveys.definitions import sample_element

UTC_PLUS_TWO = datetime.timezone(datetime.timedelta(hours=2))


@pytest.fixture(scope="module", autouse=True)
def translations():
    compile_translations(settings.BASE_DIR / "locale")


def judged(element, raw):
    return question_type(element.type).judge(element, raw)


def refused(element, raw):
    with pytest.raises(AnswerInvalid) as refusal:
        judged(element, raw)
    return refusal.value


def day(offset):
    return (timezone.localdate() + datetime.timedelta(days=offset)).isoformat()


def dated(**settings):
    return sample_element("date", settings=settings)


def test_limits_can_be_counted_from_the_day_of_answering():
    element = dated(minimum=" Today - 7 ", maximum="today")

    assert element.settings.minimum == "today-7"
    assert judged(element, day(-7)) == day(-7)
    assert judged(element, day(0)) == day(0)
    assert refused(element, day(-8)).code == "too_early"
    assert refused(element, day(1)).code == "too_late"


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ({}, ""),
        ({"minimum": "2020-01-01"}, ""),
        ({"minimum": "today"}, "Today or later."),
        ({"maximum": "today"}, "Today or earlier."),
        ({"minimum": "today+1"}, "Not before 1 day from today."),
        (
            {"minimum": "today-30", "maximum": "today+14"},
            "Not before 30 days ago. Not after 14 days from today.",
        ),
    ],
)
def test_moving_limits_are_told_in_words_for_pages_that_are_kept(settings, rule):
    element = dated(**settings)

    assert question_type("date").rule(element) == rule
    assert ('min="' in render_question(element, language="en")) == (settings.get("minimum") == "2020-01-01")


@pytest.mark.parametrize(
    ("minimum", "maximum"), [("2020-01-02", "2020-01-01"), ("today+2", "today+1"), ("today", "today-1")]
)
def test_limits_that_no_day_keeps_are_refused(minimum, maximum):
    with pytest.raises(ValueError, match="above the maximum"):
        DateSettings(minimum=minimum, maximum=maximum)


@pytest.mark.parametrize("limit", ["tomorrow", "today+", "today+1234567", "2020-02-30", "today++1"])
def test_what_is_no_limit_is_refused(limit):
    with pytest.raises(ValueError, match="not a date"):
        DateSettings(minimum=limit)


@pytest.mark.parametrize(
    ("typed", "time"),
    [("7:05", "07:05"), ("19h30", "19:30"), ("12 am", "00:00"), ("12:15 A.M.", "00:15"), ("1 pm", "13:00")],
)
def test_times_are_read_as_people_write_them(typed, time):
    assert f"{time_of(typed):%H:%M}" == time


def test_times_may_run_past_midnight():
    element = sample_element("time", settings={"minimum": "22:00", "maximum": "06:00"})

    assert [judged(element, time) for time in ("23:30", "00:00", "06:00")] == ["23:30", "00:00", "06:00"]
    assert refused(element, "12:00").message == "Please enter a time from 22:00 to 06:00."
    assert all(judged(element, question_type("time").random_answer(element, Random(n))) for n in range(50))


def test_times_without_limits_have_no_rule():
    kind = question_type("time")

    assert kind.rule(sample_element("time", settings={})) == ""
    assert kind.rule(sample_element("time", settings={"minimum": "09:00"})) == "From 09:00 to 23:59."


def test_times_and_moments_are_put_in_the_readers_words():
    time, moment = sample_element("time"), sample_element("datetime")

    assert question_type("time").display(time, "14:30", "nl") == "14:30"
    assert question_type("datetime").display(moment, "2024-02-29T14:30", "nl") == "29 februari 2024, 14:30"


def test_a_moment_is_one_of_the_active_zone_to_expressions_and_back():
    kind, element = question_type("datetime"), sample_element("datetime")

    with timezone.override(UTC_PLUS_TWO):
        fact = kind.fact(element, "2024-02-29T14:30")
        back = kind.from_fact(element, fact.astimezone(datetime.UTC))

    assert fact == datetime.datetime(2024, 2, 29, 12, 30, tzinfo=datetime.UTC)
    assert back == "2024-02-29T14:30"
    assert kind.from_fact(element, datetime.datetime(2024, 1, 1, 9)) == "2024-01-01T09:00"
    assert kind.from_fact(element, None) is None


def test_a_range_counts_both_of_its_days():
    kind, element = question_type("date_range"), sample_element("date_range")
    value = {"from": "2024-02-28", "to": "2024-03-01"}

    assert kind.cells(element, value) == {
        "q_00000001.from": "2024-02-28",
        "q_00000001.to": "2024-03-01",
        "q_00000001.days": 3,
    }
    assert kind.display(element, value, "nl") == "28 februari 2024 – 1 maart 2024 (3 dagen)"
    assert kind.fact(element, value) == {"from": datetime.date(2024, 2, 28), "to": datetime.date(2024, 3, 1)}
    assert kind.from_fact(element, kind.fact(element, value)) == value
    assert kind.from_fact(element, "x") == "x"


def test_a_range_that_is_half_given_or_reversed_says_which_day():
    element = sample_element("date_range")

    assert refused(element, {"from": "2024-02-28"}).parts == ("to",)
    assert refused(element, {"from": "2024-03-01", "to": "2024-02-28"}).parts == ("to",)


@pytest.mark.parametrize("settings", [{}, {"maximum": "2000-01-03", "minimum_days": 3}, {"maximum_days": 1}])
def test_random_ranges_keep_to_the_limits_there_are(settings):
    element = sample_element("date_range", settings=settings)
    kind = question_type("date_range")

    for seed in range(50):
        answer = kind.random_answer(element, Random(seed))
        assert kind.clean(element, answer) == answer


def test_the_lengths_of_a_range_must_be_in_order():
    with pytest.raises(DefinitionInvalid, match="above the upper limit"):
        sample_element("date_range", settings={"minimum_days": 3, "maximum_days": 2})


def test_refused_fields_are_marked_with_their_own_words():
    element = sample_element("date_range")
    error = refused(element, {"from": "x", "to": "y"})

    with override("en"):
        html = render_question(element, language="en", raw={"from": "x", "to": "y"}, error=error)

    assert error.parts == ("from", "to")
    assert error.message == "Please check the fields marked below."
    assert html.count("Please enter a date that exists") == 2
    assert 'aria-describedby="q_00000001-from-error"' in html
