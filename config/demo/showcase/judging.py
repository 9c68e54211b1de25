"""Scales and matrices: two pages in random order, shown as a block."""

from config.demo.showcase.words import Document, T, Text, ask, choices, fixed_id, page

BLOCK = fixed_id("b", "all", "judging")
GRADES = {
    "1": T("Poor", "Slecht"),
    "2": T("Fair", "Matig"),
    "3": T("Good", "Goed"),
    "4": T("Excellent", "Uitstekend"),
}
HOUSE = {
    "beds": T("The beds", "De bedden"),
    "kitchen": T("The kitchen", "De keuken"),
    "quiet": T("The quiet", "De rust"),
}
MEALS = {"breakfast": T("Breakfast", "Ontbijt"), "dinner": T("Dinner", "Avondeten")}
WHERE = {
    "house": T("In the house", "In het huisje"),
    "cafe": T("In the café", "In het café"),
    "out": T("Elsewhere", "Elders"),
}
SEASONS = {"summer": T("Summer", "Zomer"), "winter": T("Winter", "Winter")}
OFTEN = {"never": T("Never", "Nooit"), "once": T("Once", "Eén keer"), "often": T("More often", "Vaker")}
DESKS = {"reception": T("Reception", "Receptie"), "repairs": T("Repairs", "Reparaties")}


def judging_pages() -> list[Document]:
    """Return the pages."""
    return [_scales(), _grids(), _more_grids()]


def _scales() -> Document:
    ends: dict[str, Text] = {
        "low_label": T("Not at all likely", "Zeer onwaarschijnlijk"),
        "high_label": T("Extremely likely", "Zeer waarschijnlijk"),
    }
    return page(
        "all/scales",
        T("How it was", "Hoe het was"),
        ask(
            "nps",
            "recommend",
            T("How likely are you to recommend us?", "Hoe waarschijnlijk is het dat je ons aanbeveelt?"),
            **ends,
        )
        | {"required": True},
        ask(
            "csat",
            "satisfied",
            T("How content are you with your stay?", "Hoe tevreden ben je over je verblijf?"),
        )
        | {"required": True},
        ask("ces", "easy", T("Booking was easy", "Boeken was eenvoudig")),
        ask(
            "rating", "stars", T("How many stars for the house?", "Hoeveel sterren voor het huisje?"), steps=5
        ),
        ask("likert", "rested", T("I came home rested", "Ik kwam uitgerust thuis"), wording="agreement"),
        ask(
            "opinion_scale",
            "again",
            T("How glad would you be to come back?", "Hoe graag kom je terug?"),
            first=1,
            last=7,
            low_label=T("Not at all", "Helemaal niet"),
            high_label=T("Very", "Heel graag"),
        ),
    ) | {"block": BLOCK}


def _grids() -> Document:
    return page(
        "all/grids",
        T("House and table", "Huis en tafel"),
        ask(
            "matrix_single",
            "house",
            T("What do you think of…", "Wat vind je van…"),
            rows=choices("all_house", HOUSE, "r"),
            columns=[item | {"score": int(item["code"])} for item in choices("all_house", GRADES)],
        )
        | {"required": True, "shuffle_rows": {"order": "random"}},
        ask(
            "matrix_multiple",
            "meals",
            T("Where did you eat?", "Waar hebben jullie gegeten?"),
            rows=choices("all_meals", MEALS, "r"),
            columns=choices("all_meals", WHERE),
        ),
        ask(
            "matrix_dual",
            "desks",
            T("Our people", "Onze mensen"),
            rows=choices("all_desks", DESKS, "r"),
            first_label=T("Friendly?", "Vriendelijk?"),
            second_label=T("Quick?", "Snel?"),
            columns=choices("all_desks_kind", {"no": T("No", "Nee"), "yes": T("Yes", "Ja")}),
            second_columns=choices("all_desks_quick", {"no": T("No", "Nee"), "yes": T("Yes", "Ja")}),
        ),
    ) | {"block": BLOCK}


def _more_grids() -> Document:
    nights = {"minimum": 0, "maximum": 90}
    return page(
        "all/seasons",
        T("Through the year", "Door het jaar"),
        ask(
            "matrix_dropdown",
            "visits",
            T("How often were you here before?", "Hoe vaak waren jullie hier eerder?"),
            rows=choices("all_visits", SEASONS, "r"),
            columns=choices(
                "all_visits", {"alone": T("Alone", "Alleen"), "together": T("Together", "Samen")}
            ),
            choices=choices("all_visits_often", OFTEN),
        ),
        ask(
            "matrix_number",
            "nights",
            T("How many nights, roughly?", "Hoeveel nachten, ongeveer?"),
            rows=choices("all_nights", SEASONS, "r"),
            columns=choices("all_nights", {"here": T("Here", "Hier"), "elsewhere": T("Elsewhere", "Elders")}),
            show_totals=True,
            **nights,
        ),
        ask(
            "matrix_text",
            "wishes",
            T("What would you change?", "Wat zou je veranderen?"),
            rows=choices("all_wishes", SEASONS, "r"),
            columns=choices("all_wishes", {"more": T("More of", "Meer"), "less": T("Less of", "Minder")}),
            maximum_length=60,
        ),
        ask(
            "matrix_side_by_side",
            "services",
            T("Which services did you use?", "Welke diensten heb je gebruikt?"),
            rows=choices(
                "all_services",
                {"bikes": T("Hired bicycles", "Huurfietsen"), "boats": T("Boats", "Boten")},
                "r",
            ),
            columns=_columns(),
            row_needs="any",
        ),
    )


def _columns() -> list[Document]:
    yes_no = {"yes": T("Yes", "Ja"), "no": T("No", "Nee")}
    labels = {
        "used": T("Used?", "Gebruikt?"),
        "hours": T("Hours", "Uren"),
        "why": T("Why (not)?", "Waarom (niet)?"),
    }
    inputs: dict[str, Document] = {
        "used": {"input": "single", "choices": choices("all_services_used", yes_no)},
        "hours": {"input": "number", "minimum": 0, "maximum": 100},
        "why": {"input": "text", "maximum_length": 60},
    }
    return [item | inputs[item["code"]] for item in choices("all_services", labels)]
