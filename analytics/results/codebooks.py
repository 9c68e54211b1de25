"""Tags of open answers as columns of results: beside a question that has any one more, a multiple choice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from analytics.models import AnswerTag
from analytics.results.questions import Coding, Layout, Localised, Question, Value, Variable

TYPE = "tags"
BETWEEN = " › "

type Tags = Mapping[str, Sequence[AnswerTag]]
"""The tags for the answers in a column, by its field, in order."""


def tags_of(survey_id: UUID) -> dict[str, list[AnswerTag]]:
    """All tags of a survey by field, each group followed by its tags. One query."""
    found: dict[str, list[AnswerTag]] = {}
    for tag in AnswerTag.objects.filter(survey_id=survey_id):
        found.setdefault(tag.field, []).append(tag)
    return {field: in_groups(tags) for field, tags in found.items()}


def in_groups(tags: Iterable[AnswerTag]) -> list[AnswerTag]:
    """Tags in their order, each group followed by its tags."""
    children: dict[UUID | None, list[AnswerTag]] = {}
    for tag in tags:
        children.setdefault(tag.parent_id, []).append(tag)
    return [each for tag in children.get(None, []) for each in (tag, *children.get(tag.pk, []))]


def field_of_tags(field: str) -> str:
    """The column that holds the tags of the answers in another."""
    return f"set:tags:{field}"


def with_tags(layout: Layout, tags: Tags) -> Layout:
    """The layout, with a question of tags behind each that has any."""
    if not tags:
        return layout
    questions = tuple(each for question in layout.questions for each in _with_tags(question, tags))
    known = {variable.field for variable in layout.variables}
    codings = tuple(_coding(field, found) for field, found in tags.items() if field in known)
    return replace(layout, questions=questions, codings=codings)


def _with_tags(question: Question, tags: Tags) -> Iterator[Question]:
    yield question
    for variable in question.variables:
        if found := tags.get(variable.field):
            yield _question(question, variable, found)


def _question(question: Question, variable: Variable, tags: Sequence[AnswerTag]) -> Question:
    text = _words(question.text)
    coded = Variable(
        key=f"tags:{variable.field}",
        field=field_of_tags(variable.field),
        name=f"{variable.name}_tags",
        kind="set",
        label=text,
        part_label=variable.part_label,
        values=_values(tags),
        is_removed=variable.is_removed,
        codes=variable.field,
    )
    return replace(
        question,
        key=coded.key,
        name=coded.name,
        text=text,
        type=TYPE,
        summary_kind="choices",
        variables=(coded,),
    )


def _words(text: Localised) -> Localised:
    """The words of a question, said to be about its tags, in every language."""
    said = {}
    for language, words in text.items():
        with translation.override(language):
            said[language] = _("%(question)s · Tags") % {"question": words}
    return said


def _values(tags: Iterable[AnswerTag]) -> tuple[Value, ...]:
    names = {tag.pk: tag.name for tag in tags}
    return tuple(
        Value(str(tag.pk), tag.code, {"": BETWEEN.join((*_group(tag, names), tag.name))}) for tag in tags
    )


def _group(tag: AnswerTag, names: Mapping[UUID, str]) -> tuple[str, ...]:
    return (names[tag.parent_id],) if tag.parent_id is not None else ()


def _coding(field: str, tags: Sequence[AnswerTag]) -> Coding:
    counted = {str(tag.pk): tuple(str(pk) for pk in (tag.parent_id, tag.pk) if pk) for tag in tags}
    return Coding(field, field_of_tags(field), counted)
