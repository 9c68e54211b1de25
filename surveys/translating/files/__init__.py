"""Translations as files: XLIFF for translators' tools, tables (XLSX, CSV) for everybody else."""
