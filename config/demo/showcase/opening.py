"""The first pages: welcome and consent, who answers, who came along."""

from config.demo.showcase.words import Document, T, ask, choices, fixed_id, of, page

WORDINGS = {"plain": T("Plain wording", "Zakelijke tekst"), "warm": T("Warm wording", "Warme tekst")}
SLEEPS = {
    "own": T("A bed of their own", "Een eigen bed"),
    "cot": T("A cot", "Een kinderbedje"),
    "shared": T("With us", "Bij ons"),
}


def opening_pages(pictures: dict[str, Document]) -> list[Document]:
    """Return the pages."""
    return [_welcome(pictures), _you(), _company()]


def _welcome(pictures: dict[str, Document]) -> Document:
    return page(
        "all/welcome",
        T("Welcome", "Welkom"),
        ask("hidden_field", "campaign", T("Campaign", "Campagne"), source="utm_campaign"),
        ask("random_group", "wording", T("Wording", "Tekst"), choices=choices("wording", WORDINGS)),
        ask("language_switch", "reading_in", T("Read this in", "Lees dit in het")),
        ask(
            "statement",
            "welcome",
            T("How was your stay at Northwind Lodges?", "Hoe was je verblijf bij Northwind Lodges?"),
            body=T(
                "<p>This survey shows <strong>everything that Canvass can ask</strong>. The park is made up; "
                "your answers lead the way, and nothing depends on a script.</p>",
                "<p>Deze vragenlijst laat zien <strong>wat Canvass allemaal kan vragen</strong>. Het park is "
                "verzonnen; je antwoorden wijzen de weg, en niets hangt van een script af.</p>",
            ),
            picture=pictures["lake"],
            alternative=T("A lodge at the edge of a lake", "Een huisje aan de rand van een meer"),
        ),
        ask(
            "consent",
            "agrees",
            T("May we use your answers?", "Mogen we je antwoorden gebruiken?"),
            body=T(
                "<p>We keep your answers for <strong>one year</strong> and show them for groups only.</p>",
                "<p>We bewaren je antwoorden <strong>een jaar</strong> en tonen ze alleen per groep.</p>",
            ),
            asking="choice",
        )
        | {"required": True},
        ask("timing", "seconds_reading", T("Time on the first page", "Tijd op de eerste pagina")),
    ) | {"jumps": [{"condition": "not agrees", "to": fixed_id("e", "all", "not_agreed")}]}


def _you() -> Document:
    return page(
        "all/you",
        T("About you", "Over jou"),
        ask(
            "short_text",
            "first_name",
            T("What may we call you?", "Hoe mogen we je noemen?"),
            autofill="given-name",
            maximum_length=40,
        ),
        ask("number", "age", T("How old are you?", "Hoe oud ben je?"), minimum=12, maximum=110)
        | {
            "required": True,
            "refusals": ["refused"],
            "checks": [
                {
                    "valid_if": "age >= 16",
                    "message": T(
                        "Somebody of 16 or older has to answer this.",
                        "Iemand van 16 of ouder moet dit invullen.",
                    ),
                }
            ],
        },
        ask(
            "long_text",
            "looked_forward",
            T("What had you looked forward to?", "Waar had je je op verheugd?"),
            maximum_length=600,
        )
        | {
            "soft_required": True,
            "variants": [
                {
                    "visible_if": 'wording = "warm"',
                    "text": T(
                        'Close your eyes, {{ first_name | "dear guest" }}: what had you looked forward to?',
                        'Sluit je ogen, {{ first_name | "beste gast" }}: waar had je je op verheugd?',
                    ),
                }
            ],
        },
        ask("yes_no", "may_contact", T("May we write to you?", "Mogen we je schrijven?"))
        | {"required": True},
        ask("email", "email", T("At which address?", "Op welk adres?"))
        | {"visible_if": "may_contact", "required_if": "may_contact"},
        ask(
            "phone",
            "phone_number",
            T("Or by phone, at which number?", "Of bellen, op welk nummer?"),
            country="NL",
        )
        | {"visible_if": "may_contact"},
        ask(
            "url",
            "review_page",
            T("Have you reviewed us somewhere? Where?", "Heb je ons ergens beoordeeld? Waar?"),
        ),
    )


def _company() -> Document:
    inside = {"in_group": of("children")}
    return page(
        "all/company",
        T("Who came along", "Wie er mee was"),
        ask(
            "number",
            "adults",
            T("How many adults were you?", "Met hoeveel volwassenen waren jullie?"),
            minimum=1,
            maximum=8,
        )
        | {"required": True, "default": "2"},
        ask(
            "repeat_group",
            "children",
            T("And children", "En kinderen"),
            times="free",
            minimum=0,
            maximum=4,
            instance_label=T("Child {n}", "Kind {n}"),
            add_label=T("Add a child", "Voeg een kind toe"),
        ),
        ask("number", "child_age", T("How old is this child?", "Hoe oud is dit kind?"), minimum=0, maximum=17)
        | inside,
        ask(
            "dropdown",
            "child_sleeps",
            T("Where did it sleep?", "Waar sliep het?"),
            choices=[
                item | ({"visible_if": "children.child_age < 4"} if item["code"] == "cot" else {})
                for item in choices("child_sleeps", SLEEPS)
            ],
        )
        | inside,
        ask(
            "calculated",
            "party",
            T("In all you were", "Samen waren jullie met"),
            expression="adults + count(children.child_age)",
            is_shown=True,
        ),
        ask(
            "contact",
            "booked_by",
            T("Who booked the stay?", "Wie heeft het verblijf geboekt?"),
            company="optional",
        )
        | {"visible_if": "adults > 4"},
        ask("address", "home", T("Where may we send a postcard?", "Waarheen mogen we een kaartje sturen?"))
        | {"visible_if": "may_contact"},
        ask(
            "multiple_short_texts",
            "three_words",
            T("Three words for your stay", "Drie woorden voor je verblijf"),
            rows=choices(
                "all_three_words",
                {
                    "1": T("First word", "Eerste woord"),
                    "2": T("Second word", "Tweede woord"),
                    "3": T("Third word", "Derde woord"),
                },
                "r",
            ),
            maximum_length=30,
            minimum_answered=1,
        ),
    )
