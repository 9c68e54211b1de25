"""Customer NPS survey."""

from typing import Any

from config.demo.people import Remarks, Respondent
from config.demo.writing import choices, in_languages, page, question, survey

T = in_languages("en")

SLUG = "customer-feedback"
LANGUAGES = {"en": 1.0}

CHANNELS = {
    "web": T("Web shop"),
    "app": T("App"),
    "phone": T("By phone"),
    "store": T("In a store"),
}
REASONS = {
    "quality": T("Quality of the products"),
    "delivery": T("Speed of delivery"),
    "price": T("Price"),
    "service": T("Helpful people"),
    "range": T("Choice of products"),
    "returns": T("Easy returns"),
}

DEFINITION = survey(
    SLUG,
    T("How was your order?"),
    [
        page(
            "nps/score",
            T("Your experience"),
            question(
                "nps",
                "recommend",
                T("How likely are you to recommend Northwind to a friend or colleague?"),
                required=True,
                low_label=T("Not at all likely"),
                high_label=T("Extremely likely"),
            ),
            question(
                "long_text",
                "why",
                T("What is the main reason for your score?"),
                hint=T("A few words are enough."),
            ),
        ),
        page(
            "nps/details",
            T("Your order"),
            question(
                "single_choice",
                "channel",
                T("How did you order?"),
                required=True,
                choices=choices("channel", CHANNELS),
            ),
            question(
                "multiple_choice",
                "liked",
                T("What did you like?"),
                choices=choices("liked", REASONS),
            ),
            question(
                "opinion_scale",
                "effort",
                T("Northwind made it easy for me to get what I wanted"),
                first=1,
                last=7,
                low_label=T("Strongly disagree"),
                high_label=T("Strongly agree"),
            ),
            question("date", "ordered_on", T("When did you order?")),
        ),
        page(
            "nps/contact",
            T("May we come back to you?"),
            question("yes_no", "may_contact", T("May we ask you more about your answers?")),
            question(
                "email",
                "email",
                T("Your e-mail address"),
                hint=T("Only if you want us to write to you. We delete it after 30 days."),
            ),
        ),
    ],
    (
        T("Thank you, that helps"),
        T("<p>We read every remark. If something went wrong, we want to put it right.</p>"),
    ),
)

REMARKS: Remarks = {
    "en": {
        "good": (
            "Ordered on Monday, here on Tuesday. Nothing to add.",
            "The box was a pleasure to open and the lamp is even better than in the pictures.",
            "Your colleague on the phone solved it in two minutes.",
            "Easy to return the wrong size, no questions asked.",
            "Fair prices and it simply works.",
        ),
        "bad": (
            "Delivery took nine days and nobody told me why.",
            "The parcel was left in the rain.",
            "I had to call three times about one refund.",
            "The price went up while it was in my basket.",
            "Half of what I wanted was out of stock.",
        ),
    }
}


def answers(person: Respondent) -> dict[str, Any]:
    """Return what an imagined customer answers, by question name and in codes."""
    channel = person.pick(list(CHANNELS), [46, 31, 9, 14])
    lift = {"web": 0.1, "app": 0.3, "phone": -0.8, "store": 0.2}[channel]
    may_contact = person.random.random() < 0.28
    return {
        "recommend": person.scale(0, 10, centre=7.9 + lift + person.progress * 0.4, spread=2.1),
        "why": person.says(REMARKS, chance=0.46),
        "channel": channel,
        "liked": person.some(list(REASONS), [0.52, 0.44 + lift * 0.2, 0.31, 0.27, 0.36, 0.18]),
        "effort": person.scale(1, 7, centre=5.2 + lift, spread=1.2),
        "ordered_on": _order_day(person),
        "may_contact": may_contact,
        "email": f"customer{person.random.randrange(10_000, 99_999)}@example.com" if may_contact else None,
    }


def _order_day(person: Respondent) -> str | None:
    if person.random.random() < 0.25:
        return None
    days = 2 + int(person.random.expovariate(0.3))
    return person.started.date().fromordinal(person.started.toordinal() - days).isoformat()
