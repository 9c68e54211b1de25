"""What can be done with a question's pictures in the builder."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from surveys import editing
from surveys.building.pictures import areas_typed
from surveys.definition import Definition
from surveys.domain import store_asset
from surveys.editing.parts import element_of
from surveys.exceptions import EditRefused, PictureRefused
from surveys.models import Asset
from surveys.picture_words import PICTURE_WORDS
from surveys.question_types.settings_fields import settings_of_kind
from surveys.views.asking import person_of
from surveys.views.builder.answering import Edit, make
from tenants.permissions import needs


@needs("survey.edit")
@require_POST
def change(request: HttpRequest, pk: UUID, question: str, setting: str) -> HttpResponse:
    """Put an uploaded picture into a setting."""

    def put(draft: Definition) -> Definition:
        _check_is_picture(draft, question, setting)
        asset = _stored(request)
        picture = {"asset": asset.pk, "width": asset.width, "height": asset.height}
        return editing.change_settings(draft, question_id=question, changes={setting: picture})

    return make(request, pk, Edit(put, about=question))


@needs("survey.edit")
@require_POST
def remove(request: HttpRequest, pk: UUID, question: str, setting: str) -> HttpResponse:
    """Take the picture out of a setting."""

    def take(draft: Definition) -> Definition:
        _check_is_picture(draft, question, setting)
        return editing.change_settings(draft, question_id=question, changes={setting: None})

    return make(request, pk, Edit(take, about=question))


@needs("survey.edit")
@require_POST
def place(request: HttpRequest, pk: UUID, question: str) -> HttpResponse:
    """Say where the choices are on the picture."""

    def place_all(draft: Definition) -> Definition:
        element = element_of(draft, question)
        typed = areas_typed(element, request.POST)
        changes = dict.fromkeys(settings_of_kind(element, "areas"), typed)
        return editing.change_settings(draft, question_id=question, changes=changes)

    return make(request, pk, Edit(place_all, about=question))


@needs("survey.edit")
@require_POST
def change_of_choice(request: HttpRequest, pk: UUID, question: str, choice: str) -> HttpResponse:
    """Give a choice an uploaded picture."""

    def put(draft: Definition) -> Definition:
        editing.set_choice_image(draft, question_id=question, choice_id=choice, image=None)
        return editing.set_choice_image(
            draft, question_id=question, choice_id=choice, image=_stored(request).pk
        )

    return make(request, pk, Edit(put, about=question, choice=choice))


@needs("survey.edit")
@require_POST
def remove_of_choice(request: HttpRequest, pk: UUID, question: str, choice: str) -> HttpResponse:
    """Take a choice's picture away."""

    def take(draft: Definition) -> Definition:
        return editing.set_choice_image(draft, question_id=question, choice_id=choice, image=None)

    return make(request, pk, Edit(take, about=question, choice=choice))


def _check_is_picture(draft: Definition, question: str, setting: str) -> None:
    if setting not in settings_of_kind(element_of(draft, question), "image"):
        raise EditRefused(_("This question has no such setting."), "setting_unknown")


def _stored(request: HttpRequest) -> Asset:
    file = request.FILES.get("file")
    try:
        if file is None:
            raise PictureRefused("missing")
        return store_asset(content=file.read(), name=file.name or "", by=person_of(request))
    except PictureRefused as refusal:
        raise EditRefused(str(PICTURE_WORDS[refusal.code]), refusal.code) from refusal
