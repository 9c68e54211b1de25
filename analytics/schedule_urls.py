"""Addresses of schedules: those of staff, and that by which a reader leaves."""

from django.urls import path

from analytics.views import leaving, schedules

_ALL = "surveys/<uuid:pk>/schedules/"
_ONE = f"{_ALL}<uuid:schedule>/"
scheduled = [
    path(_ALL, schedules.listed, name="schedules"),
    path(f"{_ALL}report/<uuid:report>/", schedules.report, name="schedule_report"),
    path(f"{_ALL}files/", schedules.files, name="schedule_files"),
    path(_ONE, schedules.change, name="schedule"),
    path(f"{_ONE}pause/", schedules.pause, name="schedule_pause"),
    path(f"{_ONE}resume/", schedules.resume, name="schedule_resume"),
    path(f"{_ONE}skip/", schedules.skip, name="schedule_skip"),
    path(f"{_ONE}run/", schedules.run, name="schedule_run"),
    path(f"{_ONE}delete/", schedules.delete, name="schedule_delete"),
    path(f"{_ONE}again/<uuid:occurrence>/", schedules.again, name="schedule_again"),
    path(f"{_ONE}files/<uuid:occurrence>/<str:token>/", schedules.file, name="schedule_file"),
    path("reports/leave/<str:token>/", leaving.ask, name="leave"),
    path("reports/leave/<str:token>/done/", leaving.leave_now, name="leave_now"),
]
