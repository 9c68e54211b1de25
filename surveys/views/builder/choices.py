"""What can be done with a question's choices, rows and columns in the builder."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from surveys import editing
from surveys.building.choice_details import save_choice
from surveys.building.pasting import paste_shown
from surveys.building.places import find_place
from surveys.definition import Definition
from surveys.editing.choices import lists_of
from surveys.editing.parts import element_of
from surveys.queries import draft_of
from surveys.views.asking import survey_asked, wants_piece
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
def add_other(request: HttpRequest, pk: UUID, question: str, listed: str) -> HttpResponse:
    """Add “Other, namely” to a list of a question."""
    save_first = saving(request, question)

    def add_one(draft: Definition) -> Definition:
        return editing.add_other(save_first(draft), question_id=question, list_name=listed)

    return make(request, pk, Edit(add_one, shows="card", about=question, added_to=listed))


@needs("survey.edit")
@require_POST
def paste(request: HttpRequest, pk: UUID, question: str, listed: str) -> HttpResponse:
    """Add one for each line that was pasted; where some are odd, once they have been looked at."""
    save_first = saving(request, question)
    lines, taken = request.POST.get(f"lines.{listed}", ""), request.POST.get("take", "")

    def paste_all(draft: Definition) -> Definition:
        return editing.paste_choices(
            save_first(draft),
            question_id=question,
            list_name=listed,
            lines=lines,
            skipping_repeated=taken == "new",
        )

    edit = Edit(paste_all, shows="card", about=question, added_to=listed)
    return (None if taken else _looked_at(request, pk, question, listed, lines)) or make(request, pk, edit)


def _looked_at(request: HttpRequest, pk: UUID, question: str, listed: str, lines: str) -> HttpResponse | None:
    """What is odd about pasted lines, to be taken over or not; nothing where nothing is."""
    survey = survey_asked(request, pk)
    draft = draft_of(survey)
    if not any(element.id == question for element in draft.elements):
        return None
    shown = paste_shown(draft, question_id=question, list_name=listed, pasted=lines)
    if shown is None:
        return None
    place = find_place(draft, {"at": question, "language": language_asked(request, draft)})
    context = {"survey": survey, "place": place, "paste": shown, "kept": _typed_beside(request, listed)}
    if not wants_piece(request):
        return render(request, "surveys/builder/paste.html", context)
    response = render(request, "surveys/builder/_paste.html", context | {"oob": True})
    response.headers["HX-Reswap"] = "none"
    return response


def _typed_beside(request: HttpRequest, listed: str) -> list[tuple[str, str]]:
    """What else the question's form said, to be sent along."""
    left = {"csrfmiddlewaretoken", "revision", "take", f"lines.{listed}"}
    return [(name, value) for name, values in request.POST.lists() if name not in left for value in values]


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
