"""Market research on plant-based drinks, with a matrix of brands."""

from typing import Any

from config.demo.people import Remarks, Respondent
from config.demo.writing import choices, in_languages, page, question, survey

T = in_languages("en")

SLUG = "oat-drinks"
LANGUAGES = {"en": 1.0}

AGES = {
    "18_24": T("18 to 24"),
    "25_34": T("25 to 34"),
    "35_49": T("35 to 49"),
    "50_64": T("50 to 64"),
    "65_over": T("65 or over"),
}
REGIONS = {
    "north": T("North"),
    "midlands": T("Midlands"),
    "london": T("London"),
    "south": T("South"),
    "wales": T("Wales"),
    "scotland": T("Scotland"),
    "ni": T("Northern Ireland"),
}
HOW_OFTEN = {
    "daily": T("Every day"),
    "weekly": T("Several times a week"),
    "monthly": T("A few times a month"),
    "rarely": T("Less often"),
    "never": T("Never"),
}
DRINKS = {
    "oat": T("Oat"),
    "soy": T("Soya"),
    "almond": T("Almond"),
    "coconut": T("Coconut"),
    "rice": T("Rice"),
    "none": T("None of these"),
}
BRANDS = {
    "havra": T("Havra"),
    "fieldmill": T("Fieldmill"),
    "barley_and_co": T("Barley & Co"),
    "norr": T("Norr"),
    "own_label": T("Your supermarket's own"),
}
JUDGEMENTS = {
    "unknown": T("Don't know it"),
    "avoid": T("Would avoid"),
    "maybe": T("Might buy"),
    "likely": T("Likely to buy"),
    "favourite": T("My favourite"),
}
QUALITIES = {
    "taste": T("Taste"),
    "froth": T("How it froths"),
    "price": T("Price"),
    "origin": T("Where the oats come from"),
    "packaging": T("Packaging"),
    "protein": T("Protein and vitamins"),
}
IMPORTANCE = {
    "1": T("Not important"),
    "2": T("Slightly"),
    "3": T("Fairly"),
    "4": T("Very"),
    "5": T("Decisive"),
}

DEFINITION = survey(
    SLUG,
    T("Oat drinks in Britain"),
    [
        page(
            "oat/you",
            T("First, about you"),
            question(
                "single_choice", "age", T("How old are you?"), required=True, choices=choices("age", AGES)
            ),
            question(
                "dropdown",
                "region",
                T("Where do you live?"),
                required=True,
                choices=choices("region", REGIONS),
            ),
            question(
                "number",
                "household",
                T("How many people live in your household, with you?"),
                minimum=1,
                maximum=20,
            ),
        ),
        page(
            "oat/habits",
            T("What you drink"),
            question(
                "single_choice",
                "how_often",
                T("How often do you drink plant-based milk?"),
                required=True,
                choices=choices("how_often", HOW_OFTEN),
            ),
            question(
                "multiple_choice",
                "drinks",
                T("Which of these did you buy in the last four weeks?"),
                choices=[
                    drink | {"exclusive": drink["code"] == "none"} for drink in choices("drinks", DRINKS)
                ],
            ),
            question(
                "number",
                "spend",
                T("About how much did you spend on them in those four weeks?"),
                minimum=0,
                maximum=500,
                decimals=2,
                unit=T("£"),
                unit_place="before",
            ),
        ),
        page(
            "oat/brands",
            T("Brands"),
            question(
                "matrix_single",
                "brands",
                T("What do you think of these brands of oat drink?"),
                required=True,
                rows=choices("brands", BRANDS, "r"),
                columns=choices("brands", JUDGEMENTS),
            ),
            question(
                "matrix_single",
                "importance",
                T("How important is each of these when you choose?"),
                rows=choices("importance", QUALITIES, "r"),
                columns=choices("importance", IMPORTANCE),
            ),
        ),
        page(
            "oat/concept",
            T("A new drink"),
            question(
                "statement",
                "concept",
                T("Imagine this on the shelf"),
                body=T(
                    "<p><strong>Harbour Oat</strong>: one litre from British oats, made for coffee, in a carton "
                    "that is returned and refilled. <strong>£1.95</strong>.</p>"
                ),
            ),
            question(
                "opinion_scale",
                "appeal",
                T("How appealing is Harbour Oat to you?"),
                first=0,
                last=10,
                low_label=T("Not at all"),
                high_label=T("Extremely"),
            ),
            question(
                "number",
                "fair_price",
                T("What would be a fair price for a litre of it?"),
                minimum=0,
                maximum=20,
                decimals=2,
                unit=T("£"),
                unit_place="before",
            ),
            question("long_text", "concept_words", T("What comes to mind when you think of it?")),
        ),
    ],
    (T("Thank you for taking part"), T("<p>Your answers are used for this study only.</p>")),
)

REMARKS: Remarks = {
    "en": {
        "good": (
            "Finally a carton I can bring back.",
            "Sounds local and honest. I'd try it in my flat white.",
            "Good price for barista quality.",
            "Reminds me of the milkman. I like that.",
        ),
        "bad": (
            "Another oat drink? The shelf is full.",
            "I don't believe the refill part.",
            "Too expensive compared with own label.",
            "I prefer ordinary milk.",
        ),
    }
}


def answers(person: Respondent) -> dict[str, Any]:
    """Return what an imagined shopper answers, by question name and in codes."""
    age = person.pick(list(AGES), [12, 19, 27, 25, 17])
    young = {"18_24": 0.8, "25_34": 0.6, "35_49": 0.1, "50_64": -0.4, "65_over": -0.8}[age]
    how_often = list(HOW_OFTEN)[person.scale(0, 4, centre=2.4 - young * 1.1, spread=1.2)]
    drinks = (
        ["none"] if how_often == "never" else person.some(list(DRINKS)[:5], [0.62, 0.28, 0.33, 0.17, 0.06])
    )
    appeal = person.scale(0, 10, centre=6.1 + young * 1.2, spread=2.2)
    return {
        "age": age,
        "region": person.pick(list(REGIONS), [23, 17, 14, 27, 5, 9, 3]),
        "household": min(20, 1 + int(person.random.expovariate(0.62))),
        "how_often": how_often,
        "drinks": drinks,
        "spend": 0 if drinks == ["none"] else round(person.random.lognormvariate(2.2, 0.6), 2),
        "brands": _brands(person, young),
        "importance": _importance(person, young),
        "appeal": appeal,
        "fair_price": round(max(0.5, person.random.gauss(1.45 + appeal * 0.06, 0.35)), 1),
        "concept_words": person.says(REMARKS, chance=0.37),
    }


def _brands(person: Respondent, young: float) -> dict[str, str]:
    known = {"havra": 0.93, "fieldmill": 0.58, "barley_and_co": 0.41, "norr": 0.34, "own_label": 0.97}
    liking = {
        "havra": 2.7 + young * 0.5,
        "fieldmill": 2.2,
        "barley_and_co": 2.3,
        "norr": 2.5 + young,
        "own_label": 2.1 - young * 0.3,
    }
    judgements = list(JUDGEMENTS)
    return {
        brand: judgements[person.scale(1, 4, centre=liking[brand], spread=0.9)]
        if person.random.random() < chance
        else "unknown"
        for brand, chance in known.items()
    }


def _importance(person: Respondent, young: float) -> dict[str, str]:
    centres = {
        "taste": 4.6,
        "froth": 2.9 + young,
        "price": 4.0,
        "origin": 2.8,
        "packaging": 2.5 + young * 0.4,
        "protein": 3.0,
    }
    return {row: str(person.scale(1, 5, centre=centre, spread=0.9)) for row, centre in centres.items()}
