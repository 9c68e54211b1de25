"""Every word that respondents read of Canvass's own is translated, in its plurals and with its places."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import override

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_languages
from surveys.question_types import element_model, question_type, question_types
from tests.gathering import gathered
from tests.responses.said import ROOT, Message, messages

LANGUAGES = sorted(code for code in interface_languages().values() if code != "en")
PLACE = re.compile(r"%\((\w+)\)[a-z]|(</?\w[^>]*>)")
HALF_WIDTH_AFTER_CHINESE = re.compile(r"[\u4e00-\u9fff]\s*[,;:!?()]")


@cache
def catalogue_of(code: str) -> Catalog:
    folder = "zh_Hans" if code == "zh-hans" else code
    with (ROOT / "locale" / folder / "LC_MESSAGES" / "django.po").open("rb") as source:
        return read_po(source, locale=folder)


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return catalogue_of(request.param)


def entries(catalogue: Catalog) -> list[Entry]:
    return [entry for entry in catalogue if entry.id]


def forms_of(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, tuple | list) else (words or "",)


def test_the_languages_promised_are_spoken() -> None:
    assert set(interface_languages()) >= {"en", "de", "fr", "es", "nl", "pt", "ar", "zh-Hans"}


def test_there_are_words_to_translate() -> None:
    said = {message for _file, message in messages()}

    assert len(said) > 400
    assert {"Send answers", "Strongly agree", "Prefer not to say", ("%(days)d day", "%(days)d days")} <= said


def test_every_word_is_translated(catalogue: Catalog) -> None:
    untranslated: list[tuple[str, Message]] = []
    for file, message in messages():
        entry = catalogue.get(message)
        if entry is None or entry.fuzzy or not all(forms_of(entry.string)):
            untranslated.append((file, message))

    assert untranslated == []


def test_every_plural_has_the_forms_of_its_language(catalogue: Catalog) -> None:
    wrong = [
        entry.id
        for entry in entries(catalogue)
        if entry.pluralizable and len(forms_of(entry.string)) != catalogue.num_plurals
    ]

    assert wrong == []


def test_places_in_the_words_are_kept(catalogue: Catalog) -> None:
    assert [(entry.id, problems) for entry, problems in catalogue.check()] == []
    for entry in entries(catalogue):
        source, forms = forms_of(entry.id)[-1], forms_of(entry.string)
        assert sorted(PLACE.findall(source)) == sorted(PLACE.findall(forms[-1]))
        assert all(set(PLACE.findall(form)) <= set(PLACE.findall(source)) for form in forms)


def test_spaces_at_the_ends_and_marks_for_scripts_are_kept(catalogue: Catalog) -> None:
    for entry in entries(catalogue):
        source = forms_of(entry.id)[-1]
        for form in forms_of(entry.string):
            assert source.count("#") == form.count("#")
            if source.endswith(" ") and not form.endswith("："):
                assert form.endswith(" ")


def test_french_has_its_spaces_before_high_marks() -> None:
    words = [form for entry in entries(catalogue_of("fr")) for form in forms_of(entry.string)]
    said = [re.sub(r"\d:\d|https?:|\?%", "", form) for form in words]

    assert [form for form in said if re.search(r"[^\u00a0\u202f][;:!?»]", form)] == []
    assert [form for form in said if re.search(r"«[^\u00a0]", form)] == []


def test_chinese_has_marks_of_full_width() -> None:
    words = [form for entry in entries(catalogue_of("zh-hans")) for form in forms_of(entry.string)]

    assert [form for form in words if HALF_WIDTH_AFTER_CHINESE.search(form)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@gathered("key", [known.key for known in question_types()])
def test_every_refusal_is_said_in_the_respondents_language(key: str, language: str) -> None:
    kind = question_type(key)
    element = element_model(key).model_validate(
        {
            "id": "q_aaaaaaaa",
            "type": key,
            "name": "a",
            "required": True,
            "settings": kind.sample_settings(),
        }
    )
    refused = [raw for raw, _code in kind.sample_answers(element).invalid]
    if kind.stores_answer and kind.filled_by == "respondent":
        refused.append(None)

    for raw in refused:
        said = {}
        for spoken in ("en", language):
            with override(spoken), pytest.raises(AnswerInvalid) as refusal:
                kind.judge(element, raw)
            said[spoken] = refusal.value.message
        assert said["en"] != said[language]


def test_the_catalogues_are_those_of_the_settings() -> None:
    folders = {path.name.replace("_", "-").lower() for path in (ROOT / "locale").iterdir() if path.is_dir()}

    assert folders | {"en"} == {code for code, _name in settings.LANGUAGES}
