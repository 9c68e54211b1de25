"""Subscribers and tasks that only test processes have; some kill the process they run in."""
