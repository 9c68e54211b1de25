"""People as pages see them."""

from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from tenants.people.models import User
from tenants.permissions import RANKS


def people_in_order() -> QuerySet[User]:
    """Return everybody of the current schema: the active first, then by rank, then by name."""
    ranks = [When(role=role, then=Value(index)) for index, role in enumerate(reversed(RANKS))]
    rank = Case(*ranks, default=Value(len(RANKS)), output_field=IntegerField())
    return (
        User.objects.select_related("invited_by").annotate(rank=rank).order_by("-is_active", "rank", "email")
    )


def people_found(words: str) -> QuerySet[User]:
    """Return those of whom the words are part of the name or of the e-mail address."""
    people = people_in_order()
    words = words.strip()
    return people.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else people


def person_or_404(pk: UUID) -> User:
    """Return somebody of the current schema."""
    return get_object_or_404(User, pk=pk)
