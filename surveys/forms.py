"""The forms of the pages around the builder."""

from functools import lru_cache
from typing import Any

from babel import Locale
from babel.localedata import exists
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.definition import Definition
from surveys.domain.storing import TITLE_LENGTH
from surveys.languages import is_known_language, language_name
from tenants.scope import organisation

_VARIANTS = ("en-GB", "en-US", "pt-BR", "pt-PT", "es-MX", "fr-CA", "nl-BE", "zh-Hans", "zh-Hant", "sr-Latn")

type LanguageChoices = list[tuple[Any, Any]]


@lru_cache(maxsize=32)
def _all_languages(interface: str) -> list[tuple[str, str]]:
    known = (str(tag) for tag in Locale("en").languages)
    tags = [tag for tag in known if len(tag) <= 3 and exists(tag) and is_known_language(tag)]
    named = [(tag, language_name(tag, in_language=interface)) for tag in (*tags, *_VARIANTS)]
    return sorted(named, key=lambda pair: pair[1].casefold())


def language_choices() -> LanguageChoices:
    """Languages to write a survey in: the organisation's own first, then all that have a name."""
    interface = (get_language() or "en").partition("-")[0]
    own = [(tag, language_name(tag, in_language=interface)) for tag in organisation().languages]
    everything = _all_languages(interface)
    return [(_("Your organisation's"), own), (_("All"), everything)] if own else list(everything)


def starting_language() -> str:
    """The language a new survey is most likely written in."""
    return next(iter(organisation().languages), (get_language() or "en").partition("-")[0])


class NewSurveyForm(forms.Form):
    """A survey's first words."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        help_text=_("Respondents see it on the first page. You can change it later."),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=language_choices,
        initial=starting_language,
        help_text=_("The one you write in. Add translations later, under Languages."),
    )


class DeleteForm(forms.Form):
    """The title, typed, confirms a deletion."""

    title = forms.CharField(
        label=_("Title of the survey"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class ScheduleForm(forms.Form):
    """When a survey opens and closes by itself, in the organisation's time zone."""

    _widget = {"type": "datetime-local", "step": 60}
    opens_at = forms.DateTimeField(
        label=_("Opens"),
        required=False,
        widget=forms.DateTimeInput(attrs=_widget, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: as soon as it is published."),
    )
    closes_at = forms.DateTimeField(
        label=_("Closes"),
        required=False,
        widget=forms.DateTimeInput(attrs=_widget, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: when somebody closes it."),
    )


class AddressForm(forms.Form):
    """The public address of a survey."""

    slug = forms.CharField(
        label=_("Address"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        help_text=_("After a change, links and QR codes with the old address stop working."),
    )


class WordsForm(forms.Form):
    """The survey's own texts in one language: its title, and what respondents read at the end."""

    title = forms.CharField(label=_("Title"), required=False, max_length=20_000)
    ending_title = forms.CharField(label=_("Heading at the end"), required=False, max_length=20_000)
    ending_text = forms.CharField(
        label=_("Text at the end"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next = forms.CharField(
        label=_("Words of “Next”"),
        required=False,
        max_length=200,
        help_text=_("Empty: in words of Canvass."),
    )
    back = forms.CharField(label=_("Words of “Back”"), required=False, max_length=200)
    submit = forms.CharField(label=_("Words of “Send”"), required=False, max_length=200)
    required = forms.CharField(
        label=_("Said where a required answer is missing"), required=False, max_length=1_000
    )
    closed = forms.CharField(label=_("Said when the survey is closed"), required=False, max_length=1_000)
    full = forms.CharField(
        label=_("Said when it has as many answers as were asked for"), required=False, max_length=1_000
    )
    paused = forms.CharField(label=_("Said while it is paused"), required=False, max_length=1_000)

    @classmethod
    def for_language(
        cls, language: str, definition: Definition, data: Any = None, **more: Any
    ) -> "WordsForm":
        """The form for one language; the title is needed in the base language, others may lack it."""
        form = cls(data, **more)
        form.fields["title"].required = language == definition.base_language
        return form


class AddLanguageForm(forms.Form):
    """Another language for a survey."""

    language = forms.ChoiceField(
        label=_("Add a language"), choices=lambda: [("", _("Choose…")), *language_choices()]
    )
