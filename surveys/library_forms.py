"""The forms of the library of questions."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from surveys.building.places import Place
from surveys.definition import Definition, Page
from surveys.domain.library import NAME_LENGTH
from surveys.texts import localised

_LONGEST = 120


class LibraryItemForm(forms.Form):
    """What an item of the library is called, and its tags."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=500,
        help_text=_("Words to find it by, with commas between them."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def tags_typed(self) -> list[str]:
        """The tags, one by one."""
        return [tag for tag in self.cleaned_data["tags"].split(",") if tag.strip()]


class KeepForm(LibraryItemForm):
    """Which questions are kept."""

    questions = forms.MultipleChoiceField(
        label=_("Questions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one question.")},
    )

    @classmethod
    def for_survey(cls, draft: Definition, place: Place, chosen: Collection[str], data: Any) -> "KeepForm":
        """The form for the page at ``place``, or for the pages of what is ``chosen``.

        It proposes what is chosen, else the question at the place, else the whole page.
        """
        ids = {element.id for element in draft.elements}
        wanted = [each for each in chosen if each in ids]
        pages = [page for page in draft.pages if _holds(page, wanted, place)]
        offered = [element for page in pages for element in page.elements]
        first = wanted or ([place.element_id] if place.element_id else [part.id for part in offered])
        base = draft.base_language
        text = {part.id: localised(part.text, base) or part.name for part in offered}
        proposed = text.get(first[0], "") if len(first) == 1 else localised(pages[0].title, base)
        name = Truncator(proposed).chars(NAME_LENGTH)
        form = cls(data, initial={"name": name, "questions": first})
        field: Any = form.fields["questions"]
        field.choices = [(key, Truncator(words).chars(_LONGEST)) for key, words in text.items()]
        return form


class LibraryFilterForm(forms.Form):
    """What the library is narrowed by."""

    q = forms.CharField(required=False, max_length=200, label=_("Search the library"))
    tag = forms.CharField(required=False, max_length=40)

    def wishes(self) -> dict[str, str]:
        """What ``library_found`` takes."""
        self.is_valid()
        return {"search": self.cleaned_data.get("q", ""), "tag": self.cleaned_data.get("tag", "")}


def _holds(page: Page, wanted: Collection[str], place: Place) -> bool:
    return any(part.id in wanted for part in page.elements) if wanted else page.id == place.page_id
