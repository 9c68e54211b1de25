"""The ring of signing keys."""

import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from tenants.partners.keys import KeyRing, ensure_key, key_ring, keys_in, new_key, thumbprint
from tests.api.conftest import Caller

OLD, NEW = new_key(), new_key()


def pem(key: Any) -> bytes:
    return key.private_bytes(  # type: ignore[no-any-return]
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_pem(private: bytes) -> bytes:
    key = serialization.load_pem_private_key(private, None).public_key()
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def ids_in(*pems: bytes) -> list[str]:
    return [key.id for key in keys_in(b"\n".join(pems))]


@pytest.fixture
def ring_of(settings: Any, tmp_path: Path) -> Iterator[Any]:
    """Put keys into the folder that the setting names."""

    def use(**files: bytes) -> KeyRing:
        for name, content in files.items():
            (tmp_path / f"{name}.pem").write_bytes(content)
        settings.API_SIGNING_KEYS = str(tmp_path)
        key_ring.cache_clear()
        return key_ring()

    yield use
    key_ring.cache_clear()


def test_a_key_s_id_is_its_thumbprint() -> None:
    """The example of RFC 7638, section 3.1."""
    jwk = {
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1"
        "L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4"
        "QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbO"
        "pbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csF"
        "Cur-kEgU8awapJzKnqDKgw",
        "e": "AQAB",
    }
    assert thumbprint(jwk) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_the_newest_key_signs_and_all_verify(ring_of: Any) -> None:
    ring = ring_of(a=OLD, b=NEW)

    assert ring.signer.id == ids_in(NEW)[0]
    assert [key["kid"] for key in ring.jwks()["keys"]] == ids_in(OLD, NEW)
    assert ring.find(ids_in(OLD)[0]).algorithm == "RS256"


def test_a_token_outlives_the_rotation_of_its_key_and_ends_with_it(
    acme: Any, ring_of: Any, editor: Any, caller_of: Any, tmp_path: Path
) -> None:
    ring_of(a=OLD)
    caller = caller_of(editor)

    ring_of(b=NEW)
    rotated = caller.get("me/").status_code
    ring_of(a=public_pem(OLD))
    retired = caller.get("me/").status_code
    (tmp_path / "a.pem").unlink()
    ring_of()
    removed = caller.get("me/").status_code

    assert [rotated, retired, removed] == [200, 200, 401]


def test_ed25519_keys_sign_with_eddsa(acme: Any, ring_of: Any, editor: Any, caller_of: Any) -> None:
    ring_of(a=pem(Ed25519PrivateKey.generate()))

    caller = caller_of(editor)

    assert jwt.get_unverified_header(caller.token)["alg"] == "EdDSA"
    assert caller.get("me/").status_code == 200


def test_public_keys_are_published_and_private_ones_are_not(anyone: Caller, ring_of: Any, db: None) -> None:
    ring = ring_of(a=OLD)

    answer = anyone.get("/.well-known/jwks.json")

    assert answer["Content-Type"] == "application/jwk-set+json"
    assert answer.json() == ring.jwks()
    assert answer.json()["keys"][0].keys() == {"kty", "n", "e", "kid", "alg", "use"}


def test_strangers_verify_tokens_by_the_published_keys(anyone: Caller, editor: Any, caller_of: Any) -> None:
    token = caller_of(editor).token
    published = jwt.PyJWKSet.from_dict(anyone.get("/.well-known/jwks.json").json())
    key = published[jwt.get_unverified_header(token)["kid"]]

    claims = jwt.decode(token, key, audience="canvass-api", issuer="http://localhost", algorithms=["RS256"])

    assert claims["sub"] == str(editor.pk)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----",
        pem(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
        pem(ec.generate_private_key(ec.SECP256R1())),
        public_pem(OLD),
    ],
    ids=["empty", "unreadable", "too short", "another kind", "public only"],
)
def test_keys_that_can_not_sign_are_refused(ring_of: Any, content: bytes) -> None:
    with pytest.raises(ImproperlyConfigured, match="CANVASS_JWT_KEYS"):
        ring_of(a=content)


@pytest.mark.parametrize("text", [OLD.decode(), OLD.decode().replace("\n", "\\n")])
def test_keys_may_stand_in_the_setting_itself(settings: Any, text: str, ring_of: Any) -> None:
    settings.API_SIGNING_KEYS = text
    key_ring.cache_clear()

    assert key_ring().signer.id == ids_in(OLD)[0]


def test_many_processes_at_first_start_agree_on_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    threads = [threading.Thread(target=ensure_key, args=[folder]) for _turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (only,) = folder.iterdir()
    assert (only.name, only.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (
        "0001.pem",
        0o600,
        0o700,
    )


def test_a_key_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.pem").write_bytes(OLD)

    ensure_key(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.pem"]


def test_the_command_adds_the_next_key(tmp_path: Path, capsys: Any) -> None:
    call_command("make_signing_key", str(tmp_path))
    call_command("make_signing_key", str(tmp_path))

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["0001.pem", "0002.pem"]
    assert capsys.readouterr().out.splitlines()[-1].endswith("0002.pem")
    assert len(ids_in(*(path.read_bytes() for path in tmp_path.iterdir()))) == 2


def test_the_command_says_when_it_can_not_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match="file"):
        call_command("make_signing_key", str(tmp_path / "file"))


def test_upgrading_makes_the_first_key_and_only_that(settings: Any, tmp_path: Path, db: None) -> None:
    settings.API_SIGNING_KEYS = str(tmp_path / "keys")
    said = []
    for _turn in range(2):
        out = StringIO()
        call_command("upgrade", stdout=out)
        said.append(out.getvalue().splitlines()[-1])

    assert said[0] == f"signing key: made in {tmp_path / 'keys'}"
    assert "signing key" not in said[1]
    assert len(list((tmp_path / "keys").glob("*.pem"))) == 1


def test_production_makes_no_key_of_its_own(settings: Any, ring_of: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(ImproperlyConfigured, match="no private key"):
        ring_of()


def test_of_two_who_find_no_key_the_later_makes_none(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "0001.pem").write_bytes(OLD)
    monkeypatch.setattr(Path, "glob", lambda *_given: iter(()))

    assert ensure_key(tmp_path) is False
    assert (tmp_path / "0001.pem").read_bytes() == OLD
