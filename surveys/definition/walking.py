"""Walking through a definition without knowing its question types: its parts and texts, with their paths."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from surveys.question_types.elements import DocumentPart
from surveys.texts import PlainText, RichText

_IS_RICH: dict[object, bool] = {PlainText: False, RichText: True}


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text and where it stands. ``owner`` is the id of the part it belongs to, ``""`` for the document."""

    path: str
    text: Mapping[str, str]
    owner: str
    is_rich: bool


def parts_of(part: DocumentPart, path: str = "") -> Iterator[tuple[str, DocumentPart]]:
    """Yield ``(path, part)`` for ``part`` and everything inside it, in document order."""
    yield path, part
    for name in _shape(type(part))[1]:
        value = getattr(part, name)
        inner = f"{path}.{name}" if path else name
        if isinstance(value, DocumentPart):
            yield from parts_of(value, inner)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, DocumentPart):
                    yield from parts_of(item, f"{inner}[{index}]")


def texts_of(part: DocumentPart, path: str = "", owner: str = "") -> Iterator[TextPlace]:
    """Yield every text of ``part`` and what is inside it, empty ones included."""
    ids = {path: owner}
    for inner_path, inner in parts_of(part, path):
        parent = inner_path.rpartition(".")[0]
        ids[inner_path] = getattr(inner, "id", None) or ids.get(inner_path) or ids.get(parent, owner)
        for name, is_rich in _shape(type(inner))[0]:
            text_path = f"{inner_path}.{name}" if inner_path else name
            yield TextPlace(text_path, getattr(inner, name), ids[inner_path], is_rich)


def rebuilt[P: DocumentPart](
    part: P,
    change: Callable[[DocumentPart], dict[str, object]],
    concerns: Callable[[DocumentPart], bool] = lambda _part: True,
) -> P:
    """A copy of ``part`` in which ``change`` gave fields to it and to everything inside it, inside first.

    What nothing changed in, or ``concerns`` says no of, is handed on as the same object.
    """
    if not concerns(part):
        return part
    update: dict[str, object] = {}
    for name in _shape(type(part))[1]:
        value = getattr(part, name)
        if isinstance(value, DocumentPart):
            update[name] = rebuilt(value, change, concerns)
        elif isinstance(value, tuple):
            update[name] = tuple(
                rebuilt(item, change, concerns) if isinstance(item, DocumentPart) else item for item in value
            )
    update = {name: value for name, value in update.items() if not _is_same(value, getattr(part, name))}
    given = {name: value for name, value in change(part).items() if value != getattr(part, name)}
    return part.model_copy(update=update | given) if update or given else part


def _is_same(value: object, former: object) -> bool:
    """Whether it is the same object, or a list of the same."""
    if isinstance(value, tuple) and isinstance(former, tuple) and len(value) == len(former):
        return all(one is other for one, other in zip(value, former, strict=True))
    return value is former


def text_fields(part: DocumentPart) -> tuple[str, ...]:
    """The names of the fields of ``part`` that hold texts."""
    return tuple(name for name, _is_rich in _shape(type(part))[0])


def text_kinds(part: DocumentPart) -> tuple[tuple[str, bool], ...]:
    """``(name, whether it is HTML)`` of the fields of ``part`` that hold texts."""
    return _shape(type(part))[0]


@lru_cache(maxsize=512)
def _shape(model: type[DocumentPart]) -> tuple[tuple[tuple[str, bool], ...], tuple[str, ...]]:
    """``((text field, whether rich), ...)`` and the names of the fields that may hold further parts."""
    texts, others = [], []
    for name, field in model.model_fields.items():
        if field.annotation in _IS_RICH:
            texts.append((name, _IS_RICH[field.annotation]))
        else:
            others.append(name)
    return tuple(texts), tuple(others)
