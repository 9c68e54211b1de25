"""What is rendered is made once, and the shelf stays as long as it is."""

from responses.pages.shelf import Shelf


def test_a_thing_is_made_once() -> None:
    shelf: Shelf[str, list[int]] = Shelf(most=2)

    assert shelf.get("a", list) is shelf.get("a", list)


def test_what_was_used_longest_ago_makes_room() -> None:
    shelf: Shelf[str, list[int]] = Shelf(most=2)
    first, second = shelf.get("a", list), shelf.get("b", list)
    shelf.get("a", list)
    shelf.get("c", list)

    assert shelf.get("a", list) is first
    assert shelf.get("b", list) is not second
