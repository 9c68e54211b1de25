"""Background work in the operators' admin: what is due, what was given up, what runs by the clock."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_celery_beat.admin import PeriodicTaskAdmin as CeleryPeriodicTaskAdmin
from django_celery_beat.admin import PeriodicTaskForm, TaskSelectWidget
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from tenants.admin.base import CanvassAdmin, ReadOnlyAdmin
from tenants.models import DueWork


class DueWorkAdmin(ReadOnlyAdmin):
    """What is due in all organisations; what was given up can be tried again."""

    list_display = ("kind", "key", "tenant", "due_at", "attempts", "problem", "dead_at")
    list_filter = ("kind", ("dead_at", admin.EmptyFieldListFilter))
    search_fields = ("kind", "key", "tenant")
    ordering = ("due_at",)
    actions = ("try_again",)

    @admin.action(description=gettext_lazy("Try again now"))
    def try_again(self, request: HttpRequest, work: QuerySet[DueWork]) -> None:
        """Make it due at once, as if it had never been tried."""
        fresh = {"due_at": timezone.now(), "sends": 0, "attempts": 0, "problem": "", "dead_at": None}
        count = work.update(**fresh)
        messages.success(request, _("%(count)s will be tried at the next tick.") % {"count": count})


class TaskSelect(UnfoldAdminSelectWidget, TaskSelectWidget):
    """The tasks that workers know, in the look of the admin."""


class ScheduledForm(PeriodicTaskForm):
    """A scheduled task, in the look of the admin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].widget = UnfoldAdminTextInputWidget()
        self.fields["regtask"].widget = TaskSelect()


class PeriodicTaskAdmin(CeleryPeriodicTaskAdmin, CanvassAdmin):
    """What runs by the clock; without the package's page, whose inline script is not let in."""

    change_form_template = "admin/change_form.html"
    form = ScheduledForm


class ScheduleAdmin(CanvassAdmin):
    """How often something runs."""
