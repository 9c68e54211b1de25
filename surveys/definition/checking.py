"""What the parts of a definition can't know of each other: identities, names, languages, limits."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.definition.addresses import address_problems
from surveys.definition.documents import MAXIMUM_ELEMENTS, Definition
from surveys.definition.logic import problems_in_logic
from surveys.definition.soundness import is_sound
from surveys.definition.walking import parts_of, texts_of
from surveys.exceptions import Problem
from surveys.offering import source_problems


def problems_across(definition: Definition) -> list[Problem]:
    """Everything that makes the parts, each valid alone, no valid whole."""
    return [] if is_sound(definition) else problems_in_detail(definition)


def problems_in_detail(definition: Definition) -> list[Problem]:
    """The same, each part looked at anew."""
    problems = [
        *_limit_problems(definition),
        *_language_problems(definition),
        *_identity_problems(definition),
        *_name_problems(definition),
        *_code_problems(definition),
        *address_problems(definition),
    ]
    return problems or list(source_problems(definition)) or list(problems_in_logic(definition))


def _limit_problems(definition: Definition) -> Iterator[Problem]:
    count = len(definition.elements)
    if count > MAXIMUM_ELEMENTS:
        message = _("There are %(count)d questions, at most %(maximum)d are possible.")
        yield Problem("pages", message % {"count": count, "maximum": MAXIMUM_ELEMENTS}, "too_many")


def _language_problems(definition: Definition) -> Iterator[Problem]:
    declared: set[str] = set()
    for index, language in enumerate(definition.languages):
        if language in declared:
            yield Problem(f"languages[{index}]", _("This language is listed twice."), "duplicate_language")
        declared.add(language)
    if not definition.title.get(definition.base_language):
        message = _("The survey needs a title in its base language.")
        yield Problem(f"title.{definition.base_language}", message, "base_text_missing")
    for place in texts_of(definition):
        for language in place.text.keys() - declared:
            message = _("The survey is not in this language. Add it to its languages first.")
            yield Problem(f"{place.path}.{language}", message, "language_undeclared", target=place.owner)


def _identity_problems(definition: Definition) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, part in parts_of(definition):
        identity = getattr(part, "id", None)
        if identity is None:
            continue
        if identity in seen:
            yield Problem(f"{path}.id", _("Something else has this id."), "duplicate_id", target=identity)
        seen.add(identity)


def _name_problems(definition: Definition) -> Iterator[Problem]:
    seen: set[str] = set()
    for page_index, page in enumerate(definition.pages):
        for index, element in enumerate(page.elements):
            if element.name in seen:
                path = f"pages[{page_index}].elements[{index}].name"
                message = _("Another question has the name “%(name)s”.") % {"name": element.name}
                yield Problem(path, message, "duplicate_name", target=element.id)
            seen.add(element.name)


def _code_problems(definition: Definition) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for path, part in parts_of(definition):
        code = getattr(part, "code", None)
        if code is None:
            continue
        key = (path.rpartition("[")[0], code)
        if key in seen:
            message = _("Another choice of this list has the code “%(code)s”.") % {"code": code}
            yield Problem(f"{path}.code", message, "duplicate_code", target=getattr(part, "id", ""))
        seen.add(key)
