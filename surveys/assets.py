"""Pictures and tables of surveys, as definitions name them: ``surveys.models.Asset``, ``ChoiceTable``."""

ADDRESS = "/s/-/files/"
"""Where respondents' browsers fetch them at an organisation's host."""

TABLES = "/s/-/tables/"
"""Where tables of choices are searched."""


def asset_url(asset: str) -> str:
    """Return the address of a stored picture; it never changes, and neither does what is there."""
    return f"{ADDRESS}{asset}"


def table_url(table: str) -> str:
    """Return the address at which a table of choices is searched."""
    return f"{TABLES}{table}"
