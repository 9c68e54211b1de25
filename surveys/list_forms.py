"""The forms of the list of surveys: what it is narrowed by, and where surveys are kept."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.domain import Filing
from surveys.domain.folders import LONGEST_NAME
from surveys.finding import NO_FOLDER, languages_in_use
from surveys.folders import DEEPEST, Shelf, shelves
from surveys.languages import language_name
from surveys.models import Folder, Survey
from tenants.people.models import User

MINE = "me"
OLDER = "older"
LONG_AGO = timedelta(days=365)
CHANGED = [
    ("", _("Changed at any time")),
    ("1", _("Changed in the last day")),
    ("7", _("Changed in the last week")),
    ("30", _("Changed in the last 30 days")),
    ("365", _("Changed in the last year")),
    (OLDER, _("Not changed for a year")),
]
LISTED = [(value, label) for value, label in Survey.Status.choices if value != Survey.Status.BINNED]

type Choices = list[tuple[str, Any]]


def _owners() -> Choices:
    owning = Survey.objects.exclude(owner=None).order_by().values("owner")
    people = User.objects.filter(pk__in=owning).order_by("email")
    return [("", _("Every owner")), (MINE, _("Mine")), *((str(each.pk), str(each)) for each in people)]


def _languages() -> Choices:
    interface = (get_language() or "en").partition("-")[0]
    named = [(tag, language_name(tag, in_language=interface)) for tag in languages_in_use()]
    return [("", _("Every language")), *sorted(named, key=lambda pair: pair[1].casefold())]


class SurveyFilterForm(forms.Form):
    """What the list of surveys is narrowed and sorted by; nonsense counts as nothing wished."""

    q = forms.CharField(required=False, max_length=200, label=_("Search surveys"))
    status = forms.ChoiceField(required=False, label=_("Status"), choices=[("", _("Every status")), *LISTED])
    owner = forms.ChoiceField(required=False, label=_("Owner"), choices=_owners)
    language = forms.ChoiceField(required=False, label=_("Language"), choices=_languages)
    changed = forms.ChoiceField(required=False, label=_("Changed"), choices=CHANGED)
    sort = forms.ChoiceField(
        required=False,
        label=_("Sorted by"),
        choices=[("changed", _("Last changed")), ("created", _("Newest")), ("title", _("Title"))],
    )
    folder = forms.CharField(required=False, max_length=36)
    tag = forms.CharField(required=False, max_length=40)

    def wishes(self, person: User) -> dict[str, Any]:
        """What ``surveys_found`` takes."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "search": given.get("q", ""),
            "status": given.get("status", ""),
            "folder": self.folder_asked(),
            "tag": given.get("tag", "").replace("\x00", ""),
            "owner": person.pk if given.get("owner") == MINE else _identity(given.get("owner", "")),
            "language": given.get("language", ""),
            **_times(given.get("changed", "")),
        }

    def sorted_by(self) -> str:
        """A key of ``surveys.finding.SORTS``."""
        self.is_valid()
        return str(self.cleaned_data.get("sort") or "changed")

    def folder_asked(self) -> UUID | str | None:
        """The folder that is looked into; ``"none"`` for what lies in none, ``None`` for all surveys."""
        self.is_valid()
        asked = self.cleaned_data.get("folder", "")
        return NO_FOLDER if asked == NO_FOLDER else _identity(asked)

    def is_narrow(self) -> bool:
        """Whether surveys may be missing from the list because of what is searched."""
        self.is_valid()
        return any(value for name, value in self.cleaned_data.items() if name != "sort")

    def refined(self) -> int:
        """How many of the filters that needn't be in sight say something."""
        self.is_valid()
        return sum(1 for name in ("owner", "language", "changed") if self.cleaned_data.get(name))


class FilingForm(forms.Form):
    """Where one survey is kept: folder, tags, owner."""

    folder = forms.ChoiceField(required=False, label=_("Folder"), choices=lambda: folder_choices())
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=1_000,
        help_text=_("Words to find it by, with commas between them."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    owner = forms.ChoiceField(
        required=False,
        label=_("Owner"),
        help_text=_("Who answers for the survey. It gives nobody more rights, and takes none away."),
    )

    @classmethod
    def for_survey(cls, survey: Survey, data: Any = None) -> "FilingForm":
        """The form with where the survey is kept now."""
        initial = {
            "folder": str(survey.folder_id or ""),
            "tags": ", ".join(survey.tags),
            "owner": str(survey.owner_id or ""),
        }
        form = cls(data, initial=initial)
        people = User.objects.filter(is_active=True).order_by("email")
        field: Any = form.fields["owner"]
        field.choices = [("", _("Nobody")), *((str(each.pk), str(each)) for each in people)]
        return form

    def filing(self) -> Filing:
        """What ``file_survey`` takes."""
        given = self.cleaned_data
        owner = User.objects.filter(pk=given["owner"]).first() if given["owner"] else None
        return Filing(chosen_folder(given["folder"]), given["tags"].split(","), owner)


class FolderForm(forms.Form):
    """A folder's name, and the folder that it lies in."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    parent = forms.ChoiceField(required=False, label=_("Within"), choices=lambda: parent_choices(shelves()))


def folder_choices() -> Choices:
    """All folders, down the tree, to put surveys into."""
    return [("", _("In no folder")), *((str(each.folder.pk), each.path) for each in shelves())]


def parent_choices(tree: list[Shelf]) -> Choices:
    """The folders that can hold others."""
    fitting = [each for each in tree if each.depth < DEEPEST]
    return [("", _("By itself")), *((str(each.folder.pk), each.path) for each in fitting)]


def chosen_folder(identity: str) -> Folder | None:
    """The folder of an id, ``None`` where there is no such."""
    known = _identity(identity)
    return Folder.objects.filter(pk=known).first() if known else None


def _identity(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


def _times(changed: str) -> dict[str, datetime]:
    if changed == OLDER:
        return {"until": timezone.now() - LONG_AGO}
    return {"since": timezone.now() - timedelta(days=int(changed))} if changed else {}
