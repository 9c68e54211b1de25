"""Links to results, and readers who have nothing but a link."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from analytics.domain import share_results
from analytics.models import SharedResults
from analytics.results.versions import read_layout
from analytics.sharing.keeping import forget_looks, identity_of
from analytics.sharing.making import Wanted
from analytics.sharing.tokens import token_of
from analytics.views.shared import forget_figures
from surveys.models import Survey
from tenants.people.models import User

type Share = Callable[..., SharedResults]


@pytest.fixture(autouse=True)
def _looked_anew() -> Iterator[None]:
    """Nothing is kept from test to test."""
    forget_looks()
    forget_figures()
    yield
    forget_looks()
    forget_figures()


def questions_of(survey: Survey) -> tuple[str, ...]:
    return tuple(identity_of(question) for question in read_layout(survey.pk).questions)


@pytest.fixture
def share(editor: User) -> Share:
    """Make a link to all questions of a survey; ``more`` are fields of ``Wanted``."""

    def make(survey: Survey, **more: Any) -> SharedResults:
        wanted = Wanted(**({"questions": questions_of(survey)} | more))
        return share_results(survey=survey, wanted=wanted, by=editor)

    return make


def address(share: SharedResults, rest: str = "") -> str:
    return f"/r/{token_of(share)}/{rest}"


@pytest.fixture
def look(stranger: Client) -> Callable[..., Any]:
    """Look at a link's page as it is now, as a stranger."""

    def now(share: SharedResults, rest: str = "", **headers: str) -> Any:
        forget_looks()
        forget_figures()
        return stranger.get(address(share, rest), headers=headers)

    return now
