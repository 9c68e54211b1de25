"""Brand colours that can be read: contrast by WCAG 2.2, and the nearest colour that works."""

DEFAULT_BRAND = "#00705f"
