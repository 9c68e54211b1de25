"""Hints about wordings, in five languages: what is hinted at, and what is left alone."""

import pytest

from surveys.checks.wording import hints_about, wording_findings
from tests.builders import make_choices, make_definition, make_question

DOUBTED = [
    ("en", "How satisfied are you with the pay and the working hours?", "double_barrelled"),
    ("en", "Is the course useful or fun?", "double_barrelled"),
    ("en", "Don't you think that the canteen is too expensive?", "leading"),
    ("en", "Do you agree that taxes are too high?", "leading"),
    ("en", "How great was the service?", "leading"),
    ("en", "Are you always on time?", "absolute"),
    ("en", "How often did you not feel unsafe, never without reason?", "negated_twice"),
    ("nl", "Hoe tevreden bent u met het loon en de werktijden?", "double_barrelled"),
    ("nl", "Vindt u ook niet dat de kantine te duur is?", "leading"),
    ("nl", "Bent u altijd op tijd?", "absolute"),
    ("nl", "Hoe vaak was het niet onduidelijk?", "negated_twice"),
    ("de", "Wie zufrieden sind Sie mit Lohn und Arbeitszeit?", "double_barrelled"),
    ("de", "Finden Sie nicht auch, dass die Kantine zu teuer ist?", "leading"),
    ("de", "Kommen Sie immer pünktlich?", "absolute"),
    ("de", "Ist hier jeder freundlich?", "absolute"),
    ("es", "¿Es un curso o una prueba?", "double_barrelled"),
    ("de", "Wie oft war es nicht unklar?", "negated_twice"),
    ("fr", "Êtes-vous satisfait du salaire et des horaires ?", "double_barrelled"),
    ("fr", "Ne trouvez-vous pas que la cantine est trop chère ?", "leading"),
    ("fr", "Êtes-vous toujours à l'heure ?", "absolute"),
    ("fr", "Combien de fois n'était-ce pas injuste ?", "negated_twice"),
    ("es", "¿Está satisfecho con el sueldo y el horario?", "double_barrelled"),
    ("es", "¿No cree que el comedor es demasiado caro?", "leading"),
    ("es", "¿Llega siempre puntual?", "absolute"),
    ("es", "¿Cuántas veces no fue injusto?", "negated_twice"),
]
FINE = [
    ("en", "How satisfied are you with your pay?"),
    ("en", "How easy was it to get help?"),
    ("en", "How far is it between home and work?"),
    ("en", "0 means not at all and 10 means very. How likely are you to come back?"),
    ("en", "How satisfied are you with the canteen (food and drinks)?"),
    ("en", "How do you rate the terms and conditions?"),
    ("en", "How likely are you to recommend us to a friend or colleague?"),
    ("nl", "Hoe waarschijnlijk is het dat u ons aanbeveelt bij een vriend of collega?"),
    ("de", "Wie zufrieden sind Sie bei jeder Lieferung mit unseren Kolleginnen und Kollegen?"),
    ("fr", "Nous recommanderiez-vous à un ami ou à un collègue ?"),
    ("es", "¿Cuánto le gusta la escuela a su hijo o hija?"),
    ("nl", "Hoe tevreden bent u met uw loon?"),
    ("nl", "Hoe ver is het tussen huis en werk?"),
    ("de", "Wie zufrieden sind Sie mit Ihrem Lohn?"),
    ("de", "Wie weit ist es zwischen Wohnung und Arbeit?"),
    ("fr", "Êtes-vous satisfait de votre salaire ?"),
    ("es", "¿Está satisfecho con su sueldo?"),
    ("pt", "Está sempre satisfeito com o salário e o horário?"),
]


@pytest.mark.parametrize(("language", "text", "code"), DOUBTED)
def test_doubtful_wordings_are_hinted_at(language: str, text: str, code: str) -> None:
    assert code in [found for found, _words in hints_about(text, language)]


@pytest.mark.parametrize(("language", "text"), FINE)
def test_good_wordings_are_left_alone(language: str, text: str) -> None:
    assert hints_about(text, language) == []


def test_hints_name_the_words() -> None:
    (hint,) = hints_about("Is it clean and warm?", "en-GB")

    assert "“and”" in hint[1]


def test_what_is_no_judgement_may_join() -> None:
    assert hints_about("What do you eat and drink?", "en", is_judged=False) == []


def test_one_negation_is_enough_in_a_statement() -> None:
    assert [code for code, _ in hints_about("I do not feel safe.", "en", is_statement=True)] == ["negated"]
    assert hints_about("How often did you not sleep?", "en") == []


def test_questions_and_rows_are_looked_at_in_their_languages() -> None:
    rows = [{"id": "r_aaaaaaa1", "code": "a", "label": {"en": "Warm and dry", "nl": "Warm"}}]
    grid = make_question("matrix_single", "grid", text="How are they, warm and dry?")
    grid["settings"] |= {"rows": rows, "columns": make_choices("Bad", "Good")}
    scale = make_question("opinion_scale", "scale", text="Is it warm?")
    scale["text"]["nl"] = "Is het warm en droog?"
    definition = make_definition(
        [grid, scale, make_question(text="Black and white?")], languages=("en", "nl")
    )

    found = [(each.code, each.target, each.language) for each in wording_findings(definition)]

    assert found == [
        ("double_barrelled", grid["id"], "en"),
        ("double_barrelled", scale["id"], "nl"),
    ]


def test_a_dismissed_hint_comes_back_with_other_words() -> None:
    def key(text: str) -> str:
        question = make_question("yes_no", "q", id="q_aaaaaaaa", text=text)
        return next(iter(wording_findings(make_definition([question])))).key

    assert key("Warm and dry?") == key("Warm and dry?") != key("Hot and dry?")
    assert len(key("Warm and dry?")) <= 80
