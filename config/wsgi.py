"""The door for web servers."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django = get_wsgi_application()

from config.log_lines import write_lines_together  # noqa: E402 - needs the settings
from config.short_door import ShortDoor  # noqa: E402
from config.starting import look_at_database  # noqa: E402

look_at_database()
write_lines_together()
import_module(settings.ROOT_URLCONF)  # now, and not while the first visitor waits
application = ShortDoor(django)

# What is loaded stays as long as the process: the collector need not look at it again.
gc.collect()
gc.freeze()
