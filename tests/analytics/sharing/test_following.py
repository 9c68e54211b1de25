"""Figures that everybody sees follow the answers in steps that nobody's answer can be told from."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.domain import revoke_share
from analytics.models import ShownFigures
from analytics.results import HiddenSummary, Results, Summary
from analytics.sharing import keeping
from analytics.sharing.following import may_follow
from analytics.sharing.keeping import forget_looks, shown_to
from analytics.sharing.stored import FiguresUnreadable, read_summary, written_summary
from responses.anonymity import set_anonymity
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope
from tests.analytics.made import definition, everything, respond, results_of, row
from tests.analytics.pages import said
from tests.analytics.sharing.conftest import Share, questions_of
from tests.builders import published_survey

K = 5
ALL = {
    "q_00000001": "c_aaaaaaaa",
    "q_00000002": ["c_dddddddd", "c_eeeeeeee"],
    "q_00000003": 9,
    "q_00000004": 4,
    "q_00000005": 12.5,
    "q_00000006": "2026-03-10",
    "q_00000007": {"r_xxxxxxxx": "c_gggggggg"},
    "q_00000008": "Words",
    "q_00000009": True,
}

type Look = Callable[..., Any]


def made(answers: list[dict[str, Any]]) -> Results:
    return results_of(row(each, id=number) for number, each in enumerate(answers))


def summary(key: str, answers: list[dict[str, Any]]) -> Summary:
    results = made(answers)
    return results.summary(results.question(key))


def test_every_kind_is_read_as_it_was_written() -> None:
    results = made([ALL] * 3)

    for question in everything().questions:
        before = results.summary(question)
        stored = json.loads(json.dumps(written_summary(before)))
        shorn = before.without_texts() if hasattr(before, "without_texts") else before
        assert read_summary(stored, question) == shorn


@pytest.mark.parametrize(
    "stored", [{}, {"is": "Gone"}, {"is": "ChoicesSummary", "more": 1}, {"is": "Base"}, 7]
)
def test_what_another_release_wrote_is_refused(stored: Any) -> None:
    with pytest.raises(FiguresUnreadable):
        read_summary(stored, everything().questions[0])


@pytest.mark.parametrize(("more", "follows"), [(0, False), (1, False), (4, False), (5, True), (9, True)])
def test_a_question_follows_when_enough_more_answered(more: int, follows: bool) -> None:
    before, after = summary("q_00000001", [ALL] * 6), summary("q_00000001", [ALL] * (6 + more))

    assert may_follow(before, after, K) is follows
    assert may_follow(after, before, K) is follows


def test_those_who_skipped_the_question_do_not_count() -> None:
    before = summary("q_00000001", [ALL] * 6)
    after = summary("q_00000001", [ALL] * 8 + [{"q_00000001": None}] * 7)

    assert not may_follow(before, after, K)


def test_a_row_that_few_more_answered_holds_its_matrix_back() -> None:
    one_row, both = (
        {"q_00000007": {"r_xxxxxxxx": "c_gggggggg"}},
        {"q_00000007": {"r_xxxxxxxx": "c_gggggggg", "r_yyyyyyyy": "c_hhhhhhhh"}},
    )
    before = summary("q_00000007", [both] * 6)

    assert not may_follow(before, summary("q_00000007", [both] * 7 + [one_row] * 9), K)
    assert may_follow(before, summary("q_00000007", [both] * 6 + [one_row] * 9), K)
    assert may_follow(before, summary("q_00000007", [both] * 11), K)


def test_what_is_hidden_tells_nothing() -> None:
    shown = summary("q_00000001", [ALL] * 6)
    hidden = HiddenSummary(shown.question, K)

    assert may_follow(shown, hidden, K)
    assert may_follow(hidden, shown, K)


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["c_aaaaaaaa", "c_bbbbbbbb", None]), max_size=40), st.integers(2, 9))
def test_a_choice_never_follows_by_fewer_than_k(given: list[str | None], k: int) -> None:
    shown: Summary | None = None
    people: list[int] = []
    answers = [{"q_00000001": value} for value in given]
    for count in range(0, len(answers) + 1, 3):
        fresh = summary("q_00000001", answers[:count])
        if shown is None or may_follow(shown, fresh, k):
            people.append(fresh.base.answered if fresh.base else 0)
            shown = fresh

    assert all(abs(after - before) >= k for before, after in pairwise(people))


@pytest.fixture
def small(acme: Scope) -> Survey:
    """Six people, all of whom chose A."""
    survey = published_survey(definition())
    for _number in range(6):
        respond(survey, ALL)
    return survey


def test_the_page_stands_still_until_enough_have_answered(small: Survey, share: Share, look: Look) -> None:
    shared = share(small)
    before = look(shared)
    pages = []
    for _number in range(5):
        respond(small, {"q_00000001": "c_bbbbbbbb"})
        pages.append(look(shared))

    assert {page.headers["ETag"] for page in pages[:4]} == {before.headers["ETag"]}
    assert "n = 6," in said(pages[3])
    assert pages[4].headers["ETag"] != before.headers["ETag"]
    assert "n = 11," in said(pages[4])


def test_a_question_that_few_of_them_answered_stands_still(small: Survey, share: Share) -> None:
    shared = share(small)
    shown_to(shared)
    for number in range(5):
        respond(small, {"q_00000001": "c_bbbbbbbb"} | ({"q_00000003": 0} if number == 0 else {}))
    forget_looks()

    shown = shown_to(shared)

    asked = {question.name: shown.summary(question) for question in Results.of(small.pk).questions}
    answered = {name: each.base.answered for name, each in asked.items() if each and each.base}
    assert shown.count == 11
    assert (answered["one"], answered["likely"]) == (11, 6)


def test_two_links_show_the_same_moment(small: Survey, share: Share, look: Look) -> None:
    first = share(small)
    look(first)
    respond(small, ALL)

    second = share(small, questions=questions_of(small)[:1])

    assert "n = 6," in said(look(second))


def test_deleting_few_is_not_seen_either(small: Survey, share: Share, look: Look) -> None:
    shared = share(small)
    before = look(shared).headers["ETag"]
    first = Response.objects.order_by("pk").first()
    assert first is not None
    first.delete()

    assert look(shared).headers["ETag"] == before


def test_a_larger_promise_hides_at_once_and_figures_come_back_in_steps(
    small: Survey, share: Share, look: Look, editor: User
) -> None:
    shared = share(small)
    before = said(look(shared))
    strict = share(small, smallest=10)
    hidden = said(look(shared))
    revoke_share(share=strict, by=editor)
    respond(small, ALL)
    back = said(look(shared))

    assert "n = 6," in before
    assert "n = 6," not in hidden
    assert "n = 6," in back
    assert "What about one?" in back


def test_a_question_that_too_few_answer_now_is_hidden_and_comes_back(small: Survey, share: Share) -> None:
    shared = share(small)
    likely = next(question for question in Results.of(small.pk).questions if question.name == "likely")
    before = shown_to(shared).summary(likely)
    mine = list(Response.objects.order_by("pk"))
    for _number in range(6):
        respond(small, {"q_00000001": "c_bbbbbbbb"})
    for response in mine[:2]:
        response.delete()
    forget_looks()
    hidden = shown_to(shared).summary(likely)
    respond(small, {"q_00000003": 9})
    forget_looks()

    back = shown_to(shared).summary(likely)

    assert before is not None
    assert isinstance(hidden, HiddenSummary)
    assert back == before


def test_who_is_overtaken_shows_what_the_other_kept(small: Survey, share: Share) -> None:
    shared = share(small)
    row = keeping._row_of(shared)
    quicker = shown_to(shared)

    late = keeping._followed(row, shared, "stamp.5", 5)

    assert (late.revision, late.document) == (quicker.revision, quicker.document)


def test_little_is_kept_in_a_process(small: Survey, share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOST_KEPT", "MOST_LOOKED"):
        monkeypatch.setattr(keeping, name, 0)

    assert shown_to(share(small)).count == 6
    assert (len(keeping._documents), len(keeping._looked)) == (0, 0)


def test_figures_of_another_release_begin_anew(small: Survey, share: Share) -> None:
    shared = share(small)
    shown_to(shared)
    row = ShownFigures.objects.get()
    row.document = {key: {**held, "figures": {"is": "Gone"}} for key, held in row.document.items() if key}
    row.revision += 1
    row.save()
    forget_looks()

    assert shown_to(shared).summary(Results.of(small.pk).questions[0]) is None
    respond(small, ALL)
    forget_looks()
    assert shown_to(shared).summary(Results.of(small.pk).questions[0]) is not None


def test_the_survey_s_promise_counts_too(small: Survey, share: Share, look: Look, editor: User) -> None:
    set_anonymity(survey_id=small.pk, threshold=8, by=editor)

    assert "Results appear here once" in said(look(share(small)))
