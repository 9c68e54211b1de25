"""Live numbers: reading, checking with suggestions, answering, writing."""

import datetime
from functools import cache
from typing import Any

import pytest

from analytics.reports.numbers.answering import Asked, answer
from analytics.reports.numbers.checking import wrong_in
from analytics.reports.numbers.parsing import Call, PlaceUnreadable, Span, Text, read_place
from analytics.reports.numbers.picking import numbers_offered
from analytics.reports.numbers.targets import TooFew
from analytics.reports.offered import Offered
from analytics.reports.texts import paragraphs
from analytics.results import Results, Selection
from analytics.results.filtering import columns_of
from analytics.showing.reader import Reader
from responses.models import Anonymity
from surveys.models import Survey
from tests.analytics.made import NOON, everything, results_of, row
from tests.gathering import gathered

COLUMNS = columns_of(everything())
MARCH = NOON.date()


def rows() -> list[dict[str, Any]]:
    """Ten people, half of them in February; the later ones score higher."""
    found = []
    for number in range(10):
        early = number < 5
        day = NOON - datetime.timedelta(days=30 if early else 0)
        answers = {
            "q_00000001": "c_aaaaaaaa" if number < 7 else "c_bbbbbbbb",
            "q_00000002": ["c_dddddddd", "c_eeeeeeee"] if number % 2 else ["c_dddddddd"],
            "q_00000003": 5 if early else 10,
            "q_00000004": 1 + number % 5,
            "q_00000005": float(number),
            "q_00000007": {"r_xxxxxxxx": "c_gggggggg"},
        }
        found.append(row(answers, started_at=day, day=day.date(), page_seconds={"p_00000001": 90.0}))
    return found


@cache
def results() -> Results:
    """The results of these ten."""
    return results_of(rows())


def told(source: str, **selected: Any) -> str:
    """What stands in a place."""
    selection = Selection(**selected)
    return answer(source, Asked(results(), selection, COLUMNS, Reader("en", "en"), "Everything", MARCH))


@gathered(
    "source, wanted",
    [
        ("n", Call("n", (), 0)),
        (" mean( amount ) ", Call("mean", (Call("amount", (), 7),), 1)),
        ('share(one, "A")', Call("share", (Call("one", (), 6), Text("A", 11)), 0)),
        ("share(one, “A, b”)", Call("share", (Call("one", (), 6), Text("A, b", 11)), 0)),
        ("change(n, 2 weeks)", Call("change", (Call("n", (), 7), Span(14, 10)), 0)),
        ("grid.x", Call("grid.x", (), 0)),
    ],
)
def test_a_place_is_read(source: str, wanted: Call) -> None:
    assert read_place(source) == wanted


@gathered(
    "source, at",
    [
        ("", 0),
        ("mean(", 5),
        ("mean(a", 6),
        ("n n", 2),
        ("n + 1", 2),
        ("a(b(c(d)))", 6),
        ("(n)", 0),
        ("mean(a b)", 7),
    ],
)
def test_what_can_not_be_read_is_said_with_its_place(source: str, at: int) -> None:
    with pytest.raises(PlaceUnreadable) as refusal:
        read_place(source)

    assert refusal.value.at == at


@gathered(
    "source, wanted",
    [
        ("n", "10"),
        ("responses", "10"),
        ("completion", "100.0 %"),
        ("median_time", "1 min 30 s"),
        ("survey", "Everything"),
        ("today", "10 March 2026"),
        ("nps(likely)", "0"),
        ("mean(likely)", "7.5"),
        ("mean(amount)", "4.5"),
        ("median(amount)", "4.5"),
        ("answered(one)", "10"),
        ('share(one, "A")', "70.0 %"),
        ('share(one, "a", "b")', "100.0 %"),
        ('share(one, "C")', "0.0 %"),
        ('share(many, "E")', "50.0 %"),
        ('count(one, "B")', "3"),
        ('share(grid_x, "G")', "100.0 %"),
        ("top(one)", "A"),
        ("change(nps(likely), 20 days)", "+200"),
        ("change(mean(likely), 20 days)", "+5"),
        ('change(share(one, "A"), 20 days)', "−60 points"),
        ("change(n, 20 days)", "0"),
        ("change(mean(likely), 1 day)", "– (nothing to compare with)"),
    ],
)
def test_a_number_is_answered_by_results(source: str, wanted: str) -> None:
    assert told(source).replace("\xa0", " ") == wanted


def test_a_number_is_of_those_who_are_selected() -> None:
    assert told("n", since=MARCH) == "5"
    assert told("nps(likely)", since=MARCH) == "+100"


@gathered(
    "source, words",
    [
        ("nsp(likely)", "There is no number “nsp”. Did you mean “nps”?"),
        ("nps(likly)", "The survey has no question “likly”. Did you mean “likely”?"),
        ("nps(one)", "“one” has no nps."),
        ('share(one, "Aa")', "“Aa” is no answer to one."),
        ("share(one)", 'Name an answer: share(one, "…").'),
        ('share(many, "D", "E")', "Where several answers are possible, name one alone."),
        ("mean(likely, likely)", "“mean” takes one question alone."),
        ("mean()", "Name a question: mean(question)."),
        ("n(one)", "“n” takes nothing in brackets."),
        ("change(top(one), 3 days)", "A change can be told of: "),
        ("change(n)", "Write a number and a time: change(n, 30 days)."),
        ("change(n, 0 days)", "The time must be a day or more."),
        ("mean(response.status)", "The survey has no question “response.status”."),
    ],
)
def test_what_can_not_be_told_is_said_when_it_is_written(source: str, words: str) -> None:
    wrong = wrong_in(f"One.\nTwo {{{{ {source} }}}}", COLUMNS)

    assert [each.line for each in wrong] == [2]
    assert str(wrong[0]).startswith(f"Line 2, {{{{ {source} }}}}: {words}")


def test_a_place_without_an_end_is_said() -> None:
    assert [each.message for each in wrong_in("{{ n }} and {{ n", COLUMNS)] == ["The closing }} is missing."]


def test_too_few_are_not_told(crowd: Survey) -> None:
    Anonymity.objects.create(survey=crowd, threshold=30)
    found = Results.of(crowd.pk)
    asked = Asked(found, Selection(), columns_of(found.layout), Reader("en", "en"), "Crowd", MARCH)

    for source in ("nps(likely)", "n", 'share(one, "A")'):
        with pytest.raises(TooFew):
            answer(source, asked)


def test_whatever_is_offered_can_be_told(survey: Survey) -> None:
    offered = Offered(survey.pk, everything(), [])
    places = [place for _group, picked in numbers_offered(offered) for place, _words in picked]

    assert "{{ nps(likely) }}" in places
    assert wrong_in(" ".join(places), COLUMNS) == []
    for place in places:
        told(place.strip("{} "))


def test_words_have_paragraphs_lists_and_strong_parts() -> None:
    words = "One **two {{ n }}**\nmore\n\n- first {{ bad( }}\n- second"

    made = list(paragraphs(words, lambda source: f"<{source.strip()}>"))

    assert [(each.is_item, each.text) for each in made] == [
        (False, "One two <n>\nmore"),
        (True, "first <bad(>"),
        (True, "second"),
    ]
    assert [(run.text, run.style) for run in made[0].runs] == [
        ("One ", ""),
        ("two ", "strong"),
        ("<n>", "figure"),
        ("\nmore", ""),
    ]


def test_a_number_that_can_not_be_told_says_so_in_its_place() -> None:
    def refuse(source: str) -> str:
        if source == "few":
            raise TooFew
        raise PlaceUnreadable("gone", 0)

    few, gone = paragraphs("{{few}}\n\n{{ x }}", refuse)

    assert (few.text, gone.text) == ("too few to tell", "[x: gone]")
    assert {run.style for each in (few, gone) for run in each.runs} == {"problem"}
