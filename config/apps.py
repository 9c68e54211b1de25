from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class CanvassConfig(AppConfig):
    """The project: settings, addresses, and the commands that concern all of it."""

    default = True  # of the two in this module
    name = "config"

    def ready(self) -> None:
        """Register the checks."""
        from config import checks  # noqa: F401


class CanvassStaticFilesConfig(StaticFilesConfig):
    """Collects what pages use and leaves out what only developers of other projects would."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "rest_framework/*",
        "drf_spectacular_sidecar/redoc/*",
        "*-es-bundle*.js",
        "django_htmx/ext/*",
        "SOURCES.md",
    ]
