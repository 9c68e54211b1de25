"""Files of responses."""
