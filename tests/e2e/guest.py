"""A guest who answers the demo's survey with everything: what goes into each field, what is stored then."""

from typing import Any

from playwright.sync_api import Page

from config.demo.showcase import definition
from config.demo.showcase.filling import stored_pictures, stored_towns
from config.demo.writing import fixed_id
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tests.builders import published_survey


def showcase() -> Survey:
    """The survey, open, in the current organisation."""
    owner = User.objects.filter(role="owner").first()
    assert owner is not None
    return published_survey(definition(stored_pictures(by=owner), stored_towns(by=owner)))


def q(name: str) -> str:
    """The id of a question."""
    return fixed_id("q", f"all_{name}")


def c(question: str, code: str) -> str:
    """The id of a choice, or of a column."""
    return fixed_id("c", question, code)


def r(question: str, code: str) -> str:
    """The id of a row."""
    return fixed_id("r", question, code)


SPENT = {"house": "40", "food": "30", "out": "20", "way": "10"}
HOUSE = {"beds": "4", "kitchen": "3", "quiet": "4"}
YES = c("all_services_used", "yes")

FIELDS: dict[str, Any] = (
    {
        "agrees": "first",
        "first_name": "Ada",
        "age": "36",
        "looked_forward": "The quiet",
        "may_contact": "yes",
        "email": "ada@example.com",
        "phone_number": "+31 20 123 4567",
        "review_page": "https://example.com/ada",
        "adults": "5",
        "child_age.1": "3",
        "child_sleeps.1": c("child_sleeps", "cot"),
        "booked_by.name": "Ada Lovelace",
        "booked_by.email": "ada@example.com",
        "home.street": "Keizersgracht 1",
        "home.city": "Amsterdam",
        "home.country": "NL",
        f"three_words.{r('all_three_words', '1')}": "Calm",
        "travelled": c("all_travelled", "bike"),
        "country": c("all_country", "nl"),
        "town": c("all_town", "utr"),
        "tongues": [c("all_tongues", "nl"), c("all_tongues", "ar")],
        "did": [c("all_did", "swim"), c("all_did", "sauna")],
        "did_best": c("all_did", "sauna"),
        f"would_do.{c('all_did', 'cycle')}": "1",
        "best_spot": "52.374",
        "best_spot.longitude": "4.898",
        "stayed_in": c("all_stayed_in", "forest"),
        "would_stay_in": [c("all_would_stay_in", "dunes")],
        "liked_places": [c("all_liked_places", "lake"), c("all_liked_places", "cafe")],
        "bench_here.x": "20",
        "bench_here.y": "30",
        "cosy": "19",
        "fair_price.from": "80",
        "fair_price.to": "120",
        "recommend": "9",
        "satisfied": "5",
        "easy": "6",
        "stars": "4",
        "rested": "5",
        "again": "7",
        f"meals.{r('all_meals', 'dinner')}": [c("all_meals", "cafe")],
        f"desks.{r('all_desks', 'reception')}.first": c("all_desks_kind", "yes"),
        f"desks.{r('all_desks', 'reception')}.second": c("all_desks_quick", "no"),
        f"visits.{r('all_visits', 'summer')}.{c('all_visits', 'alone')}": c("all_visits_often", "once"),
        f"nights.{r('all_nights', 'summer')}.{c('all_nights', 'here')}": "7",
        f"wishes.{r('all_wishes', 'winter')}.{c('all_wishes', 'more')}": "Snow",
        f"services.{r('all_services', 'bikes')}.{c('all_services', 'used')}": YES,
        f"services.{r('all_services', 'bikes')}.{c('all_services', 'hours')}": "6",
        "arrived_on": "2026-05-01",
        "arrived_at": "15:30",
        "call_at": "2026-08-01T10:00",
        "back_then.from": "2026-09-01",
        "back_then.to": "2026-09-08",
        "signed.typed": "Ada L.",
    }
    | {f"spent.{c('all_spent', part)}": share for part, share in SPENT.items()}
    | {f"house.{r('all_house', row)}": c("all_house", column) for row, column in HOUSE.items()}
)
"""What is put in, by the question's name and what follows it in the field's name: choices by their ids."""

STORED: dict[str, Any] = {
    "first_name": "Ada",
    "age": 36,
    "looked_forward": "The quiet",
    "may_contact": True,
    "email": "ada@example.com",
    "phone_number": "+31201234567",
    "review_page": "https://example.com/ada",
    "adults": 5,
    "children": 1,
    "child_age.1": 3,
    "child_sleeps.1": c("child_sleeps", "cot"),
    "party": 6,
    "booked_by": {"name": "Ada Lovelace", "email": "ada@example.com"},
    "home": {"street": "Keizersgracht 1", "city": "Amsterdam", "country": "NL"},
    "three_words": {r("all_three_words", "1"): "Calm"},
    "travelled": c("all_travelled", "bike"),
    "country": c("all_country", "nl"),
    "town": c("all_town", "utr"),
    "tongues": [c("all_tongues", "nl"), c("all_tongues", "ar")],
    "did": [c("all_did", "swim"), c("all_did", "sauna")],
    "did_best": c("all_did", "sauna"),
    "would_do": [c("all_did", "cycle")],
    "best_spot": {"latitude": 52.374, "longitude": 4.898},
    "stayed_in": c("all_stayed_in", "forest"),
    "would_stay_in": [c("all_would_stay_in", "dunes")],
    "liked_places": [c("all_liked_places", "lake"), c("all_liked_places", "cafe")],
    "bench_here": [{"x": 20.0, "y": 30.0}],
    "spent": {c("all_spent", part): int(share) for part, share in SPENT.items()},
    "cosy": 19,
    "fair_price": {"from": 80, "to": 120},
    "recommend": 9,
    "satisfied": 5,
    "easy": 6,
    "stars": 4,
    "rested": 5,
    "again": 7,
    "house": {r("all_house", row): c("all_house", column) for row, column in HOUSE.items()},
    "meals": {r("all_meals", "dinner"): [c("all_meals", "cafe")]},
    "desks": {
        r("all_desks", "reception"): {
            "first": c("all_desks_kind", "yes"),
            "second": c("all_desks_quick", "no"),
        }
    },
    "visits": {r("all_visits", "summer"): {c("all_visits", "alone"): c("all_visits_often", "once")}},
    "nights": {r("all_nights", "summer"): {c("all_nights", "here"): 7}},
    "wishes": {r("all_wishes", "winter"): {c("all_wishes", "more"): "Snow"}},
    "services": {r("all_services", "bikes"): {c("all_services", "used"): YES, c("all_services", "hours"): 6}},
    "arrived_on": "2026-05-01",
    "arrived_at": "15:30",
    "call_at": "2026-08-01T10:00",
    "back_then": {"from": "2026-09-01", "to": "2026-09-08"},
    "signed": {"typed": "Ada L."},
    "mood": 95,
}
"""What is stored then, by the same names."""


def named(answers: dict[str, Any]) -> dict[str, Any]:
    """Stored answers by the names of ``STORED``."""
    names = {q(name.partition(".")[0]): name.partition(".")[0] for name in (*STORED, *OTHERS)}
    return {_renamed(key, names): value for key, value in answers.items()}


OTHERS = ("agrees", "campaign", "wording", "seconds_reading", "photographs", "what_happened", "nearest")


def _renamed(key: str, names: dict[str, str]) -> str:
    plain, dot, rest = key.partition(".")
    return f"{names.get(plain, plain)}{dot}{rest}"


def page_of(page: Page) -> str:
    """The id of the page that is shown; ``""`` where there is none."""
    mark = page.locator("[name=_at]")
    return (mark.first.get_attribute("value") or "").split(".")[2] if mark.count() else ""


def put_in(page: Page, name: str, value: Any) -> bool:
    """Put a value into a field by plain controls; return whether the field is there, and offers it."""
    question, dot, rest = name.partition(".")
    field = page.locator(f'[name="{q(question)}{dot}{rest}"]')
    if not field.count():
        return False
    tag = field.first.evaluate("field => field.tagName + ' ' + (field.type || '')").split()
    if tag[0] == "SELECT":
        if not field.locator(f'option[value="{value}"]').count():
            return False
        field.first.select_option(value)
    elif tag[1] in ("radio", "checkbox"):
        for each in value if isinstance(value, list) else [value]:
            wanted = field.first if each == "first" else field.and_(page.locator(f'[value="{each}"]'))
            wanted.check(force=True)
    else:
        for place, each in enumerate(value if isinstance(value, list) else [value]):
            field.nth(place).fill(each)
    return True


def fill_page(page: Page, done: set[str]) -> None:
    """Fill in everything on the page that has not been filled in yet, and open what is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    for name, value in FIELDS.items():
        if name not in done and put_in(page, name, value):
            done.add(name)


def response_of(survey: Survey) -> Response:
    """The one response."""
    return Response.objects.get(survey=survey)
