"""What operators type about organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminTextInputWidget

from tenants.domain import checked_name, checked_schema
from tenants.exceptions import OrganisationInvalid
from tenants.hosts import free_host
from tenants.models import Organisation


class NewOrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What it takes to make an organisation; the owner is mailed a link to choose a password."""

    schema = forms.CharField(
        label=_("Schema"),
        max_length=50,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Short and for ever: small letters, digits and underscores, such as acme."),
    )
    host = forms.CharField(
        label=_("Host name"),
        max_length=253,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Where its pages answer, such as acme.example.org."),
    )
    owner = forms.EmailField(
        label=_("Owner"),
        max_length=254,
        widget=UnfoldAdminEmailInputWidget,
        help_text=_("E-mail address; a link to choose a password is sent to it."),
    )

    class Meta:
        model = Organisation
        fields = ["name"]

    def clean(self) -> dict[str, Any]:
        """Judge everything by the domain's own rules, each problem at its field."""
        cleaned = super().clean() or self.cleaned_data
        for field, check in (("name", checked_name), ("schema", checked_schema), ("host", free_host)):
            if field not in cleaned:
                continue
            try:
                cleaned[field] = check(cleaned[field])
            except OrganisationInvalid as problem:
                self.add_error(field, str(problem))
        return cleaned


class RenameForm(forms.ModelForm):  # type: ignore[type-arg]
    """Another name."""

    class Meta:
        model = Organisation
        fields = ["name"]

    def clean_name(self) -> str:
        """Judge it by the domain's rule."""
        try:
            return checked_name(self.cleaned_data["name"])
        except OrganisationInvalid as problem:
            raise forms.ValidationError(str(problem)) from problem


class HostForm(forms.Form):
    """Another host name; judged by ``tenants.hosts.add_host``."""

    host = forms.CharField(label=_("Another host name"), max_length=253, widget=UnfoldAdminTextInputWidget)


class DeleteForm(forms.Form):
    """The organisation's name, typed by somebody who means it."""

    typed_name = forms.CharField(
        label=_("Type its name to delete it"),
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_typed_name(self) -> str:
        """Refuse anything but the name."""
        typed: str = self.cleaned_data["typed_name"]
        if typed.strip() != self.organisation.name:
            raise forms.ValidationError(_("That is not its name."))
        return typed
