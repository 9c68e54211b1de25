"""What the builder shows and what it makes of its forms; pure, without requests."""
