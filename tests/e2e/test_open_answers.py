"""Open answers in a browser: tagged by keys, and pages that everybody can use."""

from playwright.sync_api import expect

from analytics.models import AnswerTag, Tagging
from analytics.texts.codebook import TagFields, add_tag
from analytics.texts.quoting import pick_quote
from analytics.texts.ruling import add_rule
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.made import definition, question, respond
from tests.axe import BOTH, wrong_in
from tests.builders import published_survey
from tests.e2e.conftest import Site, Visit

FIELD = "text:q_00000008"


def asked() -> tuple[Survey, list[AnswerTag]]:
    """A survey with three answers and two tags."""
    survey = published_survey(definition([question(3, "nps", "likely"), question(8, "long_text", "words")]))
    for text in ("It came late.", "Friendly staff.", "Good prices, late delivery."):
        respond(survey, {"q_00000003": 9, "q_00000008": text})
    by = User.objects.all()[0]
    tags = [
        add_tag(survey_id=survey.pk, field=FIELD, fields=TagFields(name, "When it fits"), by=by)
        for name in ("Delivery", "Price")
    ]
    return survey, tags


def test_answers_are_tagged_by_keys_and_every_page_is_accessible(live: Site, visit: Visit) -> None:
    survey, (delivery, _price) = asked()
    page = visit(f"/surveys/{survey.pk}/text/answers/", role="owner", reduced_motion="reduce")
    answers = page.locator("[data-answer]")
    tag = answers.nth(1).get_by_role("button", name="Delivery")

    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(answers.nth(1)).to_be_focused()
    page.keyboard.press("1")
    expect(tag).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("k")
    expect(answers.nth(0)).to_be_focused()
    page.keyboard.press("u")
    expect(tag).to_have_attribute("aria-pressed", "false")
    expect(answers.nth(1)).to_be_focused()
    assert not Tagging.objects.filter(is_on=True).exists()

    by, base = User.objects.all()[0], page.url.partition("/answers/")[0]
    add_rule(tag=delivery, search="late", by=by)
    first = Response.objects.filter(survey=survey)[0]
    text = first.answers["q_00000008"]
    pick_quote(
        survey_id=survey.pk, response=first.pk, field=FIELD, text=text, facts=["number:q_00000003"], by=by
    )
    paths = ("", "answers/?q=late", "words/", f"tags/{delivery.pk}/", "quotes/")
    for path in (*paths, f"answers/{first.pk}/quote/"):
        page.goto(f"{base}/{path}")
        assert (path, wrong_in(page, BOTH)) == (path, {})
