"""The order of lists: what moved, what it was before, and what it would be without some changes."""

from itertools import permutations

import pytest

from surveys.changes.orders import carried_over, list_changes, order_before
from surveys.changes.patches import Step


def done(before: list[str], changes: list[tuple[bool, str, str]]) -> list[str]:
    """The order after changes of ``list_changes``."""
    order = list(before)
    for is_in, item, neighbour in changes:
        if is_in:
            order.insert(order.index(neighbour) + 1 if neighbour else 0, item)
        else:
            order.remove(item)
    return order


@pytest.mark.parametrize("after", list(permutations("abcd")) + [("a",), (), ("x", "b", "y", "a")])
def test_the_changes_lead_to_the_new_order(after: tuple[str, ...]) -> None:
    assert done(list("abcd"), list(list_changes("abcd", after))) == list(after)


@pytest.mark.parametrize("about", ["a", "b"])
def test_of_two_neighbours_that_changed_places_the_one_named_moved(about: str) -> None:
    assert {item for _is_in, item, _neighbour in list_changes("ab", "ba", about)} == {about}


def test_who_is_named_stays_where_others_moved() -> None:
    assert {item for _is_in, item, _neighbour in list_changes("abcd", "dabc", "b")} == {"d"}


@pytest.mark.parametrize(
    ("before", "after", "onto", "wanted"),
    [
        ("abc", "bca", "abc", "bca"),
        ("abc", "abcx", "cba", "cxba"),
        ("abc", "xabc", "cb", "xcb"),
        ("abc", "acb", "ab", "ab"),
        ("abc", "ac", "cab", "ca"),
        ("abc", "bca", "bc", "bc"),
    ],
)
def test_what_was_done_to_one_order_is_done_to_another(
    before: str, after: str, onto: str, wanted: str
) -> None:
    assert "".join(carried_over(before, after, onto)) == wanted


def test_the_order_before_a_part_came_and_after_it_went() -> None:
    fields = {"elements": {"$": ["q_1", "q_2"]}, "title": {}}
    came, went = Step("part", "p_1", (), None, fields), Step("part", "p_1", (), fields, None)
    elsewhere = Step("place", "p_2", ("elements",), ["q_1"], [], "q_3")

    assert order_before(["q_1"], [came, elsewhere], "p_1", ("elements",)) == []
    assert order_before([], [went], "p_1", ("elements",)) == ["q_1", "q_2"]
    assert order_before([], [went], "p_1", ("settings", "rows")) == []


def test_the_order_before_something_moved() -> None:
    moved = (
        Step("place", "p_1", ("elements",), ["q_1"], [], "q_2"),
        Step("place", "p_1", ("elements",), [], [""], "q_2"),
    )

    assert order_before(["q_2", "q_1"], moved, "p_1", ("elements",)) == ["q_1", "q_2"]
