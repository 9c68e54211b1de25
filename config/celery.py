"""The Celery application of worker and beat."""

import os
from pathlib import Path

from celery import Celery
from celery.signals import setup_logging

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
