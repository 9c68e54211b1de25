"""All settings, from the environment (read by ``config.env``); ``docs/settings.md`` lists them."""

from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from config import env
from config.api.settings import REST_FRAMEWORK, SIMPLE_JWT, SPECTACULAR_SETTINGS  # noqa: F401
from config.broker import broker_options, broker_url, queues, routes
from config.logs import logging_settings
from config.work_settings import *  # noqa: F403 - what doesn't depend on the environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = env.one_of("CANVASS_ENV", ("development", "test", "production"), "development")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.boolean("CANVASS_DEBUG", default=False)
DATA_DIR = env.folder("CANVASS_DATA_DIR", BASE_DIR / ".canvass")

SECRET_KEY = env.text("SECRET_KEY", "" if PRODUCTION else "development-only-not-a-secret")
if not SECRET_KEY or (PRODUCTION and len(SECRET_KEY) < 50):
    raise env.WrongSetting("SECRET_KEY", "must hold at least 50 random characters in production")

# --- Hosts. Organisations' hosts are rows of the database; the middleware refuses the unknown.
ALLOWED_HOSTS = ["*"]
MAIN_HOST = env.text("CANVASS_MAIN_HOST", "localhost").lower()
PUBLIC_SCHEME = env.one_of("CANVASS_SCHEME", ("http", "https"), "https" if PRODUCTION else "http")
PUBLIC_PORT = env.text("CANVASS_PORT", "" if PRODUCTION else "8000")
BEHIND_PROXY = env.boolean("CANVASS_BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Apps. An app is in exactly one list, but for those that both kinds of schema need.
IN_BOTH = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.admin",
    "tenants.people",
]
SHARED_APPS = [
    "tenants",
    "unfold",  # before django_tenants, whose admin templates would win otherwise
    "django_tenants",
    *IN_BOTH,
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "config.apps.CanvassStaticFilesConfig",
    "django.forms",
    "django_htmx",
    "django_celery_beat",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "config",
]
TENANT_APPS = [
    *IN_BOTH,
    "tenants.partners",
    "webhooks",
    "surveys",
    "responses",
    "analytics",
]
INSTALLED_APPS = [*SHARED_APPS, *(app for app in TENANT_APPS if app not in SHARED_APPS)]
TENANT_MODEL = "tenants.Organisation"
TENANT_DOMAIN_MODEL = "tenants.Domain"
PUBLIC_SCHEMA_NAME = "public"
TENANT_LIMIT_SET_CALLS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Databases
DATABASES: dict[str, dict[str, Any]] = {}


def _database(address: dict[str, Any] | None) -> dict[str, Any]:
    if address is None:
        if PRODUCTION:
            raise env.WrongSetting("DATABASE_URL", "must be set in production")
        losable = ENVIRONMENT == "test"
        folder = env.folder("CANVASS_EMBEDDED_DIR", DATA_DIR / "postgres")
        address = {"NAME": "canvass", "OPTIONS": {"embedded": str(folder), "losable": losable}}
    return address | {
        "ENGINE": "tenants.postgresql",
        "CONN_MAX_AGE": env.number("DATABASE_CONN_MAX_AGE", 300),
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


DATABASES["default"] = _database(env.database("DATABASE_URL"))
if _replica := env.database("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = _database(_replica) | {"TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]

# --- Cache and broker: Redis when there is one, else the database and a folder.
REDIS_URL = env.redis("REDIS_URL")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "canvass_cache",
        "KEY_FUNCTION": "tenants.cache.make_key",
    }
}
if REDIS_URL:
    CACHES["default"] |= {
        "BACKEND": "config.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1.0, "socket_timeout": 1.0},
    }

# --- Requests
MIDDLEWARE = [
    "config.middleware.FrontDoor",
    "config.middleware.StaticFiles",
    "tenants.middleware.OrganisationMiddleware",
    "config.middleware.ShortWay",
    "config.middleware.StaffSessions",
    "config.middleware.StaffLocale",
    "config.middleware.StaffCommon",
    "config.middleware.StaffCsrf",
    "config.middleware.StaffAuthentication",
    "config.middleware.StaffTimeZone",
    "config.middleware.StaffMessages",
    "config.middleware.StaffHtmx",
    "config.middleware.DeletedMeanwhile",
    "config.put_away.PutAway",
]
ROOT_URLCONF = "config.urls_organisation"
PUBLIC_SCHEMA_URLCONF = "config.urls_main"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True
DATA_UPLOAD_MAX_MEMORY_SIZE = env.number("CANVASS_BODY_LIMIT", 2_621_440)
UPLOAD_LIMIT = env.number("CANVASS_UPLOAD_LIMIT", 54_525_952, least=1_048_576)  # of a form with files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tenants.context.organisation",
            ],
        },
    }
]
FORM_RENDERER = "tenants.form_rendering.FormRenderer"

# --- People
AUTH_USER_MODEL = "people.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the e-mail address is unique whatever its case, by constraint
AUTHENTICATION_BACKENDS = ["tenants.people.backends.OrganisationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_NAME = "__Host-canvass" if PUBLIC_SCHEME == "https" else "canvass_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_SCHEME == "https"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-canvass-csrf" if PUBLIC_SCHEME == "https" else "canvass_csrf"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

# --- Words
LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("nl", "Nederlands"),
    ("pt", "Português"),
    ("zh-hans", "简体中文"),
]
"""What Canvass speaks with respondents, and in answers of the API."""
STAFF_LANGUAGES = [("en", "English")]
"""What it speaks with staff: only what has every word (``tests/config/test_languages.py``)."""
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("CANVASS_STATIC_DIR", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.folder("CANVASS_MEDIA_DIR", DATA_DIR / "media")
MEDIA_URL = "/files/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static_files.CollectedStaticFiles"
        if ENVIRONMENT != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# What results work with on this machine: copies of column files, and files in the making; and what each
# process may take for its questions.
RESULTS_DIR = env.folder("CANVASS_RESULTS_DIR", DATA_DIR / "results")
RESULTS_MEMORY = env.number("CANVASS_RESULTS_MEMORY", 256, least=64)  # MB
RESULTS_THREADS = env.number("CANVASS_RESULTS_THREADS", 2, least=1)
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False  # error pages name plain files: they need no manifest
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "br",
    "gif",
    "gz",
    "ico",
    "jpeg",
    "jpg",
    "map",
    "md",
    "png",
    "txt",
    "webp",
    "woff",
    "woff2",
)
WHITENOISE_USE_FINDERS = ENVIRONMENT == "test" or DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- Security headers
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
SECURE_HSTS_SECONDS = 31_536_000 if PUBLIC_SCHEME == "https" else 0

# --- Mail
EMAIL_BACKEND = env.text(
    "EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("EMAIL_HOST")
    else "config.console_mail.ConsoleMail",
)
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25, least=1, most=65_535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"Canvass <canvass@{MAIN_HOST}>")

# --- Background work: the reasons are in docs/decisions.
CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BROKER_TRANSPORT_OPTIONS = broker_options(REDIS_URL, DATA_DIR / "queue")
CELERY_TASK_QUEUES = queues()
CELERY_TASK_ROUTES = routes()
WORK_LEASE_SECONDS = env.number("CANVASS_WORK_LEASE", 45, least=1, most=60)
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)

# --- API
# Keys that sign tokens: a folder of PEM files or PEM text; in development one is made in DATA_DIR/keys.
API_SIGNING_KEYS = env.text("CANVASS_JWT_KEYS")
if PRODUCTION and not API_SIGNING_KEYS:
    raise env.WrongSetting("CANVASS_JWT_KEYS", "must name a folder of PEM keys (manage.py make_signing_key)")
API_ISSUER = f"{PUBLIC_SCHEME}://{MAIN_HOST}"
API_AUDIENCE = "canvass-api"
# How often in a minute: an address, a person, and a try to sign in from an address as somebody.
API_RATE_OF_ADDRESS = env.number("CANVASS_API_RATE_OF_ADDRESS", 1200, least=1)
API_RATE_OF_PERSON = env.number("CANVASS_API_RATE_OF_PERSON", 600, least=1)
API_RATE_OF_SIGN_IN = env.number("CANVASS_API_RATE_OF_SIGN_IN", 10, least=1)

# --- Logs
LOG_FORMAT = env.one_of("CANVASS_LOG_FORMAT", ("json", "console"), "json" if PRODUCTION else "console")
LOGGING = logging_settings(
    LOG_FORMAT, env.one_of("CANVASS_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")
)
DJANGO_STRUCTLOG_CELERY_ENABLED = False
