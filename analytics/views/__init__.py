"""Pages of results, responses and files; the home page."""
