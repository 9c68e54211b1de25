"""The first page of the main host, for whoever comes along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what this is; it names no organisation."""
    return render(request, "people/front.html")
