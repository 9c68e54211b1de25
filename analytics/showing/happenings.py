"""Events in words, for those who read what happened lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webhooks.models import Event

_SURVEYS: Mapping[str, tuple[str, Promise]] = {
    "survey.created": ("plus", _("“%(title)s” was created")),
    "survey.review_asked": ("send", _("Approval of “%(title)s” was asked for")),
    "survey.approved": ("badge-check", _("“%(title)s” was approved")),
    "survey.sent_back": ("undo-2", _("“%(title)s” was sent back to be changed")),
    "survey.published": ("send", _("“%(title)s” was published as version %(number)s")),
    "survey.scheduled": ("calendar-clock", _("“%(title)s” got new opening times")),
    "survey.opened": ("play", _("“%(title)s” opened on time")),
    "survey.paused": ("pause", _("“%(title)s” was paused")),
    "survey.resumed": ("play", _("“%(title)s” goes on")),
    "survey.closed": ("lock", _("“%(title)s” was closed")),
    "survey.reopened": ("lock-open", _("“%(title)s” was opened again")),
    "survey.links_made": ("link", _("Personal links to “%(title)s” were made")),
    "survey.link_revoked": ("link", _("A personal link to “%(title)s” was revoked")),
    "survey.preview_shared": ("eye", _("The draft of “%(title)s” was shared with a reviewer")),
    "survey.address_changed": ("link", _("“%(title)s” got a new address")),
    "survey.archived": ("archive", _("“%(title)s” was put into the archive")),
    "survey.binned": ("trash-2", _("“%(title)s” was put into the bin")),
    "survey.restored": ("undo-2", _("“%(title)s” was brought back")),
    "survey.deleted": ("trash-2", _("“%(title)s” was deleted with its answers")),
    "survey.exported": ("download", _("Responses to “%(title)s” were downloaded")),
    "results.shared": ("external-link", _("Results of “%(title)s” were shared by a link")),
    "results.share_revoked": ("external-link", _("A link to the results of “%(title)s” was revoked")),
    "results.file_damaged": ("refresh-cw", _("A damaged file of the results of “%(title)s” is made anew")),
}
_OTHERS: Mapping[str, tuple[str, Promise]] = {
    "person.invited": ("user-plus", _("%(email)s was invited")),
    "person.joined": ("user", _("%(email)s joined")),
    "person.role_changed": ("key-round", _("%(email)s got another role")),
    "person.deactivated": ("x", _("%(email)s can no longer sign in")),
    "person.reactivated": ("user", _("%(email)s can sign in again")),
    "organisation.changed": ("settings", _("The organisation's settings were changed")),
    "organisation.renamed": ("settings", _("The organisation was renamed")),
    "response.binned": ("trash-2", _("A response was put into the bin")),
    "response.restored": ("undo-2", _("A response was restored from the bin")),
    "response.deleted": ("trash-2", _("A response was deleted")),
}
WORDS = {**_SURVEYS, **_OTHERS}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened: a sentence, who did it (``""`` when nobody), when, and the survey it was."""

    icon: str
    sentence: str
    actor: str
    happened_at: datetime
    survey_id: str


def happening(event: Event, titles: Mapping[str, str], people: Mapping[str, str]) -> Happening:
    """An event of a type in ``WORDS`` in words.

    ``titles`` by survey id and ``people`` by person id are for events that don't tell a title or a name.
    """
    icon, words = WORDS[event.type]
    survey_id = str(event.payload.get("survey", ""))
    about = {
        "title": event.payload.get("title") or titles.get(survey_id, "…"),
        "number": event.payload.get("number", ""),
        "email": event.payload.get("name")
        or people.get(str(event.payload.get("person")))
        or _("A colleague"),
    }
    return Happening(
        icon=icon,
        sentence=str(words) % about,
        actor=event.actor,
        happened_at=event.happened_at,
        survey_id=survey_id if survey_id in titles else "",
    )
