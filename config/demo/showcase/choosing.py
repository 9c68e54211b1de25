"""Choices of every kind, pictures and places, what matters most."""

from config.demo.showcase.words import Document, T, ask, choices, fixed_id, of, page, with_more

TRAVEL = {
    "car": T("By car", "Met de auto"),
    "train": T("By train", "Met de trein"),
    "bike": T("By bicycle", "Met de fiets"),
    "other": T("Another way", "Anders"),
}
COUNTRIES = {
    "nl": T("Netherlands", "Nederland"),
    "be": T("Belgium", "België"),
    "de": T("Germany", "Duitsland"),
    "other": T("Elsewhere", "Elders"),
}
DID = {
    "swim": T("Swimming in the lake", "Zwemmen in het meer"),
    "cycle": T("Cycling", "Fietsen"),
    "sauna": T("The sauna", "De sauna"),
    "cafe": T("Sitting in the café", "In het café zitten"),
    "market": T("The farmers’ market", "De boerenmarkt"),
    "nothing": T("Nothing at all, gladly", "Heerlijk niets"),
}
TOWNS = {
    "ams": T("Amsterdam", "Amsterdam"),
    "ant": T("Antwerp", "Antwerpen"),
    "ber": T("Berlin", "Berlijn"),
    "bru": T("Brussels", "Brussel"),
    "gro": T("Groningen", "Groningen"),
    "ham": T("Hamburg", "Hamburg"),
    "utr": T("Utrecht", "Utrecht"),
    "other": T("Another town", "Een andere plaats"),
}
TONGUES = {
    "nl": T("Dutch", "Nederlands"),
    "en": T("English", "Engels"),
    "de": T("German", "Duits"),
    "ar": T("Arabic", "Arabisch"),
    "other": T("Another", "Een andere"),
}
PLACES = {
    "lake": T("A lodge by the lake", "Een huisje aan het meer"),
    "forest": T("A cabin in the forest", "Een hut in het bos"),
    "dunes": T("A tent in the dunes", "Een tent in de duinen"),
}
ON_THE_MAP = {
    "lake": T("The lake", "Het meer"),
    "farm": T("The farm", "De boerderij"),
    "lodges": T("The lodges", "De huisjes"),
    "cafe": T("The café", "Het café"),
}
AREAS = {"lake": (4, 6, 38, 42), "farm": (8, 50, 24, 27), "lodges": (62, 5, 32, 43), "cafe": (64, 79, 27, 18)}


def choosing_pages(pictures: dict[str, Document], table: str) -> list[Document]:
    """Return the pages."""
    return [_choices(table), _time_out(), _pictures(pictures), _what_matters()]


def _choices(table: str) -> Document:
    return page(
        "all/choices",
        T("The journey", "De reis"),
        ask(
            "single_choice",
            "travelled",
            T("How did you travel?", "Hoe heb je gereisd?"),
            choices=with_more(choices("all_travelled", TRAVEL), other={"other": True, "pinned": True}),
            layout="buttons",
        )
        | {"required": True, "shuffle_choices": {"order": "random"}},
        ask(
            "dropdown",
            "country",
            T("From which country?", "Uit welk land?"),
            choices=choices("all_country", COUNTRIES),
        ),
        ask(
            "search_choice",
            "town",
            T("From which town?", "Uit welke plaats?"),
            choices=with_more(
                choices("all_town", TOWNS),
                ams={"visible_if": _from("nl")},
                gro={"visible_if": _from("nl")},
                utr={"visible_if": _from("nl")},
                ant={"visible_if": _from("be")},
                bru={"visible_if": _from("be")},
                ber={"visible_if": _from("de")},
                ham={"visible_if": _from("de")},
                other={"other": True},
            ),
        )
        | {"visible_if": "answered(country)"},
        ask(
            "table_choice",
            "nearest",
            T("Which town do you shop in?", "In welke plaats doe je boodschappen?"),
            table=table,
        )
        | {"visible_if": 'country = "nl"'},
        ask(
            "tags",
            "tongues",
            T("Which languages are spoken at your home?", "Welke talen spreken jullie thuis?"),
            choices=with_more(choices("all_tongues", TONGUES), other={"other": True}),
            maximum_choices=4,
        )
        | {"refusals": ["refused", "dont_know"]},
    )


def _from(country: str) -> str:
    return f'country = "{country}" or country = "other"'


def _time_out() -> Document:
    return page(
        "all/days",
        T("Your days", "Jullie dagen"),
        ask(
            "multiple_choice",
            "did",
            T("What did you do?", "Wat hebben jullie gedaan?"),
            choices=with_more(choices("all_did", DID), nothing={"exclusive": True, "pinned": True}),
        )
        | {"required": True, "shuffle_choices": {"order": "random"}},
        ask(
            "single_choice",
            "did_best",
            T("And what was best?", "En wat was het mooist?"),
            carried={"question": of("did"), "which": "chosen"},
        )
        | {"visible_if": "count(did) > 1"},
        ask(
            "ranking",
            "would_do",
            T(
                "What would you like to do next time? Up to three.",
                "Wat zou je een volgende keer willen doen? Hoogstens drie.",
            ),
            carried={"question": of("did"), "which": "not_chosen"},
            top=3,
            fewer_allowed=True,
        )
        | {"visible_if": 'count(did) < 4 and not has(did, "nothing")'},
        ask(
            "geo_point",
            "best_spot",
            T("Where was your favourite spot?", "Waar was je lievelingsplek?"),
            decimals="3",
        ),
    ) | {
        "jumps": [{"condition": 'has(did, "nothing")', "to": fixed_id("p", "all/matters")}],
    }


def _pictures(pictures: dict[str, Document]) -> Document:
    seen = {code: {"image": pictures[code]["asset"]} for code in PLACES}
    park = {"picture": pictures["map"], "alternative": T("Map of the park", "Plattegrond van het park")}
    return page(
        "all/pictures",
        T("In pictures", "In beeld"),
        ask(
            "image_choice",
            "stayed_in",
            T("Where did you stay?", "Waar verbleven jullie?"),
            choices=with_more(choices("all_stayed_in", PLACES), **seen),
        ),
        ask(
            "image_choices",
            "would_stay_in",
            T("And where would you stay as well?", "En waar zou je ook willen verblijven?"),
            choices=with_more(choices("all_would_stay_in", PLACES), **seen),
        ),
        ask(
            "hot_spot",
            "liked_places",
            T("Which parts of the park did you like?", "Welke delen van het park vond je mooi?"),
            choices=choices("all_liked_places", ON_THE_MAP),
            areas=[
                dict(
                    zip(
                        ("choice", "left", "top", "width", "height"),
                        (item["id"], *AREAS[item["code"]]),
                        strict=True,
                    )
                )
                for item in choices("all_liked_places", ON_THE_MAP)
            ],
            maximum_choices=3,
            **park,
        ),
        ask(
            "click_map",
            "bench_here",
            T("Where should we put a bench?", "Waar moet er een bankje komen?"),
            maximum_points=2,
            **park,
        ),
        ask(
            "video",
            "film",
            T("The park from above", "Het park van boven"),
            address="https://www.example.com/watch?v=northwind",
            seconds=94,
        ),
    )


def _what_matters() -> Document:
    parts = {
        "house": T("The house", "Het huisje"),
        "food": T("Food and drink", "Eten en drinken"),
        "out": T("Outings", "Uitstapjes"),
        "way": T("Getting there", "De reis"),
    }
    return page(
        "all/matters",
        T("What matters", "Wat telt"),
        ask(
            "constant_sum",
            "spent",
            T("Of every 100 euros, how much went to…", "Van elke 100 euro, hoeveel ging naar…"),
            choices=choices("all_spent", parts),
            total=100,
            unit=T("euros", "euro"),
        ),
        ask(
            "slider",
            "cosy",
            T("How warm was the house?", "Hoe warm was het huisje?"),
            minimum=12,
            maximum=28,
            unit=T("°C", "°C"),
        ),
        ask(
            "range_slider",
            "fair_price",
            T("Which price for a night would be fair?", "Welke prijs per nacht zou eerlijk zijn?"),
            minimum=40,
            maximum=300,
            step=10,
            unit=T("euros", "euro"),
        ),
    )
