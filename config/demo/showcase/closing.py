"""The last page and how the survey ends: scores with bands, quotas, endings for different guests."""

from config.demo.showcase.words import Document, T, ask, fixed_id, of, page


def closing_pages() -> list[Document]:
    """Return the pages."""
    return [_next_time(), _goodbye()]


def _next_time() -> Document:
    return page(
        "all/next",
        T("Next time", "Een volgende keer"),
        ask(
            "date",
            "arrived_on",
            T("When did you arrive?", "Wanneer kwamen jullie aan?"),
            minimum="2025-01-01",
            maximum="2026-12-31",
        ),
        ask("time", "arrived_at", T("At what time?", "Hoe laat?"), minimum="06:00", maximum="23:45", step=15)
        | {"visible_if": "answered(arrived_on)"},
        ask(
            "datetime",
            "call_at",
            T("When may we call you?", "Wanneer mogen we je bellen?"),
            minimum="2026-01-01",
            maximum="2027-12-31",
        )
        | {"visible_if": "answered(phone_number)"},
        ask(
            "date_range",
            "back_then",
            T("When would you come back?", "Wanneer zou je terugkomen?"),
            minimum="2026-01-01",
            maximum="2027-12-31",
            maximum_days=21,
        )
        | {"visible_if": "unanswered(recommend) or recommend >= 5"},
    )


def _goodbye() -> Document:
    return page(
        "all/goodbye",
        T("To finish", "Tot slot"),
        ask(
            "long_text",
            "what_happened",
            T("What went wrong? We want to put it right.", "Wat ging er mis? We willen het goedmaken."),
            maximum_length=1_000,
        )
        | {
            "visible_if": "recommend < 7 or satisfied <= 2",
            "required_if": "recommend < 3",
            "refusals": ["refused"],
        },
        ask(
            "file_upload",
            "photographs",
            T("Show us your best photographs", "Laat ons je mooiste foto’s zien"),
            maximum_count=3,
            maximum_size=5,
        ),
        ask("signature", "signed", T("Sign our guest book", "Teken ons gastenboek"), typed=True),
        ask(
            "calculated",
            "mood",
            T("Your stay in a number, out of 100", "Je verblijf in een cijfer, van de 100"),
            expression='round(score("stay") * 5)',
            is_shown=True,
        ),
    )


def endings() -> list[Document]:
    """How the survey may end."""
    return [
        _ending(
            "not_agreed",
            T("Thank you for telling us", "Dank je voor je antwoord"),
            T(
                "<p>Without your consent we ask nothing else.</p>",
                "<p>Zonder je toestemming vragen we verder niets.</p>",
            ),
            kind="screened_out",
            visible_if="not agrees",
        ),
        _ending(
            "enough",
            T("We have heard enough of this for now", "Hierover weten we voorlopig genoeg"),
            T(
                "<p>So many guests like you have answered already.</p>",
                "<p>Er hebben al zo veel gasten als jij geantwoord.</p>",
            ),
            visible_if="false",
        ),
        _ending(
            "thanks",
            T('Thank you, {{ first_name | "dear guest" }}', 'Dank je wel, {{ first_name | "beste gast" }}'),
            T(
                '<p>Your stay comes to {{ mood | "no number" }}.</p>',
                '<p>Je verblijf komt uit op {{ mood | "geen cijfer" }}.</p>',
            ),
            sections=[
                {
                    "visible_if": 'score("stay") >= 16',
                    "text": T(
                        "<p>Wonderful: we hope to see you again!</p>", "<p>Prachtig: hopelijk tot ziens!</p>"
                    ),
                },
                {
                    "visible_if": 'score("stay") < 10',
                    "text": T(
                        "<p>That is not what we want. We shall write.</p>",
                        "<p>Zo willen we het niet. We schrijven je.</p>",
                    ),
                },
            ],
        ),
    ]


def _ending(name: str, title: Document, text: Document, **more: object) -> Document:
    return {"id": fixed_id("e", "all", name), "title": dict(title), "text": dict(text), **more}


def quotas() -> list[Document]:
    """How many of whom are wanted."""
    return [
        {
            "id": fixed_id("k", "all", "train"),
            "name": "Guests who came by train",
            "condition": 'travelled = "train"',
            "limit": 90,
            "action": "end",
            "ending": fixed_id("e", "all", "enough"),
        },
        {
            "id": fixed_id("k", "all", "young"),
            "name": "Guests under 30",
            "condition": "age < 30",
            "limit": 100,
            "action": "continue",
        },
    ]


def scores() -> list[Document]:
    """How content guests are, from 2 to 20."""
    bands = {
        "low": (0, T("A stay to put right", "Een verblijf om goed te maken")),
        "fine": (10, T("A good stay", "Een goed verblijf")),
        "high": (16, T("A wonderful stay", "Een prachtig verblijf")),
    }
    return [
        {
            "id": fixed_id("s", "all", "stay"),
            "name": "stay",
            "title": T("The stay", "Het verblijf"),
            "method": "sum",
            "terms": [{"question": of("recommend")}, {"question": of("satisfied"), "weight": 2}],
            "bands": [
                {"code": code, "label": dict(label), "at_least": least}
                for code, (least, label) in bands.items()
            ],
        }
    ]
