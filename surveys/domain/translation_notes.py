"""Keeping what is known of translations true, whatever is done to a draft."""

from surveys.changes import Patch
from surveys.definition import Definition
from surveys.models import Survey
from surveys.translating.following import MadeOf, left_behind, made_of_older, reworded
from surveys.translating.states import Wording
from surveys.translation_models import TranslationNote


def note_edit(row: Survey, before: Definition, after: Definition, patch: Patch, *, is_new: bool) -> None:
    """Write down what an edit of the draft means for translations.

    Wordings that ``is_new`` says are somebody's own are right for the original that is there; what comes back
    from the history is as right as it was.
    """
    if len(after.languages) < 2:
        return
    units = {step.key.partition("/")[0] for step in patch}
    if is_new:
        forget(row, reworded(before, after, units))
    write_down(row, left_behind(before, after, units))


def note_older_originals(row: Survey, seen: Definition, theirs: Definition, after: Definition) -> None:
    """Note of which originals translations were made by somebody who saw the draft as ``seen``, while the one
    that was stored was ``theirs`` already."""
    if seen is not theirs:
        write_down(row, made_of_older(seen, theirs, after))


def write_down(row: Survey, made: MadeOf) -> None:
    """Note of which originals wordings were made; what was noted of a wording before stays."""
    notes = [
        TranslationNote(
            survey=row,
            key=wording.key,
            language=wording.language,
            digest=wording.digest,
            source_language=source_language,
            source=source,
        )
        for wording, (source_language, source) in made.items()
    ]
    if notes:
        TranslationNote.objects.bulk_create(notes, ignore_conflicts=True, batch_size=1_000)


def forget(row: Survey, wordings: set[Wording]) -> None:
    """Take wordings as right for the originals that are there."""
    if not wordings:
        return
    notes = TranslationNote.objects.filter(survey=row, key__in={each.key for each in wordings})
    gone = [note.pk for note in notes if Wording(note.key, note.language, note.digest) in wordings]
    if gone:
        TranslationNote.objects.filter(pk__in=gone).delete()


def copy_notes(source: Survey, copy: Survey) -> None:
    """Know of a copy's translations what is known of those of the survey that it was made of."""
    notes = TranslationNote.objects.filter(survey=source)
    fields = ("key", "language", "digest", "source_language", "source", "at")
    TranslationNote.objects.bulk_create(
        [
            TranslationNote(survey=copy, **dict(zip(fields, values, strict=True)))
            for values in notes.values_list(*fields)
        ],
        batch_size=1_000,
    )
