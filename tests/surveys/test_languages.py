import pytest

from surveys.exceptions import TextRefused
from surveys.ids import new_id
from surveys.languages import (
    checked_language,
    direction,
    interface_language,
    interface_languages,
    is_known_language,
    language_name,
)


@pytest.mark.parametrize("tag", ["en", "nl", "pt-BR", "zh-Hans", "es-419", "zh-Hant-HK", "fil", "tlh"])
def test_tags_of_known_languages_are_known(tag):
    assert is_known_language(tag)
    assert checked_language(tag) == tag


@pytest.mark.parametrize(
    "tag",
    ["", "xx", "EN", "en_GB", "en-gb", "english", "en-Latnn", "en-XX", "en-Abcd", "../en", "e", "en-GB-oed"],
)
def test_other_tags_are_refused(tag):
    with pytest.raises(TextRefused) as refusal:
        checked_language(tag)

    assert refusal.value.code == "language_unknown"


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("he", "rtl"),
        ("fa-IR", "rtl"),
        ("uz-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("tlh", "ltr"),
    ],
)
def test_the_direction_of_a_language(tag, written):
    assert direction(tag) == written


def test_languages_are_named_in_themselves_and_in_others():
    assert language_name("nl") == "Nederlands"
    assert language_name("nl", in_language="en") == "Dutch"
    assert language_name("tlh") == "Klingon"
    assert language_name("nl", in_language="qqq") == "Nederlands"
    assert language_name("qqq") == "qqq"


def test_the_interface_speaks_the_reader_s_language_or_the_default(settings):
    assert interface_language("en") == "en"
    assert interface_language("tlh") == settings.LANGUAGE_CODE


def test_new_ids_have_their_prefix_and_never_repeat():
    ids = {new_id("q") for _ in range(1_000)}

    assert len(ids) == 1_000
    assert all(len(identity) == 10 and identity.startswith("q_") for identity in ids)


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [
        *(("zh", "zh-hans"), ("zh-CN", "zh-hans"), ("zh-Hans", "zh-hans"), ("pt-BR", "pt"), ("pt-PT", "pt")),
        *(
            ("fr-CA", "fr"),
            ("es-MX", "es"),
            ("de-AT", "de"),
            ("nl-BE", "nl"),
            ("ar-EG", "ar"),
            ("qqq", "en-gb"),
        ),
    ],
)
def test_canvass_speaks_the_nearest_of_its_languages(tag, spoken):
    assert interface_language(tag) == spoken


def test_the_languages_of_the_interface_have_tags_that_surveys_can_have():
    assert interface_languages()["zh-Hans"] == "zh-hans"
    assert all(is_known_language(tag) for tag in interface_languages())


def test_a_name_that_stands_alone_begins_with_a_capital():
    assert [language_name(tag) for tag in ("es", "fr", "pt")] == ["Español", "Français", "Português"]
    assert language_name("fr", in_language="fr") == "français"
