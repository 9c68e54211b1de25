"""Organisations, their host names, and the index of work that is due. Shared by all."""

from typing import Any, Never

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from tenants.branding import DEFAULT_BRAND
from tenants.files import logo_path

SCHEMA_NAME = r"^t_[a-z0-9_]{1,48}$"


class Organisation(TenantMixin):
    """One customer of the installation; everything of theirs lives in the schema."""

    class Status(models.TextChoices):
        """Whether its pages answer."""

        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")

    class Approval(models.TextChoices):
        """Who has to approve a survey before it is published."""

        NOBODY = "nobody", _("Nobody")
        ADMINS = "admins", _("An admin or owner")
        COLLEAGUES = "colleagues", _("Somebody else who may publish")

    auto_create_schema = False
    auto_drop_schema = False

    schema_name = models.CharField(
        _("schema"), max_length=50, unique=True, validators=[RegexValidator(SCHEMA_NAME)]
    )
    name = models.CharField(_("name"), max_length=200)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ACTIVE)
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    brand_colour = models.CharField(_("brand colour"), max_length=7, default=DEFAULT_BRAND)
    look: "models.JSONField[Any, Any]" = models.JSONField(
        _("look of surveys"), default=dict, blank=True, help_text=_("Words of tenants.looks.")
    )
    logo = models.ImageField(_("logo"), upload_to=logo_path, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    languages: "models.Field[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=20), verbose_name=_("languages"), default=list, blank=True
    )
    approval = models.CharField(
        _("who approves surveys"),
        max_length=12,
        choices=Approval,
        default=Approval.NOBODY,
        db_default=Approval.NOBODY,
    )
    editions_kept = models.PositiveSmallIntegerField(_("days editions are kept"), null=True, blank=True)
    fingerprint = models.CharField(
        max_length=32, blank=True, editable=False, help_text=_("Which migrations its schema has.")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(schema_name__regex=SCHEMA_NAME), name="organisation_schema_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def __enter__(self) -> Never:
        """Refuse ``with organisation:``, whose stack is shared by all threads."""
        raise TypeError("use tenants.scope.tenant_scope: `with organisation:` leaks between threads")


class Domain(DomainMixin):
    """A host name at which an organisation's pages answer."""

    class Meta:
        verbose_name = _("host name")
        verbose_name_plural = _("host names")

    def __str__(self) -> str:
        return str(self.domain)


class DueWork(models.Model):
    """Something that must happen at a time: an index over all organisations, so that the beat
    tick costs what is due and not the number of organisations.

    The row says whose it is (``tenant``, a schema), which task (``kind``) and about what (``key``).
    The tick hands it to the workers (``sends``) and moves ``due_at`` ahead by a lease; whoever does
    the work counts its starts (``attempts``) and deletes the row together with the work's effect. A
    row whose taker died is due again when the lease is over. After too many attempts it is given up
    (``dead_at``), and stays to be seen.
    """

    tenant = models.CharField(max_length=63)
    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    due_at = models.DateTimeField(_("due"))
    sends = models.PositiveIntegerField(_("handed to workers"), default=0)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    problem = models.CharField(_("what went wrong last"), max_length=200, blank=True)
    dead_at = models.DateTimeField(_("given up"), null=True, blank=True)

    class Meta:
        verbose_name = _("due work")
        verbose_name_plural = _("due work")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "key"], name="duework_once"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="duework_due", condition=models.Q(dead_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.tenant})"


class Heartbeat(models.Model):
    """When something that must happen all the time happened last; ``tick`` is the beat's."""

    name = models.CharField(primary_key=True, max_length=50)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"
