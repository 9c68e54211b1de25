"""The forms of who can answer a survey, when, how often and where."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.access import MOST_RESPONSES, MOST_SITES, Access, Embedding, Gates, Kiosk, origin_of
from surveys.domain.access import hashed_password
from surveys.opening_hours import Hours

DAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
SWITCH = {"class": "switch", "role": "switch"}


class PasswordForm(forms.Form):
    """A password that everybody who may answer knows."""

    password = forms.CharField(
        label=gettext_lazy("Password or PIN"),
        min_length=4,
        max_length=100,
        help_text=gettext_lazy(
            "At least 4 characters; 8 are hard to guess. It is stored so that nobody can read it back."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def changed(self, gates: Gates) -> Gates:
        """Return the gates with the password."""
        return gates.model_copy(update={"password": hashed_password(self.cleaned_data["password"])})


class HoursForm(forms.Form):
    """When the survey can be answered, day by day; a day without times is closed, a week without is open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in enumerate(DAYS):
            for end, words in (("opens", gettext_lazy("from")), ("closes", gettext_lazy("until"))):
                self.fields[f"{end}_{day}"] = forms.TimeField(
                    label=_("%(day)s %(end)s") % {"day": name, "end": words},
                    required=False,
                    widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
                )

    @classmethod
    def showing(cls, gates: Gates) -> "HoursForm":
        """The form filled with the hours of a survey."""
        initial: dict[str, time] = {}
        for hours in gates.hours:
            initial |= {f"opens_{hours.day}": hours.opens, f"closes_{hours.day}": hours.closes}
        return cls(initial=initial)

    def clean(self) -> dict[str, Any]:
        """Hold each day to both times or none."""
        cleaned = self.cleaned_data
        for day in range(len(DAYS)):
            ends = [cleaned.get(f"opens_{day}"), cleaned.get(f"closes_{day}")]
            if ends.count(None) == 1:
                missing = "opens" if ends[0] is None else "closes"
                self.add_error(f"{missing}_{day}", _("Say both when it opens and when it closes."))
        return cleaned

    def changed(self, gates: Gates) -> Gates:
        """Return the gates with these hours."""
        times = self.cleaned_data
        hours = tuple(
            Hours(day=day, opens=times[f"opens_{day}"], closes=times[f"closes_{day}"])
            for day in range(len(DAYS))
            if times[f"opens_{day}"] is not None
        )
        return gates.model_copy(update={"hours": hours})

    def days(self) -> list[tuple[str, tuple[forms.BoundField, forms.BoundField]]]:
        """The days with their two fields, for the page."""
        return [(str(name), (self[f"opens_{day}"], self[f"closes_{day}"])) for day, name in enumerate(DAYS)]


class LimitForm(forms.Form):
    """How many responses are wanted."""

    limit = forms.IntegerField(
        label=gettext_lazy("Most responses"),
        required=False,
        min_value=1,
        max_value=MOST_RESPONSES,
        help_text=gettext_lazy(
            "Empty: as many as come. A place is taken when somebody sends their last page. Whoever is still "
            "answering when the last place goes reads that the survey is full; what they sent is kept as "
            "unfinished."
        ),
    )

    def changed(self, gates: Gates) -> Gates:
        """Return the gates with the limit."""
        return gates.model_copy(update={"limit": self.cleaned_data["limit"]})


class PersonalForm(forms.Form):
    """Whether everybody can answer or only who has a personal link, named as what it is."""

    personal = forms.TypedChoiceField(
        label=gettext_lazy("Who can answer"),
        coerce=lambda value: value == "yes",
        choices=[
            ("no", gettext_lazy("Everybody who has the public link")),
            ("yes", gettext_lazy("Only who has a personal link: one response per link")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A personal link is a lock: one response comes of it, on whichever device. It is no proof of a "
            "person, for it can be passed on, and somebody with two links answers twice. Links that you "
            "label connect the answers with the person; links without labels don't, unless you note who got "
            "which. Who had begun before goes on without one."
        ),
    )

    def changed(self, gates: Gates) -> Gates:
        """Return the gates with this choice."""
        return gates.model_copy(update={"personal": self.cleaned_data["personal"]})


class AgainForm(forms.Form):
    """How often one browser may answer, named as what it is."""

    again = forms.TypedChoiceField(
        label=gettext_lazy("From one browser"),
        coerce=lambda value: value == "yes",
        choices=[
            ("no", gettext_lazy("One response")),
            ("yes", gettext_lazy("Any number: the last page offers to answer again")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "One response per browser is a courtesy, no lock: it is kept by a cookie for 90 days. Another "
            "browser, a private window or deleted cookies get round it, and two people who share a device "
            "can't both answer."
        ),
    )

    def changed(self, access: Access) -> Access:
        """Return the access with this choice."""
        return access.model_copy(update={"again": self.cleaned_data["again"]})


class EmbeddingForm(forms.Form):
    """Whether other sites may show the survey in their pages, and which."""

    embedded = forms.BooleanField(
        label=gettext_lazy("Other sites may show it in their pages"),
        required=False,
        widget=forms.CheckboxInput(attrs=SWITCH),
    )
    sites = forms.CharField(
        label=gettext_lazy("Sites, one a line"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Such as https://www.example.org, or https://*.example.org for all that end so. "
            "Browsers refuse the frame on any other site."
        ),
    )

    @classmethod
    def showing(cls, access: Access) -> "EmbeddingForm":
        """The form filled with the sites of a survey."""
        sites = access.embedding.sites if access.embedding else ()
        return cls(initial={"embedded": access.embedding is not None, "sites": "\n".join(sites)})

    def clean_sites(self) -> tuple[str, ...]:
        """Return the origins that were typed, each once."""
        lines = [line.strip() for line in self.cleaned_data["sites"].splitlines() if line.strip()]
        if len(lines) > MOST_SITES:
            raise forms.ValidationError(_("At most %(most)d sites are possible.") % {"most": MOST_SITES})
        return tuple(dict.fromkeys(map(self._origin, lines)))

    @staticmethod
    def _origin(typed: str) -> str:
        origin = origin_of(typed)
        if origin is None:
            raise forms.ValidationError(
                _("“%(typed)s” is no address of a site. Write it like https://www.example.org."),
                params={"typed": typed[:80]},
            )
        return origin

    def changed(self, access: Access) -> Access:
        """Return the access with these sites."""
        found = Embedding(sites=self.cleaned_data["sites"]) if self.cleaned_data["embedded"] else None
        return access.model_copy(update={"embedding": found})


class KioskForm(forms.Form):
    """Whether the survey may run on a device that many people use."""

    kiosk = forms.BooleanField(
        label=gettext_lazy("It may run on a shared device"),
        required=False,
        widget=forms.CheckboxInput(attrs=SWITCH),
    )
    seconds = forms.IntegerField(
        label=gettext_lazy("Begin anew when nobody touches it for (seconds)"),
        min_value=20,
        max_value=3600,
        initial=90,
    )

    @classmethod
    def showing(cls, access: Access) -> "KioskForm":
        """The form filled with how a survey runs there."""
        kiosk = access.kiosk or Kiosk()
        return cls(initial={"kiosk": access.kiosk is not None, "seconds": kiosk.seconds})

    def changed(self, access: Access) -> Access:
        """Return the access with this choice."""
        found = Kiosk(seconds=self.cleaned_data["seconds"]) if self.cleaned_data["kiosk"] else None
        return access.model_copy(update={"kiosk": found})
