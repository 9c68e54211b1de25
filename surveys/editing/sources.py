"""Operations on where the choices of a question come from, beside its own."""

from django.utils.translation import gettext as _

from surveys.definition import Definition
from surveys.editing.parts import element_of, remade, with_element
from surveys.exceptions import EditRefused
from surveys.question_types.choices import ChoiceListSettings


def set_choice_source(
    definition: Definition,
    *,
    question_id: str,
    choice_list: str | None = None,
    carried: dict[str, object] | None = None,
) -> Definition:
    """Let a question offer a list of the survey and choices carried from an earlier question, or neither.

    Raises ``EditRefused`` (``list_unknown``, ``source_unknown``, ``duplicate_code``, and ``setting_unknown``
    for a question without choices).
    """
    element = element_of(definition, question_id)
    if not isinstance(element.settings, ChoiceListSettings):
        raise EditRefused(_("This question has no such setting."), "setting_unknown")
    settings = remade(element.settings, {"choice_list": choice_list, "carried": carried})
    return with_element(definition, remade(element, {"settings": settings}))
