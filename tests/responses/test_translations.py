"""Every word that respondents read of Canvass's own is translated, in its plurals and with its places."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import override
from django.utils.translation.template import templatize

from config.translations import compile_translations
from surveys.exceptions import AnswerInvalid
from surveys.question_types import element_model, question_type, question_types

LANGUAGES = ("ar", "de", "nl")
ROOT = Path(settings.BASE_DIR)
SOURCES = (
    "templates/responses/*.html",
    "templates/survey_page.html",
    "templates/components/_survey*.html",
    "templates/surveys/questions/*.html",
    "templates/errors/*.html",
    "responses/views/*.py",
)
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}

type Message = str | tuple[str, str]


def messages() -> Iterator[Message]:
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            source = path.read_text()
            code = templatize(source, origin=str(path)) if path.suffix == ".html" else source
            found = extract("python", io.BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"})
            yield from (message for _line, message, _comments, _context in found)


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    path = ROOT / "locale" / request.param / "LC_MESSAGES" / "django.po"
    with path.open("rb") as source:
        return read_po(source, locale=request.param)


def test_there_are_words_to_translate() -> None:
    assert len(set(messages())) > 50


def test_every_word_is_translated(catalogue: Catalog) -> None:
    untranslated = []
    for message in messages():
        entry = catalogue.get(message)
        forms = (
            entry.string if entry and isinstance(entry.string, tuple) else (entry.string if entry else "",)
        )
        if not all(forms):
            untranslated.append(message)

    assert untranslated == []


def test_places_in_the_words_are_kept(catalogue: Catalog) -> None:
    assert [(entry.id, problems) for entry, problems in catalogue.check()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [known.key for known in question_types()])
def test_every_refusal_is_said_in_the_respondents_language(key: str, language: str) -> None:
    compile_translations(ROOT / "locale")
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
