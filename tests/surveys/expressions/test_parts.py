"""Closures over arguments."""

from typing import Any

import pytest

from surveys.expressions.parts import always, strict
from tests.surveys.expressions.scenes import NOTHING


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_function_is_called_only_with_answers(count: int) -> None:
    def total(*values: Any) -> Any:
        return sum(values)

    answered = tuple(always(2) for _ in range(count))

    assert strict(total, answered)(NOTHING) == 2 * count
    for place in range(count):
        missing = (*answered[:place], always(None), *answered[place + 1 :])
        assert strict(total, missing)(NOTHING) is None
