"""Employee pulse in English, Dutch and German."""

from typing import Any

from config.demo.people import Remarks, Respondent
from config.demo.writing import choices, in_languages, page, question, survey

T = in_languages("en", "nl", "de")

SLUG = "team-pulse"
LANGUAGES = {"en": 0.45, "nl": 0.35, "de": 0.2}

DEPARTMENTS = {
    "engineering": T("Engineering", "Techniek", "Technik"),
    "support": T("Customer support", "Klantenservice", "Kundendienst"),
    "sales": T("Sales", "Verkoop", "Vertrieb"),
    "operations": T("Operations", "Operatie", "Betrieb"),
    "people": T("People and finance", "Personeel en financiën", "Personal und Finanzen"),
}
TENURE = {
    "under_1": T("Less than a year", "Minder dan een jaar", "Weniger als ein Jahr"),
    "1_to_3": T("1 to 3 years", "1 tot 3 jaar", "1 bis 3 Jahre"),
    "3_to_7": T("3 to 7 years", "3 tot 7 jaar", "3 bis 7 Jahre"),
    "over_7": T("More than 7 years", "Meer dan 7 jaar", "Mehr als 7 Jahre"),
}
MATTERS = {
    "pride": T(
        "Time to do work I am proud of",
        "Tijd voor werk waar ik trots op ben",
        "Zeit für Arbeit, auf die ich stolz bin",
    ),
    "manager": T(
        "A manager who listens", "Een leidinggevende die luistert", "Eine Führungskraft, die zuhört"
    ),
    "pay": T("Fair pay", "Eerlijke beloning", "Faire Bezahlung"),
    "growth": T("Learning and growing", "Leren en groeien", "Lernen und wachsen"),
    "flexibility": T("Flexible hours", "Flexibele werktijden", "Flexible Arbeitszeiten"),
}
STATEMENTS = {
    "goals": T(
        "I know what is expected of me",
        "Ik weet wat er van me wordt verwacht",
        "Ich weiß, was von mir erwartet wird",
    ),
    "voice": T("My opinion counts", "Mijn mening telt", "Meine Meinung zählt"),
    "help": T(
        "My colleagues help me when I need it",
        "Mijn collega’s helpen me als dat nodig is",
        "Meine Kolleginnen und Kollegen helfen mir, wenn ich es brauche",
    ),
    "balance": T(
        "My workload leaves me energy for the evening",
        "Mijn werkdruk laat energie over voor de avond",
        "Mein Arbeitspensum lässt mir Kraft für den Abend",
    ),
}
AGREEMENT = {
    "1": T("Strongly disagree", "Helemaal oneens", "Stimme gar nicht zu"),
    "2": T("Disagree", "Oneens", "Stimme eher nicht zu"),
    "3": T("Neither", "Neutraal", "Teils, teils"),
    "4": T("Agree", "Eens", "Stimme eher zu"),
    "5": T("Strongly agree", "Helemaal eens", "Stimme voll zu"),
}

DEFINITION = survey(
    SLUG,
    T("Team pulse, autumn", "Teampuls, najaar", "Team-Puls, Herbst"),
    [
        page(
            "pulse/you",
            T("About you", "Over jou", "Über dich"),
            question(
                "statement",
                "welcome",
                T("Four minutes, four pages", "Vier minuten, vier pagina’s", "Vier Minuten, vier Seiten"),
                body=T(
                    "<p>Nobody sees single answers with a name. Results are shown for groups only.</p>",
                    "<p>Niemand ziet afzonderlijke antwoorden met een naam. Resultaten tonen we alleen per groep.</p>",
                    "<p>Niemand sieht einzelne Antworten mit Namen. Ergebnisse zeigen wir nur für Gruppen.</p>",
                ),
            ),
            question(
                "single_choice",
                "department",
                T(
                    "Which department are you in?",
                    "Op welke afdeling werk je?",
                    "In welcher Abteilung arbeitest du?",
                ),
                required=True,
                choices=choices("department", DEPARTMENTS),
            ),
            question(
                "dropdown",
                "tenure",
                T(
                    "How long have you been with us?",
                    "Hoe lang werk je bij ons?",
                    "Wie lange bist du schon bei uns?",
                ),
                choices=choices("tenure", TENURE),
            ),
        ),
        page(
            "pulse/work",
            T("Your work", "Je werk", "Deine Arbeit"),
            question(
                "nps",
                "enps",
                T(
                    "How likely are you to recommend Northwind as a place to work?",
                    "Hoe waarschijnlijk is het dat je Northwind aanbeveelt als werkgever?",
                    "Wie wahrscheinlich ist es, dass du Northwind als Arbeitgeber weiterempfiehlst?",
                ),
                required=True,
                low_label=T("Not at all likely", "Zeer onwaarschijnlijk", "Sehr unwahrscheinlich"),
                high_label=T("Extremely likely", "Zeer waarschijnlijk", "Sehr wahrscheinlich"),
            ),
            question(
                "single_choice",
                "matters_most",
                T(
                    "What matters most to you at work right now?",
                    "Wat is nu het belangrijkst voor je in je werk?",
                    "Was ist dir bei der Arbeit gerade am wichtigsten?",
                ),
                hint=T(
                    "Choose one. You can change it later on this page.",
                    "Kies er een. Je kunt het op deze pagina nog wijzigen.",
                    "Wähle eins. Du kannst es auf dieser Seite noch ändern.",
                ),
                choices=choices("matters_most", MATTERS),
            ),
            question(
                "rating",
                "tools",
                T(
                    "How do you rate the tools you work with?",
                    "Hoe beoordeel je je werkmiddelen?",
                    "Wie bewertest du deine Arbeitsmittel?",
                ),
                steps=5,
            ),
        ),
        page(
            "pulse/team",
            T("Your team", "Je team", "Dein Team"),
            question(
                "matrix_single",
                "last_four_weeks",
                T(
                    "Thinking of the last four weeks…",
                    "Als je denkt aan de afgelopen vier weken…",
                    "Wenn du an die letzten vier Wochen denkst …",
                ),
                required=True,
                rows=choices("last_four_weeks", STATEMENTS, "r"),
                columns=choices("last_four_weeks", AGREEMENT),
            ),
            question(
                "yes_no",
                "one_to_one",
                T(
                    "Did you have a one-to-one with your manager this month?",
                    "Had je deze maand een gesprek met je leidinggevende?",
                    "Hattest du diesen Monat ein Gespräch mit deiner Führungskraft?",
                ),
            ),
        ),
        page(
            "pulse/words",
            T("In your words", "In je eigen woorden", "In deinen Worten"),
            question(
                "long_text",
                "heard",
                T(
                    "Tell us about the last time that you felt heard",
                    "Vertel over de laatste keer dat je je gehoord voelde",
                    "Erzähl uns, wann du dich zuletzt gehört gefühlt hast",
                ),
                hint=T("Please leave out names.", "Noem liever geen namen.", "Bitte nenne keine Namen."),
            ),
        ),
    ],
    (
        T("Thank you for your answers", "Dank je wel voor je antwoorden", "Danke für deine Antworten"),
        T(
            "<p>We share the results with every team within two weeks.</p>",
            "<p>Binnen twee weken delen we de resultaten met elk team.</p>",
            "<p>Innerhalb von zwei Wochen teilen wir die Ergebnisse mit jedem Team.</p>",
        ),
    ),
)

REMARKS: Remarks = {
    "en": {
        "good": (
            "In our retro last week. I said the release was too rushed, and we moved the date.",
            "My manager asked what I wanted to learn next year and wrote it down.",
            "When the night shift rota was changed after we raised it.",
            "Yesterday. A colleague from another team asked for my view before deciding.",
        ),
        "bad": (
            "To be honest, I can't remember.",
            "Months ago. Decisions are mostly made before we hear of them.",
            "I raised the broken headsets three times and nothing happened.",
            "Not since the reorganisation.",
        ),
    },
    "nl": {
        "good": (
            "Bij het werkoverleg van vorige week, er werd echt doorgevraagd.",
            "Toen mijn voorstel voor het rooster werd overgenomen.",
            "Vanochtend nog, mijn leidinggevende nam de tijd.",
        ),
        "bad": (
            "Dat is lang geleden. Besluiten worden genomen zonder ons.",
            "Ik weet het eerlijk gezegd niet meer.",
            "Over de werkdruk praten we vaak, maar er verandert niets.",
        ),
    },
    "de": {
        "good": (
            "In der letzten Teamrunde, mein Vorschlag wurde sofort ausprobiert.",
            "Als wir gemeinsam die Schichten neu geplant haben.",
            "Gestern im Gespräch über meine Weiterbildung.",
        ),
        "bad": (
            "Das ist leider lange her.",
            "Entscheidungen fallen oft über unsere Köpfe hinweg.",
            "Ehrlich gesagt: schon länger nicht mehr.",
        ),
    },
}
DEPARTMENT_MOOD = {"engineering": 0.3, "support": -0.7, "sales": 0.2, "operations": -0.2, "people": 0.5}


def answers(person: Respondent) -> dict[str, Any]:
    """Return what an imagined employee answers, by question name and in codes."""
    department = person.pick(list(DEPARTMENTS), [34, 26, 18, 15, 7])
    lift = DEPARTMENT_MOOD[department]
    return {
        "department": department,
        "tenure": person.pick(list(TENURE), [22, 34, 28, 16]),
        "enps": person.scale(0, 10, centre=7.4 + lift + person.progress * 0.6, spread=1.9),
        "matters_most": person.pick(list(MATTERS), [29, 41 - lift * 12, 18 - lift * 6, 14, 8]),
        "tools": person.scale(1, 5, centre=3.4 + lift * 0.5),
        "last_four_weeks": {
            row: str(person.scale(1, 5, centre=centre + lift * 0.6))
            for row, centre in {
                "goals": 3.9,
                "voice": 3.3,
                "help": 4.2,
                "balance": 2.9 + person.progress * 0.3,
            }.items()
        },
        "one_to_one": person.random.random() < 0.62 + lift * 0.2,
        "heard": person.says(REMARKS, chance=0.34),
    }
