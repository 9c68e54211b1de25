"""What an organisation may set for itself."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tenants.branding import is_readable, nearest_readable, normal
from tenants.exceptions import LogoInvalid
from tenants.languages import language_names
from tenants.logos import MOST_BYTES, checked_logo
from tenants.look_words import choices_of
from tenants.looks import HOUSE_GROUNDS
from tenants.models import Organisation

LOGO_WORDS = {
    "too_large": _("The file is larger than 1 MB. Choose a smaller one."),
    "svg": _("SVG files may contain scripts, so they are not accepted. Save the logo as PNG."),
    "too_many_pixels": _("The picture has too many pixels. Make it smaller, 1,000 pixels wide is plenty."),
    "not_a_picture": _("This is not a picture we can read. Choose a PNG, JPEG, WebP or GIF file."),
}


@cache
def time_zones() -> list[tuple[str, str]]:
    """Return the zones of the IANA database that are places, and UTC."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and _is_place(name))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def _is_place(name: str) -> bool:
    return name.split("/")[0] not in {"Etc", "SystemV", "US", "Brazil", "Canada", "Chile", "Mexico"}


class OrganisationForm(forms.Form):
    """Name, time zone and languages."""

    name = forms.CharField(label=_("Name"), max_length=200)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("Staff pages and closing times go by it."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of new surveys"),
        choices=language_names,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Each survey can still have others."),
    )


class ColourForm(forms.Form):
    """The brand colour. ``nearest`` is the readable colour to offer when the typed one isn't."""

    colour = forms.CharField(
        label=_("Brand colour"),
        max_length=20,
        help_text=_("As #rrggbb. It must carry white text and stand out from the page."),
        widget=forms.TextInput(
            attrs={
                "spellcheck": "false",
                "autocomplete": "off",
                "dir": "ltr",
                "data-colour": _("Pick a colour"),
            }
        ),
    )
    nearest: str | None = None

    def clean_colour(self) -> str:
        """Return the colour as ``#rrggbb``; refuse what can't be read."""
        colour = normal(self.cleaned_data["colour"])
        if colour is None:
            raise forms.ValidationError(_("Write the colour as # and six digits from 0 to 9 and a to f."))
        if not is_readable(colour):
            self.nearest = nearest_readable(colour)
            raise forms.ValidationError(
                _("White text on %(colour)s is hard to read. The nearest colour that works is %(nearest)s."),
                params={"colour": colour, "nearest": self.nearest},
            )
        return colour


class LookForm(forms.Form):
    """What surveys look like unless they say otherwise."""

    ground = forms.ChoiceField(label=_("Background"), choices=choices_of("ground", HOUSE_GROUNDS))
    font = forms.ChoiceField(label=_("Letters"), choices=choices_of("font"))
    corners = forms.ChoiceField(label=_("Corners"), choices=choices_of("corners"))
    density = forms.ChoiceField(label=_("Spacing"), choices=choices_of("density"))


class ApprovalForm(forms.Form):
    """Who has to approve a survey before it is published."""

    approval = forms.ChoiceField(
        label=_("Who approves a survey before it is published?"),
        choices=Organisation.Approval.choices,
        widget=forms.RadioSelect,
        help_text=_("An approval is for a survey as it is then; every later change needs another."),
    )


class KeepingForm(forms.Form):
    """How long what schedules make is kept."""

    editions_kept = forms.TypedChoiceField(
        label=_("How long are the editions kept that schedules make?"),
        choices=[
            (0, _("For ever")),
            (90, _("90 days")),
            (180, _("180 days")),
            (365, _("One year")),
            (730, _("Two years")),
            (1825, _("Five years")),
        ],
        coerce=lambda days: int(days) or None,
        help_text=_(
            "Older ones are deleted with their files and letters, also those that are there now. Editions"
            " that somebody made by hand stay."
        ),
    )


class LogoForm(forms.Form):
    """A new logo."""

    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG, WebP or GIF, at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )

    def clean_logo(self) -> bytes:
        """Return the checked file's bytes; say what is wrong with it."""
        file: UploadedFile[Any] = self.cleaned_data["logo"]
        content: bytes = file.read(MOST_BYTES + 1)
        try:
            checked_logo(content)
        except LogoInvalid as problem:
            raise forms.ValidationError(LOGO_WORDS[problem.reason]) from problem
        return content
