"""The expression language: conditions, calculations and piping, parsed once and evaluated on the server."""
