"""Colleagues named in comments."""

import pytest

from surveys.mentions import Mentionable, Offer, mentioned, offers

ADA = Mentionable("1", "Ada Lovelace", "ada@acme.example")
BEN = Mentionable("2", "Ben", "ben.smith@acme.example")
OTHER_ADA = Mentionable("3", "", "ada@other.example")


@pytest.mark.parametrize(
    ("words", "people", "named"),
    [
        ("@ada please look", [ADA, BEN], ["1"]),
        ("ask @Ben, then @Ada Lovelace.", [ADA, BEN], ["2", "1"]),
        ("@ben.smith@acme.example!", [ADA, BEN], ["2"]),
        ("@ADA @ada", [ADA, BEN], ["1"]),
        ("@adam and ada@acme.example", [ADA, BEN], []),
        ("@ada", [ADA, OTHER_ADA], []),
        ("@ada@other.example", [ADA, OTHER_ADA], ["3"]),
        ("@", [ADA], []),
    ],
)
def test_names_are_found(words: str, people: list[Mentionable], named: list[str]) -> None:
    assert mentioned(words, people) == named


def test_what_is_being_typed_is_completed() -> None:
    assert offers("Hello @lov", [ADA, BEN]) == [Offer("@ada ", 6, "Ada Lovelace")]
    assert offers("@ben", [ADA, BEN]) == [Offer("@ben.smith ", 0, "Ben")]
    assert offers("mail@ad", [ADA]) == []
    assert offers("nobody", [ADA]) == []
    assert [offer.text for offer in offers("@", [ADA, OTHER_ADA])] == [
        "@ada@acme.example ",
        "@ada@other.example ",
    ]
