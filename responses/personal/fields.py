"""What personal links say of those to whom they are given, by field: department, country, since when."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from responses.exceptions import LinksRefused
from responses.personal.models import ContactField
from surveys.domain import note_results_changed
from surveys.exceptions import TextRefused
from surveys.texts import clean_plain

MOST_FIELDS = 20
LONGEST_NAME = 60
LONGEST_VALUE = 200

type Fields = Mapping[str, str]


def clean_fields(given: Fields) -> dict[str, str]:
    """Return fields without those that say nothing; raise ``LinksRefused`` (``fields``)."""
    found = {_clean(name, LONGEST_NAME): _clean(value, LONGEST_VALUE) for name, value in given.items()}
    if len(found) < len(given) or "" in found:
        raise LinksRefused(_("Each field has a name of its own."), "fields")
    if len(found) > MOST_FIELDS:
        raise LinksRefused(_("A link has at most %(most)s fields.") % {"most": MOST_FIELDS}, "fields")
    return {name: value for name, value in found.items() if value}


def _clean(text: str, longest: int) -> str:
    try:
        return " ".join(clean_plain(text, maximum=longest).split())
    except TextRefused as refusal:
        message = _("“%(text)s” is too long or unreadable; a field has at most %(most)s characters.")
        words = {"text": text[:40].replace("\x00", ""), "most": longest}
        raise LinksRefused(message % words, "fields") from refusal


def note_fields(survey: UUID, names: Iterable[str]) -> None:
    """Remember which fields the links of a survey have. Inside a transaction that holds the survey.

    Raises ``LinksRefused`` (``fields``) where there would be too many.
    """
    known = set(fields_of(survey))
    new = [name for name in dict.fromkeys(names) if name not in known]
    if len(known) + len(new) > MOST_FIELDS:
        raise LinksRefused(
            _("The links of a survey have at most %(most)s different fields.") % {"most": MOST_FIELDS},
            "fields",
        )
    if new:
        ContactField.objects.bulk_create(ContactField(survey_id=survey, name=name) for name in new)
        note_results_changed(survey_id=survey)


def fields_of(survey: UUID) -> tuple[str, ...]:
    """The names of the fields that links of a survey have, in the order in which they came."""
    return tuple(ContactField.objects.filter(survey_id=survey).values_list("name", flat=True))
