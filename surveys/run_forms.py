"""The form for how a survey runs for respondents."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.definition import SurveySettings
from surveys.question_types.elements import MAXIMUM_CHOICES

_SECONDS = 60
_SHOWN_AS = {"seconds": "minutes", "shuffle_blocks": "blocks"}
"""Fields that show a setting of another name."""


def _switch(label: Any, help_text: Any = "") -> forms.BooleanField:
    widget = forms.CheckboxInput(attrs={"class": "switch", "role": "switch"})
    return forms.BooleanField(label=label, required=False, widget=widget, help_text=help_text)


class RunForm(forms.Form):
    """How a survey runs for respondents."""

    mode = forms.ChoiceField(
        label=_("Shown"),
        required=False,
        choices=[
            ("", _("Page by page")),
            ("questions", _("Question by question")),
            ("single", _("All on one page")),
        ],
    )
    progress = forms.ChoiceField(
        label=_("Progress"),
        choices=[
            ("bar", _("A bar that fills")),
            ("counts", _("A bar, and “page 2 of 5”")),
            ("hidden", _("Not shown")),
        ],
    )
    back_allowed = _switch(_("Respondents may go back"))
    show_language_switch = _switch(_("Respondents may switch the language"))
    contents = _switch(_("With a table of contents"))
    numbered = _switch(_("Questions are numbered"))
    review = _switch(_("All answers are shown before they are sent"))
    resumable = _switch(_("Respondents may go on later, on another device"))
    editable_after = _switch(_("Answers may be changed after they were sent"))
    copy_offered = _switch(_("Respondents are offered a copy of their answers"))
    quiz_feedback = forms.ChoiceField(
        label=_("Right and wrong answers"),
        required=False,
        choices=[
            ("", _("Not told")),
            ("page", _("Told after each page")),
            ("end", _("Told at the end")),
        ],
        help_text=_(
            "For quizzes. Which answer is right is said in the builder, under “Logic” of each question. Once "
            "respondents were told, they can’t change those answers any more."
        ),
    )
    moves_on = _switch(
        _("Responses that have begun go on with the newest version"),
        _("Otherwise whoever has begun finishes the version they began."),
    )
    minutes = forms.IntegerField(
        label=_("Time limit in minutes"),
        required=False,
        min_value=1,
        max_value=10_080,
        help_text=_("For the whole survey. Empty: no limit."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    blocks = forms.ChoiceField(
        label=_("Order of the blocks"),
        required=False,
        choices=[
            ("", _("As they stand")),
            ("random", _("Random")),
            ("rotated", _("The same order, from another start")),
            ("flipped", _("As it is, or from the end")),
        ],
    )
    blocks_shown = forms.IntegerField(
        label=_("Of these show at most"),
        required=False,
        min_value=1,
        max_value=MAXIMUM_CHOICES,
        help_text=_("Empty: all of them."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    blocks_evenly = _switch(_("Each equally often across respondents"), _("Otherwise by chance alone."))

    @classmethod
    def showing(cls, settings: SurveySettings) -> "RunForm":
        """The form filled with settings."""
        seconds, shuffle = settings.seconds, settings.shuffle_blocks
        more = {
            "minutes": -(-seconds // _SECONDS) if seconds else None,
            "blocks": shuffle.order if shuffle else "",
            "blocks_shown": shuffle.show if shuffle else None,
            "blocks_evenly": bool(shuffle and shuffle.evenly),
        }
        return cls(initial=settings.model_dump() | more)

    def clean(self) -> dict[str, Any]:
        """Hold a number of blocks to an order by which they are drawn."""
        cleaned = self.cleaned_data
        if cleaned.get("blocks_shown") and not cleaned.get("blocks"):
            self.add_error("blocks", _("Choose an order by which the blocks to show are drawn."))
        return cleaned

    def changes(self, present: SurveySettings) -> dict[str, object]:
        """What a valid form says of the settings, JSON-like.

        A limit of part of a minute stays as it is unless the form says otherwise.
        """
        said = dict(self.cleaned_data)
        minutes, order = said.pop("minutes"), said.pop("blocks")
        show, evenly = said.pop("blocks_shown"), said.pop("blocks_evenly")
        if minutes != RunForm.showing(present).initial["minutes"]:
            said["seconds"] = minutes * _SECONDS if minutes else None
        said["shuffle_blocks"] = {"order": order, "show": show, "evenly": evenly} if order else None
        return said | {"mode": said["mode"] or None, "quiz_feedback": said["quiz_feedback"] or None}


def setting_said(name: str, settings: SurveySettings) -> tuple[str, str] | None:
    """What a setting of a survey is called and says, in words; ``None`` for what the form doesn't show."""
    form, shown_as = RunForm.showing(settings), _SHOWN_AS.get(name, name)
    field, value = form.fields.get(shown_as), form.initial.get(shown_as)
    if field is None:
        return None
    if isinstance(field, forms.BooleanField):
        said = gettext("Yes") if value else gettext("No")
    elif isinstance(field, forms.ChoiceField):
        choices = cast(list[tuple[str, Any]], field.choices)
        said = str(dict(choices).get(value or "", value))
    else:
        said = "" if value is None else str(value)
    return str(field.label), said
