"""Personal links: a survey's link for one person, of which at most one response comes."""
