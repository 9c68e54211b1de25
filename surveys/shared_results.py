"""Shared results that an ending may lead respondents to.

They belong to an app on a floor above, which says here how to ask for them; without it there are none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

type Offered = tuple[str, str]
"""The id of shared results, and what they are called."""


@dataclass(frozen=True, slots=True)
class _Asked:
    offered: Callable[[UUID], Sequence[Offered]]
    address: Callable[[UUID, str], str]


_asked = [_Asked(lambda _survey: (), lambda _survey, _results: "")]


def ask_for_results(
    *, offered: Callable[[UUID], Sequence[Offered]], address: Callable[[UUID, str], str]
) -> None:
    """Say how to ask for the shared results of a survey that are open, and for the address of some by their
    id, ``""`` while nobody can see them."""
    _asked[0] = _Asked(offered, address)


def results_offered(survey_id: UUID) -> Sequence[Offered]:
    """The shared results of a survey that can be seen now. One query."""
    return _asked[0].offered(survey_id)


def address_of_results(survey_id: UUID, results: str | None) -> str:
    """Where respondents see shared results, ``""`` for none and while these are closed. One query at most."""
    return _asked[0].address(survey_id, results) if results else ""
