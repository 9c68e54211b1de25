"""Making surveys and changing their drafts."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.definition import Definition, definition_json, new_definition
from surveys.domain.slugs import new_slug
from surveys.domain.telling import locked, tell
from surveys.exceptions import StaleDraft
from surveys.models import Survey
from surveys.queries import draft_of, remember_draft
from tenants.people.models import User

TITLE_LENGTH = Survey._meta.get_field("title").max_length or 500

type Operation = Callable[[Definition], Definition]


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
            title=title, slug=new_slug(title), draft=definition_json(definition), created_by=by
        )
        tell("survey.created", survey, by=by)
    return survey


def duplicate_survey(*, survey: Survey, by: User | None) -> Survey:
    """Make a new survey from the draft of another: same questions, look and access, no answers.

    Its address is its own.
    """
    definition = draft_of(survey)
    title = {language: _copied(words, language) for language, words in definition.title.items()}
    with transaction.atomic():
        copy = create_survey_from(definition=definition.model_copy(update={"title": title}), by=by)
        copy.look, copy.access = survey.look, survey.access
        copy.save(update_fields=["look", "access", "changed_at"])
    return copy


def edit_draft(*, survey: Survey, revision: int, operation: Operation, by: User | None) -> Survey:
    """Store what ``operation`` makes of the draft, if the draft is still at ``revision``.

    An operation that changes nothing leaves the revision as it is. Raises ``StaleDraft``, and whatever
    the operation raises (``EditRefused``, ``DefinitionInvalid``); the draft is then as it was.
    """
    with transaction.atomic():
        row = locked(survey)
        if row.draft_revision != revision:
            raise StaleDraft(seen=revision, current=row.draft_revision)
        before = draft_of(row)
        after = operation(before)
        if after == before:
            return row
        row.draft, row.title = definition_json(after), base_title(after)
        row.draft_revision += 1
        row.save(update_fields=["draft", "title", "draft_revision", "changed_at"])
        remember_draft(row, after)
    return row


def replace_draft(*, survey: Survey, revision: int, definition: Definition, by: User | None) -> Survey:
    """Put ``definition`` in the place of the draft, if it is still at ``revision``. Raises ``StaleDraft``."""
    return edit_draft(survey=survey, revision=revision, operation=lambda _before: definition, by=by)


def base_title(definition: Definition) -> str:
    """The title as lists and events show it: in the base language, cut to what they hold."""
    return definition.title[definition.base_language][:TITLE_LENGTH]


def _copied(title: str, language: str) -> str:
    with override(language):
        return _("%(title)s (copy)") % {"title": title[: TITLE_LENGTH - 20]}
