"""The style guide: every component on a page, and every input of respondents' pages on another.

Served only while developing (``CANVASS_DEBUG``); the look is judged and tested here.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

LANGUAGES = [
    {"code": "en", "name": "English", "url": "?", "current": True},
    {"code": "nl", "name": "Nederlands", "url": "?", "current": False},
    {"code": "ar", "name": "العربية", "url": "?direction=rtl", "current": False},
]


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(help_text="As people know it; you can change it later.")
    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(choices=[("editor", "Editor"), ("analyst", "Analyst")])
    opens_at = forms.DateTimeField(
        required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    colour = forms.CharField(widget=forms.TextInput(attrs={"type": "color"}), initial="#00705f")
    logo = forms.FileField(required=False)
    languages = forms.MultipleChoiceField(
        choices=[("en", "English"), ("nl", "Dutch")], widget=forms.CheckboxSelectMultiple
    )
    progress = forms.ChoiceField(
        choices=[("bar", "As a bar"), ("counts", "In numbers")], widget=forms.RadioSelect
    )
    back_allowed = forms.BooleanField(
        required=False,
        help_text="Respondents may return to earlier pages.",
        widget=forms.CheckboxInput(attrs={"class": "switch", "role": "switch"}),
    )


def staff(request: HttpRequest) -> HttpResponse:
    """Show every component of staff pages; ``?message=…`` shows a message as after a redirect."""
    if text := request.GET.get("message"):
        messages.success(request, text)
    refused = SampleForm({"email": "nobody", "role": "editor"})
    context = {
        "form": SampleForm(auto_id="sample_%s"),
        "refused": refused,
        "page": Paginator(range(230), 25).page(2),
        "series": range(1, 9),
    }
    return render(request, "styleguide/staff.html", context)


def survey(request: HttpRequest) -> HttpResponse:
    """Show every input of respondents' pages; ``?direction=rtl`` turns it around."""
    context: dict[str, Any] = {
        "survey_title": "Team pulse",
        "organisation_name": "Northwind",
        "languages": LANGUAGES,
        "language": "ar" if request.GET.get("direction") == "rtl" else "en",
        "direction": request.GET.get("direction", "ltr"),
        "progress": 45,
        "page_number": 2,
        "page_count": 4,
        "scale": range(11),
        "problems": [{"anchor": "heard", "title": "Tell us more", "message": "Write a few words."}],
    }
    return render(request, "styleguide/survey.html", context)


urlpatterns: list[URLPattern] = [
    path("", staff, name="staff"),
    path("survey/", survey, name="survey"),
]
