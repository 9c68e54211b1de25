"""Cells that a spreadsheet would take for formulas, made plain text."""

STARTS_FORMULA = frozenset("=+-@＝＋－＠﹦﹢﹣﹫")
STARTS_CELL = frozenset("\t\r\n")


def neutralised(text: str) -> str:
    """Return ``text``, led by an apostrophe where a spreadsheet would calculate it.

    That is when it begins with ``= + - @``, also full-width or after spaces, or with a tab or line break
    (OWASP, "CSV Injection"). The apostrophe is what spreadsheets themselves mark plain text with.
    """
    if text[:1] in STARTS_CELL or text.lstrip()[:1] in STARTS_FORMULA:
        return f"'{text}" if text else text
    return text
