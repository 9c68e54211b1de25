"""What the list of surveys shows: values by id, colours of tags, ways to what was found."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from surveys.folders import tag_colour as colour_of
from surveys.hits import Hit
from surveys.models import Survey
from tenants.people.models import User

register = template.Library()


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """What stands under a key; nothing where there is no such."""
    return values.get(key, "")


@register.filter
def tag_colour(tag: str) -> int:
    """The number of a tag's colour."""
    return colour_of(tag)


@register.simple_tag
def hit_url(survey: Survey, hit: Hit, user: User) -> str:
    """The address of the part that says what was searched for: in the builder, for those who may edit."""
    if not user.can("survey.edit") or survey.status == Survey.Status.ARCHIVED:
        return reverse("surveys:overview", args=[survey.pk])
    if hit.part.startswith("e_"):
        return f"{reverse('surveys:settings', args=[survey.pk])}?{urlencode({'language': hit.language})}"
    place = {"at": hit.part} if hit.part else {}
    return f"{reverse('surveys:build', args=[survey.pk])}?{urlencode(place | {'language': hit.language})}"
