"""What is kept of pages serves everybody, whichever way they came."""

from unittest.mock import patch

from responses.pages import frames
from tenants.scope import Scope
from tests.responses.respondent import Respondent
from tests.responses.test_logic import CIGARETTES, NAME, SMOKER, number, short, survey_of, yes_no


def test_a_page_is_rendered_once_and_numbered_for_each_way(acme: Scope) -> None:
    survey = survey_of(
        [yes_no(SMOKER, "smoker")],
        [number(CIGARETTES, "cigarettes", visible_if="smoker")],
        [short(NAME, "name")],
    )

    with patch.object(frames, "_rendered", wraps=frames._rendered) as rendered:
        longer = Respondent(survey).open().send(**{SMOKER: "yes"}).send(**{CIGARETTES: "12"}).html
        before = rendered.call_count
        shorter = Respondent(survey).open().send(**{SMOKER: "no"}).html

    assert rendered.call_count == before
    assert ("<span>Page 3 of 3</span>" in longer, 'value="67" max="100"' in longer) == (True, True)
    assert ("<span>Page 2 of 2</span>" in shorter, 'value="50" max="100"' in shorter) == (True, True)
    assert (">Send answers</button>" in longer, 'action="?page=2"' in shorter) == (True, True)
