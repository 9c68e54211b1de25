"""The columnar files of surveys: written, read, kept small, and made anew from PostgreSQL at any time."""

import analytics.results  # noqa: F401 - results and files know each other; results are imported first
