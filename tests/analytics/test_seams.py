"""Attacks with several filters: what all of them tell, added and subtracted, leaves nobody alone."""

import pytest

from analytics.results import HiddenSummary, Results, Selection
from analytics.results.anonymity import GroupTooSmall, seams
from analytics.results.crosstabs import crosstab_of, read_request
from analytics.results.filtering import columns_of, read_filter
from analytics.results.filtering.document import Condition
from analytics.results.trends import Measure, TrendRequest, trend_of
from tests.analytics.people import People, crowd
from tests.analytics.test_anonymity import K, anonymous, few, is_told
from tests.analytics.test_differences import TODAY, Meets
from tests.analytics.test_overlapping import speaks_of_few
from tests.gathering import gathered

FAMILIES: dict[str, dict[str, Meets]] = {
    "region": {
        "region~in~k": lambda seen: seen["region"] == "k",
        "region~in~l": lambda seen: seen["region"] == "l",
        "region~in~l,m": lambda seen: seen["region"] in ("l", "m"),
        "region~not_in~m": lambda seen: seen["region"] in ("k", "l"),
        "region~answered": lambda seen: seen["region"] is not None,
    },
    "many": {
        "many~in~d": lambda seen: "d" in (seen["many"] or ()),
        "many~in~e": lambda seen: "e" in (seen["many"] or ()),
        "many~in~f": lambda seen: "f" in (seen["many"] or ()),
        "many~not_in~d": lambda seen: bool(seen["many"]) and "d" not in seen["many"],
        "many~all~d,e": lambda seen: {"d", "e"} <= (seen["many"] or set()),
    },
    "amount": {
        "amount~ge~7": lambda seen: seen["amount"] is not None and seen["amount"] >= 7,
        "amount~ge~9": lambda seen: seen["amount"] is not None and seen["amount"] >= 9,
        "amount~lt~9": lambda seen: seen["amount"] is not None and seen["amount"] < 9,
    },
}
WITHIN: dict[str, Meets] = {
    "": lambda _seen: True,
    "response.language~in~en": lambda seen: seen["language"] == "en",
}


def figures_told(people: People, family: dict[str, Meets]) -> dict[str, list[list[bool]]]:
    """Of each question (and of everybody, by no name) whom each figure speaks of that any filter tells."""
    results = anonymous(people)
    columns, found = columns_of(results.layout), dict[str, list[list[bool]]]()
    for within, is_within in WITHIN.items():
        for group, meets in {"": WITHIN[""], **family}.items():
            where = read_filter([each for each in (within, group) if each], columns)
            met = [is_within(each["seen"]) and meets(each["seen"]) for each in people.rows]
            for name in told_by(results, Selection(where=where)):
                gave = (not name or each["seen"][name] is not None for each in people.rows)
                found.setdefault(name, []).append([a and b for a, b in zip(met, gave, strict=True)])
    return found


def told_by(results: Results, selection: Selection) -> list[str]:
    """The questions that a filter tells of, and the empty name for how many it selects."""
    asked = [each for each in results.questions if each.name == "likely"]
    try:
        found = results.summaries(selection, asked)
    except GroupTooSmall:
        return []
    return ["", *(each.question.name for each in found if not isinstance(each, HiddenSummary))]


@gathered("name, seed", [("region", 2), ("many", 0), ("amount", 3)])
def test_no_sum_of_filters_of_a_question_is_of_few(name: str, seed: int) -> None:
    """Alone, and each within a language, as whoever looks at many pages may add and subtract them."""
    found = figures_told(crowd(45, seed=seed), FAMILIES[name])

    assert len(found[""]) > 2
    for asked, told in found.items():
        assert not speaks_of_few(told, 3), asked


def test_whoever_left_a_question_out_is_not_the_rest_of_those_who_did_not() -> None:
    people = few(k=20, l=20)
    people.rows[0]["answers"] = people.rows[0]["answers"] | {"q_00000006": None}

    assert not is_told(people, "region~answered")
    assert is_told(people, "region~in~k") != is_told(people, "region~in~l")


def test_three_regions_of_which_two_are_told_within_a_language() -> None:
    """Of those who answered in Dutch, one is of m: all less k less l."""
    people = few(k=20, l=22, m=20)
    for place in (*range(10), *range(20, 30), 50):
        people.rows[place] |= {"language": "nl"}
    dutch = "response.language~in~nl"

    assert is_told(people, "region~in~k")
    assert is_told(people, "region~in~l")
    assert not is_told(people, "region~in~m", dutch)
    assert [is_told(people, f"region~in~{code}", dutch) for code in "kl"].count(True) < 2


def test_lines_that_few_are_in_are_hidden_with_the_next_smallest() -> None:
    results = anonymous(few(k=40, l=8, m=3))
    columns = columns_of(results.layout)
    segments = {code: read_filter([f"region~in~{code}"], columns) for code in "klm"}
    asked = TrendRequest(Measure("count"), unit="month", segments=tuple(segments.items()))

    with results.opened() as answers:
        found = trend_of(answers, asked, Selection(), today=TODAY, threshold=K)

    assert [line.points[0].is_hidden for line in found.lines] == [False, True, True]


def test_what_could_be_asked_tells_nobody_the_lowest_answer() -> None:
    people = few(k=12)

    with pytest.raises(GroupTooSmall, match=r"groups of 5 can begin at 5\.$"):
        anonymous(people).count(
            Selection(where=read_filter(["amount~ge~3"], columns_of(people.results.layout)))
        )
    with pytest.raises(GroupTooSmall, match="Choose larger groups"):
        anonymous(few(k=9)).count(
            Selection(where=read_filter(["amount~ge~3"], columns_of(people.results.layout)))
        )


def test_reasons_that_few_have_are_not_told_apart() -> None:
    people = few(k=20, l=20)
    for place in range(8):
        people.rows[place]["answers"] = people.rows[place]["answers"] | {"q_00000001": None}
    del people.rows[0]["answers"]["q_00000001"]

    assert is_told(people, "one~answered")
    assert not is_told(people, "one~skipped")
    assert not is_told(people, "one~not_shown")


def test_more_than_three_choices_are_not_combined() -> None:
    column = columns_of(crowd(1).results.layout).named["many"]
    stands = [([*"defg"], "", (True,), 50), (None, "", (False,), 50)]

    def is_refused(*values: str) -> bool:
        condition = Condition(column=column.field, operator="in", values=values)
        return seams.Seam(column, (condition,), (0,)).tells_apart(stands, K)

    assert (is_refused(*"def"), is_refused(*"defg")) == (False, True)


def test_numbers_of_very_many_values_are_parted_between_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """40 different amounts: with runs of 20 none but the middle is an edge."""
    people = few(k=40)
    assert is_told(people, "amount~ge~10")

    monkeypatch.setattr(seams, "MOST_RUNS", 2)

    assert not is_told(people, "amount~ge~10")
    assert is_told(people, "amount~ge~20")
    summaries = anonymous(people).summaries(
        Selection(where=read_filter(["amount~ge~20"], columns_of(people.results.layout)))
    )
    assert [isinstance(each, HiddenSummary) for each in summaries[:1]] == [False]


@pytest.mark.parametrize("nested", [False, True])
def test_no_sum_of_columns_of_several_answers_is_of_few(nested: bool) -> None:
    people = crowd(60, seed=4)
    results = anonymous(people)
    columns = columns_of(results.layout)
    with results.opened() as answers:
        wanted = read_request(["likely"], ["many~region" if nested else "many"], "", columns)
        found = crosstab_of(answers, wanted, Selection(), threshold=K)

    told = [
        [
            each["seen"]["likely"] is not None
            and all(value.code in (each["seen"][column.name] or ()) for column, value in group.path)
            for each in people.rows
        ]
        for group, base in zip(found.columns, found.tables[0].bases, strict=True)
        if base is not None and base.n
    ]
    assert len(told) > 2
    assert not speaks_of_few(told, 3)


def test_groups_of_a_table_are_held_against_other_filters() -> None:
    """Of m one answered in Dutch: tables of everybody, of k and of l would leave that one."""
    people = few(k=20, l=22, m=20)
    for place in (*range(10), *range(20, 30), 50):
        people.rows[place] |= {"language": "nl"}
    results = anonymous(people)
    columns = columns_of(results.layout)
    wanted = read_request(["one"], ["response.language"], "", columns)

    def told(*groups: str) -> bool:
        where = Selection(where=read_filter(groups, columns))
        with results.opened() as answers:
            found = crosstab_of(answers, wanted, where, threshold=K)
        return all(base is not None for base in found.tables[0].bases)

    assert told()
    assert [told("region~in~k"), told("region~in~l")].count(True) < 2
