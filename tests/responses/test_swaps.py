"""What is swapped in while somebody types is what a page without a script shows for the same answers."""

import re
from random import Random
from typing import Any

from django.http import QueryDict
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from responses.identity import read_mark
from surveys.definition import Definition, problems_before_publishing
from surveys.flow import CompiledPage, compile_definition
from surveys.question_types import render_question
from tenants.scope import Scope
from tests.builders import published_survey
from tests.responses.respondent import Respondent
from tests.surveys.flow.imagined import definitions
from tests.surveys.question_types.html import Page

PLACE = re.compile(r'id="place-([^"]+)" data-depends="([^"]*)"')
QUESTION = re.compile(r'\bid="(q_\d{8}(?:\.\d+)*)')
MOST_PAGES = 12


def shown(html: str) -> tuple[list[tuple[str, str]], set[str]]:
    """The places with what their questions are like, and the questions."""
    return PLACE.findall(html), set(QUESTION.findall(html))


def typed(page: CompiledPage, html: str, chance: Random) -> dict[str, list[str]]:
    """What somebody types into what the page shows."""
    form = QueryDict(mutable=True)
    there = shown(html)[1]
    for part in page.elements:
        if part.id in there and part.is_asked and not part.type.takes_files and chance.random() < 0.8:
            answer = part.type.random_answer(part.element, chance)
            read: Any = Page(render_question(part.element, language="en", value=answer))
            form.update(read.form())
    return {name: list(map(str, values)) for name, values in form.lists()}


@given(definition=definitions(most_pages=2, most_elements=5), seed=st.integers(0, 2**40))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_looking_shows_what_a_page_sent_or_loaded_again_shows(
    acme: Scope, definition: Definition, seed: int
) -> None:
    assume(all(problem.severity != "error" for problem in problems_before_publishing(definition)))
    compiled, survey = compile_definition(definition), published_survey(definition)
    ada, chance = Respondent(survey).open(), Random(seed)

    for _step in range(MOST_PAGES):
        if "_at" not in ada.form():
            return
        at = read_mark(ada.form()["_at"][0], survey=survey.pk)
        sent = ada.form() | typed(compiled.page_by_id[at.page], ada.html, chance)
        address = ada.answer.request["QUERY_STRING"]
        ada.post(sent | {"_go": ["look"]})
        swapped = shown(ada.html)

        ada.post(sent | {"_language": ["en"]})
        assert shown(ada.html) == swapped
        ada.post(sent | {"_go": ["next"]})
        if ada.status == 422:
            assert shown(ada.html) == swapped
            continue
        onwards = ada.answer["Location"].removeprefix(ada.path)
        ada.open(f"?{address or 'page=1'}")
        if "_at" in ada.form() and read_mark(ada.form()["_at"][0], survey=survey.pk).page == at.page:
            assert shown(ada.html) == swapped
        ada.open(onwards)
