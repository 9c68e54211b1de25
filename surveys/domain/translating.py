"""Translating a survey: texts one by one or from a file, and copies in another language."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys import editing
from surveys.definition import Definition
from surveys.domain.drafting import Decisions, copied_survey, edit_draft
from surveys.domain.telling import locked
from surveys.domain.translation_notes import forget, write_down
from surveys.exceptions import EditRefused, TextRefused
from surveys.file_names import clean_file_name
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.translating.faithful import faults
from surveys.translating.files.delivery import deliveries_json
from surveys.translating.files.reading import read_file
from surveys.translating.keys import texts_in
from surveys.translating.refusals import PlanOutdated, TranslationsRefused
from surveys.translating.states import wording_of
from surveys.translating.taking import Plan, cleaned, refusal_words
from surveys.translation_files import plans_of, seal_of
from surveys.translation_models import TranslationFile
from tenants.people.models import User

KEPT_FOR = timedelta(days=7)
"""How long a file that was read waits to be taken up."""


def translate(
    *,
    survey: Survey,
    revision: int,
    language: str,
    words: Mapping[str, str],
    by: User | None,
    decisions: Decisions | None = None,
) -> Survey:
    """Word texts of the draft, by key (``surveys.translating.keys``), in another than its base language.

    Words are as they are typed: of rich texts lines or HTML; ``""`` takes a translation away. All of them or
    none. Raises ``TranslationsRefused``, ``EditRefused`` (``base_language``, ``language_undeclared``,
    ``text_unknown``) and as ``edit_draft`` does.
    """

    def put(draft: Definition) -> Definition:
        if language == draft.base_language:
            message = _("This is the survey's base language: its words are written in the builder.")
            raise EditRefused(message, "base_language")
        if refused := _refused(draft, language, words):
            raise TranslationsRefused(refused)
        return editing.set_translations(draft, language=language, words=words)

    return edit_draft(survey=survey, revision=revision, operation=put, by=by, decisions=decisions)


def confirm_translation(*, survey: Survey, language: str, key: str) -> None:
    """Say that the translation of a text still fits its original, which has changed since.

    Raises ``EditRefused`` (``text_unknown``).
    """
    with transaction.atomic():
        row = locked(survey)
        text = next((each for each in texts_in(draft_of(row)) if each.key == key), None)
        if text is None:
            raise EditRefused(_("This text no longer exists."), "text_unknown")
        forget(row, {wording_of(key, language, text.words.get(language, ""))})


def read_translations(*, survey: Survey, content: bytes, name: str, by: User | None) -> TranslationFile:
    """Read a translator's file and keep what it says until somebody takes it up; nothing is changed.

    Of each person the last one of a survey is kept.

    Raises ``FileRefused``.
    """
    rich = frozenset(text.key for text in texts_in(draft_of(survey)) if text.is_rich)
    deliveries = read_file(content, survey=str(survey.pk), rich=rich)
    file = TranslationFile(
        survey=survey,
        name=clean_file_name(name),
        deliveries=deliveries_json(deliveries),
        by=by.pk if by else None,
    )
    plans_of(survey, file)
    with transaction.atomic():
        TranslationFile.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
        if by is not None:
            TranslationFile.objects.filter(survey=survey, by=by.pk).delete()
        file.save(force_insert=True)
    return file


def take_translations(
    *, file: TranslationFile, seal: str, taken: Mapping[str, Collection[str]], by: User | None
) -> int:
    """Take up what a file says, and say how many texts were changed or confirmed; all of it or nothing.

    Of the texts that were changed in the survey since the file was made only those ``taken`` (keys, by
    language). ``seal`` is that of the plans that somebody has seen. Raises ``PlanOutdated`` where they are
    others now, ``FileRefused`` and ``EditRefused``.
    """
    with transaction.atomic():
        row = locked(file.survey)
        plans = plans_of(row, file)
        if seal_of(plans) != seal:
            raise PlanOutdated
        count = 0
        for plan in plans:
            count += _taken(row, plan, taken.get(plan.language, ()), by)
            row = locked(row)
        file.delete()
    return count


def discard_translations(*, file: TranslationFile) -> None:
    """Forget a file that was read."""
    file.delete()


def duplicate_in(*, survey: Survey, language: str, alone: bool, by: User | None) -> Survey:
    """Make a new survey from the draft with another base language; ``alone`` leaves all others out.

    Raises ``EditRefused`` (``language_undeclared``, ``incomplete``: texts lack this language).
    """
    definition = draft_of(survey)
    if language not in definition.languages:
        raise EditRefused(_("The survey is not in this language."), "language_undeclared")
    if missing := sum(language not in text.words for text in texts_in(definition)):
        message = _("Translate everything first: %(count)d texts are missing in this language.")
        raise EditRefused(message % {"count": missing}, "incomplete")
    others = () if alone else tuple(tag for tag in definition.languages if tag != language)
    changed = editing.set_languages(definition, languages=(language, *others))
    return copied_survey(survey=survey, definition=changed, by=by)


def _refused(draft: Definition, language: str, words: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each of the words that say something new."""
    refused: dict[str, str] = {}
    for text in texts_in(draft):
        if text.key not in words:
            continue
        said = words[text.key]
        try:
            stored = cleaned(said, is_rich=text.is_rich)
        except TextRefused as refusal:
            refused[text.key] = refusal_words(refusal)
            continue
        source = text.words.get(draft.base_language, "")
        if stored != text.words.get(language, "") and (wrong := faults(source, said, is_rich=text.is_rich)):
            refused[text.key] = " ".join(fault.message for fault in wrong)
    return refused


def _taken(row: Survey, plan: Plan, taken: Collection[str], by: User | None) -> int:
    words = plan.chosen(taken)
    base = draft_of(row).base_language
    if words:
        edit_draft(
            survey=row,
            revision=row.draft_revision,
            operation=lambda draft: editing.set_translations(draft, language=plan.language, words=words),
            by=by,
        )
    forget(row, plan.still_right)
    write_down(row, plan.made_of_older(taken, base))
    return len(words) + len(plan.confirmed)
