"""Pages compressed ahead of time are what they are when compressed whole."""

import gzip
import random

import pytest

from responses.pages.packing import gzipped, packed


@pytest.mark.parametrize("middle", [b"", b"x", b"<input>" * 20, "ø".encode() * 1000, b"\x00" * 0xFFFF])
def test_a_packed_page_is_one_ordinary_gzip_file(middle: bytes) -> None:
    letters = random.Random(1).choices("abc <>é", k=20_000)
    before, after = "".join(letters[:15_000]), "".join(letters[15_000:])

    whole = packed(before, after)

    assert gzip.decompress(whole.gzipped(middle)) == before.encode() + middle + after.encode()
    assert whole.plain(middle) == before.encode() + middle + after.encode()


def test_nothing_on_either_side_is_fine() -> None:
    assert gzip.decompress(packed("", "").gzipped(b"middle")) == b"middle"


def test_what_is_sent_once_is_compressed_too() -> None:
    assert gzip.decompress(gzipped(b"page" * 100)) == b"page" * 100
    assert len(gzipped(b"page" * 100)) < 100
