"""Deleting somebody's row, with what hangs on it in the schema that it stands in."""

from typing import Any

from django.db import connection, models, transaction
from django.db.models.deletion import CASCADE

from tenants.people.models import User


def remove_person(person: User) -> None:
    """Delete a person's row. What belongs to it goes along, what only names it forgets it.

    Django's own deletion asks every table that points at people, and the shared schema lacks most of them.
    """
    with transaction.atomic():
        there = set(connection.introspection.table_names())
        for field in _pointing_at_people():
            if field.model._meta.db_table in there:
                _let_go(field, person)
        User.objects.filter(pk=person.pk)._raw_delete(connection.alias)


def _pointing_at_people() -> list["models.ForeignKey[Any, Any]"]:
    related = (each for each in User._meta.get_fields(include_hidden=True) if each.auto_created)
    return [each.field for each in related if isinstance(each, models.ManyToOneRel)]


def _let_go(field: "models.ForeignKey[Any, Any]", person: User) -> None:
    rows = field.model._base_manager.filter(**{field.name: person})
    if field.remote_field.on_delete is CASCADE:
        rows.delete()
    else:
        rows.update(**{field.name: None})
