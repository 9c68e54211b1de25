"""Reading what is known of a survey's translations."""

from surveys.models import Survey
from surveys.queries import draft_of
from surveys.translating.states import Made, Progress, Wording, progress_of, translations
from surveys.translation_models import TranslationNote


def made_of(survey: Survey, language: str | None = None) -> Made:
    """Of which originals translations were made that aren't there any more, in one language or in all."""
    notes = TranslationNote.objects.filter(survey=survey)
    if language is not None:
        notes = notes.filter(language=language)
    found: dict[Wording, dict[str, str]] = {}
    for key, tag, digest, source_language, source in notes.values_list(
        "key", "language", "digest", "source_language", "source"
    ):
        found.setdefault(Wording(key, tag, digest), {})[source_language] = source
    return found


def progress_by_language(survey: Survey) -> dict[str, Progress]:
    """How far the draft is translated, by language, without its base language."""
    definition, made = draft_of(survey), made_of(survey)
    return {tag: progress_of(translations(definition, tag, made)) for tag in definition.languages[1:]}
