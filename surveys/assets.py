"""Pictures of surveys, as definitions name them. The files are ``surveys.models.Asset``."""

ADDRESS = "/s/-/files/"
"""Where respondents' browsers fetch them at an organisation's host."""


def asset_url(asset: str) -> str:
    """Return the address of a stored picture; it never changes, and neither does what is there."""
    return f"{ADDRESS}{asset}"
