"""Results follow the database: every change moves the stamp, and growing gives what reading anew gives."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from analytics.results import NumberSummary, Results, Selection, loading, snapshots, stamp, versions
from analytics.results.snapshots import forget_snapshots, snapshot_of
from responses.domain import delete_response
from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope, tenant_scope
from tests.analytics.made import definition, publish_again, question, respond
from tests.builders import published_survey, reread

PAGE = [question(1, "short_text", "name"), question(2, "number", "age")]


@pytest.fixture
def survey(acme: Scope) -> Survey:
    """A published survey with two questions."""
    return published_survey(definition(PAGE))


def one_more(survey: Survey) -> None:
    respond(survey, {"q_00000001": "Ada"})


def an_edit(survey: Survey) -> None:
    Response.objects.update(answers={"q_00000001": "Bo"}, revision=2, changed_at=timezone.now())


def a_late_commit(survey: Survey) -> None:
    """A row that appears behind one that is newer."""
    respond(survey, changed_at=timezone.now() - datetime.timedelta(seconds=20))


def a_late_edit(survey: Survey) -> None:
    earlier = timezone.now() - datetime.timedelta(seconds=20)
    Response.objects.filter(changed_at__lt=earlier).update(revision=5, changed_at=earlier)


def a_deletion(survey: Survey) -> None:
    delete_response(response=Response.objects.order_by("changed_at")[0], by=None)


def a_new_version(survey: Survey) -> None:
    publish_again(survey, [*PAGE, question(3, "nps", "likely")])


@pytest.mark.parametrize("change", [one_more, an_edit, a_late_commit, a_late_edit, a_deletion, a_new_version])
def test_every_change_moves_the_stamp_and_is_in_the_results(
    survey: Survey, change: Callable[[Survey], None]
) -> None:
    respond(survey, {"q_00000001": "Al"}, changed_at=timezone.now() - datetime.timedelta(seconds=25))
    respond(survey)
    before = Results.of(survey.pk).stamp

    change(survey)

    grown = Results.of(survey.pk)
    forget_snapshots()
    anew = Results.of(survey.pk)
    assert stamp(survey.pk) == grown.stamp == anew.stamp != before
    assert (grown.overview(), grown.summaries()) == (anew.overview(), anew.summaries())


def test_the_stamp_stays_while_nothing_changes(survey: Survey) -> None:
    respond(survey)
    before = stamp(survey.pk)

    Survey.objects.filter(pk=survey.pk).update(title="Another title", changed_at=timezone.now())
    respond(published_survey(definition(PAGE)))

    assert stamp(survey.pk) == before


def test_the_stamp_of_an_empty_survey_differs_from_that_of_its_first_answer(survey: Survey) -> None:
    before = stamp(survey.pk)

    respond(survey)

    assert stamp(survey.pk) != before


def test_there_is_no_stamp_without_a_survey(acme: Scope) -> None:
    with pytest.raises(Survey.DoesNotExist):
        stamp(uuid4())


def test_another_organisations_survey_has_no_results(survey: Survey, other: Scope) -> None:
    Results.of(survey.pk)

    with tenant_scope(other), pytest.raises(Survey.DoesNotExist):
        Results.of(survey.pk)


def test_unchanged_results_cost_one_query(
    survey: Survey, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    respond(survey)
    Results.of(survey.pk)

    with django_assert_num_queries(1):
        Results.of(survey.pk).summaries()


def test_new_answers_cost_two_queries_and_only_their_rows(
    survey: Survey, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    respond(survey, changed_at=timezone.now() - datetime.timedelta(hours=1))
    respond(survey)
    before = Results.of(survey.pk)
    respond(survey)

    with django_assert_num_queries(2):
        after = Results.of(survey.pk)

    assert (before.overview().responses, after.overview().responses) == (2, 3)


def test_a_version_published_in_between_is_read_too(survey: Survey) -> None:
    respond(survey)
    Results.of(survey.pk)
    was_current = survey.current_version_id
    newer = publish_again(survey, [*PAGE, question(3, "nps", "likely")])
    Survey.objects.filter(pk=survey.pk).update(current_version=was_current)

    respond(reread(survey), {"q_00000003": 9}, version_id=newer.current_version_id)

    assert [each.id for each in Results.of(survey.pk).questions][-1] == "q_00000003"


def test_the_memory_of_a_process_is_bounded(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "MOST_BYTES", 1)
    second = published_survey(definition(PAGE))
    respond(survey)
    respond(second)

    first = snapshot_of(survey.pk)
    snapshot_of(second.pk)

    assert snapshot_of(survey.pk) is not first
    assert snapshot_of(survey.pk) is snapshot_of(survey.pk)


def test_what_was_computed_is_bounded(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "MOST_COMPUTED", 2)
    respond(survey, {"q_00000001": "Ada", "q_00000002": 3})
    results = Results.of(survey.pk)

    for language in ("en", "nl", "de"):
        found = results.summaries(Selection(language=language))
        assert len(found) == 2

    assert len(results._snapshot.computed) <= 2


def test_compiled_versions_are_bounded(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_MOST_KEPT", 1)
    publish_again(survey, [*PAGE, question(3, "nps", "likely")])

    layout = versions.read_layout(survey.pk)

    assert len(layout.readers) == 2
    assert len(versions._compiled) == 1


def test_many_small_changes_do_not_leave_many_pieces(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "_MOST_CHUNKS_OF_SMALL", 2)
    for _ in range(5):
        respond(survey)
        Results.of(survey.pk)

    assert snapshot_of(survey.pk).table.column("id").num_chunks <= 2
    assert Results.of(survey.pk).count() == 5


steps = st.lists(st.sampled_from(["answer", "edit", "delete", "look"]), min_size=1, max_size=14)


def take(step: str, survey: Survey, data: Any) -> None:
    """One step of a history."""
    age, status = data.draw(st.integers(0, 99)), data.draw(st.sampled_from(["started", "complete"]))
    existing = list(Response.objects.filter(survey=survey).order_by("pk"))
    chosen = existing[age % len(existing)] if existing else None
    if step == "answer":
        late = timezone.now() - datetime.timedelta(seconds=data.draw(st.integers(0, 20)))
        respond(survey, {"q_00000002": age}, status=status, changed_at=late)
    elif step == "edit" and chosen:
        chosen.answers, chosen.revision = {"q_00000002": age}, chosen.revision + 1
        chosen.changed_at = timezone.now()
        chosen.save()
    elif step == "delete" and chosen:
        delete_response(response=chosen, by=None)
    else:
        Results.of(survey.pk)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, data=st.data())
def test_after_any_history_results_equal_a_recount(acme: Scope, steps: list[str], data: Any) -> None:
    survey = published_survey(definition(PAGE))

    for step in steps:
        take(step, survey, data)

        complete = Response.objects.filter(survey=survey, status="complete")
        ages = [response.answers["q_00000002"] for response in complete]
        found = Results.of(survey.pk).summaries()[1]
        assert isinstance(found, NumberSummary)
        assert found.base.answered == sum(each.n for each in found.bins) == len(ages)
        mean = found.moments.mean if found.moments else None
        assert mean == (pytest.approx(sum(ages) / len(ages)) if ages else None)


def test_few_rows_are_held_at_once_where_they_are_wide(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Al", "Bo", "Cy"):
        respond(survey, {"q_00000001": name})
    layout = versions.read_layout(survey.pk)

    def sizes() -> list[int]:
        batches = loading.read_batches(survey.pk, layout, time_zone="UTC", positions=loading.ALL)
        return [batch.num_rows for batch in batches]

    assert sizes() == [3]
    monkeypatch.setattr(loading, "CELLS_AT_ONCE", 2 * len(loading.stored_schema(layout)))
    assert sizes() == [2, 1]


def test_a_layout_is_made_once_for_the_same_versions(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_layouts", {})
    monkeypatch.setattr(versions, "_MOST_LAYOUTS", 1)
    first = versions.layout_kept(versions.read_versions(survey.pk))

    assert versions.layout_kept(versions.read_versions(survey.pk)) is first
    publish_again(survey, [*PAGE, question(3, "nps", "likely")])
    later = versions.layout_kept(versions.read_versions(survey.pk))
    assert [each.name for each in later.questions] == ["name", "age", "likely"]
    assert list(versions._layouts.values()) == [later]
