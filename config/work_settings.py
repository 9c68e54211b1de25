"""How background work runs, whatever the environment; the reasons are in docs/decisions."""

from datetime import timedelta

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "tenants.tick", "schedule": timedelta(seconds=2), "options": {"expires": 10}},
    "operators-letters": {
        "task": "people.send_forgotten_letters",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "operators-sessions": {
        "task": "people.clear_operators_sessions",
        "schedule": timedelta(days=1),
        "options": {"expires": 3600},
    },
}
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
