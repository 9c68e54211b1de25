"""The questions of a survey over all its versions, merged by identity.

A question keeps its place through renaming; one that was removed is still there, marked. What belongs
together is the element's id and the kind of its columns: a question that became one of another kind is two.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analytics.results.meant import column_meant
from analytics.results.readers import VersionReader, field_of, identity_of, parts_of, reader_of
from surveys.compiled import CompiledElement, CompiledSurvey
from surveys.meanings import Mappings, Meaning, meanings
from surveys.question_types.columns import Category, Column, ColumnKind
from surveys.question_types.elements import Refusal
from surveys.question_types.missing import REFUSALS
from surveys.question_types.planes import Plane

type Localised = Mapping[str, str]
NO_WORDS: Localised = MappingProxyType({})
NOTHING_MAPPED: Mappings = MappingProxyType({})
OF_CHOICES = frozenset({"category", "set", "rank"})


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a variable may take. ``is_removed``: the current version no longer offers it."""

    value: str | int
    code: str
    label: Localised
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of analysis: a question, or a row of a matrix.

    ``field`` is its name in snapshots; ``part_label`` the words of the row, empty for a whole question. Where
    a row has several cells, ``cell`` is the cell's id in the row, ``cell_label`` its words.
    ``values`` lists what it may be, in order, ``None`` where that is open; ``words_of`` then gives the words
    of a value, where values have any. ``meant`` says, by the number of a version, what its choices mean
    today, where that is something else. ``codes``: the field of the answers whose tags these are.
    ``is_open``: texts in respondents' own words, in any version. ``makes_groups`` as in ``Column``.
    """

    key: str
    field: str
    name: str
    kind: ColumnKind
    label: Localised
    part_label: Localised
    values: tuple[Value, ...] | None
    is_removed: bool
    cell: str = ""
    cell_label: Localised = NO_WORDS
    cell_code: str = ""
    words_of: Callable[[str], Localised] | None = dataclasses.field(default=None, compare=False)
    meant: Mapping[int, Meaning] = MappingProxyType({})
    codes: str = ""
    is_open: bool = False
    makes_groups: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. ``number`` counts what respondents see of the current version from 1; ``None`` for the
    rest. ``is_removed``: the current version no longer asks it. ``refusals``: the ways to give no answer that
    any version offers. ``plane``: where answers lie, if they can be drawn."""

    key: str
    asked_field: str
    id: str
    name: str
    text: Localised
    type: str
    summary_kind: str
    number: int | None
    page_id: str
    variables: tuple[Variable, ...]
    is_removed: bool = False
    refusals: tuple[Refusal, ...] = ()
    plane: Plane | None = dataclasses.field(default=None, compare=False)

    @property
    def is_coded(self) -> bool:
        """Whether staff answered it, by tags: it was asked whom the question was asked that it codes."""
        return any(variable.codes for variable in self.variables)


@dataclass(frozen=True, slots=True)
class Coding:
    """That the answers in ``source`` have tags, which stand in ``field``. ``counted``: by tag all that an
    answer with it counts for, its group before it, in the order of the codebook."""

    source: str
    field: str
    counted: Mapping[str, tuple[str, ...]]

    def given(self, tags: Iterable[str]) -> list[str]:
        """What an answer with these tags counts for, in the order of the codebook."""
        wanted = {each for tag in tags for each in self.counted.get(tag, ())}
        return [tag for tag in self.counted if tag in wanted]


@dataclass(frozen=True, slots=True)
class PageOfSurvey:
    """A page that any version had; ``number`` counts the current version's pages from 1."""

    id: str
    title: Localised
    number: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything asked by any version of a survey; ``readers`` are by version id (as text). ``codings``: of
    which answers there are tags; ``contact``: the fields that personal links have."""

    questions: tuple[Question, ...]
    pages: tuple[PageOfSurvey, ...]
    languages: tuple[str, ...]
    base_language: str
    readers: Mapping[str, VersionReader]
    codings: tuple[Coding, ...] = ()
    contact: tuple[str, ...] = ()

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables of all questions, in order."""
        return tuple(variable for question in self.questions for variable in question.variables)


@dataclass(frozen=True, slots=True)
class Version:
    """A published version, compiled. ``mappings`` say what former choices mean from it on."""

    id: str
    number: int
    compiled: CompiledSurvey
    mappings: Mappings = NOTHING_MAPPED


@dataclass(frozen=True, slots=True)
class _Form:
    """A question as a version asked it, and what its choices mean today."""

    is_current: bool
    part: CompiledElement
    page_id: str
    version: int
    meaning: Meaning


def layout_of(versions: Iterable[Version]) -> Layout:
    """Merge the versions of a survey, the highest number being the current one."""
    newest_first = sorted(versions, key=lambda version: -version.number)
    meant = meanings((version.number, version.mappings) for version in newest_first)
    languages = [tag for version in newest_first for tag in version.compiled.languages]
    return Layout(
        questions=tuple(_questions(_forms(newest_first, meant))),
        pages=tuple(_pages(newest_first)),
        languages=tuple(dict.fromkeys(languages)),
        base_language=languages[0] if languages else "en",
        readers={
            version.id: reader_of(version.number, version.compiled, meant[version.number])
            for version in newest_first
        },
    )


def _forms(newest_first: list[Version], meant: Mapping[int, Mappings]) -> dict[str, list[_Form]]:
    """The questions of all versions by identity, each as the versions asked it, the newest first."""
    forms: dict[str, list[_Form]] = {}
    for version in newest_first:
        is_current = version is newest_first[0]
        for page in version.compiled.pages:
            for part in parts_of(page):
                if part.is_question:
                    meaning = meant[version.number].get(part.plain_id, {})
                    forms.setdefault(identity_of(part), []).append(
                        _Form(is_current, part, page.id, version.number, meaning)
                    )
    return forms


def _questions(forms: dict[str, list[_Form]]) -> Iterator[Question]:
    for identity, found in forms.items():
        newest, is_current = found[0].part, found[0].is_current
        element = newest.element
        yield Question(
            key=identity.partition(":")[2] if _is_newest_kind(identity, forms) else identity,
            asked_field=f"asked:{identity}",
            id=element.id,
            name=element.name,
            text=element.text,
            type=newest.type.key,
            summary_kind=newest.type.summary_kind,
            number=newest.number if is_current else None,
            page_id=found[0].page_id,
            variables=tuple(_variables(found)),
            is_removed=not is_current,
            refusals=tuple(way for way in REFUSALS if any(way in f.part.element.refusals for f in found)),
            plane=newest.type.plane(element),
        )


def refused_field(asked_field: str, way: Refusal) -> str:
    """The field that says whether a question was refused in this way, of the one whether it was asked."""
    return f"{way}:{asked_field.partition(':')[2]}"


def _is_newest_kind(identity: str, forms: Mapping[str, object]) -> bool:
    """Whether a question's latest form is of this kind; earlier ones are named with their kind."""
    element_id = identity.partition(":")[2]
    return next(known for known in forms if known.partition(":")[2] == element_id) == identity


type _Columns = list[tuple[bool, Column]]
"""The columns of a variable, the newest first, each with whether its question is still asked."""


def _variables(found: list[_Form]) -> Iterator[Variable]:
    columns: dict[str, _Columns] = {}
    meanings_of: dict[str, dict[int, Meaning]] = {}
    for form in found:
        for column in form.part.type.columns(form.part.element):
            meant = column_meant(column, form.meaning)
            columns.setdefault(field_of(column), []).append((form.is_current, meant))
            if form.meaning and column.kind in OF_CHOICES:
                meanings_of.setdefault(field_of(column), {})[form.version] = form.meaning
    taken: set[str] = set()
    for name, forms in columns.items():
        _is_current, newest = forms[0]
        key = name if newest.key in taken else newest.key
        taken.add(key)
        yield _variable(key, name, forms, meanings_of.get(name, {}))


def _variable(key: str, field: str, forms: _Columns, meant: Mapping[int, Meaning]) -> Variable:
    """A variable as its newest column has it, with the values of all."""
    is_current, newest = forms[0]
    return Variable(
        key=key,
        field=field,
        name=newest.name,
        kind=newest.kind,
        label=newest.label,
        part_label=newest.part_label,
        values=_values(forms),
        words_of=newest.words_of,
        is_removed=not is_current,
        cell=newest.cell,
        cell_label=newest.cell_label,
        cell_code=newest.cell_code,
        meant=meant,
        is_open=any(column.is_open for _is_current, column in forms),
        makes_groups=newest.makes_groups,
    )


def _values(forms: _Columns) -> tuple[Value, ...] | None:
    if forms[0][1].categories is None:
        return None
    was_kept = forms[0][0]
    values: dict[str | int, Value] = {}
    for position, (_, column) in enumerate(forms):
        for category in column.categories or ():
            values.setdefault(category.value, _value(category, is_removed=was_kept and position > 0))
    return tuple(values.values())


def _value(category: Category, *, is_removed: bool) -> Value:
    return Value(category.value, category.code, category.label, is_removed)


def _pages(newest_first: list[Version]) -> Iterator[PageOfSurvey]:
    seen: set[str] = set()
    for version in newest_first:
        for page in version.compiled.pages:
            if page.id not in seen:
                seen.add(page.id)
                number = page.index + 1 if version is newest_first[0] else None
                yield PageOfSurvey(page.id, page.page.title, number)
