"""The settings of workers and beats that tests start: the test's database, and a broker of their own."""

import os
from datetime import timedelta

from tests.settings import *  # noqa: F403
from tests.settings import CELERY_BROKER_TRANSPORT_OPTIONS, INSTALLED_APPS
from tests.settings import DATABASES as _DATABASES

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
if folder := os.environ.get("TEST_QUEUE"):
    CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {
        "data_folder_in": f"{folder}/messages",
        "data_folder_out": f"{folder}/messages",
        "control_folder": f"{folder}/control",
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "tenants.tick", "schedule": timedelta(seconds=1), "options": {"expires": 10}}
}
WORK_LEASE_SECONDS = 1
