"""A response begun on one version: finished on it, or brought to the current one by identity."""

from typing import Any

import pytest

from responses.models import Response
from surveys.definition import parse_definition
from surveys.domain import publish_survey
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import reread
from tests.responses.respondent import Respondent
from tests.responses.test_logic import AGE, NAME, SMOKER, number, short, stored, survey_of, yes_no

RED, BLUE = "c_red00000", "c_blue0000"
COLOURS = "q_colours0"


def choice(identity: str, code: str) -> dict[str, Any]:
    return {"id": identity, "code": code, "label": {"en": code}}


def colours(*choices: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": COLOURS,
        "type": "multiple_choice",
        "name": "colours",
        "text": {"en": "colours?"},
        "settings": {"choices": list(choices)},
    }


def publish_again(survey: Survey, *pages: list[Any], moves_on: bool = True, **more: Any) -> Survey:
    document = {
        "schema_version": "1.0",
        "title": {"en": "Logic"},
        "languages": ["en"],
        "pages": [{"id": f"p_{index:08d}", "elements": page} for index, page in enumerate(pages, start=1)],
        "endings": [{"id": "e_00000001", "title": {"en": "Thanks"}}],
        "settings": {"moves_on": moves_on},
    }
    definition = parse_definition(document)
    Survey.objects.filter(pk=survey.pk).update(draft=definition.model_dump(mode="json"))
    publish_survey(survey=reread(survey), by=None, **more)
    return reread(survey)


@pytest.fixture
def survey(acme: Scope) -> Survey:
    return survey_of(
        [colours(choice(RED, "red"), choice(BLUE, "blue")), number(AGE, "age")],
        [short(NAME, "name")],
        [yes_no(SMOKER, "smoker")],
    )


@pytest.fixture
def ada(survey: Survey) -> Respondent:
    return Respondent(survey).open().send(**{COLOURS: [RED, BLUE], AGE: "36"}).send(**{NAME: "Ada"})


def test_by_default_the_version_that_was_begun_is_finished(survey: Survey, ada: Respondent) -> None:
    publish_again(survey, [short("q_other000", "other")], moves_on=False)

    ada.send(**{SMOKER: "yes"})

    assert stored().status == "complete"
    assert stored().answers[SMOKER] is True


def test_answers_follow_their_questions_to_the_new_version(survey: Survey, ada: Respondent) -> None:
    old = stored().version_id
    now = publish_again(
        survey,
        [short(NAME, "name"), colours(choice(BLUE, "blue"))],
        [number(AGE, "age"), short("q_other000", "other")],
    )

    ada.open()

    assert "This survey was changed since you began" in ada.html
    assert "Nothing is lost" in ada.html
    assert "other?" in ada.html
    assert 'value="36"' in ada.html
    moved = stored()
    assert moved.version_id == now.current_version_id
    assert moved.answers == {NAME: "Ada", COLOURS: [BLUE], AGE: 36}
    assert moved.aside == {f"{COLOURS}@{old}": [RED, BLUE]}
    ada.open()
    assert "This survey was changed" not in ada.html
    ada.send(**{AGE: "36", "q_other000": "x"})
    assert stored().status == "complete"


def test_what_is_asked_no_more_or_otherwise_is_kept_aside(survey: Survey, ada: Respondent) -> None:
    old = stored().version_id
    publish_again(survey, [short(AGE, "age"), short("q_other000", "other")])

    ada.open()

    assert stored().answers == {}
    assert stored().aside == {COLOURS: [RED, BLUE], NAME: "Ada", f"{AGE}@{old}": 36}


def test_a_form_of_the_old_version_is_shown_again_with_what_was_typed(
    survey: Survey, ada: Respondent
) -> None:
    publish_again(survey, [short(NAME, "name")], [yes_no(SMOKER, "smoker")], [number(AGE, "age")])
    Respondent(survey).open()

    ada.send(**{SMOKER: "yes"})

    assert ada.status == 409
    assert "This survey was changed since you began" in ada.html
    assert stored().status == "started"


def test_a_page_that_stayed_keeps_what_was_typed_there(survey: Survey, ada: Respondent) -> None:
    publish_again(
        survey,
        [colours(choice(RED, "red"), choice(BLUE, "blue")), number(AGE, "age")],
        [short(NAME, "name")],
        [yes_no(SMOKER, "smoker"), short("q_other000", "other")],
    )
    Respondent(survey).open()
    ada.send(**{SMOKER: "yes"})
    assert ada.status == 409
    assert ada.form()[SMOKER] == ["yes"]

    ada.send(q_other000="x")

    assert stored().status == "complete"
    assert stored().answers[SMOKER] is True


def test_refusals_and_grids_follow_as_far_as_they_mean_something(acme: Scope) -> None:
    def grid(*rows: str) -> dict[str, Any]:
        return {
            "id": "q_grid0000",
            "type": "matrix_single",
            "name": "grid",
            "text": {"en": "grid?"},
            "settings": {
                "rows": [{"id": row, "code": row[2:], "label": {"en": row}} for row in rows],
                "columns": [choice(RED, "red"), choice(BLUE, "blue")],
            },
        }

    survey = survey_of(
        [grid("r_row00001", "r_row00002"), number(AGE, "age", refusals=["refused"])], [short(NAME, "name")]
    )
    given = {"q_grid0000.r_row00001": RED, "q_grid0000.r_row00002": BLUE, f"{AGE}.missing": "refused"}
    ada = Respondent(survey).open().send(**given)
    old = stored().version_id
    assert stored().answers["q_grid0000"] == {"r_row00001": RED, "r_row00002": BLUE}

    publish_again(survey, [grid("r_row00002"), number(AGE, "age")], [short(NAME, "name")])
    ada.open()

    assert stored().answers == {"q_grid0000": {"r_row00002": BLUE}}
    assert stored().aside[f"{AGE}@{old}"] == {"missing": "refused"}


def test_a_response_that_was_handed_in_stays_what_it_was(survey: Survey, ada: Respondent) -> None:
    ada.send(**{SMOKER: "no"})
    old = stored().version_id

    publish_again(survey, [short(NAME, "name")])
    ada.open()

    assert stored().version_id == old
    assert Response.objects.get().status == "complete"


def test_answers_to_former_choices_move_as_what_they_mean(survey: Survey, ada: Respondent) -> None:
    green = "c_green000"
    publish_again(
        survey,
        [short(NAME, "name"), colours(choice(BLUE, "blue"), choice(green, "green"))],
        mappings={COLOURS: {RED: green}},
    )

    ada.open()

    assert stored().answers[COLOURS] == [BLUE, green]


def test_what_means_something_else_now_is_asked_again(survey: Survey, ada: Respondent) -> None:
    old = str(stored().version_id)
    now = [short(NAME, "name"), colours(choice(BLUE, "navy"), choice(RED, "red"))]
    publish_again(survey, now, mappings={COLOURS: {BLUE: ""}})

    ada.open()

    assert stored().answers[COLOURS] == [RED]
    assert stored().aside[f"{COLOURS}@{old}"] == [RED, BLUE]
