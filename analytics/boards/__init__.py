"""Boards: tiles of several surveys on one page, for the team and for a screen on the wall."""
