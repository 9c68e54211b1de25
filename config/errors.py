"""Errors as pages, in the words of people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def body_too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413."""
    return HttpResponse("Too much at once.", status=413)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose token doesn't fit."""
    return render(request, "errors/403.html", status=403)
