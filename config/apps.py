from django.apps import AppConfig


class CanvassConfig(AppConfig):
    """The project: settings, addresses, and the commands that concern all of it."""

    name = "config"
