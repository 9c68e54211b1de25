"""The form of a weighting: for every value of the questions chosen, the share now and the one wished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.results.filtering import FilterColumn
from analytics.results.statistics import percent
from analytics.showing import formats
from analytics.showing.columns import column_words, value_words
from analytics.showing.reader import Reader


@dataclass(frozen=True, slots=True)
class ShareField:
    """``now`` is the share of those who answered, in words; ``given`` what the form holds."""

    name: str
    label: str
    now: str
    given: str


@dataclass(frozen=True, slots=True)
class TargetFields:
    """The fields of one question."""

    name: str
    title: str
    fields: tuple[ShareField, ...]


def fields_of(
    chosen: Sequence[FilterColumn],
    now: Sequence[Mapping[str, int]],
    given: Mapping[str, str],
    reader: Reader,
) -> list[TargetFields]:
    """The fields of the questions chosen; values that are gone and that nobody gave have none."""
    return [
        TargetFields(column.name, column_words(column, reader), tuple(_fields(column, counts, given, reader)))
        for column, counts in zip(chosen, now, strict=True)
    ]


def _fields(
    column: FilterColumn, counts: Mapping[str, int], given: Mapping[str, str], reader: Reader
) -> list[ShareField]:
    answered = sum(n for value, n in counts.items() if value is not None)
    return [
        ShareField(
            name=f"{column.name}-{place}",
            label=value_words(column, value, reader),
            now=formats.percentage(percent(counts.get(str(value.value), 0), answered)),
            given=str(given.get(f"{column.name}-{place}", "")),
        )
        for place, value in enumerate(column.values or ())
        if counts.get(str(value.value)) or not value.is_removed
    ]
