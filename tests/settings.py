"""The settings of the tests: those of the site, on a database that may be lost.

Each worker has a folder and a PostgreSQL of its own, so that no transaction of one is felt by another.
"""

import os
import tempfile
from pathlib import Path

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
FAST = Path("/dev/shm")
FOLDER = (FAST if FAST.is_dir() else Path(tempfile.gettempdir())) / f"canvass-test-{RUN[:12]}{WORKER}"

os.environ["CANVASS_ENV"] = "test"
os.environ["CANVASS_DATA_DIR"] = str(FOLDER)
os.environ.setdefault("CANVASS_PORT", "")
os.environ.setdefault("CANVASS_LOG_LEVEL", "WARNING")
for name in ("DATABASE_URL", "DATABASE_REPLICA_URL", "REDIS_URL", "EMAIL_HOST"):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - WhiteNoise warns of a missing folder
WHITENOISE_AUTOREFRESH = True  # looks files up when asked, instead of all of them for every new client
