"""The forms of starting a survey from something that is there already."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.domain.storing import TITLE_LENGTH
from surveys.forms import language_choices, starting_language
from surveys.languages import language_name
from surveys.pasting import MAXIMUM_BYTES, PasteRefused, cleaned
from surveys.ready import CATEGORIES, Ready, ready_surveys
from surveys.texts import localised
from tenants.scope import organisation

_NOTHING = _("There is nothing to read yet. Paste your questionnaire first.")


def _reader() -> str:
    return (get_language() or "en").partition("-")[0]


def _named(tags: list[str]) -> list[tuple[str, str]]:
    return [(tag, language_name(tag, in_language=_reader())) for tag in tags]


def _languages() -> list[tuple[Any, Any]]:
    tags = sorted({tag for each in ready_surveys() for tag in each.languages})
    return [("", _("In any language")), *_named(tags)]


class ReadyFilterForm(forms.Form):
    """What the templates are narrowed by; nonsense counts as nothing wished."""

    q = forms.CharField(required=False, max_length=200, label=_("Search templates"))
    category = forms.ChoiceField(
        required=False, label=_("Field"), choices=[("", _("All")), *CATEGORIES.items()]
    )
    language = forms.ChoiceField(required=False, label=_("Language"), choices=_languages)

    def wishes(self) -> dict[str, str]:
        """What ``surveys.ready.found`` takes."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "search": cleaned.get("q", ""),
            "category": cleaned.get("category", ""),
            "language": cleaned.get("language", ""),
        }


class TextForm(forms.Form):
    """A questionnaire as text, typed or in a file; ``cleaned_data["text"]`` is as it is read."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        required=False,
        help_text=_("Empty: the first heading of the text."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=language_choices, initial=starting_language)
    text = forms.CharField(
        label=_("The questionnaire"),
        strip=False,
        error_messages={"required": _NOTHING},
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("A text file (.txt or .md) of at most 100 kB. It takes the place of what is above."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,text/plain,text/markdown"}),
    )

    def clean(self) -> dict[str, Any]:
        """Take the file's words where there is one, and refuse what can't be read."""
        found: dict[str, Any] = super().clean() or {}
        if "file" in found and found["file"] is not None:
            self.errors.pop("text", None)
        elif "text" not in found:
            return found
        try:
            found["text"] = cleaned(self._written(found))
        except PasteRefused as refusal:
            raise forms.ValidationError({"text": refusal.message}) from refusal
        return found

    @staticmethod
    def _written(found: dict[str, Any]) -> str:
        file = found.get("file")
        if file is None:
            return str(found.get("text") or "")
        if file.size > MAXIMUM_BYTES:
            return " " * (MAXIMUM_BYTES + 1)
        content: bytes = file.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace")


class UseReadyForm(forms.Form):
    """What a survey made of a template is called, and which of its languages it has."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        required=False,
        help_text=_("Empty: as the template is called."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    base = forms.ChoiceField(
        label=_("Language you write in"), help_text=_("Texts that lack a translation are shown in it.")
    )
    others = forms.MultipleChoiceField(
        label=_("Ready translations to keep"), required=False, widget=forms.CheckboxSelectMultiple
    )

    @classmethod
    def for_template(cls, ready: Ready, data: Any) -> "UseReadyForm":
        """The form for a template: it proposes the organisation's languages, as far as it is in them."""
        own = [tag for tag in organisation().languages if tag in ready.languages]
        base = own[0] if own else next((tag for tag in ready.languages if tag == _reader()), "")
        base = base or ready.languages[0]
        form = cls(data, initial={"base": base, "others": own or list(ready.languages)})
        choices = _named(list(ready.languages))
        for name in ("base", "others"):
            field: Any = form.fields[name]
            field.choices = choices
        form.fields["title"].widget.attrs["placeholder"] = localised(ready.title, base)
        return form

    def languages(self) -> list[str]:
        """The languages chosen, the base first."""
        base, others = self.cleaned_data["base"], self.cleaned_data["others"]
        return [base, *(tag for tag in others if tag != base)]


class SurveyFileForm(forms.Form):
    """A survey as a file."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("A file that ends in .canvass.json, of at most 50 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
