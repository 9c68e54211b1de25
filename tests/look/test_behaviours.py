"""What the shared scripts do, seen in a browser."""

from playwright.sync_api import Page, expect

from tests.look.conftest import Open

COUNT_SUBMITS = """addEventListener("submit", (event) => {
  window.sent = (window.sent ?? 0) + !event.defaultPrevented;
  event.preventDefault();
})"""
COUNT_PRESSES = """document.querySelector("[data-shortcut=p]").addEventListener("click", () => {
  window.pressed = (window.pressed ?? 0) + 1;
})"""
SHOW_TOAST = """([text, kind]) => document.body.dispatchEvent(
  new CustomEvent("toast", {detail: {text, kind}, bubbles: true}),
)"""
REFUSE = """() => {
  const piece = document.createElement("div");
  piece.innerHTML = '<p data-error-summary tabindex="-1">Wrong</p>';
  document.querySelector("main").append(piece);
  const send = (name, detail) => piece.dispatchEvent(new CustomEvent(name, {detail, bubbles: true}));
  send("htmx:beforeSwap", {target: piece, xhr: {status: 422}, requestConfig: {elt: piece}});
  send("htmx:afterSettle", {elt: piece});
}"""


def sent_requests(page: Page, method: str) -> list[str]:
    requests: list[str] = []
    page.on("request", lambda asked: requests.append(asked.url) if asked.method == method else None)
    return requests


def test_the_theme_is_chosen_and_remembered(open_page: Open) -> None:
    page = open_page("/", color_scheme="light")

    page.click(".side [data-theme-switch] [value=dark]")
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.locator(".side [data-theme-switch] [value=dark]")).to_have_attribute("aria-pressed", "true")


def test_the_theme_follows_the_system_again(open_page: Open) -> None:
    page = open_page("/")
    page.click(".side [data-theme-switch] [value=dark]")

    page.click(".side [data-theme-switch] [value='']")
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_a_form_that_asks_first_is_sent_after_yes(open_page: Open) -> None:
    page = open_page("/")
    posts = sent_requests(page, "POST")

    page.click("form[data-confirm] button")
    expect(page.locator("[data-confirm-dialog] h2")).to_have_text("Close the survey?")
    with page.expect_request(lambda asked: asked.method == "POST"):
        page.click("[data-confirm-yes]")

    assert posts == ["http://acme.localhost/styleguide/"]


def test_a_form_that_asks_first_is_not_sent_after_no(open_page: Open) -> None:
    page = open_page("/")
    posts = sent_requests(page, "POST")

    page.click("form[data-confirm] button")
    page.click("[data-confirm-dialog] button[value='']")
    page.wait_for_timeout(200)

    assert posts == []


def test_a_link_that_asks_first_posts_to_its_address(open_page: Open) -> None:
    page = open_page("/")
    posts = sent_requests(page, "POST")

    page.click(".actions .menu summary")
    page.click(".actions .menu .danger")
    with page.expect_request(lambda asked: asked.method == "POST"):
        page.click("[data-confirm-yes]")

    assert posts == ["http://acme.localhost/styleguide/?"]


def test_a_form_is_sent_once_however_often_it_is_clicked(open_page: Open) -> None:
    page = open_page("/")
    page.evaluate(COUNT_SUBMITS)

    page.dblclick("form.form .button.primary")

    assert page.evaluate("window.sent") == 1


def test_copying_copies_and_says_so(open_page: Open) -> None:
    page = open_page("/", permissions=["clipboard-read", "clipboard-write"])

    page.click("[data-copy]")

    expect(page.locator("[data-copy]")).to_have_text("Copied")
    expect(page.locator("[data-announcer]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "https://northwind.example/s/team-pulse"


def test_the_palette_finds_and_goes(open_page: Open) -> None:
    page = open_page("/")

    page.keyboard.press("Control+k")
    page.keyboard.type("prev")
    page.keyboard.press("Enter")

    page.wait_for_url("**/survey/")


def test_the_palette_says_when_nothing_fits(open_page: Open) -> None:
    page = open_page("/")

    page.keyboard.press("Control+k")
    page.keyboard.type("zzz")

    expect(page.locator(".palette-none")).to_be_visible()


def test_shortcuts_press_their_button_unless_switched_off(open_page: Open) -> None:
    page = open_page("/")
    page.evaluate(COUNT_PRESSES)

    page.keyboard.press("p")
    page.keyboard.press("?")
    page.click("[data-shortcuts-toggle]")
    page.keyboard.press("Escape")
    page.keyboard.press("p")

    assert page.evaluate("window.pressed") == 1


def test_escape_closes_a_menu_and_returns_to_its_button(open_page: Open) -> None:
    page = open_page("/")
    menu = page.locator(".actions .menu")

    menu.locator("summary").press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_good_news_leaves_and_bad_news_stays(open_page: Open) -> None:
    page = open_page("/")
    page.clock.install()
    page.reload()

    page.evaluate(SHOW_TOAST, ["Saved", "success"])
    page.evaluate(SHOW_TOAST, ["Not sent", "error"])
    page.clock.run_for(9000)

    expect(page.locator("[data-toast-text]")).to_have_text(["Not sent"])


def test_a_refused_form_moves_focus_to_what_is_wrong(open_page: Open) -> None:
    page = open_page("/")
    page.evaluate(REFUSE)

    expect(page.locator("main div > p[data-error-summary]")).to_be_focused()


def test_a_message_is_a_toast_that_can_be_dismissed(open_page: Open) -> None:
    page = open_page("/?message=Saved")
    expect(page.locator(".toast")).to_have_text("Saved")

    page.click("[data-toast-close]")

    expect(page.locator(".toast")).to_have_count(0)


def test_without_scripts_a_message_stands_above_the_page(open_page: Open) -> None:
    page = open_page("/?message=Saved", java_script_enabled=False)

    toast, heading = page.locator(".toast").bounding_box(), page.locator("h1").bounding_box()

    assert toast is not None
    assert heading is not None
    assert toast["y"] + toast["height"] <= heading["y"]


def test_pages_need_no_script_to_be_read_and_left(open_page: Open) -> None:
    page = open_page("/", width=390, java_script_enabled=False)

    page.click(".topbar summary")

    expect(page.locator(".topbar .side-nav")).to_be_visible()
    expect(page.locator("[data-copy]")).to_be_hidden()
