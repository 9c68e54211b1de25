"""Figures made ready for pages: words, numbers as people write them, charts. No request, no database."""
