"""One test of many small cases: it tries each of them, names all that fail, and shows why.

A test of its own costs milliseconds of book-keeping; thousands of them cost minutes. With ``TESTS_APART=1``
in the environment each case is a test of its own again, to be picked with ``-k``.
"""

import functools
import inspect
import os
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import transaction

type Test = Callable[..., None]
type Naming = Callable[[Any], str]

SHOWN = 10
"""How many of the cases that fail are shown with all they say; the others are named."""
OUT_OF_TIME = "Timeout"


def gathered(
    names: str, cases: Iterable[Any], *, ids: Naming = str, undone: bool = False
) -> Callable[[Test], Test]:
    """Try a test with each of the cases, as ``pytest.mark.parametrize`` does with a test for each.

    ``names`` are the parameters, parted by commas; a case has a value for each. For cases that leave nothing
    behind: the test's fixtures are set up once for all of them. What a case wrote into the database is
    taken back after it if ``undone``.
    """
    words = [name.strip() for name in names.split(",")]
    listed = [case if len(words) > 1 else (case,) for case in cases]
    told = ["-".join(map(ids, values)) for values in listed]
    if os.environ.get("TESTS_APART"):
        return pytest.mark.parametrize(words, listed, ids=told)

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def together(**fixtures: Any) -> None:
            assert listed, f"there is no case of {names}"
            failed = {}
            for name, values in zip(told, listed, strict=True):
                tried = _undone(test) if undone else test
                problem = _problem(tried, fixtures | dict(zip(words, values, strict=True)))
                if problem:
                    problem.add_note(f"That was {names} = {name}")
                    failed[name] = problem
            if failed:
                count = f"{len(failed)} of {len(listed)} cases failed: {', '.join(failed)}"
                raise BaseExceptionGroup(count, list(failed.values())[:SHOWN])

        _ask_for_fixtures(together, test, words)
        return together

    return decorate


def _undone(test: Test) -> Test:
    def tried(**arguments: Any) -> None:
        with transaction.atomic():
            try:
                test(**arguments)
            finally:
                transaction.set_rollback(True)

    return tried


def _problem(test: Test, arguments: dict[str, Any]) -> BaseException | None:
    """What is wrong with a case; where time is up, the test ends at once."""
    try:
        test(**arguments)
    except pytest.fail.Exception as problem:
        if str(problem).startswith(OUT_OF_TIME):
            raise
        return problem
    except Exception as problem:  # noqa: BLE001 - whatever it is, the other cases are tried
        return problem
    return None


def _ask_for_fixtures(together: Test, test: Test, words: list[str]) -> None:
    signature = inspect.signature(test)
    wanted = [each for name, each in signature.parameters.items() if name not in words]
    together.__signature__ = signature.replace(parameters=wanted)  # type: ignore[attr-defined]
