"""The page of a survey's logic: endings, quotas, scores, blocks."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from responses.models import Anonymity, QuotaCount
from surveys.definition import parse_definition
from surveys.models import Survey
from tenants.people.models import User
from tests.builders import make_choices, make_definition, make_question, make_survey
from tests.surveys.conftest import Post, address, draft

SMOKER, MOOD = "q_00000001", "q_00000002"


@pytest.fixture
def survey(editor: User) -> Survey:
    """A yes or no, and a mood to choose."""
    moods = {"choices": make_choices("Good", "Bad")}
    return make_survey(
        make_definition(
            [
                make_question("yes_no", "smoker", id=SMOKER),
                make_question("single_choice", "mood", id=MOOD, settings=moods),
            ]
        ),
        by=editor,
    )


def shown(browser: Client, survey: Survey) -> str:
    return unescape(browser.get(address("logic", survey)).content.decode())


def smokes(**more: Any) -> dict[str, Any]:
    return {
        "mode": "rows",
        "row": ["0.0"],
        "0.0.subject": "smoker",
        "0.0.operator": "equals",
        "0.0.value": "true",
    } | more


def test_the_page_leads_to_where_conditions_and_jumps_are_set(browser: Client, survey: Survey) -> None:
    html = shown(browser, survey)

    assert f'<a href="{address("build", survey)}">To the questions and pages</a>' in html
    assert f'href="{address("chart", survey)}"' in html


def test_endings_are_added_written_ordered_and_deleted(post: Post, browser: Client, survey: Survey) -> None:
    added = post("add_part", "endings", name="For smokers")
    new = draft(survey).endings[1].id
    assert added.headers["Location"] == address("rule", survey, new, "visible_if")

    fields = {
        "part.title": "Smokers",
        "part.text": "Thanks",
        "part.kind": "screened_out",
        "part.url": "https://a.example/?s={{ smoker }}",
    }
    saved = post("save_rule", new, "visible_if", **smokes(**fields))
    post("move_part", new, direction="up")

    ending = draft(survey).endings[0]
    assert saved.headers["Location"] == f"{address('logic', survey)}#{new}"
    assert (ending.visible_if, ending.kind, ending.title) == (
        "smoker = true",
        "screened_out",
        {"en": "Smokers"},
    )
    assert "“What is your smoker?” is yes" in shown(browser, survey)
    post("delete_part", new)
    assert [each.title["en"] for each in draft(survey).endings] == ["Thank you"]


def test_an_ending_has_parts_for_some(post: Post, browser: Client, survey: Survey) -> None:
    ending = draft(survey).endings[0].id

    post("save_rule", ending, "sections-new", **smokes(**{"part.text": "Stop <b>now</b>"}))

    assert draft(survey).endings[0].sections[0].text == {"en": "Stop <b>now</b>"}
    assert "→ Stop now" in shown(browser, survey)


def test_quotas_are_added_and_written(post: Post, browser: Client, survey: Survey) -> None:
    post("add_part", "quotas", name="Smokers", limit="3")
    quota, ending = draft(survey).quotas[0].id, draft(survey).endings[0].id
    fields = {
        "part.name": "All smokers",
        "part.limit": "5",
        "part.action": "end",
        "part.ending": ending,
        "part.checked_early": "on",
    }
    post("save_rule", quota, "condition", **smokes(**fields))

    stored = draft(survey).quotas[0]
    assert (stored.name, stored.limit, stored.ending, stored.checked_early) == (
        "All smokers",
        5,
        ending,
        True,
    )
    html = shown(browser, survey)
    assert f'id="count-{quota}"' in html
    assert f'hx-get="{reverse("responses:quotas", args=[survey.pk])}"' in html


@pytest.mark.parametrize(
    ("name", "limit"), [("", "3"), ("Smokers", ""), ("Smokers", "many"), ("Smokers", "9" * 12)]
)
def test_a_quota_without_name_or_limit_is_refused(post: Post, survey: Survey, name: str, limit: str) -> None:
    response = post("add_part", "quotas", name=name, limit=limit)

    assert (response.status_code, draft(survey).quotas) == (422, ())


def test_the_counters_of_quotas_are_live(post: Post, browser: Client, survey: Survey) -> None:
    post("add_part", "quotas", name="Smokers", limit="3")
    quota = draft(survey).quotas[0].id
    QuotaCount.objects.create(survey_id=survey.pk, quota=quota, count=2)

    html = browser.get(reverse("responses:quotas", args=[survey.pk])).content.decode()

    assert f'<span id="count-{quota}" hx-swap-oob="true">2</span>' in html

    Anonymity.objects.create(survey=survey, threshold=5)
    html = browser.get(reverse("responses:quotas", args=[survey.pk])).content.decode()
    assert f'<span id="count-{quota}" hx-swap-oob="true">&lt; 5</span>' in html


def test_a_score_counts_questions_in_bands(post: Post, browser: Client, survey: Survey) -> None:
    added = post("add_part", "scores", name="Well being")
    score = draft(survey).scores[0].id
    assert added.headers["Location"] == address("score", survey, score)
    assert "“What is your mood?”" not in shown(browser, survey)

    form = {
        "part.method": "mean",
        "part.least_answered": "1",
        f"counts.{MOOD}": "on",
        f"weight.{MOOD}": "2",
        f"reversed.{MOOD}": "on",
        "at_least.1": "3",
        "label.1": "High",
        "code.1": "high",
        "at_least.2": "0",
        "label.2": "Low",
    }
    saved = post("save_score", score, **form)

    stored = draft(survey).scores[0]
    assert saved.headers["Location"] == f"{address('logic', survey)}#{score}"
    assert (stored.name, stored.method, stored.title) == ("well_being", "mean", {"en": "Well being"})
    assert [term.model_dump() for term in stored.terms] == [{"question": MOOD, "weight": 2, "reversed": True}]
    assert [(band.code, band.at_least) for band in stored.bands] == [("2", 0), ("high", 3)]
    html = unescape(browser.get(address("score", survey, score)).content.decode())
    assert (f'name="counts.{MOOD}" value="on" checked' in html, 'value="High"' in html) == (True, True)
    assert "Low · High" in shown(browser, survey)


def test_bands_are_translated_beside_the_words_to_translate(editor: User, browser: Client) -> None:
    document = make_definition(languages=("en", "nl")).model_dump()
    bands = [{"code": "low", "label": {"en": "Low"}, "at_least": 0}]
    document["scores"] = [{"id": "s_00000001", "name": "mood", "bands": bands}]
    survey = make_survey(parse_definition(document), by=editor)
    url = f"{address('score', survey, 's_00000001')}?language=nl"

    html = unescape(browser.get(url).content.decode())
    assert 'lang="nl" autocomplete="off" placeholder="Low"' in html
    assert '{{ band("mood") }}' in html


def test_blocks_say_how_many_of_their_pages_are_shown(editor: User, browser: Client) -> None:
    document = make_definition().model_dump()
    shuffle = {"order": "random", "show": 2}
    document["blocks"] = [{"id": "b_00000001", "title": {"en": "Adverts"}, "shuffle": shuffle}]
    survey = make_survey(parse_definition(document), by=editor)

    assert "in random order, 2 pages of them" in shown(browser, survey)


@pytest.mark.parametrize(
    "wrong", [{f"weight.{MOOD}": "much"}, {"at_least.1": "high"}, {"part.name": "no name"}]
)
def test_a_score_that_can_not_be_is_refused_with_what_was_typed(
    post: Post, survey: Survey, wrong: dict[str, str]
) -> None:
    post("add_part", "scores", name="Well being")
    score = draft(survey).scores[0].id

    response = post("save_score", score, **({f"counts.{MOOD}": "on"} | wrong))

    html = unescape(response.content.decode())
    assert (response.status_code, f'value="{next(iter(wrong.values()))}"' in html) == (422, True)
    assert draft(survey).scores[0].terms == ()


def test_an_ending_that_a_jump_leads_to_is_not_deleted(post: Post, survey: Survey) -> None:
    page, ending = draft(survey).pages[0].id, draft(survey).endings[0].id
    post("save_rule", page, "jumps-new", **smokes(**{"part.to": ending}))

    refused = post("delete_part", ending)

    assert (refused.status_code, "This is still used" in refused.content.decode()) == (422, True)
    post("delete_part", ending, clearing="yes")
    assert (draft(survey).endings, draft(survey).pages[0].jumps) == ((), ())


def test_what_is_not_there_is_not_found(browser: Client, post: Post, survey: Survey) -> None:
    assert post("add_part", "nonsense", name="x").status_code == 404
    for name in ("move_part", "delete_part", "save_behaviour", "save_score"):
        assert post(name, "k_99999999").status_code == 404
    for part in ("s_99999999", SMOKER):
        assert browser.get(address("score", survey, part)).status_code == 404
