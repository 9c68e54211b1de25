"""The Celery application of worker and beat."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("canvass")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def make_queue_folders(sender: Celery, **kwargs: object) -> None:
    """Make the folders in which messages wait when there is no Redis."""
    for name, folder in sender.conf.broker_transport_options.items():
        if "folder" in name:
            Path(folder).mkdir(parents=True, exist_ok=True)


@setup_logging.connect
def keep_logging(**kwargs: object) -> None:
    """Leave the logs to Django's settings: Celery sets up none when somebody listens here."""


@worker_init.connect
def look_before_working(**kwargs: object) -> None:
    """Refuse to work on a database that can't carry Canvass."""
    from config.starting import look_at_database  # needs the apps, which are ready by now

    look_at_database()
