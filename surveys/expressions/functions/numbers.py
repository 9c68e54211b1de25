"""Functions over numbers."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from surveys.expressions.functions.aggregating import (
    build_count,
    build_count_true,
    build_extreme,
    build_total,
)
from surveys.expressions.functions.table import Function
from surveys.expressions.values import tidied

_MOST_DIGITS = 15
_WRITTEN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+|,(?:[0-9]{1,2}|[0-9]{4,}))?")


def _rounded(number: float, digits: float = 0) -> int | float | None:
    """Halves are rounded away from zero, as people do."""
    places = max(-_MOST_DIGITS, min(_MOST_DIGITS, math.floor(digits)))
    if abs(number) >= 1e30:
        return number
    step = Decimal(1).scaleb(-places)
    return tidied(float((Decimal(repr(number)) / step).to_integral_value(ROUND_HALF_UP) * step))


def _square_root(number: float) -> int | float | None:
    return tidied(math.sqrt(number)) if number >= 0 else None


def _power(number: float, exponent: float) -> int | float | None:
    try:
        return tidied(math.pow(number, exponent))
    except (ValueError, OverflowError):
        return None


def _number(value: Any) -> int | float | None:
    """A number as people write it; unanswered where ``1,234`` could be read in two ways."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    written = value.strip() if isinstance(value, str) and len(value) <= 40 else ""
    if not _WRITTEN.fullmatch(written):
        return None
    return tidied(float(written.replace(",", ".")))


NUMBER_FUNCTIONS = (
    Function(
        "count(*values: value) -> number",
        "numbers",
        _("How many of the values are answered; of a set, how many are chosen; of a list, how many items."),
        "count(colours) >= 2",
        build=build_count,
    ),
    Function(
        "count_true(*conditions: boolean) -> number",
        "numbers",
        _("How many of the conditions are true."),
        "count_true(age < 18, smokes) >= 1",
        build=build_count_true,
    ),
    Function(
        "sum(*numbers: number) -> number",
        "numbers",
        _("The sum of the answered numbers; of lists and grids, of all in them."),
        "sum(hours.work, hours.travel) > 40",
        build=build_total,
    ),
    Function(
        "mean(*numbers: number) -> number",
        "numbers",
        _("The mean of the answered numbers."),
        "mean(hours)",
        build=build_total,
    ),
    Function(
        "min(*values: value) -> value",
        "numbers",
        _("The smallest of the answered numbers, or the earliest of dates."),
        "min(children.age)",
        build=build_extreme,
    ),
    Function(
        "max(*values: value) -> value",
        "numbers",
        _("The largest of the answered numbers, or the latest of dates."),
        "max(children.age) < 12",
        build=build_extreme,
    ),
    Function(
        "round(number: number, digits?: number) -> number",
        "numbers",
        _("Rounded to a number of digits after the point; halves go away from zero."),
        "round(weight / power(height, 2), 1)",
        evaluate=_rounded,
    ),
    Function(
        "floor(number: number) -> number",
        "numbers",
        _("The whole number below."),
        "floor(age / 10)",
        evaluate=lambda number: tidied(math.floor(number)),
    ),
    Function(
        "ceil(number: number) -> number",
        "numbers",
        _("The whole number above."),
        "ceil(days / 7)",
        evaluate=lambda number: tidied(math.ceil(number)),
    ),
    Function(
        "abs(number: number) -> number",
        "numbers",
        _("The number without its sign."),
        "abs(income - expenses) < 100",
        evaluate=abs,
    ),
    Function(
        "sqrt(number: number) -> number",
        "numbers",
        _("The square root; unanswered for a negative number."),
        "sqrt(area)",
        evaluate=_square_root,
    ),
    Function(
        "power(number: number, exponent: number) -> number",
        "numbers",
        _("The number to the power of the exponent."),
        "power(height, 2)",
        evaluate=_power,
    ),
    Function(
        "number(value: value) -> number",
        "numbers",
        _("The number that a text holds, such as “3.5” or “3,5”; true is 1 and false 0."),
        "number(postcode) >= 1000",
        evaluate=_number,
    ),
)
