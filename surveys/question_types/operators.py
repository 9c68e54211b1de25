"""What conditions can ask of an answer, as the names that rows of a condition are stored with."""

ANSWERED = ("answered", "not_answered")
EQUALITY = ("equals", "not_equals")
ORDER = ("less", "at_most", "more", "at_least", "between")
MEMBERSHIP = ("any_of", "none_of")
CONTENT = ("contains", "not_contains", "begins_with", "ends_with", "matches")

TEXT = (*EQUALITY, *CONTENT, *ANSWERED)
NUMBER = (*EQUALITY, *ORDER, *ANSWERED)
CATEGORY = (*EQUALITY, *MEMBERSHIP, *ANSWERED)
SET = (
    "has",
    "has_not",
    "has_any_of",
    "has_all_of",
    "has_none_of",
    "count_at_least",
    "count_at_most",
    *ANSWERED,
)
DATE = (*EQUALITY, "before", "after", "between", *ANSWERED)
MATRIX = ("row_equals", "row_any_of", *ANSWERED)
NONE: tuple[str, ...] = ()
