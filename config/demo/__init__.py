"""The demo: an organisation with five surveys, weeks of answers, and what runs it all."""
