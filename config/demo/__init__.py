"""The demo: an organisation with four surveys, weeks of answers, and what runs it all."""
