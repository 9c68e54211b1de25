"""Cases that are gathered in one test: all are tried, each that fails is named, and time is kept."""

import pytest

from surveys.domain import make_folder
from surveys.models import Folder
from tenants.scope import Scope
from tests.gathering import gathered

TRIED: list[int] = []


@gathered("number", [1, 2, 3, 4], ids=lambda number: f"n{number}")
def odd(number: int, acme: object) -> None:
    TRIED.append(number)
    assert number % 2 == 1


def test_all_cases_are_tried_and_those_that_fail_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    TRIED.clear()

    with pytest.raises(BaseExceptionGroup, match="2 of 4 cases failed: n2, n4") as failed:
        odd(acme="acme")

    assert TRIED == [1, 2, 3, 4]
    assert [problem.__notes__ for problem in failed.value.exceptions] == [
        ["That was number = n2"],
        ["That was number = n4"],
    ]
    assert "assert (2 % 2) == 1" in str(failed.value.exceptions[0])


def test_what_should_be_refused_and_is_not_fails_its_case() -> None:
    @gathered("kind, raw", [("a", KeyError), ("b", ValueError)])
    def refused(kind: str, raw: type[Exception]) -> None:
        with pytest.raises(KeyError):
            {}[kind] if raw is KeyError else None

    with pytest.raises(BaseExceptionGroup, match="1 of 2 cases failed: b-"):
        refused()


def test_a_case_that_takes_too_long_ends_the_test() -> None:
    @gathered("number", [1, 2])
    def slow(number: int) -> None:
        TRIED.append(number)
        pytest.fail("Timeout (>120.0s) from pytest-timeout.")

    TRIED.clear()
    with pytest.raises(pytest.fail.Exception, match="Timeout"):
        slow()
    assert TRIED == [1]


def test_without_a_case_nothing_would_be_proved() -> None:
    @gathered("number", [])
    def nothing(number: int) -> None:
        """Never called."""

    with pytest.raises(AssertionError, match="no case of number"):
        nothing()


def test_cases_are_tests_of_their_own_when_they_are_wanted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESTS_APART", "1")

    @gathered("number", [1, 2], ids=lambda number: f"n{number}")
    def apart(number: int) -> None:
        """Never called."""

    [mark] = apart.pytestmark
    assert (mark.name, mark.args, mark.kwargs["ids"]) == (
        "parametrize",
        (["number"], [(1,), (2,)]),
        ["n1", "n2"],
    )


SEEN: list[int] = []


@gathered("number", [1, 2, 3], undone=True)
def folders(number: int, scope: Scope) -> None:
    make_folder(name=f"Folder {number}", parent=None, by=None)
    SEEN.append(Folder.objects.count())
    assert number != 2


def test_what_a_case_wrote_is_taken_back(acme: Scope) -> None:
    SEEN.clear()

    with pytest.raises(BaseExceptionGroup, match="1 of 3 cases failed: 2"):
        folders(scope=acme)

    assert SEEN == [1, 1, 1]
    assert not Folder.objects.exists()
