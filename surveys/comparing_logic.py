"""What is different in the logic of two definitions of a survey, in words; pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.building.condition_words import condition_words
from surveys.building.subjects import Subjects
from surveys.definition import Definition, Ending
from surveys.definition.logic import names_of
from surveys.editing.following import with_names
from surveys.question_types.elements import Words
from surveys.texts import localised

type Kind = Literal["added", "removed", "retyped", "reworded", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what it is about (``subject``, as it reads now), what happened to it, and its id."""

    kind: Kind
    subject: str
    words: str
    target: str = ""

    @property
    def about(self) -> tuple[str, str]:
        """What to group by: differences of the same question follow each other."""
        return self.target, self.subject


_OF_QUESTION: dict[str, Words] = {
    "checks": gettext_lazy("The checks of its answer have changed."),
    "variants": gettext_lazy("Its other wordings have changed."),
    "default": gettext_lazy("The answer proposed at first has changed."),
    "refusals": gettext_lazy("The ways to give no answer have changed."),
    "soft_required": gettext_lazy("How often it is asked for has changed."),
    "quiz": gettext_lazy("What is the right answer, or what it is worth, has changed."),
    "shuffle_choices": gettext_lazy("The order of its choices has changed."),
    "shuffle_rows": gettext_lazy("The order of its rows has changed."),
    "sensitive": gettext_lazy("Whether its answers are marked as personal or sensitive has changed."),
    "pinned": gettext_lazy("Whether it keeps its place has changed."),
    "in_group": gettext_lazy("Whether, and with what, it is repeated has changed."),
}
_OF_PAGE: dict[str, Words] = {
    "jumps": gettext_lazy("Where it leads to has changed."),
    "shuffle": gettext_lazy("The order of its questions has changed."),
    "seconds": gettext_lazy("Its time limit has changed."),
    "block": gettext_lazy("It is in another block."),
}
_OF_QUOTA: dict[str, Words] = {
    "limit": gettext_lazy("It takes another number of responses."),
    "condition": gettext_lazy("It counts other responses."),
    "action": gettext_lazy("What happens when it is full has changed."),
    "ending": gettext_lazy("The ending of those it turns away has changed."),
    "checked_early": gettext_lazy("When it turns respondents away has changed."),
}


def logic_differences(before: Definition, after: Definition) -> Iterator[Difference]:
    """Conditions, jumps, checks and orders of pages and questions; endings, quotas, scores and blocks."""
    base = after.base_language
    titled, subjects = _titled(base), Subjects(after, base)
    before = _named_as_in(before, after)
    old_pages, old_elements = _by_id(before.pages), _by_id(before.elements)
    for number, page in enumerate(after.pages, start=1):
        if (was := old_pages.get(page.id)) is not None:
            subject = localised(page.title, base) or _("Page %(number)d") % {"number": number}
            yield from _shown(was, page, subject, subjects)
            yield from _fields(was, page, subject, _OF_PAGE)
    for element in after.elements:
        if (was := old_elements.get(element.id)) is not None:
            subject = localised(element.text, base) or element.name
            yield from _shown(was, element, subject, subjects)
            yield from _required(was, element, subject, subjects)
            yield from _fields(was, element, subject, _OF_QUESTION)
    yield from _endings(before, after, titled)
    yield from _quotas(before, after)
    yield from _parts(before.scores, after.scores, titled, _("This score was changed."))
    yield from _parts(before.blocks, after.blocks, titled, _("This block was changed."))
    if before.choice_lists != after.choice_lists:
        yield Difference("changed", localised(after.title, base), _("Lists of choices have changed."))


def _titled(language: str) -> Callable[[Any], str]:
    return lambda part: localised(part.title, language) or getattr(part, "name", "") or _("Untitled")


def _named_as_in(before: Definition, after: Definition) -> Definition:
    """``before`` with questions named as in ``after``: that a name changed is told elsewhere."""
    old, new = names_of(before), names_of(after)
    return with_names(before, {name: new[key] for key, name in old.items() if new.get(key, name) != name})


def _shown(was: Any, now: Any, subject: str, subjects: Subjects) -> Iterator[Difference]:
    """What has become of the condition on which a part is shown."""
    if was.visible_if == now.visible_if:
        return
    words = _("It is now always shown.")
    if now.visible_if:
        condition = condition_words(now.visible_if, subjects, getattr(now, "in_group", None))
        words = _("It is now shown only if: %(condition)s") % {"condition": condition}
    yield Difference("changed", subject, words, now.id)


def _required(was: Any, now: Any, subject: str, subjects: Subjects) -> Iterator[Difference]:
    if was.required_if != now.required_if:
        words = _("It is no longer required on a condition.")
        if now.required_if:
            condition = condition_words(now.required_if, subjects, now.in_group)
            words = _("An answer is now required if: %(condition)s") % {"condition": condition}
        yield Difference("changed", subject, words, now.id)


def _fields(was: Any, now: Any, subject: str, fields: dict[str, Words]) -> Iterator[Difference]:
    for name, words in fields.items():
        if getattr(was, name) != getattr(now, name):
            yield Difference("changed", subject, str(words), now.id)


def _endings(before: Definition, after: Definition, titled: Callable[[Any], str]) -> Iterator[Difference]:
    yield from _come_and_gone(before.endings, after.endings, titled)
    for ending in after.endings:
        was = _same(before.endings, ending)
        if was is None:
            continue
        subject = titled(ending)
        if (was.title, was.text, was.sections) != (ending.title, ending.text, ending.sections):
            words = _("What respondents read at the end has changed.")
            yield Difference("reworded", subject, words)
        if was.visible_if != ending.visible_if:
            yield Difference("changed", subject, _("Other respondents get this ending."))
        if (was.kind, was.url) != (ending.kind, ending.url):
            yield Difference("changed", subject, _how_it_ends(was, ending))
        if was.results != ending.results:
            words = _("Whether respondents may see how others answered has changed.")
            yield Difference("changed", subject, words)
    yield from _new_order(before.endings, after.endings, _("The endings are tried in another order."))


def _how_it_ends(was: Ending, now: Ending) -> str:
    if was.kind == now.kind:
        return _("The address that respondents are sent to has changed.")
    if now.kind == "screened_out":
        return _("It now counts as screened out.")
    return _("It now counts as complete.")


def _quotas(before: Definition, after: Definition) -> Iterator[Difference]:
    yield from _come_and_gone(before.quotas, after.quotas, lambda quota: str(quota.name))
    for quota in after.quotas:
        was = _same(before.quotas, quota)
        if was is None:
            continue
        if was.name != quota.name:
            yield Difference("reworded", quota.name, _("This quota has another name."))
        for each in _fields(was, quota, quota.name, _OF_QUOTA):
            yield Difference(each.kind, each.subject, each.words)
    yield from _new_order(before.quotas, after.quotas, _("The quotas are tried in another order."))


def _parts(
    before: Sequence[Any], after: Sequence[Any], called: Callable[[Any], str], changed: str
) -> Iterator[Difference]:
    yield from _come_and_gone(before, after, called)
    for part in after:
        was = _same(before, part)
        if was is not None and was != part:
            yield Difference("changed", called(part), changed)


def _come_and_gone(
    before: Sequence[Any], after: Sequence[Any], called: Callable[[Any], str]
) -> Iterator[Difference]:
    for part in after:
        if _same(before, part) is None:
            yield Difference("added", called(part), str(_ADDED[part.id[0]]))
    for part in before:
        if _same(after, part) is None:
            yield Difference("removed", called(part), str(_REMOVED[part.id[0]]))


def _new_order(before: Sequence[Any], after: Sequence[Any], words: str) -> Iterator[Difference]:
    old = [part.id for part in before if _same(after, part) is not None]
    new = [part.id for part in after if _same(before, part) is not None]
    if old != new:
        yield Difference("moved", _("Order"), words)


def _by_id(parts: Sequence[Any]) -> dict[str, Any]:
    return {part.id: part for part in parts}


def _same(parts: Sequence[Any], part: Any) -> Any:
    """The part of the same id; ``None`` where there is none."""
    return next((other for other in parts if other.id == part.id), None)


_ADDED: dict[str, Words] = {
    "e": gettext_lazy("This ending was added."),
    "k": gettext_lazy("This quota was added."),
    "s": gettext_lazy("This score was added."),
    "b": gettext_lazy("This block was added."),
}
_REMOVED: dict[str, Words] = {
    "e": gettext_lazy("This ending was removed."),
    "k": gettext_lazy("This quota was removed."),
    "s": gettext_lazy("This score was removed."),
    "b": gettext_lazy("This block was removed."),
}
