"""The settings of a block as a form; every field works by itself, without scripts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.reports.blocks import MOST_QUOTES
from analytics.reports.condition_forms import ConditionsForm, where_field
from analytics.reports.offered import Choices, Offered, offered_units
from analytics.results.crosstabs import banner_columns, row_columns
from analytics.results.filtering import EVERYBODY, Filter
from analytics.results.trends import MOST_WINDOW, group_columns
from analytics.showing.crosstabs import MEASURES

BANNERS = 2
"""So many banners the form offers, each of two levels."""


class BlockForm(ConditionsForm):
    """The settings of one block. :meth:`fields_set` gives them as the block has them."""

    def __init__(self, data: Mapping[str, Any] | None, *, block: Any, offered: Offered, own: UUID) -> None:
        self.block, self.own = block, own
        self.stored = getattr(block, "where", EVERYBODY)
        super().__init__(data, offered=offered, initial=_initial(block, own), auto_id=f"{block.id}-%s")
        for name, make in FIELDS[block.kind].items():
            self.fields[name] = make(offered)
        if hasattr(block, "where"):
            for name, make in _OF_ANSWERS.items():
                self.fields[name] = make(offered)
            if len(offered.surveys) > 1:
                self.fields["survey"] = _surveys(offered, own)
        for field in self.own_fields[:1]:
            field.field.widget.attrs["data-focus"] = ""

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of this kind of block alone."""
        return [self[name] for name in FIELDS[self.block.kind]]

    @property
    def is_narrowed(self) -> bool:
        """Whether it is about others than the report, or what was sent to make it so is wrong."""
        known = {"segment": "", "survey": str(self.own), "where": ""}
        given = {name: str(self[name].value() or "") for name in known if name in self.fields}
        return any(value != known[name] for name, value in given.items())

    def fields_set(self, rows: Filter = EVERYBODY) -> dict[str, Any]:
        """The settings, of a valid form; ``rows`` are the conditions beside those that were typed. Raises
        ``FilterInvalid`` where these are too many."""
        given = dict(self.cleaned_data)
        if "where" in given:
            given["where"] = self.where_with(rows)
        for name in ("segment", "weight", "unit"):
            if name in given:
                given[name] = given[name] or None
        if "survey" in given:
            given["survey"] = None if given["survey"] == str(self.own) else given["survey"]
        if self.block.kind == "crosstab":
            given["banners"] = _banners(given)
        if "with_table" in given:
            given["with_table"] = bool(given["with_table"])
        return given


def _banners(given: dict[str, Any]) -> list[list[str]]:
    pairs = [(given.pop(f"banner_{number}"), given.pop(f"within_{number}")) for number in range(BANNERS)]
    return [[field for field in pair if field] for pair in pairs if pair[0]]


def _initial(block: Any, own: UUID) -> dict[str, Any]:
    found: dict[str, Any] = block.model_dump(mode="json")
    if hasattr(block, "where"):
        found["where"] = ""
        found["survey"] = str(block.survey or own)
    if block.kind == "crosstab":
        for number, banner in enumerate(block.banners[:BANNERS]):
            found |= {f"banner_{number}": banner[0], f"within_{number}": (*banner, "")[1]}
    return found


type Make = Callable[[Offered], forms.Field]


def _choice(label: Any, choices: Callable[[Offered], Choices], *, required: bool = False) -> Make:
    return lambda offered: forms.ChoiceField(label=label, choices=choices(offered), required=required)


def _fixed(label: Any, choices: Sequence[tuple[Any, Any]]) -> Make:
    return lambda _offered: forms.ChoiceField(label=label, choices=list(choices))


def _line(label: Any, length: int = 300, help_text: Any = "") -> Make:
    return lambda _offered: forms.CharField(
        label=label, max_length=length, required=False, help_text=help_text
    )


def _box(label: Any) -> Make:
    return lambda _offered: forms.BooleanField(label=label, required=False)


def _words(_offered: Offered) -> forms.Field:
    return forms.CharField(
        label=gettext_lazy("Words"),
        max_length=10_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "data-places": "", "spellcheck": "true"}),
        help_text=gettext_lazy(
            "An empty line begins a paragraph, “- ” an item of a list; **two stars** make words strong."
        ),
    )


def _surveys(offered: Offered, own: UUID) -> forms.Field:
    others = [(str(each.pk), each.title) for each in offered.surveys if each.pk != own]
    return forms.ChoiceField(
        label=gettext_lazy("Survey"),
        choices=[(str(own), _("The survey of the report")), *others],
        help_text=gettext_lazy("Save the block after choosing another survey: its questions come then."),
    )


_OF_ANSWERS: Mapping[str, Make] = {
    "segment": _choice(gettext_lazy("Segment"), lambda offered: offered.segments()),
    "where": lambda _offered: where_field(),
}
_TITLE = _line(gettext_lazy("Title"), help_text=gettext_lazy("Empty: that of the question."))
_WEIGHT = _choice(gettext_lazy("Weights"), lambda offered: offered.weights())
_CHARTS = (
    ("usual", gettext_lazy("The usual chart")),
    ("bars", gettext_lazy("Bars")),
    ("columns", gettext_lazy("Columns")),
    ("stacked", gettext_lazy("Stacked bars")),
    ("histogram", gettext_lazy("Histogram")),
    ("box", gettext_lazy("Box")),
    ("heat", gettext_lazy("Heat map")),
    ("means", gettext_lazy("Means")),
    ("table", gettext_lazy("A table")),
    ("figures", gettext_lazy("Figures alone")),
)
_ORDERS = (("asked", gettext_lazy("As asked")), ("share", gettext_lazy("By share")))
_BASES = (
    ("answered", gettext_lazy("Those who answered")),
    ("asked", gettext_lazy("Those who were asked")),
    ("selected", gettext_lazy("All who are selected")),
)
_TESTS = (
    ("none", gettext_lazy("Without correction")),
    ("bonferroni", gettext_lazy("Bonferroni")),
    ("bh", gettext_lazy("Benjamini-Hochberg")),
)


def _rows(offered: Offered) -> forms.Field:
    return forms.MultipleChoiceField(
        label=gettext_lazy("Rows"),
        choices=offered.named(row_columns(offered.columns)),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=gettext_lazy("Several with Ctrl, on a Mac with ⌘."),
    )


def _measures(_offered: Offered) -> forms.Field:
    return forms.MultipleChoiceField(
        label=gettext_lazy("Figures"), choices=list(MEASURES.items()), widget=forms.CheckboxSelectMultiple
    )


def _banner(label: Any, empty: Any) -> Make:
    return _choice(label, lambda offered: offered.named(banner_columns(offered.columns), str(empty)))


_OF_CROSSTAB: dict[str, Make] = {
    "title": _TITLE,
    "rows": _rows,
    "banner_0": _banner(gettext_lazy("Columns"), gettext_lazy("Nothing")),
    "within_0": _banner(gettext_lazy("and within each"), gettext_lazy("Nothing")),
    "banner_1": _banner(gettext_lazy("Columns beside"), gettext_lazy("Nothing")),
    "within_1": _banner(gettext_lazy("and within each"), gettext_lazy("Nothing")),
    "measures": _measures,
    "test": _fixed(gettext_lazy("Tests between columns"), _TESTS),
    "weight": _WEIGHT,
}
FIELDS: Mapping[str, Mapping[str, Make]] = {
    "title": {
        "words": _line(gettext_lazy("Words")),
        "level": lambda _offered: forms.TypedChoiceField(
            label=gettext_lazy("Level"),
            choices=[(1, gettext_lazy("Part")), (2, gettext_lazy("Section"))],
            coerce=int,
        ),
    },
    "text": {"words": _words},
    "figures": {},
    "question": {
        "question": _choice(gettext_lazy("Question"), lambda offered: offered.questions(), required=True),
        "title": _TITLE,
        "chart": _fixed(gettext_lazy("Shown as"), _CHARTS),
        "with_table": _box(gettext_lazy("With the table")),
        "order": _fixed(gettext_lazy("Choices in the order"), _ORDERS),
        "base": _fixed(gettext_lazy("Percentages of"), _BASES),
        "compare": _banner(gettext_lazy("Compare the groups of"), gettext_lazy("Nothing")),
        "weight": _WEIGHT,
    },
    "crosstab": _OF_CROSSTAB,
    "trend": {
        "title": _TITLE,
        "measure": _choice(gettext_lazy("Measure"), lambda offered: offered.measures()),
        "unit": _choice(gettext_lazy("By"), lambda _offered: offered_units()),
        "window": lambda _offered: forms.IntegerField(
            label=gettext_lazy("Moving figure of so many"), min_value=1, max_value=MOST_WINDOW
        ),
        "compare": _choice(
            gettext_lazy("A line for each of"),
            lambda offered: offered.named(group_columns(offered.columns), _("Nothing")),
        ),
        "weight": _WEIGHT,
        "with_table": _box(gettext_lazy("With the table")),
    },
    "quotes": {
        "question": _choice(gettext_lazy("Question"), lambda offered: offered.texts()),
        "title": _TITLE,
        "most": lambda _offered: forms.IntegerField(
            label=gettext_lazy("How many"), min_value=1, max_value=MOST_QUOTES
        ),
    },
    "break": {
        "page": lambda _offered: forms.BooleanField(
            label=gettext_lazy("Begin a new page; without, there is a line"), required=False
        )
    },
}
