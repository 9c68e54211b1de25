"""Contacts, addresses, lists of texts, web addresses, telephones and e-mail asked twice."""

from random import Random

import pytest
from django.conf import settings
from django.http import QueryDict

from config.translations import compile_translations
from surveys.exceptions import AnswerInvalid, DefinitionInvalid
from surveys.question_types import question_type, render_question
from surveys.question_types.countries import COUNTRY_CODES, countries_in, country_name, locale_for
from surveys.question_types.currencies import currency_sign
from tests.surveys.definitions import sample_element

OFF = dict.fromkeys(("name", "company", "job_title", "email", "phone"), "off")


@pytest.fixture(scope="module", autouse=True)
def translations():
    compile_translations(settings.BASE_DIR / "locale")


def refused(element, raw):
    with pytest.raises(AnswerInvalid) as refusal:
        question_type(element.type).judge(element, raw)
    return refusal.value


def test_required_fields_bind_whoever_fills_in_any():
    element = sample_element("contact")

    error = refused(element, {"company": "Acme"})

    assert (error.code, error.parts) == ("incomplete", ("name", "email"))
    assert error.part_messages == {"name": "Please fill this in.", "email": "Please fill this in."}


def test_a_contact_offers_what_is_set_and_fills_in_what_browsers_know():
    element = sample_element("contact", settings={**OFF, "phone": "required"})
    html = render_question(element, language="en", value={"phone": "+31201234567"})

    assert [column.name for column in question_type("contact").columns(element)] == ["question_1_phone"]
    assert 'value="+31 20 123 4567"' in html
    assert 'type="tel"' in html
    assert 'autocomplete="tel"' in html


@pytest.mark.parametrize(
    ("key", "off"),
    [
        ("contact", OFF),
        ("address", dict.fromkeys(("street", "second_line", "postal_code", "city", "country"), "off")),
    ],
)
def test_a_question_that_asks_for_nothing_is_not_published(key, off):
    element = sample_element(key, settings=off)

    assert [problem.code for problem in question_type(key).problems(element)] == ["parts_missing"]
    assert question_type(key).random_answer(element, Random(1)) is None


def test_an_address_is_put_in_words_line_by_line():
    kind, element = question_type("address"), sample_element("address")
    value = {"street": "Mill Lane 1", "city": "Leeds", "country": "GB"}

    words = kind.display(element, value, "nl")

    assert words == "Straat en huisnummer: Mill Lane 1\nPlaats: Leeds\nLand: Verenigd Koninkrijk"
    assert kind.value_type(element).parts["country"].kind == "choice"
    assert kind.fact(element, value)["country"] == "GB"
    assert kind.fact(element, {}) is None


def test_countries_are_those_of_iso_and_stand_in_the_readers_order():
    names = [name for _code, name in countries_in("de")]

    assert len(COUNTRY_CODES) == 250
    assert {"EU", "UN", "ZZ"}.isdisjoint(COUNTRY_CODES)
    assert names.index("Österreich") < names.index("Peru")
    assert country_name("??", "nl") == "??"
    assert locale_for("tlh").language == "en"


def test_rows_to_fill_in_are_counted_where_an_answer_is_required():
    element = sample_element("multiple_short_texts", required=True)
    best, worst = (row.id for row in element.settings.rows)

    error = refused(element, {best: "sun"})

    assert (error.code, error.parts) == ("incomplete", (worst,))
    assert error.message == "Please fill in at least 2 rows."
    assert question_type("multiple_short_texts").judge(
        sample_element("multiple_short_texts"), {best: "sun"}
    ) == {best: "sun"}


def test_texts_of_rows_are_named_by_code_in_expressions():
    kind, element = question_type("multiple_short_texts"), sample_element("multiple_short_texts")
    best = element.settings.rows[0].id

    assert kind.fact(element, {best: "sun"}) == {"best": "sun"}
    assert kind.from_fact(element, {"best": "sun"}) == {best: "sun"}
    assert [
        problem.code for problem in kind.problems(sample_element("multiple_short_texts", settings={}))
    ] == ["rows_missing"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("020 1234567", "country_missing"), ("ring me", "not_a_phone"), ("+31", "not_a_phone")],
)
def test_a_telephone_without_a_country_needs_its_code(typed, code):
    element = sample_element("phone", settings={})

    assert refused(element, typed).code == code
    assert question_type("phone").rule(element) == "With + and the country's code, such as +44 20 7946 0000."


def test_what_is_no_telephone_is_shown_as_it_was_typed():
    html = render_question(
        sample_element("phone"), language="en", raw="ring me", error=AnswerInvalid("No", "not_a_phone")
    )

    assert 'value="ring me"' in html


def test_the_country_of_telephones_must_be_one():
    with pytest.raises(DefinitionInvalid, match="a country"):
        sample_element("phone", settings={"country": "XX"})


def test_both_e_mail_addresses_are_read_and_shown_again():
    element = sample_element("email", settings={"twice": True})
    form = QueryDict("q_00000001=ada@example.com&q_00000001.again=eda@example.com")
    raw = question_type("email").read(element, form)

    error = refused(element, raw)
    html = render_question(element, language="en", raw=raw, error=error)

    assert (error.code, error.part) == ("differs", "again")
    assert 'value="ada@example.com"' in html
    assert 'value="eda@example.com"' in html
    assert question_type("email").read(element, QueryDict("q_00000001=a")) == {"address": "a", "again": ""}


@pytest.mark.parametrize(
    ("mask", "typed", "kept"),
    [
        ("9999 AA", "1015cj", "1015 CJ"),
        ("9999 AA", "1015-CJ", "1015 CJ"),
        ("99/99/9999", "31 03 2026", "31/03/2026"),
        ("**-9", "a٣-7", "A3-7"),
        ("AA99", "1A23", None),
        ("99", "1", None),
        ("99", "123", None),
    ],
)
def test_a_text_may_have_a_form(mask, typed, kept):
    element = sample_element("short_text", settings={"mask": mask})

    if kept is None:
        assert refused(element, typed).code == "wrong_form"
    else:
        assert question_type("short_text").clean(element, typed) == kept
        assert question_type("short_text").clean(element, kept) == kept


def test_the_form_of_a_text_is_told_and_drawn():
    kind, element = question_type("short_text"), sample_element("short_text", settings={"mask": "9999 aa"})

    assert kind.rule(element) == "In the form 0000 AA."
    answers = [kind.random_answer(element, Random(seed)) for seed in range(20)]
    assert [kind.clean(element, answer) for answer in answers] == answers


@pytest.mark.parametrize("mask", ["no", "9" * 61, "AB99", "-"])
def test_what_is_no_form_is_refused(mask):
    with pytest.raises(DefinitionInvalid, match="made of 9"):
        sample_element("short_text", settings={"mask": mask})


@pytest.mark.parametrize(
    ("code", "language", "sign"),
    [("EUR", "nl", ("€", "before")), ("EUR", "de", ("€", "after")), ("USD", "en", ("US$", "before"))],
)
def test_the_sign_of_a_currency_stands_where_the_language_puts_it(code, language, sign):
    assert currency_sign(code, language) == sign


def test_amounts_are_put_in_words():
    kind = question_type("number")
    money = sample_element("number", settings={"currency": "eur", "decimals": 2, "grouped": True})
    before = sample_element("number", settings={"unit": {"en": "No."}, "unit_place": "before"})

    assert kind.display(money, 1234.5, "de") == "1.234,5 €"
    assert kind.display(money, 1234.5, "en") == "€ 1,234.5"
    assert kind.display(before, 7, "en") == "No. 7"
    with pytest.raises(DefinitionInvalid, match="a currency"):
        sample_element("number", settings={"currency": "XYZW"})
