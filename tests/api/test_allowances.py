"""How often somebody may knock."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from tenants.partners.allowances import use_allowance
from tenants.partners.exceptions import AllowanceUsedUp
from tenants.partners.models import Allowance
from tenants.people.models import User
from tenants.scope import Scope, carrying_scope, public_scope, tenant_scope
from tests.api.conftest import Caller


def code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"])


def test_a_person_s_allowance_is_used_up_and_comes_back(as_editor: Caller, settings: Any) -> None:
    settings.API_RATE_OF_PERSON = 2

    statuses = [as_editor.get("me/").status_code for _turn in range(3)]
    refused = as_editor.get("me/")
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        later = as_editor.get("me/")

    assert statuses == [200, 200, 429]
    assert (code(refused), later.status_code) == ("throttled", 200)
    assert 0 < int(refused["Retry-After"]) <= 60


def test_other_people_are_not_held_back(caller_as: Any, settings: Any) -> None:
    settings.API_RATE_OF_PERSON = 1
    one, other = caller_as("viewer"), caller_as("editor")
    one.get("me/")

    assert (one.get("me/").status_code, other.get("me/").status_code) == (429, 200)


def test_an_address_is_held_back_before_its_token_is_read(anyone: Caller, settings: Any) -> None:
    settings.API_RATE_OF_ADDRESS = 2

    statuses = [Caller(token="nonsense").get("me/").status_code for _turn in range(3)]

    assert statuses == [401, 401, 429]


def test_passwords_can_not_be_tried_for_long(anyone: Caller, editor: User, settings: Any) -> None:
    settings.API_RATE_OF_SIGN_IN = 3

    def sign_in(email: str) -> int:
        return int(anyone.post("auth/token/", {"email": email, "password": "wrong"}).status_code)

    statuses = [sign_in(editor.email) for _turn in range(4)]

    assert statuses == [401, 401, 401, 429]
    assert sign_in(editor.email.upper()) == 429
    assert sign_in("somebody.else@acme.example") == 401


def test_allowances_are_counted_per_organisation(acme: Scope, other: Scope) -> None:
    use_allowance(purpose="test", who="a", most=1)

    with tenant_scope(other):
        use_allowance(purpose="test", who="a", most=1)
    with pytest.raises(AllowanceUsedUp):
        use_allowance(purpose="test", who="a", most=1)


def test_the_main_host_counts_nothing(acme: Scope) -> None:
    with public_scope():
        for _turn in range(3):
            use_allowance(purpose="test", who="a", most=1)


def test_who_knocked_can_not_be_read_back(acme: Scope) -> None:
    use_allowance(purpose="test", who="203.0.113.9", most=1)

    assert "203.0.113.9" not in Allowance.objects.get().key


def test_many_at_once_get_no_more_than_there_is(committed: Scope) -> None:
    taken: list[bool] = []

    def knock() -> None:
        try:
            use_allowance(purpose="test", who="a", most=5)
            taken.append(True)
        except AllowanceUsedUp:
            taken.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=carrying_scope(knock)) for _turn in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [False] * 7 + [True] * 5
