"""What can be wrong with an expression."""

from django.utils.translation import gettext as _


class ExpressionInvalid(Exception):
    """An expression can't be used as it is written.

    ``problem`` says what is wrong, in the language that was active when it was found; ``message`` says where,
    too. ``start`` and ``end`` are the characters concerned (``source[start:end]``), ``suggestion`` is what to
    write in their place, empty for none. Codes, which never change: ``empty``, ``syntax``,
    ``chained_comparison``, ``too_long``, ``too_deep``, ``too_many_parts``, ``unknown_name``,
    ``unknown_part``, ``unknown_code``, ``unknown_function``, ``wrong_arguments``, ``type_mismatch``,
    ``forward_reference``, ``pattern_invalid``, ``date_invalid``, ``never_true``, ``not_in_repeat``.
    """

    def __init__(
        self, problem: str, code: str, *, source: str, start: int, end: int, suggestion: str = ""
    ) -> None:
        self.problem = problem
        self.code = code
        self.start = start
        self.end = max(start, end)
        self.suggestion = suggestion
        self.line = source.count("\n", 0, start) + 1
        self.column = start - (source.rfind("\n", 0, start) + 1) + 1
        self.message = _("%(problem)s (line %(line)d, column %(column)d)") % {
            "problem": problem,
            "line": self.line,
            "column": self.column,
        }
        super().__init__(self.message)
