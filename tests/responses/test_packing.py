"""Pages compressed ahead of time are what they are when compressed whole."""

import gzip
import random

import brotli
import pytest

from responses.pages.packing import Coding, Packed, coding_in, compressed

MIDDLES = [b"", b"x", b"<input>" * 20, "ø".encode() * 1000, b"\x00" * 0xFFFF, b"long" * 50_000]


def unpacked(content: bytes, coding: Coding) -> bytes:
    if not coding:
        return content
    return bytes(brotli.decompress(content)) if coding == "br" else gzip.decompress(content)


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("coding", ["br", "gzip", ""])
@pytest.mark.parametrize("middle", MIDDLES, ids=len)
def test_a_packed_page_is_one_ordinary_body(middle: bytes, coding: Coding, is_kept: bool) -> None:
    letters = random.Random(1).choices("abc <>é", k=20_000)
    before, after = "".join(letters[:19_000]), "".join(letters[19_000:])

    whole = Packed(before, after, is_kept=is_kept)

    for _time in range(2):
        assert unpacked(whole.coded(middle, coding), coding) == before.encode() + middle + after.encode()


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_nothing_on_either_side_is_fine(coding: Coding) -> None:
    assert unpacked(Packed("", "").coded(b"middle", coding), coding) == b"middle"
    assert unpacked(Packed("", "").coded(b"", coding), coding) == b""


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_what_is_secret_is_not_compressed_with_the_rest(coding: Coding) -> None:
    page = Packed('<a href="?guess=s3cret-of-somebody">' * 9, "</html>")

    alike, other = (page.coded(secret, coding) for secret in (b"s3cret-of-somebody", b"qwertyuiopasdfghjk"))

    assert len(alike) == len(other)
    assert b"s3cret-of-somebody" in alike


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_what_is_sent_once_is_compressed_too(coding: Coding) -> None:
    assert unpacked(compressed(b"page" * 100, coding), coding) == b"page" * 100
    assert len(compressed(b"page" * 100, coding)) < 100


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=1.0", "br"),
        ("gzip;q=often", ""),
        ("brotli, identity", ""),
        ("", ""),
    ],
)
def test_brotli_is_taken_where_it_is_accepted(accepted: str, coding: Coding) -> None:
    assert coding_in(accepted) == coding
