"""The workbench: what is typed in the frame changes the reasons beside it; comments find their way."""

from playwright.sync_api import expect

from surveys.definition import Definition
from surveys.domain.preview_links import share_preview
from surveys.models import Comment, Survey
from surveys.preview_codes import token_of
from surveys.queries import draft_of
from tenants.people.models import User
from tests.axe import violations
from tests.builders import make_definition, make_question, make_survey
from tests.e2e.conftest import Site, Visit

SURE = make_question("yes_no", "sure", text="Are you sure?")
WHY = make_question("short_text", "why", text="Why not?", visible_if="not sure")
COLOUR = make_question("email", "mail", text="Your mail?")


def definition() -> Definition:
    return make_definition([SURE, WHY], [COLOUR])


def said(survey: Survey) -> Comment:
    """The only comment on a survey."""
    return Comment.objects.get(survey=survey)


def test_reasons_follow_the_frame_and_comments_the_page(visit: Visit, live: Site) -> None:
    survey = make_survey(definition())
    page = visit(f"/surveys/{survey.pk}/preview/workbench/?seed=7&width=phone", role="editor")
    frame, why = page.frame_locator("iframe"), page.locator(".why")
    last = why.locator("li", has_text="Why not?").first
    expect(last).to_contain_text("Not shown")

    frame.get_by_text("No", exact=True).click()
    expect(last).to_contain_text("“Are you sure?” is no")
    expect(last).to_contain_text("Shown, because this is true")
    frame.get_by_role("button", name="Next").click()
    expect(why.get_by_role("heading", name="Page 2")).to_be_visible()
    talk = page.locator("[data-talk]")
    expect(talk.get_by_label("About")).to_contain_text("Your mail?")
    talk.get_by_label("About").select_option(COLOUR["id"])
    talk.get_by_label("Comment", exact=True).fill("Do we need this?")
    talk.get_by_role("button", name="Comment", exact=True).click()
    expect(talk.locator(".thread")).to_contain_text("Do we need this?")

    assert said(survey).subject == COLOUR["id"]
    expect(frame.get_by_label("Your mail?")).to_be_visible()
    page.get_by_label("Tablet").check(force=True)
    expect(page.locator("iframe")).to_have_css("max-width", "820px")


def test_colleagues_are_named_and_comments_counted_in_the_builder(visit: Visit, live: Site) -> None:
    survey = make_survey(definition())
    live.person("viewer")
    page = visit(f"/surveys/{survey.pk}/build/?at={SURE['id']}", role="editor")

    page.locator("summary", has_text="Comments").click()
    words = page.get_by_label("Comment", exact=True)
    words.press_sequentially("Please look, @view")
    page.locator(".offers li", has_text="Viewer").wait_for()
    words.press("ArrowDown")
    words.press("Enter")
    expect(words).to_have_value("Please look, @viewer ")
    assert violations(page) == []
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".thread")).to_contain_text("@viewer")
    expect(page.locator(f"#row-{SURE['id']} .talk-count")).to_have_text("1")

    assert said(survey).mentions.get().person == User.objects.get(email=live.person("viewer")).pk


def test_a_reviewer_comments_without_an_account(visit: Visit, live: Site) -> None:
    survey = make_survey(definition())
    link = share_preview(survey=survey, by=User.objects.get(email=live.person("editor")))
    page = visit(f"/review/{token_of(link)}/")
    frame, talk = page.frame_locator("iframe"), page.locator("[data-talk]")

    frame.get_by_text("Yes", exact=True).click()
    frame.get_by_role("button", name="Next").click()
    expect(talk.get_by_label("About")).to_contain_text("Your mail?")
    talk.get_by_label("Your name").first.fill("Grace")
    talk.get_by_label("Comment", exact=True).fill("Looks <good>")
    talk.get_by_role("button", name="Comment", exact=True).click()
    expect(talk.locator(".thread")).to_contain_text("Looks <good>")

    made = said(survey)
    assert (made.guest, made.link, made.subject) == ("Grace", link, draft_of(survey).pages[1].id)
    assert violations(page) == []
