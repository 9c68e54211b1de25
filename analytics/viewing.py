"""Views of results and benchmarks, saved by name. Open pages hear of it when a shared one changes."""

import math
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.models import Benchmark, ResultsView
from analytics.results import Question
from analytics.results.measures import MEASURES
from analytics.showing.views import AS_ASKED, ViewDocument
from surveys.domain import note_results_changed
from tenants.people.models import User

MOST_SAVED = 100
PLAIN = "none"
"""What an address says to be shown results as they were asked, whatever the default is."""


def views_of(survey_id: UUID, person: User) -> list[ResultsView]:
    """The views that a person may choose from: shared ones, and their own."""
    mine = Q(owner=None) | Q(owner=person.pk)
    return list(ResultsView.objects.filter(mine, survey_id=survey_id))


def view_asked(views: Sequence[ResultsView], name: str, errors: dict[str, str]) -> ResultsView | None:
    """The view that an address names by its id; without a name the default, one's own before the shared."""
    if name == PLAIN:
        return None
    if not name:
        defaults = sorted((view for view in views if view.is_default), key=lambda view: view.owner is None)
        return next(iter(defaults), None)
    found = next((view for view in views if str(view.pk) == name), None)
    if found is None:
        errors["view"] = _("This view is gone, or is somebody else's.")
    return found


def document_of(view: ResultsView | None) -> ViewDocument:
    """What a view shows; without one, everything as it was asked."""
    return AS_ASKED if view is None else ViewDocument.model_validate(view.document)


def save_view(
    *, survey_id: UUID, name: str, document: ViewDocument, owner: UUID | None, is_default: bool
) -> ResultsView:
    """Save a view by name, in the place of one of the same name and owner. Raises ``SelectionInvalid``."""
    cleaned = checked_name(name)
    fields = {
        "document": document.model_dump(mode="json"),
        "is_default": is_default,
        "changed_at": timezone.now(),
    }
    saved = ResultsView.objects.filter(survey_id=survey_id, owner=owner)
    with transaction.atomic():
        others = saved.exclude(name=cleaned)
        if others.count() >= MOST_SAVED:
            raise SelectionInvalid({"name": _("At most %(most)s can be saved.") % {"most": MOST_SAVED}})
        if is_default:
            others.filter(is_default=True).update(is_default=False)
        view, _made = saved.update_or_create(survey_id=survey_id, owner=owner, name=cleaned, defaults=fields)
        if owner is None:
            note_results_changed(survey_id=survey_id)
    return view


def benchmarks_of(survey_id: UUID) -> list[Benchmark]:
    """The benchmarks of a survey, by name."""
    return list(Benchmark.objects.filter(survey_id=survey_id))


def save_benchmark(
    *, survey_id: UUID, question: str, measure: str, name: str, value: str, offered: Iterable[Question]
) -> Benchmark:
    """Save a benchmark, in the place of one of the same figure and name. Raises ``SelectionInvalid``."""
    cleaned, number = _checked_mark(question, measure, name, value, offered)
    saved = Benchmark.objects.filter(survey_id=survey_id)
    if saved.count() >= MOST_SAVED:
        raise SelectionInvalid({"name": _("At most %(most)s can be saved.") % {"most": MOST_SAVED}})
    with transaction.atomic():
        mark, _made = saved.update_or_create(
            survey_id=survey_id,
            question=question,
            measure=measure,
            name=cleaned,
            defaults={"value": number, "changed_at": timezone.now()},
        )
        note_results_changed(survey_id=survey_id)
    return mark


def forget_kept(kept: ResultsView | Benchmark) -> None:
    """Delete a view or a benchmark."""
    with transaction.atomic():
        note_results_changed(survey_id=kept.survey_id)
        kept.delete()


def _checked_mark(
    question: str, measure: str, name: str, value: str, offered: Iterable[Question]
) -> tuple[str, float]:
    """The name and the value of a benchmark; raise ``SelectionInvalid`` with everything that is wrong."""
    errors: dict[str, str] = {}
    cleaned = ""
    if question not in {each.key for each in offered}:
        errors["question"] = _("Choose a question.")
    if measure not in MEASURES:
        errors["measure"] = _("Choose a figure.")
    try:
        cleaned = checked_name(name, most=60)
    except SelectionInvalid as refusal:
        errors |= refusal.errors
    number = number_in(value)
    if number is None:
        errors["value"] = _("Write a number.")
    if errors or number is None:
        raise SelectionInvalid(errors)
    return cleaned, number


def checked_name(name: str, most: int = 100) -> str:
    """A name without needless spaces; raise ``SelectionInvalid`` where it is empty or too long."""
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > most:
        raise SelectionInvalid({"name": _("Write a name of 1 to %(most)s letters.") % {"most": most}})
    return cleaned


def number_in(text: str) -> float | None:
    """A number as people write it, with a point or a comma; ``None`` for anything else."""
    try:
        number = float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) < 1e12 else None
