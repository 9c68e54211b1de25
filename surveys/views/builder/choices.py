"""What can be done with a question's choices, rows and columns in the builder."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from surveys import editing
from surveys.building.choice_details import save_choice
from surveys.definition import Definition
from surveys.editing.choices import lists_of
from surveys.editing.parts import element_of
from surveys.views.builder.answering import Edit, make
from surveys.views.builder.asking import language_asked, position_asked
from surveys.views.builder.questions import saving
from tenants.permissions import needs


@needs("survey.edit")
@require_POST
def add(request: HttpRequest, pk: UUID, question: str, listed: str) -> HttpResponse:
    """Add one to a list of a question."""
    save_first = saving(request, question)

    def add_one(draft: Definition) -> Definition:
        return editing.add_choice(save_first(draft), question_id=question, list_name=listed)

    return make(request, pk, Edit(add_one, shows="card", about=question, added_to=listed))


@needs("survey.edit")
@require_POST
def paste(request: HttpRequest, pk: UUID, question: str, listed: str) -> HttpResponse:
    """Add one for each line that was pasted."""
    save_first = saving(request, question)
    lines = request.POST.get(f"lines.{listed}", "")

    def paste_all(draft: Definition) -> Definition:
        return editing.paste_choices(save_first(draft), question_id=question, list_name=listed, lines=lines)

    return make(request, pk, Edit(paste_all, shows="card", about=question, added_to=listed))


@needs("survey.edit")
@require_POST
def look(request: HttpRequest, pk: UUID, question: str, choice: str) -> HttpResponse:
    """Show the details of a choice, once what was typed is saved."""
    save_first = saving(request, question)

    def save_all(draft: Definition) -> Definition:
        return editing.change_choice(save_first(draft), question_id=question, choice_id=choice, changes={})

    return make(request, pk, Edit(save_all, shows="choice", about=question, choice=choice))


@needs("survey.edit")
@require_POST
def save(request: HttpRequest, pk: UUID, question: str, choice: str) -> HttpResponse:
    """Save the details of a choice."""

    def save_details(draft: Definition) -> Definition:
        language = language_asked(request, draft)
        return save_choice(
            draft, question_id=question, choice_id=choice, form=request.POST, language=language
        )

    return make(request, pk, Edit(save_details, shows="from_choice", about=question, choice=choice))


@needs("survey.edit")
@require_POST
def move(request: HttpRequest, pk: UUID, question: str, choice: str) -> HttpResponse:
    """Move one up or down in its list, or to a position."""
    save_first = saving(request, question)

    def move_one(draft: Definition) -> Definition:
        draft = save_first(draft)
        now, count = _placed(draft, question, choice)
        position = position_asked(request, now, count)
        return editing.move_choice(draft, question_id=question, choice_id=choice, position=position)

    return make(request, pk, Edit(move_one, shows="card", about=question))


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, question: str, choice: str) -> HttpResponse:
    """Take one from its list."""
    save_first = saving(request, question)

    def remove(draft: Definition) -> Definition:
        return editing.delete_choice(save_first(draft), question_id=question, choice_id=choice)

    return make(request, pk, Edit(remove, shows="card", about=question))


def _placed(draft: Definition, question: str, choice: str) -> tuple[int, int]:
    """Where it stands, and in a list of how many; ``move_choice`` refuses what stands nowhere."""
    lists = lists_of(element_of(draft, question)).values()
    places = [(index, len(items)) for items in lists for index, item in enumerate(items) if item.id == choice]
    return places[0] if places else (0, 0)
