"""Rules of quality: whom they mark and why, and the page on which they are set."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from analytics.models import QualityRules
from analytics.quality import AttentionCheck, Rules
from analytics.quality.judging import batteries
from analytics.quality.keeping import TASK, judge, rules_of, save_rules
from analytics.results import Results, Selection
from analytics.results.filtering import Condition, columns_of
from analytics.results.versions import read_layout
from analytics.showing.quality import why_words
from analytics.showing.reader import Reader
from analytics.tasks import judge_responses
from responses.anonymity import set_anonymity
from responses.handling.marking import flag_responses
from responses.models import Response
from surveys.models import Survey
from tenants.models import DueWork
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tenants.work import due
from tests.analytics.made import NOON, choice, definition, question, respond
from tests.analytics.pages import path, said
from tests.builders import published_survey
from tests.responses.work import done

LIKERT = [choice("g"), choice("h")]
G, H = "c_gggggggg", "c_hhhhhhhh"
M, N = "c_mmmmmmmm", "c_nnnnnnnn"


@pytest.fixture
def asked(acme: Scope) -> Survey:
    """A grid of three rows, two scales alike, a text, an attention check, an address."""
    return published_survey(
        definition(
            [
                question(
                    1,
                    "matrix_single",
                    "grid",
                    rows=[choice(each, "r") for each in "xyz"],
                    columns=LIKERT,
                ),
                *(question(number, "opinion_scale", f"s{number}", first=1, last=5) for number in (2, 3, 4)),
                question(5, "long_text", "words"),
            ],
            [
                question(6, "single_choice", "check", choices=[choice("m"), choice("n")]),
                question(7, "email", "address"),
            ],
        )
    )


def grid(*codes: str) -> dict[str, Any]:
    return {"q_00000001": {f"r_{row * 8}": code for row, code in zip("xyz", codes, strict=False)}}


def marks_by(survey: Survey, rules: Rules) -> dict[UUID, dict[str, Any]]:
    save_rules(survey=survey, rules=rules, by=None)
    return {row.pk: row.marks for row in Response.objects.filter(survey=survey) if row.marks}


def test_who_is_faster_than_a_share_of_the_median_is_marked(asked: Survey) -> None:
    rows = [respond(asked, page_seconds={"p_00000001": seconds}) for seconds in (10, 20, 40, 40, 60)]
    respond(asked, page_seconds={"p_00000001": 1}, status="started")
    flag_responses(survey=asked.pk, responses=[rows[4].pk], flag="excluded", by=None)

    found = marks_by(asked, Rules(fast_share=0.5))

    assert found == {
        rows[0].pk: {"fast": {"seconds": 10.0, "limit": 15.0}}
    }  # half of 30, without the excluded
    assert set(marks_by(asked, Rules(fast_share=0.5, fast_seconds=25))) == {rows[0].pk, rows[1].pk}


def test_who_is_fast_on_several_pages_is_marked(asked: Survey) -> None:
    times = [(10, 10), (2, 10), (10, 2), (2, 2), (10, 10)]
    rows = [respond(asked, page_seconds={"p_00000001": one, "p_00000002": two}) for one, two in times]

    assert set(marks_by(asked, Rules(pages_share=0.5, pages_least=1))) == {row.pk for row in rows[1:4]}
    assert marks_by(asked, Rules(pages_share=0.5)) == {rows[3].pk: {"fast_pages": {"pages": 2}}}


def test_blocks_are_matrices_and_scales_alike_in_a_row(asked: Survey) -> None:
    layout = read_layout(asked.pk)

    assert [len(battery) for battery in batteries(layout, 3)] == [3, 3]
    assert list(batteries(layout, 4)) == []
    respond(asked, grid(G, G, G))
    assert marks_by(asked, Rules(straight_rows=4, twice=("text:q_gone0000",))) == {}
    assert str(QualityRules.objects.get()) == str(asked.pk)


def test_straight_lines_are_marked(asked: Survey) -> None:
    scales = {"q_00000002": 4, "q_00000003": 4, "q_00000004": 4}
    both = respond(asked, grid(G, G, G) | scales)
    one = respond(asked, grid(G, G, G) | scales | {"q_00000003": 2})
    for answers in (grid(G, H, G), grid(G, G), {}):
        respond(asked, answers)

    assert marks_by(asked, Rules(straight_rows=3)) == {
        both.pk: {"straight": {"blocks": 2}},
        one.pk: {"straight": {"blocks": 1}},
    }
    assert set(marks_by(asked, Rules(straight_rows=3, straight_blocks=2))) == {both.pk}


def test_who_answers_as_somebody_before_is_marked(asked: Survey) -> None:
    def given(address: str | None, day: int) -> Response:
        moment = NOON + datetime.timedelta(days=day)
        return respond(asked, {"q_00000007": address} | grid(G, H, G), started_at=moment)

    later, first = given("Somebody@Example.org ", 2), given("somebody@example.org", 1)
    given(None, 3), given(None, 4), given("else@example.org", 5)

    found = marks_by(asked, Rules(twice=("text:q_00000007", "text:q_gone0000")))

    assert found == {later.pk: {"twice": {"first": str(first.pk)}}}


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("ok", True),
        ("aaaa", True),
        ("bcdfgh", True),
        ("i like asdf", True),
        ("Quite good", False),
        ("", False),
        (None, False),
    ],
)
def test_texts_without_sense_are_marked(asked: Survey, text: str | None, is_marked: bool) -> None:
    row = respond(asked, {"q_00000005": text, "q_00000007": "bcdfgh@asdf.example"})

    found = marks_by(asked, Rules(texts_least=3, texts_nonsense=True))

    assert found == ({row.pk: {"texts": {"columns": ["text:q_00000005"]}}} if is_marked else {})


def test_failed_attention_checks_are_marked(asked: Survey) -> None:
    right = Condition(column="category:q_00000006", operator="in", values=(M,))
    gone = Condition(column="category:q_gone0000", operator="in", values=(M,))
    rows = [
        respond(asked, answers)
        for answers in ({"q_00000006": M}, {"q_00000006": N}, {"q_00000006": None}, {})
    ]

    found = marks_by(asked, Rules(attention=(AttentionCheck(right=gone), AttentionCheck(right=right))))

    assert found == {row.pk: {"attention": {"columns": ["category:q_00000006"]}} for row in rows[1:3]}


def test_marks_go_when_rules_do_and_figures_leave_them_out_when_asked(asked: Survey) -> None:
    respond(asked, {"q_00000005": "x"})
    respond(asked, {"q_00000005": "A sentence"})
    save_rules(survey=asked, rules=Rules(texts_least=3), by=None)
    results = Results.of(asked.pk)

    assert (results.count(), results.count(Selection(quality="unmarked"))) == (2, 1)
    assert rules_of(asked.pk) == Rules(texts_least=3)
    assert marks_by(asked, Rules()) == {}
    assert not DueWork.objects.filter(kind=TASK, key=str(asked.pk)).exists()


def test_responses_are_judged_again_in_the_background(asked: Survey) -> None:
    save_rules(survey=asked, rules=Rules(texts_least=3), by=None)
    row = respond(asked, {"q_00000005": "x"}, changed_at=timezone.now())
    DueWork.objects.filter(kind=TASK).update(due_at=timezone.now(), sends=1)

    done(judge_responses, str(asked.pk))

    assert set(Response.objects.get(pk=row.pk).marks) == {"texts"}
    kept = QualityRules.objects.get()
    assert kept.marked == 1
    later = timezone.now() + datetime.timedelta(hours=2)
    QualityRules.objects.update(judged_at=later)
    Response.objects.update(marks={})
    DueWork.objects.filter(kind=TASK).update(due_at=timezone.now(), sends=1)
    done(judge_responses, str(asked.pk))
    assert Response.objects.get(pk=row.pk).marks == {}
    assert DueWork.objects.filter(kind=TASK, due_at__gt=timezone.now()).exists()


def test_without_rules_nothing_is_judged(asked: Survey) -> None:
    due(TASK, str(asked.pk), timezone.now())
    DueWork.objects.update(sends=1)
    respond(asked, {"q_00000005": "x"})

    judge(asked.pk)
    done(judge_responses, str(asked.pk))

    assert set(map(str, Response.objects.values_list("marks", flat=True))) == {"{}"}


def test_nobody_is_marked_where_results_speak_of_groups(
    asked: Survey, make_person: Callable[..., User]
) -> None:
    respond(asked, {"q_00000005": "x"})
    set_anonymity(survey_id=asked.pk, threshold=5, by=make_person(Role.OWNER))

    assert marks_by(asked, Rules(texts_least=3)) == {}


def test_results_say_what_is_left_out_and_how_to_count_it(asked: Survey, owner: Client) -> None:
    rows = [respond(asked, {"q_00000005": words}) for words in ("x", "y", "A sentence", "Another")]
    save_rules(survey=asked, rules=Rules(texts_least=3), by=None)
    flag_responses(survey=asked.pk, responses=[rows[0].pk, rows[3].pk], flag="excluded", by=None)

    counted = said(owner.get(path(asked)))
    without = said(owner.get(path(asked, "results/?quality=unmarked")))
    everybody = said(owner.get(path(asked, "results/?quality=any")))

    assert "2 excluded responses are left out." in counted
    assert "1 response is marked by a rule of quality." in counted
    assert "1 marked response is left out." in without
    assert "2 excluded responses are counted." in everybody
    assert ("n = 2" in counted, "n = 1" in without, "n = 4" in everybody) == (True, True, True)


FORM = {
    "fast_share": "40",
    "fast_seconds": "12,5",
    "pages_least": "1",
    "straight_rows": "3",
    "twice": ["text:q_00000007", "text:q_gone0000"],
    "texts_nonsense": "on",
    "attention": [f"category:q_00000006|{M}", "", "x|y"],
}


def test_rules_are_set_on_their_page_and_explained_beside_responses(asked: Survey, owner: Client) -> None:
    row = respond(
        asked,
        grid(G, G, G) | {"q_00000005": "asdf", "q_00000006": N, "q_00000007": "a@example.org"},
        page_seconds={"p_00000001": 5},
        started_at=NOON,
    )
    twin = respond(
        asked,
        {"q_00000007": "A@example.org", "q_00000006": M},
        page_seconds={"p_00000001": 90},
        started_at=NOON + datetime.timedelta(days=1),
    )

    saved = owner.post(path(asked, "responses/quality/save/"), FORM, follow=True)

    assert rules_of(asked.pk) == Rules(
        fast_share=0.4,
        fast_seconds=12.5,
        pages_least=1,
        straight_rows=3,
        twice=("text:q_00000007",),
        texts_nonsense=True,
        attention=(
            AttentionCheck(right=Condition(column="category:q_00000006", operator="in", values=(M,))),
        ),
    )
    assert "2 responses are marked" in said(saved)
    assert 'value="12.5"' in said(saved)
    assert [(rule, number) for rule, _words, number in saved.context["marked"]] == [
        ("fast", 1),
        ("straight", 1),
        ("twice", 1),
        ("texts", 1),
        ("attention", 1),
    ]
    single = said(owner.get(path(asked, f"responses/{row.pk}/")))
    for words in (
        "Too fast:",
        "The same answer to every row of 1 block.",
        "Too short or without sense: What about words?",
        "Attention check failed: What about check?",
    ):
        assert words in single
    assert "The same answers as an earlier response." in said(owner.get(path(asked, f"responses/{twin.pk}/")))
    listed = owner.get(path(asked, "responses/?where=response.marks~in~twice"))
    assert [line.record.id for line in listed.context["lines"]] == [twin.pk]


def test_fast_pages_and_rules_that_are_gone_are_put_into_words(asked: Survey) -> None:
    layout = read_layout(asked.pk)
    columns, reader = columns_of(layout), Reader.of(layout)

    assert why_words("fast_pages", {"pages": 2}, columns, reader) == "Too fast on 2 pages."
    assert why_words("former", {}, columns, reader) == "former"


@pytest.mark.parametrize("wrong", [{"fast_share": "x"}, {"fast_share": "400"}, {"straight_rows": "1"}])
def test_what_cannot_be_a_rule_is_refused(asked: Survey, owner: Client, wrong: dict[str, str]) -> None:
    answer = owner.post(path(asked, "responses/quality/save/"), wrong)

    assert answer.status_code == 422
    assert "The rules are not saved." in said(answer)
    assert not QualityRules.objects.exists()
