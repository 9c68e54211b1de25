"""The forms of starting a survey from something that is there already."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.domain.revisions import TITLE_LENGTH
from surveys.languages import language_name
from surveys.ready import CATEGORIES, Ready, ready_surveys
from surveys.texts import localised
from tenants.scope import organisation


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
