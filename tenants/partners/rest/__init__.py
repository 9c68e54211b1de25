"""What API views of all floors are made of: the base view, and what goes in and out of it."""
