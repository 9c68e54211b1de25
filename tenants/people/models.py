"""The people of an organisation; in the public schema, the operators of the installation."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7
from tenants.people.admin_rights import permission_behind
from tenants.permissions import Role, allows, permissions_of
from tenants.scope import schema


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail, whatever the case it was typed in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who signs in with an e-mail address and a password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.VIEWER)
    language = models.CharField(_("language"), max_length=20, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    invited_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("invited by")
    )
    joined_at = models.DateTimeField(
        _("joined"), default=timezone.now, null=True, blank=True, help_text=_("Empty: invited, not here yet.")
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email",
                violation_error_message=_("Somebody with this e-mail address is already here."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_invited(self) -> bool:
        """Whether this person was invited and has not yet chosen a password."""
        return self.joined_at is None

    def can(self, permission: str) -> bool:
        """Say whether this person has a permission of ``tenants.permissions``."""
        return self.is_active and allows(self.role, permission)

    @property
    def permissions(self) -> list[str]:
        """All permission codes of this person, for templates to look in."""
        return permissions_of(self.role) if self.is_active else []

    @property
    def is_staff(self) -> bool:
        """Whether the Django admin opens for this person."""
        return self.can("admin.use") or self.can("installation.operate")

    @property
    def is_superuser(self) -> bool:
        """Nobody is above the permission table."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer the admin's question (``surveys.change_survey``) from the permission table."""
        needed = permission_behind(perm)
        return needed is not None and self.can(needed)

    def has_module_perms(self, app_label: str) -> bool:
        """Show every app in the admin of which something may be seen."""
        return self.is_staff

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind a session to the schema it began in, beside the password it began with."""
        salt = f"tenants.people.session:{schema()}"
        return salted_hmac(salt, self.password, secret=secret, algorithm="sha256").hexdigest()


class Letter(models.Model):
    """A mail that is still to be sent to somebody who signs in; gone when it was sent.

    ``claimed_at`` is written before the mail goes out, so that two workers never send the same
    letter; a claim whose worker died runs out. The letter's id is part of the Message-ID.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=50)
    email = models.EmailField(max_length=254)
    written_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
