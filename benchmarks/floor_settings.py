"""Django with nothing but a database."""

import os

SECRET_KEY = "floor"  # noqa: S105 - signs nothing
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks.floor"
MIDDLEWARE: list[str] = []
INSTALLED_APPS: list[str] = []
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "canvass",
        "USER": "canvass",
        "HOST": os.environ.get("FLOOR_SOCKET", ""),
        "CONN_MAX_AGE": 300,
    }
}
