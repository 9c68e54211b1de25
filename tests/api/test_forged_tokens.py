"""Tokens that look right: every one of them is a 401, and none a 500."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenants.partners.keys import key_ring
from tests.api.conftest import Caller

NEVER = 4_102_444_800
STRANGERS = rsa.generate_private_key(public_exponent=65537, key_size=2048)

type Forge = Callable[[dict[str, Any]], str]


def encoded(part: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def public_pem() -> bytes:
    return key_ring().signer.public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def head(**more: Any) -> dict[str, Any]:
    return {"alg": "RS256", "typ": "JWT", "kid": key_ring().signer.id} | more


def signed(claims: dict[str, Any], **header: Any) -> str:
    """Sign with our own key, as only a leak or a mistake of ours could."""
    key = key_ring().signer.private
    return jwt.encode(claims, key, algorithm="RS256", headers=head(**header))  # type: ignore[arg-type]


def hmac_signed(claims: dict[str, Any], secret: bytes) -> str:
    text = f"{encoded(head(alg='HS256'))}.{encoded(claims)}"
    digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def stranger_signed(**header: Any) -> Forge:
    return lambda claims: jwt.encode(claims, STRANGERS, algorithm="RS256", headers=head(**header))


def changed(**claims: Any) -> Forge:
    return lambda own: signed(own | claims)


def without(name: str) -> Forge:
    return lambda own: signed({key: value for key, value in own.items() if key != name})


FORGERIES: dict[str, Forge] = {
    "alg none": lambda own: f"{encoded(head(alg='none'))}.{encoded(own)}.",
    "alg None in capitals": lambda own: f"{encoded(head(alg='NONE'))}.{encoded(own)}.",
    "HS256 with the public key": lambda own: hmac_signed(own, public_pem()),
    "HS256 with the key's id": lambda own: hmac_signed(own, key_ring().signer.id.encode()),
    "another algorithm, our key": lambda own: jwt.encode(
        own,
        key_ring().signer.private,
        algorithm="PS256",
        headers=head(alg="PS256"),  # type: ignore[arg-type]
    ),
    "a stranger's key": stranger_signed(),
    "unknown kid": lambda own: signed(own, kid="nobody"),
    "kid is a path": lambda own: signed(own, kid="../../../../dev/null"),
    "kid is SQL": lambda own: signed(own, kid="' OR 1=1 --"),
    "kid is a list": lambda own: f"{encoded(head(kid=['a']))}.{encoded(own)}.c2ln",
    "kid is missing": lambda own: jwt.encode(own, key_ring().signer.private, algorithm="RS256"),  # type: ignore[arg-type]
    "jku": stranger_signed(jku="https://evil.example/jwks.json"),
    "x5u": stranger_signed(x5u="https://evil.example/cert.pem"),
    "jwk": stranger_signed(jwk={"kty": "RSA", "n": "AQAB", "e": "AQAB"}),
    "jku beside our own signature": lambda own: signed(own, jku="https://evil.example/jwks.json"),
    "crit": lambda own: signed(own, crit=["exp"]),
    "expired": changed(exp=1_700_000_000),
    "not yet": changed(nbf=NEVER),
    "issued in the future": changed(iat=NEVER),
    "times that are no numbers": changed(exp="soon"),
    "a time beyond all time": changed(nbf=10**400),
    "wrong issuer": changed(iss="https://evil.example"),
    "wrong audience": changed(aud="somebody-else"),
    "one of many audiences": changed(aud=["canvass-api", "somebody-else"]),
    "swapped organisation": changed(org="t_other"),
    "organisation is a list": changed(org=["t_acme"]),
    "somebody else's grant": changed(sid="00000000-0000-7000-8000-000000000000"),
    "somebody else": changed(sub="00000000-0000-7000-8000-000000000000"),
    "no such type": changed(type="sliding"),
    "refresh as access": changed(type="refresh"),
    **{f"without {name}": without(name) for name in ("exp", "iat", "nbf", "jti", "iss", "aud", "sub", "org")},
    **{f"without {name}": without(name) for name in ("sid", "type")},
    "a stranger's claims, our signature": lambda own: ".".join(
        [signed(own).split(".")[0], encoded(own | {"role": "owner"}), signed(own).split(".")[2]]
    ),
    "claims are a list": lambda _own: f"{encoded(head())}.{encoded([1])}.c2ln",
    "too long": lambda _own: "a" * 200_000,
    "nested": lambda _own: f"{encoded(head())}.{'[' * 2000}.x",
    "not base64": lambda _own: "é.ü.ö",
    "empty parts": lambda _own: "..",
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_token_is_401(as_editor: Caller, forge: Forge) -> None:
    own = jwt.decode(as_editor.token, options={"verify_signature": False})

    answer = Caller(token=forge(own)).get("me/")

    assert answer.status_code == 401
    assert answer.json()["success"] is False
    assert answer["WWW-Authenticate"] == 'Bearer realm="canvass"'


def test_what_forgeries_are_made_from_is_accepted(as_editor: Caller) -> None:
    own = jwt.decode(as_editor.token, options={"verify_signature": False})

    assert Caller(token=signed(own)).get("me/").status_code == 200


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Basic YTpi", "Token abc", "Bearer a b c", "\x00", "Bearer é"]
)
def test_a_wrong_authorization_header_is_401(anyone: Caller, header: str) -> None:
    assert anyone.get("me/", Authorization=header).status_code == 401


def test_no_header_is_401(anyone: Caller) -> None:
    answer = anyone.get("me/")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (401, "not_authenticated")


@pytest.fixture
def garbled(as_editor: Caller) -> Callable[[int, str], Any]:
    return lambda place, with_: Caller(
        token=as_editor.token[:place] + with_ + as_editor.token[place + 1 :]
    ).get("me/")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 600), with_=st.text(min_size=1, max_size=4))
def test_a_garbled_token_is_never_a_500(garbled: Any, place: int, with_: str) -> None:
    assert garbled(place, with_).status_code in {200, 401}
