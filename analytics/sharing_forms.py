"""The form of a link to shared results."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from analytics.forms import DayInput
from analytics.models import SavedSegment, SharedResults
from analytics.models.sharing import SMALLEST
from analytics.results import Layout, Question
from analytics.results.filtering.document import EVERYBODY, Filter
from analytics.sharing.delicate import is_delicate, tells_places
from analytics.sharing.keeping import identity_of
from analytics.sharing.making import LONGEST_WORDS, SIZES, Wanted
from analytics.showing.reader import Reader
from surveys.languages import language_name

KEPT = "kept"
_FIELDS = ("title", "words", "language", "shows_texts", "smallest", "until")


@dataclass(frozen=True, slots=True)
class Offered:
    """A question that may be shown: its identity, its words, where it stands, whether it is chosen.
    ``is_delicate``: it asks who people are, or what says much about them."""

    identity: str
    words: str
    place: str
    is_chosen: bool
    is_removed: bool
    is_delicate: bool


class ShareForm(forms.Form):
    """What a link shows, to whom, and until when."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Empty: the title of the survey, in the reader's language."),
    )
    words = forms.CharField(
        label=_("Introduction"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    who = forms.ChoiceField(label=_("Whose answers"), required=False)
    smallest = forms.TypedChoiceField(
        label=_("Smallest group"),
        coerce=int,
        choices=[(size, size) for size in SIZES],
        initial=SMALLEST,
        help_text=_(
            "No figure speaks of fewer people, and figures follow new answers in steps of at least as many: "
            "whoever looks before and after somebody answers sees no difference."
        ),
    )
    shows_texts = forms.BooleanField(
        label=_("Show what people wrote"),
        required=False,
        help_text=_(
            "Some answers to questions for texts, without saying whose. Names in them are shown too."
        ),
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=DayInput, help_text=_("Empty: until it is revoked.")
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        min_length=4,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    no_password = forms.BooleanField(label=_("Ask for no password"), required=False)
    sites = forms.CharField(
        label=_("Sites that may show single charts, one a line"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"}),
        help_text=_("Such as https://www.example.org. Browsers refuse the charts on any other site."),
    )

    def __init__(
        self,
        given: QueryDict | None,
        *,
        layout: Layout,
        segments: list[tuple[SavedSegment, Filter]],
        share: SharedResults | None = None,
        where: Filter = EVERYBODY,
        delicate: frozenset[str] = frozenset(),
    ) -> None:
        self.layout, self.share, self.delicate = layout, share, delicate
        self.filters: Mapping[str, Filter] = {str(saved.pk): wanted for saved, wanted in segments}
        self.kept = Filter.model_validate(share.document) if share else where
        super().__init__(given, initial=_initial(share, self.kept))
        names = [(str(saved.pk), saved.name) for saved, _wanted in segments]
        kept = [(KEPT, _("Those of the filter above"))] if self.kept else []
        self._choices("who", [("", _("Everybody who completed it")), *kept, *names])
        tags = layout.languages or (layout.base_language,)
        known = [(tag, language_name(tag)) for tag in tags]
        self._choices("language", [("", _("The reader's own, of those the survey has")), *known])
        if share is None or not share.password:
            del self.fields["no_password"]

    def _choices(self, name: str, choices: list[Any]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Put what was typed into its final form."""
        cleaned = self.cleaned_data
        cleaned["sites"] = [line.strip() for line in cleaned.get("sites", "").splitlines() if line.strip()]
        cleaned["questions"] = self._chosen()
        return cleaned

    def wanted(self) -> Wanted:
        """What is asked for, of a valid form."""
        chosen = self.cleaned_data
        password = chosen["password"] or None
        if self.share is None or chosen.get("no_password"):
            password = password or ""
        where = self.kept if chosen["who"] == KEPT else self.filters.get(chosen["who"], EVERYBODY)
        return Wanted(
            **{name: chosen[name] for name in _FIELDS},
            questions=tuple(chosen["questions"]),
            where=where,
            password=password,
            sites=tuple(chosen["sites"]),
        )

    def offered(self) -> list[Offered]:
        """All questions, those that are chosen first, in their order."""
        chosen = self._chosen() if self.is_bound else list(self.share.questions if self.share else ())
        places = {identity: str(place) for place, identity in enumerate(chosen, start=1)}
        reader = Reader.of(self.layout)
        rows = [
            Offered(
                identity_of(each),
                reader.words(each.text) or each.name,
                places.get(identity_of(each), ""),
                self._is_chosen(each, places),
                each.is_removed,
                is_delicate(each, self.delicate),
            )
            for each in self.layout.questions
            if not tells_places(each)
        ]
        return sorted(rows, key=lambda row: int(row.place) if row.place else len(rows) + 1)

    def _is_chosen(self, question: Question, places: Mapping[str, str]) -> bool:
        """At first all that respondents see now are, but for delicate ones."""
        if self.share is not None or self.is_bound:
            return identity_of(question) in places
        is_seen = question.number is not None and not question.is_removed
        return is_seen and not is_delicate(question, self.delicate)

    def _chosen(self) -> list[str]:
        """The identities that are ticked, by the places given to them."""
        data = cast(QueryDict, self.data)
        ticked = data.getlist("question")
        order = {identity: number for number, identity in enumerate(ticked)}
        return sorted(
            order, key=lambda identity: (_place(data.get(f"place-{identity}", "")), order[identity])
        )


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 100_000


def _initial(share: SharedResults | None, kept: Filter) -> dict[str, Any]:
    begin = {"who": KEPT if kept else ""}
    if share is None:
        return begin
    return begin | {name: getattr(share, name) for name in _FIELDS} | {"sites": "\n".join(share.sites)}
