"""Logic in the builder, as plain forms and with HTMX."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from surveys import editing
from surveys.domain import edit_draft
from surveys.models import Survey
from tenants.people.models import User
from tests.builders import make_choices, make_definition, make_question, make_survey, reread
from tests.surveys.conftest import HTMX, Post, address, draft

SMOKER, COLOUR, AGE, NAME = (f"q_{number:08d}" for number in range(1, 5))
NEW = "q_00000009"


@pytest.fixture
def survey(editor: User) -> Survey:
    """Smoker and colour on the first page, age and name on the second."""
    colours = {"choices": make_choices("Red", "Green")}
    return make_survey(
        make_definition(
            [
                make_question("yes_no", "smoker", id=SMOKER),
                make_question("single_choice", "colour", id=COLOUR, settings=colours),
            ],
            [make_question("number", "age", id=AGE), make_question(name="name", id=NAME)],
            languages=("en", "nl"),
        ),
        by=editor,
    )


@pytest.fixture
def stored(survey: Survey, editor: User) -> Callable[..., None]:
    """Do an operation of ``editing`` to the draft."""

    def do(name: str, **arguments: Any) -> None:
        operation = getattr(editing, name)
        revision = reread(survey).draft_revision
        edit_draft(
            survey=survey, revision=revision, operation=lambda was: operation(was, **arguments), by=editor
        )

    return do


def element(survey: Survey, identity: str) -> Any:
    return next(part for part in draft(survey).elements if part.id == identity)


def row(number: int, subject: str, operator: str, *values: str, group: int = 0) -> dict[str, Any]:
    key = f"{group}.{number}"
    return {f"{key}.subject": subject, f"{key}.operator": operator, f"{key}.value": list(values)}


def rows(*given: dict[str, Any], **more: Any) -> dict[str, Any]:
    form: dict[str, Any] = {"mode": "rows", "row": [next(iter(each)).rpartition(".")[0] for each in given]}
    for each in given:
        form |= each
    return form | more


def text(response: Any) -> str:
    return unescape(response.content.decode())


def test_a_condition_by_rows_is_saved_as_an_expression(post: Post, survey: Survey) -> None:
    form = rows(
        row(0, "smoker", "equals", "true"), row(1, "colour", "any_of", "1", "2"), **{"0.joined": "any"}
    )

    response = post("save_rule", AGE, "visible_if", **form)

    assert element(survey, AGE).visible_if == 'smoker = true or colour in ["1", "2"]'
    assert response.headers["Location"] == f"{address('build', survey)}?at={AGE}#current"


def test_groups_of_rows_are_joined_as_chosen(post: Post, survey: Survey) -> None:
    form = rows(
        row(0, "smoker", "equals", "true"),
        row(0, "age", "between", "18", "65", group=1),
        row(1, "colour", "answered", group=1),
        joined="all",
        **{"1.joined": "any"},
    )

    post("save_rule", NAME, "visible_if", **form)

    assert (
        element(survey, NAME).visible_if == "(smoker = true) and (between(age, 18, 65) or answered(colour))"
    )


def test_a_condition_is_shown_as_rows_again(browser: Client, survey: Survey, stored: Any) -> None:
    source = 'smoker and (colour = "2" or colour in ["1"])'
    stored("set_condition", target=AGE, field="visible_if", source=source)

    html = text(browser.get(address("rule", survey, AGE, "visible_if")))

    assert '<option value="smoker" selected>' in html
    assert '<option value="2" selected>Green</option>' in html
    assert 'name="1.1.value" value="1" checked' in html


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (row(0, "", "", "1"), "Choose a question."),
        (row(0, "smoker", "equals"), "Say what to compare with."),
        (row(0, "colour", "any_of"), "Say what to compare with."),
        (row(0, "nonsense", "equals", "1"), "Choose a question."),
    ],
)
def test_a_row_that_is_not_complete_is_refused_in_its_place(
    post: Post, survey: Survey, given: dict[str, Any], words: str
) -> None:
    response = post("save_rule", AGE, "visible_if", **rows(given))

    assert response.status_code == 422
    assert f'id="error-0.0"><li>{words}</li>' in text(response)
    assert element(survey, AGE).visible_if == ""


@pytest.mark.parametrize(
    ("values", "words"), [(("18",), "Give both ends."), (("a", "b"), "This must be a number")]
)
def test_numbers_are_refused_in_words(
    post: Post, survey: Survey, values: tuple[str, ...], words: str
) -> None:
    response = post("save_rule", NAME, "visible_if", **rows(row(0, "age", "between", *values)))

    assert (response.status_code, 'id="error-0.0"><li>' in text(response)) == (422, True)
    if words.startswith("Give"):
        assert words in text(response)


def test_an_expression_that_is_wrong_says_where_and_what_was_meant(post: Post, survey: Survey) -> None:
    response = post("save_rule", NAME, "visible_if", mode="free", source="agee > 18 and smoker")

    html = text(response)
    assert response.status_code == 422
    assert "<mark>agee</mark> > 18" in html
    assert 'name="suggested" value="age > 18 and smoker"' in html
    html = text(post("reshape_rule", NAME, "visible_if", mode="free", suggested="age > 18 and smoker"))
    assert ("<mark>" in html, "age > 18 and smoker</textarea>" in html) == (False, True)


def test_a_condition_that_names_what_comes_later_is_refused(post: Post, survey: Survey) -> None:
    response = post("save_rule", SMOKER, "visible_if", mode="free", source="age > 18")

    assert (response.status_code, "comes later" in text(response)) == (422, True)


def test_rows_and_groups_come_and_go_without_being_stored(post: Post, survey: Survey) -> None:
    form = rows(row(0, "smoker", "equals", "true"))
    before = reread(survey).draft_revision

    more = text(post("reshape_rule", AGE, "visible_if", add="0", **form))
    group = text(post("reshape_rule", AGE, "visible_if", more="yes", **form))
    fewer = text(post("reshape_rule", AGE, "visible_if", remove="0.0", **form))
    nothing = text(post("reshape_rule", AGE, "visible_if", add="x", **form))

    assert [html.count('name="row"') for html in (more, group, fewer, nothing)] == [2, 2, 0, 1]
    assert reread(survey).draft_revision == before


def test_rows_become_an_expression_and_back(post: Post, survey: Survey) -> None:
    free = text(
        post("reshape_rule", AGE, "visible_if", turn="free", **rows(row(0, "smoker", "equals", "true")))
    )
    assert "smoker = true</textarea>" in free

    back = text(post("reshape_rule", AGE, "visible_if", turn="rows", mode="free", source="smoker"))
    wrong = text(post("reshape_rule", AGE, "visible_if", turn="rows", mode="free", source="smoker +"))
    assert ('<option value="true" selected>' in back, 'id="rule-wrong"' in wrong) == (True, True)


@pytest.mark.parametrize(
    "source",
    [
        "age + 1 > 18",
        "smoker and (age > 18 or (answered(colour) and age < 5))",
        "smoker in [true]",
        "smoker # why",
    ],
)
def test_an_expression_too_free_for_rows_stays_one(
    browser: Client, survey: Survey, stored: Any, source: str
) -> None:
    stored("set_condition", target=NAME, field="visible_if", source=source)

    html = text(browser.get(address("rule", survey, NAME, "visible_if")))

    assert (f"{source}</textarea>" in html, "by rows" in html) == (True, False)


def test_no_is_a_row_of_its_own(browser: Client, survey: Survey, stored: Any) -> None:
    stored("set_condition", target=AGE, field="visible_if", source="not smoker")

    html = text(browser.get(address("rule", survey, AGE, "visible_if")))

    assert '<option value="false" selected>No</option>' in html


def test_htmx_gets_the_rule_for_the_panel_and_after_saving_the_canvas(
    browser: Client, post: Post, survey: Survey
) -> None:
    shown = text(browser.get(f"{address('rule', survey, AGE, 'visible_if')}?panel=1", headers=HTMX))
    saved = text(post("save_rule", AGE, "visible_if", htmx=True, **rows(row(0, "smoker", "equals", "true"))))

    assert shown.strip().startswith('<aside id="panel"')
    assert ('id="canvas"' in saved, "Shown if" in saved) == (True, True)
    assert "“What is your smoker?” is yes" in saved


def test_checks_wordings_and_right_answers_are_added_changed_and_removed(post: Post, survey: Survey) -> None:
    adult = rows(row(0, "age", "at_least", "18"))
    post("save_rule", AGE, "checks-new", **adult, **{"part.message": "Adults only."})
    post("save_rule", AGE, "checks-0", query="?language=nl", **adult, **{"part.message": "Volwassenen."})
    smokes = rows(row(0, "smoker", "equals", "true"))
    post("save_rule", AGE, "variants-new", **smokes, **{"part.text": "Your age, smoker?"})
    post("save_rule", AGE, "quiz", **adult, **{"part.points": "2", "part.if_right": "Yes!"})

    age = element(survey, AGE)
    assert (age.checks[0].valid_if, dict(age.checks[0].message)) == (
        "age >= 18",
        {"en": "Adults only.", "nl": "Volwassenen."},
    )
    assert (age.variants[0].text, age.quiz.points, age.quiz.if_right) == (
        {"en": "Your age, smoker?"},
        2,
        {"en": "Yes!"},
    )

    for slot in ("checks-0", "variants-0", "quiz"):
        post("delete_rule", AGE, slot)
    age = element(survey, AGE)
    assert (age.checks, age.variants, age.quiz) == ((), (), None)


def test_a_check_without_a_condition_is_refused(post: Post, survey: Survey) -> None:
    response = post("save_rule", AGE, "checks-new", mode="rows", **{"part.message": "No"})

    assert (response.status_code, "Say when" in text(response)) == (422, True)


def test_jumps_lead_on_and_are_tried_in_their_order(post: Post, survey: Survey) -> None:
    page, ending = draft(survey).pages[0].id, draft(survey).endings[0].id
    smokes = rows(row(0, "smoker", "equals", "true"))
    post("save_rule", page, "jumps-new", **smokes, **{"part.to": ending})
    post("save_rule", page, "jumps-new", **rows(), **{"part.to": draft(survey).pages[1].id})
    post("move_rule", page, "jumps-1", direction="up")

    jumps = draft(survey).pages[0].jumps
    assert [(jump.condition, jump.to) for jump in jumps] == [
        ("", draft(survey).pages[1].id),
        ("smoker = true", ending),
    ]
    refused = post("save_rule", page, "jumps-new", **rows(), **{"part.to": page})
    assert (refused.status_code, "later page" in text(refused)) == (422, True)


def test_how_a_question_behaves_is_saved_from_its_panel(post: Post, survey: Survey) -> None:
    form = {
        "part.soft_required": "on",
        "part.refusals.refused": "on",
        "part.refusals.dont_know": "off",
        "part.default": '"1"',
        "part.shuffle_choices.order": "random",
        "part.shuffle_choices.show": "1",
        "part.shuffle_choices.evenly": "on",
        "part.pinned": "on",
    }

    post("save_behaviour", COLOUR, **form)

    colour = element(survey, COLOUR)
    assert (colour.soft_required, colour.refusals, colour.default, colour.pinned) == (
        True,
        ("refused",),
        '"1"',
        True,
    )
    assert colour.shuffle_choices.model_dump() == {"order": "random", "show": 1, "evenly": True}
    post("save_behaviour", COLOUR, **{"part.shuffle_choices.order": ""})
    assert element(survey, COLOUR).shuffle_choices is None


@pytest.mark.parametrize("htmx", [False, True])
def test_what_can_not_be_is_refused_beside_its_field(post: Post, survey: Survey, htmx: bool) -> None:
    page = draft(survey).pages[0].id
    question = post("save_behaviour", COLOUR, query=f"?at={COLOUR}", htmx=htmx, **{"part.default": "nothing"})
    limit = post("save_behaviour", page, query=f"?at={page}", htmx=htmx, **{"part.seconds": "soon"})

    assert (question.status_code, limit.status_code) == (422, 422)
    assert 'id="field-part-default_error"' in text(question)
    assert 'id="field-part-seconds_error"' in text(limit)


def test_how_a_page_behaves_is_saved(post: Post, survey: Survey) -> None:
    page = draft(survey).pages[0].id

    post("save_behaviour", page, htmx=True, **{"part.seconds": "90", "part.shuffle.order": "rotated"})

    first = draft(survey).pages[0]
    assert (first.seconds, first.shuffle and first.shuffle.order) == (90, "rotated")


def test_questions_go_into_a_group_and_out(post: Post, survey: Survey, stored: Any) -> None:
    page = draft(survey).pages[1].id
    stored("add_question", type_key="repeat_group", page_id=page, position=0, question_id=NEW)

    html = text(post("put_in_group", AGE, group=NEW, htmx=True))
    assert element(survey, AGE).in_group == NEW
    assert ('class="inside-1"' in html, "repeated" in html) == (True, True)

    post("put_in_group", AGE, group="")
    assert element(survey, AGE).in_group is None
    assert post("put_in_group", AGE, group=SMOKER).status_code == 422


def test_pages_go_into_a_block_old_or_new_and_out(post: Post, survey: Survey) -> None:
    one, two = (page.id for page in draft(survey).pages)
    post("put_in_block", one, block="new")
    block = draft(survey).blocks[0].id
    post("put_in_block", two, block=block)
    assert [page.block for page in draft(survey).pages] == [block, block]

    post("put_in_block", two, block="")
    post("save_rule", block, "visible_if", **rows(), **{"part.title": "Smoking", "part.pinned": "on"})
    assert [page.block for page in draft(survey).pages] == [block, None]
    assert (draft(survey).blocks[0].title, draft(survey).blocks[0].pinned) == ({"en": "Smoking"}, True)


def test_a_question_that_is_named_goes_with_what_names_it_once_confirmed(
    post: Post, survey: Survey, stored: Any
) -> None:
    stored("set_condition", target=AGE, field="visible_if", source="smoker")
    asked = post("delete_question", SMOKER, query=f"?at={SMOKER}")
    assert "What names it goes with it: “What is your age?” (shown if)." in text(asked)

    unasked = post("delete_question", SMOKER, confirmed="yes", htmx=True)
    assert (unasked.status_code, "This is still used" in text(unasked)) == (422, True)
    post("delete_question", SMOKER, confirmed="yes", clearing="yes")
    assert element(survey, AGE).visible_if == ""


def test_a_question_is_not_moved_behind_what_names_it(post: Post, survey: Survey, stored: Any) -> None:
    stored("set_condition", target=AGE, field="visible_if", source="smoker")

    response = post("move_question", SMOKER, page=draft(survey).pages[1].id, htmx=True)

    assert (response.status_code, "“What is your age?” (shown if)" in text(response)) == (422, True)


def test_the_outline_and_the_card_say_when_a_question_is_shown(
    browser: Client, survey: Survey, stored: Any
) -> None:
    stored("set_condition", target=AGE, field="visible_if", source='colour != "1" and not answered(smoker)')

    html = text(browser.get(f"{address('build', survey)}?at={NAME}"))

    words = "“What is your colour?” is not “Red” and “What is your smoker?” is not answered"
    assert (f'title="Shown if {words}"' in html, f"<span>Shown if {words}</span>" in html) == (True, True)


@pytest.mark.parametrize(
    ("owner", "slot"),
    [
        (AGE, "nonsense"),
        (AGE, "checks"),
        (AGE, "checks-0"),
        (AGE, "visible_if-0"),
        (AGE, "../x"),
        ("q_99999999", "visible_if"),
        ("k_99999999", "condition"),
    ],
)
def test_rules_that_are_not_there_are_not_found(
    browser: Client, post: Post, survey: Survey, owner: str, slot: str
) -> None:
    if "/" not in slot:
        assert browser.get(address("rule", survey, owner, slot)).status_code == 404
        for name in ("save_rule", "reshape_rule", "delete_rule", "move_rule"):
            assert post(name, owner, slot, mode="rows").status_code == 404


def test_a_stale_rule_is_not_saved(post: Post, survey: Survey) -> None:
    response = post("save_rule", AGE, "visible_if", revision=99, **rows(row(0, "smoker", "equals", "true")))

    assert (response.status_code, element(survey, AGE).visible_if) == (409, "")


def test_the_page_says_where_it_leads_and_what_block_it_is_in(
    browser: Client, survey: Survey, stored: Any
) -> None:
    first, second = (page.id for page in draft(survey).pages)
    ending = draft(survey).endings[0].id
    stored("set_page_text", page_id=second, field="title", language="en", text="Habits")
    for to in (second, ending):
        stored("put_rule", owner=first, rules="jumps", values={"condition": "smoker", "to": to})
    stored("add_part", listed="blocks", values={}, part_id="b_00000001")
    stored("set_block", page_id=first, block_id="b_00000001")

    html = text(browser.get(f"{address('build', survey)}?at={first}"))

    assert ("→ 2 · Habits" in html, "→ End: Thank you" in html) == (True, True)
    assert '<option value="b_00000001" selected>Untitled block</option>' in html
    removal = text(post_delete(browser, survey, second))
    assert "(jump)" in removal


def post_delete(browser: Client, survey: Survey, page: str) -> Any:
    form = {"revision": reread(survey).draft_revision}
    return browser.post(f"{address('delete_page', survey, page)}?at={page}", form)
