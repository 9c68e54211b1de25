"""Letters as market researchers write them."""

from analytics.statistics.comparing import Test
from analytics.statistics.letters import letter, letters_of


def test_columns_are_named_as_in_spreadsheets() -> None:
    assert [letter(index) for index in (0, 1, 25, 26, 27, 51, 52, 701, 702)] == [
        *("A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"),
    ]


def test_the_higher_column_bears_the_letter_of_the_lower() -> None:
    tests = {(0, 1): Test(3.0, 0.003), (0, 2): Test(-1.7, 0.09), (1, 2): Test(-4.0, 0.0001), (2, 3): None}

    assert letters_of(tests, "none") == {0: ("B",), 2: ("a", "B")}


def test_corrections_take_letters_away() -> None:
    tests = {(0, 1): Test(2.2, 0.03), (0, 2): Test(2.1, 0.035), (1, 2): Test(0.1, 0.9)}

    assert letters_of(tests, "none") == {0: ("B", "C")}
    assert letters_of(tests, "bonferroni") == {0: ("b",)}
    assert letters_of(tests, "bh") == {0: ("b", "c")}
