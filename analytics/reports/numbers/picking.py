"""Live numbers to be picked: what can be told of a survey, ready to be put into words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from analytics.reports.numbers.functions import FUNCTIONS
from analytics.reports.numbers.targets import COUNTED, Target, target_of
from analytics.showing.columns import column_words, value_words

if TYPE_CHECKING:
    from analytics.reports.offered import Offered

type Picked = tuple[str, str]
"""What is put into words, and what it is."""
MOST_ANSWERS = 12


def numbers_offered(offered: "Offered") -> list[tuple[str, list[Picked]]]:
    """Groups of numbers, those of the whole survey first and then those of each question."""
    whole = [(_place(each.name), str(each.label)) for each in FUNCTIONS.values() if each.takes == "nothing"]
    groups = [(_("The survey"), whole)]
    for column in offered.columns.all:
        target = target_of(column)
        picked = list(_of(target, offered)) if target else []
        if picked:
            groups.append((column_words(column, offered.reader), picked))
    return groups


def _of(target: Target, offered: "Offered") -> Iterator[Picked]:
    name = _quoted_name(target.column.name)
    for each in FUNCTIONS.values():
        if each.takes == "question" and (not each.kinds or target.summary_kind in each.kinds):
            yield _place(f"{each.name}({name})"), str(each.label)
    if target.summary_kind == "nps":
        yield _place(f"change(nps({name}), 30 days)"), _("Change of the score in 30 days")
    if target.summary_kind in COUNTED:
        for value in target.values[:MOST_ANSWERS]:
            words = value_words(target.column, value, offered.reader)
            yield _place(f'share({name}, "{value.code}")'), _("Share of “%(answer)s”") % {"answer": words}


def _quoted_name(name: str) -> str:
    return name if ":" not in name else f'"{name}"'


def _place(source: str) -> str:
    return f"{{{{ {source} }}}}"
