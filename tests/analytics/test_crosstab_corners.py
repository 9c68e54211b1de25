"""Corners of filters, cross-tabs and anonymity: rare columns, names, limits."""

import datetime
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from analytics import saving
from analytics.exceptions import SelectionInvalid
from analytics.results import HiddenSummary, Records, Results, Selection
from analytics.results.anonymity import GroupTooSmall, guard
from analytics.results.crosstabs import CrosstabInvalid, Sums, crosstab, crosstab_of, read_request, request
from analytics.results.crosstabs.door import SelectedAnswers
from analytics.results.filtering import FilterColumns, columns_of, read_filter
from analytics.results.relation import opened
from analytics.saving import save_segment
from analytics.showing.columns import filter_words
from analytics.showing.crosstabs import probability
from analytics.showing.reader import Reader
from surveys.models import Survey
from tenants.permissions import Role
from tests.analytics.made import choice, definition, everything, layout, question, results_of, row
from tests.analytics.pages import People, cells, path, said
from tests.analytics.people import crowd as people

ORDER = layout(
    definition(
        [
            question(1, "ranking", "order", choices=[choice(each) for each in "abc"]),
            question(2, "single_choice", "shy", choices=[choice("d")]) | {"refusals": ["refused"]},
        ]
    )
)
ORDERED = [
    {"q_00000001": ["c_aaaaaaaa", "c_bbbbbbbb"], "q_00000002": {"missing": "refused"}},
    {"q_00000001": ["c_bbbbbbbb", "c_aaaaaaaa", "c_cccccccc"], "q_00000002": None},
    {"q_00000001": None, "q_00000002": "c_dddddddd"},
]


def counted(results: Results, *groups: str) -> int:
    return results.count(Selection(where=read_filter(groups, columns_of(results.layout))))


def test_rankings_and_refusals_are_filters_and_rows() -> None:
    results = results_of([row(each, id=UUID(int=n)) for n, each in enumerate(ORDERED)], ORDER)
    columns = columns_of(results.layout)

    asked = ["order~first~a", "order~in~a", "order~not_in~c", "shy~refused", "shy~skipped", "order~refused"]
    found = [counted(results, each) for each in asked[:-1]]

    assert found == [1, 2, 1, 1, 1]
    with pytest.raises(SelectionInvalid):
        read_filter(asked[-1:], columns)
    with opened(results._snapshot) as answers:
        table = crosstab_of(answers, read_request(["order"], ["shy"], "", columns), Selection()).tables[0]
    assert [each.cells[0].n for each in table.rows] == [1, 1, 0]


def test_open_lists_show_what_was_given() -> None:
    results, columns = people(50).results, columns_of(people(1).results.layout)
    column = columns.named["one"]
    assert column.variable is not None
    variable = replace(column.variable, words_of=lambda value: {"en": value.upper()})
    changed = replace(column, values=None, variable=variable)
    known = FilterColumns(columns.all, columns.named, {**columns.by_field, column.field: changed})

    with opened(results._snapshot) as answers:
        rows = SelectedAnswers(answers, Selection())
        table = crosstab(rows, request.CrosstabRequest((column.field,)), known).tables[0]

    sizes = [each.cells[0].n for each in table.rows]
    assert sizes == sorted(sizes, key=lambda n: -(n or 0))
    assert {dict(each.value.label)["en"] for each in table.rows} == {"C_AAAAAAAA", "C_BBBBBBBB", "C_CCCCCCCC"}


def test_a_single_number_has_a_mean_and_no_spread() -> None:
    results = results_of([row({"q_00000005": 4.0}, id=UUID(int=1))])
    columns = columns_of(results.layout)

    with opened(results._snapshot) as answers:
        found = crosstab_of(answers, read_request(["amount"], [], "", columns), Selection()).tables[0]

    assert found.bases == (Sums(1, 1.0, 1.0),)
    mean = found.means[0]
    assert mean is not None
    assert (mean.mean, mean.sd, mean.interval) == (4.0, None, None)


def test_columns_of_the_same_name_go_by_their_fields() -> None:
    first = definition([question(1, "number", "one")])
    second = definition([question(2, "number", "one"), question(3, "number", "two")])

    columns = columns_of(layout(first, second))

    assert [column.name for column in columns.all][-3:] == ["number:q_00000002", "two", "number:q_00000001"]
    assert "one" not in columns.named


def test_parts_of_a_question_are_asked_together(owner: Client, survey: Survey) -> None:
    page = owner.get(path(survey, "results/crosstab/?rows=grid"))

    content = page.content.decode()
    assert content.count('class="crosstab"') == 2
    assert '<option value="grid" selected>What about grid? (all parts)</option>' in content


def test_groups_that_overlap_and_rough_tests_are_told(owner: Client, survey: Survey, crowd: Survey) -> None:
    page = said(owner.get(path(survey, "results/crosstab/?rows=many&banner=many")))
    rough = said(owner.get(path(crowd, "results/crosstab/?rows=likely&banner=region")))

    assert "Several answers were possible" in page
    assert "What about many?: a response can be in several of these groups." in page
    assert "What about region?: expected counts are small, so p is only rough." in rough


def test_means_stand_below_the_answers(owner: Client, crowd: Survey) -> None:
    lines = cells(owner.get(path(crowd, "results/crosstab/?rows=likely&banner=one&show=interval")))

    assert lines[-1][0] == "Mean"
    assert lines[-1][1].startswith("4.63 SD 3.35")
    assert lines[1][0] == "0"


def test_probabilities_are_never_0() -> None:
    assert [probability(p) for p in (0.0321, 0.0001, 1.0)] == ["= 0.032", "< 0.001", "= 1.000"]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request, "MOST_ROWS", 1)

    with pytest.raises(CrosstabInvalid) as refused:
        read_request(["grid"], [], "", columns_of(everything()))

    assert refused.value.errors == {"rows": "At most 1 rows of questions at once."}


def test_too_many_segments_are_refused(
    crowd: Survey, make_person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOST_SAVED", 1)
    by, wanted = (
        make_person(Role.EDITOR, email="e@acme.example"),
        read_filter(["one~in~a"], columns_of(everything())),
    )
    save_segment(survey_id=crowd.pk, name="First", wanted=wanted, by=by)

    with pytest.raises(SelectionInvalid) as refused:
        save_segment(survey_id=crowd.pk, name="Second", wanted=wanted, by=by)

    assert refused.value.errors == {"name": "At most 1 can be saved."}


def test_records_are_those_of_a_filter(crowd: Survey) -> None:
    records = Records.of(crowd.pk)
    selection = Selection(where=read_filter(["region~in~l"], columns_of(records.layout)))

    found = list(records.stream(selection))

    assert len({each.id for each in found}) == len(found) == 8
    assert records.of_ids([each.id for each in found]) == found


def test_days_and_statuses_are_told_apart_in_groups_that_are_large_enough() -> None:
    days = [datetime.date(2026, 3, 1 + number // 6) for number in range(24)]
    rows = [row({}, day=day, id=UUID(int=number)) for number, day in enumerate(days)]
    rows += [row({}, status="started", id=UUID(int=100 + number)) for number in range(6)]
    results = results_of(rows)

    def is_told(**asked: Any) -> bool:
        try:
            guard(answers, Selection(**asked), results.layout, k=5)
        except GroupTooSmall as refusal:
            words.append(str(refusal))
            return False
        return True

    words: list[str] = []
    with opened(results._snapshot) as answers:
        assert is_told(since=datetime.date(2026, 3, 2), until=datetime.date(2026, 3, 3))
        assert is_told(status="started")
        assert is_told(status="all")
    with opened(results_of(rows[:20])._snapshot) as answers:
        assert not is_told(until=datetime.date(2026, 3, 3))
    assert "groups of 5 can begin at 2026-03-02, 2026-03-03" in words[0]


def test_numbers_are_told_apart_between_runs() -> None:
    rows = [row({"q_00000005": number // 4}, id=UUID(int=number)) for number in range(24)]
    results = results_of(rows)
    columns = columns_of(results.layout)

    with opened(results._snapshot) as answers:
        guard(answers, Selection(where=read_filter(["amount~ge~2"], columns)), results.layout, k=5)
        with pytest.raises(GroupTooSmall) as refused:
            guard(answers, Selection(where=read_filter(["amount~ge~3"], columns)), results.layout, k=5)

    assert "groups of 5 can begin at 2, 4." in str(refused.value)


def test_every_kind_of_summary_is_kept_anonymous() -> None:
    rare = choice("b") | {"other": True}
    merged = layout(
        definition(
            [
                question(1, "matrix_single", "grid", rows=[choice("x", "r")], columns=[choice("g")]),
                question(2, "datetime", "moment"),
                question(3, "contact", "who"),
                question(4, "single_choice", "other", choices=[choice("a"), rare]),
            ]
        )
    )
    answers = {"q_00000001": {"r_xxxxxxxx": "c_gggggggg"}, "q_00000002": "2026-03-10T12:00"}
    rows = [row(answers if n < 7 else {}, id=UUID(int=n)) for n in range(12)]
    snapshot = results_of(rows, merged)._snapshot

    def hidden(k: int) -> list[bool]:
        results = Results(replace(snapshot, stamp=replace(snapshot.stamp, threshold=k)))
        return [isinstance(each, HiddenSummary) for each in results.summaries()]

    assert hidden(5) == [False, False, False, False]
    assert hidden(8) == [True, True, False, False]


def test_columns_are_named_by_question_and_part() -> None:
    columns = columns_of(layout(definition([question(3, "contact", "who")])))
    part = next(column.name for column in columns.all if column.name.startswith("who"))
    wanted = read_filter([f"{part}~answered"], columns)
    fields = read_filter(
        ["when~ge~2026-03-31", "amount~ge~2.50", "response.status~in~complete"], columns_of(everything())
    )

    words = filter_words(wanted, columns, Reader("en", "en"))
    gone = read_filter(["one~answered"], columns_of(everything()))

    assert words[0].startswith("What about who? · ")
    assert filter_words(fields, columns_of(everything()), Reader("en", "en")) == [
        "What about when? is at least 2026-03-31",
        "What about amount? is at least 2.5",
        "Status is Complete",
    ]
    assert filter_words(gone, columns, Reader("en", "en")) == ["category:q_00000001: answered"]
