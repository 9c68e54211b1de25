"""Choice from a table: one of thousands of rows, searched on the server, narrowed by earlier answers."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Annotated, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, StringConstraints

from surveys.assets import table_url
from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import ValueType
from surveys.ids import ElementId, TableId
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.choices import STYLES
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import DocumentPart, Element, Panel, TypeSettings, later
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown
from surveys.question_types.tables import EXAMPLE_ID, MOST_FOUND, Table, table_of

MOST_FILTERS = 5
LISTED_AT_ONCE = 20
"""So many rows are all shown before anything is typed."""
_LONGEST_TYPED = 200
_FORM_PARTS = {"typed", "choice"}


class Filter(DocumentPart):
    """Rows whose cell in ``column`` is one of ``values``, or the code or label of the answer to ``question``;
    while that isn't answered, all rows."""

    column: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    question: ElementId | None = None
    values: Annotated[tuple[str, ...], Field(strict=False, max_length=2_000)] = later(())


class TableChoiceSettings(TypeSettings):
    """Settings of a choice from a table."""

    table: Annotated[
        TableId | None,
        Panel(
            gettext_lazy("Table"),
            help=gettext_lazy(
                "A CSV file with the columns “code” and “label” (or “label:en”, “label:nl”), and others to "
                "narrow the list by; at most 50,000 rows and 5 MB."
            ),
            kind="table",
        ),
    ] = None
    filters: Annotated[
        tuple[Filter, ...], Panel(gettext_lazy("Only rows that fit an earlier answer"), kind="filters")
    ] = later((), strict=False, max_length=MOST_FILTERS)

    @property
    def only(self) -> dict[str, tuple[str, ...]]:
        """What each column must hold: filters whose answer is known, and fixed ones."""
        return {each.column: each.values for each in self.filters if each.values}


@register
class TableChoice(QuestionType[TableChoiceSettings]):
    """One row of a table; the answer is its code. ``{"typed", "choice"}`` is what a form holds."""

    key = "table_choice"
    label = gettext_lazy("Choice from a table")
    description = gettext_lazy("One of up to 50,000 answers from a file, found by typing.")
    synonyms = gettext_lazy("lookup spreadsheet list csv catalogue products long list")
    icon = "table-properties"
    group = "choice"
    place = 30
    template = "table_choice.html"
    summary_kind = "choices"
    column_kind = "category"
    operators = operators.CATEGORY
    unset_at_first = ("settings.table",)
    reads_more = True
    styles = STYLES
    scripts = ("js/table_choice.js",)
    settings_model = TableChoiceSettings

    def problems(self, element: Element[TableChoiceSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        table = table_of(element.settings.table)
        if table is None:
            message = _("This question has no table. Upload one.")
            yield Problem("settings.table", message, "table_missing", target=element.id)
            return
        for index, each in enumerate(element.settings.filters):
            if each.column not in table.filters:
                message = _("The table has no column “%(column)s”.") % {"column": each.column}
                path = f"settings.filters[{index}].column"
                yield Problem(path, message, "column_unknown", target=element.id)

    def depends_on(self, element: Element[TableChoiceSettings]) -> tuple[str, ...]:
        return tuple(each.question for each in element.settings.filters if each.question)

    def narrowed(
        self, element: Element[TableChoiceSettings], said: Mapping[str, tuple[str, ...]]
    ) -> Element[TableChoiceSettings]:
        filters = tuple(
            each.model_copy(update={"question": None, "values": said.get(each.question, ())})
            if each.question
            else each
            for each in element.settings.filters
        )
        settings = element.settings.model_copy(update={"filters": filters})
        return element.model_copy(update={"settings": settings})

    def said(self, element: Element[TableChoiceSettings], value: AnswerValue) -> tuple[str, ...]:
        table = table_of(element.settings.table)
        return (value, *table.labels(value).values()) if table and isinstance(value, str) else ()

    def read(self, element: Element[TableChoiceSettings], form: FormData) -> object:
        chosen, typed = (_last(form, f"{element.id}{part}") for part in ("", ".typed"))
        if self.asks_again(element, form):
            return {"typed": typed, "choice": chosen}
        return chosen or ({"typed": typed} if typed else None)

    def asks_again(self, element: Element[TableChoiceSettings], form: FormData) -> bool:
        return bool(form.getlist(f"{element.id}.search"))

    def clean(self, element: Element[TableChoiceSettings], raw: object) -> str | None:
        if isinstance(raw, Mapping):
            return self._clean_form(element, raw)
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            raise AnswerInvalid(_("Please choose one of the answers offered."), "wrong_type")
        table = table_of(element.settings.table)
        if table is None or raw not in table:
            raise AnswerInvalid(_("Please choose one of the answers offered."), "not_offered")
        if not table.holds(raw, element.settings.only):
            message = _("This doesn't fit what you answered before. Please choose another one.")
            raise AnswerInvalid(message, "does_not_fit")
        return raw

    def _clean_form(self, element: Element[TableChoiceSettings], raw: Mapping[Any, Any]) -> str | None:
        typed = raw.get("typed")
        if not raw.keys() <= _FORM_PARTS or not isinstance(typed, str):
            raise AnswerInvalid(_("Please choose one of the answers offered."), "wrong_type")
        if "choice" in raw:
            return self.clean(element, raw["choice"] if isinstance(raw["choice"], str) else None)
        if not typed.strip():
            return None
        table = table_of(element.settings.table)
        code = table.called(typed[:_LONGEST_TYPED], element.settings.only) if table else None
        if code is None:
            raise AnswerInvalid(_("Please choose one of the answers found."), "not_chosen")
        return code

    def input_context(self, element: Element[TableChoiceSettings], shown: Shown) -> dict[str, object]:
        table, only = table_of(element.settings.table) or Table((), ()), element.settings.only
        typed, chosen = _given(shown.content)
        language, base = shown.language, shown.base_language
        is_listed = bool(typed) or (not chosen and table.size(only) <= LISTED_AT_ONCE)
        found = (
            table.search(typed[:_LONGEST_TYPED], only=only, language=language, base_language=base)
            if is_listed
            else None
        )
        codes = found.codes if found else ()
        listed = (chosen, *(code for code in codes if code != chosen)) if chosen in table else codes
        return {
            "typed": typed,
            "rows": [
                {"value": code, "label": table.label(code, language, base), "checked": code == chosen}
                for code in listed
            ],
            "has_more": found is not None and found.has_more,
            "nothing_found": bool(typed) and not codes,
            "most": MOST_FOUND,
            "search_url": _search_url(element.settings, shown) if len(table) else "",
        }

    def value_type(self, element: Element[TableChoiceSettings]) -> ValueType:
        return ValueType("choice")

    def fact(self, element: Element[TableChoiceSettings], value: AnswerValue) -> str | None:
        table = table_of(element.settings.table)
        return value if table and isinstance(value, str) and value in table else None

    def code_called(self, element: Element[TableChoiceSettings], words: str) -> str | None:
        table = table_of(element.settings.table)
        if table is None or words in table:
            return words
        return table.called(words, {})

    def words_of(self, element: Element[TableChoiceSettings], code: str) -> Mapping[str, str]:
        table = table_of(element.settings.table)
        return table.labels(code) if table else {}

    def display(
        self,
        element: Element[TableChoiceSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, str):
            return ""
        table = table_of(element.settings.table)
        return table.label(value, language, base_language) if table else value

    def columns(self, element: Element[TableChoiceSettings]) -> list[Column]:
        def words(code: str) -> Mapping[str, str]:
            return self.words_of(element, code)

        return [Column(element.id, element.name, self.column_kind, element.text, words_of=words)]

    def cells(self, element: Element[TableChoiceSettings], value: AnswerValue | None) -> dict[str, Cell]:
        return {element.id: value if isinstance(value, str) else None}

    def sample_settings(self) -> dict[str, object]:
        return {
            "table": EXAMPLE_ID,
            "filters": [{"column": "province", "values": ["ut", "Zuid-Holland", "zh"]}],
        }

    def sample_answers(self, element: Element[TableChoiceSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(
                *(("zeist", "zeist"), ("delft", "delft"), ("", None), (None, None)),
                *(({"typed": " ZEIST "}, "zeist"), ({"typed": " "}, None)),
                ({"typed": "del", "choice": ""}, None),
                ({"typed": "del", "choice": "gouda"}, "gouda"),
            ),
            invalid=(
                *(("Zeist", "not_offered"), ("amsterdam", "does_not_fit"), ({"typed": "z"}, "not_chosen")),
                *((["zeist"], "wrong_type"), (3, "wrong_type"), ({"code": "zeist"}, "wrong_type")),
                ({"typed": ["zeist"]}, "wrong_type"),
                ({"typed": "", "choice": "haarlem"}, "does_not_fit"),
            ),
        )

    def random_answer(self, element: Element[TableChoiceSettings], random: Random) -> AnswerValue | None:
        table = table_of(element.settings.table)
        kept = table.codes(element.settings.only) if table else ()
        return kept[random.randrange(len(kept))] if kept else None


def _search_url(settings: TableChoiceSettings, shown: Shown) -> str:
    query = [("language", shown.language), ("base", shown.base_language or "")]
    query += [(f"with.{column}", value) for column, values in settings.only.items() for value in values]
    return f"{table_url(settings.table or '')}?{urlencode(query)}"


def _given(content: object) -> tuple[str, str]:
    """What was typed, and the code chosen, as far as there is any."""
    if isinstance(content, Mapping):
        typed, chosen = content.get("typed"), content.get("choice")
        return (typed.strip() if isinstance(typed, str) else "", chosen if isinstance(chosen, str) else "")
    return "", content if isinstance(content, str) else ""


def _last(form: FormData, name: str) -> str:
    values = form.getlist(name)
    return values[-1] if values else ""
