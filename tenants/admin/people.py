"""People in the admins: an organisation's, and the operators of the installation."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from tenants.admin.base import CanvassAdmin
from tenants.people import domain
from tenants.people.exceptions import PersonProblem
from tenants.people.models import User
from tenants.people.signed_in import signed_in
from tenants.permissions import Role, may_grant, roles_below

STATES = {_("Active"): "success", _("Invited"): "warning", _("Deactivated"): "danger"}


class PeopleAdmin(CanvassAdmin):
    """Everybody of an organisation. Adding invites by mail; nobody is deleted, only deactivated."""

    domain_problems = (PersonProblem,)
    list_display: tuple[str, ...] = ("email", "name", "role", "state", "last_login")
    list_filter: tuple[str, ...] = ("role", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields: tuple[str, ...] = ("email", "invited_at", "invited_by", "joined_at", "last_login")
    fields: tuple[str, ...] = ("email", "name", "language", "role", "is_active", *readonly_fields[1:])

    @display(description=_("State"), label=STATES)  # type: ignore[untyped-decorator]
    def state(self, person: User) -> Any:
        """Say whether somebody is here, invited or kept out."""
        if not person.is_active:
            return _("Deactivated")
        return _("Invited") if person.is_invited else _("Active")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Ask for little when inviting."""
        return self.fields if obj else ("email", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Fix the address once there is one."""
        return self.readonly_fields if obj else ()

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the roles that the person at the screen may give."""
        if db_field.name == "role":
            kwargs["choices"] = [(role.value, role.label) for role in roles_below(signed_in(request).role)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let nobody touch a role above their own."""
        above = obj is not None and not may_grant(signed_in(request).role, obj.role)
        return bool(super().has_change_permission(request, obj)) and not above

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody is deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Do it through the domain, with its rules and events."""
        if change:
            change_person(person=User.objects.get(pk=obj.pk), wanted=obj, by=signed_in(request))
        else:
            invited = domain.invite(email=obj.email, role=obj.role, by=signed_in(request))
            obj.pk = invited.pk


def change_person(*, person: User, wanted: User, by: User) -> None:
    """Make a person what the form says, step by step, each step judged by its own rule."""
    if (wanted.name, wanted.language) != (person.name, person.language):
        domain.change_profile(person=person, name=wanted.name, language=wanted.language)
    domain.change_role(person=person, role=wanted.role, by=by)
    if wanted.is_active != person.is_active:
        act = domain.reactivate if wanted.is_active else domain.deactivate
        act(person=person, by=by)


class OperatorsAdmin(PeopleAdmin):
    """The operators of the installation, at the main host."""

    list_display = ("email", "name", "state", "last_login")
    list_filter = ("is_active",)
    fields = ("email", "name", "language", "is_active", "invited_at", "joined_at", "last_login")
    readonly_fields = ("email", "invited_at", "joined_at", "last_login")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Show operators; the shared schema has nobody else."""
        people = cast("QuerySet[User]", super().get_queryset(request))
        return people.filter(role=Role.OPERATOR)

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Ask for little when inviting."""
        return self.fields if obj else ("email",)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let operators delete each other, nobody themselves: one is always left."""
        return obj is not None and obj.pk != request.user.pk

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Name the operators alone: nothing else of the shared schema goes along."""
        people = [str(person) for person in objs]
        return people, {str(User._meta.verbose_name_plural): len(people)}, set(), []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Delete one, through the domain."""
        domain.delete_operator(person=obj, by=signed_in(request))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Keep the role, whatever was sent."""
        obj.role = Role.OPERATOR
        super().save_model(request, obj, form, change)
