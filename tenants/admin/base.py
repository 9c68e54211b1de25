"""What all pages of the admin have in common."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from unfold.admin import ModelAdmin


class CanvassAdmin(ModelAdmin):
    """A model's pages in the admin.

    Django's own log of what happened in the admin is off: its rows hang on content types, whose
    numbers Django keeps per process while here each schema has its own, and the event log already
    tells of every change. Problems of the domain become a message instead of an error page.
    """

    list_per_page = 50
    view_on_site = False
    domain_problems: tuple[type[Exception], ...] = ()

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Write nothing."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Write nothing."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Write nothing."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what the domain refused, on the page it was tried at; nothing is half done."""
        try:
            answer: HttpResponse = super().changeform_view(request, *args, **kwargs)
        except self.domain_problems as problem:
            messages.error(request, str(problem))
            return HttpResponseRedirect(request.get_full_path())
        return answer


class ReadOnlyAdmin(CanvassAdmin):
    """For what is looked at here and changed elsewhere, if at all."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is made here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False
