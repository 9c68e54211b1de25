"""What a filter is: groups of conditions. All groups must hold, and of each group any condition."""

from collections.abc import Iterator
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

from analytics.exceptions import SelectionInvalid

MOST_GROUPS = 20
MOST_CONDITIONS = 20
MOST_VALUES = 500
LONGEST = 500

type Text = Annotated[str, Field(max_length=LONGEST)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Condition(_Part):
    """A column, by the name of its field (``category:q_…``, ``status``), an operator, and values as text:
    ids of choices, numbers, days and times as ISO writes them."""

    column: Text
    operator: Annotated[str, Field(max_length=30)]
    values: Annotated[tuple[Text, ...], Field(strict=False, max_length=MOST_VALUES)] = ()


class Group(_Part):
    """Conditions of which one is enough."""

    conditions: Annotated[
        tuple[Condition, ...], Field(strict=False, min_length=1, max_length=MOST_CONDITIONS)
    ]


class Filter(_Part):
    """Groups that must all hold. Without any, everybody is meant. Hashable, as figures are kept by it."""

    groups: Annotated[tuple[Group, ...], Field(strict=False, max_length=MOST_GROUPS)] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def conditions(self) -> Iterator[Condition]:
        """All conditions, in order."""
        return (condition for group in self.groups for condition in group.conditions)

    def __and__(self, other: "Filter") -> "Filter":
        """Both together; what both ask stands once. Raises ``FilterInvalid`` where that is too much."""
        groups = tuple(dict.fromkeys((*self.groups, *other.groups)))
        if len(groups) > MOST_GROUPS:
            words = _("These are too many conditions; at most %(most)s can hold together.")
            raise FilterInvalid({"where": words % {"most": MOST_GROUPS}})
        return Filter(groups=groups)


EVERYBODY = Filter()


class FilterInvalid(SelectionInvalid):
    """A filter can't be understood; ``errors`` say where and why, by ``where.<group>.<condition>``."""
