"""The ring of keys that sign tokens: the newest signs, all verify, each with one algorithm.

A key's id is its RFC 7638 thumbprint, so that a ``kid`` is looked up in a table and never means a
place. RSA keys of 3072 bits or more sign with RS256, Ed25519 keys with EdDSA.
"""

import base64
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LEAST_BITS = 3072
PEM = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)

type PrivateKey = rsa.RSAPrivateKey | Ed25519PrivateKey
type PublicKey = rsa.RSAPublicKey | Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class RingKey:
    """A key of the ring; ``private`` is None for one that only verifies what it signed before."""

    id: str
    algorithm: str
    public: PublicKey
    private: PrivateKey | None
    jwk: dict[str, str]


class KeyRing:
    """Keys by id, in order of age: the last one that can sign does."""

    def __init__(self, keys: Iterable[RingKey]) -> None:
        self._keys = {key.id: key for key in keys}
        signers = [key for key in self._keys.values() if key.private is not None]
        if not signers:
            raise ImproperlyConfigured("CANVASS_JWT_KEYS holds no private key to sign tokens with")
        self.signer = signers[-1]

    def find(self, key_id: object) -> RingKey | None:
        """Return the key with this id, or None."""
        return self._keys.get(key_id) if isinstance(key_id, str) else None

    def jwks(self) -> dict[str, Any]:
        """Return the public keys as a JSON Web Key Set (RFC 7517)."""
        return {"keys": [key.jwk for key in self._keys.values()]}


@cache
def key_ring() -> KeyRing:
    """Return the ring of this installation, read once; in development it is made at first use."""
    folder = keys_folder()
    if folder is None:
        return KeyRing(keys_in(settings.API_SIGNING_KEYS.replace("\\n", "\n").encode()))
    if not settings.PRODUCTION:
        ensure_key(folder)
    return KeyRing(key for path in sorted(folder.glob("*.pem")) for key in keys_in(path.read_bytes()))


def keys_folder() -> Path | None:
    """Return where the keys lie; None when they stand in the setting itself."""
    source = settings.API_SIGNING_KEYS
    if "-----BEGIN" in source:
        return None
    return Path(source) if source else Path(settings.DATA_DIR) / "keys"


def keys_in(pem: bytes) -> Iterator[RingKey]:
    """Yield the keys of PEM text, private or public; raise ImproperlyConfigured for unfit ones."""
    for found in PEM.finditer(pem):
        try:
            yield _ring_key(found[0], is_private=b"PRIVATE" in found[1])
        except (ValueError, TypeError) as problem:
            raise ImproperlyConfigured(f"CANVASS_JWT_KEYS holds an unreadable key: {problem}") from problem


def new_key() -> bytes:
    """Return a new RSA key of 3072 bits as PEM text."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=LEAST_BITS)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def ensure_key(folder: Path) -> bool:
    """Put a key into the folder unless one is there, and say whether it was made here.

    Of two processes at once, one wins for both.
    """
    if any(folder.glob("*.pem")):
        return False
    try:
        _write_key(folder, "0001.pem")
    except FileExistsError:
        return False
    return True


def add_key(folder: Path) -> Path:
    """Put the next key into the folder, which is made when missing, and return where it is."""
    last = max((path.stem for path in folder.glob("*.pem")), default="0000")
    number = int(last) + 1 if last.isdigit() else 1
    return _write_key(folder, f"{number:04}.pem" if last.isdigit() else f"{last}-{number:04}.pem")


def thumbprint(members: Mapping[str, str]) -> str:
    """Return the RFC 7638 thumbprint (SHA-256) of the required members of a JWK."""
    canonical = json.dumps(members, sort_keys=True, separators=(",", ":")).encode()
    return _base64url(hashlib.sha256(canonical).digest())


def _write_key(folder: Path, name: str) -> Path:
    """Write a whole key or none, readable by its owner only; raise FileExistsError when the name is taken."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f".{secrets.token_hex(8)}"
    try:
        draft.touch(mode=0o600)
        draft.write_bytes(new_key())
        os.link(draft, folder / name)
    finally:
        draft.unlink(missing_ok=True)
    return folder / name


def _ring_key(pem: bytes, *, is_private: bool) -> RingKey:
    private: Any = serialization.load_pem_private_key(pem, password=None) if is_private else None
    public: Any = private.public_key() if private else serialization.load_pem_public_key(pem)
    algorithm, members = _members(public)
    key_id = thumbprint(members)
    jwk = members | {"kid": key_id, "alg": algorithm, "use": "sig"}
    return RingKey(key_id, algorithm, public, private, jwk)


def _members(public: object) -> tuple[str, dict[str, str]]:
    """Return a key's algorithm and the members of its JWK that its thumbprint is made of."""
    if isinstance(public, rsa.RSAPublicKey) and public.key_size >= LEAST_BITS:
        numbers = public.public_numbers()
        return "RS256", {"e": _number(numbers.e), "kty": "RSA", "n": _number(numbers.n)}
    if isinstance(public, Ed25519PublicKey):
        return "EdDSA", {"crv": "Ed25519", "kty": "OKP", "x": _base64url(public.public_bytes_raw())}
    raise ValueError(f"it must be RSA of {LEAST_BITS} bits or more, or Ed25519")


def _number(value: int) -> str:
    return _base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
