"""The columnar files of surveys: written, read, kept small, and made anew from PostgreSQL at any time."""
