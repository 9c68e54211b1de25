"""Saved searches that tag answers by themselves."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from analytics.exceptions import TagInvalid
from analytics.models import AnswerTag, AnswerWords, Tagging, TagRule
from analytics.results.versions import read_layout
from analytics.texts.asking import LONGEST, query_of, read_search
from analytics.texts.state import note_codebook, note_tagged
from tenants.people.models import User
from webhooks.outbox import emit

MOST_RULES = 20
type Place = tuple[UUID, str]


def add_rule(*, tag: AnswerTag, search: str, by: User) -> TagRule:
    """Tag what a search finds, now and whenever answers come. Raises ``TagInvalid``.

    What was taken off by hand stays off. Whoever calls has brought the words of answers up to date.
    """
    wanted = " ".join(search.split())[:LONGEST]
    if not any(not term.is_missing for group in read_search(wanted) for term in group):
        raise TagInvalid({"search": _("Write a word that answers must have.")})
    with transaction.atomic():
        note_codebook(tag.survey_id)
        if tag.rules.count() >= MOST_RULES:
            raise TagInvalid({"search": _("A tag has at most %(most)s rules.") % {"most": MOST_RULES}})
        rule, is_new = TagRule.objects.get_or_create(tag=tag, search=wanted, defaults={"made_by": by.email})
        if not is_new:
            raise TagInvalid({"search": _("The tag has that rule already.")})
        note_codebook(tag.survey_id)
        _put_on(rule, tag, _languages(tag.survey_id), None)
        payload = {"survey": str(tag.survey_id), "tag": str(tag.pk), "search": wanted}
        emit("tag.rule_added", payload, subject=f"survey:{tag.survey_id}", actor=by.email)
    return rule


def remove_rule(*, rule: TagRule, by: User) -> None:
    """Let a rule tag no more; what only it tagged loses the tag."""
    tag = rule.tag
    with transaction.atomic():
        Tagging.objects.filter(rule=rule, is_on=True).delete()
        payload = {"survey": str(tag.survey_id), "tag": str(tag.pk), "search": rule.search}
        rule.delete()
        note_codebook(tag.survey_id)
        languages = _languages(tag.survey_id)
        for other in tag.rules.all():
            _put_on(other, tag, languages, None)
        emit("tag.rule_removed", payload, subject=f"survey:{tag.survey_id}", actor=by.email)


def apply_rules(survey_id: UUID, places: Sequence[Place]) -> None:
    """Tag answers that came or changed as the rules say; tags by rules that fit no more go."""
    fields = {field for _response, field in places}
    tags = AnswerTag.objects.filter(survey_id=survey_id, field__in=fields, rules__isnull=False).distinct()
    found = list(tags.prefetch_related("rules"))
    if not found:
        return
    languages = _languages(survey_id)
    note_tagged(survey_id)
    for tag in found:
        responses = [response for response, field in places if field == tag.field]
        by_rule = Tagging.objects.filter(tag=tag, is_on=True, rule__isnull=False, response__in=responses)
        fitting = _fitting(tag.rules.all(), tag, languages).filter(response__in=responses)
        by_rule.exclude(response__in=fitting.values("response")).delete()
        for rule in tag.rules.all():
            _put_on(rule, tag, languages, responses)


def _put_on(
    rule: TagRule, tag: AnswerTag, languages: Iterable[str], responses: Sequence[UUID] | None
) -> None:
    """Tag what a rule finds, among ``responses`` only if they are given; what has a word about it stays."""
    found = _fitting([rule], tag, languages)
    if responses is not None:
        found = found.filter(response__in=responses)
    sql, parameters = found.values_list("response").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO analytics_tagging (survey, response, tag_id, is_on, rule_id, by, at)"  # noqa: S608
            f" SELECT %s, found.response, %s, true, %s, '', now() FROM ({sql}) AS found"
            " ON CONFLICT (tag_id, response) DO NOTHING",
            [tag.survey_id, tag.pk, rule.pk, *parameters],
        )


def _fitting(rules: Iterable[TagRule], tag: AnswerTag, languages: Iterable[str]) -> QuerySet[AnswerWords]:
    """The answers that any of these rules finds."""
    configs = list(languages)
    asked = [query for rule in rules if (query := query_of(read_search(rule.search), configs))]
    return AnswerWords.objects.filter(survey=tag.survey_id, field=tag.field, vector=reduce(or_, asked))


def _languages(survey_id: UUID) -> tuple[str, ...]:
    return read_layout(survey_id).languages
