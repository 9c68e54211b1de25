"""Getting tokens, refreshing and revoking them."""

from datetime import timedelta
from typing import Any

import jwt
import pytest
import time_machine
from django.utils import timezone

from tenants.partners.models import Allowance, Grant, KeptAnswer
from tenants.partners.tokens import ACCESS_LIFETIME, REFRESH_LIFETIME
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope
from tests.api.conftest import Caller
from tests.conftest import PASSWORD


def sign_in(caller: Caller, email: str, password: str = PASSWORD) -> Any:
    return caller.post("auth/token/", {"email": email, "password": password})


def code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"])


def test_email_and_password_buy_a_pair_of_tokens(anyone: Caller, editor: User) -> None:
    answer = sign_in(anyone, editor.email.upper())

    data = answer.json()["data"]
    claims = jwt.decode(data["access"], options={"verify_signature": False})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert (data["token_type"], data["access_expires_in"], data["refresh_expires_in"]) == (
        "Bearer",
        900,
        604800,
    )
    assert claims["exp"] - claims["iat"] == 900
    assert {name: claims[name] for name in ("iss", "aud", "sub", "org", "role", "type")} == {
        "iss": "http://localhost",
        "aud": "canvass-api",
        "sub": str(editor.pk),
        "org": "t_acme",
        "role": "editor",
        "type": "access",
    }
    assert claims["nbf"] == claims["iat"]


@pytest.mark.parametrize("email", ["editor", "nobody@acme.example", "owner@other.example", "", "a\x00b"])
def test_wrong_credentials_are_all_refused_alike(anyone: Caller, email: str) -> None:
    answer = sign_in(anyone, email, "wrong password")

    assert answer.status_code in {400, 401}
    assert not Grant.objects.exists()


def test_unknown_and_known_people_get_the_same_answer(anyone: Caller, editor: User) -> None:
    known = sign_in(anyone, editor.email, "wrong")
    unknown = sign_in(anyone, "nobody@acme.example", "wrong")

    assert known.status_code == unknown.status_code == 401
    assert known.json()["errors"] == unknown.json()["errors"]
    assert known["WWW-Authenticate"] == 'Bearer realm="canvass"'


def test_a_deactivated_person_gets_no_token(anyone: Caller, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert sign_in(anyone, editor.email).status_code == 401


def test_the_token_opens_the_door(as_editor: Caller, editor: User) -> None:
    answer = as_editor.get("me/")

    data = answer.json()["data"]
    assert answer.status_code == 200
    assert (data["email"], data["role"], data["organisation"]["id"]) == (editor.email, "editor", "t_acme")
    assert data["permissions"] == editor.permissions


def test_a_refresh_token_buys_the_next_pair_once(anyone: Caller, editor: User) -> None:
    first = sign_in(anyone, editor.email).json()["data"]

    second = anyone.post("auth/refresh/", {"refresh": first["refresh"]}).json()["data"]

    assert second["refresh"] != first["refresh"]
    assert Caller(token=second["access"]).get("me/").status_code == 200


def test_a_refresh_token_used_twice_ends_all_tokens_of_the_grant(anyone: Caller, editor: User) -> None:
    first = sign_in(anyone, editor.email).json()["data"]
    second = anyone.post("auth/refresh/", {"refresh": first["refresh"]}).json()["data"]

    reused = anyone.post("auth/refresh/", {"refresh": first["refresh"]})
    after = anyone.post("auth/refresh/", {"refresh": second["refresh"]})

    assert (reused.status_code, code(reused)) == (401, "token_reused")
    assert (after.status_code, code(after)) == (401, "token_revoked")
    assert Caller(token=second["access"]).get("me/").status_code == 401


def test_other_grants_of_the_person_live_on(anyone: Caller, editor: User) -> None:
    first = sign_in(anyone, editor.email).json()["data"]
    other = sign_in(anyone, editor.email).json()["data"]

    for _turn in range(2):
        anyone.post("auth/refresh/", {"refresh": first["refresh"]})

    assert Caller(token=other["access"]).get("me/").status_code == 200


def test_revoking_ends_access_at_once_and_may_be_repeated(anyone: Caller, editor: User) -> None:
    pair = sign_in(anyone, editor.email).json()["data"]

    statuses = [anyone.post("auth/revoke/", {"refresh": pair["refresh"]}).status_code for _turn in range(2)]

    assert statuses == [204, 204]
    assert code(Caller(token=pair["access"]).get("me/")) == "token_revoked"
    assert code(anyone.post("auth/refresh/", {"refresh": pair["refresh"]})) == "token_revoked"


def test_a_new_password_ends_the_grants(anyone: Caller, editor: User) -> None:
    pair = sign_in(anyone, editor.email).json()["data"]
    editor.set_password("another long password")
    editor.save()

    assert code(Caller(token=pair["access"]).get("me/")) == "token_revoked"


def test_deactivation_ends_access_at_once(as_editor: Caller, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert code(as_editor.get("me/")) == "token_revoked"


def test_the_role_is_read_afresh_whatever_the_token_says(as_editor: Caller, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(role="viewer")

    assert as_editor.get("me/").json()["data"]["role"] == "viewer"


@pytest.mark.parametrize(
    ("seconds", "status"), [(-5, 200), (5, 200), (30, 401)], ids=["before", "within the skew", "after"]
)
def test_an_access_token_lasts_a_quarter_of_an_hour(as_editor: Caller, seconds: int, status: int) -> None:
    with time_machine.travel(timezone.now() + ACCESS_LIFETIME + timedelta(seconds=seconds)):
        answer = as_editor.get("me/")

    assert answer.status_code == status
    assert status == 200 or code(answer) == "token_expired"


def test_a_refresh_token_lasts_a_week(anyone: Caller, editor: User) -> None:
    pair = sign_in(anyone, editor.email).json()["data"]

    with time_machine.travel(timezone.now() + REFRESH_LIFETIME + timedelta(minutes=1)):
        answer = anyone.post("auth/refresh/", {"refresh": pair["refresh"]})

    assert code(answer) == "token_expired"


def test_a_token_of_another_organisation_is_refused(as_editor: Caller, other: Scope) -> None:
    with tenant_scope(other):
        answer = Caller(host="other.localhost", token=as_editor.token).get("me/")

    assert (answer.status_code, code(answer)) == (401, "token_of_another_organisation")


@pytest.mark.parametrize("path", ["auth/refresh/", "auth/revoke/"])
def test_an_access_token_is_no_refresh_token(as_editor: Caller, path: str) -> None:
    answer = Caller().post(path, {"refresh": as_editor.token})

    assert (answer.status_code, code(answer)) == (401, "token_wrong_type")


def test_a_refresh_token_is_no_access_token(anyone: Caller, editor: User) -> None:
    pair = sign_in(anyone, editor.email).json()["data"]

    answer = Caller(token=pair["refresh"]).get("me/")

    assert (answer.status_code, code(answer)) == (401, "token_wrong_type")


def test_rows_are_known_by_what_they_are_found_by(as_editor: Caller) -> None:
    as_editor.post("surveys/", {"title": "A"}, Idempotency_Key="key")

    grant = Grant.objects.get()
    assert str(grant) == str(grant.pk)
    assert str(KeptAnswer.objects.get()) == "key"
    assert {str(allowance).partition(":")[0] for allowance in Allowance.objects.all()} == {
        "address",
        "person",
    }
