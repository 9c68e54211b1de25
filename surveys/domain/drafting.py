"""Making surveys and changing their drafts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.changes import Clash, EditsClash, Merge, StepsBlocked, merge
from surveys.definition import Definition, checked, definition_json, new_definition
from surveys.domain.revisions import keep
from surveys.domain.slugs import new_slug
from surveys.domain.storing import TITLE_LENGTH, base_title
from surveys.domain.telling import locked, tell
from surveys.domain.translation_notes import copy_notes, note_older_originals
from surveys.domain.words import keep_words
from surveys.editing.making_room import with_room
from surveys.exceptions import DefinitionInvalid, EditRefused, RevisionUnknown, StaleDraft
from surveys.history import draft_at
from surveys.models import Survey
from surveys.queries import draft_of
from tenants.people.models import User

type Operation = Callable[[Definition], Definition]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of clashes, by their keys: ``mine``, ``theirs``, or other words behind ``words:``.

    They were made looking at the draft of revision ``seen``.
    """

    by_key: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0


def create_survey(*, title: str, languages: Sequence[str], by: User | None) -> Survey:
    """Make a survey with one empty page; the first of ``languages`` (BCP 47 tags) is its base language.

    Raises ``DefinitionInvalid`` for an empty title or unknown languages.
    """
    return create_survey_from(definition=new_definition(title, languages), by=by)


def create_survey_from(*, definition: Definition, by: User | None) -> Survey:
    """Make a survey whose draft is ``definition``."""
    title = base_title(definition)
    with transaction.atomic():
        survey = Survey.objects.create(
            title=title,
            slug=new_slug(title),
            draft=definition_json(definition),
            languages=list(definition.languages),
            created_by=by,
            owner=by,
        )
        keep_words(survey, None, definition)
        tell("survey.created", survey, by=by)
    return survey


def duplicate_survey(*, survey: Survey, by: User | None) -> Survey:
    """Make a new survey from the draft of another: same questions, look and access, no answers.

    It lies in the same folder and has the same tags; its address is its own.
    """
    return copied_survey(survey=survey, definition=draft_of(survey), by=by)


def copied_survey(*, survey: Survey, definition: Definition, by: User | None) -> Survey:
    """Make a new survey of ``definition``, with the look and the access of another."""
    title = {language: _copied(words, language) for language, words in definition.title.items()}
    with transaction.atomic():
        copy = create_survey_from(definition=definition.model_copy(update={"title": title}), by=by)
        copy.look, copy.access = survey.look, survey.access
        copy.folder_id, copy.tags = survey.folder_id, survey.tags
        copy.save(update_fields=["look", "access", "folder", "tags", "changed_at"])
        copy_notes(survey, copy)
    return copy


def edit_draft(
    *,
    survey: Survey,
    revision: int,
    operation: Operation,
    by: User | None,
    decisions: Decisions | None = None,
    about: str = "",
) -> Survey:
    """Store what ``operation`` makes of the draft as it was at ``revision``, as a revision of its own.

    What was changed since stays: the edit is taken up where it touches nothing of that. An operation that
    changes nothing leaves the revision as it is. Raises ``EditsClash`` for what both changed and
    ``decisions`` don't say, ``StaleDraft`` for a revision that isn't known, and whatever the operation raises
    (``EditRefused``, ``DefinitionInvalid``); the draft is then as it was. ``about`` is the id of what was
    edited, where that is known: of two neighbours that changed places it says which one moved.
    """
    with transaction.atomic():
        row = locked(survey)
        theirs = draft_of(row)
        seen, after = _brought_in(row, revision, operation, decisions or Decisions())
        keep(row, after, by=by, about=about)
        note_older_originals(row, seen, theirs, after)
    return row


def replace_draft(*, survey: Survey, revision: int, definition: Definition, by: User | None) -> Survey:
    """Put ``definition`` in the place of the draft, if it is still at ``revision``. Raises ``StaleDraft``."""
    with transaction.atomic():
        row = locked(survey)
        if row.draft_revision != revision:
            raise StaleDraft(seen=revision, current=row.draft_revision)
        keep(row, definition, by=by)
    return row


def _brought_in(
    row: Survey, revision: int, operation: Operation, decisions: Decisions
) -> tuple[Definition, Definition]:
    """The draft of a revision, and the one of now with what the operation makes of that one."""
    theirs = draft_of(row)
    if row.draft_revision == revision:
        return theirs, operation(theirs)
    try:
        base = draft_at(row, revision)
    except RevisionUnknown as unknown:
        raise StaleDraft(seen=revision, current=row.draft_revision) from unknown
    merging = merge(base, with_room(base, operation(base), theirs), theirs)
    if not all(_is_decided(row, clash, decisions, merging) for clash in merging.clashes):
        raise EditsClash(seen=revision, current=row.draft_revision, merge=merging)
    try:
        return base, checked(merging.settled(decisions.by_key))
    except DefinitionInvalid as problem:
        raise EditRefused(_not_together(problem.problems[0].message), "not_together") from problem
    except StepsBlocked as blocked:
        raise EditRefused(_not_together(""), "not_together") from blocked


def _is_decided(row: Survey, clash: Clash, decisions: Decisions, merging: Merge) -> bool:
    """Whether there is a decision, made knowing what the others made of it."""
    if clash.key not in decisions.by_key:
        return False
    if decisions.seen == row.draft_revision:
        return True
    try:
        known = merge(merging.base, merging.mine, draft_at(row, decisions.seen))
    except RevisionUnknown:
        return False
    return any(each.key == clash.key and each.their_steps == clash.their_steps for each in known.clashes)


def _not_together(reason: str) -> str:
    words = _("Your change doesn't fit what somebody else changed in the meantime.")
    return f"{words} {reason}".strip()


def _copied(title: str, language: str) -> str:
    with override(language):
        return _("%(title)s (copy)") % {"title": title[: TITLE_LENGTH - 20]}
