"""What can be done with a question's table of choices in the builder."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from surveys import editing
from surveys.building.tables import filters_typed, fitting_filters
from surveys.definition import Definition
from surveys.domain import store_table
from surveys.editing.parts import element_of
from surveys.exceptions import EditRefused, TableRefused
from surveys.models import ChoiceTable
from surveys.question_types.settings_fields import settings_of_kind
from surveys.question_types.tables import EXAMPLE, EXAMPLE_ID, table_of
from surveys.views.asking import person_of
from surveys.views.builder.answering import Edit, make
from tenants.permissions import needs


@needs("survey.edit")
@require_POST
def change(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Put an uploaded table into a question, or the example; filters whose columns it has stay."""

    def put(draft: Definition) -> Definition:
        name = _setting(draft, question)
        if request.POST.get("example"):
            identity, columns = EXAMPLE_ID, EXAMPLE.columns
        else:
            stored = _stored(request)
            identity, columns = stored.pk, tuple(stored.columns)
        filters = fitting_filters(element_of(draft, question), columns)
        return editing.change_settings(
            draft, question_id=question, changes={name: identity, "filters": filters}
        )

    return make(request, pk, Edit(put, about=question))


@needs("survey.edit")
@require_POST
def narrow(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Say by which earlier answers the rows of the table are narrowed."""

    def put(draft: Definition) -> Definition:
        name = _setting(draft, question)
        element = element_of(draft, question)
        table = table_of(getattr(element.settings, name))
        if table is None:
            raise EditRefused(_("This question has no table. Upload one."), "table_missing")
        filters = filters_typed(element, table, lambda key: request.POST.get(key, ""))
        return editing.change_settings(draft, question_id=question, changes={"filters": filters})

    return make(request, pk, Edit(put, about=question))


def _setting(draft: Definition, question: str) -> str:
    names = settings_of_kind(element_of(draft, question), "table")
    if not names:
        raise EditRefused(_("This question has no such setting."), "setting_unknown")
    return names[0]


def _stored(request: HttpRequest) -> ChoiceTable:
    file = request.FILES.get("file")
    try:
        if file is None:
            raise TableRefused(_("Please choose a CSV file first."), "missing")
        return store_table(content=file.read(), name=file.name or "", by=person_of(request))
    except TableRefused as refusal:
        raise EditRefused(refusal.message, refusal.code) from refusal
