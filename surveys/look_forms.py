"""The form of a survey's look."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.looks import SurveyLook
from tenants.branding import normal
from tenants.look_words import LABELS, choices_of
from tenants.looks import house_look
from tenants.scope import organisation

type Choices = list[tuple[str, str | Promise]]
type Upload = UploadedFile[Any]

WORDS = ("ground", "font", "corners", "density")
ACCEPTED = "image/png,image/jpeg,image/webp,image/gif,image/avif"


def _choices(word: str) -> Any:
    """What can be chosen for a word, the organisation's own first; asked for when the form is shown."""

    def choices() -> Choices:
        scope = organisation()
        house = getattr(house_look(scope.brand_colour, scope.look), word)
        first = _("As your organisation: %(choice)s") % {"choice": LABELS[word][house]}
        return [("", first), *choices_of(word)]

    return choices


class LookForm(forms.Form):
    """A survey's colour, ground, letters, corners, spacing, logo and picture."""

    colour = forms.CharField(
        label=gettext_lazy("Colour"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("As #rrggbb. Empty: your organisation's."),
        widget=forms.TextInput(
            attrs={
                "spellcheck": "false",
                "autocomplete": "off",
                "dir": "ltr",
                "data-colour": gettext_lazy("Pick a colour"),
            }
        ),
    )
    font = forms.ChoiceField(label=gettext_lazy("Letters"), required=False, choices=_choices("font"))
    corners = forms.ChoiceField(label=gettext_lazy("Corners"), required=False, choices=_choices("corners"))
    density = forms.ChoiceField(label=gettext_lazy("Spacing"), required=False, choices=_choices("density"))
    ground = forms.ChoiceField(label=gettext_lazy("Background"), required=False, choices=_choices("ground"))
    picture = forms.FileField(
        label=gettext_lazy("Picture of the background"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG, WebP, GIF or AVIF, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    logo = forms.ChoiceField(
        label=gettext_lazy("Logo"),
        choices=[
            ("organisation", gettext_lazy("Your organisation's")),
            ("own", gettext_lazy("One of its own")),
            ("none", gettext_lazy("None: the name in words")),
        ],
    )
    own_logo = forms.FileField(
        label=gettext_lazy("Logo of its own"),
        required=False,
        help_text=gettext_lazy("A picture with a transparent ground looks best."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    nearest = ""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["colour"].widget.attrs["placeholder"] = organisation().brand_colour

    def clean_colour(self) -> str:
        """Return the colour as ``#rrggbb``, "" for the organisation's."""
        typed = self.cleaned_data["colour"]
        colour = normal(typed) if typed else ""
        if colour is None:
            raise forms.ValidationError(_("Write the colour as # and six digits from 0 to 9 and a to f."))
        return colour

    @classmethod
    def showing(cls, look: SurveyLook) -> "LookForm":
        """The form filled with a look."""
        return cls(initial=look.model_dump(exclude={"picture", "own_logo"}))

    def look(self, before: SurveyLook) -> SurveyLook:
        """Return what was chosen, with the pictures that are there; the form must be valid."""
        words = {name: self.cleaned_data[name] for name in (*WORDS, "colour", "logo")}
        return before.model_copy(update=words)

    def refuse_colour(self, colour: str, nearest: str) -> None:
        """Say that the colour can't be read on the ground chosen, and offer the nearest that can."""
        self.nearest = nearest
        words = _("White text on %(colour)s is hard to read. The nearest colour that works is %(nearest)s.")
        self.add_error("colour", words % {"colour": colour, "nearest": nearest})
