"""The settings of workers and beats that tests start: the test's database, and a broker of their own."""

import os
from datetime import timedelta
from pathlib import Path

from config.broker import broker_options
from tests.settings import *  # noqa: F403
from tests.settings import DATABASES as _DATABASES
from tests.settings import INSTALLED_APPS, STORAGES

DATABASES = {
    "default": _DATABASES["default"]
    | {
        "NAME": os.environ["TEST_DATABASE"],
        "HOST": os.environ["TEST_DATABASE_HOST"],
        "USER": "canvass",
        "OPTIONS": {},
    }
}
INSTALLED_APPS = [*INSTALLED_APPS, "tests.processes.listener"]
CELERY_BROKER_URL = os.environ["TEST_BROKER"]
CELERY_BROKER_TRANSPORT_OPTIONS = broker_options(
    "" if os.environ["TEST_QUEUE"] else CELERY_BROKER_URL, Path(os.environ["TEST_QUEUE"])
)
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "tenants.tick", "schedule": timedelta(seconds=1), "options": {"expires": 10}}
}
WORK_LEASE_SECONDS = 1
if _folder := os.environ.get("TEST_STATIC"):  # as collected, instead of as written
    STATIC_ROOT = Path(_folder)
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False
    STORAGES = STORAGES | {"staticfiles": {"BACKEND": "config.static_files.CollectedStaticFiles"}}
