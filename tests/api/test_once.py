"""Idempotency keys: a request that comes twice takes effect once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver
from django.utils import timezone

from config.api import urls
from surveys.domain import create_survey
from surveys.models import Survey
from tenants.models import DueWork
from tenants.partners.domain import grant_tokens
from tenants.partners.models import KeptAnswer
from tenants.partners.tasks import sweep_daily
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from tests.api.conftest import Caller
from tests.builders import make_survey
from tests.conftest import PASSWORD

BODY = {"title": "Once"}


def code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"])


def test_the_same_request_is_answered_the_same_and_done_once(as_editor: Caller) -> None:
    first = as_editor.post("surveys/", BODY, Idempotency_Key="a")
    second = as_editor.post("surveys/", BODY, Idempotency_Key="a")

    assert Survey.objects.count() == 1
    assert (second.status_code, second.content) == (201, first.content)
    assert [second[name] for name in ("Location", "ETag", "Content-Type")] == [
        first[name] for name in ("Location", "ETag", "Content-Type")
    ]
    assert (first.headers.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")


def test_the_same_key_with_another_body_is_422(as_editor: Caller) -> None:
    as_editor.post("surveys/", BODY, Idempotency_Key="a")

    answer = as_editor.post("surveys/", BODY | {"title": "Other"}, Idempotency_Key="a")

    assert (answer.status_code, code(answer)) == (422, "idempotency_key_reused")
    assert Survey.objects.count() == 1


def test_the_same_key_at_another_address_is_422(as_editor: Caller) -> None:
    survey = make_survey()
    as_editor.post(f"surveys/{survey.pk}/publish/", Idempotency_Key="a")

    answer = as_editor.post(f"surveys/{survey.pk}/close/", Idempotency_Key="a")

    assert (answer.status_code, code(answer)) == (422, "idempotency_key_reused")


def test_keys_of_two_people_have_nothing_to_do_with_each_other(caller_as: Callable[[str], Caller]) -> None:
    for role in ("editor", "admin"):
        assert caller_as(role).post("surveys/", BODY, Idempotency_Key="a").status_code == 201

    assert Survey.objects.count() == 2


def test_an_error_is_not_kept(as_editor: Caller) -> None:
    survey = make_survey()

    refused = as_editor.post(f"surveys/{survey.pk}/pause/", Idempotency_Key="a")
    as_editor.post(f"surveys/{survey.pk}/publish/")
    done = as_editor.post(f"surveys/{survey.pk}/pause/", Idempotency_Key="a")

    assert (refused.status_code, done.status_code) == (409, 200)


def test_a_failure_leaves_neither_key_nor_effect(as_editor: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("surveys.api.surveys.presented_survey", fail)

    assert as_editor.post("surveys/", BODY, Idempotency_Key="a").status_code == 500
    assert not KeptAnswer.objects.exists()
    assert not Survey.objects.exists()


@pytest.mark.parametrize("key", ["", "a" * 256, "é", "a\tb"])
def test_a_key_that_is_none_is_400(as_editor: Caller, key: str) -> None:
    answer = as_editor.post("surveys/", BODY, Idempotency_Key=key)

    assert (answer.status_code, code(answer)) == (400, "idempotency_key_invalid")


def test_the_longest_key_is_taken(as_editor: Caller) -> None:
    assert as_editor.post("surveys/", BODY, Idempotency_Key="a" * 255).status_code == 201


def test_a_key_is_forgotten_after_a_day(as_editor: Caller) -> None:
    as_editor.post("surveys/", BODY, Idempotency_Key="a")
    KeptAnswer.objects.update(kept_at=timezone.now() - timedelta(hours=24, minutes=1))

    again = as_editor.post("surveys/", BODY | {"title": "New"}, Idempotency_Key="a")
    replayed = as_editor.post("surveys/", BODY | {"title": "New"}, Idempotency_Key="a")

    assert (again.status_code, Survey.objects.count()) == (201, 2)
    assert (replayed.content, KeptAnswer.objects.count()) == (again.content, 1)


def test_the_sweep_deletes_what_is_past_its_time_and_comes_back_for_the_rest(as_editor: Caller) -> None:
    as_editor.post("surveys/", BODY, Idempotency_Key="old")
    KeptAnswer.objects.update(kept_at=timezone.now() - timedelta(hours=25))
    as_editor.post("surveys/", BODY, Idempotency_Key="new")
    DueWork.objects.filter(kind="partners.sweep").update(due_at=timezone.now(), sends=1)

    sweep_daily.run("all")

    assert [kept.key for kept in KeptAnswer.objects.all()] == ["new"]
    assert DueWork.objects.get(kind="partners.sweep").due_at > timezone.now() + timedelta(hours=23)


def test_every_post_of_a_signed_in_caller_can_be_repeated() -> None:
    posts = {
        pattern.name: getattr(pattern.callback.view_class, "post", None)
        for pattern in patterns(urls.urlpatterns)
        if hasattr(pattern.callback, "view_class")
    }
    signing_in = {"token", "refresh", "revoke"}

    assert {name for name, post in posts.items() if post and not hasattr(post, "is_once")} == signing_in
    assert len([post for post in posts.values() if post]) > 8


def patterns(found: list[URLPattern | URLResolver]) -> list[URLPattern]:
    flat: list[URLPattern] = []
    for item in found:
        flat += patterns(item.url_patterns) if isinstance(item, URLResolver) else [item]
    return flat


def token_of_owner(scope: Scope) -> str:
    name = scope.host.partition(".")[0]
    return grant_tokens(email=f"owner@{name}.example", password=PASSWORD).access


def test_of_many_at_once_one_takes_effect_and_all_get_its_answer(committed: Scope) -> None:
    token = token_of_owner(committed)
    answers: list[Any] = []
    start = threading.Barrier(6)

    def call() -> None:
        caller = Caller(host=committed.host, token=token, client=Client(raise_request_exception=False))
        start.wait()
        answers.append(caller.post("surveys/", BODY, Idempotency_Key="at once"))
        connection.close()

    threads = [threading.Thread(target=call) for _turn in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [201] * 6
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert Survey.objects.count() == 1


def test_a_request_that_takes_too_long_lets_the_second_come_again(
    committed: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.partners.rest.once.LONGEST_WAIT", "100ms")
    token = token_of_owner(committed)
    inside, go_on = threading.Event(), threading.Event()

    def slow(**given: Any) -> Any:
        inside.set()
        go_on.wait(20)
        return create_survey(**given)

    monkeypatch.setattr("surveys.domain.create_survey", slow)

    def call() -> None:
        Caller(host=committed.host, token=token).post("surveys/", BODY, Idempotency_Key="slow")
        connection.close()

    first = threading.Thread(target=call)
    first.start()
    inside.wait(20)
    second = Caller(host=committed.host, token=token).post("surveys/", BODY, Idempotency_Key="slow")
    go_on.set()
    first.join()

    assert (second.status_code, code(second), second["Retry-After"]) == (409, "request_in_progress", "1")
    assert Survey.objects.count() == 1


def test_a_database_that_gives_up_for_another_reason_is_no_request_in_progress(committed: Scope) -> None:
    token = token_of_owner(committed)
    holding, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with tenant_scope(committed), transaction.atomic():
            person = User.objects.get()
            KeptAnswer.objects.create(person=person, key="held", fingerprint="x")
            holding.set()
            let_go.wait(20)
            transaction.set_rollback(True)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(20)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '200ms'")
    answer = Caller(host=committed.host, token=token).post("surveys/", BODY, Idempotency_Key="held")
    with connection.cursor() as cursor:
        cursor.execute("RESET statement_timeout")
    let_go.set()
    holder.join()

    assert answer.status_code == 500
